"""Derived variables: every fault is told where it stands."""

import pytest

from surveykit.core.language import LANGUAGES, describe
from surveykit.design.load import read
from surveykit.errors import Severity
from tests.core.derived_study import STUDY


def faults(old, new):
    assert old in STUDY
    return [p for p in read(STUDY.replace(old, new)).problems if p.severity is Severity.ERROR]


SUM = "sum: [faults_late, faults_parts]"
MEAN = "mean: [a, b], minimum_answered: 0.5"
INDEX = "index: {of: care, from: 0, to: 100}"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("of: age\n", "of: agee\n", "derived-unknown"),
        (MEAN, "mean: [a, m]", "derived-parts"),
        (MEAN, "mean: [a, a]", "derived-twice"),
        (MEAN, "mean: [care]", "derived-construct"),
        (MEAN, "mean: [care_level]", "derived-later"),
        (MEAN, "mean: [pace]", "derived-circle"),
        (INDEX, "index: {of: care_level}", "derived-circle"),
        (MEAN, "mean: [a, channel]", "derived-needs-numbers"),
        ("of: age\n", "of: channel\n", "derived-needs-numbers"),
        (MEAN, "mean: [a, age]", "derived-mixed-scales"),
        ("  age_group:", "  AGE:", "name-taken"),
        ("  age_group:", "  Care:", "name-taken"),
        ("from: a\n", "from: age\n", "derived-needs-values"),
        ("5: more}", "6: more}", "derived-unknown-value"),
        ("5: more}", "5: most}", "derived-unknown-option"),
        (", 5: more}", "}", "derived-values-left"),
        ("4: more, 5: more}", "4: less, 5: less}", "derived-unused-option"),
        ("at: [30, 50]", "at: [50, 30]", "derived-edges"),
        ("at: [30, 50]", "at: []", "derived-edges"),
        ("at: [30, 50]", "at: [30]", "derived-bands-count"),
        ("at: [30, 50]", "at: [18, 50]", "derived-empty-band"),
        ("at: [30, 50]", "at: [30, 100]", "derived-empty-band"),
        (INDEX, "index: {of: care, from: 100, to: 0}", "derived-index-ends"),
        (SUM, f"{SUM}, level: nominal", "derived-level"),
        ("label: {en: Remote, zh: 远程}\n", "label: {en: R, zh: 远}\n    unit: {en: x, zh: x}\n", "derived-unit"),
        (SUM, f"{SUM}, minimum_answered: 0.5", "derived-minimum"),
        (INDEX, f"minimum_answered: 0.5, {INDEX}", "derived-minimum"),
        (MEAN, "mean: [a, b], minimum_answered: 2", "share-out-of-range"),
        (SUM, f"{SUM}, mean: [a]", "derived-one-way"),
        (SUM, "sum: []", "derived-one-way"),
        (SUM, "summ: [faults_late]", "unknown-key"),
    ],
)
def test_a_fault_is_told(old, new, code):
    found = faults(old, new)
    assert code in [problem.code for problem in found]
    assert all(problem.place.line is not None for problem in found)
    assert all(describe(problem, language) for problem in found for language in LANGUAGES)


def test_an_index_needs_ends():
    text = STUDY.replace(", minimum: 18, maximum: 99", "").replace(INDEX, "index: {of: age}")
    assert "derived-without-ends" in [problem.code for problem in read(text).problems]


def test_a_wrong_name_is_told_at_the_name_with_the_nearest_one():
    (problem,) = [p for p in faults("mean: [a, b]", "mean: [a, agee]") if p.code == "derived-unknown"]
    line = STUDY.replace("mean: [a, b]", "mean: [a, agee]").split("\n")[problem.place.line - 1]
    assert line[problem.place.column - 1 :].startswith("agee")
    assert "age" in problem.values["hint"]["en"]


def test_edges_that_are_just_possible_are_no_fault():
    assert not faults("at: [30, 50]", "at: [19, 99]")
    assert not faults("at: [30, 50]", "on_edge: below\n      at: [18, 98]")


@pytest.mark.parametrize("old", ["items: [a, b, c], reverse: [c]"])
def test_a_construct_has_answers_for_items_and_nothing_derived(old):
    assert "unknown-item" in [p.code for p in faults(old, "items: [a, b, pace]")]


def test_a_question_cannot_read_what_is_derived_later():
    found = faults("{id: age,", "{id: age, relevant: pace > 2,")
    assert "relevant-unknown" in [p.code for p in found]
