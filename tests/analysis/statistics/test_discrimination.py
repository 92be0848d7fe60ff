"""ROC, calibration and scores, against pROC and R."""

import numpy as np
import pytest

from surveykit.analysis.statistics.discrimination import area, brier, calibration, curve, hosmer_lemeshow, tenths
from surveykit.analysis.statistics.logit import Logit
from tests.analysis.regressions import columns, near, value
from tests.analysis.small import mobi


def stays() -> Logit:
    return Logit(mobi().numbers("CUSL1") >= 8, columns("image", "value", "satisfaction"))


def test_the_area_and_its_interval_equal_proc() -> None:
    fit, reference = stays(), value("auc")
    found = area(fit.event, fit.chance)
    near(found.value, reference["auc"], "auc")
    near(found.se, reference["se"], "auc")
    assert found.interval is not None
    near(found.interval[0], reference["low"], "auc")
    near(found.interval[1], reference["high"], "auc")


def test_scores_equal_r() -> None:
    fit = stays()
    near(brier(fit.event, fit.chance), value("brier"), "brier")
    bins = tenths(fit.event, fit.chance)
    found, reference = hosmer_lemeshow(bins), value("hosmer_lemeshow")
    assert found is not None
    near(found[0], reference["statistic"], "hosmer_lemeshow")
    near(found[2], reference["p"], "hosmer_lemeshow")
    assert [b.observed for b in bins] == reference["observed"]


def test_calibration_of_unseen_respondents_equals_r() -> None:
    fit, reference = stays(), value("calibration")
    eta = fit.out_of_fold(np.arange(250) % 10)
    assert eta is not None
    found = calibration(fit.event, eta)
    assert found is not None
    near(found.slope, reference["slope"], "calibration")
    near(found.intercept, reference["intercept"], "calibration")
    near(area(fit.event, eta).value, reference["auc"], "calibration")
    near(brier(fit.event, 1 / (1 + np.exp(-eta))), reference["brier"], "calibration")


def test_a_perfect_order_has_area_one_and_no_interval() -> None:
    found = area(np.array([False, False, True, True]), np.array([1.0, 2.0, 3.0, 4.0]))
    assert (found.value, found.interval) == (1.0, None)


def test_ties_count_half() -> None:
    assert area(np.array([False, True] * 5), np.ones(10)).value == pytest.approx(0.5)
    assert curve(np.array([False, True] * 5), np.ones(10)) == [(0.0, 0.0), (1.0, 1.0)]


def test_a_long_curve_keeps_its_ends() -> None:
    rng = np.random.default_rng(1)
    points = curve(rng.random(5000) < 0.4, rng.random(5000))
    assert len(points) == 200
    assert (points[0], points[-1]) == ((0.0, 0.0), (1.0, 1.0))


def test_equal_chances_stay_in_one_group() -> None:
    bins = tenths(np.array([False, True] * 50), np.repeat([0.2, 0.8], 50))
    assert [b.n for b in bins] == [50, 50]
    assert hosmer_lemeshow(bins) is None
