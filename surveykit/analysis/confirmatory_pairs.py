"""Constructs beside each other: whether they can be told apart, and whether all items share one source."""

from collections.abc import Iterator
from dataclasses import dataclass

from surveykit.analysis.analysis import Figures
from surveykit.analysis.confirmatory_question import FactorQuestion, chi_text, said
from surveykit.analysis.gates import GATES, limit
from surveykit.analysis.references import FORNELL_LARCKER, HENSELER, PODSAKOFF
from surveykit.analysis.statistics.factor_fit import ChiSquare, comparative_fit
from surveykit.analysis.statistics.formulas import LEVEL
from surveykit.analysis.statistics.measurement import Measurement
from surveykit.analysis.words import beside, ci, n_text, semicolons, sentences, stat
from surveykit.core.finding import (
    AssumptionCheck,
    Caution,
    Cell,
    Column,
    Estimate,
    Finding,
    Of,
    Sentences,
    Style,
    Table,
)
from surveykit.core.language import Text, both
from surveykit.core.numbers import bounded, count, percent

Pair = tuple[int, int]
SINGLE: Of = {"model": "one_factor"}


@dataclass(frozen=True, eq=False)
class DiscriminantValidity(FactorQuestion):
    """Whether the constructs can be told apart."""

    part = "discriminant"

    def wanted(self) -> list[tuple[str, Of]]:
        pairs = [self.pair(pair) for pair in self.measured.pairs]
        return [(name, {"pair": pair}) for name in ("factor_correlation", "htmt") for pair in pairs]

    def figures(self, numbers: Measurement) -> Figures:
        return {
            "factor_correlation": lambda: [self._factor_r(numbers, pair) for pair in numbers.pairs],
            "htmt": lambda: [self._htmt(numbers, pair) for pair in numbers.pairs],
        }

    def _factor_r(self, numbers: Measurement, pair: Pair) -> Estimate:
        r, of = numbers.factor_r[pair], {"pair": self.pair(pair)}
        if r.se <= 0:
            return Estimate("factor_correlation", of, r.value)
        return Estimate("factor_correlation", of, r.value, r.interval, LEVEL, r.z, p=r.p)

    def _htmt(self, numbers: Measurement, pair: Pair) -> Estimate:
        value = numbers.htmt(pair)
        reason = both("confirmatory.reason.no_htmt") if value is None else None
        return Estimate("htmt", {"pair": self.pair(pair)}, value, reason=reason)

    def references(self) -> tuple[str, ...]:
        return (*super().references(), FORNELL_LARCKER, HENSELER)

    def present(self, numbers: Measurement, checks: tuple[AssumptionCheck, ...]) -> Finding:
        return self.finding(
            self._sentences(numbers),
            self.estimates(numbers),
            self._table(numbers),
            checks=checks,
            cautions=list(self._cautions(numbers)),
        )

    def _order(self, numbers: Measurement) -> list[Pair]:
        """The closest first."""
        return sorted(numbers.pairs, key=lambda pair: -abs(numbers.factor_r[pair].value))

    def _close(self, numbers: Measurement) -> list[Pair]:
        """The pairs whose factor correlation or ratio passes the convention."""
        most = limit("OVERLAP", "most")
        return [
            pair
            for pair in self._order(numbers)
            if abs(numbers.factor_r[pair].value) > most or (numbers.htmt(pair) or 0.0) > most
        ]

    def _nearer(self, numbers: Measurement) -> list[Pair]:
        """The pairs that share more with each other than one of them with its own items (Fornell & Larcker)."""
        return [
            pair
            for pair in self._order(numbers)
            if numbers.factor_r[pair].value ** 2 > min(numbers.ave(pair[0]), numbers.ave(pair[1]))
        ]

    def _sentences(self, numbers: Measurement) -> Sentences:
        top = self._order(numbers)[0]
        r = numbers.factor_r[top]
        value = stat("r", value=beside(r.value, limit("OVERLAP", "most")))
        inside = both("analysis.inside.2", a=value, b=ci(r.interval, Style.BOUNDED))
        case = "largest" if len(numbers.pairs) > 1 else "only"
        largest = both(
            f"confirmatory.discriminant.{case}",
            first=self.name(top[0]),
            second=self.name(top[1]),
            inside=inside,
            n=n_text(self.n),
        )
        nearer, close = self._nearer(numbers), self._close(numbers)
        most, k = bounded(limit("OVERLAP", "most")), count(len(numbers.pairs))
        if not nearer and not close and not self._improper_here():
            evidence = both("confirmatory.discriminant.evidence", most=most)
            return Sentences(evidence, sentences(evidence, largest))
        shared = both("confirmatory.discriminant.nearer", k=count(len(nearer)), of=k) if nearer else None
        over = both("confirmatory.discriminant.close", k=count(len(close)), of=k, most=most) if close else None
        return Sentences(sentences(largest, shared), sentences(largest, shared, over))

    def _improper_here(self) -> bool:
        fit = self.measured.sound
        return bool(fit.negative) or not fit.possible

    def _cautions(self, numbers: Measurement) -> Iterator[Caution]:
        yield from self.few()
        yield from self.beyond()
        if close := self._close(numbers):
            yield GATES["OVERLAP"].caution("factors", pairs=semicolons([self._near(numbers, pair) for pair in close]))

    def _near(self, numbers: Measurement, pair: Pair) -> Text:
        r = stat("r", value=beside(numbers.factor_r[pair].value, limit("OVERLAP", "most")))
        ratio = numbers.htmt(pair)
        inside = r
        if ratio is not None:
            inside = both("analysis.inside.2", a=r, b=said("htmt", beside(ratio, limit("OVERLAP", "most"))))
        return both("analysis.with", name=self.pair_name(pair), inside=inside)

    def _table(self, numbers: Measurement) -> Table:
        columns = (
            Column(both("analysis.column.pair")),
            Column(both("confirmatory.column.factor_r"), Style.BOUNDED),
            Column(both("analysis.column.ci"), Style.BOUNDED),
            Column(both("confirmatory.column.shared"), Style.BOUNDED),
            Column(both("confirmatory.column.least_ave"), Style.BOUNDED),
            Column(both("confirmatory.column.htmt"), Style.BOUNDED),
        )
        rows = tuple(self._row(numbers, pair) for pair in self._order(numbers))
        return Table(both("confirmatory.discriminant.table"), columns, rows, (both("confirmatory.discriminant.note"),))

    def _row(self, numbers: Measurement, pair: Pair) -> tuple[Cell, ...]:
        r = numbers.factor_r[pair]
        least = min(numbers.ave(pair[0]), numbers.ave(pair[1]))
        names = {"first": self.constructs[pair[0]].label, "second": self.constructs[pair[1]].label}
        shared = r.value**2
        return (both("confirmatory.row", **names), r.value, r.interval, shared, least, numbers.htmt(pair))


