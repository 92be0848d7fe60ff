"""The funnel: filled bars for those who went on, empty ones for the lost, shares of the step before and the first."""

import pytest

from surveykit.charts.palette import PAPER
from tests.charts.reading import Picture, picture
from tests.charts.samples import SHORT

STEPS = [("opened", 500, False), ("begun", 400, False), ("screened out", 20, True), ("completed", 360, False)]


def drawn(steps: list[tuple[str, int, bool]], language: str = "en") -> Picture:
    data = {"steps": [{"label": name, "n": n, "lost": lost} for name, n, lost in steps]}
    return picture("funnel", data, language)


def test_shares_are_of_the_step_before_that_was_reached_and_of_the_first() -> None:
    title = drawn(STEPS).title
    assert "opened: n = 500; begun: n = 400, of the step before 80%, of the first step 80%" in title
    assert "screened out: n = 20, of the step before 5%, of the first step 4%" in title
    assert "completed: n = 360, of the step before 90%, of the first step 72%" in title


def test_the_lost_are_empty_bars_at_the_end_of_the_bar_that_they_are_lost_from() -> None:
    opened, begun, lost, completed = drawn(STEPS).all("rect")[2:]
    assert [m["fill"] == PAPER for m in (opened, begun, lost, completed)] == [False, False, True, False]
    assert end(lost) == pytest.approx(end(begun), abs=0.02)
    assert float(lost["width"]) / float(begun["width"]) == pytest.approx(0.05, abs=0.001)


def test_several_lost_stand_behind_one_another() -> None:
    _, first, second, left = drawn([("a", 100, False), ("b", 10, True), ("c", 20, True), ("d", 70, False)]).all("rect")[
        2:
    ]
    assert end(second) == pytest.approx(float(first["x"]), abs=0.02)
    assert end(left) == pytest.approx(float(second["x"]), abs=0.02)


def end(m: dict[str, str]) -> float:
    return float(m["x"]) + float(m["width"])


def test_of_few_people_shares_are_counts() -> None:
    shown = drawn([("a", 8, False), ("b", 3, False)], "zh")
    assert "3/8" in shown.texts()
    assert not any("%" in text for text in shown.texts())


def test_the_legend_appears_with_the_first_loss() -> None:
    assert drawn(STEPS).says("left at this step")
    assert not picture("funnel", {"steps": [{"label": SHORT[0], "n": 9}]}).says("left at this step")
