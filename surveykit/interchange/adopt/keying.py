"""Items that go against their fellows in the data: perhaps they count the other way round."""

from collections.abc import Sequence

import numpy as np

from surveykit.core.dataset import Dataset

FEWEST = 20
"""Fewer complete answers say nothing."""
AGAINST = -0.2


def going_against(data: Dataset, items: Sequence[str]) -> dict[str, float]:
    """Variable -> its correlation with the sum of the others, where that is negative, among those who answered all."""
    table = data.table(items)
    table = table[~np.isnan(table).any(axis=1)]
    if len(table) < FEWEST:
        return {}
    found = {}
    for at, name in enumerate(items):
        own, rest = table[:, at], np.delete(table, at, axis=1).sum(axis=1)
        if own.std() and rest.std():
            found[name] = float(np.corrcoef(own, rest)[0, 1])
    return {name: r for name, r in found.items() if r < AGAINST}
