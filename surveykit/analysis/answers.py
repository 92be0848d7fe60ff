"""The answers to one item: its own table and figure, the estimates behind them, and a sentence.

Which estimates there are follows from the item's variables; which sentence, from the figure that the item chose,
so that an item kind added from outside is described too.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import scipy

from surveykit.analysis.analysis import Question
from surveykit.analysis.disclosure import Shown, shield, small
from surveykit.analysis.formulas import LEVEL, Interval, apart, mean_interval, wilson
from surveykit.analysis.gates import GATES, base_cautions, is_small, limit
from surveykit.analysis.paired import Ends
from surveykit.analysis.references import HOLM, NORMAN, WILSON
from surveykit.analysis.words import ci, listed, n_text, quoted, sentences, stat
from surveykit.core.codebook import Level, Missing, Variable
from surveykit.core.columns import OTHER_VERSION
from surveykit.core.dataset import Spread
from surveykit.core.finding import AssumptionCheck, Caution, Estimate, Excluded, Finding, Method, Of, Sentences, Style
from surveykit.core.item import Item, Summary
from surveykit.core.language import Text, both, same, say
from surveykit.core.numbers import count, number, percent

SHORT = 40
"""Up to how many letters a row's label stands in a sentence; of a longer one its variable does."""
MOST_NAMED = 3
"""How many options that are not clearly apart are named; more are only counted."""
COUNTED = (Level.ORDINAL, Level.INTERVAL, Level.RATIO)


@dataclass(frozen=True)
class Mean:
    """One numeric variable: n, mean, SD, quartiles, t interval of the mean."""

    variable: Variable
    spread: Spread
    interval: Interval | None


@dataclass(frozen=True)
class Share:
    """How many of those who answered chose one option; `share` and interval are None where n is too small for them."""

    label: Text
    of: Of
    times: int
    n: int

    @property
    def share(self) -> float | None:
        """0 to 1."""
        return self.times / self.n if self.n >= limit("SMALL_N", "fewest_shares") else None

    @property
    def interval(self) -> Interval | None:
        """Wilson's interval."""
        return wilson(self.times, self.n) if self.share is not None else None


@dataclass(frozen=True)
class Answers:
    """Everything counted about one item."""

    summary: Summary
    means: tuple[Mean, ...]
    shares: tuple[Share, ...]
    rows: tuple[Mean, ...] = ()
    """The means of several rows that are answered on one scale, the highest first; none where they are not compared."""
    ends: Ends | None = None
    """The differences of these rows."""


