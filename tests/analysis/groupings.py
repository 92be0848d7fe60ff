"""The ECSI customers in groups: by the price at which they would leave (CUSL2), by whether they had trouble (CUSCO)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from surveykit.core.codebook import Missing
from surveykit.core.dataset import Dataset
from surveykit.core.item import Option
from surveykit.core.questionnaire import Section
from surveykit.items.single_choice import SingleChoice
from tests.analysis.small import MOBI, coded, mobi, questionnaire, rating, text

PRICE = {"low": text("Low", "低价"), "middle": text("Middle", "中等"), "high": text("High", "高价")}
TROUBLE = {"some": text("Some trouble", "有问题"), "none": text("No trouble", "无问题")}


def choice(id: str, labels: Mapping[str, Mapping[str, str]]) -> SingleChoice:
    options = {name: Option(label) for name, label in labels.items()}
    return SingleChoice(
        id=id, text=text(id.capitalize(), {"price": "价位", "trouble": "问题"}.get(id, id)), options=options
    )


def codes(by: str) -> np.ndarray:
    """Which group each customer is in, from 0."""
    column, cuts = {"price": ("CUSL2", (3.5, 6.5)), "trouble": ("CUSCO", (6.5,))}[by]
    return np.searchsorted(cuts, mobi().numbers(column))


def grouped(
    *choices: tuple[SingleChoice, Sequence[float | Missing]],
    role: str = "background",
    keep: Sequence[int] | None = None,
) -> Dataset:
    """The customers (or some of them) with more choices, which stand in a section of that role."""
    asked = questionnaire([rating(name) for items in MOBI.values() for name in items], MOBI)
    own = Section("you", text("You", "您"), tuple(item for item, _ in choices), role=role)  # type: ignore[arg-type]
    asked = replace(asked, sections=(*asked.sections, own))
    rows = list(range(mobi().n)) if keep is None else list(keep)
    columns = {name: mobi().numbers(name)[rows].tolist() for items in MOBI.values() for name in items}
    return coded(asked, columns | {item.id: [column[at] for at in rows] for item, column in choices})


def customers(role: str = "background", keep: Sequence[int] | None = None) -> Dataset:
    """By price and by trouble."""
    price = choice("price", PRICE), [float(v) + 1 for v in codes("price")]
    trouble = choice("trouble", TROUBLE), [float(v) + 1 for v in codes("trouble")]
    return grouped(price, trouble, role=role, keep=keep)
