"""The base of all item kinds, and the registry that finds them.

A kind is one file in `items/` with a frozen dataclass under `@kind("name")`, and a folder
`templates/items/<name>/` with its form partial. Its parts, in the order of the file:

1. fields, with a docstring that says when to use the kind and shows a YAML sample;
2. `faults`: what the types of the fields cannot say;
3. `form.html`: sees the item and the slots of its inputs (see `form.page`);
4. `parse` and `fields_of`: posted fields -> Answers, and back for showing a saved answer again;
5. `variables`: the columns, from which coding follows;
6. `summary`: Table and Figure of the answers;
7. `random_answer`: a plausible answer for simulation and tests.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, ClassVar, Literal, NewType, Self, TypeVar

from surveykit.core.codebook import Answers, Missing, ResponseScale, Value, Variable
from surveykit.core.expression import Expression, Lookup
from surveykit.core.finding import Figure, Table
from surveykit.core.language import Text
from surveykit.errors import AnswerError, Place, Problem

if TYPE_CHECKING:
    from surveykit.core.dataset import Dataset

Posted = Mapping[str, list[str]]
"""What a browser sent: field name -> its values, in order."""

MAXIMUM_TEXT = 10_000

RuleId = NewType("RuleId", str)
"""The name of a rule of the questionnaire checker: S1, L4 (see `design.check.catalogue`)."""


@dataclass(frozen=True)
class Part:
    """A row of a matrix, or what every option has too. `relevant` says when it is shown.

    `anchored` keeps its place where the others are shown in a random order.
    """

    label: Text
    relevant: Expression | None = None
    anchored: bool = False

    @property
    def fixed(self) -> bool:
        """Whether it keeps its place in a random order."""
        return self.anchored

    @classmethod
    def labelled(cls) -> bool:
        """Whether it is written as a label with flags beside it; one that makes its label itself is not."""
        return any(f.name == "label" and f.init for f in fields(cls))


@dataclass(frozen=True)
class Option(Part):
    """One answer to choose. `code` is its number in the data (its position, if not said).

    An option that is to be specified, excludes the others or stands for a missing answer keeps its place.
    """

    code: int | None = None
    specify: bool = False
    exclusive: bool = False
    missing: Missing | None = None

    @property
    def fixed(self) -> bool:
        """Whether it keeps its place in a random order."""
        return self.anchored or self.specify or self.exclusive or self.missing is not None


Options = Mapping[str, Option]


@dataclass(frozen=True)
class Validation:
    """A rule on answers: `check` must hold, else `message`. What the check cannot know does not break it.

    `hard` keeps the page, `soft` asks once and then lets pass, `note` only says so.
    """

    check: Expression
    message: Text
    level: Literal["hard", "soft", "note"] = "hard"


@dataclass(frozen=True)
class Summary:
    """What an item's answers look like: a table, a figure, and how many answered."""

    n: int
    table: Table
    figure: Figure | None


