from surveykit.charts.palette import GRID, PALE_BLUE
from tests.charts.reading import picture

AT = [(1, -0.4), (2, -0.2), (3, 0.0), (4, 0.2), (5, 0.4)]
DATA = {
    "points": [{"moderator": w, "slope": low + 0.3, "low": low, "high": low + 0.6} for w, low in AT],
    "bounds": [3],
    "slope": "Slope",
    "moderator": "Value",
}


def test_the_band_changes_its_colour_where_the_interval_leaves_zero() -> None:
    shown = picture("johnson_neyman", DATA)
    (bound,) = [m for m in shown.all("line") if "stroke-dasharray" in m]
    pieces = {m["fill"]: [float(c.split(",")[0]) for c in m["points"].split()] for m in shown.all("polygon")}
    assert set(pieces) == {GRID, PALE_BLUE}
    assert max(pieces[GRID]) == min(pieces[PALE_BLUE]) == float(bound["x1"])


def test_the_bound_and_both_colours_are_explained() -> None:
    shown = picture("johnson_neyman", DATA)
    for words in ("interval contains zero", "interval leaves out zero", "Dashed: 3.00"):
        assert shown.says(words)
    clear = [p for p in DATA["points"] if p["low"] > 0]  # type: ignore[index, union-attr]  # a list of mappings
    assert not picture("johnson_neyman", {**DATA, "points": clear, "bounds": []}).says("contains zero")


def test_both_ends_are_in_the_alternative_text() -> None:
    assert "1.00−0.10 [−0.40,\u00a00.20]；5.000.70 [0.40,\u00a01.00]" in picture("johnson_neyman", DATA, "zh").title
