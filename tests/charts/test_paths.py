"""What a path diagram shows: arrows around boxes, numbers on their own arrows, width for size, dashes for unclear."""

import pytest

from surveykit.charts.paths import Box, Line
from surveykit.core.language import LANGUAGES
from tests.charts.reading import Picture, both, picture
from tests.charts.samples import CASES, SHORT, paths

NAMES = [name for name, (kind, _, _) in CASES.items() if kind == "paths"]
SMALL = {
    "nodes": [
        {"id": "x", "label": both("Quality", "质量"), "column": 0},
        {"id": "m", "label": both("Satisfaction", "满意"), "column": 1},
        {"id": "y", "label": both("Loyalty", "忠诚"), "column": 2},
    ],
    "arrows": [
        {"start": "x", "end": "m", "value": 0.8, "interval": [0.7, 0.9]},
        {"start": "m", "end": "y", "value": 0.4, "interval": [0.2, 0.6]},
        {"start": "x", "end": "y", "value": -0.1, "interval": [-0.3, 0.1]},
    ],
}


def lines(shown: Picture) -> list[Line]:
    return [Line(*(float(m[k]) for k in ("x1", "y1", "x2", "y2"))) for m in shown.all("line")]


def boxes(shown: Picture) -> tuple[list[Box], list[Box]]:
    """The boxes of the diagram (they have an outline), and those behind the numbers."""
    found: tuple[list[Box], list[Box]] = ([], [])
    for m in shown.all("rect"):
        x, y, w, h = (float(m[k]) for k in ("x", "y", "width", "height"))
        found[0 if "stroke" in m else 1].append(Box(x, y, x + w, y + h))
    return found


def test_unclear_paths_are_dashed_and_large_ones_wide() -> None:
    first, second, direct = picture("paths", SMALL).all("line")
    assert "stroke-dasharray" in direct
    assert "stroke-dasharray" not in first
    assert float(first["stroke-width"]) > float(second["stroke-width"]) > float(direct["stroke-width"])


def test_every_arrow_has_its_number_with_a_true_minus() -> None:
    shown = picture("paths", SMALL)
    assert {"0.80", "0.40", "\u22120.10"} <= set(shown.texts())
    assert "Quality → Loyalty: \u22120.10 [\u22120.30,\u00a00.10]" in shown.title
    assert "质量 → 忠诚：" in picture("paths", SMALL, "zh").title


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_arrows_go_around_boxes_and_numbers_stand_on_their_own(name: str, language: str) -> None:
    shown = picture("paths", CASES[name][1], language)
    arrows, (nodes, numbers) = lines(shown), boxes(shown)
    assert len(numbers) == len(arrows)
    for at, arrow in enumerate(arrows):
        assert not any(arrow.crosses(box.grown(-1, -1)) for box in nodes)
        assert [k for k, box in enumerate(numbers) if arrow.crosses(box)] == [at]


def test_a_thicket_is_still_drawn() -> None:
    many = [both(f"Number {k}", f"第{k}项") for k in range(5)]
    assert picture("paths", paths(many, many[:4], SHORT[0])).root is not None


def test_a_line_through_a_box() -> None:
    box = Box(2, 2, 4, 4)
    assert Line(0, 3, 6, 3).crosses(box)
    assert Line(3, 0, 3, 6).crosses(box)
    assert not Line(0, 0, 6, 1).crosses(box)
    assert not Line(0, 5, 6, 5).crosses(box)
    assert not Line(0, 3, 1, 3).crosses(box)


def test_boxes_are_no_narrower_than_their_longest_word() -> None:
    """Many predictors leave room for the numbers only between narrow boxes."""
    first = ["Comprehensiveness", *(f"Quality {at}" for at in range(5))]
    nodes = [{"id": name, "label": name, "column": 0} for name in first]
    nodes += [{"id": "s", "label": "Satisfaction", "column": 1}, {"id": "l", "label": "Loyalty", "column": 2}]
    ends = [(name, end) for name in first for end in ("s", "l")] + [("s", "l")]
    arrows = [{"start": a, "end": b, "value": 0.2, "interval": (0.1, 0.3)} for a, b in ends]
    assert "Comprehensiveness" in picture("paths", {"nodes": nodes, "arrows": arrows}).texts()
