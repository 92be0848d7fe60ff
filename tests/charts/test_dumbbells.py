"""Two means a row: the bar marks the first, the dot the second, and the numbers stand clear of both."""

from surveykit.charts.palette import PAPER
from tests.charts.reading import Picture, picture
from tests.charts.samples import SHORT, dumbbells


def drawn(means: list[tuple[float, float]]) -> Picture:
    return picture("dumbbells", dumbbells(SHORT[: len(means)], means))


def bars(shown: Picture) -> list[float]:
    return [float(m["x1"]) for m in shown.all("line") if m["stroke-width"] == "2.5"]


def test_the_marks_stand_where_the_means_are() -> None:
    shown = drawn([(8.0, 6.0), (4.0, 5.0)])
    _, *firsts = bars(shown)  # the first is the legend's
    _, *seconds = [float(m["cx"]) for m in shown.all("circle")]
    assert firsts[0] > seconds[0]
    assert firsts[1] < seconds[1]
    unit = (firsts[0] - firsts[1]) / 4
    assert abs((firsts[0] - seconds[0]) / 2 - unit) < 0.01


def test_gaps_stand_in_a_column_clear_of_every_mark() -> None:
    shown = drawn([(8.0, 6.0), (1.0, 10.0)])
    right = max(float(m["cx"]) for m in shown.all("circle"))
    assert all(box.left > right for box in shown.boxes() if box.string in {"−2.00", "9.00"})
    assert "Repair: Expected 8.00, Perceived 6.00, Gap −2.00" in shown.title


def test_a_gap_that_holds_zero_is_hollow_and_the_reader_is_told() -> None:
    shown = drawn([(8.0, 6.0), (5.0, 5.0)])
    assert [m["fill"] == PAPER for m in shown.all("circle")] == [False, False, True]
    assert shown.says("Hollow dot: the gap’s interval contains zero.")
    assert not drawn([(8.0, 6.0)]).says("Hollow")


def test_the_axis_shows_every_point_of_the_scale() -> None:
    assert {str(k) for k in range(1, 11)} <= set(drawn([(8.0, 6.0)]).texts())
