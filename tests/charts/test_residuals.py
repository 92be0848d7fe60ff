from surveykit.charts.palette import PAPER
from tests.charts.reading import picture, rings
from tests.charts.samples import residuals


def test_every_respondent_is_drawn_in_both_panels() -> None:
    shown = picture("residuals", residuals(40, 2.0))
    assert [len(rings(m)) for m in shown.all("path")] == [40, 40]
    assert all(m["fill"] == PAPER for m in shown.all("path")), "points that lie on each other stay visible"


def test_the_left_panel_has_a_line_through_the_means_of_eight_parts() -> None:
    shown = picture("residuals", residuals(160, 2.0))
    drawn = [m for m in shown.all("line") if m["stroke-width"] == "1.5"]
    assert len(drawn) == 7
    assert picture("residuals", residuals(4, 2.0)).faults() == []


def test_it_says_how_many_stand_for_how_many() -> None:
    assert picture("residuals", residuals(500, 2.0, of=9000)).says("500 of 9000 respondents are drawn.")
    assert not picture("residuals", residuals(500, 2.0)).says("respondents are drawn.")


def test_the_largest_residual_is_in_the_alternative_text() -> None:
    shown = picture("residuals", residuals(3, 1.0) | {"sorted": [-3.25, 0.0, 1.0]}, "zh")
    assert "最大残差−3.25" in shown.title
