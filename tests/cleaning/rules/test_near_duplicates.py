"""Responses that differ in a few answers only, for a human to judge."""

from surveykit.cleaning import alike
from surveykit.cleaning.rules.near_duplicates import NearDuplicates
from surveykit.core.dataset import Dataset
from tests.cleaning.applied import applied, asking, ratings, said

NAMES = [f"q{at}" for at in range(24)]
Q = asking(*ratings(*NAMES))
ONE = {name: 1 + at % 5 for at, name in enumerate(NAMES)}
ROWS = {"a": ONE, "b": ONE | {"q3": 5}, "c": {name: 6 - value for name, value in ONE.items()}}


def test_the_evidence_names_the_other_and_how_much_is_equal():
    found = applied(NearDuplicates, Dataset.build(Q, ROWS))["near_duplicates"]
    assert said(found) == {"a": "23 of 24 answers equal those of b", "b": "23 of 24 answers equal those of a"}


def test_the_plan_sets_the_share():
    assert not applied(NearDuplicates, Dataset.build(Q, ROWS), near_duplicate=0.99)["near_duplicates"].flags


def test_what_would_take_too_long_is_said_not_to_be_done(monkeypatch):
    monkeypatch.setattr(alike, "MOST_PAIRS", 0)
    found = applied(NearDuplicates, Dataset.build(Q, ROWS))["near_duplicates"]
    assert (found.flags, found.n) == ((), 0)
    assert "pairs" in found.reason["en"]
