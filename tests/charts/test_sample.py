"""The sample's profile: bars on one scale, a mark for a target, and nothing of what is hidden."""

import pytest

from tests.charts.reading import Picture, picture
from tests.charts.samples import SHORT, sample


def drawn(counts: list[int | None], language: str = "en", target: float | None = None) -> Picture:
    return picture("sample", sample(SHORT[:1], SHORT, counts, target), language)


def test_bars_are_as_long_as_their_shares() -> None:
    widths = [float(m["width"]) for m in drawn([100, 50, 50]).all("rect")]
    assert widths[0] / widths[1] == pytest.approx(2, abs=0.001)
    assert {"100", "50", "25%"} <= set(drawn([100, 50, 50]).texts())


def test_a_target_is_a_mark_on_the_same_scale() -> None:
    shown = drawn([100, 50, 50], target=0.25)
    legend, bar = shown.all("rect")[0], shown.all("rect")[2]
    marks = [float(m["x1"]) for m in shown.all("line") if m["stroke-width"] == "2"]
    assert len(marks) == 4
    assert marks[1] == pytest.approx(float(bar["x"]) + float(bar["width"]), abs=0.02)
    assert legend["height"] == "9"
    assert not drawn([100, 50, 50]).says("target")


def test_a_hidden_group_has_words_and_no_number() -> None:
    shown = drawn([100, None, None], "zh")
    assert len(shown.all("rect")) == 1
    assert shown.texts().count("不显示") == 2
    assert shown.says("人数少到可能认出其中的人")
    assert "维修·安装：不显示" in shown.title
    assert not drawn([100, 50, 50]).says("Not shown")


def test_each_demographic_has_its_n_in_its_heading() -> None:
    assert drawn([100, 50, 50]).says("Repair (n = 200)")
    assert drawn([100, 50, 50], "zh").says("维修（n = 200）")


def test_of_few_people_shares_are_counts() -> None:
    assert {"3/6", "2/6"} <= set(drawn([3, 2, 1]).texts())
