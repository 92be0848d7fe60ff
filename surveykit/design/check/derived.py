"""Derived variables: what they name is there, stands above, and can be put together as they say."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from surveykit.core.codebook import Codebook, Level, Variable
from surveykit.core.derived import Bands, Derived, Recode, is_tick, possible
from surveykit.core.document import did_you_mean
from surveykit.core.numbers import exact
from surveykit.design.check.scope import Rule, Scope
from surveykit.errors import Place, Problem

_CATEGORIES = (Level.NOMINAL, Level.ORDINAL)
_NUMBERS = (Level.INTERVAL, Level.RATIO)


def names_taken(scope: Scope) -> Iterator[Problem]:
    """No record and no derived variable has the name of a question's variable, of a construct or of another."""
    read = scope.questionnaire
    taken = [v.name.lower() for v in read.codebook.asked.variables] + [c.id.lower() for c in read.constructs]
    own = [("record", record.id) for record in read.records] + [("derived", derived.id) for derived in read.derived]
    taken += [id.lower() for _, id in own]
    for kind, id in own:
        if taken.count(id.lower()) > 1:
            yield Problem("name-taken", scope.place((kind, id)), {"id": id})


def derivations(scope: Scope) -> Iterator[Problem]:
    """Each reads what stands above it; what it makes of that is looked at where all of it is there."""
    read, asked = scope.questionnaire, scope.questionnaire.codebook.asked
    book = Codebook((*asked.variables, *(record.variable() for record in read.records)), asked.constructs)
    for derived in read.derived:
        own = _One(scope, derived, book)
        found = list(own.references())
        yield from found
        if not found:
            yield from own.faults()
        book = Codebook((*book.variables, derived.variable(book)), book.constructs)


