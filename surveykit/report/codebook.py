"""The codebook as one self-contained page, to read on a screen or on paper: what every column and code means."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from markupsafe import Markup, escape

from surveykit.core.codebook import Construct, Missing, Variable
from surveykit.core.conditions import in_words
from surveykit.core.derived_words import formula
from surveykit.core.expression import Expression
from surveykit.core.item import Item
from surveykit.core.language import LANGUAGES, Text, both, message, say
from surveykit.core.numbers import NOTHING, count, number
from surveykit.core.questionnaire import Questionnaire
from surveykit.core.universe import universes
from surveykit.report.templating import render
from surveykit.report.typography import TAGS, prose

OWN_WORDING = "own wording"
"""What a construct's `source` says where the questions are nobody else's."""


@dataclass(frozen=True)
class ValueLine:
    """A code and what it means."""

    code: str
    label: Markup


@dataclass(frozen=True)
class VariableLine:
    """One column of the data. `range` says which numbers occur where not all of them have words.

    `condition` says who is asked, where the item does not; of a derived column, how it comes about.
    """

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
    condition: Markup | None


@dataclass(frozen=True)
class ItemLines:
    """One item with its columns. `text` is the question where the columns have labels of their own.

    `condition` says who is asked, where that is the same for all of these.
    """

    id: str
    text: Markup | None
    condition: Markup | None
    variables: tuple[VariableLine, ...]


@dataclass(frozen=True)
class ConstructLine:
    """One construct; `items` are its variables, `reverse` those that count the other way round."""

    id: str
    label: Markup
    role: Markup
    definition: Markup
    items: tuple[str, ...]
    reverse: tuple[str, ...]
    source: Markup


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

    tag: str
    name: str
    title: Markup
    id: str
    version: str
    hash: str
    count: Markup
    items: tuple[ItemLines, ...]
    constructs: tuple[ConstructLine, ...]
    missing: tuple[ValueLine, ...]
    instrument: InstrumentLines | None

    @property
    def variables(self) -> tuple[VariableLine, ...]:
        """The columns in order."""
        return tuple(variable for item in self.items for variable in item.variables)


def codebook_page(
    questionnaire: Questionnaire,
    template_folders: Sequence[Path],
    languages: Sequence[str] = LANGUAGES,
    paged: bool = False,
) -> str:
    """The codebook of a questionnaire as HTML: the languages beside each other, no network, no script.

    `paged` gives it running heads and page numbers, to be made a PDF; otherwise it is a page for a browser.
    """
    teller = _Teller(questionnaire, tuple(languages))
    view = codebook_view(questionnaire, languages)
    return render("report/codebook.html", template_folders, "en", view=view, words=teller.words, paged=paged)


def codebook_view(questionnaire: Questionnaire, languages: Sequence[str] = LANGUAGES) -> CodebookView:
    """What the template `report/codebook.html` prints."""
    return _Teller(questionnaire, tuple(languages)).view()


def told_in(text: Text, languages: Sequence[str]) -> Markup:
    """A Text in each of the languages that it has, marked as such; plainly where there is one, or all are the same.

    >>> told_in({"en": "Speed", "zh": "速度"}, ("en", "zh"))
    Markup('<span lang="en">Speed</span> <span lang="zh-CN">速度</span>')
    >>> told_in({"en": "Speed", "zh": "速度"}, ("zh",))
    Markup('速度')
    """
    own = {language: text[language] for language in languages if language in text} or dict(text)
    if len(set(own.values())) == 1:
        return prose(*next((said, language) for language, said in own.items()))
    return Markup(" ").join(Markup('<span lang="%s">%s</span>') % (TAGS[lang], prose(own[lang], lang)) for lang in own)


@dataclass(frozen=True)
class _Teller:
    questionnaire: Questionnaire
    languages: tuple[str, ...]

    @cached_property
    def universes(self) -> dict[str, Expression]:
        return universes(self.questionnaire)

    def view(self) -> CodebookView:
        read, book = self.questionnaire, self.questionnaire.codebook
        size = {"variables": count(len(book.variables)), "constructs": count(len(book.constructs))}
        return CodebookView(
            tag=TAGS[self.languages[0]],
            name=" · ".join(dict.fromkeys(say(read.title, language) for language in self.languages)),
            title=self.say(read.title),
            id=read.id,
            version=read.version,
            hash=read.hash,
            count=self.words("count", **size),
            items=(*(self.item(item) for item in read.items if read.variables_of[item.id]), *self.others()),
            constructs=tuple(self.construct(c) for c in book.constructs),
            missing=tuple(self.reason(m) for m in Missing),
            instrument=self.instrument(),
        )

    def say(self, text: Text) -> Markup:
        return told_in(text, self.languages)

    def words(self, name: str, **values: object) -> Markup:
        return self.say(both(f"report.codebook.{name}", **values))

    def item(self, item: Item) -> ItemLines:
        variables = self.questionnaire.variables_of[item.id]
        asked = [self.universes.get(v.name) for v in variables]
        own, alike = variables[0].name == item.id, len(set(asked)) == 1
        return ItemLines(
            item.id,
            None if own else self.say(item.text),
            self.condition(asked[0]) if alike and not own else None,
            tuple(
                self.variable(v, self.condition(condition) if own or not alike else None)
                for v, condition in zip(variables, asked, strict=True)
            ),
        )

    def others(self) -> Iterator[ItemLines]:
        """The columns that nobody was asked for: records and derived variables, each under a heading."""
        read, book = self.questionnaire, self.questionnaire.codebook
        if read.records:
            told = {name: self.say(both("records.sensitive")) for name in read.sensitive}
            own = tuple(self.variable(book.by_name[record.id], told.get(record.id)) for record in read.records)
            yield ItemLines("", self.say(both("records.title")), None, own)
        if read.derived:
            lines = tuple(self.variable(book.by_name[own.id], self.say(formula(own, book))) for own in read.derived)
            yield ItemLines("", self.words("derived"), None, lines)

    def variable(self, variable: Variable, condition: Markup | None) -> VariableLine:
        construct = self.questionnaire.codebook.construct_of(variable.name)
        return VariableLine(
            name=variable.name,
            item=variable.item,
            label=self.say(variable.label),
            level=self.say(both(f"report.level.{variable.level.value}")),
            values=tuple(ValueLine(count(code), self.say(label)) for code, label in variable.values.items()),
            range=value_range(variable),
            unit=self.say(variable.unit) if variable.unit else None,
            missing=tuple(self.reason(m) for m in Missing if m in variable.missing and m is not Missing.NOT_ANSWERED),
            construct=self.say(construct.label) if construct else None,
            reversed=construct is not None and variable.name in construct.reverse,
            condition=condition,
        )

    def condition(self, condition: Expression | None) -> Markup | None:
        """Who is asked, in words; a question is called by its variable."""
        if condition is None:
            return None
        book = self.questionnaire.codebook
        told = {x: in_words(condition, book, x, lambda name: name) for x in self.languages}
        return self.say({x: message("report.codebook.only_if", x, condition=told[x]) for x in told})

    def reason(self, reason: Missing) -> ValueLine:
        return ValueLine(count(reason.value), self.say(both(f"missing.{reason.id}")))

    def construct(self, construct: Construct) -> ConstructLine:
        return ConstructLine(
            id=construct.id,
            label=self.say(construct.label),
            role=self.say(both(f"report.role.{construct.role}")),
            definition=self.say(construct.definition) if construct.definition else escape(NOTHING),
            items=construct.items,
            reverse=construct.reverse,
            source=self.source(construct.source),
        )

    def source(self, source: str | None) -> Markup:
        """Where a construct's items come from: a reference as it is written, or the words of ours for no reference."""
        return self.words("own_wording") if source == OWN_WORDING else escape(source or NOTHING)

    def instrument(self) -> InstrumentLines | None:
        instrument = self.questionnaire.instrument
        if instrument is None:
            return None
        return InstrumentLines(
            wording=self.say(instrument.wording),
            status=self.say(both(f"report.wording.status.{instrument.status}")),
            note=self.say(instrument.note) if instrument.note else None,
            references=instrument.references,
        )


def value_range(variable: Variable) -> str:
    """The bounds, where not every number between them has words."""
    low, high = variable.minimum, variable.maximum
    if low is None and high is None:
        return ""
    if low is not None and high is not None and len(variable.values) == high - low + 1:
        return ""
    first, last = (number(end, variable.decimals) if end is not None else NOTHING for end in (low, high))
    return f"{first} … {last}"
