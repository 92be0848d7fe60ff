"""The printed questionnaire: boxes with the codes of the codebook, lines to write on, skips in words.

What a web form does by itself, paper says: which question is asked of whom, which comes next, and where an earlier
answer belongs. What respondents do not answer stands in a box for the office.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import lcm
from pathlib import Path
from typing import Any

from markupsafe import Markup

from surveykit.core.expression import Expression
from surveykit.core.item import Item
from surveykit.core.language import say
from surveykit.core.questionnaire import Questionnaire, Section
from surveykit.errors import AuthorError
from surveykit.report.paper_skips import Order, printed_order
from surveykit.report.paper_view import OfficeBox, OfficeLine, Paper, PrintedSection, Question
from surveykit.report.paper_words import PaperWords
from surveykit.report.templating import render
from surveykit.report.typography import TAGS


def paper_page(
    questionnaire: Questionnaire, languages: Sequence[str], template_folders: Sequence[Path], version: int = 1
) -> str:
    """The questionnaire as HTML to be printed, in one language or in two side by side.

    `template_folders`: where `report/` and `items/<kind>/` are; the first that has a file wins. `version` chooses
    among the versions of a design, from 1. Raises AuthorError where there are not so many.
    """
    versions = lcm(*(item.versions for item in questionnaire.items))
    if not 1 <= version <= versions:
        code = "no-such-version" if versions > 1 else "no-versions"
        raise AuthorError.of(code, version=version, versions=versions)
    printer = _Printer(questionnaire, tuple(languages), tuple(template_folders), version, versions)
    return render("report/paper.html", template_folders, languages[0], view=printer.paper(), words=printer.words.words)


@dataclass(frozen=True)
class _Printer:
    questionnaire: Questionnaire
    languages: tuple[str, ...]
    folders: tuple[Path, ...]
    version: int
    versions: int

    @cached_property
    def sections(self) -> tuple[tuple[Section, tuple[Item, ...]], ...]:
        """Each section with its items as they are printed: in the order of the page, of a design one version."""
        return tuple(
            (section, tuple(item.only(item.drawn(0, self.version - 1)) for item in printed_order(section.items)))
            for section in self.questionnaire.sections
        )

    @cached_property
    def words(self) -> PaperWords:
        """Says texts; the numbers count every item that has something to fill in."""
        unnumbered = PaperWords(self.questionnaire, self.languages, {})
        seen = [item for _, items in self.sections for item in items if not item.unseen]
        asked = [item for item in seen if self.partial(item, unnumbered, {}).strip()]
        return replace(unnumbered, numbers={item.id: number for number, item in enumerate(asked, 1)})

    @cached_property
    def order(self) -> Order:
        return Order([(section, item) for section, items in self.sections for item in items], self.words.numbers)

    def paper(self) -> Paper:
        read, first, words = self.questionnaire, self.languages[0], self.words
        sections = tuple(s for section, items in self.sections if (s := self.section(section, items)).questions)
        return Paper(
            id=read.id,
            version=read.version,
            tag=TAGS.get(first, first),
            style="both" if len(self.languages) > 1 else first,
            name=" · ".join(dict.fromkeys(say(read.title, language) for language in self.languages)),
            title=words.say(read.title),
            design=words.words("design", version=self.version, versions=self.versions) if self.versions > 1 else None,
            office=tuple(line for item in read.items if item.unseen for line in self.office(item)),
            how=tuple(words.words(name) for name in self.instructions(sections)),
            intro=words.paragraphs(read.intro),
            sections=sections,
            order=words.words("shuffled_sections") if read.shuffle else None,
        )

    def instructions(self, sections: Sequence[PrintedSection]) -> Iterator[str]:
        """The messages that say how to fill the questionnaire in, as far as they apply to it."""
        if any('class="square"' in question.answer for section in sections for question in section.questions):
            yield "how"
            yield "mend"
        if any(self.order.skips(item) for _, item in self.order.items if not item.unseen):
            yield "arrows"
        if any(section.condition or any(q.conditions for q in section.questions) for section in sections):
            yield "conditions"

    def section(self, section: Section, items: Sequence[Item]) -> PrintedSection:
        seen: list[Item | None] = [None, *(item for item in items if not item.unseen), None]
        return PrintedSection(
            id=section.id,
            title=self.words.say(section.title),
            intro=self.words.paragraphs(section.intro),
            condition=self.words.condition(section.relevant),
            questions=tuple(
                self.question(item, before, behind)
                for before, item, behind in zip(seen, seen[1:], seen[2:], strict=False)
                if item is not None
            ),
            stop=self.stop(section.screen_out),
            order=self.words.words("shuffled_items") if section.shuffle else None,
        )

    def stop(self, condition: Expression | None) -> tuple[Markup, ...]:
        """Who does not go on, and what they read."""
        said = self.words.condition(condition, "stop")
        return () if said is None else (said, *self.words.paragraphs(self.questionnaire.screened))

    def question(self, item: Item, before: Item | None, behind: Item | None) -> Question:
        words = self.words
        late, last = item.after is not None, item.after is None and behind is not None and behind.after is not None
        return Question(
            id=item.id,
            kind=item.kind,
            number=words.numbers.get(item.id),
            text=words.say(item.text),
            help=words.say(item.help) if item.help else None,
            conditions=tuple(self.conditions(item)),
            answer=self.partial(item, words, self.order.skips(item)),
            note=words.words("no_turning", number=words.numbers.get(item.after or "")) if late else None,
            order=words.words("shuffled_parts") if item.shuffle else None,
            turn=words.words("turn") if last else None,
            new_page=late and (before is None or before.after is None),
        )

    def partial(self, item: Item, words: PaperWords, skips: dict[str, int | None]) -> Markup:
        """The boxes and lines of an item, by its kind's partial, or plainly where it has none."""
        own = f"items/{item.kind}/paper.html"
        name = own if any((folder / own).is_file() for folder in self.folders) else "report/paper/plain.html"
        rendered = render(
            name,
            self.folders,
            self.languages[0],
            item=self.told(item, words),
            say=words.say,
            words=words.words,
            codes=self.questionnaire.codebook.by_name,
            skips=skips,
        )
        return Markup(rendered)  # noqa: S704 - our own template, which escapes

    def told(self, item: Item, words: PaperWords) -> Item:
        """The item, with the condition of a part in the part's own words."""
        parts = {
            name: replace(part, label=words.with_condition(part, part.relevant)) if part.labelled() else part
            for name, part in item.parts().items()
            if part.relevant is not None
        }
        changed: dict[str, Any] = {item.part_field: {**item.parts(), **parts}} if parts else {}
        return replace(item, **changed)

    def conditions(self, item: Item) -> Iterator[Markup]:
        """When the item is asked; and each part that makes its label itself, and so cannot say it."""
        if (own := self.words.condition(item.relevant)) is not None:
            yield own
        for part in item.parts().values():
            if part.relevant is not None and not part.labelled():
                yield self.words.say(self.words.with_condition(part, part.relevant))

    def office(self, item: Item) -> Iterator[OfficeLine]:
        """What the respondent does not see: marked before the questionnaire is handed out, or computed afterwards."""
        value = getattr(item, "value", None)
        computed = self.words.calculation(value) if isinstance(value, Expression) else None
        for variable in item.variables():
            boxes = tuple(OfficeBox(code, self.words.say(label)) for code, label in variable.values.items())
            yield OfficeLine(variable.name, self.words.say(variable.label), boxes, computed)
