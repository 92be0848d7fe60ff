"""Parquet: small whole numbers as bytes with the codes of reasons among them, and the codebook as metadata.

`interchange.parquet_columns` reads it back. An answer that cannot be compared is null. Each column's metadata hold,
under `surveykit`, its label, level, value labels and reasons as JSON, in every language; those of the file, what was
asked.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from surveykit.core.columns import Column, Texts, WholeNumbers
from surveykit.core.output import replacing
from surveykit.interchange.export.table import LOWEST, ExportTable, Field, Kind

KEY = b"surveykit"


def write_parquet(table: ExportTable, path: Path) -> None:
    """Write the table."""
    columns = [table.column(field) for field in table.fields]
    schema = pa.schema([_column_type(table, *pair) for pair in zip(table.fields, columns, strict=True)], _about(table))
    with replacing(path) as part, pq.ParquetWriter(part, schema, compression="zstd") as file:
        for rows in table.blocks():
            arrays = [_array(*pair, rows) for pair in zip(table.fields, columns, strict=True)]
            file.write_table(pa.table(arrays, schema=schema))


def _column_type(table: ExportTable, field: Field, column: Column) -> Any:
    return pa.field(field.name, _type(field, column), metadata={KEY: _json(_meaning(table, field))})


def _type(field: Field, column: Column) -> Any:
    if field.kind is Kind.TIME:
        return pa.timestamp("s", tz="UTC")
    if isinstance(column, Texts):
        return pa.string()
    small = isinstance(column, WholeNumbers) or field.kind is Kind.REASON
    return pa.int8() if small else pa.float64()


def _array(field: Field, column: Column, rows: slice) -> Any:
    part = column.part(rows)
    kind = _type(field, part)
    absent = part.codes < (LOWEST if field.marked else 0)
    if isinstance(part, Texts):
        return pa.array(part.values, type=kind, mask=absent)
    values = part.codes if isinstance(part, WholeNumbers) else np.where(part.codes < 0, part.codes, part.numbers())
    whole = np.where(absent, 0, values).astype(
        kind.to_pandas_dtype() if kind != pa.timestamp("s", tz="UTC") else np.int64
    )
    return pa.array(whole, mask=absent).cast(kind)


def _meaning(table: ExportTable, field: Field) -> dict[str, Any]:
    v = field.variable
    about: dict[str, Any] = {"label": dict(field.label)}
    if v is None or field.kind is Kind.REASON:
        return about
    construct = table.data.codebook.construct_of(v.name)
    about |= {"item": v.item, "origin": v.origin.value, "level": v.level.value}
    about["values"] = {str(c): dict(t) for c, t in v.values.items()}
    about["missing"] = {str(m.value): {"reason": m.id, "label": dict(t)} for m, t in table.reasons(v).items()}
    about |= {"unit": dict(v.unit)} if v.unit else {}
    if construct is not None:
        about |= {"construct": construct.id, "reversed": v.name in construct.reverse}
    return about


def _about(table: ExportTable) -> dict[bytes, bytes]:
    q = table.questionnaire
    said = {"questionnaire": q.id, "version": q.version, "hash": q.hash, "title": dict(q.title)}
    return {KEY: _json(said)}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
