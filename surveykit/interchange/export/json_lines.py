"""JSON Lines: one response a line, every cell either a value or a reason.

{"id": "17", "status": "complete", "started": "2026-01-15T12:30:00Z", "closed": null, "version": "1+5d41402a",
 "language": "en", "values": {"rs_1": 5, "why": "slow"}, "reasons": {"rs_2": "not_asked"}}
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from surveykit.core.codebook import Missing, Value
from surveykit.core.columns import SUPPRESSED, Cell, Column
from surveykit.core.output import replacing
from surveykit.interchange.export.cells import iso
from surveykit.interchange.export.table import ExportTable
from surveykit.interchange.own_columns import CASE

OTHER = "other_version"
"""Answered, but in a version of the question that cannot be compared."""
BLANKED = "suppressed"
"""Blanked in a public extract."""
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def write_json_lines(table: ExportTable, path: Path) -> None:
    """Write the table."""
    with replacing(path) as part, part.open("w", encoding="utf-8", newline="\n") as file:
        for record in _records(table):
            file.write(_ENCODER.encode(record) + "\n")


def _records(table: ExportTable) -> Iterator[dict[str, Any]]:
    own = [field for field in table.fields if field.variable is None]
    cases = [(field.name.removeprefix(CASE), table.column(field)) for field in own[1:]]
    answers = [(v.name, table.data.column(v.name)) for v in table.data.codebook.variables]
    for row, id in enumerate(table.ids):
        about = {name: _about(name, column, row) for name, column in cases}
        cells = {name: column.cell(row) for name, column in answers}
        values = {name: _value(cell) for name, cell in cells.items() if _there(cell)}
        reasons = {name: _reason(column, row) for name, column in answers if name not in values}
        yield {"id": id, **about, "values": values, "reasons": reasons}


def _about(name: str, column: Column, row: int) -> Any:
    cell = column.cell(row)
    if isinstance(cell, float):
        return iso(cell)
    if isinstance(cell, Missing):
        return None
    return str(cell).split() if name == "flags" else cell or None


def _reason(column: Column, row: int) -> str:
    cell = column.cell(row)
    if isinstance(cell, Missing):
        return cell.id
    return BLANKED if column.codes[row] == SUPPRESSED else OTHER


def _there(cell: Cell) -> bool:
    return cell is not None and not isinstance(cell, Missing)


def _value(cell: Cell) -> Value:
    assert cell is not None
    assert not isinstance(cell, Missing)
    return int(cell) if isinstance(cell, float) and cell == int(cell) else cell
