"""Whatever stands in a file: it loads, or every problem has its file, line and column. No traceback, soon and small."""

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, seed, settings

from surveykit.core.language import describe
from surveykit.design.load import parse_questionnaire, read_definition
from surveykit.design.save import questionnaire_text
from surveykit.errors import AuthorError
from tests.design.definitions import dressed, generated, mutated
from tests.items.contract import HEAD

SECONDS = 2.0
MEGABYTES = 200
ANY = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much, HealthCheck.large_base_example)
SHORT = settings(max_examples=300, suppress_health_check=ANY)
LONG = settings(max_examples=500, suppress_health_check=ANY)


def judge(source: str) -> None:
    """Hold the loader to its promise for one file."""
    started = time.process_time()
    try:
        definition, problems = read_definition(source, "fuzz.yaml")
    except AuthorError as error:
        definition, problems = None, list(error.problems)
        assert problems
    assert time.process_time() - started < SECONDS
    for problem in problems:
        assert problem.place.file == "fuzz.yaml", problem
        assert problem.place.line is not None, problem
        assert problem.place.column is not None, problem
        assert describe(problem, "en").startswith(str(problem.place))
        assert describe(problem, "zh").startswith(str(problem.place))
    if definition is not None:
        assert parse_questionnaire(questionnaire_text(definition.questionnaire)) == definition.questionnaire
    else:
        assert problems


@SHORT
@given(generated())
def test_what_the_registry_allows_loads_or_is_told_at_its_place(source):
    judge(source)


@SHORT
@given(mutated())
def test_what_happened_to_a_file_is_told_at_its_place(source):
    judge(source)


@settings(SHORT, max_examples=100)
@given(dressed())
def test_any_words_are_read_and_written_again_as_they_are(source):
    asked = parse_questionnaire(source)
    assert parse_questionnaire(questionnaire_text(asked)) == asked


def high_water() -> int | None:
    """The most memory this process has had, in bytes, since the mark was last set back (Linux)."""
    status = Path("/proc/self/status")
    if not status.exists():
        return None
    return next(int(line.split()[1]) * 1024 for line in status.read_text().splitlines() if line.startswith("VmHWM"))


@pytest.fixture
def little_memory():
    """Fails a test that takes more than 200 MB beyond what was there."""
    mark = Path("/proc/self/clear_refs")
    if mark.exists():
        mark.write_text("5")
    before = high_water()
    yield
    after = high_water()
    assert before is None or after is None or after - before < MEGABYTES * 1_000_000


@pytest.mark.slow
@pytest.mark.parametrize("strategy", [generated, mutated], ids=["generated", "mutated"])
def test_ten_thousand_files(strategy, little_memory):
    for number in range(20):  # in portions, for Hypothesis remembers every example of a run
        seed(number)(LONG(given(strategy())(judge)))()


BOMB = "a: &a [x, x]\n" + "".join(
    f"{b}: &{b} [{', '.join(f'*{a}' for _ in range(9))}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
DEEP = {
    "lists": "a: " + "[" * 10_000 + "]" * 10_000,
    "open lists": "a: " + "[" * 10_000,
    "mappings": "a: " + "{a: " * 10_000 + "1" + "}" * 10_000,
    "dashes": "a:\n" + "- " * 10_000 + "x",
    "questions": "? " * 10_000 + "x",
    "indented": "".join(" " * n + f"k{n}:\n" for n in range(1_300)),
    "parts": HEAD + "      - {id: a, kind: single_choice, text: " + "{en: " * 10_000,
    "brackets in a condition": HEAD
    + f"      - {{id: a, kind: open_text, text: {{en: a, zh: b}}, relevant: '{'(' * 10_000}a{')' * 10_000}'}}",
    "denials in a condition": HEAD
    + f"      - {{id: a, kind: open_text, text: {{en: a, zh: b}}, relevant: '{'not ' * 10_000}a'}}",
}


@pytest.mark.parametrize("source", [BOMB, *DEEP.values()], ids=["aliases", *DEEP])
def test_bombs_are_refused_within_a_second(source):
    started = time.process_time()
    with pytest.raises(AuthorError) as caught:
        parse_questionnaire(source, "bomb.yaml")
    assert time.process_time() - started < 1
    assert all(problem.place.line is not None for problem in caught.value.problems)
