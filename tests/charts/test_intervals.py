import pytest

from surveykit.charts.palette import PAPER
from tests.charts.reading import Picture, picture
from tests.charts.samples import FOREST, SHORT, interval_rows


def forest(**changes: object) -> Picture:
    return picture("intervals", interval_rows(SHORT, FOREST, zero=True, style="bounded") | changes)


def whiskers(shown: Picture) -> list[tuple[float, float]]:
    return [(float(m["x1"]), float(m["x2"])) for m in shown.all("line") if m["stroke-width"] == "1.5"]


def zero_line(shown: Picture) -> list[float]:
    return [float(m["x1"]) for m in shown.all("line") if m["stroke-width"] == "1"]


def test_dots_stand_within_their_intervals_and_on_their_side_of_zero() -> None:
    shown = forest()
    (zero,) = zero_line(shown)
    dots = [float(m["cx"]) for m in shown.all("circle")]
    assert all(low < dot < high for dot, (low, high) in zip(dots, whiskers(shown), strict=True))
    assert dots[0] > zero > dots[1] > dots[2]


def test_a_dot_is_hollow_when_its_interval_holds_zero_and_the_reader_is_told() -> None:
    shown = forest()
    assert [m["fill"] == PAPER for m in shown.all("circle")] == [False, True, False]
    assert shown.says("Hollow: the interval contains zero.")


def test_numbers_stand_beside_the_plot_clear_of_every_whisker() -> None:
    shown = forest()
    right = max(high for _, high in whiskers(shown))
    assert {".41", "[.31,\u00a0.51]", "−.07", "[−.16,\u00a0.02]"} <= set(shown.texts())
    assert all(box.left > right for box in shown.boxes() if box.string in {".41", "−.07", "−.30"})
    assert "Repair: .41 [.31,\u00a0.51]" in shown.title


def test_a_row_without_value_shows_its_reason_and_no_line_runs_through_it() -> None:
    data = interval_rows(SHORT, [FOREST[0], None, FOREST[2]], zero=True)
    data["rows"][1]["note"] = {"en": "collinear with another predictor", "zh": "与其他预测变量共线"}
    shown = picture("intervals", data)
    reason = next(box for box in shown.boxes() if box.string == "collinear with another predictor")
    crossing = [
        m
        for m in shown.all("line")
        if reason.left < float(m["x1"]) < reason.right
        and float(m["y1"]) < reason.bottom
        and float(m["y2"]) > reason.top
    ]
    assert crossing == []
    assert len(zero_line(shown)) == 2, "the line goes on above and below the reason"
    assert len(shown.all("circle")) == 2


def test_a_row_without_value_and_reason_is_not_left_blank() -> None:
    shown = picture("intervals", {"rows": [{"label": "a"}], "axis": "b"}, "zh")
    assert shown.says("未估计")


def test_a_note_beside_a_value_stands_under_the_label() -> None:
    data = interval_rows(SHORT, FOREST, zero=False)
    data["rows"][0]["note"] = "n = 34"
    boxes = {box.string: box for box in picture("intervals", data).boxes()}
    assert boxes["n = 34"].top > boxes["Repair"].top
    assert boxes["n = 34"].left == pytest.approx(boxes["Repair"].left)


def test_a_given_range_shows_every_point_of_the_scale_and_widens_if_it_must() -> None:
    data = interval_rows(SHORT[:1], [(7.4, 7.2, 7.6)], zero=False)
    assert {str(k) for k in range(1, 11)} <= set(picture("intervals", data | {"range": [1, 10]}).texts())
    assert picture("intervals", data | {"range": [1, 7]}).faults() == []


def test_without_zero_there_is_no_line_at_zero() -> None:
    assert zero_line(picture("intervals", interval_rows(SHORT, FOREST, zero=False))) == []


def test_very_many_rows_stand_close() -> None:
    few, many = (
        picture("intervals", interval_rows([f"row {at}" for at in range(k)], [(0.2, 0.1, 0.3)] * k, zero=False))
        for k in (12, 24)
    )
    steps = []
    for shown in (few, many):
        boxes = {box.string: box for box in shown.boxes()}
        steps.append(boxes["row 1"].top - boxes["row 0"].top)
    assert steps[1] < 0.85 * steps[0]
