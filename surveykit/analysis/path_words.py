"""What paths let one say, in both languages: consistent with mediation or not shown, never a verdict, never a cause."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from surveykit.analysis.gates import limit
from surveykit.analysis.statistics.least_squares import Coefficient
from surveykit.analysis.statistics.path_model import Paths, Resampled, Route
from surveykit.analysis.words import (
    MOST_NAMED,
    called,
    ci,
    listed,
    n_text,
    p_text,
    predictors,
    semicolons,
    sentences,
    stat,
)
from surveykit.core.codebook import Codebook
from surveykit.core.finding import Caution, Sentences
from surveykit.core.language import Text, both, same, say
from surveykit.core.numbers import count, number

MOST_WITH_FIGURES = 2
"""Of how many predictors the figures, and of how many close pairs the names are printed; the tables have them all."""
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
        return called(self.codebook, id)

    def _listed(self, ids: Sequence[str]) -> Text:
        return listed([self.name(i) for i in ids])

    @property
    def chain(self) -> Text:
        """The assumed order."""
        model = self.paths.model
        between = [self.name(m) for m in model.mediators] if model.serial else [self._listed(model.mediators)]
        steps = [self._start(), *between, self.name(model.outcome)]
        return {language: _ARROW.join(say(step, language) for step in steps) for language in ("en", "zh")}

    def _start(self) -> Text:
        focal = self.paths.model.focal
        return self._listed(focal) if len(focal) <= MOST_NAMED else both("paths.predictors.start", k=count(len(focal)))

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
        """The p of what the short sentence claims: the largest of all routes that it names or counts."""
        if self.few:
            return None
        if not self.shown:
            return min(self.paths.joint.values())
        return max(self.paths.joint[route] for route in self.shown)

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
        order = both("paths.order", chain=self.chain)
        short = sentences(self._close(), self._shown() if self.shown else self._not_shown())
        parts = [*self._indirect(), *self._moderated(), *self._ends(), *self._compared()]
        return Sentences(short, sentences(self._close(), order, *parts))

    def _close(self) -> Text | None:
        if not self.close:
            return None
        if len(self.close) > MOST_WITH_FIGURES:
            return both("paths.close_counted", k=count(len(self.close)))
        pairs = [both("paths.pair", first=self.name(a), second=self.name(b)) for a, b in self.close]
        return both("paths.close", pairs=semicolons(pairs))

    def _indirect(self) -> Iterator[Text]:
        """By which ways predictors and outcome may be related, and of how many routes that is not shown."""
        if self.shown:
            yield self._shown()
        if len(self.shown) < len(self.effects):
            yield self._not_shown()

    def _shown(self) -> Text:
        """All routes that hold: by one way, by several, or how many of them with the largest."""
        parts = [self._part(route) for route in self.shown]
        way = self._only_way()
        if len(parts) <= MOST_NAMED and way is not None:
            return self._said("indirect.shown", [route[0] for route in self.shown], parts, way=self._way(way))
        if len(parts) <= MOST_NAMED:
            return both("paths.routes", routes=semicolons([self._way(route) for route in self.shown]))
        largest = max(self.shown, key=lambda route: abs(self.effects[route].value))
        values = {"largest": self._way(largest), "inside": _resampled(self.effects[largest])}
        return both("paths.routes_counted", k=count(len(parts)), of=count(len(self.effects)), **values)

    def _not_shown(self) -> Text:
        """The routes of which nothing is shown: by one way with the names, else only how many."""
        unclear = [route for route in self.effects if route not in self.shown]
        ids, k, way = [route[0] for route in unclear], count(len(unclear)), self._only_way()
        if way is None and self.shown:
            return both(f"paths.unclear.{'one' if len(unclear) == 1 else 'many'}", k=k)
        if way is None:
            return both("paths.unclear.all", k=k, outcome=self.name(self.paths.model.outcome))
        if self.shown:
            return both("paths.not_for_these", names=self._predictors(ids))
        return self._said("indirect.not_shown", ids, [self._part(route) for route in unclear], way=self._way(way))

    def _only_way(self) -> Route | None:
        ways = {route[1:-1] for route in self.effects}
        return ways.pop() if len(ways) == 1 else None

    def _part(self, route: Route) -> Part:
        return self.name(route[0]), _resampled(self.effects[route])

    def _way(self, way: Route) -> Text:
        steps = [self.name(m) for m in way]
        return {language: _ARROW.join(say(step, language) for step in steps) for language in ("en", "zh")}

    def _said(self, name: str, ids: Sequence[str], parts: Sequence[Part], **values: Text) -> Text:
        """One message about one or several predictors, with their figures where these are few."""
        case = "one" if len(parts) == 1 else "many"
        figures: Text = same("")
        if len(parts) == 1 or (len(parts) <= MOST_WITH_FIGURES and not name.endswith("not_shown")):
            each = [both("paths.part", name=n, inside=f) for n, f in parts]
            kind = name.partition(".")[0]
            figures = both(f"paths.figures.{kind}.{case}", parts=parts[0][1] if case == "one" else semicolons(each))
        outcome = self.name(self.paths.model.outcome)
        return both(f"paths.{name}.{case}", names=self._predictors(ids), figures=figures, outcome=outcome, **values)

    def _predictors(self, ids: Sequence[str]) -> Text:
        return predictors([self.name(i) for i in ids], len(self.paths.model.focal))

    def _ends(self) -> Iterator[Text]:
        """Direct and, for a single predictor without a moderator, total effects."""
        model = self.paths.model
        groups = {"direct": self.paths.fits[model.outcome].betas}
        if not model.moderator and len(model.focal) == 1:
            groups["total"] = self.paths.total_fit.betas
        for name, betas in groups.items():
            yield from self._end(name, list(zip(model.focal, betas, strict=False)))

    def _end(self, name: str, pairs: Sequence[tuple[str, Coefficient]]) -> Iterator[Text]:
        held = self.paths.model.mediators
        mediators = self.name(held[0]) if len(held) == 1 else both("paths.mediators")
        shown = [(x, b) for x, b in pairs if not b.holds_zero]
        unclear = [(x, b) for x, b in pairs if b.holds_zero]
        for case, found in (("shown", shown), ("not_shown", unclear)):
            ids, parts = [x for x, _ in found], [(self.name(x), _coefficient(b)) for x, b in found]
            if case == "not_shown" and shown and found:
                yield both("paths.not_for_these", names=self._predictors(ids))
            elif found:
                yield self._said(f"{name}.{case}", ids, parts, mediators=mediators)

    def _compared(self) -> Iterator[Text]:
        """Which indirect effects differ, and of how many pairs that is not shown."""
        pairs = self.paths.standardised_differences
        differ = {pair: e for pair, e in pairs.items() if e.shown}
        if len(differ) > 1:
            yield both("paths.differ_counted", k=count(len(differ)), of=count(len(pairs)))
            return
        for (a, b), e in differ.items():
            names = {"first": self._way(a[:-1]), "second": self._way(b[:-1])}
            yield both("paths.differ", pairs=both("paths.difference", inside=_resampled(e), **names))
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
            if not index.shown:
                continue
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
