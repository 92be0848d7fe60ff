"""Multiple imputation by chained equations with predictive mean matching. Numbers only.

The equations and their turns are those of statsmodels (`MICEData`): every column with gaps is regressed on all others,
and coefficients are drawn from their distribution. Which answer is taken is decided here (`_Matching.impute`).
"""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from surveykit.analysis.statistics.factor_model import Floats
from surveykit.core.progress import advance

WARMING, BETWEEN = 10, 5
"""Rounds before the first imputation, and from one to the next."""
DONORS = 5
"""Of so many respondents with the nearest predictions one gives the answer."""
_TIES = 1e-9


def imputations(rows: Floats, times: int, seed: int) -> Iterator[Floats]:
    """`times` completed copies of `rows` (n x p, NaN where missing), in their order.

    Each column with gaps must have more answers than there are columns. Every imputed answer is one that somebody gave.

    >>> rows = np.array([[1, 2], [2, 2], [3, 4], [4, 5], [5, np.nan]])
    >>> [float(table[4, 1]) in (2, 4, 5) for table in imputations(rows, 3, seed=1)]
    [True, True, True]
    """
    from pandas import DataFrame  # with statsmodels half a second, which no other analysis needs
    from statsmodels.imputation.mice import MICEData

    class Chained(_Matching, MICEData):  # type: ignore[misc]  # MICEData has no types
        """The equations of the one, the choice of the other."""

    chain = Chained(DataFrame(rows, columns=[f"c{at}" for at in range(rows.shape[1])]), rng=seed)
    last = WARMING + BETWEEN * (times - 1)
    for at in range(last):
        chain.update_all()
        advance("draws", at + 1, last)
        if at + 1 >= WARMING and (at + 1 - WARMING) % BETWEEN == 0:
            yield chain.data.to_numpy(copy=True)


class _Matching:
    """How MICEData takes answers, and its tables without formulas, which it would work out anew each time.

    Its own matching takes the neighbours of one place in the sorted predictions. Where many tie, as those from
    five-point answers do, these are the same few respondents each time, and intervals get too narrow.
    """

    data: Any
    """Data frame, gaps filled."""
    ix_obs: Mapping[str, NDArray[np.intp]]
    """Column -> the rows of who answered it."""
    ix_miss: Mapping[str, NDArray[np.intp]]
    """Column -> the others."""
    params: Mapping[str, Floats]
    """Column -> the coefficients that were drawn last."""
    rng: np.random.Generator

    def get_split_data(self, vname: str) -> tuple[Floats, Floats, Floats, dict[str, Any], dict[str, Any]]:
        """Answers, predictors of who gave one, predictors of who did not."""
        table, at = self.data.to_numpy(), self.data.columns.get_loc(vname)
        others = np.insert(np.delete(table, at, axis=1), 0, 1.0, axis=1)
        seen, absent = self.ix_obs[vname], self.ix_miss[vname]
        return table[seen, at], others[seen], others[absent], {}, {}

    def get_fitting_data(self, vname: str) -> tuple[Floats, Floats, dict[str, Any], dict[str, Any]]:
        """Answers and predictors of who gave one."""
        answers, predictors, *_ = self.get_split_data(vname)
        return answers, predictors, {}, {}

    def impute(self, vname: str) -> None:
        """Take for each gap the answer of one of the DONORS nearest, ties broken by chance.

        Donors are drawn with replacement first, without which the spread between imputations would be too small:
        approximate Bayesian bootstrap (Rubin & Schenker, 1986).
        """
        answers, predictors, absent, *_ = self.get_split_data(vname)
        chosen = self.rng.integers(0, len(answers), len(answers))
        given, wanted = self._predicted(vname, predictors[chosen]), self._predicted(vname, absent)
        order = np.argsort(given)
        donors = min(DONORS, len(order))
        places = np.searchsorted(given[order], wanted)[:, None] + np.arange(-donors, donors)
        inside = (places >= 0) & (places < len(order))
        places = order[np.clip(places, 0, len(order) - 1)]
        apart = np.where(inside, np.abs(given[places] - wanted[:, None]), np.inf)
        nearest = np.take_along_axis(places, np.argsort(apart, axis=1), axis=1)
        picked = nearest[np.arange(len(wanted)), self.rng.integers(0, donors, len(wanted))]
        self.data.iloc[self.ix_miss[vname], self.data.columns.get_loc(vname)] = answers[chosen[picked]]

    def _predicted(self, vname: str, predictors: Floats) -> Floats:
        values: Floats = predictors @ self.params[vname]
        return values + _TIES * (1 + np.abs(values)) * self.rng.random(len(values))
