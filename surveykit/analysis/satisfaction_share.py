"""Satisfaction share: how many of those who answered chose the highest points of the scale (top box)."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from surveykit.analysis.analysis import Analysis, analysis
from surveykit.analysis.gates import GATES
from surveykit.analysis.measure import ItemMeasure, benchmark_faults, group_faults, rated_faults
from surveykit.analysis.measure_numbers import Contrast, Reading, share, share_beside, share_contrast
from surveykit.analysis.measure_words import Style, stated
from surveykit.analysis.references import NEWCOMBE, WILSON
from surveykit.analysis.words import n_text
from surveykit.core.codebook import Codebook
from surveykit.core.dataset import Dataset, Floats
from surveykit.core.finding import Caution
from surveykit.core.language import Text, both
from surveykit.core.numbers import count, number

FEWEST_POINTS = 4


@analysis("satisfaction_share")
@dataclass(frozen=True)
class SatisfactionShare(Analysis):
    """The share of answers in the two highest points of a scale, for each of several items.

    `items` are variables answered on a scale of at least four points (by default the items of the constructs with the
    role satisfaction). `by` names a variable whose groups are compared; `benchmark` (0 to 1) is compared with if
    `benchmark_source` says where it is from.

    ```yaml
    - satisfaction_share: {items: [satisfied], by: region}
    ```
    """

    items: tuple[str, ...] = ()
    by: str | None = None
    benchmark: float | None = None
    benchmark_source: Text | None = None

    def faults(self, codebook: Codebook) -> Iterator[tuple[str, dict[str, object]]]:
        for item in dict.fromkeys(self.items):
            yield from rated_faults(codebook, item)
        if not self.items and not satisfaction_items(codebook):
            yield "analysis-no-satisfaction", {"option": "items"}
        yield from group_faults(codebook, self.by)
        yield from benchmark_faults(self.benchmark, self.benchmark_source, (0, 1))

    def questions(self, dataset: Dataset) -> Iterator["TopShare"]:
        benchmark = stated(self.benchmark, self.benchmark_source)
        for item in dict.fromkeys(self.items or satisfaction_items(dataset.codebook)):
            yield TopShare(dataset, self.by, benchmark, item)


def satisfaction_items(codebook: Codebook) -> tuple[str, ...]:
    """The items of the constructs with the role satisfaction."""
    return tuple(item for c in codebook.constructs if c.role == "satisfaction" for item in c.items)


@dataclass(frozen=True, eq=False)
class TopShare(ItemMeasure):
    """How many of those who answered one item chose its two highest points."""

    analysis = "satisfaction_share"
    figure_name = "csat"
    style = Style("percent")
    range = (0.0, 1.0)

    @cached_property
    def _ends(self) -> tuple[float, float]:
        return self.dataset.codebook.bounds(self.item)

    @cached_property
    def values(self) -> Floats:
        answers = self.dataset.numbers(self.item)
        return np.where(np.isnan(answers), np.nan, (answers >= self._ends[1] - 1).astype(np.float64))

    @property
    def _points(self) -> dict[str, str]:
        low, high = self._ends
        return {"low": number(low, 0), "high": number(high, 0), "second": number(high - 1, 0)}

    @property
    def parts(self) -> tuple[Text, ...]:
        below = number(self._ends[1] - 2, 0)
        return (
            both("measures.satisfaction_share.others", low=self._points["low"], high=below),
            both("measures.satisfaction_share.top", low=self._points["second"], high=self._points["high"]),
        )

    def read(self, values: Floats) -> Reading:
        return share(values)

    def compare(self, pair: tuple[str, str], first: Floats, second: Floats) -> Contrast:
        return share_contrast(pair, first, second)

    def beside(self, whole: Reading, at: float) -> float | None:
        return share_beside(whole, at)

    def sources(self) -> tuple[str, ...]:
        return (WILSON, NEWCOMBE) if self.by else (WILSON,)

    def unfit(self) -> Iterator[Caution]:
        low, high = self._ends
        if high - low + 1 < FEWEST_POINTS:
            yield GATES["SCALE"].caution("top", name=self.subject, fewest=count(FEWEST_POINTS))

    def said(self, whole: Reading, name: Text) -> Text:
        return both(
            "measures.satisfaction_share.said",
            name=name,
            value=self.style.figure(whole.value),
            inside=self.style.inside(whole.interval),
            n=n_text(whole.n),
            **self._points,
        )
