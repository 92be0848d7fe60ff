"""The printed questionnaire: boxes with the codes of the codebook, lines to write on, skips in words.

What a web form does by itself, paper says: which question is asked of whom, and where an earlier answer belongs.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from markupsafe import Markup

from surveykit.core.expression import Expression
from surveykit.core.item import Item, Part
from surveykit.core.language import Text, both, message, say
from surveykit.core.questionnaire import Questionnaire, Section
from surveykit.report.conditions import in_words
from surveykit.report.templating import render
from surveykit.report.typography import TAGS, spoken

PIPE = re.compile(r"\$\{\s*([A-Za-z][A-Za-z0-9_]*)[^{}]*\}")
_PARAGRAPHS = re.compile(r"\n\s*\n")


@dataclass(frozen=True)
class Question:
    """One item as printed. `number` is None for what is only read; `answer` are its boxes and lines."""

    id: str
    kind: str
    number: int | None
    text: Markup
    help: Markup | None
    conditions: tuple[Markup, ...]
    answer: Markup


@dataclass(frozen=True)
class PrintedSection:
    """One section."""

    id: str
    title: Markup
    intro: tuple[Markup, ...]
    condition: Markup | None
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Paper:
    """What the template `report/paper.html` prints. `style` is the language, or « both »."""

    id: str
    version: str
    tag: str
    style: str
    name: str
    title: Markup
    intro: tuple[Markup, ...]
    sections: tuple[PrintedSection, ...]
    closing: tuple[Markup, ...]


def paper_page(questionnaire: Questionnaire, languages: Sequence[str], template_folders: Sequence[Path]) -> str:
    """The questionnaire as HTML to be printed, in one language or in two side by side.

    `template_folders`: where `report/` and `items/<kind>/` are; the first that has a file wins.
    """
    printer = _Printer(questionnaire, tuple(languages), tuple(template_folders), {})
    printer = replace(printer, numbers=printer.numbered())
    return render("report/paper.html", template_folders, languages[0], view=printer.paper(), words=printer.words)


@dataclass(frozen=True)
class _Printer:
    """`numbers` maps the id of each numbered item to its number."""

    questionnaire: Questionnaire
    languages: tuple[str, ...]
    folders: tuple[Path, ...]
    numbers: Mapping[str, int]

    def paper(self) -> Paper:
        read, first = self.questionnaire, self.languages[0]
        return Paper(
            id=read.id,
            version=read.version,
            tag=TAGS.get(first, first),
            style="both" if len(self.languages) > 1 else first,
            name=" · ".join(dict.fromkeys(say(read.title, language) for language in self.languages)),
            title=self.say(read.title),
            intro=self.paragraphs(read.intro),
            sections=tuple(s for section in read.sections if (s := self.section(section)).questions),
            closing=self.paragraphs(read.closing),
        )

    def numbered(self) -> dict[str, int]:
        """Every item that has something to fill in, counted through."""
        asked = [item for item in self.questionnaire.items if not item.unseen and self.answer(item).strip()]
        return {item.id: number for number, item in enumerate(asked, 1)}

    def section(self, section: Section) -> PrintedSection:
        seen = [item for item in section.items if not item.unseen]
        return PrintedSection(
            id=section.id,
            title=self.say(section.title),
            intro=self.paragraphs(section.intro),
            condition=self.condition(section.relevant),
            questions=tuple(self.question(item) for item in seen),
        )

    def question(self, item: Item) -> Question:
        return Question(
            id=item.id,
            kind=item.kind,
            number=self.numbers.get(item.id),
            text=self.say(item.text),
            help=self.say(item.help) if item.help else None,
            conditions=tuple(self.conditions(item)),
            answer=self.answer(item),
        )

    def answer(self, item: Item) -> Markup:
        """The boxes and lines of an item, by its kind's partial, or plainly where it has none."""
        own = f"items/{item.kind}/paper.html"
        name = own if any((folder / own).is_file() for folder in self.folders) else "report/paper/plain.html"
        rendered = render(
            name,
            self.folders,
            self.languages[0],
            item=self.told(item),
            say=self.say,
            words=self.words,
            codes=self.questionnaire.codebook.by_name,
        )
        return Markup(rendered)  # noqa: S704 - our own template, which escapes

    def told(self, item: Item) -> Item:
        """The item, with the condition of a part in the part's own words."""
        parts = {
            name: replace(part, label=self.with_condition(part, part.relevant)) if part.labelled() else part
            for name, part in item.parts().items()
            if part.relevant is not None
        }
        changed: dict[str, Any] = {item.part_field: {**item.parts(), **parts}} if parts else {}
        return replace(item, **changed)

    def conditions(self, item: Item) -> Iterator[Markup]:
        """When the item is asked; and each part that makes its label itself, and so cannot say it."""
        if (own := self.condition(item.relevant)) is not None:
            yield own
        for part in item.parts().values():
            if part.relevant is not None and not part.labelled():
                yield self.say(self.with_condition(part, part.relevant))

    def with_condition(self, part: Part, condition: Expression) -> Text:
        return {
            language: message(
                "paper.part_only_if", language, label=part.label, condition=self.clause(condition, language)
            )
            for language in self.languages
        }

    def condition(self, condition: Expression | None) -> Markup | None:
        if condition is None:
            return None
        spoken_of = {
            language: message("paper.only_if", language, condition=self.clause(condition, language))
            for language in self.languages
        }
        return self.say(spoken_of)

    def clause(self, condition: Expression, language: str) -> str:
        return in_words(condition, self.questionnaire.codebook, language, lambda name: self.called(name, language))

    def called(self, name: str, language: str) -> str:
        """How a condition names a question: by its number; a part of one, by its words too."""
        item = self.questionnaire.item_of.get(name) or self.questionnaire.item_by_id.get(name)
        label = self.questionnaire.codebook.by_name[name].label if name in self.questionnaire.codebook.by_name else None
        number = self.numbers.get(item.id) if item else None
        if number is None:
            return message("paper.quoted", language, text=label or name)
        if item is None or label is None or item.id == name:
            return message("paper.question", language, number=number)
        return message("paper.part", language, number=number, label=label)

    def say(self, text: Text) -> Markup:
        """A text in the languages of the print, each marked as such; once where both are the same."""
        told = {language: self.unpiped(say(text, language), language) for language in self.languages}
        if len(set(told.values())) == 1:
            return spoken(told, self.languages[0])
        pieces = (
            Markup('<span lang="%s">%s</span>') % (TAGS.get(language, language), spoken(told, language))
            for language in told
        )
        return Markup('<span class="pair">%s</span>') % Markup(" ").join(pieces)

    def unpiped(self, text: str, language: str) -> str:
        """The text with words in place of earlier answers."""

        def place(found: re.Match[str]) -> str:
            item = self.questionnaire.item_of.get(found[1])
            number = self.numbers.get(item.id) if item else None
            name = "paper.piped_unknown" if number is None else "paper.piped"
            return message(name, language, number=number)

        return PIPE.sub(place, text)

    def paragraphs(self, text: Text | None) -> tuple[Markup, ...]:
        """The paragraphs of a text, those of the languages beside each other."""
        if text is None:
            return ()
        cut = {language: _PARAGRAPHS.split(say(text, language).strip()) for language in self.languages}
        if len({len(paragraphs) for paragraphs in cut.values()}) > 1:
            return (self.say(text),)
        rows = zip(*cut.values(), strict=True)
        return tuple(self.say(dict(zip(cut, row, strict=True))) for row in rows)

    def words(self, name: str, **values: object) -> Markup:
        """One of our own messages, `paper.<name>`, in the languages of the print."""
        return self.say(both(f"paper.{name}", **values))
