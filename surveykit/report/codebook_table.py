"""The codebook as a table of the report: every variable, what its codes mean, and how many have a value."""

from surveykit.core.codebook import Variable
from surveykit.core.finding import Cell, Column, Style, Table
from surveykit.core.item import Item
from surveykit.core.language import LANGUAGES, Text, both, say
from surveykit.core.numbers import cell, count
from surveykit.report.codebook import value_range
from surveykit.report.context import Part
from surveykit.report.exhibits import Row, Rows, Writer
from surveykit.report.instrument import coded
from surveykit.report.study import Counted, Study

COLUMNS = {
    "name": Style.ID,
    "label": Style.TEXT,
    "level": Style.TEXT,
    "values": Style.TEXT,
    "missing": Style.TEXT,
    "construct": Style.TEXT,
    "keyed": Style.TEXT,
    "n": Style.COUNT,
}
"""How the columns are printed; their headings are the messages `report.codebook.<name>`."""
_UNCOUNTED = Counted(None)


def codebook_parts(writer: Writer, study: Study) -> tuple[Part, ...]:
    """The table of all variables, by section; after them the firm's records and what was derived."""
    columns = tuple(Column(both(f"report.codebook.{name}"), style) for name, style in COLUMNS.items())
    notes = [both("report.codebook.note")]
    if any(counted.masked for counted in study.counts.values()):
        notes.append(both("analysis.answers.masked"))
    table = Table(both("report.codebook.title"), columns, (), tuple(notes))
    return (Part(tables=(writer.table(table, _groups(study)),)),)


def _groups(study: Study) -> list[tuple[Text | None, Rows]]:
    asked = study.questionnaire
    groups: list[tuple[Text | None, Rows]] = [
        (section.title, [row for item in section.items for row in _rows(item, study)]) for section in asked.sections
    ]
    for title, names in (
        ("records.title", [own.id for own in asked.records]),
        ("report.codebook.derived", [own.id for own in asked.derived]),
    ):
        groups.append((both(title), [_row(asked.codebook.by_name[name], study) for name in names]))
    return [(title, rows) for title, rows in groups if rows]


def _rows(item: Item, study: Study) -> list[Row]:
    """The variables of an item, under its question where they have labels of their own."""
    variables = study.questionnaire.variables_of[item.id]
    rows = [_row(variable, study) for variable in variables]
    if not variables or variables[0].name == item.id:
        return rows
    return [(item.id, item.text, *[""] * (len(COLUMNS) - 2)), *rows]


def _row(variable: Variable, study: Study) -> Row:
    construct = study.questionnaire.codebook.construct_of(variable.name)
    counted = study.counts.get(variable.name, _UNCOUNTED)
    turned: Cell = ""
    if construct is not None:
        turned = both("records.yes" if variable.name in construct.reverse else "records.no")
    return (
        variable.name,
        variable.label,
        both(f"report.level.{variable.level.value}"),
        {language: _values(variable, language) for language in LANGUAGES},
        {language: _missing(counted, language) for language in LANGUAGES},
        construct.label if construct else "",
        turned,
        counted.answered,
    )


def _values(variable: Variable, language: str) -> str:
    """The range with its unit, and the codes that have words."""
    unit = say(variable.unit, language) if variable.unit else ""
    span = " ".join(part for part in (value_range(variable), unit) if part)
    return _listed([part for part in (span, coded(variable, language)) if part], language)


def _missing(counted: Counted, language: str) -> str:
    """The reasons that occur, with their codes."""
    told = [
        both("report.codebook.reason_count", code=count(reason.value), reason=both(f"missing.{reason.id}"), n=_said(n))
        for reason, n in counted.missing.items()
    ]
    return _listed([say(text, language) for text in told], language)


def _said(n: Cell) -> Text:
    return {language: cell(n, Style.COUNT, 0, language) for language in LANGUAGES}


def _listed(parts: list[str], language: str) -> str:
    return ("；" if language == "zh" else "; ").join(parts)
