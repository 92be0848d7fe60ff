"""The coefficients of internal consistency other than alpha, all constructs side by side."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from surveykit.analysis.analysis import Figures, Question
from surveykit.analysis.companions import Companions
from surveykit.analysis.gates import GATES, base_cautions, is_small
from surveykit.analysis.references import (
    BROWN,
    CHALMERS,
    GUTTMAN,
    MCDONALD,
    MUTHEN,
    OLSSON,
    RAYKOV,
    REVELLE,
    SPEARMAN_HALVES,
    ZUMBO,
)
from surveykit.analysis.statistics.consistency import answered
from surveykit.analysis.statistics.formulas import LEVEL
from surveykit.analysis.statistics.splits import DRAWS, EVERY_SPLIT
from surveykit.analysis.words import all_called, ci, listed, n_range, n_text, name_of, sentences, tied
from surveykit.core.codebook import Construct
from surveykit.core.finding import (
    AssumptionCheck,
    Caution,
    Cell,
    Column,
    Estimate,
    Excluded,
    Finding,
    Method,
    Of,
    Sentences,
    Style,
    Table,
    Verdict,
)
from surveykit.core.language import Text, both, same
from surveykit.core.numbers import bounded, count


@dataclass(frozen=True)
class Coefficient:
    """A coefficient without an interval: how to get it, and the name of the reason where there is none."""

    value: Callable[[Companions], float | None]
    reason: str


PLAIN = {
    "ordinal_alpha": Coefficient(lambda row: row.ordinal, "ordinal"),
    "split_half": Coefficient(lambda row: row.halves.mean if row.halves else None, "halves"),
    "split_half_lowest": Coefficient(lambda row: row.halves.lowest if row.halves else None, "halves"),
    "split_half_highest": Coefficient(lambda row: row.halves.highest if row.halves else None, "halves"),
}
LAMBDAS = range(1, 7)
SMALLEST_GAP = 0.01
"""Below it a difference is not printed as .00: it is said to be less."""


@dataclass(frozen=True, eq=False)
class Coefficients(Question[tuple[Companions, ...]]):
    """What coefficients with other assumptions than alpha's say."""

    constructs: tuple[Construct, ...]
    seed: int = 1

    analysis = "reliability"

    @property
    def id(self) -> str:
        return "reliability.coefficients"

    @property
    def text(self) -> Text:
        return both("reliability.coefficients.question")

    @cached_property
    def _rows(self) -> tuple[Companions, ...]:
        return tuple(Companions(self.dataset, c, self.seed) for c in self.constructs if len(c.items) > 1)

    @property
    def n(self) -> int:
        return answered(self.dataset, [r.construct for r in self._rows])

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        left = self.dataset.n - self.n
        return (Excluded(both("reliability.excluded"), left),) if left else ()

    def wanted(self) -> list[tuple[str, Of]]:
        each: list[Of] = [{"construct": row.construct.id} for row in self._rows]
        return [
            *((name, of) for name in ("omega_total", *PLAIN) for of in each),
            *(("guttman_lambda", {**of, "method": count(number)}) for number in LAMBDAS for of in each),
        ]

    def needs(self) -> Iterator[Caution]:
        if not any(row.found for row in self._rows):
            yield GATES["SMALL_N"].caution("no_alphas", n=n_text(self.n))

    def estimate(self) -> tuple[Companions, ...]:
        return self._rows

    def figures(self, numbers: tuple[Companions, ...]) -> Figures:
        def plain(name: str, coefficient: Coefficient) -> Callable[[], list[Estimate]]:
            return lambda: [_plain(row, name, coefficient) for row in numbers]

        return {
            "omega_total": lambda: [_omega(row) for row in numbers],
            **{name: plain(name, coefficient) for name, coefficient in PLAIN.items()},
            "guttman_lambda": lambda: [_guttman(row, number) for number in LAMBDAS for row in numbers],
        }

    def checks(self, numbers: tuple[Companions, ...]) -> tuple[AssumptionCheck, ...]:
        name = both("reliability.coefficients.check")
        turned = [r for r in numbers if r.found and (r.turned or r.found.negative)]
        fitted = [r for r in numbers if r.factor is not None]
        if turned:
            names = listed([name_of(self.dataset.codebook, r.construct.id) for r in turned])
            advice = both("reliability.coefficients.check.not_met", names=names)
            return (AssumptionCheck(name, Verdict.NOT_MET, advice),)
        case = "met" if fitted else "not_checked"
        return (AssumptionCheck(name, Verdict(case), both(f"reliability.coefficients.check.{case}")),)

    def method(self) -> Method:
        most = max((len(r.construct.items) for r in self._rows), default=0)
        drawn = most > EVERY_SPLIT
        text = both("reliability.coefficients.method", every=count(EVERY_SPLIT), draws=count(DRAWS))
        options = {"level": LEVEL, "missing": "listwise", **({"draws": DRAWS} if drawn else {})}
        return Method(text, "NumPy", np.__version__, options, self.seed if drawn else None)

    def references(self) -> tuple[str, ...]:
        return (BROWN, CHALMERS, GUTTMAN, MCDONALD, MUTHEN, OLSSON, RAYKOV, REVELLE, SPEARMAN_HALVES, ZUMBO)

    def present(self, numbers: tuple[Companions, ...], checks: tuple[AssumptionCheck, ...]) -> Finding:
        return self.finding(
            self._sentences(numbers),
            self.estimates(numbers),
            self._table(numbers),
            checks=checks,
            cautions=list(self._cautions(numbers)),
        )

    def _table(self, rows: tuple[Companions, ...]) -> Table:
        shown = [row for row in rows if row.found]
        sure = any(not is_small(row.measured.n) for row in shown)
        columns = (
            Column(both("analysis.column.construct")),
            Column(same("α"), Style.BOUNDED),
            Column(same("ω"), Style.BOUNDED),
            *((Column(both("reliability.column.omega_ci"), Style.BOUNDED),) if sure else ()),
            Column(both("reliability.column.ordinal"), Style.BOUNDED),
            Column(both("reliability.column.halves"), Style.BOUNDED),
            Column(both("reliability.column.range"), Style.BOUNDED),
            *(Column(same(f"λ{number}"), Style.BOUNDED) for number in "₂₄₆"),
        )
        cells = tuple(_cells(row, sure) for row in shown)
        return Table(both("reliability.coefficients.table"), columns, cells, tuple(self._notes(shown)))

    def _notes(self, rows: Sequence[Companions]) -> Iterator[Text]:
        yield both("reliability.coefficients.note")
        for case, without in (("two_items", _two_items), ("improper", _improper), ("no_ordinal", _no_ordinal)):
            names = [row.construct.label for row in rows if without(row)]
            if names:
                yield both(f"reliability.coefficients.{case}", names=listed(names))

    def _sentences(self, rows: tuple[Companions, ...]) -> Sentences:
        fitted = [r for r in rows if r.factor and not r.measured.negative and not r.turned]
        steady = [r for r in fitted if not is_small(r.measured.n)]
        if not steady:
            few = both(f"reliability.coefficients.{'small' if fitted else 'none'}")
            return Sentences(few, few)
        lead = self._lead(sorted(steady, key=_value))
        gap = max(abs(_value(r) - r.measured.alpha) for r in steady)
        case = "gap" if gap >= SMALLEST_GAP else "no_gap"
        beside_alpha = both(f"reliability.coefficients.{case}", gap=bounded(max(gap, SMALLEST_GAP)))
        return Sentences(lead, sentences(lead, beside_alpha, self._ordinal(steady)))

    def _lead(self, order: Sequence[Companions]) -> Text:
        if len(order) == 1:
            return both("reliability.coefficients.one", name=self._named(order[0]))
        values = {"low": self._named(order[0]), "high": self._named(order[-1])}
        n = n_range([r.measured.n for r in order])
        return both("reliability.coefficients.many", k=count(len(order)), n=n, **values)

    def _named(self, row: Companions) -> Text:
        assert row.factor is not None
        value = tied(both("reliability.stat.omega", value=bounded(row.factor.omega)))
        inside = ci(row.factor.interval, Style.BOUNDED) if row.factor.interval else n_text(row.measured.n)
        within = both("analysis.inside.2", a=value, b=inside)
        return both("analysis.with", name=name_of(self.dataset.codebook, row.construct.id), inside=within)

    @staticmethod
    def _ordinal(rows: Sequence[Companions]) -> Text | None:
        values = [row.ordinal for row in rows if row.ordinal is not None]
        if not values:
            return None
        low, high = bounded(min(values)), bounded(max(values))
        case = "one" if low == high else "many"
        return both(f"reliability.coefficients.ordinal.{case}", low=low, high=high)

    def _cautions(self, rows: tuple[Companions, ...]) -> Iterator[Caution]:
        codebook = self.dataset.codebook
        for row in rows:
            if row.turned:
                items = all_called(codebook, row.turned)
                yield GATES["NEG_ITEM"].caution("loading", items=items, name=name_of(codebook, row.construct.id))
        against = [name_of(codebook, r.construct.id) for r in rows if r.found and r.found.negative]
        if against:
            yield GATES["NEG_ITEM"].caution("constructs", names=listed(against))
        small = [r for r in rows if r.found and is_small(r.found.n)]
        if small and len(small) == sum(r.found is not None for r in rows):
            yield from base_cautions(self.n)
        elif small:
            said = [name_of(codebook, r.construct.id) for r in small]
            yield GATES["SMALL_N"].caution("constructs", names=listed(said))


