"""What paths let one say, in both languages: consistent with mediation or not shown, never a verdict, never a cause."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from surveykit.analysis.gates import limit
from surveykit.analysis.least_squares import Coefficient
from surveykit.analysis.path_model import Paths, Resampled, Route
from surveykit.analysis.words import ci, listed, n_text, name_of, p_text, semicolons, sentences, several, stat
from surveykit.core.codebook import Codebook
from surveykit.core.finding import Caution, Sentences
from surveykit.core.language import Text, both, say
from surveykit.core.numbers import count, number

_ARROW = " \u2192 "
Part = tuple[Text, Text]
"""The name of a predictor, and its figure with the interval."""


@dataclass(frozen=True, eq=False)
class PathWords:
    """The sentences about one model. `few`: too few respondents for effects in a sentence; `close`: the pairs of
    constructs that the respondents may hardly tell apart."""

    paths: Paths
    codebook: Codebook
    few: bool
    close: tuple[tuple[str, str], ...]

    def name(self, id: str) -> Text:
        """A construct or variable inside a sentence."""
        return name_of(self.codebook, id)

    def _listed(self, ids: Sequence[str]) -> Text:
        return listed([self.name(i) for i in ids])

    @property
    def chain(self) -> Text:
        """The assumed order."""
        model = self.paths.model
        between = [self.name(m) for m in model.mediators] if model.serial else [self._listed(model.mediators)]
        steps = [self._listed(model.focal), *between, self.name(model.outcome)]
        return {language: _ARROW.join(say(step, language) for step in steps) for language in ("en", "zh")}

    @cached_property
    def effects(self) -> Mapping[Route, Resampled]:
        """What is put into words: standardised indirect effects, with a moderator at its mean."""
        return self.paths.standardised_indirect

    @cached_property
    def shown(self) -> list[Route]:
        """The routes whose two intervals leave out zero, in standard deviations and in the units of the data."""
        raw = self.paths.indirect
        return [route for route, effect in self.effects.items() if effect.shown and raw[route].shown]

    @property
    def claim(self) -> float | None:
        """The p of what the short sentence claims: the largest of the routes that it names."""
        if self.few:
            return None
        if not self.shown:
            return min(self.paths.joint.values())
        way = self.shown[0][1:-1]
        return max(self.paths.joint[route] for route in self.shown if route[1:-1] == way)

    @property
    def headline(self) -> bool:
        """Whether the short sentence may stand in the summary."""
        return not self.few and not self.close and bool(self.shown)

    def title(self) -> Text:
        """The figure's title: what the chart shows, and no more."""
        model = self.paths.model
        return both("paths.title", outcome=self.name(model.outcome), mediators=self._listed(model.mediators))

    def sentences(self) -> Sentences:
        """Short and full. What is said of close constructs comes first."""
        if self.few:
            outcome, n = self.name(self.paths.model.outcome), n_text(self.paths.table.shape[0])
            said = both("paths.few", n=n, outcome=outcome)
            return Sentences(sentences(self._close(), said), sentences(self._close(), said, both("paths.few_table")))
        indirect = list(self._indirect())
        short = sentences(self._close(), indirect[0])
        order = both("paths.order", chain=self.chain)
        full = (self._close(), order, *indirect, *self._moderated(), *self._ends(), *self._compared())
        return Sentences(short, sentences(*full))

    def _close(self) -> Text | None:
        if not self.close:
            return None
        pairs = [both("paths.pair", first=self.name(a), second=self.name(b)) for a, b in self.close]
        return both("paths.close", pairs=semicolons(pairs))

    def _indirect(self) -> Iterator[Text]:
        """For every way by which mediators the predictors and the outcome may be related; what is shown first."""
        for case in ("shown", "not_shown"):
            for way in dict.fromkeys(route[1:-1] for route in self.effects):
                routes = [r for r in self.effects if r[1:-1] == way and (r in self.shown) == (case == "shown")]
                parts = [(self.name(r[0]), _resampled(self.effects[r])) for r in routes]
                if parts:
                    yield self._said(f"paths.indirect.{case}", parts, way=self._way(way))

    def _way(self, way: Route) -> Text:
        steps = [self.name(m) for m in way]
        return {language: _ARROW.join(say(step, language) for step in steps) for language in ("en", "zh")}

    def _said(self, name: str, parts: Sequence[Part], **values: Text) -> Text:
        """One message about one or several predictors: alone only the figure is given, else each with its name."""
        alone = len(parts) == 1
        figures = parts[0][1] if alone else semicolons([both("paths.part", name=n, inside=f) for n, f in parts])
        outcome = self.name(self.paths.model.outcome)
        return several(name, [n for n, _ in parts], parts=figures, outcome=outcome, **values)

    def _ends(self) -> Iterator[Text]:
        """Direct and, without a moderator, total effects."""
        model = self.paths.model
        mediators = self._listed(model.mediators)
        groups = {"direct": self.paths.fits[model.outcome].betas}
        if not model.moderator:
            groups["total"] = self.paths.total_fit.betas
        for name, betas in groups.items():
            pairs = list(zip(model.focal, betas, strict=False))
            for case in ("shown", "not_shown"):
                parts = [(self.name(x), _coefficient(b)) for x, b in pairs if b.holds_zero == (case == "not_shown")]
                if parts:
                    yield self._said(f"paths.{name}.{case}", parts, mediators=mediators)

    def _compared(self) -> Iterator[Text]:
        """Which indirect effects differ, and of how many pairs that is not shown."""
        pairs = self.paths.standardised_differences
        differ = {pair: e for pair, e in pairs.items() if e.shown}
        if differ:
            told = [
                both("paths.difference", first=self._way(a[:-1]), second=self._way(b[:-1]), inside=_resampled(e))
                for (a, b), e in differ.items()
            ]
            yield both("paths.differ", pairs=semicolons(told))
        unsettled = len(pairs) - len(differ)
        if unsettled:
            yield both(f"paths.unsettled.{'one' if unsettled == 1 else 'many'}", k=count(unsettled))

    def _moderated(self) -> Iterator[Text]:
        moderator = self.paths.model.moderator
        if moderator is None:
            return
        for route, index in self.paths.index.items():
            case = "shown" if index.shown else "not_shown"
            names = {"name": self.name(route[0]), "outcome": self.name(route[-1]), "way": self._way(route[1:-1])}
            inside = _resampled(index, 3)
            yield both(f"paths.index.{case}", moderator=self.name(moderator), inside=inside, **names)
            levels = [
                both("paths.at", value=number(value), inside=_resampled(self.paths.conditional[route, at]))
                for at, value in self.paths.levels.items()
            ]
            yield both("paths.levels", moderator=self.name(moderator), parts=semicolons(levels))

    def cautions(self) -> Iterator[Caution]:
        """NONSIG, COLLINEAR and MULTI_TEST, where they close."""
        unclear = [route for route in self.effects if route not in self.shown]
        if unclear:
            ways = semicolons([self._way(route) for route in unclear])
            yield Caution("NONSIG", both("paths.caution.not_shown", ways=ways))
        model = self.paths.model
        fit = self.paths.fits[model.outcome]
        vif = zip(model.predictors(model.outcome), fit.vif, strict=True)
        high = [name.removesuffix("*") for name, v in vif if v > limit("COLLINEAR", "most")]
        if high:
            yield Caution("COLLINEAR", both("paths.caution.collinear", names=self._listed(list(dict.fromkeys(high)))))
        compared = len(self.paths.standardised_differences)
        if len(self.effects) + compared > limit("MULTI_TEST", "pairs"):
            yield Caution("MULTI_TEST", both("paths.caution.many", k=count(len(self.effects) + compared)))


def _resampled(effect: Resampled, places: int = 2) -> Text:
    """The value with its percentile interval."""
    value = {language: number(effect.value, places) for language in ("en", "zh")}
    if effect.percentile is None:
        return value
    return both("analysis.inside.2", a=value, b=ci(effect.percentile, places=places))


def _coefficient(beta: Coefficient) -> Text:
    value = stat("beta", value=number(beta.value))
    return both("analysis.inside.3", a=value, b=ci(beta.interval), c=p_text(beta.p))
