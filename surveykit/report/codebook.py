"""The codebook as one self-contained page in both languages: what every column, value and missing code means."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup, escape

from surveykit.core.codebook import Construct, Missing, Variable
from surveykit.core.language import LANGUAGES, Text, both
from surveykit.core.numbers import NOTHING, count, number
from surveykit.core.questionnaire import Questionnaire
from surveykit.report.templating import render
from surveykit.report.typography import TAGS


@dataclass(frozen=True)
class ValueLine:
    """A code and what it means."""

    code: str
    label: Markup


@dataclass(frozen=True)
class VariableLine:
    """One column of the data. `range` says which numbers occur where not all of them have words."""

    name: str
    item: str
    label: Markup
    level: Markup
    values: tuple[ValueLine, ...]
    range: str
    unit: Markup | None
    missing: tuple[ValueLine, ...]
    construct: Markup | None
    reversed: bool


@dataclass(frozen=True)
class ConstructLine:
    """One construct; `items` are its variables, `reverse` those that count the other way round."""

    id: str
    label: Markup
    role: Markup
    definition: Markup
    items: tuple[str, ...]
    reverse: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class InstrumentLines:
    """What is said of the questions as a whole."""

    wording: Markup
    status: Markup
    note: Markup | None
    references: tuple[str, ...]


@dataclass(frozen=True)
class CodebookView:
    """The whole page."""

    title: Markup
    id: str
    version: str
    hash: str
    count: Markup
    variables: tuple[VariableLine, ...]
    constructs: tuple[ConstructLine, ...]
    missing: tuple[ValueLine, ...]
    instrument: InstrumentLines | None


def codebook_page(questionnaire: Questionnaire, template_folders: Sequence[Path]) -> str:
    """The codebook of a questionnaire as HTML: both languages beside each other, no network, no script."""
    view = codebook_view(questionnaire)
    return render("report/codebook.html", template_folders, "en", view=view, words=_words, tags=TAGS)


def codebook_view(questionnaire: Questionnaire) -> CodebookView:
    """What the template `report/codebook.html` prints."""
    book = questionnaire.codebook
    size = {"variables": count(len(book.variables)), "constructs": count(len(book.constructs))}
    return CodebookView(
        title=bilingual(questionnaire.title),
        id=questionnaire.id,
        version=questionnaire.version,
        hash=questionnaire.hash,
        count=bilingual(both("report.codebook.count", **size)),
        variables=tuple(_variable(v, book.construct_of(v.name)) for v in book.variables),
        constructs=tuple(_construct(c) for c in book.constructs),
        missing=tuple(_reason(m) for m in Missing),
        instrument=_instrument(questionnaire),
    )


def bilingual(text: Text) -> Markup:
    """A Text in every language it has, each marked as such; once where all are the same.

    >>> bilingual({"en": "Speed", "zh": "速度"})
    Markup('<span lang="en">Speed</span> <span lang="zh-CN">速度</span>')
    """
    if len(set(text.values())) == 1:
        return escape(next(iter(text.values())))
    spoken = (Markup('<span lang="%s">%s</span>') % (TAGS[lang], text[lang]) for lang in LANGUAGES if lang in text)
    return Markup(" ").join(spoken)


def _words(name: str) -> Markup:
    return bilingual(both(f"report.codebook.{name}"))


def _variable(variable: Variable, construct: Construct | None) -> VariableLine:
    return VariableLine(
        name=variable.name,
        item=variable.item,
        label=bilingual(variable.label),
        level=bilingual(both(f"report.level.{variable.level.value}")),
        values=tuple(_value(code, label) for code, label in variable.values.items()),
        range=_range(variable),
        unit=bilingual(variable.unit) if variable.unit else None,
        missing=tuple(_reason(m) for m in Missing if m in variable.missing and m is not Missing.NOT_ANSWERED),
        construct=bilingual(construct.label) if construct else None,
        reversed=construct is not None and variable.name in construct.reverse,
    )


def _value(code: int, label: Text) -> ValueLine:
    return ValueLine(count(code), bilingual(label))


def _reason(reason: Missing) -> ValueLine:
    return ValueLine(count(reason.value), bilingual(both(f"missing.{reason.id}")))


def _range(variable: Variable) -> str:
    if variable.minimum is None and variable.maximum is None:
        return ""
    low, high = (
        number(end, variable.decimals) if end is not None else NOTHING for end in (variable.minimum, variable.maximum)
    )
    return f"{low} … {high}"


def _construct(construct: Construct) -> ConstructLine:
    return ConstructLine(
        id=construct.id,
        label=bilingual(construct.label),
        role=bilingual(both(f"report.role.{construct.role}")),
        definition=bilingual(construct.definition) if construct.definition else escape(NOTHING),
        items=construct.items,
        reverse=construct.reverse,
        source=construct.source or NOTHING,
    )


def _instrument(questionnaire: Questionnaire) -> InstrumentLines | None:
    instrument = questionnaire.instrument
    if instrument is None:
        return None
    return InstrumentLines(
        wording=bilingual(instrument.wording),
        status=bilingual(both(f"report.wording.status.{instrument.status}")),
        note=bilingual(instrument.note) if instrument.note else None,
        references=instrument.references,
    )
