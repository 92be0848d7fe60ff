"""What a cell of a foreign table may say, variable by variable: codes, option ids, labels, reasons."""

import math
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from surveykit.core.codebook import Missing, Value, Variable
from surveykit.core.item import Item, Option, clean_text
from surveykit.interchange.problems import excerpt

Answer = Value | Missing

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)


class CellError(Exception):
    """A cell that says nothing the codebook knows: the problem's code and what its message names."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True)
class CellReader:
    """Reads the cells of one variable. A choice is stored as its option's id, a number as a number.

    Unless `coded`, the codes of reasons are no codes here: they stand in a column of their own.
    """

    item: Item
    variable: Variable
    coded: bool = True

    def read(self, cell: str) -> Answer:
        """The answer in a cell that is not empty. Raises CellError."""
        if not self.variable.numeric:
            return self._text(cell)
        word = _plain(cell)
        if word in self.known:
            return self.known[word]
        value = self._number(word)
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
        v, words = self.variable, dict[str, Answer]()
        option_of = {code: name for name, code in v.stored.items()}
        for code, label in v.values.items():
            for text in label.values():
                words[_plain(text)] = option_of.get(code, code)
        words |= self._chosen_reasons()
        words |= {name: name for name in v.stored}
        words |= {str(code): option_of.get(code, code) for code in self.codes}
        return words | {m.id: m for m in Missing} | self._reason_codes

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
        return {str(m.value): m for m in Missing} if self.coded else {}

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

    def _text(self, cell: str) -> Answer:
        if cell.strip() in self._reason_codes:
            return self._reason_codes[cell.strip()]
        try:
            return clean_text(cell).strip()
        except ValueError:
            raise CellError("import-unstorable") from None

    def _number(self, word: str) -> float:
        value = float(word) if _NUMBER.fullmatch(word) else math.nan
        if math.isfinite(value):
            return value
        if self.variable.complete:
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

    def _shown(self) -> tuple[str, ...]:
        codes = sorted(self.codes)
        if len(codes) > 12:
            return (f"{codes[0]} … {codes[-1]}",)
        named = {code: name for name, code in self.variable.stored.items()}
        return tuple(f"{code} ({named[code]})" if code in named else str(code) for code in codes)

    def _range(self) -> str:
        low, high = self.variable.minimum, self.variable.maximum
        return f"{'' if low is None else f'{low:g}'} … {'' if high is None else f'{high:g}'}".strip()


def _plain(text: str) -> str:
    """Without outer blanks and with full-width digits and signs as plain ones."""
    return unicodedata.normalize("NFKC", text).strip()
