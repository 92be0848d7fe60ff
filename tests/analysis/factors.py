"""Data and reference values for the tests of factor models."""

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from surveykit.core.codebook import Missing
from surveykit.core.dataset import Dataset
from surveykit.core.item import Option
from surveykit.items.single_choice import SingleChoice
from tests.analysis.small import coded, questionnaire, rating, text

FOLDER = Path(__file__).parents[1] / "reference"
REFERENCE: dict[str, dict[str, Any]] = json.loads((FOLDER / "confirmatory.json").read_text(encoding="utf-8"))["results"]
CHILDREN = {"visual": ("x1", "x2", "x3"), "textual": ("x4", "x5", "x6"), "speed": ("x7", "x8", "x9")}
ITEMS = tuple(item for items in CHILDREN.values() for item in items)
SCHOOLS = {"pasteur": Option(text("Pasteur", "巴斯德")), "grant": Option(text("Grant-White", "格兰特"))}
Columns = dict[str, list[float | Missing]]


@cache
def _rows() -> list[dict[str, str]]:
    with (FOLDER / "holzinger_swineford.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def in_groups(columns: Columns, group: list[float | Missing]) -> Dataset:
    """Columns x1 to x9, three for each construct, and the school."""
    asked = questionnaire(
        [*(rating(name) for name in ITEMS), SingleChoice(id="school", text=text("School", "学校"), options=SCHOOLS)],
        CHILDREN,
    )
    return coded(asked, {**columns, "school": group})


def scores() -> Columns:
    """Nine test scores of Holzinger and Swineford's 301 children."""
    return {name: [float(row[name]) for row in _rows()] for name in ITEMS}


def schools() -> list[float | Missing]:
    return [int(row["school"]) for row in _rows()]


@cache
def children() -> Dataset:
    return in_groups(scores(), schools())


@cache
def children_with_holes() -> Dataset:
    """The answer of child i to item j is missing where (i + 3 j^2) mod 7 is 0 or (i j + j) mod 11 is 5."""
    columns = scores()
    for j, name in enumerate(ITEMS, 1):
        for i in range(1, len(columns[name]) + 1):
            if (i + 3 * j * j) % 7 == 0 or (i * j + j) % 11 == 5:
                columns[name][i - 1] = Missing.NOT_ANSWERED
    return in_groups(columns, schools())


def answers(n: int, loadings: tuple[float, ...], correlation: float = 0.5, seed: int = 1) -> Columns:
    """Answers x1 to x9 of n people: three factors that correlate alike, and a loading for every item."""
    rng = np.random.default_rng(seed)
    phi = np.full((3, 3), correlation) + (1 - correlation) * np.eye(3)
    factors = rng.normal(size=(n, 3)) @ np.linalg.cholesky(phi).T
    noise = rng.normal(size=(n, 9)) * np.sqrt(1 - np.square(loadings))
    values = np.repeat(factors, 3, axis=1) * loadings + noise
    return {name: [float(v) for v in values[:, at]] for at, name in enumerate(ITEMS)}
