"""Stored answers become a table: by the version that was seen, in the columns of the current one."""

from datetime import UTC, datetime

import numpy as np
import pytest

from surveykit.cleaning.clean import apply_rules, clean
from surveykit.cleaning.code import code_responses
from surveykit.cleaning.quality import quality_finding
from surveykit.core.codebook import Missing
from surveykit.core.dataset import Source
from surveykit.core.plan import Cleaning
from surveykit.core.response import Response, Status
from surveykit.design.load import parse_questionnaire
from surveykit.errors import AnalystError

SOURCE = """
questionnaire: tiny
version: "1"
languages: [en]
title: Tiny
scales: {five: {levels: {1: one, 3: three, 5: five}, not_applicable: none}}
sections:
  - id: first
    title: First
    items:
      - {id: speed, kind: rating, text: Speed, scale: five}
      - {id: why, kind: open_text, text: Why, relevant: "speed <= 3"}
  - id: second
    title: Second
    items:
      - {id: place, kind: single_choice, text: Where, options: {shop: Shop, home: Home}}
      - {id: visits, kind: number, text: Visits, minimum: 0, maximum: 99}
  - id: third
    title: Third
    items:
      - {id: late, kind: multiple_choice, text: Faults, options: {a: A, b: B}}
"""
TINY = parse_questionnaire(SOURCE)
WHOLE = {"speed": 5, "why": Missing.NOT_ASKED, "place": "home", "visits": 3, "late_a": 1, "late_b": 0}
NOT_ANSWERED, NOT_ASKED, NOT_REACHED = (m.value for m in (Missing.NOT_ANSWERED, Missing.NOT_ASKED, Missing.NOT_REACHED))


def response(answers, status=Status.COMPLETE, id="a", version=TINY, **times):
    return Response(id, f"key-{id}", "tiny", version.hash, answers, status=status, **times)


def coded(*responses, current=TINY):
    return code_responses({TINY.hash: TINY, current.hash: current}, current, responses)


def reasons(data):
    return {v.name: min(0, int(data.codes(v.name)[0])) for v in data.codebook.variables}


def test_options_become_codes_and_reasons_stay():
    data = coded(response(WHOLE | {"speed": Missing.NOT_APPLICABLE}))
    assert data.numbers("place").tolist() == [2.0]
    assert np.isnan(data.numbers("speed")[0])
    assert (reasons(data)["speed"], reasons(data)["why"], reasons(data)["place"]) == (-5, NOT_ASKED, 0)
    assert data.flags == ()


def test_the_order_of_the_responses_does_not_matter():
    three = [response(WHOLE | {"visits": n}, id=f"r{n}") for n in range(3)]
    assert coded(*three).sha256() == coded(*reversed(three)).sha256()
    assert coded(*reversed(three)).numbers("visits").tolist() == [0.0, 1.0, 2.0]


def test_what_stands_after_the_last_page_of_a_draft_was_not_reached():
    data = coded(response({"speed": 1, "why": Missing.NOT_ANSWERED}, Status.DRAFT))
    assert reasons(data) == {
        "speed": 0,
        "why": NOT_ANSWERED,
        **dict.fromkeys(("place", "visits", "late_a", "late_b"), NOT_REACHED),
    }


def test_a_page_sent_blank_was_reached():
    blank = {name: Missing.NOT_ANSWERED for name in WHOLE if not name.startswith("late")}
    data = coded(response(blank, Status.DRAFT))
    assert reasons(data) == dict.fromkeys(blank, NOT_ANSWERED) | {
        "why": NOT_ASKED,
        "late_a": NOT_REACHED,
        "late_b": NOT_REACHED,
    }


def test_a_draft_without_answers_reached_nothing():
    assert set(reasons(coded(response({}, Status.DRAFT))).values()) == {NOT_REACHED}


def test_a_complete_response_has_no_item_that_was_not_reached():
    assert set(reasons(coded(response({"speed": 5}))).values()) == {0, NOT_ASKED, NOT_ANSWERED}


def test_an_answer_made_irrelevant_counts_in_an_import_but_not_in_a_draft():
    answers = WHOLE | {"why": "because"}
    assert coded(response(answers, Status.IMPORTED)).texts("why") == ["because"]
    assert reasons(coded(response(answers, Status.DRAFT)))["why"] == NOT_ASKED


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("speed", 2),
        ("speed", "fast"),
        ("place", "moon"),
        ("place", 1),
        ("visits", 100),
        ("visits", "3"),
        ("late_a", 0.5),
    ],
)
def test_what_no_codebook_knows_is_flagged_and_not_counted(name, stored):
    data = coded(response(WHOLE | {name: stored}))
    assert reasons(data)[name] == NOT_ANSWERED
    assert [(f.rule, f.respondent) for f in data.flags] == [("not_in_codebook", "a")]
    assert name in data.flags[0].evidence["en"]
    assert str(stored) in data.flags[0].evidence["zh"]


def test_an_option_keeps_its_meaning_where_its_code_has_changed():
    newer = parse_questionnaire(SOURCE.replace("{shop: Shop, home: Home}", "{web: Web, home: Home, shop: Shop}"))
    data = coded(response(WHOLE, id="a"), response(WHOLE | {"place": "shop"}, id="b"), current=newer)
    labels = [newer.codebook.by_name["place"].values[int(code)]["en"] for code in data.numbers("place")]
    assert labels == ["Home", "Shop"]


def test_an_option_that_is_gone_is_flagged_never_taken_for_another():
    newer = parse_questionnaire(SOURCE.replace("{shop: Shop, home: Home}", "{web: Web, shop: Shop}"))
    data = coded(response(WHOLE), current=newer)
    assert reasons(data)["place"] == NOT_ANSWERED
    assert [f.rule for f in data.flags] == ["not_in_codebook"]


