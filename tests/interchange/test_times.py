"""The times of a file become those of its responses."""

from datetime import UTC, datetime

import pytest

from surveykit.errors import AnalystError
from surveykit.interchange.mapping import parse_mapping
from surveykit.interchange.responses import responses_of
from surveykit.interchange.table import Table
from surveykit.interchange.times import are_times
from tests.interchange.foreign import TINY

MAPPING = parse_mapping("{started: begun, closed: sent}")


def read(*rows):
    table = Table(("begun", "sent", "speed"), tuple(rows), tuple(range(2, 2 + len(rows))), "x.csv")
    return list(responses_of(table, TINY, MAPPING))


def test_times_are_kept_in_utc_and_an_empty_one_is_none():
    first, second = read(("2026-01-15T20:30:00+08:00", "2026-01-15 12:45:10", "1"), ("2026-01-16T09:00:00Z", "", "2"))
    assert first.started == datetime(2026, 1, 15, 12, 30, tzinfo=UTC)
    assert first.closed == datetime(2026, 1, 15, 12, 45, 10, tzinfo=UTC)
    assert (second.started, second.closed) == (datetime(2026, 1, 16, 9, tzinfo=UTC), None)


def test_what_is_no_time_is_told_by_its_cell():
    with pytest.raises(AnalystError) as error:
        read(("2026-01-15", "yesterday", "1"))
    (problem, *_) = error.value.problems
    assert (problem.code, problem.place.row, problem.place.field) == ("import-not-a-time", 2, "sent")


@pytest.mark.parametrize(("cells", "expected"), [(["2026-01-15", ""], True), (["1", "3"], False), (["", ""], False)])
def test_a_column_of_times_has_times_only(cells, expected):
    assert are_times(cells) is expected
