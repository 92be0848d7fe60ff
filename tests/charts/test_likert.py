from itertools import pairwise

import pytest

from surveykit.charts.marks import WIDTH
from tests.charts.reading import Picture, picture
from tests.charts.samples import POINTS, SHORT, likert

ZERO_WEIGHT = "1"


def zero_line(shown: Picture) -> float:
    (line,) = [m for m in shown.all("line") if m["stroke-width"] == ZERO_WEIGHT]
    return float(line["x1"])


def bar(shown: Picture) -> list[tuple[float, float]]:
    """Left and right edges of the segments of a single row; the legend's squares have no outline."""
    return [(float(m["x"]), float(m["x"]) + float(m["width"])) for m in shown.all("rect") if "stroke" in m]


def test_an_odd_scale_splits_its_middle_at_zero() -> None:
    shown = picture("likert", likert(SHORT[:1], [[10, 20, 30, 25, 15]], 5))
    left, right = bar(shown)[2]
    assert (left + right) / 2 == pytest.approx(zero_line(shown), abs=0.02)


def test_an_even_scale_meets_at_zero() -> None:
    shown = picture("likert", likert(SHORT[:1], [[10, 20, 30, 40]], 4))
    assert bar(shown)[1][1] == pytest.approx(zero_line(shown), abs=0.02)


@pytest.mark.parametrize("neutral", ["split", "stack"])
def test_segments_follow_one_another_in_the_order_of_the_legend(neutral: str) -> None:
    shown = picture("likert", likert(SHORT[:1], [[10, 20, 30, 25, 15]], 5) | {"neutral": neutral})
    fills = [m["fill"] for m in shown.all("rect")]
    assert fills[:5] == fills[5:]
    edges = bar(shown)
    assert all(left[1] == pytest.approx(right[0], abs=0.02) for left, right in pairwise(edges))


def test_a_stack_runs_from_nothing_to_all() -> None:
    shown = picture("likert", likert(SHORT[:1], [[10, 20, 30, 25, 15]], 5) | {"neutral": "stack"})
    assert bar(shown)[0][0] == pytest.approx(zero_line(shown), abs=0.02)
    assert {"0%", "25%", "50%", "75%", "100%"} <= set(shown.texts())
    assert "40%" in shown.texts(), "the top share stays at the right"


def test_neutral_answers_aside_stand_right_of_the_others_on_their_own_zero_in_the_same_unit() -> None:
    shown = picture("likert", likert(SHORT[:2], [[10, 20, 30, 25, 15], [0, 0, 9, 40, 51]], 5) | {"neutral": "aside"})
    zero, own_zero = (float(m["x1"]) for m in shown.all("line") if m["stroke-width"] == ZERO_WEIGHT)
    lowest, low, middle, high, highest, other, *_ = bar(shown)
    assert [low[1], high[0]] == pytest.approx([zero] * 2, abs=0.02)
    assert [middle[0], other[0]] == pytest.approx([own_zero] * 2, abs=0.02)
    assert own_zero > highest[1] > lowest[0]
    assert (middle[1] - middle[0]) / (low[1] - low[0]) == pytest.approx(1.5, abs=0.001)


def test_segments_are_as_long_as_their_shares() -> None:
    widths = [right - left for left, right in bar(picture("likert", likert(SHORT[:1], [[10, 20, 40, 20, 10]], 5)))]
    assert [w / sum(widths) for w in widths] == pytest.approx([0.1, 0.2, 0.4, 0.2, 0.1], abs=0.001)


def test_the_share_of_the_top_points_is_printed_at_the_right_with_n() -> None:
    shown = picture("likert", likert(SHORT[:1], [[8, 15, 40, 120, 67]], 5))
    at = {box.string: box for box in shown.boxes()}
    assert at["75%"].right < at["250"].left
    assert at["250"].right == pytest.approx(WIDTH)
    assert shown.says("top 2 boxes (4–5)")
    assert "Repair: top 2 boxes 75%, n = 250" in shown.title


def test_the_number_of_top_points_is_the_callers() -> None:
    data = likert(SHORT[:1], [[10, 20, 30, 25, 15]], 5) | {"top": 1}
    assert {"最高档占比", "(5)", "15%"} <= set(picture("likert", data, "zh").texts())


def test_few_answers_are_counted() -> None:
    shown = picture("likert", likert(SHORT[:1], [[2, 1, 1, 2, 1]], 5))
    assert "3/7" in shown.texts()
    assert [text for text in shown.texts() if text.endswith("%") and text not in {"0%", "25%", "50%"}] == []


def test_a_row_without_answers_says_so_and_has_no_bar() -> None:
    shown = picture("likert", likert(SHORT[:1], [[0] * 5], 5))
    assert bar(shown) == []
    assert shown.says("no answers")


def test_a_long_scale_names_its_ends_only_and_shows_every_colour_between() -> None:
    shown = picture("likert", likert(SHORT[:1], [[3] * 10], 10))
    assert shown.says("1 = point 1 of the scale")
    assert shown.says("10 = point 10 of the scale")
    assert not shown.says(POINTS[4]["en"])
    swatches = [m["fill"] for m in shown.all("rect") if "stroke" not in m]
    assert len(set(swatches)) == 10


def test_points_without_words_get_their_numbers() -> None:
    shown = picture("likert", likert(SHORT[:1], [[3] * 5], 5, named=False))
    assert {"1 = point 1 of the scale", "2", "3", "4", "5 = point 5 of the scale"} <= set(shown.texts())


def test_ids_stand_before_labels_or_below_if_long() -> None:
    data = likert(SHORT[:1], [[3] * 5], 5)
    short = {box.string: box for box in picture("likert", data).boxes()}
    assert short["rs_0"].right < short["Repair"].left
    data["rows"][0]["id"] = "a_very_long_id_of_a_part_32_long"
    long = {box.string: box for box in picture("likert", data).boxes()}
    assert long["a_very_long_id_of_a_part_32_long"].top > long["Repair"].top
