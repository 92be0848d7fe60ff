"""Recommendation score: promoters minus detractors among answers from 0 to 10."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from surveykit.analysis.analysis import Analysis, Figures, analysis
from surveykit.analysis.gates import GATES, limit
from surveykit.analysis.measure import ItemMeasure, benchmark_faults, group_faults, rated_faults
from surveykit.analysis.measure_numbers import (
    PASSIVES,
    PROMOTERS,
    Contrast,
    Reading,
    score,
    score_beside,
    score_contrast,
    score_variance,
)
from surveykit.analysis.measure_words import Measured, MeasureWords, Style, stated
from surveykit.analysis.references import REICHHELD, ROCKS, WILSON
from surveykit.analysis.statistics.formulas import LEVEL, wilson
from surveykit.analysis.words import n_text
from surveykit.core.codebook import Codebook
from surveykit.core.dataset import Dataset, Floats
from surveykit.core.finding import Caution, Estimate
from surveykit.core.language import Text, both
from surveykit.core.numbers import count, number, percent

ENDS = (0, 10)
SEGMENTS = ("detractors", "passives", "promoters")


@analysis("recommendation")
@dataclass(frozen=True)
class Recommendation(Analysis):
    """The score of Reichheld (2003): the share of promoters (9, 10) minus that of detractors (0 to 6).

    `item` is a variable answered from 0 to 10; of any other scale the score is refused. `by` names a variable whose
    groups are compared; `benchmark` (from -100 to 100) is compared with if `benchmark_source` says where it is from.

    ```yaml
    - recommendation: {item: recommend, by: tenure}
    ```
    """

    item: str
    by: str | None = None
    benchmark: float | None = None
    benchmark_source: Text | None = None

    def faults(self, codebook: Codebook) -> Iterator[tuple[str, dict[str, object]]]:
        yield from rated_faults(codebook, self.item)
        yield from group_faults(codebook, self.by)
        yield from benchmark_faults(self.benchmark, self.benchmark_source, (-100, 100))

    def questions(self, dataset: Dataset) -> Iterator["RecommendationScore"]:
        benchmark = stated(self.benchmark, self.benchmark_source)
        yield RecommendationScore(dataset, self.by, benchmark, self.item)


@dataclass(frozen=True, eq=False)
class RecommendationScore(ItemMeasure):
    """Whether promoters outnumber detractors."""

    analysis = "recommendation"
    figure_name = "net_promoter_score"
    style = Style("points")
    middle = 0.0
    unsaid_below = True
    range = (-100.0, 100.0)

    @property
    def parts(self) -> tuple[Text, ...]:
        return tuple(both(f"measures.recommendation.{segment}") for segment in SEGMENTS)

    def read(self, values: Floats) -> Reading:
        return score(values)

    def compare(self, pair: tuple[str, str], first: Floats, second: Floats) -> Contrast:
        return score_contrast(pair, first, second)

    def beside(self, whole: Reading, at: float) -> float | None:
        return score_beside(whole, at)

    def sources(self) -> tuple[str, ...]:
        return (REICHHELD, ROCKS, WILSON)

    def unfit(self) -> Iterator[Caution]:
        variable = self.dataset.variable(self.item)
        if (variable.minimum, variable.maximum) != ENDS:
            low, high = number(variable.minimum, 0), number(variable.maximum, 0)
            yield GATES["SCALE"].caution("recommendation", name=self.subject, low=low, high=high)

    def figures(self, numbers: Measured) -> Figures:
        return {**super().figures(numbers), "net_promoter_variance": lambda: self._variance(numbers.whole)}

    def _variance(self, whole: Reading) -> Iterator[Estimate]:
        yield Estimate("net_promoter_variance", self.of, score_variance(whole.counts), n=whole.n)

    def _shares(self, measured: Measured) -> Iterator[Estimate]:
        of: Mapping[str, str]
        for of, reading in (
            (self.of, measured.whole),
            *(({**self.of, "group": g.id}, g.reading) for g in measured.groups),
        ):
            for segment, times in zip(SEGMENTS, reading.counts, strict=True):
                yield self._segment({**of, "segment": segment}, times, reading.n)

    @staticmethod
    def _segment(of: Mapping[str, str], times: int, n: int) -> Estimate:
        fewest = limit("SMALL_N", "fewest_shares")
        if n < fewest:
            few = both("analysis.reason.few_for_share", n=n_text(n), fewest=count(fewest))
            return Estimate("share", of, None, n=n, reason=few)
        return Estimate("share", of, times / n, wilson(times, n), LEVEL, n=n)

    def settles(self, whole: Reading) -> bool:
        return whole.interval is None or not whole.interval[0] <= 0 <= whole.interval[1]

    def said(self, whole: Reading, name: Text) -> Text:
        ends = whole.interval
        settled = "above" if (whole.value or 0.0) > 0 else "below"
        case = "same" if ends is None else settled if self.settles(whole) else "open"
        detractors, _, promoters = (percent(times / whole.n) for times in whole.counts)
        return both(
            f"measures.recommendation.{case}",
            name=name,
            value=self.style.figure(whole.value),
            inside=self.style.inside(ends),
            promoters=promoters,
            detractors=detractors,
            n=n_text(whole.n),
        )

    def words(self, measured: Measured) -> MeasureWords:
        return replace(super().words(measured), answers=self._answers())

    def _answers(self) -> tuple[dict[str, int], ...]:
        counts = self.dataset.counts(self.item)
        points = range(ENDS[0], ENDS[1] + 1)
        parts = {p: 2 if p >= PROMOTERS else 1 if p >= PASSIVES else 0 for p in points}
        return tuple({"value": p, "count": counts.get(float(p), 0), "part": parts[p]} for p in points)
