"""Slopes that depend on a moderator, against R."""

import numpy as np
import pytest

from surveykit.analysis.statistics.interaction import Interaction
from surveykit.analysis.statistics.least_squares import LeastSquares
from tests.analysis.regressions import Floats, columns, near, value


def moderated(w: Floats, *covariates: str, errors: str = "hc3") -> Interaction:
    y, x = columns("loyalty", "satisfaction").T
    x = x - x.mean()
    X = [x, w, x * w, *(columns(name)[:, 0] for name in covariates)]
    return Interaction(LeastSquares.of(y, np.column_stack(X), errors))  # type: ignore[arg-type]  # one of the two


def worth() -> Floats:
    w = columns("value")[:, 0]
    centred: Floats = w - w.mean()
    return centred


@pytest.mark.parametrize(("id", "covariates"), [("moderation", ()), ("moderation.covariates", ("image", "quality"))])
def test_coefficients_slopes_and_roots_equal_r(id: str, covariates: tuple[str, ...]) -> None:
    found, reference = moderated(worth(), *covariates), value(id)
    near(found.product.value, reference["coefficients"]["x:w"]["b"], id)
    near(found.product.se, reference["coefficients"]["x:w"]["se"], id)
    near(found.product.p, reference["coefficients"]["x:w"]["p"], id)
    for expected in reference["slopes"]:
        slope = found.slope(expected["at"])
        near(slope.value, expected["slope"], id)
        near(slope.se, expected["se"], id)
        near(slope.interval[0], expected["low"], id)
        near(slope.interval[1], expected["high"], id)
        near(slope.p, expected["p"], id)
    for root, expected in zip(found.roots(), reference["roots"], strict=True):
        near(root, expected, id)


def test_only_roots_inside_the_observed_range_are_given() -> None:
    """With classical errors R finds -173.99 and -5.13 (centred); only the second was observed."""
    w = worth()
    found, reference = moderated(w, errors="classical"), value("moderation.classical")
    for root, expected in zip(found.roots(), reference, strict=True):
        near(root, expected, "moderation.classical")
    (inside,) = found.within(float(w.min()), float(w.max()))
    near(inside, reference[1], "moderation.classical")
    assert found.slope(inside).interval[0] == pytest.approx(0, abs=1e-9)


def test_a_moderator_of_two_values_equals_r() -> None:
    content = (columns("complaints")[:, 0] >= 8).astype(float)
    found, reference = moderated(content), value("moderation.two")
    for expected in reference["slopes"]:
        slope = found.slope(expected["at"])
        near(slope.value, expected["slope"], "moderation.two")
        near(slope.se, expected["se"], "moderation.two")


def test_a_slope_that_is_clear_everywhere_has_no_roots_inside() -> None:
    rng = np.random.default_rng(4)
    x, w = rng.normal(size=(2, 300))
    y = 5 * x + 0.1 * x * w + rng.normal(size=300)
    found = Interaction(LeastSquares.of(y, np.column_stack([x, w, x * w])))
    assert found.within(-3.0, 3.0) == ()
