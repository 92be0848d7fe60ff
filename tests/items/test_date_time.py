"""Date and time: year first in any writing, nothing guessed, kept as ISO text."""

from datetime import date
from random import Random

import pytest

import surveykit.items.date_time as module
from surveykit.errors import AuthorError
from tests.items.contract import filled, item, questionnaire, refusals


def of(part, **bounds):
    stated = "".join(f", {name}: {value}" for name, value in bounds.items())
    return item(f"- {{id: d, kind: date_time, part: {part}, text: {{en: A, zh: 甲}}{stated}}}")


def parsed(part, typed, **bounds):
    return of(part, **bounds).parse({"d": [typed]})["d"]


@pytest.mark.parametrize(
    ("part", "typed", "kept"),
    [
        ("date", "2026-01-05", "2026-01-05"),
        ("date", "2026/1/5", "2026-01-05"),
        ("date", "2026.01.5", "2026-01-05"),
        ("date", "20260105", "2026-01-05"),
        ("date", "２０２６－０１－０５", "2026-01-05"),
        ("date", "2026年1月5日", "2026-01-05"),
        ("date", "2026年1月5号", "2026-01-05"),
        ("date", "2024-02-29", "2024-02-29"),
        ("time", "9:05", "09:05"),
        ("time", "23：59", "23:59"),
        ("time", "14:30:00", "14:30"),
        ("time", "14点30分", "14:30"),
        ("both", "2026-01-05T14:30", "2026-01-05T14:30"),
        ("both", "2026/1/5 9:05", "2026-01-05T09:05"),
        ("both", "2026年1月5日14时30分", "2026-01-05T14:30"),
        ("month", "2026-01", "2026-01"),
        ("month", "2026年1月", "2026-01"),
        ("year", "2026", "2026"),
        ("year", "1985年", "1985"),
    ],
)
def test_the_year_first_is_understood(part, typed, kept):
    assert parsed(part, typed) == kept


@pytest.mark.parametrize("typed", ["5.1.2026", "05/01/2026", "25.12.2026", "5-1-26", "26-01-05", "5/1/2026 14:30"])
def test_which_number_is_the_day_is_never_guessed(typed):
    part = "both" if ":" in typed else "date"
    assert refusals(of(part), {"d": [typed]}) == [("answer-date-ambiguous", "d")]


@pytest.mark.parametrize(
    ("part", "typed", "code"),
    [
        ("date", "2026-02-30", "answer-no-such-date"),
        ("date", "2025-02-29", "answer-no-such-date"),
        ("date", "2026-13-01", "answer-no-such-date"),
        ("date", "0000-01-01", "answer-no-such-date"),
        ("date", "2026-01/05", "answer-not-a-date"),
        ("date", "next week", "answer-not-a-date"),
        ("date", "2026-1", "answer-not-a-date"),
        ("date", "٢٠٢٦-٠١-٠٥", "answer-not-a-date"),
        ("time", "24:00", "answer-no-such-time"),
        ("time", "noon", "answer-not-a-time"),
        ("time", "14:30:59", "answer-not-a-time"),
        ("both", "2026-01-05", "answer-not-a-moment"),
        ("both", "2026-01-05 25:00", "answer-no-such-date"),
        ("month", "2026-13", "answer-no-such-date"),
        ("month", "January", "answer-not-a-month"),
        ("year", "26", "answer-not-a-year"),
    ],
)
def test_what_is_no_date_is_refused_with_its_reason(part, typed, code):
    assert refusals(of(part), {"d": [typed]}) == [(code, "d")]


