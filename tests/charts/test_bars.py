import pytest

from tests.charts.reading import picture
from tests.charts.samples import SHORT, bars


def test_bars_are_as_long_as_their_shares() -> None:
    widths = [float(m["width"]) for m in picture("bars", bars(SHORT, [100, 50, 0], 200)).all("rect")]
    assert widths[1] / widths[0] == pytest.approx(0.5, abs=0.001)
    assert widths[2] == 0


def test_share_and_count_end_each_bar() -> None:
    shown = picture("bars", bars(SHORT, [112, 61, 0], 250))
    assert {"45%", "(112)", "24%", "(61)", "0%", "(0)"} <= set(shown.texts())
    assert "Repair: 45% (112); Installation: 24% (61)" in shown.title


def test_one_of_many_is_not_nobody() -> None:
    assert "<1%" in picture("bars", bars(SHORT, [250, 125, 1], 250)).texts()


def test_few_answers_are_counted_not_turned_into_percentages() -> None:
    shown = picture("bars", bars(SHORT, [4, 1, 0], 5), "zh")
    assert not any("%" in text for text in shown.texts())
    assert shown.says("n = 5，此处显示人数而非百分比")


def test_nobody_answered_is_said() -> None:
    assert picture("bars", bars(SHORT, [0, 0, 0], 0)).says("no answers")
