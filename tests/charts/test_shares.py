import pytest

from tests.charts.reading import picture
from tests.charts.samples import ANSWERS, SHORT, shares

SCORE = (-3.6, -11.8, 4.6)


def test_segments_are_as_long_as_their_shares_and_fill_the_bar() -> None:
    rects = picture("shares", shares(SHORT[:2], [(30, 50, 20), (10, 10, 80)])).all("rect")
    bars = [r for r in rects if r["height"] == "16"]
    widths = [float(r["width"]) for r in bars]
    assert widths[1] / widths[0] == pytest.approx(5 / 3, abs=0.01)
    assert sum(widths[:3]) == pytest.approx(sum(widths[3:]), abs=0.05)


def test_segments_follow_one_another_in_the_order_of_the_legend() -> None:
    fills = [m["fill"] for m in picture("shares", shares(SHORT[:1], [(30, 50, 20)])).all("rect")]
    assert fills[:3] == fills[3:]


def test_each_segment_prints_its_share_and_each_part_is_named() -> None:
    shown = picture("shares", shares(SHORT[:1], [(168, 120, 152)]))
    assert {"38%", "27%", "35%", "440"} <= set(shown.texts())
    told = "Repair: point 1 of the scale 38%, point 2 of the scale 27%, point 3 of the scale 35%, n = 440"
    assert told in shown.title


def test_a_figure_stands_on_its_whole_range_with_its_interval() -> None:
    shown = picture("shares", shares(SHORT[:1], [(168, 120, 152)], [SCORE]))
    assert {"\u22124", "[\u221212,\u00a05]", "\u2212100", "0", "100"} <= set(shown.texts())
    dot = float(shown.all("circle")[0]["cx"])
    left, right = (float(shown.all("rect")[at]["x"]) for at in (3, 5))
    assert left < dot < right


@pytest.mark.parametrize(("ends", "hollow"), [(SCORE, True), ((12.0, 3.0, 21.0), False)])
def test_an_interval_with_zero_is_hollow_and_says_so(ends: tuple[float, float, float], hollow: bool) -> None:
    shown = picture("shares", shares(SHORT[:1], [(168, 120, 152)], [ends]), "zh")
    assert (shown.all("circle")[0]["fill"] == "#ffffff") is hollow
    assert shown.says("空心点：区间包含零") is hollow


def test_answers_stand_above_in_the_colours_of_their_parts() -> None:
    data = shares(SHORT[:1], [(168, 120, 152)], [SCORE], tones="diverging", answers=ANSWERS)
    shown = picture("shares", data)
    fills = [r["fill"] for r in shown.all("rect")]
    assert len(set(fills[:10])) == 3
    assert {"0", "10", "18%"} <= set(shown.texts())


def test_few_are_counted_not_turned_into_percentages() -> None:
    texts = picture("shares", shares(SHORT[:1], [(3, 0, 4)])).texts()
    assert not any("%" in t for t in texts)
    assert {"3", "4", "7"} <= set(texts)


def test_nobody_answered_is_said() -> None:
    assert picture("shares", shares(SHORT[:1], [(0, 0)])).says("no answers")
