"""How fast least squares is beside statsmodels on the same rows: `make bench`."""

import time
import tracemalloc
from collections.abc import Callable

import numpy as np
import pytest
from statsmodels.regression.linear_model import OLS

from surveykit.analysis import ANALYSES
from surveykit.core.columns import MemoryColumns, RowNumbers, WholeNumbers
from surveykit.core.dataset import Dataset
from tests.analysis.small import questionnaire, rating

NAMES = [f"q{at}" for at in range(11)]


def answers(n: int) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(1)
    common = rng.normal(size=n)
    return {name: np.clip(np.rint(5.5 + common + rng.normal(size=n)), 1, 10).astype(np.int8) for name in NAMES}


def seconds(run: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        run()
        taken.append(time.perf_counter() - started)
    return min(taken)


@pytest.mark.parametrize("n", [1_000, 1_000_000])
def test_coefficients_with_hc3(n: int) -> None:
    columns = answers(n)
    asked = questionnaire([rating(name) for name in NAMES], {})
    held = MemoryColumns(RowNumbers(n), {name: WholeNumbers(column) for name, column in columns.items()})
    analysis = ANALYSES["regression"](outcome="q0", predictors=tuple(NAMES[1:]))

    def ours() -> object:
        return analysis.run(Dataset(asked, held), only=["coefficient"])

    def theirs() -> object:
        table = np.column_stack([columns[name] for name in NAMES]).astype(float)
        X = np.column_stack([np.ones(n), table[:, 1:]])
        return OLS(table[:, 0], X).fit(cov_type="HC3").bse

    own, other = seconds(ours, 20 if n < 10_000 else 3), seconds(theirs, 20 if n < 10_000 else 1)
    peaks = []
    for run in (ours, theirs):
        tracemalloc.start()
        run()
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    print(
        f"\nHC3 of 10 predictors, n = {n}: {1000 * own:.1f} ms, {other / own:.1f} x; memory 1/{peaks[1] / peaks[0]:.0f}"
    )
    if n < 10_000:
        assert own < 0.01
    else:
        assert other / own > 4
        assert peaks[1] / peaks[0] > 4
