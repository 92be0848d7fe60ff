"""One token, or one device within minutes: only where these were recorded."""

from datetime import UTC, datetime, timedelta

from surveykit.cleaning.code import code_responses
from surveykit.cleaning.rules.same_source import SameSource
from surveykit.core.response import Response, Status
from tests.cleaning.applied import applied, asking, ratings, said

Q = asking(*ratings("x"))
NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)


def data(*rows):
    """Rows of (device, minutes after noon, token)."""
    responses = []
    for at, (device, minutes, token) in enumerate(rows):
        paradata = {name: value for name, value in (("device", device), ("token", token)) if value}
        closed = NOON + timedelta(minutes=minutes)
        own = Response(
            f"r{at}", f"k{at}", "q", Q.hash, {"x": 3}, status=Status.COMPLETE, closed=closed, paradata=paradata
        )
        responses.append(own)
    return code_responses({Q.hash: Q}, Q, responses)


def test_one_device_within_the_minutes_of_the_plan():
    rows = data(("d", 0, None), ("d", 5, None), ("d", 14, None), ("e", 1, None), ("d", 90, None), (None, 0, None))
    found = applied(SameSource, rows, device_minutes=10)["same_device"]
    assert {id: evidence[-1] for id, evidence in said(found).items()} == {"r0": "1", "r1": "2", "r2": "1"}
    assert found.n == 5
    assert not applied(SameSource, rows, device_minutes=4)["same_device"].flags


def test_one_token():
    found = applied(SameSource, data((None, 0, "t"), (None, 9, "u"), (None, 99, "t")))["same_token"]
    assert set(said(found)) == {"r0", "r2"}


def test_where_nothing_was_recorded_nothing_is_asked():
    assert applied(SameSource, data((None, 0, None))) == {}