def _value(row: Companions) -> float:
    return row.factor.omega if row.factor else 0.0


def _two_items(row: Companions) -> bool:
    return len(row.construct.items) == 2


def _improper(row: Companions) -> bool:
    return row.factor is None and len(row.construct.items) > 2


def _no_ordinal(row: Companions) -> bool:
    return row.ordinal is None


def _omega(row: Companions) -> Estimate:
    of: Of = {"construct": row.construct.id}
    if row.factor is None:
        return Estimate("omega_total", of, None, reason=row.reason("omega"))
    inside = None if is_small(row.factor.n) else row.factor.interval
    return Estimate("omega_total", of, row.factor.omega, inside, LEVEL if inside else None, n=row.factor.n)


def _plain(row: Companions, name: str, coefficient: Coefficient) -> Estimate:
    of: Of = {"construct": row.construct.id}
    return _valued(row, name, of, coefficient.value(row), coefficient.reason)


def _guttman(row: Companions, number: int) -> Estimate:
    of: Of = {"construct": row.construct.id, "method": count(number)}
    return _valued(row, "guttman_lambda", of, row.lambdas[number - 1], "lambda")


def _valued(row: Companions, name: str, of: Of, value: float | None, reason: str) -> Estimate:
    if value is None:
        return Estimate(name, of, None, reason=row.reason(reason))
    return Estimate(name, of, value, n=row.measured.n)


def _cells(row: Companions, sure: bool) -> tuple[Cell, ...]:
    omega, halves = _omega(row), row.halves
    ends = (halves.lowest, halves.highest) if halves and halves.mean is not None else None
    return (
        row.construct.label,
        row.measured.alpha,
        omega.value,
        *((omega.interval,) if sure else ()),
        row.ordinal,
        halves.mean if halves else None,
        ends,
        *(row.lambdas[number - 1] for number in (2, 4, 6)),
    )
