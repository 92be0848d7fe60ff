"""Cleaning asks and never deletes."""

from surveykit.cleaning.clean import clean
from surveykit.cleaning.rule import RULES
from surveykit.core.codebook import Missing
from surveykit.core.dataset import Dataset, Flag
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


def test_the_rules_are_registered():
    assert sorted(RULES) == ["Attention", "Duplicates", "Incomplete", "StraightLine"]
