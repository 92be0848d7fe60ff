"""Numbers as text: the minus sign, zeros, and rounding that never contradicts what the number decided."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveykit.core import numbers
from surveykit.core.finding import Style
from surveykit.core.numbers import MINUS, NO_BREAK, NOTHING

FINITE = st.floats(allow_nan=False, allow_infinity=False, width=32)


def plain(text: str) -> str:
    """A printed figure as Python would read it."""
    return text.replace(MINUS, "-").replace(NO_BREAK, "").lstrip("=<").rstrip("%")


def test_a_negative_number_has_the_true_minus_sign():
    assert numbers.number(-1.237) == "\u22121.24"
    assert numbers.bounded(-0.5) == "\u2212.50"
    assert numbers.percent(-0.123) == "\u221212%"


@pytest.mark.parametrize("x", [-0.0, -0.001, -0.0049])
def test_what_rounds_to_zero_has_no_sign(x):
    assert numbers.number(x) == "0.00"
    assert numbers.bounded(x) == ".00"


@pytest.mark.parametrize("x", [None, math.nan, math.inf, -math.inf])
def test_what_is_not_a_number_is_a_dash_everywhere(x):
    shown = [numbers.number(x), numbers.bounded(x), numbers.percent(x), numbers.count(x), numbers.p_value(x)]
    shown += [numbers.p_cell(x), numbers.interval((x, 1.0)), numbers.interval((0.0, x), Style.PERCENT)]
    assert set(shown) == {NOTHING}


def test_only_a_statistic_within_one_loses_its_leading_zero():
    assert [numbers.bounded(x) for x in (0.7144, 1.0, -1.0, 0.999)] == [".71", "1.00", "\u22121.00", "1.00"]
    assert numbers.number(0.7144) == "0.71"


@given(FINITE)
def test_no_number_prints_as_nan_or_negative_zero(x):
    text = numbers.number(x)
    assert "n" not in text
    assert not (text.startswith(MINUS) and float(plain(text)) == 0)
    assert abs(float(plain(text)) - x) <= 0.00500001 + 1e-9 * abs(x)


@pytest.mark.parametrize(
    ("p", "shown"),
    [
        (0.0321, "=\u00a0.032"),
        (0.001, "=\u00a0.001"),
        (0.000999, "<\u00a0.001"),
        (0.0, "<\u00a0.001"),
        (1.0, "=\u00a01.000"),
        (0.04996, "=\u00a0.04996"),
        (0.05, "=\u00a0.050"),
        (0.0500001, "=\u00a0.050"),
    ],
)
def test_a_p_value_in_the_manner_of_apa(p, shown):
    assert numbers.p_value(p) == shown
    assert numbers.p_cell(p) == shown.removeprefix("=\u00a0")


@given(st.floats(0, 1), st.sampled_from([0.05, 0.01, 0.1]))
def test_a_printed_p_value_lies_on_the_same_side_of_the_threshold(p, threshold):
    printed = float(plain(numbers.p_value(p, threshold)))
    assert (printed < threshold) == (p < threshold)


@pytest.mark.parametrize("threshold", [0.05, 0.01])
@pytest.mark.parametrize("below", [1e-4, 1e-9, 1e-12, 1e-15])
def test_a_p_value_just_below_the_threshold_stays_below(threshold, below):
    printed = float(plain(numbers.p_value(threshold - below, threshold)))
    assert printed < threshold


def test_an_interval_end_near_zero_keeps_its_side_of_zero():
    assert numbers.interval((-0.004, 0.2)) == "[\u22120.004,\u00a00.20]"
    assert numbers.interval((0.00004, 0.2), Style.BOUNDED) == "[.00004,\u00a0.20]"
    assert numbers.interval((0.0, 0.2)) == "[0.00,\u00a00.20]"


def test_an_interval_of_shares_counts_its_places_in_percent():
    assert numbers.interval((0.3, 0.6), Style.PERCENT, 0) == "[30%,\u00a060%]"
    assert numbers.interval((0.0004, 0.6), Style.PERCENT, 1) == "[0.04%,\u00a060.0%]"


@given(st.floats(-1, 1).filter(lambda x: abs(x) >= 1e-6), st.sampled_from([Style.NUMBER, Style.BOUNDED, Style.PERCENT]))
def test_an_interval_never_lies_about_zero(end, style):
    shown = numbers.interval((end, 2.0), style).strip("[]").split(",")[0]
    assert (float(plain(shown)) > 0) == (end > 0)
    assert (float(plain(shown)) < 0) == (end < 0)


@pytest.mark.parametrize(
    ("value", "style", "places", "shown"),
    [
        (250, Style.COUNT, 2, "250"),
        (0.456, Style.PERCENT, 1, "45.6%"),
        (0.7144, Style.BOUNDED, 2, ".71"),
        (0.00001, Style.P, 3, "<\u00a0.001"),
        (1.5, Style.NUMBER, 1, "1.5"),
        ("rs_1", Style.ID, 2, "rs_1"),
        (None, Style.NUMBER, 2, NOTHING),
        ((0.1, 0.2), Style.NUMBER, 2, "[0.10,\u00a00.20]"),
        ({"en": "fast", "zh": "快"}, Style.TEXT, 2, "快"),
    ],
)
def test_a_table_cell_follows_its_column(value, style, places, shown):
    assert numbers.cell(value, style, places, "zh") == shown
