"""What every export writes: the columns of a Dataset, and before them what is known of each response.

A missing cell of a number holds the code of its reason (-1 to -6), or what the format has for it. Texts, and numbers
that can be negative themselves, cannot hold a code: an empty cell says why in a column of its own beside it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property

import numpy as np

from surveykit.core.codebook import Level, Missing, Variable
from surveykit.core.columns import BLOCK, OTHER_VERSION, Bytes, Column, RealNumbers, Texts, text_array
from surveykit.core.dataset import Dataset
from surveykit.core.item import Option
from surveykit.core.language import Text, both, say
from surveykit.core.questionnaire import Questionnaire
from surveykit.core.response import Response, shown_id
from surveykit.interchange.columns import ID_COLUMNS
from surveykit.interchange.own_columns import CASE, reason_column

REASONS = tuple(Missing)
LOWEST = min(m.value for m in Missing)
_TIMES = ("started", "closed")
_ABOUT = ("status", *_TIMES, "version", "language")
OF_RESPONSE = tuple(f"{CASE}{name}" for name in _ABOUT)
"""The columns that say something of the response itself."""


class Kind(StrEnum):
    """What the cells of a field are. A time is counted in seconds since 1970, UTC."""

    TEXT = "text"
    NUMBER = "number"
    TIME = "time"
    REASON = "reason"


@dataclass(frozen=True)
class Field:
    """One column of an export. `variable` is the one whose answers, or whose reasons, it holds.

    `marked`: a cell without a value holds the code of its reason.
    """

    name: str
    label: Text
    kind: Kind
    level: Level
    variable: Variable | None = None
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of a response beside its answers. Times are in UTC; `version` is its label and a hash."""

    id: str
    status: str
    started: datetime | None
    closed: datetime | None
    version: str
    language: str


class Cases(dict[str, Case]):
    """Response id -> Case, noted as the responses pass."""

    def __init__(self, versions: Mapping[str, str]) -> None:
        """`versions` maps a version's hash to its label."""
        super().__init__()
        self.versions = versions

    def passing(self, responses: Iterator[Response]) -> Iterator[Response]:
        """The same responses, each noted."""
        for response in responses:
            version = f"{self.versions[response.version]}+{response.version[:8]}"
            self[response.id] = Case(
                shown_id(response),
                response.status.value,
                response.started,
                response.closed,
                version,
                response.language or "",
            )
            yield response

    def shown(self) -> dict[str, tuple[str, str]]:
        """Response id -> the id and the version that are shown."""
        return {id: (case.id, case.version) for id, case in self.items()}


