"""Every table of a report, and the numbers of every figure, as rows for files; the pipeline writes them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from surveykit.core.finding import Cell
from surveykit.core.language import message
from surveykit.report.context import FindingView, Report, Section, TableView
from surveykit.report.plain import plain

File = str | float | int
Row = tuple[File, ...]


@dataclass(frozen=True)
class TableFile:
    """A table to be written: the path of its file, its header and its rows. Numbers have full precision."""

    path: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]


def table_files(report: Report) -> Iterator[TableFile]:
    """The tables of a report in one language, and a list of them with their titles and notes (`tables.csv`)."""
    listed = list(_tables(report))
    words = ("file", "number", "title", "section", "notes")
    header = tuple(message(f"report.tables.{name}", report.language) for name in words)
    index = tuple(
        (_name(report, view), plain(view.label), plain(view.title), place, "\n".join(map(plain, view.notes)))
        for place, view in listed
    )
    yield TableFile(f"{report.language}/tables.csv", header, index)
    for _, view in listed:
        yield _file(report, view)


def _tables(report: Report) -> Iterator[tuple[str, TableView]]:
    """Each table with the number of where it stands."""
    for section in report.sections:
        yield from _of_section(section)


def _of_section(section: Section) -> Iterator[tuple[str, TableView]]:
    for part in section.parts:
        yield from ((section.number, view) for view in part.tables)
    for finding in section.findings:
        yield from ((finding.number, view) for view in _of_finding(finding))


def _of_finding(finding: FindingView) -> Iterator[TableView]:
    if finding.figure and finding.figure.numbers:
        yield finding.figure.numbers
    yield from (view for view in (finding.table, finding.checks) if view)


def _name(report: Report, view: TableView) -> str:
    return f"{view.id.removeprefix(report.prefix).removesuffix('-numbers')}.csv"


def _file(report: Report, view: TableView) -> TableFile:
    columns = list(zip(*view.cells, strict=True)) or [()] * len(view.columns)
    header: list[str] = []
    written: list[list[File]] = []
    if any(view.headings):
        header.append(message("report.tables.group", report.language))
        written.append(list(view.headings))
    for heading, cells in zip(view.columns, columns, strict=True):
        name = plain(heading.text)
        if any(isinstance(cell, tuple) for cell in cells):
            header += [message(f"report.tables.{end}", report.language, name=name) for end in ("low", "high")]
            written += [[_written(end) for end in ends] for ends in zip(*map(_ends, cells), strict=True)]
        else:
            header.append(name)
            written.append([_written(cell) for cell in cells])
    path = f"{report.language}/{_name(report, view)}"
    return TableFile(path, tuple(header), tuple(zip(*written, strict=True)))


def _ends(cell: Cell) -> Sequence[Cell]:
    """The two ends of an interval; words in its place stand at the first."""
    return cell if isinstance(cell, tuple) else (cell, None)


def _written(cell: Cell) -> File:
    """A number or words as they are, nothing for nothing."""
    return cell if isinstance(cell, str | int | float) else ""
