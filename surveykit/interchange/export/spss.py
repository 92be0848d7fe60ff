"""What SPSS is told of each column, in a .sav file and in syntax alike."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from surveykit.core.codebook import Level
from surveykit.core.columns import Column, Texts
from surveykit.interchange.export.limits import cut_bytes
from surveykit.interchange.export.losses import LeftOut, Losses
from surveykit.interchange.export.table import ExportTable, Field, Kind

MOST_TEXT = 32_767
MOST_LABEL = 255
MOST_VALUE_LABEL = 120
"""In bytes of UTF-8."""
HIGHEST = -1
"""User-missing values are those from the lowest code of a reason to this."""
_RESERVED = frozenset(("all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"))
_LEVELS = {Level.NOMINAL: "nominal", Level.ORDINAL: "ordinal", Level.TEXT: "nominal"}
TIME_WIDTH = 20


@dataclass(frozen=True)
class SpssVariable:
    """One variable of SPSS. `width` counts bytes of a text and characters of a number; `level` is SPSS's own word.

    `missing`: the values from -6 to -1 are user-missing.
    """

    field: Field
    name: str
    label: str
    values: Mapping[int | float, str]
    level: str
    missing: bool
    width: int
    decimals: int = 0

    @property
    def format(self) -> str:
        """A for texts, F for numbers, DATETIME for times."""
        if self.field.kind is Kind.TIME:
            return f"DATETIME{TIME_WIDTH}"
        return f"A{self.width}" if self.field.kind is Kind.TEXT else f"F{self.width}.{self.decimals}"


def spss_variables(table: ExportTable, losses: Losses) -> list[SpssVariable]:
    """Every column, with names that SPSS allows and labels as long as it takes."""
    taken = {field.name.lower() for field in table.fields}
    cut = 0
    variables = []
    for field in table.fields:
        said, values = table.label(field), table.value_labels(field)
        label = cut_bytes(said, MOST_LABEL)
        short: dict[int | float, str] = {code: cut_bytes(text, MOST_VALUE_LABEL) for code, text in values.items()}
        cut += (label != said) + sum(short[code] != values[code] for code in values)
        name = field.name if field.name.lower() not in _RESERVED else free_name(f"{field.name}_", taken)
        if name != field.name:
            losses.note("export.renamed", old=field.name, new=name)
        level = "scale" if field.kind is Kind.TIME else _LEVELS.get(field.level, "scale")
        missing = field.marked or field.kind is Kind.REASON
        variables.append(SpssVariable(field, name, label, short, level, missing, *_size(field, table.column(field))))
    if cut:
        losses.note("export.cut_labels", n=cut)
    return variables


def free_name(wanted: str, taken: set[str], most: int = 64) -> str:
    """A name that is not taken (in whatever case), and from now on is.

    >>> free_name("by_", {"by_"})
    'by_2'
    """
    name, number = wanted[:most], 2
    while name.lower() in taken:
        name = f"{wanted[: most - len(str(number))]}{number}"
        number += 1
    taken.add(name.lower())
    return name


def _size(field: Field, column: Column) -> tuple[int, int]:
    """Width and decimals that show every value."""
    if isinstance(column, Texts):
        longest = max((len(t.encode()) for t in column.values if t), default=1)
        return min(max(1, longest), MOST_TEXT), 0
    present = column.numbers()[column.codes >= 0]
    stated = field.variable.decimals if field.variable is not None and field.kind is Kind.NUMBER else 0
    decimals = stated or (0 if (present == np.floor(present)).all() else 2)
    longest = max((len(f"{x:.{decimals}f}") for x in (present.min(), present.max())), default=1) if present.size else 1
    return min(40, max(2, longest, decimals + 1)), decimals


def spss_text(table: ExportTable, field: Field, column: Texts, losses: Losses) -> Iterator[str]:
    """The texts, empty where there is none; what is longer than SPSS takes is cut, and kept among what is left out."""
    for at, text in enumerate(column.values):
        kept = cut_bytes(text or "", MOST_TEXT)
        if text and kept != text:
            case = table.cases[table.data.respondents[at]]
            losses.answers.append(LeftOut(table.ids[at], case.version, field.name, "too_long", text))
        yield kept
