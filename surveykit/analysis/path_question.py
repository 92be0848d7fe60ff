"""One model of paths put to the data: estimates, checks, table and figure. Its words stand in `path_words`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from surveykit.analysis.analysis import Figures, Question
from surveykit.analysis.distinctness import Distinctness
from surveykit.analysis.gates import GATES, limit
from surveykit.analysis.keying import keying_caution
from surveykit.analysis.overlap import overlap_caution
from surveykit.analysis.path_exhibits import path_figure, path_table
from surveykit.analysis.path_words import PathWords
from surveykit.analysis.references import EFRON, HAYES, MACKINNON, MAXWELL, PREACHER, SPEARMAN
from surveykit.analysis.statistics.consistency import below_convention
from surveykit.analysis.statistics.formulas import LEVEL, Interval, unvarying
from surveykit.analysis.statistics.least_squares import Coefficient, LeastSquares, dependent
from surveykit.analysis.statistics.path_model import PathModel, Paths, Resampled, Route
from surveykit.analysis.supposed import supposed_caution
from surveykit.analysis.words import called, listed, n_text
from surveykit.core.dataset import Floats
from surveykit.core.finding import AssumptionCheck, Caution, Estimate, Excluded, Finding, Method, Of, Verdict
from surveykit.core.language import Text, both
from surveykit.core.moments import Moments
from surveykit.core.numbers import count, number


@dataclass(frozen=True, eq=False)
class PathQuestion(Question[Paths]):
    """How much of the relation of the predictors with the outcome runs by way of the mediators."""

    model: PathModel
    draws: int
    seed: int
    distinct: Distinctness | None = None

    analysis = "paths"

    @property
    def id(self) -> str:
        return f"paths.{self.model.outcome}"

    @property
    def text(self) -> Text:
        model = self.model
        names = {"names": self._listed(model.focal), "mediators": self._listed(model.mediators)}
        return both("paths.question", outcome=self.name(model.outcome), **names)

    def name(self, id: str) -> Text:
        """A construct or variable inside a sentence."""
        return called(self.dataset.codebook, id)

    def _listed(self, ids: Iterable[str]) -> Text:
        return listed([self.name(i) for i in ids])

    @cached_property
    def rows(self) -> Floats:
        """Complete rows of the observed columns."""
        return np.asarray(self.dataset.complete(self.model.observed)).reshape(-1, len(self.model.observed))

    @cached_property
    def paths(self) -> Paths:
        """The numbers, computed as they are asked for."""
        return Paths(self.model, self.rows, self.draws, self.seed)

    @property
    def n(self) -> int:
        return len(self.rows)

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        return self.dataset.excluded(self.model.observed)

    def wanted(self) -> list[tuple[str, Of]]:
        model = self.model
        ends: list[Of] = [{"path": (x, model.outcome)} for x in model.focal]
        return [
            *(("direct_effect", of) for of in ends),
            *(("indirect_effect", {"path": route}) for route in model.all_routes),
            *(("total_effect", of) for of in ends if not model.moderator),
        ]

    @property
    def _most(self) -> int:
        """Predictors of the largest equation."""
        return max(len(self.model.predictors(name)) for name in (*self.model.mediators, self.model.outcome))

    def needs(self) -> Iterator[Caution]:
        outcome, fewest = self.name(self.model.outcome), self._most + 3
        if self.n < fewest:
            few = {"n": n_text(self.n), "k": count(self._most), "needed": count(fewest)}
            yield GATES["SMALL_N"].caution("no_model", outcome=outcome, **few)
            return
        if flat := unvarying(Moments.of(self.model.observed, self.rows)):
            yield GATES["NO_VARIANCE"].caution("model", outcome=outcome, names=self._listed(flat))
            return
        for name in (*self.model.mediators, self.model.outcome):
            lacking = self._lacking(name)
            if lacking is not None:
                yield lacking
                return

    def _lacking(self, outcome: str) -> Caution | None:
        """What an equation lacks."""
        name, predictors = self.name(outcome), self.model.predictors(outcome)
        moments = Moments.of(predictors, self.paths.columns(predictors))
        if unvarying(moments):
            return GATES["COLLINEAR"].caution("exact", outcome=name, names=self._bare(predictors))
        if twins := dependent(moments.correlation):
            names = self._bare(tuple(predictors[at] for at in twins))
            return GATES["COLLINEAR"].caution("exact", outcome=name, names=names)
        fit = self.paths.fits[outcome]
        if fit.perfect or fit.exact:
            return GATES["NO_VARIANCE"].caution("perfect", outcome=name)
        return GATES["INFLUENCE"].caution("saturated", outcome=name) if fit.saturated else None

    def _bare(self, columns: tuple[str, ...]) -> Text:
        """Columns by name, a product with the moderator by that of its factor."""
        return self._listed(dict.fromkeys(column.removesuffix("*") for column in columns))

    def estimate(self) -> Paths:
        return self.paths

    def figures(self, numbers: Paths) -> Figures:
        p, model = numbers, self.model
        moderated = model.moderator is not None
        found: Figures = {
            "path_coefficient": lambda: self._equations(p, "slopes", "path_coefficient"),
            "standardised_coefficient": lambda: self._equations(p, "betas", "standardised_coefficient"),
            "r_squared": lambda: (Estimate("r_squared", {"outcome": y}, f.r_squared) for y, f in p.fits.items()),
            "direct_effect": lambda: self._ends("direct_effect", p.fits[model.outcome], "slopes"),
            "standardised_direct_effect": lambda: self._ends(
                "standardised_direct_effect", p.fits[model.outcome], "betas"
            ),
            "indirect_effect": lambda: self._both("indirect_effect", ((_route(r), e) for r, e in p.indirect.items())),
            "standardised_indirect_effect": lambda: self._both(
                "standardised_indirect_effect", ((_route(r), e) for r, e in p.standardised_indirect.items())
            ),
        }
        if moderated:
            return {**found, **self._moderated(p)}
        return {
            **found,
            "total_indirect_effect": lambda: self._both(
                "total_indirect_effect", ((self._end(x), e) for x, e in p.total_indirect.items())
            ),
            "standardised_total_indirect_effect": lambda: self._both(
                "standardised_total_indirect_effect",
                ((self._end(x), e) for x, e in p.standardised_total_indirect.items()),
            ),
            "total_effect": lambda: self._ends("total_effect", p.total_fit, "slopes"),
            "standardised_total_effect": lambda: self._ends("standardised_total_effect", p.total_fit, "betas"),
            "indirect_difference": lambda: self._both(
                "indirect_difference", (({"path": a, "less": b}, e) for (a, b), e in p.contrasts.items())
            ),
            "standardised_indirect_difference": lambda: self._both(
                "standardised_indirect_difference",
                (({"path": a, "less": b}, e) for (a, b), e in p.standardised_differences.items()),
            ),
        }

    def _moderated(self, p: Paths) -> Figures:
        moderator = self.model.moderator or ""
        return {
            "index_of_moderated_mediation": lambda: self._both(
                "index_of_moderated_mediation", (({"path": r, "moderator": moderator}, e) for r, e in p.index.items())
            ),
            "conditional_indirect_effect": lambda: self._both(
                "conditional_indirect_effect",
                (({"path": r, "moderator": moderator, "at": at}, e) for (r, at), e in p.conditional.items()),
            ),
        }

    def _end(self, focal: str) -> Of:
        return {"path": (focal, self.model.outcome)}

    def _equations(self, p: Paths, kind: str, name: str) -> Iterator[Estimate]:
        for outcome, fit in p.fits.items():
            for predictor, c in zip(self.model.predictors(outcome), getattr(fit, kind), strict=True):
                yield _estimate(name, {"outcome": outcome, "predictor": predictor}, c, fit.df)

    def _ends(self, name: str, fit: LeastSquares, kind: str) -> Iterator[Estimate]:
        """The focal predictors come first in every equation."""
        for x, c in zip(self.model.focal, getattr(fit, kind), strict=False):
            yield _estimate(name, self._end(x), c, fit.df)

    @staticmethod
    def _both(name: str, effects: Iterable[tuple[Of, Resampled]]) -> Iterator[Estimate]:
        """Each effect with its percentile interval, and once more with the BCa interval."""
        for of, e in effects:
            yield Estimate(name, of, e.value, e.percentile, _level(e.percentile))
            yield Estimate(name, {**of, "method": "bca"}, e.value, e.bca, _level(e.bca))

    def checks(self, numbers: Paths) -> tuple[AssumptionCheck, ...]:
        order = AssumptionCheck(
            both("paths.check.order"), Verdict.NOT_CHECKED, both("paths.check.order.advice", chain=self.words.chain)
        )
        largest = max(numbers.fits[self.model.outcome].vif)
        close = largest > limit("COLLINEAR", "most")
        advice = both(f"paths.check.collinearity.{'caution' if close else 'met'}", vif=number(largest))
        verdict = Verdict.CAUTION if close else Verdict.MET
        return (order, AssumptionCheck(both("paths.check.collinearity"), verdict, advice, largest))

    def method(self) -> Method:
        model = self.model
        options = {
            "level": LEVEL,
            "cov_type": "HC3",
            "draws": self.draws,
            "missing": "listwise",
            "model": "serial" if model.serial else "parallel",
            "quality": list(model.focal),
            "mediators": list(model.mediators),
            "outcome": model.outcome,
            "covariates": list(model.covariates),
            **({"moderator": model.moderator, "moderates": model.moderates} if model.moderator else {}),
        }
        case = "moderated" if model.moderator else "plain"
        return Method(both(f"paths.method.{case}"), "NumPy", np.__version__, options, self.seed)

    def references(self) -> tuple[str, ...]:
        return (PREACHER, *((HAYES,) if self.model.moderator else ()), EFRON, MACKINNON, MAXWELL, SPEARMAN)

    @cached_property
    def _few(self) -> bool:
        """Whether there are too few respondents for effects in a sentence."""
        return self.n < max(limit("SMALL_N", "per_predictor") * self._most, limit("SMALL_N", "fewest"))

    @cached_property
    def words(self) -> PathWords:
        """What may be said."""
        close = self.distinct.close if self.distinct is not None else []
        return PathWords(self.paths, self.dataset.codebook, self._few, tuple(o.pair for o in close))

    def present(self, numbers: Paths, checks: tuple[AssumptionCheck, ...]) -> Finding:
        codebook = self.dataset.codebook
        return self.finding(
            self.words.sentences(),
            self.estimates(numbers),
            path_table(numbers, codebook, self._few),
            None if self._few else path_figure(numbers, codebook, self.words.title()),
            checks,
            list(self._cautions()),
            headline=self.words.headline,
            claim=self.words.claim,
        )

    def _cautions(self) -> Iterator[Caution]:
        outcome = self.name(self.model.outcome)
        if self.distinct is not None:
            yield from overlap_caution(self.dataset, self.distinct.close)
        if self._few:
            yield GATES["SMALL_N"].caution("model", n=n_text(self.n), k=count(self._most), outcome=outcome)
            return
        if self.n < limit("LOW_BASE", "enough"):
            yield GATES["LOW_BASE"].caution(n=count(self.n))
        yield from self.words.cautions()
        yield from keying_caution(self.dataset, self.model.observed)
        yield from supposed_caution(self.dataset, self.model.outcome)
        low = [c.id for c, _ in below_convention(self.dataset, self.model.observed)]
        if low:
            yield Caution("LOW_ALPHA", both("paths.caution.low_alpha", names=self._listed(low)))
        yield GATES["NONPROB"].caution()


def _route(route: Route) -> Of:
    return {"path": route}


def _level(inside: Interval | None) -> float | None:
    return LEVEL if inside else None


def _estimate(name: str, of: Of, c: Coefficient, df: int) -> Estimate:
    return Estimate(name, of, c.value, c.interval, LEVEL, c.t, float(df), c.p)