@dataclass(frozen=True, eq=False)
class ItemAnswers(Question[Answers]):
    """How one item was answered."""

    item: Item
    background: bool = False
    """Whether it stands in a section on the respondents themselves, where few answers could point at a person."""

    analysis = "describe"

    @property
    def id(self) -> str:
        return f"describe.{self.item.id}"

    @property
    def text(self) -> Text:
        return self.item.text

    @cached_property
    def summary(self) -> Summary | None:
        """The item's own table and figure; None where there is nothing to show."""
        return self.item.summary(self.dataset)

    @cached_property
    def _variables(self) -> tuple[Variable, ...]:
        return self.item.variables()

    @cached_property
    def _absent(self) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        return self.dataset.missing_everywhere([v.name for v in self._variables])

    @property
    def n(self) -> int:
        return int((~self._absent).sum())

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        codes = self.dataset.codes(self._variables[0].name)[self._absent]
        counted = [(m.id, int((codes == m.value).sum())) for m in Missing]
        counted.append(("other_version", int((codes == OTHER_VERSION).sum())))
        return tuple(Excluded(both(f"missing.{reason}"), n) for reason, n in counted if n)

    def wanted(self) -> list[tuple[str, Of]]:
        numeric = [v for v in self._variables if v.level in COUNTED]
        means: list[tuple[str, Of]] = [(e, {"variable": v.name}) for v in numeric for e in ("mean", "sd")]
        return means + [("share", of) for v in self._variables for _, of, _ in options(v)]

    def needs(self) -> Iterator[Caution]:
        if self.n == 0:
            yield GATES["SMALL_N"].caution("no_answers", item=quoted(self.text))
        elif self.background and self.n < limit("CELL_LT5", "fewest"):
            yield GATES["CELL_LT5"].caution("few", item=quoted(self.text), n=n_text(self.n))

    def estimate(self) -> Answers:
        summary = self.summary
        assert summary is not None  # else nothing is asked of this item
        means = tuple(self._mean(v) for v in self._variables if v.level in COUNTED)
        shares = [share for v in self._variables for share in self._shares(v)]
        if summary.figure is not None and summary.figure.kind == "ranks":
            shares += [self._first(v) for v in self._variables]
        rows = _comparable(summary, means)
        ends = Ends.of([m.variable.name for m in rows], self.dataset.numbers) if rows else None
        return Answers(summary, means, tuple(shares), rows, ends)

    def _mean(self, variable: Variable) -> Mean:
        spread = self.dataset.spread(variable.name)
        return Mean(variable, spread, mean_interval(spread.mean, spread.sd, spread.n))

    def _shares(self, variable: Variable) -> Iterator[Share]:
        for label, of, code in options(variable):
            times = self.dataset.counts(variable.name).get(float(code), 0)
            yield Share(label, of, times, self.dataset.answered(variable.name))

    def _first(self, variable: Variable) -> Share:
        """The share of all who ranked anything that put this option first."""
        times = self.dataset.counts(variable.name).get(1.0, 0)
        return Share(variable.label, {"variable": variable.name, "value": "1"}, times, self.n)

    def method(self) -> Method:
        shares = any(options(v) for v in self._variables)
        means = any(v.level in COUNTED for v in self._variables)
        kinds = ("shares",) * shares + ("means",) * means or ("texts",)
        kinds += ("rows",) * self._rows
        text = sentences(*(both(f"analysis.answers.method.{kind}") for kind in kinds))
        return Method(text, "SciPy", scipy.__version__, {"level": LEVEL})

    @property
    def _rows(self) -> bool:
        """Whether several rows on one scale may be compared."""
        figure = self.summary.figure if self.summary else None
        return figure is not None and figure.kind == "likert" and len(self._variables) > 1

    def references(self) -> tuple[str, ...]:
        shares = any(options(v) for v in self._variables)
        rated = any(v.level is Level.ORDINAL for v in self._variables)
        return (WILSON,) * shares + (NORMAN,) * rated + (HOLM,) * self._rows

    def present(self, numbers: Answers, checks: tuple[AssumptionCheck, ...]) -> Finding:
        figure = numbers.summary.figure
        say = SENTENCES.get(figure.kind if figure else "", _wrote)
        said = say(self, numbers)
        shown = self._shown(numbers)
        hidden = [shown.table.rows[at][0] for at in shown.hidden]
        estimates = [e for m in numbers.means for e in _of_mean(m)]
        estimates += [_of_share(s, s.label in hidden or (self.background and small(s.times))) for s in numbers.shares]
        estimates += numbers.ends.estimates() if numbers.ends else ()
        cautions = self._cautions(numbers)
        if shown.masked:
            cautions = (*cautions, GATES["CELL_LT5"].caution())
        return self.finding(Sentences(said, said), estimates, shown.table, shown.figure, checks, cautions)

    def _shown(self, numbers: Answers) -> Shown:
        """Table and figure, of background questions without small counts."""
        table, figure = numbers.summary.table, numbers.summary.figure
        if not self.background:
            return Shown(table, figure)
        one = len([v for v in self._variables if v.level is Level.NOMINAL]) == 1
        return shield(table, figure, self.n if one else None)

    def _cautions(self, numbers: Answers) -> tuple[Caution, ...]:
        small = base_cautions(self.n) if numbers.means or numbers.shares else ()
        supposed = self.item.manner == "hypothetical"
        return (*small, GATES["HYPOTHETICAL"].caution()) if supposed else small


def options(variable: Variable) -> list[tuple[Text, Of, int]]:
    """The answers of a nominal variable whose shares are wanted: label, object, code. Of a tick box only the tick."""
    if variable.level is not Level.NOMINAL:
        return []
    if set(variable.values) == {0, 1} and not variable.stored:
        return [(variable.label, {"variable": variable.name, "value": "1"}, 1)]
    ids: Mapping[int, str] = {code: id for id, code in variable.stored.items()}
    return [
        (label, {"variable": variable.name, "value": ids.get(code, str(code))}, code)
        for code, label in variable.values.items()
    ]


def _of_mean(mean: Mean) -> Iterator[Estimate]:
    of, spread = {"variable": mean.variable.name}, mean.spread
    nobody = both("analysis.reason.nobody") if not spread.n else None
    single = both("analysis.reason.one_value") if spread.sd is None else None
    inside = LEVEL if mean.interval else None
    yield Estimate("mean", of, spread.mean, mean.interval, inside, n=spread.n, reason=nobody)
    yield Estimate("sd", of, spread.sd, n=spread.n, reason=nobody or single)


def _of_share(share: Share, hidden: bool = False) -> Estimate:
    if hidden:
        return Estimate("share", share.of, None, n=share.n, reason=both("analysis.reason.masked"))
    few = both("analysis.reason.few_for_share", n=n_text(share.n), fewest=count(limit("SMALL_N", "fewest_shares")))
    inside = LEVEL if share.interval else None
    reason = few if share.share is None else None
    return Estimate("share", share.of, share.share, share.interval, inside, n=share.n, reason=reason)


def _rated(question: ItemAnswers, answers: Answers) -> Text:
    """One rating, or the rows of a matrix from the highest mean to the lowest."""
    drawn = [m for m in answers.means if m.variable.name in _drawn(answers.summary)]
    present = [m for m in drawn if m.spread.n]
    if not present:
        return _wrote(question, answers)
    scale = _scale(present[0].variable)
    if len(drawn) == 1:
        mean = present[0]
        name = quoted(question.text)
        return both("analysis.answers.rated", name=name, scale=scale, mean=_mean(mean), inside=_inside(mean))
    if not answers.rows or answers.ends is None:
        return both("analysis.answers.rows", rows=listed([_named(m) for m in present]), scale=scale)
    top, bottom = answers.rows[0], answers.rows[-1]
    whole = answers.ends.whole
    values = {"top": _named(top), "bottom": _named(bottom), "scale": scale}
    if whole is None or not answers.ends.apart:
        inside = whole.said if whole and whole.interval else n_text(question.n)
        return both("analysis.answers.alike", inside=inside, **values)
    said = both("analysis.answers.apart", size=whole.size, inside=whole.said, **values)
    called = {m.variable.name: _called(m.variable) for m in answers.rows}
    return sentences(said, *answers.ends.words(called.__getitem__))


