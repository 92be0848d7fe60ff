"""Errors by who must act: the author, the respondent, the analyst or the operator.

Nothing here knows a language. A `Problem` carries a code, a place and values; its words
(what is wrong, what to do) stand in the message catalogue `problem` under its code.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How bad a problem is: an error stops the work, a warning and advice do not."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True)
class Place:
    """Where something stands: in a text file (line, column from 1) or in a table (row from 1, field).

    A table in a workbook has the name of its `sheet`.

    >>> str(Place("q.yaml", line=3, column=5)), str(Place("x.csv", row=2, field="IMAG1"))
    ('q.yaml:3:5', 'x.csv: row 2, IMAG1')
    >>> str(Place("f.xlsx", row=3, field="C (label)", sheet="survey"))
    'f.xlsx: sheet survey, row 3, C (label)'
    """

    file: str = ""
    line: int | None = None
    column: int | None = None
    row: int | None = None
    field: str | None = None
    sheet: str | None = None

    def __str__(self) -> str:
        if self.line is not None:
            return f"{self.file}:{self.line}:{self.column or 1}"
        cell = [f"sheet {self.sheet}"] if self.sheet is not None else []
        if self.row is not None:
            cell.append(f"row {self.row}")
        if self.field is not None:
            cell.append(self.field)
        return ": ".join(part for part in (self.file, ", ".join(cell)) if part)


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: its code, where, and the values its message names."""

    code: str
    place: Place = field(default_factory=Place)
    values: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = Severity.ERROR


@dataclass
class _Words:
    """How a problem is put into words for somebody who meets the error in Python."""

    tell: Callable[[Problem], str] = lambda problem: f"{problem.place}: {dict(problem.values)}"


_WORDS = _Words()


def told_by(tell: Callable[[Problem], str]) -> None:
    """Let `tell` put problems into words; `core.language`, which knows them, asks for that."""
    _WORDS.tell = tell


class SurveykitError(Exception):
    """The base of all errors that a person can act on. Carries every problem found, never only the first."""

    def __init__(self, *problems: Problem) -> None:
        self.problems: tuple[Problem, ...] = problems
        super().__init__(*problems)

    def __str__(self) -> str:
        return "\n".join(f"{_WORDS.tell(problem)} [{problem.code}]" for problem in self.problems)

    @classmethod
    def of(cls, code: str, place: Place | None = None, **values: object) -> "SurveykitError":
        """The error with a single problem."""
        return cls(Problem(code, place or Place(), values))


class AuthorError(SurveykitError):
    """A text file is at fault: a definition, a template, a plan, a mapping."""


class AnalystError(SurveykitError):
    """The data, or what is asked of them, are at fault: an import, an analysis, a report."""


class OperatorError(SurveykitError):
    """The machine or the store is at fault: a missing font, a locked or damaged database."""


class AnswerError(SurveykitError):
    """A respondent's answer cannot be taken as it stands; `problems` name the field in `place.field`."""


def raise_all(error: type[SurveykitError], problems: Sequence[Problem]) -> None:
    """Raise `error` with all problems of severity error, if there are any."""
    errors = [p for p in problems if p.severity is Severity.ERROR]
    if errors:
        raise error(*errors)
