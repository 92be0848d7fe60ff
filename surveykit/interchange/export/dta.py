"""Stata (.dta, version 118): codes with variable and value labels, reasons as extended missing values .a to .f.

.a is not_asked, .b not_answered, .c dont_know, .d refused, .e not_applicable, .f not_reached. A plain dot is an answer
that cannot be compared. A Stata text cannot be missing: its reasons stand in a variable beside it.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyreadstat

from surveykit.core.codebook import Missing
from surveykit.core.columns import Column, Texts
from surveykit.core.language import say
from surveykit.core.output import replacing
from surveykit.errors import AnalystError, Place
from surveykit.interchange.export.losses import Losses
from surveykit.interchange.export.spss import free_name
from surveykit.interchange.export.table import LOWEST, ExportTable, Field, Kind, flat

LETTERS = {m.value: "abcdef"[-m.value - 1] for m in Missing}
MOST_COLUMNS = 32_767
_VERSION = 14
"""Stata 14 is the first release that writes file version 118."""
_MOST_NAME, _MOST_LABEL = 32, 80
_MOST_WRITTEN = 27
"""So many letters of a name are given to pyreadstat: it calls the labels of a variable by them and a number, which
together must be a name, too."""
_NAMES = b"<varnames>"
_NAME_BYTES = 129
_RESERVED = frozenset(("byte", "double", "float", "if", "in", "int", "long", "str", "strL", "using", "with"))


def write_dta(table: ExportTable, path: Path, losses: Losses) -> None:
    """Write the table. Raises AnalystError for more variables than Stata has."""
    fields = [field for field in table.fields if _wanted(field)]
    if len(fields) > MOST_COLUMNS:
        raise AnalystError.of("export-too-many-columns", Place(str(path)), n=len(fields), most=MOST_COLUMNS)
    called = stata_names(fields, losses)
    names = dict(zip(called, _shortened(called.values()), strict=True))
    labels = {names[field.name]: table.label(field) for field in fields}
    long = sum(len(label) > _MOST_LABEL for label in labels.values())
    if long:
        losses.note("export.cut_labels", n=long)
    coded = [field for field in fields if field.kind in (Kind.NUMBER, Kind.REASON)]
    with replacing(path) as part:
        pyreadstat.write_dta(
            pd.DataFrame({names[field.name]: _cells(table, field) for field in fields}),
            part,
            file_label=table.questionnaire.id[:_MOST_LABEL],
            column_labels={name: label[:_MOST_LABEL] for name, label in labels.items()},
            version=_VERSION,
            variable_value_labels={names[f.name]: found for f in coded if (found := _value_labels(table, f))},
            missing_user_values={names[f.name]: list(LETTERS.values()) for f in coded},
        )
        _put_names(part, list(called.values()))


def _shortened(names: Iterable[str]) -> list[str]:
    """The names under which the variables are written, until the whole ones are put in."""
    taken = {name.lower() for name in names if len(name) <= _MOST_WRITTEN}
    return [name if len(name) <= _MOST_WRITTEN else free_name(name, taken, _MOST_WRITTEN) for name in names]


def _put_names(path: Path, names: Sequence[str]) -> None:
    """Put the whole names into a file, each in its field."""
    with path.open("r+b") as file:
        file.seek(file.read(1_000 + 2 * MOST_COLUMNS).index(_NAMES) + len(_NAMES))
        file.write(b"".join(name.encode().ljust(_NAME_BYTES, b"\0") for name in names))


def _wanted(field: Field) -> bool:
    """Numbers that can be negative need no column for their reasons here."""
    return field.kind is not Kind.REASON or (field.variable is not None and not field.variable.numeric)


def stata_names(fields: list[Field], losses: Losses) -> dict[str, str]:
    """Field -> its name in Stata, which has no dots and at most 32 characters."""
    plain = {field.name for field in fields if "." not in field.name}
    taken = {name.lower() for name in plain}
    names = {}
    for field in fields:
        stem, _, end = field.name.rpartition(".")
        if stem:
            names[field.name] = free_name(f"{stem[: _MOST_NAME - len(end) - 1]}_{end}", taken, _MOST_NAME)
        elif field.name in _RESERVED or _storage_type(field.name):
            names[field.name] = free_name(f"{field.name}_", taken, _MOST_NAME)
            losses.note("export.renamed", old=field.name, new=names[field.name])
        else:
            names[field.name] = field.name
    return names


def _storage_type(name: str) -> bool:
    """str1, str2, ...: names of Stata's types."""
    return name.startswith("str") and name[3:].isdigit()


def _value_labels(table: ExportTable, field: Field) -> dict[Any, str]:
    """Stata labels whole numbers and its missing values."""
    labels = table.value_labels(field)
    if not field.marked and field.variable is not None and field.kind is Kind.NUMBER:
        labels |= {m.value: flat(say(text, table.language)) for m, text in table.reasons(field.variable).items()}
    return {LETTERS.get(code, code): label for code, label in labels.items()}


def _cells(table: ExportTable, field: Field) -> Any:
    column = table.column(field)
    if isinstance(column, Texts):
        return pd.Series([text or "" for text in column.values], dtype=object)
    if field.kind is Kind.TIME:
        return np.where(column.codes >= 0, column.numbers(), np.nan).astype("datetime64[s]").astype("datetime64[ms]")
    if field.kind is Kind.REASON:
        return _lettered(np.nan_to_num(column.numbers()).astype(np.int8), np.zeros(table.n), whole=True)
    return _numbers(column)


def _numbers(column: Column) -> Any:
    """All whole, or all not: the kind of number that the column then is."""
    codes = np.minimum(column.codes, 0)
    values = column.numbers()
    present = values[codes == 0]
    whole = not (codes < LOWEST).any() and bool((np.abs(present) < 2**31 - 100).all() and (present % 1 == 0).all())
    return _lettered(codes, values, whole)


def _lettered(codes: Any, values: Any, whole: bool) -> Any:
    """Numbers, and letters where there is a reason."""
    there = codes >= 0
    if whole and there.all():
        return values.astype(np.int32)
    cells = np.empty(len(codes), dtype=object)
    cells[there] = (values[there].astype(np.int64) if whole else values[there]).tolist()
    for code, letter in LETTERS.items():
        cells[codes == code] = letter
    cells[codes < LOWEST] = None
    return pd.Series(cells, dtype=object)
