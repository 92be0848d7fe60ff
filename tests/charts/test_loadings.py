from tests.charts.reading import picture

DATA = {
    "items": ["a1", "a2", "b1"],
    "factors": ["F1", "F2"],
    "loadings": [[0.81, 0.02], [0.3, -0.29], [-0.1, -0.62]],
    "shown": 0.3,
}


def test_loadings_that_count_are_framed_and_larger() -> None:
    shown = picture("loadings", DATA)
    cells = shown.all("rect")[:6]
    assert ["stroke" in cell for cell in cells] == [True, False, True, False, False, True]
    sizes = {text: float(m.get("font-size", 11.5)) for text, m in zip(shown.texts(), shown.all("text"), strict=True)}
    assert sizes[".81"] == sizes["−.62"] > sizes[".02"]


def test_rows_are_items_and_columns_factors() -> None:
    shown = picture("loadings", DATA)
    cells = shown.all("rect")[:6]
    assert cells[0]["y"] == cells[1]["y"] != cells[2]["y"]
    assert cells[0]["x"] == cells[2]["x"] != cells[1]["x"]


def test_the_extremes_are_told() -> None:
    assert "6 loadings, from −.62 (b1, F2) to .81 (a1, F1)" in picture("loadings", DATA).title
    assert "最低−.62（b1，F2）" in picture("loadings", DATA, "zh").title


def test_the_limit_is_explained() -> None:
    assert picture("loadings", DATA).says("Framed and printed larger: .30 or more")
    assert picture("loadings", DATA, "zh").says("大小不低于.30")


def test_where_cells_are_too_small_for_numbers_a_stroke_tells_the_sign() -> None:
    many = {
        "items": ["a1"],
        "factors": [f"F{k}" for k in range(60)],
        "loadings": [[-0.4] * 9 + [0.4] * 51],
        "shown": 0.3,
    }
    shown = picture("loadings", many)
    assert "−.40" not in shown.texts()
    assert len(shown.all("line")) == 9
    assert shown.says("A stroke in a cell: the number is negative.")


MANY = {
    "items": [f"item {at}" for at in range(15)],
    "factors": ["F1", "F2"],
    "loadings": [[0.5 + at / 100, -0.1] for at in range(15)],
    "shown": 0.3,
}


def test_many_items_on_few_factors_stand_side_by_side() -> None:
    shown = picture("loadings", MANY)
    boxes = {box.string: box for box in shown.boxes()}
    assert boxes["item 8"].top == boxes["item 0"].top
    assert boxes["item 8"].left > boxes["item 0"].right
    assert shown.texts().count("F1") == 2
    assert boxes[".58"].top == boxes[".50"].top
    assert "30 loadings" in shown.title


def test_where_there_is_no_room_they_stand_under_one_another() -> None:
    wide = MANY | {"factors": [f"F{k}" for k in range(9)], "loadings": [[0.5] * 9] * 15}
    boxes = {box.string: box for box in picture("loadings", wide).boxes()}
    assert boxes["item 8"].left == boxes["item 0"].left
