"""Data and R's values for the tests of exploratory factor analysis (tests/reference/factors.json)."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from surveykit.core.dataset import Dataset
from surveykit.core.moments import Floats, Moments
from tests.analysis.factors import children
from tests.analysis.small import mobi

FILE = Path(__file__).parents[1] / "reference" / "factors.json"
RESULTS: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))["results"]
STUDIES = ("mobi", "children")


def value(id: str) -> Any:
    return RESULTS[id]["value"]


def data(study: str) -> Dataset:
    return {"mobi": mobi, "children": children}[study]()


@cache
def moments(study: str) -> Moments:
    """Of all items of a study, in the order of the reference."""
    return data(study).moments(tuple(value(f"{study}.items")))


def agrees(found: Any, wanted: Any, id: str) -> bool:
    """Whether arrays agree within the tolerance of an entry."""
    x, reference = np.asarray(found, dtype=float), np.asarray(wanted, dtype=float)
    assert x.shape == reference.shape, (id, x.shape, reference.shape)
    return bool((np.abs(x - reference) <= RESULTS[id]["tol"] * np.maximum(1.0, np.abs(reference))).all())


def loaded(loadings: Any, correlation: float = 0.0) -> Floats:
    """The correlations that loadings (k x m) on factors that correlate alike imply."""
    pattern = np.asarray(loadings, dtype=float)
    m = pattern.shape[1]
    r: Floats = pattern @ (np.full((m, m), correlation) + (1 - correlation) * np.eye(m)) @ pattern.T
    np.fill_diagonal(r, 1.0)
    return r


SIMPLE = [[0.8, 0], [0.7, 0], [0.6, 0], [0, 0.8], [0, 0.7], [0, 0.5]]
"""Six items, three on each of two factors."""
