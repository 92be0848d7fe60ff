"""The case bootstrap: samples from moments, in any order of the rows the same, and intervals by Efron's rules."""

import math
import os
import subprocess
import sys

import numpy as np
import pytest

from surveykit.analysis.statistics import resampling
from surveykit.analysis.statistics.resampling import CaseBootstrap, Stack, bca, percentile, slopes
from surveykit.core.progress import Step, Stopped, progress

RNG = np.random.default_rng(5)
ROWS = np.column_stack([RNG.normal(50, 10, 60), RNG.integers(1, 8, 60), RNG.normal(size=60)])


def means(stack: Stack) -> np.ndarray:
    return stack.mean


def test_the_sample_itself_has_the_moments_of_the_rows() -> None:
    sample = CaseBootstrap(ROWS, 100, 1).sample
    assert np.allclose(sample.mean[0], ROWS.mean(axis=0))
    assert np.allclose(sample.deviations[0] / 59, np.cov(ROWS, rowvar=False))
    assert np.allclose(sample.correlation[0], np.corrcoef(ROWS, rowvar=False))


def test_samples_are_the_moments_of_drawn_rows() -> None:
    """Drawn one after the other by the same generator, they are the same samples."""
    ordered = ROWS[np.lexsort(ROWS.T[::-1])]
    drawn = np.random.default_rng(7).integers(0, 60, size=(100, 60))
    samples = CaseBootstrap(ROWS, 100, 7).samples
    for at in (0, 41, 99):
        rows = ordered[drawn[at]]
        assert np.allclose(samples.mean[at], rows.mean(axis=0))
        assert np.allclose(samples.deviations[at] / 59, np.cov(rows, rowvar=False))


def test_the_order_of_rows_changes_nothing_and_the_seed_does() -> None:
    one, turned = CaseBootstrap(ROWS, 200, 1).samples, CaseBootstrap(ROWS[::-1], 200, 1).samples
    assert (one.deviations == turned.deviations).all()
    assert not (one.deviations == CaseBootstrap(ROWS, 200, 2).samples.deviations).all()


