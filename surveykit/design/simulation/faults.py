"""What is wrong with a simulation model, beyond the types of its fields."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import pairwise

from surveykit.core.document import Map, did_you_mean
from surveykit.core.numbers import number
from surveykit.core.questionnaire import Questionnaire
from surveykit.design.simulation.model import Model, Nested
from surveykit.design.simulation.people import choices
from surveykit.design.simulation.ratings import rated_variables
from surveykit.design.simulation.structure import Structure, StructureError
from surveykit.errors import Place, Problem

ROUNDING = 1e-6


def check(model: Model, questionnaire: Questionnaire, top: Map) -> list[Problem]:
    """Every fault of a model that could be read, with its place in the file."""
    checks = _Checks(model, questionnaire, top)
    found = [*checks.names(), *checks.numbers(), *checks.thresholds(), *checks.people(), *checks.shares()]
    return found or list(checks.structure())


class _Checks:
    def __init__(self, model: Model, questionnaire: Questionnaire, top: Map) -> None:
        self.model = model
        self.questionnaire = questionnaire
        self.top = top
        self.constructs = [construct.id for construct in questionnaire.constructs]
        self.rated = rated_variables(questionnaire)
        self.items = [name for construct in questionnaire.constructs for name in construct.items if name in self.rated]
        self.choices = choices(questionnaire)

    def place(self, *keys: str) -> Place:
        """Where a key stands, or the last one of the path that is written."""
        place, node = self.top.place, self.top
        for key in keys:
            if key not in node.entries:
                break
            place, inner = node.keys[key].place, node.entries[key]
            if not isinstance(inner, Map):
                break
            node = inner
        return place

    def unknown(self, code: str, word: str, known: Collection[str], *keys: str) -> Iterator[Problem]:
        """The problem of a word that none of the known ones is."""
        if word not in known:
            yield Problem(code, self.place(*keys, word), {"word": word, "hint": did_you_mean(word, known)})

    def names(self) -> Iterator[Problem]:
        """Constructs, and their items, by their names."""
        nested: dict[str, Nested] = {"paths": self.model.paths, "correlations": self.model.correlations}
        for key, table in nested.items():
            for outcome, others in table.items():
                yield from self.unknown("simulation-unknown-construct", outcome, self.constructs, key)
                for other in others:
                    yield from self.unknown("simulation-unknown-construct", other, self.constructs, key, outcome)
        for key in ("loadings", "means", "spreads"):
            for name in getattr(self.model, key):
                yield from self.unknown("simulation-unknown-name", name, [*self.constructs, *self.items], key)
        for name in self.model.thresholds:
            yield from self.unknown("simulation-unknown-name", name, self.items, "thresholds")

    def numbers(self) -> Iterator[Problem]:
        """Each within its range."""
        ranges = {"loadings": (0.0, 1.0), "means": (0.0, 1.0), "spreads": (0.01, 2.0)}
        for key, bounds in ranges.items():
            yield from self.within(getattr(self.model, key), bounds, key)
        for first, others in self.model.correlations.items():
            yield from self.within(others, (-1.0, 1.0), "correlations", first)
        yield from self.pairs()

    def within(self, table: Mapping[str, float], bounds: tuple[float, float], *keys: str) -> Iterator[Problem]:
        low, high = bounds
        for name, value in table.items():
            if not low <= value <= high:
                said = {"key": name, "low": number(low), "high": number(high)}
                yield Problem("simulation-out-of-range", self.place(*keys, name), said)

    def pairs(self) -> Iterator[Problem]:
        """A correlation is stated once, of two constructs that no path leads to."""
        seen: set[frozenset[str]] = set()
        for first, others in self.model.correlations.items():
            for second in others:
                place, pair = self.place("correlations", first, second), frozenset((first, second))
                if first == second or pair in seen:
                    yield Problem("simulation-pair-twice", place, {"first": first, "second": second})
                seen.add(pair)
                for name in (first, second):
                    if self.model.paths.get(name):
                        yield Problem("simulation-correlated-outcome", place, {"id": name})

    def thresholds(self) -> Iterator[Problem]:
        """One fewer than the points, and rising."""
        for name, cuts in self.model.thresholds.items():
            wanted = len(self.rated[name].points) - 1 if name in self.rated else len(cuts)
            if len(cuts) != wanted or any(low >= high for low, high in pairwise(cuts)):
                yield Problem("simulation-thresholds", self.place("thresholds", name), {"name": name, "count": wanted})

    def people(self) -> Iterator[Problem]:
        """Choices, their options, and what is added for whom."""
        for variable, group in self.model.groups.items():
            yield from self.options(variable, {("shares",): group.shares, ("shifts",): group.shifts}, "groups")
            drawn = self.choices.get(variable)
            if group.shares and drawn is not None and drawn.arms:
                yield Problem("simulation-shares-of-arms", self.place("groups", variable, "shares"), {"id": variable})
            elif group.shares and abs(sum(group.shares.values()) - 1) > ROUNDING:
                said = {"id": variable, "sum": number(sum(group.shares.values()), 3)}
                yield Problem("simulation-shares", self.place("groups", variable, "shares"), said)
            yield from self.shares_within(group.shares, "groups", variable, "shares")
            for option, shifts in group.shifts.items():
                for construct in shifts:
                    keys = ("groups", variable, "shifts", option)
                    yield from self.unknown("simulation-unknown-construct", construct, self.constructs, *keys)
        for variable, factors in self.model.missing.by.items():
            yield from self.options(variable, {(): factors}, "missing", "by")
            for option, factor in factors.items():
                if factor < 0:
                    said = {"key": option, "low": number(0, 0), "high": "…"}
                    yield Problem("simulation-out-of-range", self.place("missing", "by", variable, option), said)

    def options(self, variable: str, named: Mapping[tuple[str, ...], Iterable[str]], *keys: str) -> Iterator[Problem]:
        """A variable that people choose an option of, and options that it has; `named` has them by inner keys."""
        yield from self.unknown("simulation-not-a-choice", variable, self.choices, *keys)
        known = self.choices[variable].options if variable in self.choices else None
        for inner, options in named.items():
            for option in options:
                if known is not None and option not in known:
                    said = {"word": option, "id": variable, "hint": did_you_mean(option, known)}
                    yield Problem("simulation-unknown-option", self.place(*keys, variable, *inner, option), said)

    def shares(self) -> Iterator[Problem]:
        """Shares lie between 0 and 1, and name what is asked."""
        missing, careless = self.model.missing, self.model.careless
        known = [*self.questionnaire.item_by_id, *self.questionnaire.item_of]
        for name in missing.items:
            yield from self.unknown("simulation-unknown-item", name, known, "missing", "items")
        yield from self.shares_within({"missing": missing.share}, "missing")
        yield from self.shares_within(missing.items, "missing", "items")
        yield from self.shares_within({"not_applicable": self.model.not_applicable}, "not_applicable")
        kinds = {"straight": careless.straight, "random": careless.random}
        yield from self.shares_within(kinds if sum(kinds.values()) <= 1 else {"careless": -1.0}, "careless")

    def shares_within(self, table: Mapping[str, float], *keys: str) -> Iterator[Problem]:
        for name, share in table.items():
            if not 0 <= share <= 1:
                yield Problem("share-out-of-range", self.place(*keys, name), {"key": name})

    def structure(self) -> Iterator[Problem]:
        """Paths without a circle, and variances that are left."""
        try:
            Structure.of(self.constructs, self.model.paths, self.model.correlations)
        except StructureError as error:
            key = "correlations" if error.code == "simulation-correlations" else "paths"
            share = error.values.get("share")
            said = dict(error.values) | ({"share": number(share)} if isinstance(share, float) else {})
            yield Problem(error.code, self.place(key, error.name), said)
