"""Equal answers throughout are asked about; few answers, or one that differs, are not."""

from surveykit.cleaning.rules.duplicates import Duplicates
from surveykit.core.codebook import Missing
from surveykit.core.dataset import Dataset
from surveykit.design.load import parse_questionnaire
from tests.cleaning.applied import applied, asking, ratings, said

NAMES = "abcdefghi"
NINE = parse_questionnaire(
    "questionnaire: nine\nversion: '1'\nlanguages: [en]\ntitle: Nine\n"
    "scales: {five: {from: 1, to: 5, low: low, high: high}}\n"
    "sections:\n  - id: all\n    title: All\n    items:\n      - {id: why, kind: open_text, text: Why}\n"
    + "".join(f"      - {{id: {n}, kind: rating, text: {n}, scale: five}}\n" for n in NAMES)
)
SAME = dict(zip(NAMES, (1, 2, 3, 4, 5, 4, 3, 2, 1), strict=True)) | {"why": "slow"}


def flagged(*rows):
    data = Dataset.build(NINE, {f"r{i}": SAME | row for i, row in enumerate(rows)})
    return dict(said(applied(Duplicates, data)["duplicates"]))


def test_all_equal_responses_are_flagged_with_how_many_others():
    evidence = "all 10 answers equal; other responses with them: 2"
    assert flagged({}, {"a": 5}, {}, {}) == {"r0": evidence, "r2": evidence, "r3": evidence}


def test_one_different_answer_or_word_is_enough():
    assert flagged({}, {"i": 2}) == {}
    assert flagged({}, {"why": "slow "}) == {}


def test_missing_answers_do_not_count_and_their_reason_does_not_matter():
    few = dict.fromkeys("abc", Missing.NOT_ANSWERED)
    assert flagged(few, few) == {}  # 7 answers are left
    enough = dict.fromkeys("ab", Missing.NOT_ANSWERED)
    assert set(flagged(enough, dict.fromkeys("ab", Missing.REFUSED))) == {"r0", "r1"}


def test_an_answer_against_a_missing_one_is_a_difference():
    assert flagged({}, {"a": Missing.NOT_ANSWERED}) == {}


def test_what_nobody_answers_makes_no_difference():
    arm = "{id: arm, kind: hidden, text: Arm, options: {a: A, b: B}}"
    data = Dataset.build(asking(arm, *ratings(*NAMES)), {id: SAME | {"arm": at} for at, id in enumerate("xy", 1)})
    assert set(said(applied(Duplicates, data)["duplicates"])) == {"x", "y"}
