"""R's values for the regressions (tests/reference/regressions.json), and the data they rest on."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from surveykit.analysis.statistics.least_squares import LeastSquares
from surveykit.core.dataset import Dataset
from surveykit.core.item import Option
from surveykit.items.single_choice import SingleChoice
from tests.analysis.small import MOBI, agrees, coded, mobi, questionnaire, rating, text

FILE = Path(__file__).parents[1] / "reference" / "regressions.json"
RESULTS: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))["results"]
PREDICTORS = ("image", "quality", "satisfaction")
Floats = NDArray[np.float64]


def value(id: str) -> Any:
    return RESULTS[id]["value"]


def near(x: float | None, reference: float, id: str) -> None:
    """Whether x agrees with a part of the entry `id`, within its tolerance."""
    assert agrees(x, reference, RESULTS[id]["tol"]), (id, x, reference)


def columns(*names: str) -> Floats:
    return mobi().table(names)


def loyalty(errors: Any = "hc3") -> LeastSquares:
    """Loyalty on image, quality and satisfaction."""
    table = columns("loyalty", *PREDICTORS)
    return LeastSquares.of(table[:, 0], table[:, 1:], errors)


@cache
def grouped() -> Dataset:
    """The customers with two named questions: `group` cuts the complaints answer at 5 and 8, `content` at 8."""
    options = {name: Option(text(f"Group {name}", f"第{name}组")) for name in ("one", "two", "three")}
    yes_no = {"no": Option(text("No", "否")), "yes": Option(text("Yes", "是"))}
    names = [name for items in MOBI.values() for name in items]
    asked = questionnaire(
        [
            *(rating(name) for name in names),
            SingleChoice(id="group", text=text("Group?", "哪一组？"), options=options),
            SingleChoice(id="content", text=text("Content?", "满意吗？"), options=yes_no),
        ],
        MOBI,
    )
    complaints = mobi().numbers("complaints")
    own = {name: mobi().numbers(name).tolist() for name in names}
    group = 1 + np.searchsorted([5, 8], complaints)
    return coded(asked, {**own, "group": group.tolist(), "content": (1 + (complaints >= 8)).tolist()})
