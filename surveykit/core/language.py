"""Texts in several languages and the message catalogues behind every sentence of ours.

A `Text` maps a language to a string. The catalogues are `locale/<language>/<domain>.po`, where the
domain is the first part of a message's name: `form.next` stands in `form.po`. Every language has the
same names with the same placeholders (a test holds them to it).
"""

import os
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po

from surveykit.errors import Problem, SurveykitError, told_by

Text = Mapping[str, str]
LANGUAGES = ("en", "zh")
PIPE = re.compile(r"\$\{\s*([A-Za-z][A-Za-z0-9_]*)\s*(?:\|([^{}]*))?\}")
"""`${name}` or `${name|fallback}` in a text: an earlier answer, and what is said where there is none."""
_GAP = {"en": " ", "zh": ""}
"""What stands between two sentences."""
_CATALOGUES = Path(__file__).parents[1] / "locale"


def say(text: Text, language: str) -> str:
    """The text in a language, or in the first language it has.

    >>> say({"en": "Speed", "zh": "速度"}, "zh"), say({"en": "Speed"}, "zh")
    ('速度', 'Speed')
    """
    return text[language] if language in text else next(iter(text.values()), "")


def same(string: str) -> Text:
    """A string that is the same in every language, such as an id."""
    return dict.fromkeys(LANGUAGES, string)


@cache
def _catalogue(language: str, domain: str) -> dict[str, str]:
    with (_CATALOGUES / language / f"{domain}.po").open("rb") as file:
        return {str(entry.id): str(entry.string) for entry in read_po(file) if entry.id}


def messages(language: str, domain: str) -> Mapping[str, str]:
    """All messages of one domain in one language, by name."""
    return _catalogue(language, domain)


def message(name: str, language: str, /, **values: Any) -> str:
    """The message of that name with its `{placeholders}` filled. A value that is a Text is put in that language, a
    tuple is listed with the language's own comma.

    Raises KeyError for a name that no catalogue has: that is our fault, never a user's.
    """
    return _catalogue(language, name.partition(".")[0])[name].format(**_spoken(values, language))


def _spoken(values: Mapping[str, Any], language: str) -> dict[str, Any]:
    return {name: _said(value, language) for name, value in values.items()}


def _said(value: Any, language: str) -> Any:
    if isinstance(value, tuple):
        return join([v if isinstance(v, Mapping) else same(str(v)) for v in value], language)
    return say(value, language) if isinstance(value, Mapping) else value


def both(name: str, /, **values: Any) -> Text:
    """The message in every language."""
    return {language: message(name, language, **values) for language in LANGUAGES}


def join(texts: "list[Text]", language: str) -> str:
    """A list of texts as one phrase, with the language's own list comma; between quotation marks that meet, Chinese
    writes none (GB/T 15834)."""
    if language == "zh":
        return "、".join(say(t, language) for t in texts).replace("”、“", "”“")
    return ", ".join(say(t, language) for t in texts)


def enumerated(texts: Iterable[Text]) -> Text:
    """A list of texts as one phrase; both languages.

    >>> enumerated([same("a"), same("b")])
    {'en': 'a, b', 'zh': 'a、b'}
    """
    every = list(texts)
    return {language: join(every, language) for language in LANGUAGES}


def describe(problem: Problem, language: str) -> str:
    """A problem in words: where, what is wrong, what to do."""
    catalogue = _catalogue(language, "problem")
    values = _spoken(problem.values, language)
    what = catalogue[f"problem.{problem.code}"].format(**values).rstrip()  # a hint may be empty
    remedy = catalogue.get(f"problem.{problem.code}.remedy", "").format(**values)
    place = place_in_words(problem, language)
    return (f"{place}: " if place else "") + _GAP[language].join(part for part in (what, remedy) if part)


def place_in_words(problem: Problem, language: str) -> str:
    """The place of a problem; rows and columns are named in the language."""
    place = problem.place
    if place.row is None and place.sheet is None:
        return str(place)
    parts = [message("problem.place.sheet", language, sheet=place.sheet)] if place.sheet is not None else []
    if place.row is not None:
        name = "problem.place.cell" if place.field is not None else "problem.place.row"
        parts.append(message(name, language, row=place.row, field=place.field))
    cell = ("，" if language == "zh" else ", ").join(parts)
    return f"{place.file}: {cell}" if place.file else cell


def own_language() -> str:
    """The language of our messages: SURVEYKIT_LANGUAGE, else the system's if it is Chinese, else English."""
    chosen = os.environ.get("SURVEYKIT_LANGUAGE")
    system = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh" if (chosen or system).lower().startswith("zh") else "en"


def _in_words(problem: Problem) -> str:
    known = f"problem.{problem.code}" in _catalogue("en", "problem")
    return describe(problem, own_language()) if known else str(problem.place)


told_by(_in_words)


def describe_all(error: SurveykitError, language: str) -> list[str]:
    """Every problem of an error in words."""
    return [describe(problem, language) for problem in error.problems]
