"""What cannot all be true: answers that others rule out, broken rules, days that no calendar has."""

from datetime import UTC, datetime

import pytest

from surveykit.cleaning.code import code_responses
from surveykit.cleaning.rules.contradictions import Contradictions
from surveykit.core.codebook import Missing
from surveykit.core.dataset import Dataset
from surveykit.core.response import Response, Status
from tests.cleaning.applied import applied, asking, said

Q = asking(
    "{id: came, kind: single_choice, text: Came, options: {yes_: Yes, no_: No}}",
    "{id: often, kind: number, text: How often, minimum: 0, relevant: came = 'yes_'}",
    "{id: bought, kind: number, text: Bought, minimum: 0, validate: [{check: bought <= often, message: No}]}",
)
FINE = {"came": 1, "often": 5, "bought": 2}


@pytest.mark.parametrize(
    ("answers", "evidence"),
    [
        ({}, None),
        ({"came": 2}, "often is answered although “came = 'yes_'” does not hold"),
        ({"came": 2, "often": Missing.NOT_ASKED}, None),
        ({"came": Missing.NOT_ANSWERED}, None),  # unknown is no contradiction
        ({"bought": 6}, "bought: “bought <= often” does not hold"),
    ],
)
def test_answers_against_the_questionnaire(answers, evidence):
    found = said(applied(Contradictions, Dataset.build(Q, {"r": FINE | answers}))["contradiction"])
    assert found == ({} if evidence is None else {"r": evidence})


def test_a_soft_rule_is_no_contradiction():
    soft = asking("{id: n, kind: number, text: N, validate: [{check: n < 5, message: Sure, level: soft}]}")
    assert not applied(Contradictions, Dataset.build(soft, {"r": {"n": 9}}))["contradiction"].flags


DATES = asking("{id: day, kind: date_time, text: Day, earliest: 2020-01-01, latest: today}")


@pytest.mark.parametrize(
    ("day", "impossible"),
    [
        ("2026-01-10", False),
        ("2026-01-15", False),
        ("2026-01-16", False),  # somewhere it was already the 16th
        ("2026-01-17", True),
        ("2019-12-31", True),
        ("2026-02-30", True),
        ("yesterday", True),
        (Missing.NOT_ANSWERED, False),
    ],
)
def test_days_that_cannot_be(day, impossible):
    closed = datetime(2026, 1, 15, 20, tzinfo=UTC)
    row = Response("r", "k", "q", DATES.hash, {"day": day}, status=Status.COMPLETE, closed=closed)
    data = code_responses({DATES.hash: DATES}, DATES, [row])
    assert bool(applied(Contradictions, data)["impossible_date"].flags) == impossible
