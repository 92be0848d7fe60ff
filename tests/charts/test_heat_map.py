from surveykit.charts.palette import PAPER, diverging, sequential
from tests.charts.reading import picture
from tests.charts.samples import SHORT, TRIANGLE, heat_map

POSITIVE = [[], [0.73], [0.41, 0.02]]


def test_every_coefficient_and_reliability_is_printed() -> None:
    shown = picture("heat_map", heat_map(SHORT, POSITIVE, [0.8, None, 0.9]))
    assert {".73", ".41", ".02", ".80", ".90", "–"} <= set(shown.texts())
    assert shown.says("alpha")


def test_all_positive_is_one_blue_and_otherwise_signs_differ() -> None:
    fills = {m["fill"] for m in picture("heat_map", heat_map(SHORT, POSITIVE, [None] * 3)).all("rect")}
    assert sequential(0.73) in fills
    fills = {m["fill"] for m in picture("heat_map", heat_map(SHORT, TRIANGLE, [None] * 3)).all("rect")}
    assert {diverging(0.73), diverging(-0.41)} <= fills


def test_the_sign_is_printed_too() -> None:
    assert "−.41" in picture("heat_map", heat_map(SHORT, TRIANGLE, [None] * 3)).texts()


def test_where_cells_are_too_small_for_numbers_a_stroke_tells_the_sign() -> None:
    negative = [[-0.4] * (i % 2) + [0.4] * (i - i % 2) for i in range(40)]
    shown = picture("heat_map", heat_map(SHORT[:1] * 40, negative, [0.9] * 40), "zh")
    assert not {"−.40", ".40"} & set(shown.texts())
    assert len(shown.all("line")) == 20
    assert shown.says("格中短线：数值为负")


def test_a_full_matrix_is_read_below_its_diagonal_only() -> None:
    full = [[1, 0.5, 0.6], [0.73, 1, 0.2], [0.41, 0.02, 1]]
    lower = picture("heat_map", heat_map(SHORT, POSITIVE, [0.8] * 3))
    assert picture("heat_map", heat_map(SHORT, full, [0.8] * 3)).texts() == lower.texts()


def test_a_missing_coefficient_has_no_colour() -> None:
    fills = [m["fill"] for m in picture("heat_map", heat_map(SHORT[:2], [[], [None]], [0.8, 0.7])).all("rect")]
    assert fills[:3] == [PAPER] * 3


def test_the_alternative_text_tells_the_range() -> None:
    title = picture("heat_map", heat_map(SHORT, TRIANGLE, [None] * 3), "zh").title
    assert "共3个相关系数，最低−.41（价格<100元 × 维修），最高.73（安装 × 维修）" in title
