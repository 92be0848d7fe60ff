"""What a rule looks at."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from surveykit.core.codebook import Construct, ResponseScale
from surveykit.core.item import Item, Option
from surveykit.core.language import Text
from surveykit.core.questionnaire import Questionnaire, Section
from surveykit.design.check.minutes import Minutes, minutes
from surveykit.errors import Place, Problem

MOST_NAMES = 6
Places = Mapping[tuple[str, str], Place]


@dataclass(frozen=True)
class Asked:
    """An item that respondents see, with the section that it stands in."""

    section: Section
    item: Item

    @property
    def options(self) -> dict[str, Option]:
        """Its options by name; none for an item without a list."""
        return {name: part for name, part in self.item.parts().items() if isinstance(part, Option)}

    @property
    def answers(self) -> dict[str, Option]:
        """The options that say something: neither a reason for no answer, nor «none of these», nor «other»."""
        return {n: o for n, o in self.options.items() if not (o.missing or o.exclusive or o.specify)}

    @property
    def scales(self) -> tuple[ResponseScale, ...]:
        """The response scales that it is answered on. The reactions of a Kano item are categories, not a scale."""
        if self.item.kind == "kano":
            return ()
        return tuple(value for value in vars(self.item).values() if isinstance(value, ResponseScale))

    @property
    def scale(self) -> ResponseScale | None:
        """The first of its scales, if it has one."""
        return next(iter(self.scales), None)

    @property
    def rows(self) -> int:
        """How many judgements are made on its scale: the rows of a matrix, else 1."""
        return len(self.item.parts()) if self.item.parts_are_variables else 1


@dataclass(frozen=True)
class Scope:
    """A questionnaire and where its parts stand."""

    questionnaire: Questionnaire
    places: Places

    def place(self, *keys: tuple[str, str]) -> Place:
        """The first of these places that is known."""
        return next((self.places[key] for key in keys if key in self.places), Place())

    def of(self, item: Item, field: str = "", key: str = "") -> Place:
        """Where an item stands, or what its field holds under a key."""
        return self.place((f"{item.id}.{field}", key), ("item", item.id))

    def of_scale(self, asked: Asked, scale: ResponseScale) -> Place:
        """Where a scale of an item is defined: under its name, else at the item."""
        return self.place(("scale", scale.id), ("item", asked.item.id))

    def parts(self, name: str) -> tuple[str, ...]:
        """The names of the variables of an item that has several; none for any other name."""
        found = [item for item in self.questionnaire.items if item.id == name]
        names = [v.name for item in found for v in item.variables()]
        return (*names[:MOST_NAMES], "…") if len(names) > MOST_NAMES else tuple(names)

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """Everything that respondents see, in order."""
        return tuple(Asked(s, item) for s in self.questionnaire.sections for item in s.items if not item.unseen)

    @cached_property
    def body(self) -> tuple[Asked, ...]:
        """What is asked in the sections that neither screen nor ask about the person."""
        return tuple(asked for asked in self.asked if asked.section.role == "body")

    @cached_property
    def scaled(self) -> tuple[Asked, ...]:
        """The items on a response scale that is written down as one."""
        return tuple(asked for asked in self.asked if asked.scales)

    @cached_property
    def scales(self) -> tuple[tuple[ResponseScale, Asked], ...]:
        """Every scale once, with the first item that is answered on it."""
        first: dict[int, tuple[ResponseScale, Asked]] = {}
        for asked in self.scaled:
            for scale in asked.scales:
                first.setdefault(id(scale), (scale, asked))
        return tuple(first.values())

    @cached_property
    def constructs(self) -> dict[str, Construct]:
        """Variable -> the construct that it belongs to."""
        return {name: c for c in self.questionnaire.constructs for name in c.items}

    @cached_property
    def minutes(self) -> dict[str, Minutes]:
        """How long it takes, by language."""
        return minutes(self.questionnaire)

    def constructs_of(self, item: Item) -> list[Construct]:
        """The constructs that the variables of an item belong to."""
        names = (v.name for v in self.questionnaire.variables_of[item.id])
        return [self.constructs[name] for name in names if name in self.constructs]

    def wording(self, variable: str) -> Text:
        """What is asked for a variable: its row's words, else its item's."""
        item = self.questionnaire.item_of[variable]
        row = item.parts().get(variable) if item.parts_are_variables else None
        return row.label if row is not None else item.text


Rule = Callable[[Scope], Iterator[Problem]]
