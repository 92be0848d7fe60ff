"""Which variables a public extract leaves out, and which of the others tell what too few have in common."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property

from surveykit.core.codebook import Codebook, Level, Origin, Variable
from surveykit.core.expression import Expression
from surveykit.core.questionnaire import Questionnaire
from surveykit.core.universe import universes

REASONS = ("text", "link", "sensitive", "told", "number")
"""Why a variable is left out: the first that applies."""
_CATEGORICAL = (Level.NOMINAL, Level.ORDINAL)


@dataclass(frozen=True, eq=False)
class Sources:
    """What the variables of a questionnaire come from, and so tell of each other."""

    read: Questionnaire

    @cached_property
    def _variables(self) -> tuple[Variable, ...]:
        """Each after those that it comes from."""
        return self.read.codebook.variables

    @cached_property
    def _universes(self) -> dict[str, Expression]:
        return universes(self.read)

    def _made_of(self, name: str) -> frozenset[str]:
        """The variables that one is computed from."""
        if name in self.read.derived_by_id:
            return frozenset(self.read.derived_by_id[name].sources(self.read.codebook))
        value = getattr(self.read.item_of.get(name), "value", None)
        return value.names if isinstance(value, Expression) else frozenset()

    def _asked_by(self, name: str) -> frozenset[str]:
        """The variables that decide whether one is asked."""
        return self._universes[name].names if name in self._universes else frozenset()

    def _linked(self, name: str) -> bool:
        """Whether it comes with the link: nobody sees it, and nothing computes it."""
        item = self.read.item_of.get(name)
        return item is not None and item.unseen and item.computed(lambda name: None, 0, 0) is None

    @cached_property
    def _known(self) -> frozenset[str]:
        """What others may know of a respondent: background, link, the firm's records, and what is made of these."""
        found: set[str] = set()
        for v in self._variables:
            own = v.name in self.read.background or v.origin is Origin.RECORD or self._linked(v.name)
            if own or not found.isdisjoint(self._made_of(v.name)):
                found.add(v.name)
        return frozenset(found)

    def keys(self, withheld: Collection[str]) -> list[str]:
        """The variables, among those that are given away, by which somebody could be recognised."""
        own = (v for v in self._variables if v.name in self._known and v.level in _CATEGORICAL)
        return [v.name for v in own if v.name not in withheld]

    def withheld(self, chosen: Collection[str]) -> dict[str, str]:
        """Variable -> why it is left out, unless it is chosen."""
        found: dict[str, str] = {}
        for v in self._variables:
            reason = None if v.name in chosen else self._reason(v, found)
            if reason is not None:
                found[v.name] = reason
        return found

    def _reason(self, v: Variable, found: Mapping[str, str]) -> str | None:
        """The bands of a number are not told by it: they are blanked where they are rare."""
        tells = self._asked_by(v.name) | {name for name in self._made_of(v.name) if found.get(name) != "number"}
        holds = {
            "text": v.level is Level.TEXT,
            "link": self._linked(v.name),
            "sensitive": v.name in self.read.sensitive,
            "told": not tells.isdisjoint(found),
            "number": v.name in self._known and v.level not in _CATEGORICAL,
        }
        return next((reason for reason in REASONS if holds[reason]), None)

    def telling(self, keys: Sequence[str]) -> dict[str, set[str]]:
        """Variables whose cells would tell what is blanked in others -> which of `keys` they tell."""
        found: dict[str, set[str]] = {}
        for v in (v for v in self._variables if v.name not in keys):
            sources = self._asked_by(v.name) | self._made_of(v.name)
            told = {key for name in sources for key in (found.get(name, ()) if name not in keys else (name,))}
            if told:
                found[v.name] = told
        return found


@dataclass(frozen=True)
class _Part(Codebook):
    """The variables that are given away. The others are known by name, for the words of formulas and conditions."""

    known: tuple[Variable, ...] = ()

    @cached_property
    def by_name(self) -> dict[str, Variable]:
        return {v.name: v for v in self.known}


@dataclass(frozen=True)
class Restricted(Questionnaire):
    """A questionnaire whose codebook lacks some variables."""

    withheld: frozenset[str] = frozenset()

    @classmethod
    def of(cls, read: Questionnaire, withheld: Collection[str]) -> "Restricted":
        """The questionnaire without these variables."""
        return cls(**{f.name: getattr(read, f.name) for f in fields(read)}, withheld=frozenset(withheld))

    @cached_property
    def codebook(self) -> Codebook:
        whole = super().codebook
        kept = tuple(v for v in whole.variables if v.name not in self.withheld)
        return _Part(kept, whole.constructs, whole.variables)
