"""The questionnaire as a table: every item with its words, its answers, and what it measures."""

from collections.abc import Sequence
from dataclasses import replace

from surveykit.core.codebook import CHOSEN_MISSING, Variable
from surveykit.core.conditions import in_words
from surveykit.core.derived_words import formula
from surveykit.core.finding import Cell, Column, Style, Table
from surveykit.core.item import Item
from surveykit.core.language import LANGUAGES, Text, both, enumerated, say
from surveykit.core.numbers import NO_BREAK, count
from surveykit.core.questionnaire import Questionnaire
from surveykit.report.bilingual import rows_together
from surveykit.report.context import Part, Remark, TableView
from surveykit.report.exhibits import Row, Rows, Writer
from surveykit.report.study import Study

MAXIMUM_LABELS = 12


def instrument_parts(writer: Writer, study: Study) -> tuple[Part, ...]:
    """What may be claimed of the wording, then every item."""
    questionnaire = study.questionnaire
    return (
        Part(remarks=tuple(_wording(writer, study))),
        Part(
            tables=(
                _items(writer, study),
                *_constructs(writer, questionnaire),
                *_derived(writer, questionnaire),
            )
        ),
    )


def _items(writer: Writer, study: Study) -> TableView:
    """Every item, in the other language as well where the report has two."""
    shown, groups = _item_table(study), _groups(study.questionnaire)
    if writer.beside is None:
        return writer.table(shown, groups)
    other = replace(writer, language=writer.beside).table(shown, groups)
    return rows_together(writer.table(shown, groups), other, (writer.language, writer.beside))


def answers_of(variable: Variable) -> Text:
    """What can be answered, and the reasons for no answer that can be chosen."""
    chosen = [both(f"missing.{m.id}") for m in CHOSEN_MISSING if m in variable.missing]
    if not chosen:
        return _answers(variable)
    return both("report.item.also", answers=_answers(variable), reasons=enumerated(chosen))


def _answers(variable: Variable) -> Text:
    """Labelled codes, or the bounds of a number."""
    labels = list(variable.values.items())[:MAXIMUM_LABELS]
    if labels and len(labels) == 2 and variable.minimum != 0:
        return {lang: " … ".join(_code(v, label, lang) for v, label in labels) for lang in LANGUAGES}
    if labels:
        return {lang: coded(variable, lang) for lang in LANGUAGES}
    if variable.minimum is not None and variable.maximum is not None:
        return both("report.range", low=count(variable.minimum), high=count(variable.maximum))
    return both(f"report.answer.{variable.level.value}")


def _wording(writer: Writer, study: Study) -> list[Remark]:
    remarks = []
    if study.wording:
        remarks.append(Remark(writer.word("wording.asked"), writer.prose(study.wording)))
    instrument = study.questionnaire.instrument
    if instrument is None:
        return [*remarks, Remark(writer.word("wording.source"), writer.sentence("wording.unknown"))]
    remarks.append(Remark(writer.word("wording.source"), writer.prose(instrument.wording)))
    status = writer.word(f"wording.status.{instrument.status}")
    if instrument.note:
        status = writer.word("wording.status_note", status=status, note=instrument.note)
    return [*remarks, Remark(writer.word("wording.status"), writer.prose({writer.language: status}))]


def _item_table(study: Study) -> Table:
    columns = (
        Column(both("report.item.id"), Style.ID),
        Column(both("report.item.text")),
        Column(both("report.item.answers")),
        Column(both("report.item.construct")),
    )
    notes = [both("report.item.note")]
    if study.wording:
        notes.append(both("report.item.wording_note", wording=study.wording))
    return Table(both("report.item.title"), columns, (), tuple(notes))


def _groups(questionnaire: Questionnaire) -> list[tuple[Text | None, Rows]]:
    return [
        (section.title, [row for item in section.items if item.variables() for row in _rows(item, questionnaire)])
        for section in questionnaire.sections
    ]


def _rows(item: Item, questionnaire: Questionnaire) -> Sequence[Row]:
    variables = item.variables()
    text = _question(item, questionnaire)
    if variables[0].name == item.id:
        own: Row = (item.id, text, answers_of(variables[0]), _construct(item.id, questionnaire))
        return [own, *(_part_row(v, False, questionnaire) for v in variables[1:])]
    together = len({(*v.values, v.minimum, v.maximum) for v in variables}) == 1
    head: Row = (item.id, text, answers_of(variables[0]) if together else "", "")
    return [head, *(_part_row(v, together, questionnaire) for v in variables)]


def _part_row(variable: Variable, together: bool, questionnaire: Questionnaire) -> Row:
    answers: Cell = "" if together else answers_of(variable)
    return (variable.name, variable.label, answers, _construct(variable.name, questionnaire))


def _question(item: Item, questionnaire: Questionnaire) -> Text:
    text: Text = item.text
    if item.help:
        text = both("report.item.with_help", text=text, help=item.help)
    if item.relevant:
        condition = {each: in_words(item.relevant, questionnaire.codebook, each, str) for each in LANGUAGES}
        text = both("report.item.relevant", text=text, condition=condition)
    return text


def _construct(variable: str, questionnaire: Questionnaire) -> Cell:
    construct = questionnaire.codebook.construct_of(variable)
    if construct is None:
        return ""
    if variable in construct.reverse:
        return both("report.item.reversed", construct=construct.label)
    return construct.label


def _constructs(writer: Writer, questionnaire: Questionnaire) -> list[TableView]:
    if not questionnaire.constructs:
        return []
    columns = (
        Column(both("report.construct.label")),
        Column(both("report.construct.definition")),
        Column(both("report.construct.items"), Style.COUNT),
    )
    rows = tuple((c.label, c.definition or None, len(c.items)) for c in questionnaire.constructs)
    return [writer.table(Table(both("report.construct.title"), columns, rows))]


def _derived(writer: Writer, questionnaire: Questionnaire) -> list[TableView]:
    """What the analyses call by a name that stands under no question, and how it comes about."""
    columns = tuple(Column(both(f"report.derived.{name}")) for name in ("name", "label", "formula"))
    rows: list[tuple[Cell, ...]] = [(own.id, own.label, both("records.origin")) for own in questionnaire.records]
    rows += [(own.id, own.label, formula(own, questionnaire.codebook)) for own in questionnaire.derived]
    return [writer.table(Table(both("report.derived.title"), columns, tuple(rows)))] if rows else []


def _code(value: int, label: Text, language: str) -> str:
    return f"{count(value)}{NO_BREAK}={NO_BREAK}{say(label, language)}"


def coded(variable: Variable, language: str) -> str:
    """The codes with their words, the first ones where there are many."""
    labels = list(variable.values.items())[:MAXIMUM_LABELS]
    shown = "; ".join(_code(v, label, language) for v, label in labels)
    if language == "zh":
        shown = shown.replace("; ", "；")
    return shown if len(variable.values) == len(labels) else f"{shown} …"
