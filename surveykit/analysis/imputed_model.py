"""A linear model of completed data: the columns that are imputed together, the fits, and what is pooled of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from surveykit.analysis.design import Design, is_nominal
from surveykit.analysis.gates import limit
from surveykit.analysis.linear_model import LinearModel
from surveykit.analysis.rubin import Pooled, pool
from surveykit.analysis.statistics.expectation_maximisation import Lack, NormalMoments, normal_moments
from surveykit.analysis.statistics.factor_model import Floats
from surveykit.analysis.statistics.imputation import imputations
from surveykit.analysis.statistics.least_squares import LeastSquares, dependent
from surveykit.analysis.statistics.missing_numbers import Bools
from surveykit.core.dataset import Dataset

Why = Lack | str
"""Why nothing is imputed: "nothing" is missing, means and covariances cannot be estimated from the answers (a Lack),
"few" answers for so many columns, or no "fit"."""


@dataclass(frozen=True)
class PooledModel:
    """Pooled intercept and slopes, and pooled means of the outcome and the numeric predictors, in their order."""

    coefficients: tuple[Pooled, ...]
    means: tuple[Pooled, ...]


@dataclass(frozen=True, eq=False)
class ImputedModel:
    """The outcome on the predictors of `design`, with `times` imputations; constructs are imputed by their items.

    Respondents count who answered anything of it and who have every category; a category is not imputed.
    """

    design: Design
    times: int
    seed: int

    @property
    def dataset(self) -> Dataset:
        """Where the rows are."""
        return self.design.dataset

    @cached_property
    def complete(self) -> LinearModel:
        """The same model of the complete respondents."""
        return LinearModel(self.design)

    @cached_property
    def numeric(self) -> tuple[str, ...]:
        """The outcome and the numeric predictors."""
        return tuple(id for id in self.design.ids if not is_nominal(self.dataset.codebook, id))

    @cached_property
    def items(self) -> dict[str, tuple[str, ...]]:
        """Outcome or numeric predictor -> the columns that it is made from."""
        constructs = self.dataset.codebook.construct_by_id
        return {id: constructs[id].items if id in constructs else (id,) for id in self.numeric}

    @cached_property
    def _answered(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for items in self.items.values() for name in items))

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """What is imputed, then the terms of categories, which have no gaps."""
        return (*self._answered, *(t.id for t in self.design.terms if t.level is not None))

    @cached_property
    def _all(self) -> Floats:
        """Every respondent (n x columns), NaN where missing; whose category is unknown has NaN there."""
        numbers = [self.dataset.numbers(name) for name in self._answered]
        for term in self.design.terms:
            if term.level is not None:
                mates = [t for t in self.design.terms if t.predictor == term.predictor]
                known = {level for t in mates for level in (t.level, t.reference) if level is not None}
                column = self.dataset.numbers(term.predictor)
                numbers.append(
                    np.where(np.isin(column, list(known)), (column == term.level).astype(np.float64), np.nan)
                )
        return np.column_stack(numbers)

    @cached_property
    def _without_category(self) -> Bools:
        return np.asarray(np.isnan(self._all[:, len(self._answered) :]).any(axis=1))

    @cached_property
    def _silent(self) -> Bools:
        return np.asarray(np.isnan(self._all[:, : len(self._answered)]).all(axis=1))

    @property
    def without_category(self) -> int:
        """Left out because a category is missing, or is one that no complete respondent has."""
        return int(self._without_category.sum())

    @property
    def silent(self) -> int:
        """Left out because nothing was answered."""
        return int((self._silent & ~self._without_category).sum())

    @cached_property
    def rows(self) -> Floats:
        """The respondents that count, in an order of their own."""
        kept = self._all[~self._silent & ~self._without_category]
        return kept[np.lexsort(kept.T[::-1])]

    @property
    def n(self) -> int:
        """Respondents that count."""
        return len(self.rows)

    @property
    def gaps(self) -> int:
        """Answers that are imputed."""
        return int(np.isnan(self.rows).sum())

    @property
    def fewest(self) -> int:
        """Respondents who answered the column with the most gaps."""
        return int((~np.isnan(self.rows)).sum(axis=0).min())

    @cached_property
    def why_not(self) -> Why | None:
        """What stands in the way, if anything; the fits are made to see it."""
        if not self.gaps:
            return "nothing"
        moments = normal_moments(self.rows)
        if not isinstance(moments, NormalMoments):
            return moments
        if self.fewest < limit("IMPUTED", "per_column") * len(self.columns):
            return "few"
        return "fit" if self.pooled is None else None

    @cached_property
    def pooled(self) -> PooledModel | None:
        """Everything pooled; None if the model cannot be fitted to one of the completed data sets."""
        parts: tuple[list[Floats], ...] = ([], [], [], [])
        for table in imputations(self.rows, self.times, self.seed):
            scores = np.column_stack(list(self._columns(table)))
            fit = LeastSquares.of(scores[:, 0], scores[:, 1:])
            if _unfit(fit):
                return None
            measured = scores[:, self._measured]
            found = (fit.values, np.diag(fit.covariance), measured.mean(axis=0), measured.var(axis=0, ddof=1) / self.n)
            for part, each in zip(parts, found, strict=True):
                part.append(each)
        values, variances, means, errors = (np.array(part) for part in parts)
        df = self.n - 1
        return PooledModel(pool(values, variances, df - len(self.design.terms)), pool(means, errors, df))

    @cached_property
    def _measured(self) -> list[int]:
        return [0, *(at for at, t in enumerate(self.design.terms, 1) if t.level is None)]

    def _columns(self, table: Floats) -> Iterator[Floats]:
        """The outcome and the terms of a completed table."""
        at = {name: place for place, name in enumerate(self.columns)}
        for id in (self.design.outcome, *(t.id for t in self.design.terms)):
            construct = self.dataset.codebook.construct_by_id.get(id)
            if id not in self.items or construct is None:
                yield table[:, at[id]]
                continue
            turned = [
                sum(self.dataset.codebook.bounds(i)) - table[:, at[i]] if i in construct.reverse else table[:, at[i]]
                for i in construct.items
            ]
            yield np.mean(turned, axis=0)


def _unfit(fit: LeastSquares) -> bool:
    if not (fit.moments.sd > 0).all() or dependent(fit.correlation[1:, 1:]):
        return True
    return fit.saturated or fit.perfect or fit.exact