def changed(*replaced):
    """The questionnaire after an edit."""
    source = SOURCE
    for before, after in replaced:
        assert before in source
        source = source.replace(before, after)
    return parse_questionnaire(source)


def test_an_answer_on_a_scale_with_another_range_was_given_and_is_kept_out():
    newer = changed(("5: five", "5: five, 6: six"))
    asked, left_out = response(WHOLE), response(WHOLE | {"speed": Missing.NOT_ANSWERED, "why": "no"}, id="b")
    data = coded(asked, left_out, response(WHOLE | {"speed": 6}, id="c", version=newer), current=newer)
    assert data.missing("speed") == {Missing.NOT_ANSWERED: 1}
    assert (data.answered("speed"), data.numbers("speed")[2]) == (1, 6)
    assert [(f.rule, f.respondent) for f in data.flags] == [("other_version", "a")]
    assert data.flags[0].evidence["en"] == "answered a version in which speed went from 1 to 5"
    assert data.source.incomparable == {"speed": 1}
    assert data.source.versions == {TINY.hash[:8]: 2, newer.hash[:8]: 1}
    assert [e.reason["en"] for e in data.excluded(["speed"])] == [
        "answered in a version of the question that cannot be compared",
        "not answered",
    ]


def test_the_table_of_data_quality_tells_how_many_answered_another_version():
    newer = changed(("5: five", "5: five, 6: six"))
    data = coded(response(WHOLE), current=newer)
    finding = quality_finding(data, Cleaning(), apply_rules(data, Cleaning()))
    assert ("Answer to a question since changed", 1) in [(row[0]["en"], row[2]) for row in finding.table.rows]


def test_an_answer_of_another_version_is_no_answer_to_an_attention_check():
    newer = changed(("5: five", "5: five, 6: six"), ("text: Speed,", 'text: Speed, attention: "speed = 6",'))
    data = clean(coded(response(WHOLE), current=newer), Cleaning())
    assert {f.rule for f in data.flags} == {"other_version"}


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("speed", "1: one, 3: three, 5: five", "1: five, 3: three, 5: one"),
        ("speed", "1: one, 3: three, 5: five", "1: Five!, 3: three, 5: excellent"),
        ("speed", "1: one, 3: three, 5: five", "1: hardly, 3: mostly, 5: always"),
        ("place", "{shop: Shop, home: Home}", "{shop: Home, home: Shop}"),
        ("visits", "kind: number, text: Visits, minimum: 0, maximum: 99", "kind: open_text, text: Visits"),
    ],
)
def test_answers_under_other_labels_are_never_pooled(name, before, after):
    data = coded(response(WHOLE), current=changed((before, after)))
    assert data.answered(name) == 0
    assert data.missing(name) == {}
    assert [(f.rule, name in f.evidence["zh"]) for f in data.flags] == [("other_version", True)]
    assert data.source.incomparable == {name: 1}


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("speed", "1: one, 3: three, 5: five", "1: One (1), 3: so-so, 5: five stars"),
        ("speed", "1: one, 3: three, 5: five", "1: one, 2: two, 3: three, 5: five"),
        ("place", "{shop: Shop, home: Home}", "{home: At home, shop: Shop, web: Web}"),
        ("place", "{shop: Shop, home: Home}", "{shop: Shop, home: Home, else: Other}"),
    ],
)
def test_answers_under_reworded_labels_stay(name, before, after):
    data = coded(response(WHOLE), current=changed((before, after)))
    assert (data.answered(name), data.flags, data.source.incomparable) == (1, (), {})


def test_a_new_variable_was_not_asked_and_the_one_that_is_gone_is_named():
    data = coded(response(WHOLE), current=changed(("id: visits", "id: calls")))
    assert reasons(data)["calls"] == NOT_ASKED
    assert "visits" not in data.codebook.by_name
    assert (data.flags, data.source.incomparable) == ((), {"visits": 1})


def test_a_question_that_was_merely_removed_or_added_is_no_renamed_one():
    visits = "      - {id: visits, kind: number, text: Visits, minimum: 0, maximum: 99}\n"
    assert coded(response(WHOLE), current=changed((visits, ""))).source.incomparable == {}
    assert coded(
        response(WHOLE), current=changed((visits, visits + visits.replace("visits", "calls")))
    ).source == Source(statuses={"complete": 1}, versions={TINY.hash[:8]: 1})


def test_who_was_screened_out_is_counted_and_has_no_row():
    data = coded(response(WHOLE), response({"speed": 1}, Status.SCREENED, id="b"))
    assert (data.n, data.source.statuses) == (1, {"complete": 1, "screened": 1})


def test_a_version_that_is_not_at_hand_is_named():
    with pytest.raises(AnalystError) as error:
        code_responses({}, TINY, [response(WHOLE)])
    (problem,) = error.value.problems
    assert problem.code == "cleaning-unknown-version"
    assert problem.values["version"] in TINY.hash


def test_the_first_and_the_last_day_are_kept():
    day = datetime(2026, 1, 15, 23, 0, tzinfo=UTC)
    data = coded(
        response(WHOLE, id="a", started=day, closed=day.replace(day=16)),
        response(WHOLE, id="b", started=day.replace(day=17)),
        response(WHOLE, id="c"),
    )
    assert (data.source.first, data.source.last) == ("2026-01-15", "2026-01-17")


def test_no_responses_give_an_empty_table():
    data = coded()
    assert data.n == 0
    assert all(data.answered(name) == 0 for name in TINY.codebook.by_name)
