"""The other coefficients of a construct's internal consistency, each computed when it is first asked for."""

from dataclasses import dataclass
from functools import cached_property

from surveykit.analysis.statistics.consistency import Consistency, of_construct
from surveykit.analysis.statistics.one_factor import FEWEST_ITEMS, OneFactor, one_factor
from surveykit.analysis.statistics.polychoric import MOST_POINTS, ordinal_alpha
from surveykit.analysis.statistics.splits import SplitHalves, guttman, split_halves
from surveykit.core.codebook import Construct, Level
from surveykit.core.dataset import Dataset
from surveykit.core.language import Text, both


@dataclass(frozen=True, eq=False)
class Companions:
    """Omega, split halves and Guttman's lambda of one construct rest on the items' covariances; ordinal alpha on their
    polychoric correlations. None where a coefficient does not exist, with the reason beside it."""

    dataset: Dataset
    construct: Construct
    seed: int = 1

    @cached_property
    def found(self) -> Consistency | None:
        """Alpha and the moments behind it."""
        return of_construct(self.dataset, self.construct)

    @property
    def measured(self) -> Consistency:
        """The consistency of a construct that has one."""
        assert self.found is not None
        return self.found

    @cached_property
    def factor(self) -> OneFactor | None:
        """One factor behind the items."""
        return one_factor(self.found.moments) if self.found else None

    @cached_property
    def halves(self) -> SplitHalves | None:
        """All ways to halve the items."""
        return split_halves(self.found.moments.covariance, self.seed) if self.found else None

    @cached_property
    def lambdas(self) -> tuple[float | None, ...]:
        """Guttman's six."""
        if self.found is None or self.halves is None:
            return (None,) * 6
        return guttman(self.found.moments.covariance, self.halves.rulon)

    @property
    def is_ordinal(self) -> bool:
        """Whether all items are ordinal ratings of few points."""
        variables = [self.dataset.variable(item) for item in self.construct.items]
        return all(v.level is Level.ORDINAL and len(v.values) <= MOST_POINTS for v in variables)

    @cached_property
    def ordinal(self) -> float | None:
        """Alpha of the polychoric correlations."""
        if self.found is None or not self.is_ordinal:
            return None
        return ordinal_alpha(self.dataset.complete(self.construct.items, self.construct))

    @property
    def turned(self) -> tuple[str, ...]:
        """The items that load negatively on the factor, where none runs against the sum of the others already."""
        if self.found is None or self.factor is None or self.found.negative:
            return ()
        loadings = zip(self.construct.items, self.factor.loadings, strict=True)
        return tuple(item for item, loading in loadings if loading < 0)

    def reason(self, coefficient: str) -> Text:
        """Why there is none: `omega`, `ordinal`, `halves` or `lambda`."""
        if self.found is None:
            return both("analysis.reason.no_alpha")
        if coefficient == "omega":
            few = len(self.construct.items) < FEWEST_ITEMS
            return both("reliability.reason.two_items" if few else "reliability.reason.improper")
        if coefficient == "ordinal":
            return both(f"reliability.reason.{'edge' if self.is_ordinal else 'not_ordinal'}")
        return both(f"reliability.reason.{'half_flat' if coefficient == 'halves' else 'determined'}")
