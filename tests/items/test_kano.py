"""Kano pairs: the evaluation table, the two coefficients, and our own words."""

import pytest

from surveykit.core.codebook import Level
from surveykit.errors import AuthorError
from surveykit.items.kano import CATEGORIES, EVALUATION, category
from tests.items.contract import filled, item, questionnaire

OFFER = """
- id: offer
  kind: kano
  text: {en: How would you feel?, zh: 您会有什么感受？}
  features: {loan: {en: Loan device, zh: 备用机}, app: {en: App, zh: 应用}}
"""
PAIR = {"A": (1, 3), "O": (1, 5), "M": (3, 5), "I": (3, 3), "R": (3, 1), "Q": (1, 1)}


def summary_of(counts):
    asked = questionnaire(OFFER)
    pairs = [PAIR[c] for c, times in counts.items() for _ in range(times)]
    data = filled(asked, [{"loan_present": p, "loan_absent": a} for p, a in pairs])
    return asked.items[0].summary(data)


def test_the_table_is_the_published_one():
    # Berger et al., Center for Quality Management Journal 2(4), 1993: like, must-be, neutral, live with, dislike.
    assert EVALUATION == ("QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ")
    assert {c: category(*pair) for c, pair in PAIR.items()} == {c: c for c in PAIR}


def test_swapping_the_two_questions_reverses_a_pair():
    swapped = {"A": "R", "O": "R", "M": "R", "R": "AOM", "I": "I", "Q": "Q"}
    for present in range(1, 6):
        for absent in range(1, 6):
            assert category(absent, present) in swapped[category(present, absent)]


def test_counts_and_coefficients():
    loan, app = summary_of({"A": 6, "O": 4, "M": 2, "I": 8, "R": 3, "Q": 1}).table.rows
    assert loan[1:8] == (24, 6, 4, 2, 8, 3, 1)
    assert loan[8]["en"] == "indifferent"
    assert loan[9:] == (pytest.approx(10 / 20), pytest.approx(-6 / 20))
    assert app[1:] == (0, 0, 0, 0, 0, 0, 0, None, None, None)


def test_the_base_is_a_range_where_the_features_were_answered_by_different_numbers():
    asked = questionnaire(OFFER)
    both = {"loan_present": 1, "loan_absent": 5, "app_present": 1, "app_absent": 5}
    summary = asked.items[0].summary(filled(asked, [both] * 30 + [{"loan_present": 1, "loan_absent": 5}] * 2))
    assert summary.figure.base["en"] == "Base: n = 30 to 32, all who answered the row."


def test_a_shared_first_place_names_both():
    (loan, _) = summary_of({"A": 5, "M": 5}).table.rows
    assert loan[8] == {"en": "attractive, must-be", "zh": "魅力型、必备型"}


def test_few_pairs_are_only_counted():
    found = summary_of({"A": 4, "O": 5})
    assert found.table.rows[0][8:] == (None, None, None)
    assert found.figure is None


def test_reversed_and_questionable_pairs_do_not_count_in_the_coefficients():
    (loan, _) = summary_of({"A": 9, "R": 5, "Q": 5}).table.rows
    assert loan[8]["en"] == "attractive"
    assert loan[9:] == (None, None)


def test_the_share_of_contradictions_and_the_table_are_noted():
    notes = [note["en"] for note in summary_of({"A": 9, "Q": 3}).table.notes]
    assert any("3 of 12" in note for note in notes)
    assert any(all(row in note.replace(" ", "") for row in EVALUATION) for note in notes)
    assert len(CATEGORIES) == 6


def test_better_and_worse_are_drawn_around_zero():
    figure = summary_of({"A": 6, "O": 4}).figure
    assert [row["value"] for row in figure.data["rows"]] == [pytest.approx(1.0), pytest.approx(-0.4)]
    assert figure.data["range"] == (-1.0, 1.0)


def test_the_reactions_are_categories_with_five_labels():
    for variable in item(OFFER).variables():
        assert variable.level is Level.NOMINAL
        assert list(variable.values) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("scale", "code"),
    [
        ("speed5", "reactions-in-words"),  # it offers « did not use »
        ("{from: 1, to: 5, low: {en: a, zh: 甲}, high: {en: b, zh: 乙}}", "reactions-in-words"),
        ("{levels: {1: {en: a, zh: 甲}, 2: {en: b, zh: 乙}}}", "five-reactions"),
    ],
)
def test_other_reactions_have_five_levels_in_words(scale, code):
    with pytest.raises(AuthorError) as error:
        item(OFFER + f"  scale: {scale}\n")
    assert [p.code for p in error.value.problems if p.code != "unused-scale"] == [code]


def test_other_reactions_take_the_place_of_ours():
    levels = ", ".join(f"{n}: {{en: r{n}, zh: 反应{n}}}" for n in range(1, 6))
    own = item(OFFER + f"  scale: {{levels: {{{levels}}}}}\n")
    assert own.variables()[0].values[5] == {"en": "r5", "zh": "反应5"}
