"""Ranks from occasion to occasion: the best at the top, a line only between two ranks."""

import pytest

from surveykit.charts.palette import PAPER
from tests.charts.reading import Picture, picture
from tests.charts.samples import SHORT, rank_changes

YEARS = ["2023", "2024", "2025"]


def drawn(ranks: list[list[float | None]], language: str = "en", hollow: float = 0) -> Picture:
    return picture("rank_changes", rank_changes(SHORT[: len(ranks)], YEARS[: len(ranks[0])], ranks, hollow), language)


def test_the_best_rank_stands_at_the_top_and_is_printed_on_its_dot() -> None:
    shown = drawn([[1, 2], [2, 1]])
    heights = [float(m["cy"]) for m in shown.all("circle")]
    assert heights[0] == heights[2] < heights[1] == heights[3]
    assert [text for text in shown.texts() if text in {"1", "2"}] == ["1", "2", "1", "2"]


def test_names_stand_at_both_ends_in_the_order_there() -> None:
    boxes = [box for box in drawn([[1, 2], [2, 1]]).boxes() if box.string in {"Repair", "Installation"}]
    left, right = boxes[:2], boxes[2:]
    assert [box.string for box in sorted(left, key=lambda box: box.top)] == ["Repair", "Installation"]
    assert [box.string for box in sorted(right, key=lambda box: box.top)] == ["Installation", "Repair"]


def test_a_line_joins_neighbouring_ranks_only_and_the_gap_is_explained() -> None:
    whole, broken = drawn([[1, 1, 1], [2, 2, 2]]), drawn([[1, None, 1], [2, 1, 2]], "zh")
    assert (len(whole.all("line")), len(broken.all("line"))) == (4, 2)
    assert broken.says("连线中断处：没有名次。")
    assert not whole.says("A line stops")


def test_the_stressed_object_is_known_by_its_weight() -> None:
    weights = [float(m["stroke-width"]) for m in drawn([[1, 1], [2, 2]]).all("line")]
    assert sorted(weights) == [1.0, 3.5]


@pytest.mark.parametrize(("hollow", "open_"), [(0, [False, False]), (2, [False, True])])
def test_a_rank_that_is_not_told_from_the_next_is_hollow(hollow: float, open_: list[bool]) -> None:
    shown = drawn([[1], [2]], hollow=hollow)
    assert [m["fill"] == PAPER for m in shown.all("circle")] == open_
    assert shown.says("do not tell this rank from the next one") is any(open_)


def test_those_that_tie_share_their_rank() -> None:
    shown = drawn([[1.5, 1], [1.5, 2]])
    assert shown.texts().count("1.5") == 2
    assert "Repair: 2023 rank 1.5, 2024 rank 1" in shown.title
    assert "维修：2023第1.5名，2024第1名" in drawn([[1.5, 1], [1.5, 2]], "zh").title
