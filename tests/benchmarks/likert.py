"""Answers of many respondents: 30 items from 1 to 5 in three groups of ten, as a Dataset of bytes."""

from pathlib import Path

import numpy as np

from surveykit.core.columns import MemoryColumns, RowNumbers, WholeNumbers
from surveykit.core.dataset import Dataset
from tests.analysis.small import questionnaire, rating, scale

ROOT = Path(__file__).parents[2]
NAMES = tuple(f"q{i}" for i in range(30))
GROUPS = {f"f{j}": NAMES[10 * j : 10 * j + 10] for j in range(3)}
ASKED = questionnaire([rating(name, scale(1, 5)) for name in NAMES], GROUPS | {"all": NAMES})
FACTORS = questionnaire([rating(name, scale(1, 5)) for name in NAMES], GROUPS)


def answers(n: int) -> np.ndarray:
    """n x 30, whole numbers from 1 to 5. They are made once and kept in build/, so that a process which only reads them
    needs memory only for the columns that it looks at."""
    path = ROOT / "build" / "benchmarks" / f"likert-{n}.npy"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        np.save(path, _made(n))
    return np.asarray(np.load(path, mmap_mode="r")).T


def _made(n: int) -> np.ndarray:
    rng = np.random.default_rng(1)
    table = np.empty((30, n), dtype=np.int8)
    shared = rng.standard_normal(n, dtype=np.float32)
    for j in range(3):
        factor = 0.6 * shared + 0.8 * rng.standard_normal(n, dtype=np.float32)
        for i in range(10 * j, 10 * j + 10):
            table[i] = np.clip(np.round(3 + factor + rng.standard_normal(n, dtype=np.float32)), 1, 5)
    return table


def dataset(n: int, asked=ASKED) -> Dataset:
    """The same answers as nothing has looked at them yet."""
    table = answers(n)
    columns = {name: WholeNumbers(np.ascontiguousarray(table[:, at])) for at, name in enumerate(NAMES)}
    return Dataset(asked, MemoryColumns(RowNumbers(n), columns)).scored({c.id: len(c.items) for c in asked.constructs})
