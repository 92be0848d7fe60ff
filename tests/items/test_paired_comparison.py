"""Paired comparison: which of two, the pairs that one respondent is given, wins and circles."""

from collections import Counter
from itertools import combinations
from random import Random

import pytest

from surveykit.core.codebook import Missing
from surveykit.core.item import Part
from surveykit.design.load import read_definition
from surveykit.items.paired_comparison import PairedComparison, most_circular_triads
from tests.items.contract import HEAD, filled, item, questionnaire, refusals

THREE = """
- id: pick
  kind: paired_comparison
  text: {en: Which?, zh: 哪个？}
  options:
    speed: {en: Speed, zh: 速度}
    price: {en: Price, zh: 价格}
    advice: {en: Advice, zh: 建议}
"""
SIX = """
- id: pick
  kind: paired_comparison
  text: {en: Which?, zh: 哪个？}
  pairs: 5
  options:
    a: {en: A, zh: 甲}
    b: {en: B, zh: 乙}
    c: {en: C, zh: 丙}
    d: {en: D, zh: 丁}
    e: {en: E, zh: 戊}
    f: {en: F, zh: 己}
"""
NAMES = ("pick_speed_price", "pick_advice_speed", "pick_price_advice")


def codes(text):
    _, problems = read_definition(HEAD + "      " + text.strip().replace("\n", "\n      ") + "\n")
    return [p.code for p in problems if p.code != "unused-scale"]


def test_a_pair_is_a_column_with_the_first_and_the_second_option():
    variables = item(THREE).variables()
    assert tuple(v.name for v in variables) == NAMES
    assert variables[1].stored == {"advice": 1, "speed": 2}
    assert variables[1].values[1] == {"en": "Advice", "zh": "建议"}
    assert "no_preference" not in variables[1].stored


def test_no_preference_is_a_third_answer():
    asked = item(THREE + "  no_preference: {en: The same, zh: 一样}")
    assert asked.variables()[0].stored == {"speed": 1, "price": 2, "no_preference": 3}
    assert asked.parse({NAMES[0]: ["no_preference"]})[NAMES[0]] == "no_preference"
    assert refusals(item(THREE), {NAMES[0]: ["no_preference"]}) == [("answer-unknown-option", NAMES[0])]


def test_an_option_of_another_pair_is_refused():
    assert refusals(item(THREE), {NAMES[0]: ["advice"]}) == [("answer-unknown-option", NAMES[0])]


def test_every_pair_must_be_decided_only_where_required():
    assert item(THREE).parse({NAMES[0]: ["speed"]})[NAMES[2]] is Missing.NOT_ANSWERED
    required = item(THREE + "  required: true")
    assert refusals(required, {NAMES[0]: ["speed"]}) == [("answer-row-required", n) for n in NAMES[1:]]


def test_a_respondent_is_asked_only_the_pairs_that_are_drawn():
    asked = questionnaire(SIX)
    whole = asked.items[0]
    assert len(whole.variables()) == 15
    given = Counter()
    for number in range(15):
        shown = asked.route({}, seed=7, number=number).sections[0].items[0]
        assert isinstance(shown, PairedComparison)
        names = [f"pick_{name}" for name in whole.drawn(7, number)]
        assert [v.name for v in shown.variables()] == names
        assert len(names) == 5
        assert tuple(shown.parts()) == whole.drawn(7, number)
        given.update(names)
    assert set(given.values()) == {5}


def test_pairs_that_are_not_given_are_not_asked():
    asked = questionnaire(SIX)
    route = asked.route({}, seed=1, number=3)
    posted = {v.name: list(v.stored)[:1] for v in route.sections[0].items[0].variables()}
    answers = route.sections[0].items[0].parse({v.name: list(v.stored)[:1] for v in asked.items[0].variables()})
    assert answers.keys() == posted.keys()
    settled = asked.route(answers, seed=1, number=3).settled
    assert Counter(v is Missing.NOT_ASKED for v in settled.values()) == {True: 10, False: 5}


def test_a_restricted_item_stays_restricted():
    whole = item(SIX)
    some = whole.only(["a_b", "e_f"])
    assert some.only(["e_f"]).optional().parse({}) == {"pick_e_f": Missing.NOT_ANSWERED}
    assert tuple(some.drawn(0, 5)) == ("a_b", "e_f")
    assert some.random_answer(Random(1)).keys() == {"pick_a_b", "pick_e_f"}
    assert whole.only(list(whole.parts())) is whole