@dataclass(frozen=True, eq=False)
class ExportTable:
    """The columns of an export, in their order. `language` is that of labels; `flagged` adds the cleaning flags.

    `about`: the columns on the response itself that stand beside its id. `remarks`: what is said in the file of a
    public extract.
    """

    data: Dataset
    cases: Mapping[str, Case]
    language: str
    flagged: bool = False
    about: tuple[str, ...] = OF_RESPONSE
    remarks: tuple[Text, ...] = ()

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The response itself, then the variables, each beside its reasons where it has a column for them."""
        return (*self._own, *(field for v in self.data.codebook.variables for field in _fields(v)))

    @cached_property
    def _own(self) -> tuple[Field, ...]:
        names = [name.removeprefix(CASE) for name in self.about] + (["flags"] if self.flagged else [])
        id = Field(self._id_name, both("export.field.id"), Kind.TEXT, Level.TEXT)
        return id, *(
            Field(f"{CASE}{name}", both(f"export.field.{name}"), Kind.TIME if name in _TIMES else Kind.TEXT, Level.TEXT)
            for name in names
        )

    @property
    def _id_name(self) -> str:
        taken = {name.lower() for name in self.data.codebook.by_name}
        return next(name for name in ID_COLUMNS if name not in taken)

    @property
    def questionnaire(self) -> Questionnaire:
        """What was asked."""
        return self.data.questionnaire

    @property
    def n(self) -> int:
        """How many rows."""
        return self.data.n

    @cached_property
    def ids(self) -> list[str]:
        """The ids of the rows as they are shown: of two that are alike, the response's own."""
        own = set(self.data.respondents)
        return [case.id if case.id == id or case.id not in own else id for id, case in self._rows()]

    def _rows(self) -> Iterator[tuple[str, Case]]:
        return ((id, self.cases[id]) for id in self.data.respondents)

    def blocks(self) -> Iterator[slice]:
        """The rows, some thousands at a time."""
        for start in range(0, self.n, BLOCK):
            yield slice(start, min(self.n, start + BLOCK))

    def column(self, field: Field) -> Column:
        """The cells of a field. In a column of reasons, the code of a reason is a value."""
        if field.variable is None:
            return self._case_column(field)
        column = self.data.column(field.variable.name)
        return reasons_as_values(column.codes) if field.kind is Kind.REASON else column

    def _case_column(self, field: Field) -> Column:
        if field.name == self._own[0].name:
            return _texts(self.ids)
        name = field.name.removeprefix(CASE)
        if name == "flags":
            return _texts(self._flags())
        values = [getattr(case, name) for _, case in self._rows()]
        if field.kind is Kind.TEXT:
            return _texts(values)
        seconds = np.array([np.nan if t is None else np.floor(t.timestamp()) for t in values], dtype=np.float64)
        return RealNumbers(seconds, np.where(np.isnan(seconds), Missing.NOT_ANSWERED.value, 0).astype(np.int8))

    def _flags(self) -> list[str]:
        """The rules that ask about each respondent."""
        rules: dict[str, dict[str, None]] = {}
        for flag in self.data.flags:
            rules.setdefault(flag.respondent, {})[flag.rule] = None
        return [" ".join(rules.get(id, ())) for id in self.data.respondents]

    def label(self, field: Field) -> str:
        """The words for a column, on one line."""
        return flat(say(field.label, self.language))

    def value_labels(self, field: Field) -> dict[int, str]:
        """Code -> words, on one line: of the values, and of the reasons whose codes can stand in the column."""
        v = field.variable
        if v is None:
            return {}
        labels = {} if field.kind is Kind.REASON else {code: say(t, self.language) for code, t in v.values.items()}
        if field.marked or field.kind is Kind.REASON:
            labels |= {m.value: say(t, self.language) for m, t in self.reasons(v).items()}
        return {code: flat(label) for code, label in sorted(labels.items())}

    def reasons(self, variable: Variable) -> dict[Missing, Text]:
        """Why a cell of a variable can be empty, and the words for it: the questionnaire's own, where it has some."""
        found = {m for m in REASONS if (self.data.codes(variable.name) == m.value).any()}
        words = chosen_words(self.questionnaire, variable)
        return {m: words.get(m, both(f"missing.{m.id}")) for m in REASONS if m in {*variable.reasons, *found}}


def _fields(v: Variable) -> Iterator[Field]:
    marked = v.holds_reasons
    yield Field(v.name, v.label, Kind.NUMBER if v.numeric else Kind.TEXT, v.level, v, marked)
    if not marked:
        label = both("export.field.missing", name=v.name)
        yield Field(reason_column(v.name), label, Kind.REASON, Level.NOMINAL, v)


def chosen_words(questionnaire: Questionnaire, v: Variable) -> dict[Missing, Text]:
    """The words under which respondents chose a reason: «did not use» for not_applicable, ...."""
    item = questionnaire.item_of.get(v.name)
    if item is None:
        return {}
    scale = item.scale_of(v.name)
    if scale is not None:
        return dict(scale.missing)
    parts = item.parts().values() if v.stored else ()
    return {part.missing: part.label for part in parts if isinstance(part, Option) and part.missing is not None}


def reasons_as_values(codes: Bytes) -> RealNumbers:
    """A column of the codes of reasons; the other cells have none."""
    there = (codes < 0) & (codes >= LOWEST)
    return RealNumbers(
        np.where(there, codes, np.nan).astype(np.float64), np.where(there, 0, OTHER_VERSION).astype(np.int8)
    )


def _texts(values: Sequence[str]) -> Texts:
    return Texts(text_array(values), np.zeros(len(values), dtype=np.int8))


def flat(text: str) -> str:
    """On one line, without what cannot be printed.

    >>> flat("How fast \\n was it?")
    'How fast was it?'
    """
    return " ".join("".join(c if c.isprintable() or c.isspace() else "" for c in text).split())