@dataclass(frozen=True)
class _One:
    """One derived variable; `book` has the variables that it may read."""

    scope: Scope
    derived: Derived
    book: Codebook

    def place(self, word: str = "", key: str = "") -> Place:
        """Where a word, or all under a key, stands; else the variable."""
        way, id = key or self.derived.ways[0], self.derived.id
        return self.scope.place((f"derived {way}", f"{id}.{word}" if word else id), ("derived", id))

    def values(self, **values: object) -> dict[str, object]:
        """What a message names: the variable, and more."""
        return {"id": self.derived.id, **values}

    def references(self) -> Iterator[Problem]:
        """What is wrong with the names that it reads."""
        names = self.derived.names
        later = {own.id: own for own in self.scope.questionnaire.derived if own.id not in self.book.by_name}
        for name in dict.fromkeys(names):
            place = self.place(name)
            if names.count(name) > 1:
                yield Problem("derived-twice", place, self.values(name=name))
            if name in self.book.by_name:
                continue
            if name in later:
                circle = _reads(later, name, self.derived.id)
                yield Problem("derived-circle" if circle else "derived-later", place, self.values(name=name))
            elif name in self.book.construct_by_id:
                if self.derived.index is None or len(names) > 1:
                    yield Problem("derived-construct", place, self.values(name=name))
            elif parts := self.scope.parts(name):
                yield Problem("derived-parts", place, self.values(name=name, parts=parts))
            else:
                known = [*self.book.by_name, *(self.book.construct_by_id if self.derived.index else ())]
                yield Problem("derived-unknown", place, self.values(name=name, hint=did_you_mean(name, known)))

    def faults(self) -> Iterator[Problem]:
        """What is wrong with how it puts together what it reads."""
        sources = [self.book.by_name[name] for name in self.derived.sources(self.book)]
        if self.derived.recode:
            yield from self.recode(self.derived.recode, sources[0])
        else:
            yield from (
                Problem("derived-needs-numbers", self.place(v.name), self.values(name=v.name))
                for v in sources
                if v.level is Level.TEXT or (v.level is Level.NOMINAL and (self.derived.bands or not is_tick(v)))
            )
        if self.derived.bands:
            yield from self.bands(self.derived.bands, sources[0])
        if self.derived.mean or self.derived.index:
            yield from self.average(sources)
        yield from self.settings()

    def recode(self, recode: Recode, source: Variable) -> Iterator[Problem]:
        words = tuple(source.stored) or tuple(map(str, possible(source)))
        if not words:
            yield Problem("derived-needs-values", self.place(source.name), self.values(name=source.name))
            return
        for word, option in recode.codes.items():
            if word not in words:
                hint = did_you_mean(word, words)
                yield Problem("derived-unknown-value", self.place(word, "code"), self.values(word=word, hint=hint))
            if option not in recode.options:
                hint = did_you_mean(option, recode.options)
                yield Problem("derived-unknown-option", self.place(option), self.values(word=option, hint=hint))
        if lacking := tuple(word for word in words if word not in recode.codes):
            yield Problem("derived-values-left", self.place(key="recode"), self.values(words=lacking))
        for option in recode.options:
            if option not in recode.codes.values():
                yield Problem("derived-unused-option", self.place(option), self.values(word=option))

    def bands(self, bands: Bands, source: Variable) -> Iterator[Problem]:
        if not bands.at or any(one >= other for one, other in pairwise(bands.at)):
            yield Problem("derived-edges", self.place(key="bands"), self.values())
            return
        if len(bands.options) != len(bands.at) + 1:
            values = {"wanted": len(bands.at) + 1, "found": len(bands.options)}
            yield Problem("derived-bands-count", self.place(key="bands"), self.values(**values))
        above = bands.on_edge == "above"
        first, last = bands.at[0], bands.at[-1]
        low, high = source.minimum, source.maximum
        if low is not None and (first <= low if above else first < low):
            yield Problem(
                "derived-empty-band", self.place(exact(first)), self.values(edge=exact(first), name=source.name)
            )
        if high is not None and (last > high if above else last >= high):
            yield Problem(
                "derived-empty-band", self.place(exact(last)), self.values(edge=exact(last), name=source.name)
            )

    def average(self, sources: Sequence[Variable]) -> Iterator[Problem]:
        ranges = {(v.minimum, v.maximum) for v in sources}
        if len({ends for ends in ranges if None not in ends}) > 1:
            yield Problem("derived-mixed-scales", self.place(key=self.derived.ways[0]), self.values())
        index = self.derived.index
        if index and any(None in ends for ends in ranges):
            yield Problem("derived-without-ends", self.place(key="index"), self.values())
        if index and index.low >= index.high:
            yield Problem("derived-index-ends", self.place(key="index"), self.values())

    def settings(self) -> Iterator[Problem]:
        derived, (way,) = self.derived, self.derived.ways
        known = _CATEGORIES if derived.options else _NUMBERS
        if derived.level is not None and derived.level not in known:
            levels = tuple(level.value for level in known)
            yield Problem("derived-level", self.place(key="level"), self.values(way=way, known=levels))
        if derived.unit is not None and derived.options:
            yield Problem("derived-unit", self.place(key="unit"), self.values(way=way))
        share = derived.minimum_answered
        if share is not None and (way not in ("mean", "index") or derived.construct(self.book)):
            yield Problem("derived-minimum", self.place(key="minimum_answered"), self.values())
        elif share is not None and not 0 < share <= 1:
            yield Problem("share-out-of-range", self.place(key="minimum_answered"), {"key": "minimum_answered"})


def _reads(later: Mapping[str, Derived], name: str, wanted: str) -> bool:
    """Whether a derived variable, or one that it reads, reads another; or is it."""
    seen, ahead = set[str](), [name]
    while ahead:
        own = ahead.pop()
        if own == wanted:
            return True
        if own not in seen:
            seen.add(own)
            ahead += [inner for inner in later[own].names if inner in later]
    return False


DERIVED_RULES: tuple[Rule, ...] = (names_taken, derivations)
