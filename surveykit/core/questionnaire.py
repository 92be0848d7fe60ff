"""A questionnaire: Sections of Items, the ResponseScales they use, the Constructs they measure."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Literal, TypeVar

from surveykit.core.codebook import Answers, Codebook, Construct, Missing, ResponseScale, Value, Variable
from surveykit.core.derived import Derived
from surveykit.core.expression import Expression
from surveykit.core.item import Item, RuleId
from surveykit.core.language import Text
from surveykit.core.ordering import derived, shuffled
from surveykit.core.record import Record

Thing = TypeVar("Thing", Item, "Section")


@dataclass(frozen=True)
class Section:
    """Items that stand together on one page of the form.

    `repeat` names a multiple choice: loading makes one section for each of its options. `shuffle` draws an order
    of the items for each respondent; an anchored section keeps its place among shuffled ones. Where `screen_out`
    holds after the section was answered, the interview ends there.
    """

    id: str
    title: Text
    items: tuple[Item, ...]
    intro: Text | None = None
    role: Literal["background", "body", "screening"] = "body"
    relevant: Expression | None = None
    repeat: str | None = None
    shuffle: bool = False
    anchored: bool = False
    screen_out: Expression | None = None

    @property
    def fixed(self) -> bool:
        """Whether it keeps its place in a random order of sections."""
        return self.anchored or self.role != "body"


@dataclass(frozen=True)
class Quota:
    """How many complete responses are wanted of those for whom `when` holds."""

    label: Text
    when: Expression
    limit: int


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
    records: tuple[Record, ...] = ()
    derived: tuple[Derived, ...] = ()
    intro: Text | None = None
    closing: Text | None = None
    screened: Text | None = None
    """What somebody reads who was screened out."""
    instrument: Instrument | None = None
    quotas: Mapping[str, Quota] = field(default_factory=dict)
    shuffle: bool = False
    """Whether the sections stand in an order drawn for each respondent."""
    ignore: Mapping[RuleId, str] = field(default_factory=dict)
    """Rules whose advice on the whole questionnaire is set aside, each with the reason."""
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
    def variables_of(self) -> dict[str, tuple[Variable, ...]]:
        """Item id -> its variables."""
        return {item.id: item.variables() for item in self.items}

    @cached_property
    def item_of(self) -> dict[str, Item]:
        """Variable name -> the item that fills it."""
        return {v.name: item for item in self.items for v in self.variables_of[item.id]}

    @cached_property
    def decisive(self) -> frozenset[str]:
        """The variables whose answers decide which items are asked."""
        conditions: list[Expression | None] = [section.relevant for section in self.sections]
        names: set[str] = set()
        for item in self.items:
            conditions += [item.relevant, *(part.relevant for part in item.parts().values())]
            conditions += [value for spec in fields(item) if isinstance(value := getattr(item, spec.name), Expression)]
            if item.after is not None:
                names.update(v.name for v in self.variables_of[item.after])
        return frozenset(names).union(*(condition.names for condition in conditions if condition is not None))

    @cached_property
    def codebook(self) -> Codebook:
        """The variables and constructs: what is asked, the firm's records, and what is derived from those before it."""
        asked = (v for item in self.items for v in self.variables_of[item.id])
        book = Codebook((*asked, *(record.variable() for record in self.records)), self.constructs)
        for own in self.derived:
            book = Codebook((*book.variables, own.variable(book)), self.constructs)
        return book

    @cached_property
    def sensitive(self) -> frozenset[str]:
        """The variables that are said to be sensitive, and what is derived from them."""
        found = {v.name for item in self.items if item.sensitive for v in self.variables_of[item.id]}
        found |= {record.id for record in self.records if record.sensitive}
        for own in self.derived:
            if not found.isdisjoint(own.sources(self.codebook)):
                found.add(own.id)
        return frozenset(found)

    @cached_property
    def background(self) -> frozenset[str]:
        """The variables on the respondents themselves, whose small groups could point at a person."""
        items = (item for section in self.sections if section.role == "background" for item in section.items)
        return frozenset(v.name for item in items for v in self.variables_of[item.id])

    @cached_property
    def derived_by_id(self) -> dict[str, Derived]:
        """Derived variables by id."""
        return {own.id: own for own in self.derived}

    def section(self, id: str) -> Section:
        """The section of that id. Raises KeyError."""
        for section in self.sections:
            if section.id == id:
                return section
        raise KeyError(id)

    def route(self, answers: Answers, seed: int = 0, number: int = 0) -> "Route":
        """What one respondent is asked, given the answers so far. `seed` and `number` draw what is random."""
        return _Walk(self, answers, seed, number).route()

    def asked(self, answers: Answers) -> Mapping[str, bool]:
        """Item id -> whether it is asked, given the answers."""
        return self.route(answers).asked

    def settled(self, answers: Answers) -> dict[str, Value | Missing]:
        """The answers with a value or a reason in every variable."""
        return self.route(answers).settled


