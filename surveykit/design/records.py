"""The firm's records as a questionnaire of their own: what reads answers out of a file so reads records, too."""

from surveykit.core.item import Item, Option
from surveykit.core.questionnaire import Questionnaire, Section
from surveykit.core.record import Record
from surveykit.items.date_time import DateTime
from surveykit.items.number import Number
from surveykit.items.short_text import ShortText
from surveykit.items.single_choice import SingleChoice


def records_questionnaire(read: Questionnaire) -> Questionnaire:
    """One section with an item for each column of the records."""
    section = Section("records", read.title, tuple(map(record_item, read.records)))
    return Questionnaire(read.id, read.version, read.languages, read.title, (section,))


def record_item(record: Record) -> Item:
    """The item that a column of the records would be if it were asked."""
    if record.kind == "number":
        return Number(
            id=record.id,
            text=record.label,
            unit=record.unit,
            minimum=record.minimum,
            maximum=record.maximum,
            decimals=record.decimals,
        )
    if record.kind == "text":
        return ShortText(id=record.id, text=record.label)
    if record.kind == "date":
        return DateTime(id=record.id, text=record.label)
    options = {name: Option(label, code=code) for name, (code, label) in record.categories.items()}
    return SingleChoice(id=record.id, text=record.label, options=options)
