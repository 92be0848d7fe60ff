"""What a column of a foreign file holds: its answers with their labels, and its reasons for having none."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from surveykit.core.codebook import Level, Missing
from surveykit.core.document import UNPRINTABLE
from surveykit.interchange.adopt.reasons import reason_of
from surveykit.interchange.agreement import squeezed
from surveykit.interchange.problems import refuse
from surveykit.interchange.table import NO_MEANING, Meaning, Source

_NUMBER = re.compile(r"-?\d{1,15}(\.\d+)?(e[+-]\d{1,3})?", re.ASCII)
_PADDED = re.compile(r"-?0\d", re.ASCII)
_STOP = re.compile(r"-[89]|-?(?:9{1,3}[5-9]|8{2,3}|7{2,3}|66)", re.ASCII)
"""Numbers that often stand for no answer."""
_SMALL = 11
_TOUCHING = re.compile(r"(?<=\{)(?=\{)|(?<=\})(?=\})|(?<=\$)(?=\{)")
_DAY, _CLOCK = r"\d{4}-\d{2}-\d{2}", r"\d{2}:\d{2}(:\d{2}(\.\d+)?)?"
_DATES: Mapping[str, re.Pattern[str]] = {
    "date": re.compile(_DAY, re.ASCII),
    "both": re.compile(rf"{_DAY}[T ]{_CLOCK}", re.ASCII),
    "time": re.compile(_CLOCK, re.ASCII),
}


@dataclass(frozen=True)
class Column:
    """One column. `at` is its position from 1, `counts` how often each cell occurs that is not empty.

    `answers` maps the cells that are answers to their labels (empty without one), labelled ones first; `reasons` those
    that are none to why. `said` are cells that hold a label in place of its value. `unknown` are those that seem to be
    no answers, without a word that we know: the file declares them missing, or they look like codes for it.
    """

    name: str
    at: int
    rows: int
    counts: Mapping[str, int]
    meaning: Meaning
    answers: Mapping[str, str]
    reasons: Mapping[str, Missing]
    said: dict[str, str]
    unknown: tuple[str, ...]

    @property
    def label(self) -> str:
        """Its label as a text; its name where it has none."""
        return tidy(self.meaning.label) or tidy(self.name)

    @property
    def level(self) -> Level | None:
        """The level of measurement that the file states."""
        return self.meaning.level

    @property
    def filled(self) -> int:
        """How many cells are answers."""
        return sum(many for cell, many in self.counts.items() if cell not in self.reasons)

    @property
    def distinct(self) -> bool:
        """Whether every row has a cell of its own, as ids are."""
        return 0 < sum(self.counts.values()) == self.rows == len(self.counts)

    @cached_property
    def labelled(self) -> dict[str, str]:
        """The answers that have a label."""
        return {cell: label for cell, label in self.answers.items() if label}

    @cached_property
    def numbers(self) -> dict[str, Decimal]:
        """Cell -> its number, where every answer is one; else nothing."""
        read = {cell: Decimal(cell) for cell in self.answers if _NUMBER.fullmatch(cell)}
        return read if len(read) == len(self.answers) else {}

    @cached_property
    def whole(self) -> dict[str, int]:
        """Cell -> its number, where every answer is a whole one; else nothing."""
        found = self.numbers
        return {cell: int(n) for cell, n in found.items()} if all(n == int(n) for n in found.values()) else {}

    @property
    def padded(self) -> bool:
        """Whether a cell begins with a 0 that a number would lose, as ids and postal codes do."""
        return any(map(_PADDED.match, self.numbers))

    @property
    def decimals(self) -> int:
        """So many places the numbers have after the point."""
        exponents = (n.normalize().as_tuple().exponent for n in self.numbers.values())
        return max((-e for e in exponents if isinstance(e, int) and e < 0), default=0)

    @property
    def moment(self) -> str | None:
        """The part that all answers are of: date, both or time; None where they are something else."""
        return next(
            (part for part, form in _DATES.items() if self.answers and all(map(form.fullmatch, self.answers))), None
        )

    @property
    def longest(self) -> int:
        """The length of the longest answer."""
        return max(map(len, self.answers), default=0)


def tidy(text: str) -> str:
    """A label as a text of a definition: on one line, without what a template would take for its own.

    >>> tidy("Which {{brand}}\\nis ${yours}?")
    'Which { {brand} } is $ {yours}?'
    """
    return _TOUCHING.sub(" ", " ".join(UNPRINTABLE.sub("", text).split()))


def is_number(text: str) -> bool:
    """Whether a text is a number, in digits of any width."""
    return _NUMBER.fullmatch(squeezed(text)) is not None


def columns_of(source: Source) -> list[Column]:
    """Every column, from all rows. Raises AnalystError for rows that cannot be read."""
    counts: list[Counter[str]] = [Counter() for _ in source.columns]
    rows = 0
    for chunk in source.chunks():
        refuse(chunk.problems, source.file)
        rows += len(chunk.numbers)
        for own, cells in zip(counts, chunk.cells, strict=True):
            own.update(cells)
    return [
        _column(name, at, rows, _stripped(own), source.meanings.get(name, NO_MEANING))
        for at, (name, own) in enumerate(zip(source.columns, counts, strict=True), 1)
    ]


def _stripped(counts: Counter[str]) -> Counter[str]:
    filled: Counter[str] = Counter()
    for cell, many in counts.items():
        if word := cell.strip():
            filled[word] += many
    return filled


def _column(name: str, at: int, rows: int, counts: Counter[str], meaning: Meaning) -> Column:
    reasons, unknown = dict[str, Missing](), list[str]()
    for cell in dict.fromkeys([*meaning.values, *counts]):
        declared = meaning.declares_missing(cell) or _is_letter(cell, meaning)
        reason = reason_of(meaning.values.get(cell, cell))
        if reason is not None:
            reasons[cell] = reason
        elif declared:
            reasons[cell] = Missing.NOT_ANSWERED
            unknown.append(cell)
    values = {cell: tidy(label) for cell, label in meaning.values.items() if cell not in reasons}
    said = dict(_said(counts, meaning, values))
    reasons |= {cell: reasons[value] for cell, value in said.items() if value in reasons}
    said = {cell: value for cell, value in said.items() if value in values}
    bare = [cell for cell in counts if cell not in values and cell not in reasons and cell not in said]
    apart = list(_apart(values, bare))
    reasons |= dict.fromkeys(apart, Missing.NOT_ANSWERED)
    unknown += apart
    answers = {cell: values[cell] for cell in sorted(values, key=_order)}
    answers |= dict.fromkeys(sorted((cell for cell in bare if cell not in reasons), key=_order), "")
    return Column(name, at, rows, counts, meaning, answers, reasons, said, tuple(unknown))


def _is_letter(cell: str, meaning: Meaning) -> bool:
    """Whether a cell is one of Stata's missing values, .a to .z."""
    return not meaning.coded and len(cell) == 2 and cell[0] == "." and cell[1].isalpha()


def _said(counts: Iterable[str], meaning: Meaning, values: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The cells that hold the label of a value."""
    known = {squeezed(label): value for value, label in reversed(list(meaning.values.items()))}
    for cell in counts:
        if cell not in values and squeezed(cell) in known and not _NUMBER.fullmatch(cell):
            yield cell, known[squeezed(cell)]


def _apart(values: Iterable[str], bare: Sequence[str]) -> Iterator[str]:
    """The cells without a label that look like codes for no answer: -9, -99, or 99 far beyond a few small numbers."""
    usual = [cell for cell in (*values, *bare) if cell in values or not _STOP.fullmatch(cell)]
    numbers = [Decimal(cell) for cell in usual if _NUMBER.fullmatch(cell)]
    if not numbers or len(numbers) < len(usual) or min(numbers) < 0:
        return
    for cell in bare:
        if _STOP.fullmatch(cell) and (cell.startswith("-") or max(numbers) <= _SMALL):
            yield cell


def _order(cell: str) -> tuple[int, Decimal, str]:
    """Numbers by their size, then words."""
    return (0, Decimal(cell), "") if _NUMBER.fullmatch(cell) else (1, Decimal(0), cell)
