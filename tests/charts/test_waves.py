"""An estimate over waves: a band of intervals, gaps where nothing was measured, rings outside the limits."""

from tests.charts.reading import Picture, picture
from tests.charts.samples import waves

YEARS = ["2021", "2022", "2023", "2024", "2025"]


def drawn(values: list[float | None], language: str = "en", **more: object) -> Picture:
    return picture("waves", waves(YEARS[: len(values)], values, **more), language)


def test_line_and_band_stop_at_a_wave_without_a_value() -> None:
    whole, broken = drawn([7, 7.1, 7.2, 7.3]), drawn([7, 7.1, None, 7.2, 7.3], "zh")
    assert (len(whole.all("polygon")), len(broken.all("polygon"))) == (1, 2)
    slanted = [len([m for m in shown.all("line") if m["y1"] != m["y2"]]) for shown in (whole, broken)]
    assert slanted == [3 + 4, 2 + 5], "lines between neighbours, and a tick a wave"
    assert broken.says("连线中断处：该期没有数值。")
    assert "2023：无数值" in broken.title


def test_a_wave_between_gaps_has_a_whisker() -> None:
    assert drawn([None, 7.1, None]).all("polygon") == []
    upright = [m for m in drawn([None, 7.1, None]).all("line") if m["x1"] == m["x2"] and m["stroke-width"] == "1.5"]
    assert len(upright) == 1


def test_only_what_lies_outside_the_limits_has_a_ring() -> None:
    shown = drawn([7, 7.5, 8.2], limits=[6.9, 7.9], centre=7.4)
    assert [m["r"] for m in shown.all("circle")].count("7") == 1
    assert shown.says("Dashed: control limits 6.90 and 7.90.")
    assert shown.says("Thin line: centre 7.40.")
    assert shown.says("Ring: outside the control limits.")
    assert not drawn([7, 7.5], limits=[6.9, 7.9]).says("Ring")


def test_values_and_n_stand_under_their_waves() -> None:
    boxes = {box.string: box for box in drawn([7, 7.5]).boxes()}
    assert boxes["2021"].bottom <= boxes["7.00"].top
    middles = [(boxes[s].left + boxes[s].right) / 2 for s in ("2022", "7.50")]
    assert abs(middles[0] - middles[1]) < 0.5
    assert "2021: 7.00 [6.80,\u00a07.30], n = 300" in drawn([7, 7.5]).title


def test_of_many_waves_those_are_named_for_which_there_is_room() -> None:
    names = [f"wave {at}" for at in range(60)]
    texts = picture("waves", waves(names, [7.0] * 60)).texts()
    assert 5 < len([text for text in texts if text == "7.00"]) < 60