@dataclass(frozen=True, kw_only=True)
class Item:
    """One question. `relevant` says when it is asked (always, if not said)."""

    kind: ClassVar[str] = ""
    templates: ClassVar[Path | None] = None
    """The folder of the templates of a kind of another package (see `items.outside`)."""
    part_field: ClassVar[str] = ""
    """The field that holds the parts: "options", "rows", ..."""
    locked: ClassVar[bool] = False
    """Whether an answer stays as it was sent, because what is shown next would change it."""
    unseen: ClassVar[bool] = False
    """Whether respondents never see it: what is hidden, calculated or drawn."""
    parts_are_variables: ClassVar[bool] = False
    """Whether the names of the parts are names of variables, as the rows of a matrix are."""

    id: str
    text: Text
    help: Text | None = None
    required: bool = False
    relevant: Expression | None = None
    content: Literal["factual", "behaviour", "motive", "attitude"] | None = None
    manner: Literal["direct", "indirect", "hypothetical"] = "direct"
    sensitive: bool = False
    shuffle: bool = False
    """Whether the parts stand in an order drawn for each respondent."""
    anchored: bool = False
    """Whether it keeps its place where the section's items are shuffled."""
    validate: tuple[Validation, ...] = ()
    attention: Expression | None = None
    """What holds for somebody who reads: an attention check, which cleaning looks at."""
    ignore: Mapping[RuleId, str] = field(default_factory=dict)
    """Rules whose advice on it is set aside, each with the reason."""

    def faults(self) -> Iterator[tuple[str, dict[str, object]]]:
        """What is wrong with the definition: (problem code, values)."""
        yield from ()

    def variables(self) -> tuple[Variable, ...]:
        """The columns that this item fills, in order."""
        raise NotImplementedError

    def parse(self, posted: Posted) -> dict[str, Value | Missing]:
        """Posted fields -> one entry for each variable. Raises AnswerError naming the fields at fault."""
        raise NotImplementedError

    def fields_of(self, answers: Answers) -> dict[str, list[str]]:
        """The fields that would post these answers: the inverse of `parse`."""
        raise NotImplementedError

    def parts(self) -> Mapping[str, Part]:
        """The parts by name: options, rows. Each may have a condition, and stand in a random order."""
        parts: Mapping[str, Part] = getattr(self, self.part_field) if self.part_field else {}
        return parts

    def only(self, names: Sequence[str]) -> Self:
        """The same item with these parts in this order: what one respondent is shown."""
        if not self.part_field or tuple(self.parts()) == tuple(names):
            return self
        shown: dict[str, Any] = {self.part_field: {name: self.parts()[name] for name in names}}
        return replace(self, **shown)

    def expanded(self) -> "tuple[Item, ...]":
        """The items of the questionnaire that one entry of a definition makes: itself first."""
        return (self,)

    @property
    def after(self) -> str | None:
        """The id of an item that must have been sent before this one is shown."""
        return None

    def ticks(self) -> Mapping[str, str]:
        """The variable of the words beside an option -> that which says whether it was chosen, if it has one."""
        return {}

    def sent(self, answers: Answers) -> bool:
        """Whether it was sent and taken: then there is an entry for each variable, if only a blank."""
        return all(v.name in answers for v in self.variables())

    def optional(self) -> Self:
        """The same item with nothing required."""
        return replace(self, required=False)

    def faults_of(self, answers: Answers) -> tuple[Problem, ...]:
        """What is wrong with some answers to it taken together, such as two equal ranks; none is required."""
        try:
            self.optional().parse(self.fields_of(answers))
        except AnswerError as error:
            return tuple(error.problems)
        return ()

    def scale_of(self, variable: str) -> ResponseScale | None:
        """The response scale that one of its variables is answered on, if it is on one."""
        scale = getattr(self, "scale", None)
        return scale if isinstance(scale, ResponseScale) else None

    def summary(self, data: "Dataset") -> Summary | None:
        """How the answers are distributed; None where there is nothing to show."""
        raise NotImplementedError

    def drawn(self, seed: int, number: int) -> Sequence[str]:
        """The parts that one respondent gets; all of them, unless the kind draws a subset.

        `seed` is the respondent's own, `number` counts the questionnaire's respondents from 0.
        """
        return tuple(self.parts())

    @property
    def versions(self) -> int:
        """After how many respondents `drawn` begins anew: so many versions a printed questionnaire has."""
        return 1

    def computed(self, lookup: Lookup, seed: int, number: int) -> Mapping[str, Value | Missing] | None:
        """The values of an item that nobody answers: calculated, drawn. None for an item that is answered."""
        return None

    def renamed(self, suffix: str) -> Self:
        """The same item once more, under an id (and names of variables) with this ending."""
        change: dict[str, Any] = {"id": f"{self.id}{suffix}"}
        if self.parts_are_variables:
            change[self.part_field] = {f"{name}{suffix}": part for name, part in self.parts().items()}
        return replace(self, **change)

    def neighbours(self) -> Hashable | None:
        """What it has in common with items beside which it can be shown in one summary; None: it stands alone."""
        return None

    @classmethod
    def together(cls, items: "Sequence[Item]", text: Text) -> "Item":
        """One item in whose summary these neighbours stand side by side, named after the first."""
        raise NotImplementedError

    def random_answer(self, random: Random) -> dict[str, Value | Missing]:
        """A plausible answer, for simulation."""
        raise NotImplementedError

    def wrong(self, code: str, field: str | None = None, **values: object) -> AnswerError:
        """The error that a field's answer cannot be taken."""
        return AnswerError(self.problem(code, field, **values))

    def problem(self, code: str, field: str | None = None, **values: object) -> Problem:
        """The same as a Problem, where several are collected."""
        return Problem(code, Place(field=field or self.id), {"item": self.text, **values})

    def unanswered(self) -> dict[str, Value | Missing]:
        """Not answered, in every variable."""
        return {v.name: Missing.NOT_ANSWERED for v in self.variables()}


KINDS: dict[str, type[Item]] = {}
KindClass = TypeVar("KindClass", bound=type[Item])


def kind(name: str) -> Callable[[KindClass], KindClass]:
    """Register an item kind under its name in questionnaires. Raises ValueError if the name is taken."""

    def register(cls: KindClass) -> KindClass:
        if name in KINDS:
            raise ValueError(f"the item kind {name} is registered twice")
        cls.kind = name
        KINDS[name] = cls
        return cls

    return register


def posted_one(posted: Posted, field: str) -> str:
    """The one value of a field, trimmed; empty if it was not sent. The last wins if several were."""
    values = posted.get(field) or [""]
    return values[-1].strip()


def coded(options: Mapping[str, Option]) -> dict[str, int]:
    """Option id -> its number: the stated code, else its position from 1."""
    return {name: at if option.code is None else option.code for at, (name, option) in enumerate(options.items(), 1)}


def labels(options: Mapping[str, Option]) -> dict[int, Text]:
    """Number -> label of the options that are answers, not reasons for a missing one."""
    numbers = coded(options)
    return {numbers[name]: option.label for name, option in options.items() if option.missing is None}


def chosen_reasons(options: Mapping[str, Option]) -> frozenset[Missing]:
    """Why a variable of these options can be missing: not answered, or a reason that an option names."""
    return frozenset({Missing.NOT_ANSWERED, *(o.missing for o in options.values() if o.missing)})


def option_faults(options: Mapping[str, Option]) -> Iterator[tuple[str, dict[str, object]]]:
    """What is wrong with a list of options, whatever the kind."""
    if len([o for o in options.values() if o.missing is None]) < 2:
        yield "too-few-options", {}
    codes = list(coded(options).values())
    for code in sorted({c for c in codes if codes.count(c) > 1}):
        yield "duplicate-code", {"code": code}
    for code in sorted({*codes} & {m.value for m in Missing}):
        yield "missing-code-in-range", {"value": code}


def clean_text(text: str) -> str:
    """A typed text with one kind of line end. Raises ValueError for what no database keeps (NUL, half characters)."""
    if "\x00" in text or any("\ud800" <= c <= "\udfff" for c in text):
        raise ValueError("unstorable")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def all_answers(parse: Callable[[str], Value | Missing], posted: Iterable[str]) -> list[Value | Missing]:
    """Parse every field; raise one AnswerError with the problems of all that failed."""
    results: list[Value | Missing] = []
    problems: list[Problem] = []
    for own in posted:
        try:
            results.append(parse(own))
        except AnswerError as error:
            problems.extend(error.problems)
    if problems:
        raise AnswerError(*problems)
    return results