@pytest.mark.parametrize(
    ("part", "low", "high", "early", "first", "last", "late"),
    [
        ("date", "2026-01-05", "2026-02-01", "2026-01-04", "2026-01-05", "2026-02-01", "2026-02-02"),
        ("time", '"09:00"', '"17:30"', "08:59", "09:00", "17:30", "17:31"),
        (
            "both",
            "2026-01-05",
            "2026-01-05",
            "2026-01-04 23:59",
            "2026-01-05T00:00",
            "2026-01-05T23:59",
            "20260106 0:00",
        ),
        ("month", "2025-11", "2026-02", "2025-10", "2025-11", "2026-02", "2026-03"),
        ("year", "1930", "2008", "1929", "1930", "2008", "2009"),
    ],
)
def test_both_bounds_are_taken(part, low, high, early, first, last, late):
    bounds = {"earliest": low, "latest": high}
    assert [parsed(part, first, **bounds), parsed(part, last, **bounds)] == [first, last]
    assert refusals(of(part, **bounds), {"d": [early]}) == [("answer-date-early", "d")]
    assert refusals(of(part, **bounds), {"d": [late]}) == [("answer-date-late", "d")]


def test_today_is_whatever_it_can_be_where_the_respondent_is(monkeypatch):
    monkeypatch.setattr(
        module, "today", lambda ahead: date(2026, 5, 2) if ahead.total_seconds() > 0 else date(2026, 5, 1)
    )
    past, future = of("date", latest="today"), of("date", earliest="today")
    assert past.parse({"d": ["2026-05-02"]}) == {"d": "2026-05-02"}
    assert refusals(past, {"d": ["2026-05-03"]}) == [("answer-date-late", "d")]
    assert future.parse({"d": ["2026-05-01"]}) == {"d": "2026-05-01"}
    assert refusals(future, {"d": ["2026-04-30"]}) == [("answer-date-early", "d")]
    assert parsed("month", "2026-05", latest="today") == "2026-05"
    assert refusals(of("year", latest="today"), {"d": ["2027"]}) == [("answer-date-late", "d")]


@pytest.mark.parametrize(
    ("part", "bounds", "code"),
    [
        ("date", {"earliest": "05.01.2026"}, "date-bound"),
        ("date", {"earliest": "2026-02-30"}, "date-bound"),
        ("date", {"earliest": "2026-1-5"}, "date-bound"),
        ("time", {"latest": "today"}, "date-bound"),
        ("date", {"earliest": "2026-02-01", "latest": "2026-01-01"}, "date-bounds"),
    ],
)
def test_bounds_are_checked(part, bounds, code):
    with pytest.raises(AuthorError) as raised:
        of(part, **bounds)
    assert [problem.code for problem in raised.value.problems] == [code]


@pytest.mark.parametrize("part", ["date", "time", "both", "month", "year"])
@pytest.mark.parametrize("case", ["free", "low", "high", "narrow", "today"])
def test_a_plausible_answer_lies_within_the_bounds(part, case):
    day = {"date": "2026-02-28", "time": '"23:50"', "both": "2026-02-28T23:50", "month": "2026-02", "year": "2026"}[
        part
    ]
    bounds = {
        "free": {},
        "low": {"earliest": day},
        "high": {"latest": day},
        "narrow": {"earliest": day, "latest": day},
        "today": {} if part == "time" else {"earliest": "today"},
    }[case]
    asked = of(part, **bounds)
    for seed in range(30):
        answer = asked.random_answer(Random(seed))
        assert asked.parse(asked.fields_of(answer)) == answer


def test_a_simulation_of_past_days_does_not_depend_on_today():
    assert of("date", latest="today").random_answer(Random(1)) == of("date").random_answer(Random(1))


def test_the_summary_has_the_middle_answer():
    asked = questionnaire("- {id: d, kind: date_time, text: {en: A, zh: 甲}}")
    days = ["2026-03-01", "2024-01-31", "2026-01-05", "2025-12-31"]
    summary = asked.items[0].summary(filled(asked, [{"d": day} for day in days]))
    assert summary.table.rows == (("d", 4, "2024-01-31", "2025-12-31", "2026-03-01"),)
    assert summary.n == 4
