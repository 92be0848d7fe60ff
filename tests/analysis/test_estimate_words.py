"""Every estimate that a finding can have is called by its name in both languages; sentences can be read in one go."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from surveykit.analysis import ANALYSES
from surveykit.analysis.statistics.multiplicity import Correction
from surveykit.core.estimate_words import name_in_words
from surveykit.core.finding import Finding
from surveykit.core.language import messages
from tests.analysis.small import LANGUAGES
from tests.analysis.test_any_data import EVERY as ANY
from tests.analysis.test_any_data import built
from tests.analysis.test_claims import EVERY, found

DOCS = Path(__file__).parents[2] / "docs"
PAGES = (DOCS / "findings.md", DOCS / "cleaning.md", *sorted(DOCS.glob("analyses/*.md")))
NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
LONGEST = {"en": 115, "zh": 220}
"""Words and characters of a paragraph; an interval in brackets is one word, as is whatever stays on one line."""
WEIGHED = ("effective_n", "design_effect", "smallest_weight", "largest_weight", "weighted_share")
"""What only a plan with weights gives."""


@cache
def drawn(at: int) -> tuple[Finding, ...]:
    name, options = ANY[at]
    return ANALYSES[name](**options).run(built((150, 1, {}))[0])


def unnamed(names: set[str]) -> set[str]:
    return {n for n in names if any(name_in_words(n)[language] == n for language in LANGUAGES)}


@pytest.mark.parametrize("at", range(len(EVERY)))
def test_what_the_customers_tell_has_names(at: int) -> None:
    assert not unnamed({e.name for finding in found(at) for e in finding.estimates})


@pytest.mark.parametrize("at", range(len(ANY)))
def test_what_any_analysis_gives_has_names(at: int) -> None:
    assert not unnamed({e.name for finding in drawn(at) for e in finding.estimates})


def documented(page: Path) -> Iterator[str]:
    """The names in the first column of the page's tables of estimates."""
    within = False
    for line in page.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        within = line.startswith("|") and (within or cells[1] == "estimate")
        if within:
            yield from (name for name in cells[1].split(", ") if NAME.fullmatch(name) and name != "estimate")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_is_documented_has_names(page: Path) -> None:
    assert not unnamed({*documented(page), *WEIGHED})


def test_no_name_is_left_over() -> None:
    given = {e.name for at in range(len(EVERY)) for f in found(at) for e in f.estimates}
    given |= {e.name for at in range(len(ANY)) for f in drawn(at) for e in f.estimates}
    given |= {name for page in PAGES for name in documented(page)} | {*WEIGHED}
    given |= {f"equivalence_{correction}_p" for correction in get_args(Correction)}
    names = {name.removeprefix("estimate.") for name in messages("en", "estimate")}
    assert {name for name in names if not name.startswith("of.")} <= given


@pytest.mark.parametrize("at", range(len(EVERY)))
def test_full_sentences_can_be_read_in_one_go(at: int) -> None:
    for finding in found(at):
        full = finding.sentences.full
        assert len(re.sub(r"\(95% CI [^)]*\)", "(CI)", full["en"]).split(" ")) <= LONGEST["en"], finding.id
        assert len(re.findall("[\u4e00-\u9fff]", full["zh"])) <= LONGEST["zh"], finding.id


@pytest.mark.parametrize("at", range(len(EVERY)))
def test_no_id_stands_in_a_sentence(at: int) -> None:
    """The ids of the customers' questions, outside of the quotation marks that hold a wording."""
    for finding in found(at):
        for language in LANGUAGES:
            said = re.sub("“[^”]*”", "", finding.sentences.short[language] + finding.sentences.full[language])
            assert not re.search(r"(?:IMAG|CUEX|PERQ|PERV|CUSA|CUSL|CUSCO)\d?", said), finding.id
