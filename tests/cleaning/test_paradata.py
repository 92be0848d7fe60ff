"""What is known of the answering."""

from datetime import UTC, datetime

import pytest

from surveykit.cleaning.code import code_responses
from surveykit.cleaning.paradata import answering
from surveykit.core.response import Response, Status
from tests.cleaning.applied import asking, ratings

SHOWN = {"shown": {"sections": ["a", "b"]}}
Q = asking(*ratings("x"))


def response(paradata, status=Status.COMPLETE, **more):
    return Response("r", "k", "q", Q.hash, {"x": 3}, status=status, paradata=paradata, **more)


@pytest.mark.parametrize(
    ("paradata", "seconds"),
    [
        ({"seconds": {"a": 20, "b": 12}, **SHOWN}, 32.0),
        ({"seconds": {"a": 20}, **SHOWN}, None),
        ({"seconds": {"a": 20}}, 20.0),
        ({"seconds": {}, **SHOWN}, None),
        ({"row": 3}, None),
    ],
)
def test_seconds_are_known_only_if_every_page_has_a_time(paradata, seconds):
    assert answering(response(paradata)).get("@seconds") == seconds


def test_a_draft_has_no_time():
    assert answering(response({"seconds": {"a": 20}}, Status.DRAFT)) == {}


def test_they_are_columns_of_the_table_where_anybody_has_them():
    closed = datetime(2026, 1, 15, tzinfo=UTC)
    paradata = {"seconds": {"a": 5}, "device": "d1"}
    data = code_responses({Q.hash: Q}, Q, [response(paradata, closed=closed, language="zh")])
    assert data.paradata("@seconds").numbers().tolist() == [5.0]
    assert data.paradata("@closed").numbers().tolist() == [closed.timestamp()]
    assert data.paradata("@device").cell(0) == "d1"
    assert data.paradata("@language").cell(0) == "zh"
    assert data.paradata("@token") is None
    without = code_responses({Q.hash: Q}, Q, [response({})])
    assert without.paradata("@seconds") is None
    assert without.sha256() == data.sha256()
