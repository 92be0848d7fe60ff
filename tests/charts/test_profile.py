"""Segments over dimensions: each known by shape and dashes, each value with its interval."""

import pytest

from tests.charts.reading import Picture, picture
from tests.charts.samples import LONG, SHORT, profile


def drawn(values: list[list[float | None]], language: str = "en") -> Picture:
    segments = [*SHORT, *LONG][: len(values[0])]
    return picture("profile", profile(segments, SHORT[: len(values)], values), language)


def test_every_segment_has_its_own_dashes_and_its_own_shape() -> None:
    shown = drawn([[3, 4, 5, 6, 7], [4, 5, 6, 7, 8]])
    joining = [m for m in shown.all("line") if m["y1"] != m["y2"] and m["x1"] != m["x2"]]
    assert len({m.get("stroke-dasharray") for m in joining}) == 5
    outlines = {shape(m["points"]) for m in shown.all("polygon")}
    assert len(outlines) == 4, "and the discs"


def shape(points: str) -> str:
    """The corners of a polygon as seen from the first."""
    corners = [tuple(map(float, pair.split(","))) for pair in points.split()]
    (x, y), *rest = corners
    return " ".join(f"{round(a - x, 1)},{round(b - y, 1)}" for a, b in rest)


def test_marks_stand_where_the_values_are() -> None:
    shown = drawn([[2], [4], [8]])
    _, *places = [float(m["cx"]) for m in shown.all("circle")]  # the first is the legend's
    assert (places[2] - places[1]) / (places[1] - places[0]) == pytest.approx(2, abs=0.001)


def test_a_value_that_may_not_be_shown_breaks_the_line_and_the_reader_is_told() -> None:
    shown = drawn([[2, 3], [None, 4], [5, 6]], "zh")
    assert len(shown.all("circle")) == 3
    assert len([m for m in shown.all("line") if m["y1"] != m["y2"] and m["x1"] != m["x2"]]) == 2
    assert shown.says("连线中断处：回答太少，不显示数值。")


def test_the_legend_has_n_and_the_words_every_number() -> None:
    shown = drawn([[2.5, 3.5]])
    assert {"Repair (n = 100)", "Installation (n = 101)"} <= set(shown.texts())
    assert "维修（n = 100）" in drawn([[2.5, 3.5]], "zh").texts()
    assert "Repair: Repair 2.50 [2.20,\u00a02.70], Installation 3.50 [3.20,\u00a03.70]" in shown.title


def test_more_segments_than_can_be_told_apart_are_refused() -> None:
    with pytest.raises(ValueError, match="at most 5 segments"):
        drawn([[1, 2, 3, 4, 5, 6]])
