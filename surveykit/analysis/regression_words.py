"""What a regression lets one say, in both languages: no direction, size or rank that the intervals do not carry."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from surveykit.analysis.gates import limit
from surveykit.analysis.statistics.least_squares import Coefficient, LeastSquares
from surveykit.analysis.words import beside, ci, ends, listed, n_text, p_text, predictors, sentences, several, stat
from surveykit.core.claims import holm
from surveykit.core.finding import Sentences
from surveykit.core.language import Text, both
from surveykit.core.numbers import bounded, count, number, percent

MOST_WITH_SIZES = 2
"""Of how many predictors the sizes are put into words; the table has them all."""


@dataclass(frozen=True)
class Driver:
    """One predictor: id, label, name inside a sentence, coefficient, standardised coefficient, VIF.

    `without` is the coefficient without the one respondent on whom its conclusion hangs, if there is one. `against`
    is what a category is compared with; its `beta` is the difference in standard deviations of the outcome.
    """

    id: str
    label: Text
    name: Text
    slope: Coefficient
    beta: Coefficient
    vif: float
    without: Coefficient | None = None
    against: Text | None = None

    @property
    def related(self) -> bool:
        """Whether the interval leaves out zero."""
        return not self.beta.holds_zero

    @property
    def collinear(self) -> bool:
        """Whether it can hardly be told apart from other predictors."""
        return self.vif > limit("COLLINEAR", "most")

    @property
    def reach(self) -> tuple[float, float]:
        """The interval of the size, whatever the sign."""
        low, high = sorted(abs(end) for end in self.beta.interval)
        return (0.0 if self.beta.holds_zero else low), high


@dataclass(frozen=True)
class RegressionWords:
    """The sentences about one model. `few`: too few respondents for coefficients in a sentence.

    `low` has the alphas below the convention, by construct; `outcome_alpha` is that of the outcome.
    """

    outcome: Text
    drivers: tuple[Driver, ...]
    fit: LeastSquares
    few: bool
    low: Mapping[str, float] = field(default_factory=dict)
    outcome_alpha: float | None = None

    @cached_property
    def related(self) -> list[Driver]:
        """Predictors whose interval leaves out zero, the largest first."""
        return sorted((d for d in self.drivers if d.related), key=lambda d: -abs(d.beta.value))

    @cached_property
    def unclear(self) -> list[Driver]:
        """Predictors of which the data do not show whether they are related to the outcome."""
        return [d for d in self.drivers if not d.related]

    @cached_property
    def collinear(self) -> list[Driver]:
        """Predictors that must not be ranked."""
        return [d for d in self.drivers if d.collinear]

    @property
    def unranked(self) -> bool:
        """Whether sizes are not compared: collinear predictors, or categories beside quantities."""
        return bool(self.collinear) or any(d.against for d in self.drivers)

    @property
    def ordered(self) -> list[Driver]:
        """Sorted by standardised coefficient; in the plan's order where that would rank what must not be ranked."""
        if self.unranked:
            return list(self.drivers)
        return sorted(self.drivers, key=lambda d: -d.beta.value)

    @cached_property
    def strongest(self) -> Driver | None:
        """The predictor most strongly associated with the outcome: its interval lies above those of all others."""
        if not self.related or len(self.drivers) < 2 or self.unranked:
            return None
        top = self.related[0]
        return top if all(top.reach[0] > d.reach[1] for d in self.drivers if d is not top) else None

    @cached_property
    def adjusted(self) -> dict[str, float]:
        """The p of each predictor after Holm's correction for their number."""
        return dict(zip((d.id for d in self.drivers), holm([d.beta.p for d in self.drivers]), strict=True))

    @cached_property
    def named(self) -> list[Driver]:
        """Whom the short sentence names: the first, or, where they are not ranked, those that hold after correction."""
        if not self.unranked:
            return [self.strongest or self.related[0]] if self.related else []
        held = [d for d in self.related if self.adjusted[d.id] < limit("NONSIG", "level")]
        return held or self.related

    @property
    def claim(self) -> float | None:
        """The p of what the short sentence claims: that whom it names is related and, if it says so, most strongly."""
        if self.few:
            return None
        p = min(self.adjusted[d.id] for d in self.named or self.drivers)
        if self.strongest is None:
            return p
        return max(p, *(self._less(d) for d in self.drivers if d is not self.strongest))

    def _less(self, other: Driver) -> float:
        """The p of the strongest and another having coefficients of one size, whatever their signs."""
        assert self.strongest is not None
        weights = np.zeros(self.fit.k + 1)
        for driver, sign in ((self.strongest, 1), (other, -1)):
            at = 1 + self.drivers.index(driver)
            weights[at] = sign * np.sign(driver.beta.value) * self.fit.moments.sd[at]
        return self.fit.combined(weights).p

    @property
    def headline(self) -> bool:
        """Whether the short sentence may stand in the summary."""
        if self.few or not self.related:
            return False
        return not self.related[0].collinear and self.related[0].without is None

    def sentences(self) -> Sentences:
        """Short and full."""
        if self.few:
            values = {"n": n_text(self.fit.n), "k": count(len(self.drivers)), "outcome": self.outcome}
            short = both("analysis.regression.few", **values)
            return Sentences(short, sentences(short, both("analysis.regression.few_table")))
        return Sentences(sentences(self._short(), self._reserved(self.named)), sentences(*self._full()))

    def title(self) -> Text:
        """The figure's title: what the chart shows, and no more."""
        if self.strongest is not None:
            return both("analysis.regression.title.strongest", name=self.strongest.name, outcome=self.outcome)
        if self.related:
            names = [d.name for d in self.related]
            if len(self.drivers) == 1:
                return both("analysis.regression.title.alone", name=names[0], outcome=self.outcome)
            return several("analysis.regression.title.related", names, outcome=self.outcome)
        return both("analysis.regression.title.none", outcome=self.outcome)

    def _reserved(self, named: Sequence[Driver]) -> Text | None:
        """What the short sentence must not be read without: a low alpha of the outcome or of a predictor it names."""
        low = [(self.outcome, self.outcome_alpha)] if self.outcome_alpha is not None else []
        low += [(d.name, self.low[d.id]) for d in named if d.id in self.low]
        if not low:
            return None
        convention = limit("LOW_ALPHA", "convention")
        names = [both("analysis.with", name=name, inside=beside(alpha or 0.0, convention)) for name, alpha in low]
        return both("analysis.regression.low_alpha", names=listed(names), convention=bounded(convention))

    def _short(self) -> Text:
        if len(self.drivers) == 1:
            (only,) = self.drivers
            return self._relation(only) if only.related else self._nothing_shown(only)
        if not self.related:
            return both("analysis.regression.none", k=count(len(self.drivers)), outcome=self.outcome)
        if self.strongest is not None:
            relation = self._size(self.strongest)
            case = "analysis.regression.strongest"
            return both(case, k=count(len(self.drivers)), name=self.strongest.name, outcome=self.outcome, size=relation)
        if self.unranked:
            names = [d.name for d in self.named]
            return several("analysis.regression.related", names, outcome=self.outcome)
        return self._relation(self.related[0])

    def _full(self) -> Iterator[Text | None]:
        yield self._share()
        for at, driver in enumerate(self.related[:MOST_WITH_SIZES]):
            yield self._relation(driver, again=at > 0)
        if len(self.related) > MOST_WITH_SIZES:
            others = [d.name for d in self.related[MOST_WITH_SIZES:]]
            yield several("analysis.regression.also", others, outcome=self.outcome)
        yield self._order()
        yield self._unclear()
        yield self._hang()

    def _unclear(self) -> Text | None:
        """Of which predictors nothing is shown: of one with its interval, of several the table has them."""
        if len(self.unclear) < 2:
            return self._nothing_shown(self.unclear[0]) if self.unclear else None
        names = predictors([d.name for d in self.unclear], len(self.drivers))
        return both("analysis.regression.not_shown.several", names=names, outcome=self.outcome)

    @property
    def hanging(self) -> list[Driver]:
        """The predictors of which one respondent decides what is said."""
        return [d for d in self.drivers if d.without is not None]

    def _hang(self) -> Text | None:
        if len(self.hanging) < 2:
            return self.both_results(self.hanging[0]) if self.hanging else None
        names = listed([d.name for d in self.hanging])
        return both("analysis.regression.hanging_several", names=names)

    def notes(self) -> Iterator[Text]:
        """Both results of each predictor that hangs on one respondent, for the table where the sentence has no room."""
        if len(self.hanging) > 1 and not self.few:
            yield from map(self.both_results, self.hanging)

    def _share(self) -> Text:
        fit = self.fit
        inside = both(
            "analysis.inside.3",
            a=stat("r_squared", value=bounded(fit.r_squared)),
            b=stat("adjusted_r_squared", value=bounded(fit.adjusted_r_squared)),
            c=n_text(fit.n),
        )
        case = "one" if len(self.drivers) == 1 else "many"
        names = predictors([d.name for d in self.drivers], len(self.drivers))
        values = {"names": names, "outcome": self.outcome, "share": percent(fit.r_squared)}
        return both(f"analysis.regression.share.{case}", inside=inside, **values)

    def _relation(self, driver: Driver, again: bool = False) -> Text:
        """« With the others held constant, one SD more on X goes with 0.41 SD more on Y (...). »"""
        case = "alone" if len(self.drivers) == 1 else "again" if again else "held"
        if driver.against is not None:
            held = "alone" if case == "alone" else "held"
            values = {"name": driver.name, "against": driver.against, "size": self._size(driver)}
            return both(f"regression.category.{held}", **values)
        return both(f"analysis.regression.{case}", name=driver.name, outcome=self.outcome, size=self._size(driver))

    def _size(self, driver: Driver) -> Text:
        beta = driver.beta
        shown = {"size": number(abs(beta.value)), "outcome": self.outcome}
        if beta.value > 0:
            inside = both("analysis.inside.2", a=ci(beta.interval), b=p_text(beta.p))
            return both("analysis.regression.more", inside=inside, **shown)
        signed = stat("beta", value=number(beta.value))
        inside = both("analysis.inside.3", a=signed, b=ci(beta.interval), c=p_text(beta.p))
        return both("analysis.regression.less", inside=inside, **shown)

    def _order(self) -> Text | None:
        """Which of the related predictors cannot be ranked."""
        if len(self.related) < 2 or (self.unranked and not self.collinear):
            return None
        if self.collinear:
            names = [d.name for d in self.collinear]
            return several("analysis.regression.not_ranked", names, outcome=self.outcome)
        top = self.related[0]
        near = [d for d in self.related[1:] if d.reach[1] >= top.reach[0]]
        if not near:
            return None
        return several("analysis.regression.unsettled", [d.name for d in near], first=top.name, outcome=self.outcome)

    def _nothing_shown(self, driver: Driver) -> Text:
        beta = driver.beta
        low, high = ends(beta.interval)
        inside = both(
            "analysis.inside.3", a=stat("beta", value=number(beta.value)), b=ci(beta.interval), c=p_text(beta.p)
        )
        case = "alone" if len(self.drivers) == 1 else "held"
        return both(
            f"analysis.regression.not_shown.{case}",
            name=driver.name,
            outcome=self.outcome,
            inside=inside,
            low=low,
            high=high,
        )

    def both_results(self, driver: Driver) -> Text:
        """Both results, where one respondent decides."""
        assert driver.without is not None
        return both(
            "analysis.regression.hanging",
            name=driver.name,
            outcome=self.outcome,
            with_all=stat("b_ci", b=number(driver.slope.value), ci=ci(driver.slope.interval)),
            without=stat("b_ci", b=number(driver.without.value), ci=ci(driver.without.interval)),
        )