def _comparable(summary: Summary, means: Sequence[Mean]) -> tuple[Mean, ...]:
    """The rows of a figure on one scale, from the highest mean to the lowest, where there are enough answers."""
    if summary.figure is None or summary.figure.kind != "likert":
        return ()
    drawn = [m for m in means if m.variable.name in _drawn(summary) and m.spread.n]
    if len(drawn) < 2 or any(is_small(m.spread.n) or m.interval is None for m in drawn):
        return ()
    return tuple(sorted(drawn, key=lambda m: -(m.spread.mean or 0.0)))


def _drawn(summary: Summary) -> set[object]:
    """The variables whose rows the figure shows: they are answered on one scale."""
    rows = summary.figure.data["rows"] if summary.figure else ()
    return {row["id"] for row in rows} if isinstance(rows, Sequence) else set()


def _scale(variable: Variable) -> Text:
    return both("analysis.scale", low=number(variable.minimum, 0), high=number(variable.maximum, 0))


def _mean(mean: Mean) -> str:
    return number(mean.spread.mean)


def _inside(mean: Mean) -> Text:
    """What stands in brackets after a mean: interval, SD and n, as far as there are any."""
    steady = mean.interval is not None and not is_small(mean.spread.n)
    parts = [ci(mean.interval)] if steady else []
    if mean.spread.sd is not None:
        parts.append(stat("sd", value=number(mean.spread.sd)))
    return both(f"analysis.inside.{len(parts) + 1}", **dict(zip("abc", [*parts, n_text(mean.spread.n)], strict=False)))


def _called(variable: Variable) -> Text:
    """A row inside a sentence: its words where they are short, else its variable, which figure and table show too."""
    return quoted(variable.label) if len(say(variable.label, "en")) <= SHORT else same(variable.name)


def _named(mean: Mean) -> Text:
    inside = ci(mean.interval) if mean.interval and not is_small(mean.spread.n) else n_text(mean.spread.n)
    return both("analysis.answers.of", name=_called(mean.variable), mean=_mean(mean), inside=inside)


def _counted(question: ItemAnswers, answers: Answers) -> Text:
    """A quantity: mean and the middle half."""
    mean = answers.means[0]
    unit = mean.variable.unit or {"en": "", "zh": ""}
    whole = all(float(q or 0).is_integer() for q in mean.spread.quartiles)
    low, middle, high = (number(q, 0 if whole else mean.variable.decimals or 1) for q in mean.spread.quartiles)
    said = both("analysis.answers.counted", name=quoted(question.text), mean=_mean(mean), inside=_inside(mean))
    if is_small(mean.spread.n):
        return said
    return sentences(said, both("analysis.answers.middle_half", low=low, middle=middle, high=high, unit=unit))


def _chosen(question: ItemAnswers, answers: Answers, case: str = "chosen") -> Text:
    """The options named most often, as far as their order is settled."""
    order = sorted((s for s in answers.shares if s.share is not None), key=lambda s: -s.times / s.n)
    if not order or is_small(question.n):
        case = "too_few" if question.n < limit("SMALL_N", "fewest_shares") else "not_compared"
        return both(f"analysis.answers.{case}", name=quoted(question.text), n=n_text(question.n))
    top = order[0].interval
    level = [s for s in order if top and s.interval and not apart(s.interval, top)]
    values = {"name": quoted(question.text), "n": n_text(question.n)}
    if len(level) == 1:
        return both(f"analysis.answers.{case}", top=_shared(order[0]), **values)
    if len(level) > MOST_NAMED:
        return both(f"analysis.answers.{case}_many", k=count(len(level)), **values)
    return both(f"analysis.answers.{case}_few", names=listed([_shared(s) for s in level]), **values)


def _shared(share: Share) -> Text:
    inside = ci(share.interval, Style.PERCENT, 0)
    return both("analysis.answers.share", name=quoted(share.label), share=percent(share.share), inside=inside)


def _ranked(question: ItemAnswers, answers: Answers) -> Text:
    return _chosen(question, answers, "ranked")


def _wrote(question: ItemAnswers, answers: Answers) -> Text:
    """How many answered: all that is said of words, or of a kind that has no figure of its own."""
    return both("analysis.answers.wrote", name=quoted(question.text), n=count(question.n), of=count(question.dataset.n))


SENTENCES: Mapping[str, Callable[[ItemAnswers, Answers], Text]] = {
    "likert": _rated,
    "distribution": _counted,
    "bars": _chosen,
    "ranks": _ranked,
}
"""Figure kind -> sentence."""
