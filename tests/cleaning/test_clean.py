"""Cleaning asks and never deletes."""

import pytest

import surveykit.cleaning.rules
from surveykit.cleaning.clean import apply_rules, clean
from surveykit.cleaning.rule import RULES
from surveykit.core.codebook import Missing
from surveykit.core.dataset import Dataset, Flag
from surveykit.core.language import LANGUAGES, messages
from surveykit.core.plan import Cleaning
from surveykit.design.load import parse_questionnaire

NAMES = [f"q{i}" for i in range(12)]
TWELVE = parse_questionnaire(
    "questionnaire: twelve\nversion: '1'\nlanguages: [en]\ntitle: Twelve\n"
    "scales: {five: {from: 1, to: 5, low: low, high: high}}\nsections:\n  - id: all\n    title: All\n    items:\n"
    + "".join(f"      - {{id: {n}, kind: rating, text: {n}, scale: five}}\n" for n in NAMES)
)
VARIED = dict(zip(NAMES, [1, 2, 3, 4, 5, 4, 3, 2, 1, 2, 3, 4], strict=True))
ROWS = {
    "varied": VARIED,
    "straight": dict.fromkeys(NAMES, 3),
    "straight too": dict.fromkeys(NAMES, 3),
    "gone": dict.fromkeys(NAMES, Missing.NOT_REACHED),
}


def test_every_rule_flags_and_every_row_and_value_stays():
    before = Dataset.build(TWELVE, ROWS).with_flags([Flag("not_in_codebook", "varied", {})])
    after = clean(before, Cleaning())
    assert after.respondents == before.respondents
    assert after.sha256() == before.sha256()
    assert {(f.rule, f.respondent) for f in after.flags} == {
        ("not_in_codebook", "varied"),
        ("break_off", "gone"),
        ("straight_line", "straight"),
        ("straight_line", "straight too"),
        ("duplicates", "straight"),
        ("duplicates", "straight too"),
    }


def test_every_rule_has_a_version_and_words_for_each_kind_in_both_languages():
    assert {f"surveykit.cleaning.rules.{name}" for name in surveykit.cleaning.rules.__all__} == {
        type(rule).__module__ for rule in RULES.values()
    }
    assert all(rule.version >= 1 for rule in RULES.values())
    for language in LANGUAGES:
        words = messages(language, "cleaning")
        kinds = {name.removeprefix("cleaning.rule.") for name in words if name.startswith("cleaning.rule.")} - {
            "manual"
        }
        assert kinds == {name.removeprefix("cleaning.threshold.") for name in words if ".threshold." in name}


@pytest.mark.parametrize("rows", [{}, {"r": VARIED}, {"r": {}}, {"r": dict.fromkeys(NAMES, Missing.NOT_ASKED)}])
def test_no_rule_stumbles_over_few_or_empty_rows(rows):
    everything = Cleaning(variability=0.1, even_odd=0.3, synonyms=0.2, interviewer="q0")
    assert all(own.n <= len(rows) for own in apply_rules(Dataset.build(TWELVE, rows), everything))
