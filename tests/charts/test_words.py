"""Themes: a bar for the share of writers, the typical words under it, all of one size."""

import pytest

from tests.charts.reading import picture
from tests.charts.samples import SHORT, words


def test_bars_are_as_long_as_their_shares_and_end_in_share_and_count() -> None:
    shown = picture("words", words(SHORT, [80, 40, 0], [], 160))
    widths = [float(m["width"]) for m in shown.all("rect")]
    assert widths[0] / widths[1] == pytest.approx(2, abs=0.001)
    assert {"50%", "(80)", "25%", "(40)", "0%", "(0)"} <= set(shown.texts())


def test_the_words_stand_under_their_bar_in_one_size() -> None:
    shown = picture("words", words(SHORT[:1], [80], ["slow", "three weeks", "等太久"], 160))
    (line,) = [box for box in shown.boxes() if "three weeks" in box.string]
    bar = shown.all("rect")[0]
    assert line.string == "slow, three weeks, 等太久"
    assert line.top > float(bar["y"]) + float(bar["height"])
    assert "Repair: 50% (80), slow, three weeks, 等太久" in shown.title


def test_the_base_is_those_who_wrote() -> None:
    assert picture("words", words(SHORT, [80, 40, 0], [], 160), "zh").says("占写下内容的160人的比例")


def test_few_are_counted_not_turned_into_percentages() -> None:
    shown = picture("words", words(SHORT, [4, 1, 0], ["slow"], 5))
    assert not any("%" in text for text in shown.texts())
    assert shown.says("Counts, not percentages, because n = 5.")
