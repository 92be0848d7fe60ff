"""Huber's M estimate, against MASS::rlm."""

import numpy as np
import pytest

from surveykit.analysis.statistics.huber import Huber
from surveykit.analysis.statistics.least_squares import LeastSquares
from tests.analysis.regressions import Floats, columns, near, value


def stackloss() -> Floats:
    data = value("data.stackloss")
    names = ("stack.loss", "Air.Flow", "Water.Temp", "Acid.Conc.")
    return np.column_stack([np.asarray(data[name], dtype=float) for name in names])


@pytest.mark.parametrize("example", ["loyalty", "stackloss"])
def test_coefficients_and_errors_equal_r(example: str) -> None:
    rows = stackloss() if example == "stackloss" else columns("loyalty", "image", "quality", "satisfaction")
    found, id = Huber(LeastSquares.of(rows[:, 0], rows[:, 1:]), rows), f"huber.{example}"
    reference = value(id)
    assert found.settled
    for c, expected in zip(found.all, reference["coefficients"].values(), strict=True):
        near(c.value, expected["b"], id)
        near(c.se, expected["se"], id)
        near(c.t, expected["t"], id)
    near(found.scale, reference["scale"], id)
    near(float(found.weights.min()), reference["smallest_weight"], id)
    assert int((found.weights < 0.5).sum()) == reference["weights_below_half"]
