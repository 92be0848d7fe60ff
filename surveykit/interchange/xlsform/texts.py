"""The texts of a form -> texts of a definition, in each of its languages."""

from collections.abc import Mapping
from typing import Any

from surveykit.core.language import Text
from surveykit.interchange.xlsform.report import Report
from surveykit.interchange.xlsform.sheets import Row
from surveykit.interchange.xlsform.xpath import references

Tree = dict[str, Any]
"""A mapping of plain data: texts, numbers, truth values, lists and mappings."""


class Texts:
    """Reads texts. `ids` are the ids of the questions by their names, for what a text shows of earlier answers."""

    def __init__(self, languages: tuple[str, ...], report: Report) -> None:
        self.languages = languages
        self.report = report
        self.ids: dict[str, str] = {}
        self.readable: dict[str, str] = {}
        """Name of a question -> the variable that a text can show."""

    def read(self, row: Row, column: str) -> Any:
        """The text of a column in every language, a bare one where there is one language; None if it is empty."""
        said = {language: row[f"{column}::{language}"] for language in self.languages}
        written = {language: text for language, text in said.items() if text}
        if not written:
            return None
        for language in self.languages:
            if language not in written:
                place = row.at(f"{column}::{language}")
                self.report.lose("xlsform-untranslated", place, column=column, language=language)
        first = next(iter(written.values()))
        return self.said({x: self.piped(row, column, x, written.get(x, first)) for x in self.languages})

    def label(self, row: Row, name: str) -> Any:
        """The label of a row; where there is none its name, which is reported."""
        label = self.read(row, "label")
        if label is not None:
            return label
        self.report.lose("xlsform-no-label", row.place, name=name)
        return self.said(dict.fromkeys(self.languages, name))

    def said(self, text: Text) -> Any:
        """A text in the languages of the form."""
        if len(self.languages) == 1:
            return text[self.languages[0]]
        return {language: text[language] for language in self.languages}

    def with_flags(self, label: Any, flags: Mapping[str, Any]) -> Tree:
        """The label of an option or a row with its flags beside it."""
        own = {self.languages[0]: label} if isinstance(label, str) else dict(label)
        return {**own, **flags}

    def bare(self, part: Tree) -> Any:
        """An option or a row; only its label where it has no flags and there is one language."""
        return part[self.languages[0]] if list(part) == [self.languages[0]] else part

    def piped(self, row: Row, column: str, language: str, text: str) -> str:
        """The text with our names of what it shows of earlier answers."""
        place = row.at(f"{column}::{language}")
        for name in sorted(references(text)):
            shown = self.readable.get(name)
            if shown is None:
                self.report.lose("xlsform-text-shows-nothing", place, name=name)
            text = _replaced(text, name, f"${{{shown}}}" if shown else "…")
        if "{{" in text:
            self.report.lose("xlsform-braces", place)
            text = text.replace("{{", "{ {").replace("}}", "} }")
        return text


def _replaced(text: str, name: str, shown: str) -> str:
    pieces = text.split("${")
    done = [pieces[0]]
    for piece in pieces[1:]:
        inner, brace, rest = piece.partition("}")
        done.append(f"{shown}{rest}" if brace and inner.strip() == name else f"${{{piece}")
    return "".join(done)