def test_small_blocks_give_the_same_samples(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = CaseBootstrap(ROWS, 150, 3).samples.deviations
    for name, size in (("_CELLS", 120), ("_NEAR", 60), ("_TOGETHER", 2), ("_DRAWN", 60)):
        monkeypatch.setattr(resampling, name, size)
    assert (CaseBootstrap(ROWS, 150, 3).samples.deviations == whole).all()


def test_sums_of_a_sample_are_not_rounded() -> None:
    """Python's own whole numbers, which have no bounds, give the same sums of what was rounded once."""
    z = ROWS[:7] / 3
    unit = resampling._units(z)
    found = resampling._weighted_sums(z, 20, np.random.default_rng(7))
    products, drawn = resampling._products(z, unit), np.random.default_rng(7).integers(0, 7, size=(20, 7))
    expected = [[sum(int(x) for x in column) for column in products[rows].T] for rows in drawn]
    assert (found == np.array(expected, dtype=float) * unit).all()
    assert np.abs(products).max() * 7 < 2**53


DRAWN = """
import sys
import numpy as np
import surveykit as sk
from surveykit.analysis.statistics.importance import lmg, r_squared_of_sets
from surveykit.analysis.statistics.resampling import CaseBootstrap, bca, percentile, slopes

rows = np.random.default_rng(3).normal(size=(1000, 5)).cumsum(axis=1)
boot = CaseBootstrap(rows, 1000, 1)
statistic = lambda stack: slopes(stack, 4, range(4))
values = boot.values(statistic)
print(percentile(values), bca(values, boot.estimate(statistic), boot.acceleration(statistic)))
print(percentile(lmg(r_squared_of_sets(boot.samples.correlation))))
"""


def test_the_bounds_are_the_same_in_every_process_whatever_its_number_of_threads() -> None:
    """1000 x 300 counts times 300 x 20 products is where OpenBLAS adds up otherwise with two threads than with one."""
    asked = [(sys.executable, "-c", DRAWN)] * 3
    threads = ({"OPENBLAS_NUM_THREADS": number} for number in ("1", "2", "5"))
    running = [
        subprocess.Popen(command, env=os.environ | own, stdout=subprocess.PIPE)
        for command, own in zip(asked, threads, strict=True)
    ]
    told = [process.communicate()[0] for process in running]
    assert len(told[0]) > 400
    assert told[0] == told[1] == told[2]


def test_a_bootstrap_that_was_stopped_gives_the_same_samples_when_it_is_asked_again() -> None:
    whole, boot, heard = CaseBootstrap(ROWS, 20_000, 1).samples, CaseBootstrap(ROWS, 20_000, 1), []

    def stop(step: Step) -> None:
        heard.append(step)
        if step.done > 5_000:
            raise Stopped

    with pytest.raises(Stopped), progress(stop):
        _ = boot.samples
    assert heard == [Step("draws", 5_000, 20_000), Step("draws", 10_000, 20_000)]
    assert (boot.samples.deviations == whole.deviations).all()


def test_a_large_bootstrap_can_be_stopped_between_a_hundred_samples() -> None:
    """10 million rows drawn, which takes some tenths of a second."""
    heard: list[Step] = []

    def stop(step: Step) -> None:
        heard.append(step)
        raise Stopped

    with pytest.raises(Stopped), progress(stop):
        _ = CaseBootstrap(np.arange(100_000.0)[:, None], 5_000, 1).samples
    assert heard == [Step("draws", 100, 5_000)]


@pytest.mark.parametrize("unit", [1e-9, 1.0, 1e9])
def test_units_do_not_matter(unit: float) -> None:
    def slope(stack: Stack) -> np.ndarray:
        return slopes(stack, 2, (0, 1))

    rows = ROWS * [unit, 1, 1]
    expected = CaseBootstrap(ROWS, 100, 1).values(slope)[:, 0]
    assert np.allclose(CaseBootstrap(rows, 100, 1).values(slope)[:, 0] * unit, expected, rtol=1e-6)


def test_slopes_are_those_of_least_squares() -> None:
    design = np.column_stack([np.ones(60), ROWS[:, :2]])
    expected = np.linalg.lstsq(design, ROWS[:, 2], rcond=None)[0][1:]
    assert np.allclose(CaseBootstrap(ROWS, 100, 1).estimate(lambda s: slopes(s, 2, (0, 1))), expected)
    assert slopes(CaseBootstrap(ROWS, 100, 1).sample, 2, ()).shape == (1, 0)


def test_dependent_predictors_have_no_slopes() -> None:
    rows = np.column_stack([ROWS, ROWS[:, 0] * 2 + 1])
    assert np.isnan(slopes(CaseBootstrap(rows, 100, 1).samples, 2, (0, 3))).all(axis=1).all()


def test_the_jackknife_leaves_out_one_row_at_a_time() -> None:
    boot = CaseBootstrap(ROWS, 100, 1)
    without = boot.jackknife(lambda stack: stack.correlation[:, 0, 1:])
    ordered = ROWS[np.lexsort(ROWS.T[::-1])]
    for at in (0, 30, 59):
        assert np.allclose(without[at], np.corrcoef(np.delete(ordered, at, axis=0), rowvar=False)[0, 1:])


def test_the_acceleration_of_a_mean_is_a_sixth_of_its_skewness() -> None:
    """Efron (1987): for the mean, a = sum((x - mean)^3) / (6 sum((x - mean)^2)^1.5)."""
    off = ROWS[:, 1] - ROWS[:, 1].mean()
    a = CaseBootstrap(ROWS, 100, 1).acceleration(means)[1]
    assert a == pytest.approx((off**3).sum() / (6 * (off**2).sum() ** 1.5), rel=1e-9)


def test_percentiles_are_the_order_statistics_of_davison_and_hinkley() -> None:
    """With 999 samples the ends are the 25th and the 975th of them."""
    values = np.random.default_rng(2).permutation(np.arange(1.0, 1000.0))[:, None]
    assert percentile(values) == [(pytest.approx(25), pytest.approx(975))]


def test_without_bias_and_acceleration_bca_is_the_percentile_interval() -> None:
    values = np.arange(1.0, 1000.0)[:, None]
    assert bca(values, np.array([500.0]), np.array([0.0]))[0] == pytest.approx(percentile(values)[0])


def test_bca_shifts_by_bias_and_acceleration() -> None:
    """By hand: z0 = qnorm(.6), a = .05 -> shares pnorm(z0 + (z0 + z) / (1 - a (z0 + z))) for z = -1.96 and 1.96."""
    values = np.arange(1.0, 1000.0)[:, None]
    found = bca(values, np.array([600.0]), np.array([0.05]))[0]
    assert found is not None
    z0 = 0.2533471031358
    for end, z in zip(found, (-1.959963984540054, 1.959963984540054), strict=True):
        share = 0.5 * (1 + math.erf((z0 + (z0 + z) / (1 - 0.05 * (z0 + z))) / math.sqrt(2)))
        assert end == pytest.approx(1000 * share, abs=1.0)


def test_what_does_not_vary_or_hardly_exists_has_no_interval() -> None:
    flat, lost = np.ones((100, 1)), np.where(np.arange(100) < 10, np.nan, np.arange(100.0))[:, None]
    assert percentile(flat) == percentile(lost) == [None]
    assert bca(flat, np.array([1.0]), np.array([0.0])) == [None]
    assert bca(np.arange(100.0)[:, None], np.array([-5.0]), np.array([0.0])) == [None]
    assert bca(np.arange(100.0)[:, None], np.array([50.0]), np.array([np.nan])) == [None]


def test_a_column_that_does_not_vary_gives_neither_warning_nor_number() -> None:
    rows = np.column_stack([ROWS[:, 0], np.full(60, 3.0)])
    boot = CaseBootstrap(rows, 100, 1)
    assert np.isnan(boot.samples.correlation[:, 0, 1]).all()
    assert np.isnan(boot.acceleration(means)[1])
