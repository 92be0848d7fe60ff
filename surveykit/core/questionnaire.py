"""A questionnaire: Sections of Items, the ResponseScales they use, the Constructs they measure."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from surveykit.core.codebook import Answers, Codebook, Construct, Missing, ResponseScale, Value
from surveykit.core.expression import Expression
from surveykit.core.item import Item
from surveykit.core.language import Text


@dataclass(frozen=True)
class Section:
    """Items that stand together on one page of the form."""

    id: str
    title: Text
    items: tuple[Item, ...]
    intro: Text | None = None
    role: Literal["background", "body", "screening"] = "body"
    relevant: Expression | None = None


@dataclass(frozen=True)
class Instrument:
    """Where the questions come from and what may be claimed of them."""

    wording: Text
    status: Literal["unvalidated", "piloted", "validated"] = "unvalidated"
    note: Text | None = None
    references: tuple[str, ...] = ()


@dataclass(frozen=True)
class Questionnaire:
    """A whole questionnaire, as one text file defines it; `source` is that text."""

    id: str
    version: str
    languages: tuple[str, ...]
    title: Text
    sections: tuple[Section, ...]
    scales: Mapping[str, ResponseScale] = field(default_factory=dict)
    constructs: tuple[Construct, ...] = ()
    intro: Text | None = None
    closing: Text | None = None
    instrument: Instrument | None = None
    source: str = field(default="", compare=False)

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the source text: the version that a response refers to."""
        return hashlib.sha256(self.source.encode()).hexdigest()

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All items in order."""
        return tuple(item for section in self.sections for item in section.items)

    @cached_property
    def item_by_id(self) -> dict[str, Item]:
        """Items by id."""
        return {item.id: item for item in self.items}

    @cached_property
    def item_of(self) -> dict[str, Item]:
        """Variable name -> the item that fills it."""
        return {v.name: item for item in self.items for v in item.variables()}

    @cached_property
    def codebook(self) -> Codebook:
        """The variables and constructs."""
        return Codebook(tuple(v for item in self.items for v in item.variables()), self.constructs)

    def section(self, id: str) -> Section:
        """The section of that id. Raises KeyError."""
        for section in self.sections:
            if section.id == id:
                return section
        raise KeyError(id)

    def asked(self, answers: Answers) -> dict[str, bool]:
        """Item id -> whether it is asked, given the answers. What an unasked item would hold counts as unknown."""
        state: dict[str, bool] = {}

        def lookup(name: str) -> Value | Missing | None:
            item = self.item_of.get(name)
            return answers.get(name) if item is None or state.get(item.id, False) else None

        for section in self.sections:
            shown = section.relevant is None or section.relevant.holds(lookup)
            for item in section.items:
                state[item.id] = shown and (item.relevant is None or item.relevant.holds(lookup))
        return state

    def settled(self, answers: Answers) -> dict[str, Value | Missing]:
        """The answers with a value or a reason in every variable: unasked items are not_asked, whatever was typed."""
        asked = self.asked(answers)
        return {
            v.name: answers.get(v.name, Missing.NOT_ANSWERED) if asked[item.id] else Missing.NOT_ASKED
            for item in self.items
            for v in item.variables()
        }
