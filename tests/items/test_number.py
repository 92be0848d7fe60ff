"""Number: what people type for a number, in both writings, and what is not one."""

from random import Random

import pytest

from tests.items.contract import filled, item, questionnaire, refusals

VISITS = "- {id: n, kind: number, text: {en: A, zh: 甲}, minimum: 0, maximum: 99999}"
HOURS = "- {id: n, kind: number, text: {en: A, zh: 甲}, minimum: -1.5, maximum: 24, decimals: 6}"


def parsed(text, typed):
    return item(text).parse({"n": [typed]})["n"]


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("7", 7),
        ("７", 7),
        (" 12 ", 12),
        ("007", 7),
        ("5.0", 5),
        ("1,000", 1000),
        ("12,345", 12345),
        ("１，０００", 1000),
    ],
)
def test_a_whole_number_is_read_as_it_is_written(typed, value):
    assert parsed(VISITS, typed) == value
    assert isinstance(parsed(VISITS, typed), int)


@pytest.mark.parametrize(
    ("typed", "value"),
    [("1.5", 1.5), ("１．５", 1.5), ("-1.5", -1.5), ("\u22121.25", -1.25), ("－1", -1.0), ("0.00001", 1e-5)],
)
def test_a_decimal_number_is_read_as_it_is_written(typed, value):
    assert parsed(HOURS, typed) == value


@pytest.mark.parametrize("typed", ["0.00001", "0.000001", "23.999999", "3"])
def test_a_small_number_is_posted_again_in_digits(typed):
    hours = item(HOURS)
    answer = hours.parse({"n": [typed]})
    assert hours.parse(hours.fields_of(answer)) == answer


@pytest.mark.parametrize(
    "typed", ["five", "1,5", "1,00", ",5", "1e3", "0x10", "5.", ".5", "5 6", "--5", "+5", "１,5", "٣", "½", "NaN"]
)
def test_what_is_no_number_is_refused_and_never_guessed(typed):
    assert refusals(item(VISITS), {"n": [typed]}) == [("answer-not-a-number", "n")]


@pytest.mark.parametrize(
    ("text", "typed", "code"),
    [
        (VISITS, "2.5", "answer-whole"),
        (HOURS, "0.1234567", "answer-decimals"),
        (VISITS, "-1", "answer-range"),
        (VISITS, "100000", "answer-range"),
        (VISITS.replace(", maximum: 99999", ""), "-1", "answer-below"),
        (VISITS.replace("minimum: 0, ", ""), "100000", "answer-above"),
    ],
)
def test_a_number_has_its_places_and_bounds(text, typed, code):
    assert refusals(item(text), {"n": [typed]}) == [(code, "n")]


@pytest.mark.parametrize("bounds", ["maximum: -5", "minimum: 500", "minimum: 3, maximum: 4", "maximum: 5"])
def test_a_plausible_answer_lies_within_the_bounds(bounds):
    number = item(f"- {{id: n, kind: number, text: {{en: A, zh: 甲}}, {bounds}}}")
    for seed in range(50):
        answer = number.random_answer(Random(seed))
        assert number.parse(number.fields_of(answer)) == answer


def test_the_summary_by_hand():
    asked = questionnaire(VISITS)
    summary = asked.items[0].summary(filled(asked, [{"n": n} for n in (1, 2, 3, 6)]))
    assert summary.table.rows[0][1:3] == (4, 3.0)
    assert summary.table.rows[0][4:7] == (1.75, 2.5, 3.75)
