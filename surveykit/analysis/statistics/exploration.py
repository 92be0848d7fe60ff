"""Items whose factors are looked for, over the data at hand: computed as far as it is asked for. Numbers only."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from surveykit.analysis.statistics.factor_extraction import Extraction, ExtractionMethod, extract, most_factors
from surveykit.analysis.statistics.factor_fit import ChiSquare
from surveykit.analysis.statistics.factor_number import AveragePartials, Parallel, average_partials
from surveykit.analysis.statistics.factor_rotation import Rotated, Rotation, rotate
from surveykit.analysis.statistics.factorability import sampling_adequacy, sphericity
from surveykit.analysis.statistics.formulas import unvarying
from surveykit.analysis.statistics.measurement import dependent_items
from surveykit.analysis.statistics.polychoric import polychoric_matrix
from surveykit.core.codebook import Construct
from surveykit.core.dataset import Dataset
from surveykit.core.moments import Floats, Moments

Correlation = Literal["pearson", "polychoric"]
FEWEST_ITEMS = 3
_SINGULAR = 1e-8


@dataclass(frozen=True)
class Options:
    """How factors are looked for; `factors` None means as many as parallel analysis suggests."""

    factors: int | None = None
    extraction: ExtractionMethod = "minres"
    rotation: Rotation = "oblimin"
    correlation: Correlation = "pearson"
    samples: int = 1000
    seed: int = 1


@dataclass(frozen=True, eq=False)
class Exploration:
    """The items, each in the direction of its construct, over the respondents who answered all of them.

    `construct_of` has a construct, or None, for each item. What rests on `r` needs items that vary and do not follow
    from one another, and more respondents than items.
    """

    dataset: Dataset
    names: tuple[str, ...]
    construct_of: tuple[Construct | None, ...]
    options: Options

    @cached_property
    def sign(self) -> Floats:
        """-1 for reversed items, else 1."""
        pairs = zip(self.names, self.construct_of, strict=True)
        return np.array([-1.0 if c is not None and name in c.reverse else 1.0 for name, c in pairs])

    @cached_property
    def moments(self) -> Moments:
        """As answered."""
        return self.dataset.moments(self.names)

    @property
    def n(self) -> int:
        """How many respondents."""
        return self.moments.n if self.names else self.dataset.n

    @property
    def k(self) -> int:
        """How many items."""
        return len(self.names)

    @cached_property
    def flat(self) -> tuple[str, ...]:
        """Items that everybody answered alike."""
        return unvarying(self.moments)

    @cached_property
    def dependent(self) -> tuple[str, ...]:
        """Items that follow exactly from each other."""
        return dependent_items(self.moments)

    @cached_property
    def r(self) -> Floats:
        """Pearson's correlations, items in the direction of their constructs."""
        return self.moments.correlation * np.outer(self.sign, self.sign)

    @cached_property
    def adequacy(self) -> tuple[float | None, tuple[float | None, ...]]:
        """KMO of all items, and of each."""
        return sampling_adequacy(self.r)

    @cached_property
    def sphericity(self) -> ChiSquare:
        """Bartlett's test."""
        return sphericity(self.r, self.n)

    @cached_property
    def parallel(self) -> Parallel:
        """Parallel analysis of Pearson's correlations."""
        return Parallel(self.r, self.n, self.options.samples, self.options.seed)

    @cached_property
    def partials(self) -> AveragePartials:
        """The minimum average partial."""
        return average_partials(self.r)

    @cached_property
    def number(self) -> int:
        """How many factors are extracted: those asked for, or those that parallel analysis suggests and the items can
        determine; may be 0."""
        if self.options.factors is not None:
            return self.options.factors
        return min(self.parallel.components.number, most_factors(self.k))

    @cached_property
    def matrix(self) -> Floats | None:
        """The correlations that are factored. None where polychoric ones do not exist, or do not go together."""
        if self.options.correlation == "pearson":
            return self.r
        found = polychoric_matrix(self.dataset.complete(self.names) * self.sign)
        return found if found is not None and float(np.linalg.eigvalsh(found)[0]) > _SINGULAR else None

    @cached_property
    def extraction(self) -> Extraction | None:
        """The factors before rotation; None where there is no solution. `matrix` must exist, `number` be above 0."""
        assert self.matrix is not None
        return extract(self.matrix, self.number, self.options.extraction)

    @property
    def found(self) -> Extraction:
        """The same, once it is known that there is one."""
        assert self.extraction is not None
        return self.extraction

    @cached_property
    def rotated(self) -> Rotated:
        """The factors after rotation."""
        return rotate(self.found.loadings, self.options.rotation)

    @property
    def chi_square(self) -> ChiSquare | None:
        """Whether as many factors suffice; of maximum likelihood from Pearson's correlations only."""
        return self.found.chi_square(self.n) if self.options.correlation == "pearson" else None
