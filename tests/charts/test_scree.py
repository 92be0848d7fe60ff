from tests.charts.reading import picture

DATA = {"eigenvalues": [3.0, 1.2, 0.8, 0.5], "random": [1.3, 1.1, 0.9, 0.7], "above": 2, "share": 0.95}


def test_eigenvalues_above_the_random_line_are_filled() -> None:
    dots = picture("scree", DATA).all("circle")
    assert [dot["fill"] == dot["stroke"] for dot in dots] == [True, True, False, False]


def test_a_filled_dot_lies_above_the_dashed_line() -> None:
    shown = picture("scree", DATA)
    dashed = [m for m in shown.all("line") if "stroke-dasharray" in m]
    ends = [float(dashed[0]["y1"]), *(float(m["y2"]) for m in dashed)]
    above = [float(dot["cy"]) < end for dot, end in zip(shown.all("circle"), ends, strict=True)]
    assert above == [True, True, False, False]


def test_the_line_is_explained_in_each_language() -> None:
    assert picture("scree", DATA).says("95% of random data sets stay below")
    assert picture("scree", DATA, "zh").says("随机数据的95%分位数")
    assert "4 eigenvalues from 3.00 to 0.50" in picture("scree", DATA).title


def test_nothing_estimated_draws_nothing() -> None:
    shown = picture("scree", {"eigenvalues": [], "random": [], "above": 0, "share": 0.95})
    assert shown.all("circle") == []
    assert "not estimated" in shown.title
