import pytest

from surveykit.charts.palette import (
    BLUE,
    INK,
    MIDDLE_BLUE,
    PALE_BLUE,
    PAPER,
    QUIET,
    contrast,
    diverging,
    ink_on,
    luminance,
    sequential,
    steps,
)

FILLS = [*(diverging(k / 20) for k in range(-20, 21)), *(sequential(k / 20) for k in range(21))]


def test_contrast_is_that_of_wcag() -> None:
    """#777777 on white is 4.48 and #767676 is 4.54, the known pair around the limit."""
    assert contrast("#777777", PAPER) == pytest.approx(4.48, abs=0.005)
    assert contrast("#767676", PAPER) == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("fill", FILLS)
def test_text_on_a_fill_can_be_read_and_is_white_on_dark_only(fill: str) -> None:
    assert contrast(ink_on(fill), fill) >= 4.5
    assert ink_on(fill) != PAPER or luminance(fill) < 0.19


def test_text_beside_the_marks_can_be_read() -> None:
    assert min(contrast(ink, PAPER) for ink in (INK, QUIET)) >= 4.5


def test_bars_stand_out_from_the_paper() -> None:
    assert min(contrast(colour, PAPER) for colour in (BLUE, MIDDLE_BLUE)) >= 3
    assert contrast(BLUE, PALE_BLUE) >= 3


@pytest.mark.parametrize("points", range(2, 12))
def test_a_scale_darkens_towards_both_ends(points: int) -> None:
    colours = steps(points)
    lights = [luminance(colour) for colour in colours]
    half = points // 2
    assert len(set(colours)) == points
    assert lights[:half] == sorted(lights[:half])
    assert lights[-half:] == sorted(lights[-half:], reverse=True)
    assert (diverging(0) in colours) == bool(points % 2)


def test_only_one_point_is_neutral() -> None:
    assert steps(1) == (diverging(0),)
