"""What a cell of a foreign table may say, variable by variable: codes, option ids, labels, reasons."""

import math
import re
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import numpy as np

from surveykit.core.codebook import Missing, Value, Variable
from surveykit.core.columns import Floats
from surveykit.core.item import Item, Option, clean_text
from surveykit.core.language import Text, both
from surveykit.errors import AnswerError
from surveykit.interchange.problems import excerpt

Answer = Value | Missing

_REASONS: Mapping[str, Answer] = {word: m for m in Missing for word in (m.id, str(m.value))}
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_SHORTEST = re.compile(r"-?(0|[1-9]\d*)", re.ASCII)
_MIDNIGHT = re.compile(r"[T ]00:00(:00(\.0+)?)?\Z")
"""What some programs write behind a day."""
_EXACT = 1e15
"""Numbers below are not changed by being multiplied by a power of ten, rounded, and divided by it again."""


class CellError(Exception):
    """A cell that says nothing the codebook knows: the problem's code and what its message names."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def is_number(word: str) -> bool:
    """Whether a word is a number.

    >>> is_number("+1e3"), is_number("1,5")
    (True, False)
    """
    return _NUMBER.fullmatch(word) is not None


@dataclass(frozen=True)
class CellReader:
    """Reads the cells of one variable. A choice is stored as its option's id, a number as a number.

    Unless `coded`, the codes of reasons are no codes here: they stand in a column of their own. Nor are they where a
    number may be negative itself; where nobody says whether it may, they are `unclear`.
    """

    item: Item
    variable: Variable
    coded: bool = True

    def read(self, cell: str, stated: bool = False) -> Answer:
        """The answer in a cell that is not empty. `stated`: it is what a mapping says, so a number is one, and of a
        text the name of a reason is no answer.

        Raises CellError.
        """
        if not self.variable.numeric:
            return self._text(cell, _REASONS if stated else self._reason_codes)
        word = _plain(cell)
        if word in self.known:
            return self.known[word]
        if word in self.shared:
            raise CellError("import-shared-label", value=excerpt(cell))
        value = self._number(word)
        if value in self.unclear and not stated:
            reason = self.unclear[value]
            said = {"reason": both(f"missing.{reason.id}"), "id": reason.id, "name": self.variable.name}
            raise CellError("import-number-or-reason", value=excerpt(cell), **said)
        if not self.variable.complete:
            return self._bounded(value, cell)
        whole = str(int(value)) if value == int(value) else word
        if whole in self.known:
            return self.known[whole]
        if value != int(value):
            raise CellError("import-not-whole", value=excerpt(cell))
        raise CellError("import-not-in-codebook", value=excerpt(cell), known=self._shown())

    @cached_property
    def known(self) -> dict[str, Answer]:
        """Every word with a meaning of its own, the surest last."""
        v, words = self.variable, dict(self.labels)
        option_of = {code: name for name, code in v.stored.items()}
        words |= self._chosen_reasons()
        words |= {name: name for name in v.stored}
        words |= {str(code): option_of.get(code, code) for code in self.codes}
        return words | {m.id: m for m in Missing} | self._reason_codes

    @cached_property
    def labels(self) -> dict[str, Answer]:
        """The words of the labels -> the code, or the id of the option, that they belong to."""
        return {word: answer for word, answer in self._labelled if word not in self.shared}

    @cached_property
    def shared(self) -> frozenset[str]:
        """Labels of more than one answer, as where an option is called in one language what another is in the other."""
        first = dict(reversed(self._labelled))
        return frozenset(word for word, answer in self._labelled if first[word] != answer)

    @cached_property
    def _labelled(self) -> list[tuple[str, Answer]]:
        option_of = {code: name for name, code in self.variable.stored.items()}
        labelled = self.variable.values.items()
        return [(_plain(text), option_of.get(code, code)) for code, label in labelled for text in label.values()]

    @cached_property
    def twofold(self) -> frozenset[str]:
        """Labels that are the code of another answer: of options 0, 1, 2 with the codes 1, 2, 3 the words 1 and 2."""
        return frozenset(word for word, answer in self.labels.items() if self.known[word] != answer)

    @cached_property
    def only_labels(self) -> frozenset[str]:
        """Labels that are no codes and no ids of options."""
        return frozenset(self.labels) - {*map(str, self.codes), *self.variable.stored}

    @cached_property
    def plain(self) -> bool:
        """Whether a number means the same however it is written: 3, 03, or +3."""
        words = [word for word in self.known if is_number(word) and word not in self._reason_codes]
        return all(map(_SHORTEST.fullmatch, words)) if self.variable.complete else not words

    def sound(self, values: Floats) -> bool:
        """Whether all of some numbers can stand as they are, none is a code of a reason, and none has an error."""
        v = self.variable
        if not values.size:
            return True
        low, high = float(values.min()), float(values.max())
        return bool(
            -_EXACT < low * 10.0**v.decimals <= high * 10.0**v.decimals < _EXACT
            and (v.minimum is None or v.minimum <= low)
            and (v.maximum is None or high <= v.maximum)
            and (low >= 0 or not np.isin(values, [*map(float, self._reason_codes), *self.unclear]).any())
            and (np.round(values, v.decimals) == values).all()
        )

    @cached_property
    def codes(self) -> list[int]:
        """The codes that can occur; empty for a quantity."""
        v, scale = self.variable, self.item.scale_of(self.variable.name)
        if v.stored or not v.complete:
            return list(v.stored.values())
        if scale is not None:
            return list(scale.points)
        if v.minimum is not None and v.maximum is not None:
            return list(range(math.ceil(v.minimum), math.floor(v.maximum) + 1))
        return list(v.values)

    @cached_property
    def _reason_codes(self) -> dict[str, Answer]:
        v = self.variable
        return {str(m.value): m for m in Missing} if self.coded and (v.holds_reasons or not v.numeric) else {}

    @cached_property
    def unclear(self) -> dict[float, Missing]:
        """Numbers that may be meant as such or be the codes of reasons: the codebook gives the variable no bounds."""
        return {float(m.value): m for m in Missing} if self.coded and self.variable.is_unclear else {}

    def _chosen_reasons(self) -> dict[str, Answer]:
        """Options and scale labels that stand for having no answer, such as «prefer not to say»."""
        scale = self.item.scale_of(self.variable.name)
        if scale is not None:
            return {_plain(text): m for m, label in scale.missing.items() for text in label.values()}
        found: dict[str, Answer] = {}
        for name, option in self.item.parts().items() if self.variable.stored else ():
            if isinstance(option, Option) and option.missing is not None:
                found |= dict.fromkeys((name, *map(_plain, option.label.values())), option.missing)
        return found

    def _text(self, cell: str, reasons: Mapping[str, Answer]) -> Answer:
        if cell.strip() in reasons:
            return reasons[cell.strip()]
        try:
            text = clean_text(cell).strip()
        except ValueError:
            raise CellError("import-unstorable") from None
        return self._date(text) if self.item.kind == "date_time" else text

    def _date(self, text: str) -> str:
        """A date as the form keeps it; what is none stays as it is written, for cleaning to ask about."""
        name = self.variable.name
        for typed in (text, _MIDNIGHT.sub("", text)):
            with suppress(AnswerError):
                date = self.item.optional().parse(self.item.fields_of({name: typed}))[name]
                return date if isinstance(date, str) else text
        return text

    def _number(self, word: str) -> float:
        v = self.variable
        value = float(word) if is_number(word) else math.nan
        if math.isfinite(value):
            if not v.complete and abs(value) * 10**v.decimals >= _EXACT and Decimal(word) != Decimal(repr(value)):
                raise CellError("import-too-many-digits", value=excerpt(word))
            return value
        if v.complete:
            raise CellError("import-not-in-codebook", value=excerpt(word), known=self._shown())
        raise CellError("import-not-a-number", value=excerpt(word))

    def _bounded(self, value: float, cell: str) -> Value:
        v = self.variable
        if round(value, v.decimals) != value:
            code = "import-decimals" if v.decimals else "import-not-whole"
            raise CellError(code, value=excerpt(cell), places=v.decimals)
        if (v.minimum is not None and value < v.minimum) or (v.maximum is not None and value > v.maximum):
            raise CellError("import-out-of-range", value=excerpt(cell), range=self._range())
        return value if v.decimals else int(value)

    def _shown(self) -> tuple[str | Text, ...]:
        codes = sorted(self.codes)
        if len(codes) > 12:
            return (f"{codes[0]} … {codes[-1]}",)
        named = {code: name for name, code in self.variable.stored.items()}
        return tuple(both("problem.code-of", code=c, name=named[c]) if c in named else str(c) for c in codes)

    def _range(self) -> str:
        low, high = self.variable.minimum, self.variable.maximum
        return f"{'' if low is None else f'{low:g}'} … {'' if high is None else f'{high:g}'}".strip()


def _plain(text: str) -> str:
    """Without outer blanks and with full-width digits and signs as plain ones."""
    return unicodedata.normalize("NFKC", text).strip()
