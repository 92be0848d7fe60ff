"""Effort: how much trouble customers had, on a scale whose easy end the plan names."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from surveykit.analysis.analysis import Analysis, Figures, analysis
from surveykit.analysis.gates import limit
from surveykit.analysis.measure import ItemMeasure, benchmark_faults, group_faults, rated_faults
from surveykit.analysis.measure_numbers import Contrast, Reading, mean, mean_beside, mean_contrast
from surveykit.analysis.measure_words import Measured, Style, stated
from surveykit.analysis.references import DIXON, NORMAN, WELCH, WILSON
from surveykit.analysis.statistics.distribution import Part, boxes, present
from surveykit.analysis.statistics.formulas import LEVEL
from surveykit.analysis.words import ci, n_text, sentences
from surveykit.core import finding
from surveykit.core.codebook import Codebook
from surveykit.core.dataset import Dataset, Floats
from surveykit.core.finding import Estimate
from surveykit.core.language import Text, both
from surveykit.core.numbers import count, number, percent


@analysis("effort")
@dataclass(frozen=True)
class Effort(Analysis):
    """The mean of an item on the effort that something took, and the share at the easy end of its scale.

    `item` is a variable answered on a scale, `easy` says which end of it means little effort: "low" or "high".
    Nothing is turned round: the figures stay on the scale that was answered. `by` names a variable whose groups are
    compared; `benchmark` (on the scale) is compared with if `benchmark_source` says where it is from.

    ```yaml
    - effort: {item: trouble, easy: low}
    ```
    """

    item: str
    easy: Literal["low", "high"]
    by: str | None = None
    benchmark: float | None = None
    benchmark_source: Text | None = None

    def faults(self, codebook: Codebook) -> Iterator[tuple[str, dict[str, object]]]:
        yield from rated_faults(codebook, self.item)
        yield from group_faults(codebook, self.by)
        yield from benchmark_faults(self.benchmark, self.benchmark_source, self._range(codebook))

    def _range(self, codebook: Codebook) -> tuple[float, float]:
        known = codebook.by_name.get(self.item)
        rated = known is not None and known.minimum is not None and known.maximum is not None
        return codebook.bounds(self.item) if rated else (float("-inf"), float("inf"))

    def questions(self, dataset: Dataset) -> Iterator["EffortMean"]:
        benchmark = stated(self.benchmark, self.benchmark_source)
        yield EffortMean(dataset, self.by, benchmark, self.item, self.easy)


@dataclass(frozen=True, eq=False)
class EffortMean(ItemMeasure):
    """How much effort it took."""

    easy: Literal["low", "high"]

    analysis = "effort"
    figure_name = "effort_score"
    style = Style("mean", 2)
    parts = ()

    @property
    def range(self) -> tuple[float, float]:
        return self.dataset.codebook.bounds(self.item)

    @property
    def axis(self) -> Text:
        return both("measures.effort.axis", **self._ends)

    @property
    def _ends(self) -> dict[str, str]:
        low, high = self.range
        easy = low if self.easy == "low" else high
        return {"low": number(low, 0), "high": number(high, 0), "easy": number(easy, 0)}

    def read(self, values: Floats) -> Reading:
        return mean(values)

    def compare(self, pair: tuple[str, str], first: Floats, second: Floats) -> Contrast:
        return mean_contrast(pair, first, second)

    def beside(self, whole: Reading, at: float) -> float | None:
        return mean_beside(whole, at)

    def sources(self) -> tuple[str, ...]:
        return (DIXON, NORMAN, WILSON) + ((WELCH,) if self.by else ())

    def figures(self, numbers: Measured) -> Figures:
        return {**super().figures(numbers), "low_effort_share": self._easy}

    @property
    def _easy_part(self) -> Part | None:
        """The answers in the two points at the easy end; None for a scale of fewer than four points."""
        low, high = self.range
        found = boxes(present(self.values), range(int(low), int(high) + 1))
        return None if found is None else found.bottom if self.easy == "low" else found.top

    def _easy(self) -> Iterator[Estimate]:
        part, fewest = self._easy_part, limit("SMALL_N", "fewest_shares")
        if part is None:
            yield Estimate("low_effort_share", self.of, None, n=self.n, reason=both("describe.reason.no_boxes"))
        elif part.n < fewest:
            few = both("analysis.reason.few_for_share", n=n_text(part.n), fewest=count(fewest))
            yield Estimate("low_effort_share", self.of, None, n=part.n, reason=few)
        else:
            yield Estimate("low_effort_share", self.of, part.share, part.interval, LEVEL, n=part.n)

    def said(self, whole: Reading, name: Text) -> Text:
        inside = self.style.inside(whole.interval) if whole.interval else both("analysis.compare.same")
        values = {"value": self.style.figure(whole.value), "inside": inside, "n": n_text(whole.n)}
        lead = both("measures.effort.said", name=name, **values, **self._ends)
        part = self._easy_part
        if part is None:
            return lead
        shown = ci(part.interval, finding.Style.PERCENT, 0)
        return sentences(lead, both("measures.effort.easy", share=percent(part.share), inside=shown))
