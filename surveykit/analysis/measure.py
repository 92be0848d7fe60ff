"""What the measures of satisfaction share: one figure for all, by groups, their differences, and a stated benchmark."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np
import scipy

from surveykit.analysis.analysis import Figures, Question
from surveykit.analysis.answer_numbers import value_id
from surveykit.analysis.crossing import CATEGORICAL, categories
from surveykit.analysis.gates import GATES, base_cautions, is_small, limit
from surveykit.analysis.keying import keying_caution
from surveykit.analysis.measure_numbers import Contrast, Group, Reading, contrasts, may_show
from surveykit.analysis.measure_words import Benchmark, Measured, MeasureWords, Style
from surveykit.analysis.references import HOLM
from surveykit.analysis.statistics.formulas import LEVEL
from surveykit.analysis.supposed import supposes
from surveykit.analysis.words import called, n_text, name_of, sentences
from surveykit.core.claims import holm, least
from surveykit.core.codebook import Codebook
from surveykit.core.dataset import Floats
from surveykit.core.document import did_you_mean
from surveykit.core.finding import AssumptionCheck, Caution, Estimate, Excluded, Finding, Method, Of
from surveykit.core.language import Text, both
from surveykit.core.numbers import count, number


def group_faults(codebook: Codebook, by: str | None) -> Iterator[tuple[str, dict[str, object]]]:
    """What is wrong with the variable that groups the respondents."""
    known = [v.name for v in codebook.variables if v.level in CATEGORICAL]
    if by is not None and by not in codebook.by_name:
        yield "analysis-unknown-name", {"name": by, "hint": did_you_mean(by, known)}
    elif by is not None and by not in known:
        yield "analysis-not-categorical", {"name": by}


def benchmark_faults(
    benchmark: float | None, source: Text | None, within: tuple[float, float]
) -> Iterator[tuple[str, dict[str, object]]]:
    """A benchmark needs a source, and a source a benchmark; it lies within what the measure can take."""
    if (benchmark is None) != (source is None):
        yield "analysis-benchmark-source", {}
    if benchmark is not None and not within[0] <= benchmark <= within[1]:
        low, high = (number(end, 0) for end in within)
        yield "analysis-benchmark-range", {"low": low, "high": high}


def rated_faults(codebook: Codebook, name: str) -> Iterator[tuple[str, dict[str, object]]]:
    """What is wrong with the variable that is measured: it must be answered on a scale with two ends."""
    known = [v.name for v in codebook.variables if v.level not in ("nominal", "text") and v.minimum is not None]
    if name not in codebook.by_name:
        yield "analysis-unknown-name", {"name": name, "hint": did_you_mean(name, known)}
    elif name not in known:
        yield "analysis-not-rated", {"name": name}


@dataclass(frozen=True, eq=False)
class MeasureQuestion(Question[Measured]):
    """One measure; a subclass says which values it reads, and how."""

    by: str | None
    benchmark: Benchmark | None

    figure_name: ClassVar[str]
    """The name of the estimate."""
    style: ClassVar[Style]
    middle: ClassVar[float | None] = None
    """The value of which the sentence says whether the figure lies above or below it."""
    unsaid_below: ClassVar[bool] = False
    """Whether below the convention SMALL_N there is no figure at all, only the distribution."""

    @property
    @abstractmethod
    def of(self) -> Mapping[str, str]:
        """What is measured, in ids."""

    @property
    @abstractmethod
    def subject(self) -> Text:
        """What is measured, in its own words."""

    @property
    @abstractmethod
    def name(self) -> Text:
        """The same as it reads inside a sentence below its own words."""

    @property
    @abstractmethod
    def values(self) -> Floats:
        """What is read: one value a respondent, NaN where there is none."""

    @property
    @abstractmethod
    def columns(self) -> tuple[str, ...]:
        """The columns that must be there for a value."""

    @property
    @abstractmethod
    def parts(self) -> tuple[Text, ...]:
        """The parts whose shares the figure is made of; none for a mean."""

    @property
    @abstractmethod
    def range(self) -> tuple[float, float]:
        """What the figure can take."""

    @abstractmethod
    def read(self, values: Floats) -> Reading:
        """The figure of some respondents."""

    @abstractmethod
    def compare(self, pair: tuple[str, str], first: Floats, second: Floats) -> Contrast:
        """The difference of two groups."""

    @abstractmethod
    def beside(self, whole: Reading, at: float) -> float | None:
        """The p of the figure being `at`."""

    @abstractmethod
    def sources(self) -> tuple[str, ...]:
        """The works behind it."""

    @abstractmethod
    def said(self, whole: Reading, name: Text) -> Text:
        """The sentence on all respondents, from SMALL_N on; `name` is how it calls what is measured."""

    def settles(self, whole: Reading) -> bool:
        """Whether the figure answers the question."""
        return True

    @property
    def axis(self) -> Text:
        """What the axis of the figure shows."""
        return both(f"measures.{self.analysis}.axis")

    @property
    def id(self) -> str:
        return f"{self.analysis}.{next(iter(self.of.values()))}"

    @property
    def text(self) -> Text:
        return both(f"measures.{self.analysis}.question", name=self.subject)

    @cached_property
    def _present(self) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        return np.asarray(~np.isnan(self.values))

    @property
    def n(self) -> int:
        return int(self._present.sum())

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        return self.dataset.excluded(self.columns)

    def wanted(self) -> list[tuple[str, Of]]:
        return [(self.figure_name, self.of)]

    def unfit(self) -> Iterator[Caution]:
        """Why the scale does not fit the measure."""
        yield from ()

    def needs(self) -> Iterator[Caution]:
        yield from self.unfit()
        if self.n == 0:
            yield GATES["SMALL_N"].caution("no_answers", item=self.subject)

    def estimate(self) -> Measured:
        whole = self.read(self.values[self._present])
        if self.by is None:
            return Measured(whole, (), (), ())
        protected = self.by in self.dataset.questionnaire.background
        columns = self._columns_of(self.by)
        shown = may_show(whole, [group for group, _ in columns], protected)
        compared = [(group.id, values) for group, values in columns if group in shown]
        hidden = tuple(group.label for group, _ in columns if group not in shown)
        return Measured(whole, tuple(shown), hidden, contrasts(compared, self.compare))

    def _columns_of(self, by: str) -> list[tuple[Group, Floats]]:
        """The groups that occur, each with its values."""
        codes, variable = self.dataset.numbers(by), self.dataset.variable(by)
        there = self._present & ~np.isnan(codes)
        found = []
        for category in categories(variable, np.unique(codes[there]).tolist()):
            own = self.values[there & (codes == category.code)]
            found.append((Group(value_id(variable, category.code), category.label, self.read(own)), own))
        return found

    def figures(self, numbers: Measured) -> Figures:
        return {
            self.figure_name: lambda: self._readings(numbers),
            "share": lambda: self._shares(numbers),
            f"{self.figure_name}_difference": lambda: self._differences(numbers),
            "holm_p": lambda: self._adjusted(numbers),
            "benchmark_difference": lambda: self._beside(numbers.whole),
        }

    def _readings(self, measured: Measured) -> Iterator[Estimate]:
        yield self._reading(self.of, measured.whole)
        for group in measured.groups:
            yield self._reading({**self.of, "group": group.id}, group.reading)

    def _reading(self, of: Mapping[str, str], reading: Reading) -> Estimate:
        if self.unsaid_below and is_small(reading.n):
            few = both("measures.reason.few", fewest=count(limit("SMALL_N", "fewest")))
            return Estimate(self.figure_name, of, None, n=reading.n, reason=few)
        inside = reading.interval
        return Estimate(self.figure_name, of, reading.value, inside, LEVEL if inside else None, n=reading.n)

    def _shares(self, measured: Measured) -> Iterator[Estimate]:
        """The share of each part; nothing for a mean."""
        yield from ()

    def _differences(self, measured: Measured) -> Iterator[Estimate]:
        for c in measured.contrasts:
            level = LEVEL if c.interval else None
            of: dict[str, str | tuple[str, ...]] = {**self.of, "pair": c.pair}
            yield Estimate(f"{self.figure_name}_difference", of, c.value, c.interval, level, c.statistic, c.df, c.p)

    def _adjusted(self, measured: Measured) -> Iterator[Estimate]:
        for c in measured.contrasts:
            if c.adjusted is not None:
                yield Estimate("holm_p", {**self.of, "pair": c.pair}, c.adjusted)

    def _beside(self, whole: Reading) -> Iterator[Estimate]:
        if self.benchmark is None or whole.value is None or is_small(whole.n):
            return
        at = self.benchmark.value
        inside = (whole.interval[0] - at, whole.interval[1] - at) if whole.interval else None
        yield Estimate("benchmark_difference", self.of, whole.value - at, inside, LEVEL if inside else None, n=whole.n)

    def method(self) -> Method:
        groups = (both(f"measures.{self.analysis}.method.groups"),) if self.by else ()
        text = sentences(both(f"measures.{self.analysis}.method"), *groups)
        options: dict[str, object] = {"level": LEVEL} | ({"correction": "holm"} if self.by else {})
        return Method(text, "SciPy", scipy.__version__, options)

    def references(self) -> tuple[str, ...]:
        return self.sources() + ((HOLM,) if self.by else ())

    def present(self, numbers: Measured, checks: tuple[AssumptionCheck, ...]) -> Finding:
        words = self.words(numbers)
        return self.finding(
            words.sentences,
            self.estimates(numbers),
            words.table,
            words.figure,
            checks,
            list(self._cautions(numbers)),
            headline=not is_small(numbers.whole.n) and self.settles(numbers.whole),
            claim=self._claim(numbers.whole),
        )

    def _claim(self, whole: Reading) -> float | None:
        """The largest p of what is said to lie above or below, corrected for both comparisons if there are two."""
        asked = [at for at in (self.middle, self.benchmark.value if self.benchmark else None) if at is not None]
        ps = [p for at in asked if (p := self.beside(whole, at)) is not None]
        if is_small(whole.n) or not ps:
            return None
        said = [after for after, p in zip(holm(ps), ps, strict=True) if p < limit("NONSIG", "level")]
        return max(said) if said else least(ps)

    def words(self, measured: Measured) -> MeasureWords:
        """What is said and shown."""
        return MeasureWords(
            measure=self.analysis,
            title=self.subject,
            lead=self._lead(measured.whole, self.name),
            headline=self._lead(measured.whole, self.subject),
            measured=measured,
            style=self.style,
            range=self.range,
            axis=self.axis,
            parts=self.parts,
            by=called(self.dataset.codebook, self.by) if self.by else None,
            benchmark=self.benchmark,
        )

    def _lead(self, whole: Reading, name: Text) -> Text:
        if is_small(whole.n):
            return both("measures.few", name=name, n=n_text(whole.n))
        return self.said(whole, name)

    def _cautions(self, measured: Measured) -> Iterator[Caution]:
        yield from base_cautions(measured.whole.n)
        if is_small(measured.whole.n):
            return
        if any(supposes(self.dataset, name) for name in self.columns):
            yield GATES["HYPOTHETICAL"].caution()
        yield from keying_caution(self.dataset, self.columns)
        if self.benchmark is None:
            yield GATES["NO_BENCHMARK"].caution()
        if len(measured.contrasts) > 1:
            yield GATES["MULTI_TEST"].caution("groups", k=count(len(measured.contrasts)))
        yield GATES["NONPROB"].caution()


@dataclass(frozen=True, eq=False)
class ItemMeasure(MeasureQuestion):
    """A measure of one variable."""

    item: str

    @property
    def of(self) -> Mapping[str, str]:
        return {"variable": self.item}

    @property
    def subject(self) -> Text:
        return name_of(self.dataset.codebook, self.item)

    @property
    def name(self) -> Text:
        return called(self.dataset.codebook, self.item)

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.item,)

    @property
    def values(self) -> Floats:
        return self.dataset.numbers(self.item)