def test_shuffled_pairs_keep_their_names():
    asked = questionnaire(SIX + "  shuffle: true")
    orders = {tuple(asked.route({}, seed, 0).sections[0].items[0].parts()) for seed in range(20)}
    assert len(orders) > 5
    assert len({frozenset(order) for order in orders}) == 1


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("    advice: {en: Advice, zh: 建议}\n", "", "pairs-options"),
        ("  options:", "  pairs: 1\n  options:", "pairs-number"),
        ("  options:", "  pairs: 4\n  options:", "pairs-number"),
        ("  options:", "  pairs: some\n  options:", "wrong-type"),
        ("    speed:", "    no_preference:", "pairs-option-name"),
        ("zh: 建议}", "zh: 建议, relevant: answered(pick_speed_price)}", "pairs-condition"),
        ("    speed:", "    a_very_long_name_of_speed_itself:", "long-id"),
    ],
)
def test_what_cannot_be_compared_is_refused(old, new, code):
    assert code in codes(THREE.replace(old, new))
    assert codes(THREE) == []


def test_names_that_can_be_joined_in_two_ways_are_refused():
    options = "{a: {en: A, zh: 甲}, b_c: {en: B, zh: 乙}, a_b: {en: C, zh: 丙}, c: {en: D, zh: 丁}}"
    head = THREE.split("  options:")[0]
    assert "pairs-alike" in codes(head + f"  options: {options}\n")


def test_thousands_of_options_are_refused_at_once():
    label = {"en": "A", "zh": "甲"}
    asked = PairedComparison(id="x", text=label, options={f"o{at}": Part(label) for at in range(5000)})
    assert [code for code, _ in asked.faults()] == ["pairs-options"]
    assert asked.variables() == ()


def answers_of(*orders):
    """Answers of people who prefer whatever comes earlier in their order."""
    asked = questionnaire(THREE)
    pairs = asked.items[0].given.values()
    return asked, [
        {p.field: p.first if order.index(p.first) < order.index(p.second) else p.second for p in pairs}
        for order in orders
    ]


def test_wins_and_preferences_are_shares_of_the_comparisons():
    asked, answers = answers_of(*[("price", "speed", "advice")] * 9, *[("speed", "advice", "price")] * 3)
    summary = asked.items[0].summary(filled(asked, answers))
    assert summary.n == 12
    assert [row[0]["en"] for row in summary.table.rows] == ["1. Price", "2. Speed", "3. Advice"]
    assert summary.table.rows[0][1:] == (24, 18 / 24, None, 0.75, 0.75)
    assert summary.table.rows[1][1:] == (24, 15 / 24, 0.25, None, 1.0)
    assert summary.figure is not None
    assert [bar["count"] for bar in summary.figure.data["bars"]] == [18, 15, 3]


def test_a_comparison_without_preference_is_won_by_neither():
    asked = questionnaire(THREE + "  no_preference: {en: The same, zh: 一样}")
    answers = [{NAMES[0]: "no_preference", NAMES[1]: "advice"}] * 10
    rows = asked.items[0].summary(filled(asked, answers)).table.rows
    by_name = {row[0]["en"].partition(". ")[2]: row[1:3] for row in rows}
    assert by_name == {"Advice": (10, 1.0), "Speed": (20, 0.0), "Price": (10, 0.0)}


def circles(answer, options):
    """Circular triads by their definition, for one respondent."""
    beats = {frozenset(pair): winner for pair, winner in answer.items()}
    return sum(
        len({beats[frozenset(two)] for two in combinations(three, 2)}) == 3 for three in combinations(options, 3)
    )


def test_circular_triads_are_counted_as_defined():
    asked = questionnaire(SIX.replace("pairs: 5", "pairs: all"))
    pairs = list(asked.items[0].given.values())
    random = Random(4)
    answers = [{p.field: random.choice((p.first, p.second)) for p in pairs} for _ in range(41)]
    mean = sum(circles({(p.first, p.second): a[p.field] for p in pairs}, "abcdef") for a in answers) / 41
    undecided = [{p.field: p.first for p in pairs[1:]}] * 5
    notes = [n["en"] for n in asked.items[0].summary(filled(asked, answers + undecided)).table.notes]
    (said,) = [n for n in notes if n.startswith("Circular")]
    assert f"mean {mean:.2f}; by chance 5.00; at most 8. Base: n = 41," in said


def test_there_is_no_circle_in_an_order():
    asked, answers = answers_of(("price", "speed", "advice"))
    (said,) = [n["en"] for n in asked.items[0].summary(filled(asked, answers)).table.notes if "Circular" in n["en"]]
    assert "mean 0.00" in said


def test_the_most_circular_triads_are_those_of_kendall_and_babington_smith():
    assert [most_circular_triads(n) for n in (3, 4, 5, 6, 7, 8)] == [1, 2, 5, 8, 14, 20]
