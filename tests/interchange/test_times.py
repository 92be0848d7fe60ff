"""The times of a file become those of its responses."""

from datetime import UTC, datetime

import pytest

from surveykit.errors import AnalystError
from surveykit.interchange.mapping import parse_mapping
from surveykit.interchange.responses import responses_of
from surveykit.interchange.table import Table
from surveykit.interchange.times import are_times, read_duration
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


@pytest.mark.parametrize(
    ("cell", "seconds"),
    [
        ("312", 312), ("312.5", 312.5), ("123秒", 123), ("1分20秒", 80), ("2小时3分钟", 7380), ("5 min 2 s", 302),
        ("0:02:03", 123), (" ", None),
    ],
)  # fmt: skip
def test_a_duration_is_read_as_systems_write_it(cell, seconds):
    assert read_duration(cell) == seconds


@pytest.mark.parametrize("cell", ["2:03", "soon", "-5", "12:30:99"])
def test_what_is_no_duration_is_told_by_its_cell(cell):
    table = Table(("took", "speed"), ((cell, "1"),), (2,), "x.csv")
    with pytest.raises(AnalystError) as error:
        list(responses_of(table, TINY, parse_mapping("{duration: took}")))
    (problem, *_) = error.value.problems
    assert (problem.code, problem.place.row, problem.place.field) == ("import-not-a-duration", 2, "took")
