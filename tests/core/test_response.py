"""Responses are values: equal where they say the same, and news of a later save carries what is saved."""

from datetime import UTC, datetime

import pytest

from surveykit.core.codebook import Missing
from surveykit.core.response import Response, StaleRevision, Status

ONE = Response(
    "r1", "key", "tiny", "1", {"a": 1, "why": Missing.NOT_ANSWERED}, started=datetime(2026, 1, 1, tzinfo=UTC)
)


def test_a_new_response_is_a_draft_that_nobody_saved():
    fresh = Response("r1", "key", "tiny", "1")
    assert (fresh.status, fresh.revision, dict(fresh.answers), fresh.closed) == (Status.DRAFT, 0, {}, None)


def test_equal_responses_are_equal():
    assert Response(**vars(ONE)) == ONE


def test_the_words_of_a_status_are_stable():
    assert [str(s) for s in Status] == ["draft", "complete", "imported", "screened", "simulated"]


def test_stale_news_carries_the_response_as_it_is_now():
    with pytest.raises(StaleRevision) as news:
        raise StaleRevision(ONE)
    assert news.value.current is ONE
