"""The map: dots on their side of the lines, names near their dots and on nothing, numbers where there is no room."""

from itertools import combinations

from surveykit.charts.palette import PAPER
from surveykit.charts.placing import Box, around, choose, places
from tests.charts.reading import Picture, picture
from tests.charts.samples import MANY, SHORT, SPREAD, quadrant

FOUR = [*SHORT, {"en": "Advice", "zh": "咨询"}]


def drawn(**more: object) -> Picture:
    return picture("quadrant", quadrant(FOUR, SPREAD, (67.4, 25.0), **more))


def dashes(shown: Picture) -> tuple[float, float]:
    vertical, horizontal = [m for m in shown.all("line") if "stroke-dasharray" in m]
    return float(vertical["x1"]), float(horizontal["y1"])


def test_every_dot_stands_on_its_side_of_the_lines() -> None:
    shown = drawn()
    x, y = dashes(shown)
    dots = [(float(m["cx"]), float(m["cy"])) for m in shown.all("circle") if m["r"] == "4"][:4]
    assert [(cx > x, cy < y) for cx, cy in dots] == [(False, True), (True, False), (True, True), (False, False)]


def test_each_has_two_whiskers() -> None:
    plain = {"performance_interval": None, "importance_interval": None}
    data = quadrant(FOUR, SPREAD, (67.4, 25.0))
    data["attributes"] = [a | plain for a in data["attributes"]]  # type: ignore[attr-defined]  # a list of mappings
    assert len(drawn().all("line")) == len(picture("quadrant", data).all("line")) + 8


def test_hollow_and_border_are_told_apart_and_explained() -> None:
    shown = drawn()
    hollow = [m["fill"] == PAPER for m in shown.all("circle") if m["r"] == "4"]
    assert hollow[:4] == [False, True, False, True]
    assert len([m for m in shown.all("circle") if m["r"] == "1.2"]) == 2, "the point in the ring, and in the key"
    assert shown.says("an interval crosses a line")
    assert shown.says("the data do not show that the attribute has to do with the outcome")


def test_a_name_stands_near_its_dot() -> None:
    shown = drawn()
    boxes = {box.string: box for box in shown.boxes()}
    dots = [(float(m["cx"]), float(m["cy"])) for m in shown.all("circle") if m["r"] == "4"]
    for label, (x, y) in zip(FOUR, dots[:4], strict=True):
        box = boxes[label["en"]]
        assert max(box.left - x, x - box.right, box.top - y, y - box.bottom) < 40, label


def test_names_without_room_become_numbers_that_are_explained_below() -> None:
    crowd = picture("quadrant", quadrant(MANY, [(70.0 + at / 90, 25.0 + at / 90) for at in range(24)], (70.1, 25.1)))
    assert crowd.faults() == []
    assert "1" in crowd.texts()
    names = [label["en"] for label in SHORT]
    assert len([box for box in crowd.boxes() if box.string in names]) == 24


def test_a_place_is_inside_and_on_nothing() -> None:
    panel, dot = Box(0, 0, 200, 100), around(100, 50, 5)
    first = choose(places(100, 50, ("word",), 7), panel, [dot], [], 24)
    assert first is not None
    assert first.left > 100
    second = choose(places(100, 50, ("word",), 7), panel, [dot, first], [], 24)
    assert second is not None
    assert not any(a.overlaps(b) for a, b in combinations([dot, first, second], 2))
    assert choose(places(100, 50, ("word",), 7), Box(0, 0, 10, 10), [dot], [], 24) is None


def test_a_place_on_a_line_is_taken_only_where_no_other_is_free() -> None:
    panel = Box(0, 0, 200, 100)
    line = Box(100, 50, 200, 50.1)
    found = choose(places(100, 50, ("word",), 7), panel, [], [line], 24)
    assert found is not None
    assert not found.overlaps(line)
