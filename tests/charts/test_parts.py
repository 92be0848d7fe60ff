"""Parts of a whole: bars from a common zero with whiskers inside the scale, numbers clear of both."""

from tests.charts.reading import picture
from tests.charts.samples import SHORT, parts


def test_bars_start_at_zero_and_end_at_their_value() -> None:
    shown = picture("parts", parts(SHORT[:2], [(0.4, 0.3, 0.5), (0.1, 0.05, 0.2)]))
    first, second = shown.all("rect")
    assert first["x"] == second["x"]
    assert round(float(first["width"]) / float(second["width"]), 2) == 4
    assert {"40%", "[30%,\u00a050%]", "10%"} <= set(shown.texts())


def test_without_an_interval_there_is_no_whisker() -> None:
    with_, without = (picture("parts", parts(SHORT[:1], [value])) for value in ((0.4, 0.4, 0.4), (0.4,)))
    assert len(with_.all("line")) == len(without.all("line")) + 3