@dataclass(frozen=True)
class Route:
    """What one respondent is asked, and in which order.

    `sections` are all sections in the respondent's order; their items are restricted to the parts that are shown.
    `asked` says of each item whether it is asked. `settled` has a value or a reason in every variable: what is
    not asked is not_asked, whatever was typed; what nobody answers is computed.
    """

    sections: tuple[Section, ...]
    asked: Mapping[str, bool]
    settled: dict[str, Value | Missing]
    screened_out: bool

    def items(self, section: Section) -> tuple[Item, ...]:
        """The items of a section that are asked, and seen."""
        return tuple(item for item in section.items if self.asked[item.id] and not item.unseen)

    def section(self, id: str) -> Section:
        """The section of that id, as it is shown. Raises KeyError."""
        for section in self.sections:
            if section.id == id:
                return section
        raise KeyError(id)

    @property
    def pages(self) -> tuple[Section, ...]:
        """The sections in which something is asked."""
        return tuple(section for section in self.sections if self.items(section))

    def orders(self) -> dict[str, list[str]]:
        """What was shown in which order, as data: sections, items of each section, parts of each item."""
        shown: dict[str, list[str]] = {"sections": [section.id for section in self.pages]}
        for section in self.pages:
            shown[f"section {section.id}"] = [item.id for item in self.items(section)]
            for item in self.items(section):
                if item.shuffle:
                    shown[f"item {item.id}"] = list(item.parts())
        return shown


class _Walk:
    """Goes through a questionnaire in its written order: a condition reads what was asked before."""

    def __init__(self, questionnaire: Questionnaire, answers: Answers, seed: int, number: int) -> None:
        self.questionnaire = questionnaire
        self.answers = answers
        self.seed = seed
        self.number = number
        self.asked: dict[str, bool] = {}
        self.settled: dict[str, Value | Missing] = {}
        self.screened_out = False

    def route(self) -> Route:
        sections = tuple(self.section(section) for section in self.questionnaire.sections)
        if self.questionnaire.shuffle:
            sections = self.shuffled("", sections)
        return Route(sections, self.asked, self.settled, self.screened_out)

    def section(self, section: Section) -> Section:
        shown = self.holds(section.relevant)
        items = tuple(self.item(item, shown) for item in section.items)
        if shown and section.screen_out is not None and section.screen_out.holds(self.lookup):
            self.screened_out = True
        items = self.shuffled(section.id, items) if section.shuffle else items
        changed = any(shown is not written for shown, written in zip(items, section.items, strict=True))
        return replace(section, items=items) if changed else section

    def item(self, item: Item, section_shown: bool) -> Item:
        """The item as it is shown; notes whether it is asked and what stands in its variables."""
        asked = section_shown and self.holds(item.relevant) and self.may_follow(item)
        drawn = item.drawn(derived(self.seed, item.id), self.number)
        names = [name for name in drawn if self.holds(item.parts()[name].relevant)]
        shown = item.only(names)
        self.asked[item.id] = asked and (bool(names) or not item.parts())
        self.settle(item, shown)
        if item.shuffle:
            fixed = {name for name in names if item.parts()[name].fixed}
            shown = item.only(shuffled(names, fixed, derived(self.seed, item.id)))
        return shown

    def settle(self, item: Item, shown: Item) -> None:
        variables = self.questionnaire.variables_of[item.id]
        for v in variables:
            self.settled[v.name] = Missing.NOT_ASKED
        if not self.asked[item.id]:
            return
        computed = item.computed(self.lookup, derived(self.seed, item.id), self.number)
        known = self.answers if computed is None else computed
        for v in variables if shown is item else shown.variables():
            answer = known.get(v.name, Missing.NOT_ANSWERED)
            offered = not v.stored or not isinstance(answer, str) or answer in v.stored
            self.settled[v.name] = answer if offered else Missing.NOT_ANSWERED

    def may_follow(self, item: Item) -> bool:
        """Whether the item that must be sent before this one has been."""
        return item.after is None or self.questionnaire.item_by_id[item.after].sent(self.answers)

    def holds(self, condition: Expression | None) -> bool:
        return condition is None or condition.holds(self.lookup)

    def lookup(self, name: str) -> Value | Missing | None:
        """What is known of a variable here; what no item fills comes from the answers as they are."""
        return self.settled.get(name) if name in self.questionnaire.item_of else self.answers.get(name)

    def shuffled(self, name: str, things: "tuple[Thing, ...]") -> "tuple[Thing, ...]":
        by_id = {thing.id: thing for thing in things}
        fixed = {thing.id for thing in things if (thing.fixed if isinstance(thing, Section) else thing.anchored)}
        order = shuffled(list(by_id), fixed, derived(self.seed, f"section {name}"))
        return tuple(by_id[id] for id in order)
