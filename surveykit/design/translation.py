"""How far a questionnaire is translated: what is missing in a language, what is out of date, what nobody has confirmed.

A translation is confirmed together with the words that it translates. The pairs stand in a file beside the
questionnaire, `mine.translations.json`. They are kept by their words, not by their place, so that they survive moving
and renaming. A language is compared with the first one of the questionnaire. Where the words of a confirmed pair have
changed and the translation has not, the translation is stale.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from surveykit.core.document import read_text
from surveykit.core.output import write_text
from surveykit.design.load import read
from surveykit.errors import AuthorError, Place

SCHEMA = "surveykit-translations/1"
Pair = tuple[str, str]
"""What is said in the first language, and in another."""
Confirmed = Mapping[str, Sequence[Pair]]
"""Language -> the pairs that somebody has confirmed."""


@dataclass(frozen=True)
class Remark:
    """A text to look at. `state`: missing, stale, unconfirmed; `before` is what a stale text translates."""

    state: str
    place: Place
    text: str
    before: str = ""


@dataclass(frozen=True)
class Status:
    """How far one language is: the number of texts, and remarks in the order of the file."""

    language: str
    texts: int
    remarks: tuple[Remark, ...]

    def count(self, state: str) -> int:
        """How many texts are in that state."""
        return sum(remark.state == state for remark in self.remarks)


@dataclass(frozen=True)
class Translations:
    """The texts of a questionnaire file in its languages, as far as they are there."""

    languages: tuple[str, ...]
    texts: tuple[tuple[Place, Mapping[str, str]], ...]

    def status(self, confirmed: Confirmed) -> list[Status]:
        """How far each language is."""
        return [Status(name, len(self.texts), tuple(self._remarks(name, confirmed))) for name in self.languages]

    def _remarks(self, language: str, confirmed: Confirmed) -> Iterator[Remark]:
        first, known, now = self.languages[0], set(confirmed.get(language, ())), set(self.pairs(language))
        for place, text in self.texts:
            if language not in text:
                yield Remark("missing", place, next(iter(text.values()), ""))
            elif language != first and first in text and (text[first], text[language]) not in known:
                before = [said for said, words in known - now if words == text[language]]
                yield Remark("stale" if before else "unconfirmed", place, text[language], *before[:1])

    def pairs(self, language: str) -> list[Pair]:
        """Every text that is there in the first language and in this one, each pair once."""
        first = self.languages[0]
        return sorted({(text[first], text[language]) for _, text in self.texts if {first, language} <= text.keys()})

    def translated(self, language: str) -> int:
        """How many texts are there in the first language and in this one."""
        return sum({self.languages[0], language} <= text.keys() for _, text in self.texts)


def translations(path: Path) -> Translations:
    """The texts of a questionnaire file, whatever else is at fault in it. Raises AuthorError for what is no YAML."""
    reader = read(read_text(path), str(path)).reader
    once = {place: {name: node.text.strip() for name, node in text.items()} for place, text in reader.texts}
    return Translations(reader.languages, tuple(sorted(once.items(), key=lambda t: (t[0].line or 0, t[0].column or 0))))


def beside(path: Path) -> Path:
    """The file with the confirmed pairs of a questionnaire."""
    return path.with_name(f"{path.stem}.translations.json")


def load_confirmed(path: Path) -> Confirmed:
    """The confirmed pairs of a questionnaire file; none where there is no such file. Raises AuthorError."""
    file = beside(path)
    if not file.exists():
        return {}
    try:
        return _confirmed(json.loads(read_text(file)))
    except (ValueError, KeyError, TypeError):
        raise AuthorError.of("bad-translations-file", Place(str(file)), schema=SCHEMA) from None


def _confirmed(document: Any) -> Confirmed:
    if document["schema"] != SCHEMA:
        raise ValueError(document["schema"])
    return {
        str(language): [(str(source), str(translation)) for source, translation in pairs]
        for language, pairs in document["confirmed"].items()
    }


def save_confirmed(path: Path, confirmed: Confirmed) -> None:
    """Write the confirmed pairs of a questionnaire file, one pair a line."""
    lines = [
        f"    {json.dumps(language)}: [\n"
        + ",\n".join(f"      {json.dumps(pair, ensure_ascii=False)}" for pair in pairs)
        + "\n    ]"
        for language, pairs in confirmed.items()
    ]
    text = f'{{\n  "schema": "{SCHEMA}",\n  "confirmed": {{\n' + ",\n".join(lines) + "\n  }\n}\n"
    write_text(beside(path), text)
