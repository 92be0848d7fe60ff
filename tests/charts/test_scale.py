import pytest

from surveykit.charts.scale import Scale, places_of, round_out, ticks


def test_a_scale_is_straight_and_may_run_backwards() -> None:
    assert Scale(-1, 1, 200, 100)(0.5) == 125


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 1, (0, 0.2, 0.4, 0.6, 0.8, 1)),
        (-0.2, 0.6, (-0.2, 0, 0.2, 0.4, 0.6)),
        (-100, 100, (-100, -50, 0, 50, 100)),
        (0, 1_000_000, (0, 200_000, 400_000, 600_000, 800_000, 1_000_000)),
        (2.5, 3.5, (2.6, 2.8, 3, 3.2, 3.4)),
    ],
)
def test_ticks_are_round_and_within(low: float, high: float, expected: tuple[float, ...]) -> None:
    assert ticks(low, high) == expected


@pytest.mark.parametrize("ends", [(3, 3), (0, 0), (-7e9, -7e9), (1e-7, 2e-7), (-1, 1e6)])
def test_a_range_is_never_empty_and_holds_its_ends(ends: tuple[float, float]) -> None:
    low, high = round_out(*ends)
    assert low < high
    assert low <= ends[0] <= ends[1] <= high
    assert len(ticks(low, high)) >= 2


def test_places_are_just_enough() -> None:
    assert places_of([0.1 + 0.2, 1]) == 1
    assert places_of([1 / 3]) == 6
