from tests.charts.reading import picture

DATA = {"points": [[0, 0], [0.2, 0.6], [1, 1]], "area": 0.7, "interval": [0.6, 0.8]}


def test_the_curve_runs_over_the_diagonal() -> None:
    shown = picture("roc", DATA)
    (dashed,) = [m for m in shown.all("line") if "stroke-dasharray" in m]
    curve = [m for m in shown.all("line") if m["stroke-width"] == "1.5"]
    assert len(curve) == 2
    assert (curve[0]["x1"], curve[0]["y1"]) == (dashed["x1"], dashed["y1"])
    assert (curve[1]["x2"], curve[1]["y2"]) == (dashed["x2"], dashed["y2"])
    left = float(dashed["x1"]) + 0.2 * (float(dashed["x2"]) - float(dashed["x1"]))
    assert abs(float(curve[0]["x2"]) - left) < 0.1


def test_the_area_stands_beside_it_and_in_the_alternative_text() -> None:
    shown = picture("roc", DATA)
    assert "Area under the curve: .70, 95% CI [.60,\u00a0.80]" in shown.title
    assert shown.says("Area under the curve: .70, 95% CI [.60,\u00a0.80]")
    assert picture("roc", {**DATA, "interval": None}, "zh").says("曲线下面积：.70")
