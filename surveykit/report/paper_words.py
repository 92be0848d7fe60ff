"""The words of the printed questionnaire in its language or languages, and how its conditions name questions."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from surveykit.core.conditions import in_words, value_in_words
from surveykit.core.expression import Expression
from surveykit.core.item import Part
from surveykit.core.language import Text, both, message, say
from surveykit.core.questionnaire import Questionnaire
from surveykit.report.typography import TAGS, spoken

PIPE = re.compile(r"\$\{\s*([A-Za-z][A-Za-z0-9_]*)[^{}]*\}")
_PARAGRAPHS = re.compile(r"\n\s*\n")


@dataclass(frozen=True)
class PaperWords:
    """Says texts in `languages`; `numbers` maps the id of each numbered item to its number."""

    questionnaire: Questionnaire
    languages: tuple[str, ...]
    numbers: Mapping[str, int]

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

    def words(self, name: str, **values: object) -> Markup:
        """One of our own messages, `paper.<name>`, in the languages of the print."""
        return self.say(both(f"paper.{name}", **values))

    def paragraphs(self, text: Text | None) -> tuple[Markup, ...]:
        """The paragraphs of a text, those of the languages beside each other."""
        if text is None:
            return ()
        cut = {language: _PARAGRAPHS.split(say(text, language).strip()) for language in self.languages}
        if len({len(paragraphs) for paragraphs in cut.values()}) > 1:
            return (self.say(text),)
        rows = zip(*cut.values(), strict=True)
        return tuple(self.say(dict(zip(cut, row, strict=True))) for row in rows)

    def condition(self, condition: Expression | None, name: str = "only_if") -> Markup | None:
        """A condition in the message `paper.<name>`."""
        if condition is None:
            return None
        return self.say({x: message(f"paper.{name}", x, condition=self.clause(condition, x)) for x in self.languages})

    def with_condition(self, part: Part, condition: Expression) -> Text:
        """The label of a part with its condition."""
        return {
            language: message(
                "paper.part_only_if", language, label=part.label, condition=self.clause(condition, language)
            )
            for language in self.languages
        }

    def clause(self, condition: Expression, language: str) -> str:
        """A condition as a clause."""
        return in_words(condition, self.questionnaire.codebook, language, lambda name: self.called(name, language))

    def calculation(self, value: Expression) -> Markup:
        """How a calculated value comes about."""
        told = {
            language: value_in_words(
                value,
                self.questionnaire.codebook,
                language,
                lambda name, language=language: self.called(name, language),  # type: ignore[misc]
            )
            for language in self.languages
        }
        return self.say({language: message("paper.calculated", language, value=told[language]) for language in told})

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

    def unpiped(self, text: str, language: str) -> str:
        """The text with words in place of earlier answers."""

        def place(found: re.Match[str]) -> str:
            item = self.questionnaire.item_of.get(found[1])
            number = self.numbers.get(item.id) if item else None
            name = "paper.piped_unknown" if number is None else "paper.piped"
            return message(name, language, number=number)

        return PIPE.sub(place, text)
