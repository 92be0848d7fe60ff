"""Parts of the data and bootstrap samples, against R."""

import numpy as np
import pytest

from surveykit.analysis import ANALYSES
from surveykit.analysis.statistics.stability import difference, parts, random_halves
from tests.analysis.regressions import PREDICTORS, columns, grouped, near, value
from tests.analysis.small import gates, mobi, said


def test_chow_and_the_halves_equal_r() -> None:
    found = parts(columns("loyalty", *PREDICTORS), np.repeat([0, 1], 125))
    assert found is not None
    near(found.f, value("chow")["f"], "chow")
    near(found.p, value("chow")["p"], "chow")
    for own, reference in zip(found.coefficients, value("halves"), strict=True):
        for b, expected in zip(own, reference.values(), strict=True):
            near(float(b), expected, "halves")


def test_differences_of_halves_equal_r() -> None:
    found = difference(columns("loyalty", *PREDICTORS), np.repeat([0, 1], 125))
    assert found is not None
    for own, expected in zip(found, value("half_differences").values(), strict=True):
        for x, key in zip((own.value, *own.interval, own.t, own.p), ("b", "low", "high", "t", "p"), strict=True):
            near(x, expected[key], "half_differences")


def test_differences_of_halves_are_given_with_a_reason_where_there_are_none() -> None:
    finding = ANALYSES["regression"](outcome="loyalty", predictors=PREDICTORS).run(mobi())[1]  # type: ignore[call-arg]  # as above
    one, other = (finding.estimate("part_coefficient", predictor="image", part=part).value for part in "12")
    assert finding.estimate("split_half_difference", predictor="image").value == pytest.approx(one - other)
    assert difference(columns("loyalty", *PREDICTORS), (np.arange(250) < 4).astype(np.int64)) is None


def test_a_part_that_is_too_small_is_not_compared() -> None:
    table = columns("loyalty", *PREDICTORS)
    assert parts(table, (np.arange(250) < 4).astype(np.int64)) is None
    assert parts(table, np.zeros(250, dtype=np.int64)) is None


def test_random_halves_follow_the_seed() -> None:
    assert (random_halves(101, 3) == random_halves(101, 3)).all()
    assert (random_halves(101, 3) != random_halves(101, 4)).any()
    assert random_halves(101, 3).sum() == 50


def test_bootstrap_intervals_equal_those_of_r() -> None:
    """R: boot::boot; with 50,000 draws on both sides the bounds differ by chance in the second place at most."""
    asked = ANALYSES["regression"](outcome="loyalty", predictors=PREDICTORS, draws=50_000)  # type: ignore[call-arg]
    found = {f.id: f for f in asked.run(mobi())}
    finding = found["regression.loyalty.stability"]
    for predictor, reference in value("bootstrap").items():
        name = "(intercept)" if predictor == "(Intercept)" else predictor
        inside = finding.estimate("bootstrap_coefficient", predictor=name).interval
        assert inside is not None
        near(inside[0], reference["low"], "bootstrap")
        near(inside[1], reference["high"], "bootstrap")


def test_groups_are_named_and_counted() -> None:
    options = {"outcome": "loyalty", "predictors": PREDICTORS, "stable_by": "group", "further": ("stability",)}
    finding = ANALYSES["regression"](**options).run(grouped())[1]  # type: ignore[arg-type]  # as above
    sizes = {e.of["part"]: e.n for e in finding.estimates if e.name == "part_coefficient"}
    assert sizes == {"1": 59, "2": 125, "3": 66}
    assert finding.estimate("chow_f", group="group").df == (8.0, 238.0)
    assert "“Group?”" in said(finding, "en")
    assert ("UNSTABLE" in gates(finding)) == (finding.estimate("chow_f", group="group").p < 0.05)
