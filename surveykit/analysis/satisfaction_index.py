"""Satisfaction index: the scores of the constructs of satisfaction on a scale from 0 to 100."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from surveykit.analysis.analysis import Analysis, analysis
from surveykit.analysis.construct_spreads import scale_of
from surveykit.analysis.gates import GATES
from surveykit.analysis.measure import MeasureQuestion, benchmark_faults, group_faults
from surveykit.analysis.measure_numbers import Contrast, Reading, mean, mean_beside, mean_contrast
from surveykit.analysis.measure_words import Style, stated
from surveykit.analysis.references import FORNELL, NORMAN, WELCH
from surveykit.analysis.words import listed, n_text, name_of
from surveykit.core.codebook import Codebook
from surveykit.core.dataset import Dataset, Floats
from surveykit.core.document import did_you_mean
from surveykit.core.finding import Caution
from surveykit.core.language import Text, both


@analysis("satisfaction_index")
@dataclass(frozen=True)
class SatisfactionIndex(Analysis):
    """The mean score of `constructs`, each brought to 0 to 100 by (score - lowest) / (highest - lowest) * 100.

    By default the constructs with the role satisfaction; several count equally. Only respondents with all scores are
    counted. `by` names a variable whose groups are compared; `benchmark` (0 to 100) is compared with if
    `benchmark_source` says where it is from.

    ```yaml
    - satisfaction_index
    ```
    """

    constructs: tuple[str, ...] = ()
    by: str | None = None
    benchmark: float | None = None
    benchmark_source: Text | None = None

    def faults(self, codebook: Codebook) -> Iterator[tuple[str, dict[str, object]]]:
        for id in dict.fromkeys(self.constructs):
            if id not in codebook.construct_by_id:
                yield "analysis-unknown-name", {"name": id, "hint": did_you_mean(id, codebook.construct_by_id)}
        if not self.constructs and not satisfaction_constructs(codebook):
            yield "analysis-no-satisfaction", {"option": "constructs"}
        yield from group_faults(codebook, self.by)
        yield from benchmark_faults(self.benchmark, self.benchmark_source, (0, 100))

    def questions(self, dataset: Dataset) -> Iterator["Index"]:
        benchmark = stated(self.benchmark, self.benchmark_source)
        constructs = tuple(dict.fromkeys(self.constructs)) or satisfaction_constructs(dataset.codebook)
        yield Index(dataset, self.by, benchmark, constructs)


def satisfaction_constructs(codebook: Codebook) -> tuple[str, ...]:
    """The constructs with the role satisfaction."""
    return tuple(c.id for c in codebook.constructs if c.role == "satisfaction")


@dataclass(frozen=True, eq=False)
class Index(MeasureQuestion):
    """Where satisfaction stands between 0 and 100."""

    constructs: tuple[str, ...]

    analysis = "satisfaction_index"
    figure_name = "satisfaction_index"
    style = Style("mean", 1)
    parts = ()
    range = (0.0, 100.0)

    @property
    def of(self) -> Mapping[str, str]:
        return {"construct": "+".join(self.constructs)}

    @property
    def subject(self) -> Text:
        return listed([name_of(self.dataset.codebook, id) for id in self.constructs])

    @property
    def name(self) -> Text:
        return self.subject

    @property
    def columns(self) -> tuple[str, ...]:
        return self.constructs

    @cached_property
    def values(self) -> Floats:
        scaled = []
        for id in self.constructs:
            low, high = scale_of(self.dataset, self.dataset.codebook.construct_by_id[id]) or (0.0, 1.0)
            scaled.append((self.dataset.numbers(id) - low) / (high - low) * 100)
        return np.asarray(np.mean(scaled, axis=0), dtype=np.float64)

    def read(self, values: Floats) -> Reading:
        return mean(values)

    def compare(self, pair: tuple[str, str], first: Floats, second: Floats) -> Contrast:
        return mean_contrast(pair, first, second)

    def beside(self, whole: Reading, at: float) -> float | None:
        return mean_beside(whole, at)

    def sources(self) -> tuple[str, ...]:
        return (FORNELL, NORMAN) + ((WELCH,) if self.by else ())

    def unfit(self) -> Iterator[Caution]:
        constructs = (self.dataset.codebook.construct_by_id[id] for id in self.constructs)
        mixed = [name_of(self.dataset.codebook, c.id) for c in constructs if scale_of(self.dataset, c) is None]
        if mixed:
            yield GATES["SCALE"].caution("index", names=listed(mixed))

    def said(self, whole: Reading, name: Text) -> Text:
        inside = self.style.inside(whole.interval) if whole.interval else both("analysis.compare.same")
        value, n = self.style.figure(whole.value), n_text(whole.n)
        return both("measures.satisfaction_index.said", name=name, value=value, inside=inside, n=n)
