"""One outcome by one variable: whether the means of the groups differ, by how much, and which groups."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from scipy import stats

from surveykit.analysis.analysis import Figures
from surveykit.analysis.assumptions import LEVEL_OF_TEST, MOST_FOR_SHAPIRO
from surveykit.analysis.gates import GATES, limit
from surveykit.analysis.grouping import Comparison
from surveykit.analysis.groups_question import GroupQuestion, settles
from surveykit.analysis.groups_words import CORRECTORS, corrected, signed, size, statistic
from surveykit.analysis.references import (
    BROWN_FORSYTHE,
    GAMES,
    HEDGES,
    KRUSKAL,
    MANN,
    SCHUIRMANN,
    STEIGER,
    WELCH,
    WELCH_1951,
)
from surveykit.analysis.statistics.formulas import LEVEL
from surveykit.analysis.statistics.many_samples import Pair
from surveykit.analysis.statistics.noncentral import LEVEL_F
from surveykit.analysis.statistics.samples import Statistic
from surveykit.analysis.words import base, ci, listed, n_text, p_text, quoted, sentences
from surveykit.core.finding import (
    AssumptionCheck,
    Column,
    EffectSize,
    Estimate,
    Figure,
    Finding,
    Of,
    Sentences,
    Style,
    Table,
    Verdict,
)
from surveykit.core.language import Text, both
from surveykit.core.numbers import count, interval, number, percent

MOST_NAMED = 3
"""How many pairs are put into words; of more, those furthest apart."""


@dataclass(frozen=True, eq=False)
class GroupDifference(GroupQuestion):
    """Whether the mean of an outcome differs between the groups."""

    @property
    def text(self) -> Text:
        return self.ask("question")

    def wanted(self) -> list[tuple[str, Of]]:
        return [("welch_f", self.of)]

    def figures(self, numbers: Comparison) -> Figures:
        correction = self.family.correction
        of = self.of
        after = {f"{correction}_p": lambda: [Estimate(f"{correction}_p", of, self.family.p(self.grouping), n=self.n)]}
        sizes = self._two_sizes(numbers) if numbers.two else self._many_sizes(numbers)
        return {
            "mean": lambda: self._means(),
            "welch_f": lambda: [self._tested("welch_f", numbers.welch)],
            **(after if self.family.many else {}),
            **sizes,
            "eta_squared": lambda: [self._share("eta_squared", numbers.shares.eta, numbers)],
            "omega_squared": lambda: [self._share("omega_squared", numbers.shares.omega, numbers)],
            "epsilon_squared": lambda: [self._share("epsilon_squared", numbers.shares.epsilon, numbers)],
            "equivalence_p": lambda: self._equivalence(),
        }

    def _two_sizes(self, numbers: Comparison) -> Figures:
        of = self.pair_of((0, 1))
        return {
            "mean_difference": lambda: self._differences(numbers),
            "cohens_d": lambda: [Estimate("cohens_d", of, numbers.size.d, numbers.size.d_interval, LEVEL, n=self.n)],
            "hedges_g": lambda: [Estimate("hedges_g", of, numbers.size.g, numbers.size.g_interval, LEVEL, n=self.n)],
            "mann_whitney_u": lambda: [self._tested("mann_whitney_u", numbers.mann_whitney[0])],
            "rank_biserial": lambda: [Estimate("rank_biserial", of, numbers.mann_whitney[1], n=self.n)],
        }

    def _many_sizes(self, numbers: Comparison) -> Figures:
        rank = "rank_epsilon_squared"
        return {
            "anova_f": lambda: [self._tested("anova_f", numbers.classical)],
            "kruskal_wallis_h": lambda: [self._tested("kruskal_wallis_h", numbers.kruskal[0])],
            rank: lambda: [Estimate(rank, self.of, numbers.kruskal[1], n=self.n)],
        }

    def _means(self) -> Iterator[Estimate]:
        samples = self.grouping.samples
        for at, level in enumerate(self.grouping.levels):
            inside = samples.interval(at)
            of = {**self.of, "group": level.id}
            n = int(samples.n[at])
            yield Estimate("mean", of, float(samples.mean[at]), inside, LEVEL if inside else None, n=n)

    def _tested(self, name: str, found: Statistic) -> Estimate:
        return Estimate(name, self.of, found.statistic, None, None, found.statistic, found.df, found.p, n=self.n)

    def _share(self, name: str, value: float, numbers: Comparison) -> Estimate:
        return Estimate(name, self.of, value, numbers.shares.interval, LEVEL_F, n=self.n)

    def _differences(self, numbers: Comparison) -> Iterator[Estimate]:
        effect = EffectSize("hedges_g", numbers.size.g, numbers.size.g_interval)
        for name, found in (("welch", numbers.difference), ("student", numbers.student)):
            t, of = found.test, {**self.pair_of((0, 1)), "method": name}
            own = effect if name == "welch" else None
            yield Estimate(
                "mean_difference", of, found.value, found.interval, LEVEL, t.statistic, t.df, t.p, own, n=self.n
            )

    def _equivalence(self) -> Iterator[Estimate]:
        p = self.family.equivalence(self.grouping)
        if p is None:
            return
        yield Estimate("equivalence_p", self.of, p, p=p, n=self.n)
        if self.family.many:
            own = self.family.equivalence_p(self.grouping)
            yield Estimate(f"equivalence_{self.family.correction}_p", self.of, own, p=own, n=self.n)

    def checks(self, numbers: Comparison) -> tuple[AssumptionCheck, ...]:
        return self._spread(numbers), self._normal()

    def _spread(self, numbers: Comparison) -> AssumptionCheck:
        name, found = both("groups.check.spread"), numbers.spread
        if found is None:
            return AssumptionCheck(name, Verdict.NOT_CHECKED, both("groups.check.spread.not_checked"))
        uneven = found.p < LEVEL_OF_TEST
        case, verdict = ("caution", Verdict.CAUTION) if uneven else ("met", Verdict.MET)
        return AssumptionCheck(name, verdict, both(f"groups.check.spread.{case}"), found.statistic, found.p)

    def _normal(self) -> AssumptionCheck:
        residuals = self.grouping.samples.residuals
        test = stats.shapiro if len(residuals) <= MOST_FOR_SHAPIRO else stats.normaltest
        w, p = (float(x) for x in test(residuals / residuals.std()))
        case, verdict = ("large", Verdict.CAUTION) if p < LEVEL_OF_TEST else ("met", Verdict.MET)
        advice = both(f"analysis.check.normality.{case}")
        return AssumptionCheck(both("analysis.check.normality"), verdict, advice, w, p)

    def references(self) -> tuple[str, ...]:
        own = (WELCH, HEDGES, MANN) if self._two else (WELCH_1951, GAMES, KRUSKAL)
        bound = (SCHUIRMANN,) if self.family.bound is not None else ()
        return (
            *own,
            STEIGER,
            BROWN_FORSYTHE,
            *bound,
            *(CORRECTORS[self.family.correction] if self.family.many else ()),
        )

    def present(self, numbers: Comparison, checks: tuple[AssumptionCheck, ...]) -> Finding:
        lead = self._two_said(numbers) if numbers.two else self._many_said(numbers)
        near = self._near()
        full = sentences(lead, near, *(() if numbers.two or not self.differs else self._pairs_said(numbers)))
        return self.finding(
            Sentences(sentences(lead, near), full),
            self.estimates(numbers),
            self._table(numbers),
            self._figure(),
            checks,
            [*self.cautions(), *((GATES["NONPROB"].caution(),) if self.alone else ())],
            headline=self.alone and self.differs,
            claim=self.family.p(self.grouping) if self.alone else None,
        )

    @property
    def _p(self) -> Text:
        correction = self.family.correction if self.family.many else "none"
        return corrected(self.family.p(self.grouping), correction)

    def _two_said(self, numbers: Comparison) -> Text:
        found = numbers.difference
        if not self.differs:
            inside = both("analysis.inside.2", a=statistic("t", found.test), b=self._p)
            ends = interval(found.interval)
            return self.say("two.open", first=self.group(0), second=self.group(1), inside=inside, ends=ends)
        high, low = (0, 1) if found.value > 0 else (1, 0)
        sign = 1 if found.value > 0 else -1
        gap = both("analysis.stat.difference_ci", level=percent(LEVEL), interval=interval(signed(found.interval, sign)))
        t = statistic("t", replace(found.test, statistic=abs(found.test.statistic)))
        g = size("g", abs(numbers.size.g), signed(numbers.size.g_interval, sign))
        inside = both("analysis.inside.2", a=both("analysis.inside.3", a=gap, b=t, c=self._p), b=g)
        value = number(abs(found.value))
        return self.say("two.settled", first=self.group(high), second=self.group(low), size=value, inside=inside)

    def _many_said(self, numbers: Comparison) -> Text:
        omega = size("omega", numbers.shares.omega, numbers.shares.interval)
        inside = both("analysis.inside.2", a=statistic("f", numbers.welch), b=self._p)
        if not self.differs:
            return self.say("many.open", inside=inside, k=count(numbers.samples.k))
        inside = both("analysis.inside.2", a=inside, b=omega)
        return self.say("many.settled", inside=inside, k=count(numbers.samples.k))

    def _pairs_said(self, numbers: Comparison) -> Iterator[Text]:
        """Which groups are settled apart, those furthest apart first."""
        found = numbers.pairs.found
        settled = sorted((p for p in found if settles(p)), key=lambda p: -abs(p.difference.value))
        if not settled:
            yield self.say("pairs.none", k=count(len(found)))
            return
        yield self.say("pairs.settled", gaps=listed([self._gap(p) for p in settled[:MOST_NAMED]]))
        yield self.say("pairs.counted", k=count(len(found)), settled=count(len(settled)))

    def _gap(self, pair: Pair) -> Text:
        first, second = pair.at if pair.difference.value > 0 else pair.at[::-1]
        ends = signed(pair.games_howell, 1 if pair.difference.value > 0 else -1)
        inside = both("analysis.inside.2", a=ci(ends), b=p_text(pair.games_howell_p))
        gap = number(abs(pair.difference.value))
        return both("groups.pairs.gap", first=self.group(first), second=self.group(second), size=gap, inside=inside)

    def _near(self) -> Text | None:
        """Whether the means are shown to lie within the stated bounds. Only then may words say « no more than »."""
        p = self.family.equivalence_p(self.grouping)
        if p is None or self.family.bound is None:
            return None
        case = "shown" if p < limit("NONSIG", "level") else "open"
        unit = "sd" if self.family.in_sd else "raw"
        bound = both(f"groups.bound.{unit}", bound=number(self.family.bound))
        correction = self.family.correction if self.family.many else "none"
        return self.say(f"near.{case}", bound=bound, p=corrected(p, correction))

    def _table(self, numbers: Comparison) -> Table:
        samples = self.grouping.samples
        columns = (
            Column(both("groups.column.group")),
            Column(both("analysis.column.n"), Style.COUNT),
            Column(both("analysis.column.mean"), Style.NUMBER),
            Column(both("analysis.column.ci"), Style.NUMBER),
            Column(both("analysis.column.sd"), Style.NUMBER),
            Column(both("groups.column.median"), Style.NUMBER),
        )
        rows = tuple(
            (
                level.label,
                int(samples.n[at]),
                float(samples.mean[at]),
                samples.interval(at),
                float(samples.sd[at]),
                float(stats.scoreatpercentile(samples.values[at], 50)),
            )
            for at, level in enumerate(self.grouping.levels)
        )
        return Table(self.say("table"), columns, rows, tuple(self._notes(numbers)))

    def _notes(self, numbers: Comparison) -> Iterator[Text]:
        if numbers.two:
            u, biserial = numbers.mann_whitney
            yield both(
                "groups.note.two",
                student=statistic("student", numbers.student.test),
                student_p=p_text(numbers.student.test.p),
                d=size("d", numbers.size.d, numbers.size.d_interval),
                u=statistic("u", u),
                u_p=p_text(u.p),
                biserial=size("biserial", biserial),
            )
        else:
            h, epsilon = numbers.kruskal
            yield both(
                "groups.note.many",
                f=statistic("f", numbers.classical),
                f_p=p_text(numbers.classical.p),
                eta=size("eta", numbers.shares.eta),
                epsilon=size("epsilon", numbers.shares.epsilon),
                h=statistic("h", h),
                h_p=p_text(h.p),
                rank=size("rank_epsilon", epsilon),
            )
        if self.grouping.dropped:
            names = listed([quoted(level.label) for level in self.grouping.dropped])
            yield both("groups.note.dropped", names=names, fewest=count(limit("SMALL_N", "fewest")))

    def _figure(self) -> Figure:
        samples = self.grouping.samples
        rows = [
            {
                "id": level.id,
                "label": level.label,
                "value": float(samples.mean[at]),
                "interval": samples.interval(at),
                "note": n_text(int(samples.n[at])),
            }
            for at, level in enumerate(self.grouping.levels)
        ]
        title = self.say("title.settled" if self.differs else "title.open")
        return Figure("intervals", title, {"rows": rows, "axis": self.say("axis")}, base(self.n))
