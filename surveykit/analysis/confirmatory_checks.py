"""The assumptions of a factor model, each as a check with its advice."""

from collections.abc import Iterator, Sequence

from surveykit.analysis.statistics.measurement import Measurement
from surveykit.analysis.words import all_called, listed
from surveykit.core.codebook import Codebook
from surveykit.core.finding import AssumptionCheck, Verdict
from surveykit.core.language import both
from surveykit.core.numbers import number

FEWEST_POINTS = 5
"""Answers on fewer points are too coarse to be treated as continuous (Rhemtulla et al., 2012)."""
_LARGE = 1.96


def assumptions(measured: Measurement, codebook: Codebook) -> Iterator[AssumptionCheck]:
    """In the order in which they bear on the conclusions."""
    yield points(measured.items.names, codebook)
    yield normality(measured)
    yield two_items(measured)


def points(items: Sequence[str], codebook: Codebook) -> AssumptionCheck:
    """Whether the scales have points enough."""
    name = both("confirmatory.check.points")
    coarse = [item for item in items if _points(codebook, item) < FEWEST_POINTS]
    if not coarse:
        return AssumptionCheck(name, Verdict.MET, both("confirmatory.check.points.met"))
    advice = both("confirmatory.check.points.caution", items=all_called(codebook, coarse))
    return AssumptionCheck(name, Verdict.CAUTION, advice)


def _points(codebook: Codebook, item: str) -> float:
    low, high = codebook.by_name[item].minimum, codebook.by_name[item].maximum
    return float("inf") if low is None or high is None else high - low + 1


def normality(measured: Measurement) -> AssumptionCheck:
    """Whether the answers could be multivariate normal: Mardia's kurtosis."""
    name = both("confirmatory.check.normality")
    if measured.missing == "fiml":
        return AssumptionCheck(name, Verdict.NOT_CHECKED, both("confirmatory.check.normality.not_checked"))
    z = measured.robust.fourths.z(measured.sound.n)
    if abs(z) < _LARGE:
        return AssumptionCheck(name, Verdict.MET, both("confirmatory.check.normality.met"), z)
    case = "allowed" if measured.estimator == "mlr" else "caution"
    advice = both(f"confirmatory.check.normality.{case}", z=number(z))
    return AssumptionCheck(name, Verdict.CAUTION, advice, z)


def two_items(measured: Measurement) -> AssumptionCheck:
    """Whether each construct has items enough to stand by itself."""
    name = both("confirmatory.check.items")
    few = [c.label for c in measured.items.constructs if len(c.items) < 3]
    if not few:
        return AssumptionCheck(name, Verdict.MET, both("confirmatory.check.items.met"))
    return AssumptionCheck(name, Verdict.CAUTION, both("confirmatory.check.items.caution", names=listed(few)))
