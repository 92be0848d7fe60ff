"""A summary claims only what holds after correction for everything that was asked."""

from surveykit.core.claims import holding
from surveykit.core.finding import Finding, Sentences


def finding(id, claim):
    return Finding(id, "any", {"en": "?"}, 100, Sentences({"en": "."}, {"en": "."}), claim=claim)


def test_a_claim_is_corrected_for_all_that_were_made():
    assert holding([finding("a", 0.04)]) == {"a"}
    assert holding([finding("a", 0.04), finding("b", 0.5)]) == frozenset()
    assert holding([finding("a", 0.01), finding("b", 0.04)]) == {"a", "b"}
    assert holding([finding("a", 0.04), finding("described", None)]) == {"a"}
    assert holding([]) == frozenset()
