"""Every number that the report of the demonstration says in words is one of its findings' numbers, rounded.

The numbers are read from the page as a reader sees it, and looked up in findings.json.
"""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from surveykit import pipeline
from surveykit.pipeline.demonstration import example_data

ROOT = Path(__file__).parents[2]
NUMBER = re.compile(r"(?<![\w.])(?:\d+(?:\.\d+)?|\.\d+)(?![\w])")
YEAR = re.compile(r"(?<=[ (（，])(?:19|20)\d\d(?=[),;）；，])")
LEAST = re.compile(r"<\s\.001")
"""A year that a work is cited by; and what stands for every smaller p."""
SAID = {
    "6000": "250 respondents times 24 items",
    "10000": "draws, which the method states",
    ".6745": "Huber’s scale",
    "1.96": "standard errors",
}
PLACES = range(5)
VOID = {"meta", "input", "br", "img", "link", "hr", "wbr"}
ASIDE = {"table", "svg", "nav", "code", "style", "script", "details"}
"""Not prose: their numbers are those of the tables and figures themselves."""
NAMES = {"where", "number", "label", "references", "instrument", "appendix", "facts", "band", "languages", "maker"}
"""Numbers of sections, tables and figures; the questionnaire, the method appendix and the works that are cited."""


class Prose(HTMLParser):
    """The sentences of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.sentences: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        aside = tag in ASIDE or bool(set((dict(attrs).get("class") or "").split()) & NAMES)
        self.open.append((tag, aside))
        if tag in {"p", "li", "dd", "h3", "figcaption"}:
            self.sentences.append("")

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            continue

    def handle_data(self, data: str) -> None:
        if self.sentences and not any(aside for _, aside in self.open):
            self.sentences[-1] += data


def numbers(value: Any) -> Iterator[float]:
    """Every number in a piece of findings.json."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from numbers(each)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield float(value)


def forms(found: Any) -> set[str]:
    """What numbers look like in words: rounded, as a percentage, without the leading zero."""
    shown = {f"{abs(x):.{places}f}" for n in numbers(found) for x in (n, 100 * n) for places in PLACES}
    return shown | {text.removeprefix("0") for text in shown if text.startswith("0.")}


def foreign(said: str, known: set[str]) -> list[str]:
    said = LEAST.sub("", YEAR.sub("", said))
    return [n for n in NUMBER.findall(said) if n not in known and n not in SAID]


@pytest.fixture(scope="module")
def study() -> pipeline.Study:
    return pipeline.study(ROOT / "reports" / "ecsi-mobile.yaml", example_data())


@pytest.fixture(scope="module")
def found(study: pipeline.Study, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    path = tmp_path_factory.mktemp("found") / "findings.json"
    pipeline.write_findings(study, path)
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module", params=["en", "zh"])
def sentences(request: pytest.FixtureRequest, study: Any, tmp_path_factory: Any) -> list[str]:
    path = tmp_path_factory.mktemp("page") / "page.html"
    pipeline.write_report(study, path, [request.param])
    return Prose(path.read_text(encoding="utf-8")).sentences


def test_every_number_in_words_is_a_number_of_a_finding(sentences: list[str], found: Any) -> None:
    known = forms(found)
    assert sum(len(NUMBER.findall(said)) for said in sentences) > 500
    assert {said: wrong for said in sentences if (wrong := foreign(said, known))} == {}


def test_a_number_that_no_finding_has_would_be_seen() -> None:
    known = forms({"value": 0.1234, "n": 250})
    assert foreign("r = .12, 12% of 250 (Author, 1999)", known) == []
    assert foreign("r = .13 of 251", known) == [".13", "251"]
