"""The map of features: worse to the right, better upwards, and the category as a letter."""

from surveykit.charts.palette import PAPER
from tests.charts.reading import Picture, picture
from tests.charts.samples import KANO, SHORT, kano_map

FOUR = [*SHORT, {"en": "Advice", "zh": "咨询"}]


def drawn(language: str = "en", **more: object) -> Picture:
    data = kano_map(FOUR, KANO)
    data["features"] = [each | more for each in data["features"]]  # type: ignore[attr-defined]  # a list of mappings
    return picture("kano_map", data, language)


def test_every_disc_stands_on_its_side_of_the_lines() -> None:
    shown = drawn()
    upright, level = [m for m in shown.all("line") if "stroke-dasharray" in m]
    x, y = float(upright["x1"]), float(level["y1"])
    places = [(float(m["cx"]) > x, float(m["cy"]) < y) for m in shown.all("circle")]
    assert places == [(True, True), (False, True), (True, False), (False, False)]


def test_the_letter_stands_on_the_disc_and_is_explained() -> None:
    shown = drawn("zh", category="M")
    assert shown.texts().count("M") == 4
    assert shown.says("M：必备型")
    assert not shown.says("A：魅力型")


def test_without_a_clear_category_the_disc_is_empty_and_the_reader_is_told() -> None:
    shown = drawn(category=None)
    assert {m["fill"] for m in shown.all("circle")} == {PAPER}
    assert shown.says("Empty disc: no category stands clear of the others")
    assert not drawn(category="A").says("Empty disc")


def test_a_letter_that_another_disc_would_cover_stands_after_the_name() -> None:
    data = kano_map(SHORT[:2], [(0.5, -0.4), (0.5, -0.41)])
    shown = picture("kano_map", data)
    assert {"Repair (A)", "Installation", "O"} <= set(shown.texts())
    assert "A" not in shown.texts()
    assert {"维修（A）", "安装"} <= set(picture("kano_map", data, "zh").texts())


def test_both_coefficients_are_told_with_their_intervals() -> None:
    title = picture("kano_map", kano_map(SHORT[:1], KANO[:1])).title
    assert "Repair: better .71 [.63,\u00a0.79], worse −.62 [−.72,\u00a0−.52], attractive" in title
