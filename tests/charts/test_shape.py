from dataclasses import dataclass

import numpy as np
import pytest

from surveykit.charts.shape import Label, fit


@dataclass(frozen=True)
class Inner:
    value: float
    note: Label | None = None


@dataclass(frozen=True)
class Outer:
    rows: tuple[Inner, ...]
    counts: dict[int, int]
    ends: tuple[float, float] | None = None


def test_plain_data_become_the_dataclass() -> None:
    given = {"rows": [{"value": 1}, {"value": np.float64(2.5), "note": {"zh": "无"}}], "counts": {"-1": np.int64(4)}}
    assert fit(Outer, given) == Outer((Inner(1.0), Inner(2.5, {"zh": "无"})), {-1: 4})


@pytest.mark.parametrize(
    ("data", "where"),
    [
        ({"rows": [], "counts": {}, "colour": "red"}, "colour"),
        ({"rows": []}, "counts"),
        ({"rows": [{"value": float("nan")}], "counts": {}}, r"rows\[0\].value"),
        ({"rows": [{"value": True}], "counts": {}}, r"rows\[0\].value"),
        ({"rows": [{"value": 1, "note": 5}], "counts": {}}, r"rows\[0\].note"),
        ({"rows": [], "counts": {1: 0.5}}, r"counts\[1\]"),
        ({"rows": [], "counts": {}, "ends": [1]}, "ends"),
        ({"rows": "ab", "counts": {}}, "rows"),
        ([], "data"),
    ],
)
def test_a_misfit_says_where(data: object, where: str) -> None:
    with pytest.raises(TypeError, match=where):
        fit(Outer, data)