@dataclass(frozen=True, eq=False)
class CommonMethod(FactorQuestion):
    """Whether a single source could account for what the items share. Weak evidence either way."""

    part = "common"

    def wanted(self) -> list[tuple[str, Of]]:
        return [(name, SINGLE) for name in ("harman_share", "one_factor_chi_square", "one_factor_cfi")]

    def figures(self, numbers: Measurement) -> Figures:
        return {
            "harman_share": lambda: [Estimate("harman_share", SINGLE, numbers.first_share)],
            "one_factor_chi_square": lambda: [self._chi_square(numbers)],
            "one_factor_cfi": lambda: [self._cfi(numbers)],
            "one_factor_difference": lambda: [self._difference(numbers)],
        }

    @staticmethod
    def _single(numbers: Measurement) -> ChiSquare | None:
        return numbers.single.chi_square if numbers.single else None

    @staticmethod
    def _rise(numbers: Measurement) -> ChiSquare | None:
        """What is lost when all items share one factor: the likelihood-ratio test of the two models."""
        if numbers.single is None:
            return None
        rise = numbers.single.chi_square.value - numbers.sound.chi_square.value
        return ChiSquare(max(rise, 0.0), numbers.single.df - numbers.sound.df)

    def _test(self, name: str, chi: ChiSquare | None) -> Estimate:
        if chi is None:
            return Estimate(name, SINGLE, None, reason=both("confirmatory.reason.no_single"))
        return Estimate(name, SINGLE, chi.value, statistic=chi.value, df=float(chi.df), p=chi.p)

    def _chi_square(self, numbers: Measurement) -> Estimate:
        return self._test("one_factor_chi_square", self._single(numbers))

    def _difference(self, numbers: Measurement) -> Estimate:
        return self._test("one_factor_difference", self._rise(numbers))

    def _cfi(self, numbers: Measurement) -> Estimate:
        value = self._single_cfi(numbers)
        reason = both("confirmatory.reason.no_single") if value is None else None
        return Estimate("one_factor_cfi", SINGLE, value, reason=reason)

    @staticmethod
    def _single_cfi(numbers: Measurement) -> float | None:
        return comparative_fit(numbers.single.chi_square, numbers.single.baseline) if numbers.single else None

    def references(self) -> tuple[str, ...]:
        return (*super().references(), PODSAKOFF)

    def present(self, numbers: Measurement, checks: tuple[AssumptionCheck, ...]) -> Finding:
        return self.finding(
            self._sentences(numbers),
            self.estimates(numbers),
            self._table(numbers),
            checks=checks,
            cautions=[*self.few(), GATES["COMMON_METHOD"].caution()],
        )

    def _sentences(self, numbers: Measurement) -> Sentences:
        mark = limit("COMMON_METHOD", "share")
        case = "above" if numbers.first_share > mark else "below"
        share = both(
            f"confirmatory.common.{case}",
            share=percent(numbers.first_share, 1),
            p=count(numbers.p),
            mark=percent(mark),
            n=n_text(self.n),
        )
        return Sentences(share, sentences(share, self._compared(numbers)))

    def _compared(self, numbers: Measurement) -> Text:
        rise = self._rise(numbers)
        if rise is None or rise.p is None:
            return both("confirmatory.reason.no_single")
        worse = "worse" if numbers.sound.possible else "improper"
        case = worse if rise.p < limit("NONSIG", "level") else "open"
        return both(f"confirmatory.common.{case}", inside=chi_text(rise), k=count(len(self.constructs)))

    def _table(self, numbers: Measurement) -> Table:
        columns = tuple(
            Column(both(f"confirmatory.column.{name}"), style)
            for name, style in (("model", Style.TEXT), ("chi_square", Style.NUMBER), ("df", Style.COUNT))
        )
        columns += (Column(both("analysis.column.p"), Style.P), Column(both("confirmatory.index.cfi"), Style.BOUNDED))
        several, single = numbers.sound.chi_square, self._single(numbers)
        cfi = comparative_fit(several, numbers.sound.baseline)
        rows: list[tuple[Cell, ...]] = [
            (both("confirmatory.common.several"), several.value, several.df, several.p, cfi),
        ]
        if single is not None:
            rows.append(
                (both("confirmatory.common.single"), single.value, single.df, single.p, self._single_cfi(numbers))
            )
        return Table(both("confirmatory.common.table"), columns, tuple(rows), (both("confirmatory.common.note"),))
