import pytest

from surveykit.charts.distribution import Value, columns
from tests.charts.reading import picture
from tests.charts.samples import distribution


def of(*values: float) -> tuple[Value, ...]:
    return tuple(Value(v, 1) for v in values)


def test_a_value_that_nobody_gave_keeps_its_place() -> None:
    assert columns(of(0, 1, 4, 10)).counts == (1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1)
    assert columns(of(0, 10)).counts == (1, *[0] * 9, 1)
    assert columns(of(100, 200, 400)).counts == (1, 1, 0, 1)


def test_uneven_or_many_values_are_put_into_round_bins() -> None:
    drawn = columns(of(0.5, 1.25, 17.3, 42))
    assert drawn.binned
    assert (drawn.low, drawn.step) == (0, 5)
    assert drawn.counts == (2, 0, 0, 1, 0, 0, 0, 0, 1)


def test_a_bin_holds_its_lower_edge() -> None:
    assert columns(of(*range(0, 101, 2))).counts == (5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 1)


@pytest.mark.parametrize("shift", [0.1, -3.3, 1e6])
def test_every_answer_is_in_one_column(shift: float) -> None:
    values = of(*(shift + k * 0.7 for k in range(150)))
    assert sum(columns(values).counts) == 150


def test_columns_rise_with_their_counts_and_print_shares() -> None:
    shown = picture("distribution", distribution({0: 10, 1: 30, 2: 0}, 0.75))
    low, high = (float(m["height"]) for m in shown.all("rect"))
    assert high / low == pytest.approx(3, abs=0.001)
    assert {"25%", "75%", "0%"} <= set(shown.texts())


def test_the_pointer_stands_at_the_mean() -> None:
    shown = picture("distribution", distribution({0: 10, 1: 20, 2: 10}, 1.0), "zh")
    (pointer,) = shown.all("polygon")
    tip = float(pointer["points"].split(",")[0])
    one = next(box for box in shown.boxes() if box.string == "1")
    assert tip == pytest.approx((one.left + one.right) / 2, abs=0.02)
    assert shown.says("均值1.00")


def test_few_answers_are_counted() -> None:
    assert not any("%" in text for text in picture("distribution", distribution({3: 1, 5: 2}, None)).texts())
