"""An export as CSV, safe or exact; what either does to cells is said in `delimited`."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from surveykit.interchange.export.cells import written
from surveykit.interchange.export.delimited import inert_text, writing
from surveykit.interchange.export.table import ExportTable


def write_csv(
    table: ExportTable,
    path: Path,
    safe: bool,
    labels: bool = False,
    worded: Callable[[str], str] = str,
    timed: Callable[[float], str] | None = None,
) -> None:
    """Write the table: codes under names, or with `labels` words under questions.

    An exact file can have its texts and times written otherwise, by `worded` and `timed`.
    """
    word = inert_text if safe else worded
    with writing(path, "utf-8-sig" if safe else "utf-8") as writer:
        writer.writerow([word(name) for name in headers(table, labels)])
        columns = [
            (field, table.column(field), table.value_labels(field) if labels else None) for field in table.fields
        ]
        for rows in table.blocks():
            cells = [written(field, column.part(rows), named, word, timed) for field, column, named in columns]
            writer.writerows(zip(*cells, strict=True))


def headers(table: ExportTable, labels: bool) -> list[str]:
    """The names of the columns, or their labels: no two alike."""
    if not labels:
        return [field.name for field in table.fields]
    said = [table.label(field) or field.name for field in table.fields]
    times = Counter(said)
    return [
        label if times[label] == 1 else f"{label} [{field.name}]"
        for label, field in zip(said, table.fields, strict=True)
    ]
