"""The pages of the form. Each is rendered once per questionnaire version and language, then filled in.

A page's template sees: `questionnaire`, `language`, `tag` (BCP 47), `section` or `item` where there is one, `slot`,
and these functions: `say` (a Text, with its piped answers as slots), `paragraphs`, `words` (a message of `form.po`),
`asset` and `address_in` (addresses), `name_of` and `tag_of` (languages).
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from babel import Locale
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from surveykit.core.item import Item
from surveykit.core.language import LANGUAGES, Text, message
from surveykit.core.language import say as in_language
from surveykit.core.questionnaire import Questionnaire, Section
from surveykit.form.filling import Filling
from surveykit.form.live import Live, live
from surveykit.form.piping import pieces
from surveykit.form.skeleton import Skeleton
from surveykit.form.static import Asset

MOST_SKELETONS = 5000
"""Random orders make many; then the rendering starts anew rather than fill the memory."""
TAGS = {"zh": "zh-Hans"}


def words(name: str, language: str, **values: Any) -> str:
    """A message of a catalogue, in English where the language has no catalogue."""
    return message(name, language if language in LANGUAGES else "en", **values)


def tag_of(language: str) -> str:
    """The name of a language for browsers and screen readers.

    >>> tag_of("en"), tag_of("zh")
    ('en', 'zh-Hans')
    """
    return TAGS.get(language, language)


def name_of(language: str) -> str:
    """The language's own name for itself.

    >>> name_of("en"), name_of("zh")
    ('English', '中文')
    """
    return str(Locale.parse(language).get_display_name(language))


class Pages:
    """Renders pages. `assets` are the static files, `asset_address` and `address` say where a file or page is."""

    def __init__(
        self,
        folders: Sequence[Path],
        assets: Mapping[str, Asset],
        asset_address: Callable[[str], str],
        address: Callable[..., str],
    ) -> None:
        self._environment = Environment(
            loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
        )
        self._environment.globals.update(
            say=_say, paragraphs=_paragraphs, words=_words, asset=asset_address, name_of=name_of, tag_of=tag_of
        )
        self._assets = assets
        self._address = address
        self._skeletons: dict[tuple[str, ...], Skeleton] = {}
        self._live: dict[tuple[str, ...], Live] = {}

    def item(self, questionnaire: Questionnaire, item: Item, language: str) -> Skeleton:
        """One question, by its kind's partial."""
        name = f"items/{item.kind}/form.html"
        shown = "\x1f".join((item.id, *item.parts()))  # what is conditional or shuffled differs between people
        return self._skeleton(name, questionnaire, language, shown, item=item)

    def section(self, questionnaire: Questionnaire, section: Section, language: str) -> Skeleton:
        """The frame of a section's page."""
        live = self.live(questionnaire, section, language)
        return self._skeleton(
            "form/section.html",
            questionnaire,
            language,
            section.id,
            section=section,
            address=self._address(questionnaire, language, section.id),
            scripts=[name for name in _scripts(section, live) if name in self._assets],
            live=live,
            readings=json.dumps(live.variables(), ensure_ascii=False),
        )

    def live(self, questionnaire: Questionnaire, section: Section, language: str) -> Live:
        """The questions of a section that its script shows and removes."""
        key = (questionnaire.id, questionnaire.hash, language, section.id)
        if key not in self._live:
            self._live[key] = live(
                questionnaire.section(section.id),
                lambda item: self.item(questionnaire, item, language).fields("answer"),
            )
        return self._live[key]

    def welcome(self, questionnaire: Questionnaire, language: str) -> Skeleton:
        """The first page."""

        def address_in(other: str) -> str:
            return self._address(questionnaire, other)

        return self._skeleton("form/welcome.html", questionnaire, language, address_in=address_in)

    def thanks(self, questionnaire: Questionnaire, language: str, screened: bool) -> Skeleton:
        """The last page, also of those who were screened out."""
        name = "screened" if screened else "sent"
        return self._skeleton("form/thanks.html", questionnaire, language, name, screened=screened)

    def part(self, name: str, language: str, **context: object) -> Markup:
        """A small template rendered anew: a notice, a button, a page about a failure."""
        rendered = self._environment.get_template(f"form/{name}.html").render(
            language=language, tag=tag_of(language), **context
        )
        return Markup(rendered)  # noqa: S704 - our own template, which escapes

    def _skeleton(
        self, name: str, questionnaire: Questionnaire, language: str, id: str = "", **context: object
    ) -> Skeleton:
        key = (name, questionnaire.id, questionnaire.hash, language, id)
        if key not in self._skeletons:
            if len(self._skeletons) >= MOST_SKELETONS:
                self._skeletons.clear()
            self._skeletons[key] = Skeleton.render(
                self._environment.get_template(name),
                Filling,
                questionnaire=questionnaire,
                language=language,
                tag=tag_of(language),
                **context,
            )
        return self._skeletons[key]


def _scripts(section: Section, live: Live) -> list[str]:
    """A kind's own script is `<kind>.js`, if it has one. What moves questions comes before what equips them."""
    moving = ["expression.js", "relevance.js"] if live.conditions else []
    return [*moving, "form.js", *(f"{kind}.js" for kind in dict.fromkeys(item.kind for item in section.items))]


def _piped(text: str, context: Context) -> Markup:
    """The text, escaped, with a slot for every answer piped into it."""
    return Markup("").join(
        escape(literal) + (context["slot"].answer(name, fallback) if name else "")
        for literal, name, fallback in pieces(text)
    )


@pass_context
def _say(context: Context, text: Text) -> Markup:
    return _piped(in_language(text, context["language"]), context)


@pass_context
def _paragraphs(context: Context, text: Text) -> Markup:
    """A text whose paragraphs are parted by blank lines."""
    written = re.split(r"\n\s*\n", in_language(text, context["language"]).strip())
    return Markup("\n").join(Markup("<p>{}</p>").format(_piped(p.strip(), context)) for p in written)


@pass_context
def _words(context: Context, name: str, **values: Any) -> str:
    return words(name, context["language"], **values)
