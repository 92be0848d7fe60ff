from surveykit.charts.palette import BLUE
from tests.charts.reading import picture
from tests.charts.samples import SHORT

DATA = {
    "items": [{"label": SHORT[0], "missing": 5}, {"label": SHORT[1], "missing": 45}],
    "patterns": [{"n": 150, "missing": [False, False]}, {"n": 40, "missing": [False, True]}],
    "n": 200,
    "others": 10,
    "other_patterns": 2,
}


def test_a_gap_is_a_dark_tile_in_the_row_of_its_item_and_the_column_of_its_pattern() -> None:
    dark = [mark for mark in picture("missing_pattern", DATA).all("rect")[2:] if mark["fill"] == BLUE]
    tiles = picture("missing_pattern", DATA).all("rect")[2:]
    assert len(dark) == 1
    assert dark[0] == tiles[-1]


def test_how_many_have_a_pattern_and_how_many_lack_an_item_is_printed() -> None:
    shown = picture("missing_pattern", DATA, "zh")
    assert {"150", "40", "2%", "22%", "缺失", "已作答"} <= set(shown.texts())
    assert "另有10名受访者属于其余2种模式" in "".join(shown.texts())
    assert "维修：缺失2%" in shown.title
