"""SPSS syntax (.sps) that reads a CSV file of its own, for SPSS and PSPP: the same variables as in the .sav file.

Neither program reads a line break inside a cell, so the CSV file has a character there that no answer uses, and the
syntax puts the line breaks back.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from surveykit.core.columns import Column, Texts
from surveykit.core.output import replacing
from surveykit.interchange.export.csv_table import write_csv
from surveykit.interchange.export.limits import cut_bytes
from surveykit.interchange.export.losses import Losses
from surveykit.interchange.export.spss import HIGHEST, MOST_TEXT, SpssVariable, spss_text, spss_variables
from surveykit.interchange.export.table import LOWEST, ExportTable, Kind

_BREAKS = "|^~`␤⏎↵" + "".join(map(chr, range(0xE000, 0xF8FF)))
"""What can stand for a line break, the shortest first."""
_MONTHS = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC"
_PIECE = 60
"""Letters in one literal; SPSS puts the pieces together, and no line grows too long."""


def write_spss_syntax(table: ExportTable, path: Path, data: Path, losses: Losses) -> None:
    """Write the syntax, and the CSV file `data` that it reads from the same folder."""
    variables = spss_variables(table, losses)
    texts = {v.name: table.column(v.field) for v in variables if v.field.kind is Kind.TEXT}
    for v in variables:
        column = texts.get(v.name)
        if isinstance(column, Texts):
            list(spss_text(table, v.field, column, losses))  # tells what is cut
    sign = _unused(texts.values())
    broken = [name for name, column in texts.items() if any("\n" in text for text in _written(column))]

    def worded(text: str) -> str:
        return cut_bytes(text, MOST_TEXT).replace("\n", sign)

    write_csv(table, data, safe=False, worded=worded, timed=_time)
    wide = [_widened(v, map(worded, _written(texts[v.name]))) if v.name in broken else v for v in variables]
    lines = chain(_reading(wide, data.name), _breaks(broken, sign), _meaning(variables))
    with replacing(path) as part:
        part.write_text("\ufeff" + "\n".join(lines) + "\n", encoding="utf-8", newline="\r\n")


def _widened(v: SpssVariable, texts: Iterable[str]) -> SpssVariable:
    """With room for what stands for the line breaks."""
    return replace(v, width=min(MOST_TEXT, max(v.width, *(len(text.encode()) for text in texts))))


def _written(column: Column) -> Sequence[str]:
    return [text for text in column.values if text] if isinstance(column, Texts) else []


def _unused(columns: Iterable[Column]) -> str:
    used = {c for column in columns for text in _written(column) for c in text}
    return next(sign for sign in _BREAKS if sign not in used)


def _time(seconds: float) -> str:
    """As SPSS reads it, whose names of months are English everywhere."""
    t = datetime.fromtimestamp(seconds, UTC)
    month = _MONTHS[3 * t.month - 3 : 3 * t.month]
    return f"{t:%d}-{month}-{t:%Y %H:%M:%S}"


def _reading(variables: Sequence[SpssVariable], data: str) -> Iterator[str]:
    yield "* Made by surveykit. Run it in the folder where the CSV file is, or write the whole path after /FILE=."
    yield f"GET DATA /TYPE=TXT /FILE={_literal(data)} /ENCODING='UTF8'"
    yield " /ARRANGEMENT=DELIMITED /DELCASE=LINE /FIRSTCASE=2 /DELIMITERS=',' /QUALIFIER='\"'"
    yield " /VARIABLES="
    yield from (f"  {v.name} {v.format}" for v in variables)
    yield " ."


def _breaks(names: Sequence[str], sign: str) -> Iterator[str]:
    yield from (f"COMPUTE {name} = REPLACE({name}, {_literal(sign)}, STRING(10, PIB1))." for name in names)
    yield "EXECUTE."


def _meaning(variables: Sequence[SpssVariable]) -> Iterator[str]:
    for v in variables:
        yield f"VARIABLE LABELS {v.name}"
        yield f"  {_literal(v.label)}."
    for v in variables:
        if v.values:
            yield f"VALUE LABELS {v.name}"
            yield "\n".join(f"  {code} {_literal(label)}" for code, label in v.values.items()) + "."
    for v in variables:
        if v.missing:
            yield f"MISSING VALUES {v.name} ({LOWEST} THRU {HIGHEST})."
    yield from (f"FORMATS {v.name} ({v.format})." for v in variables if v.decimals)
    yield from (f"VARIABLE LEVEL {v.name} ({v.level.upper()})." for v in variables)
    yield "EXECUTE."


def _literal(text: str) -> str:
    """A string of SPSS, in pieces if it is long.

    >>> _literal("it's")
    "'it''s'"
    """
    pieces = [text[at : at + _PIECE] for at in range(0, max(1, len(text)), _PIECE)]
    return " +\n   ".join("'" + piece.replace("'", "''") + "'" for piece in pieces)
