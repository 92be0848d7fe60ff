"""Exploratory factor analysis: which items go together, without saying beforehand which should."""

from collections.abc import Iterator
from dataclasses import dataclass

from surveykit.analysis.analysis import Analysis, analysis
from surveykit.analysis.factors_before import FactorNumber, Suitability
from surveykit.analysis.factors_loadings import FactorLoadings
from surveykit.analysis.factors_question import FactorsQuestion
from surveykit.analysis.statistics.exploration import FEWEST_ITEMS, Correlation, Exploration, Options
from surveykit.analysis.statistics.factor_extraction import ExtractionMethod, most_factors
from surveykit.analysis.statistics.factor_rotation import Rotation
from surveykit.core.codebook import Codebook, Level
from surveykit.core.dataset import Dataset
from surveykit.core.document import did_you_mean

FEWEST_SAMPLES = 100
"""With fewer random data sets their 95th percentile is chance."""


@analysis("factors")
@dataclass(frozen=True)
class Factors(Analysis):
    """Exploratory factor analysis. Answers whether items share enough for factors (KMO, Bartlett's test), how many
    factors the answers speak for (parallel analysis, minimum average partial), and which items load on which factor.

    `constructs`: whose items; `variables`: further items; without both, the items of all constructs. `factors`: how
    many; without it as many as parallel analysis suggests. `extraction`: `minres` (minimum residuals) or `ml` (maximum
    likelihood, with a test whether so many factors suffice). `rotation`: `oblimin` and `promax` let factors correlate,
    `varimax` does not, `none` leaves them as extracted. `correlation`: `pearson`, or `polychoric` for ordinal ratings
    (for the loadings only). `samples`: of random data for parallel analysis, drawn with `seed`.

    ```yaml
    - factors: {constructs: [image, quality, satisfaction], factors: 3, extraction: ml, rotation: promax}
    ```
    """

    variables: tuple[str, ...] = ()
    constructs: tuple[str, ...] = ()
    factors: int | None = None
    extraction: ExtractionMethod = "minres"
    rotation: Rotation = "oblimin"
    correlation: Correlation = "pearson"
    seed: int = 1
    samples: int = 1000

    def faults(self, codebook: Codebook) -> Iterator[tuple[str, dict[str, object]]]:
        unknown = [name for name in self.constructs if name not in codebook.construct_by_id]
        for name in unknown:
            yield "analysis-not-construct", {"name": name, "hint": did_you_mean(name, codebook.construct_by_id)}
        for name in self.variables:
            if name not in codebook.by_name:
                yield "analysis-unknown-name", {"name": name, "hint": did_you_mean(name, codebook.by_name)}
                unknown.append(name)
        for names in (self.constructs, self.variables):
            for name in sorted({v for v in names if names.count(v) > 1}):
                yield "analysis-name-twice", {"name": name}
        if not unknown:
            yield from self._item_faults(codebook)
        if self.seed < 0:
            yield "analysis-bad-seed", {"seed": self.seed}
        if self.samples < FEWEST_SAMPLES:
            yield "factors-few-samples", {"samples": self.samples, "fewest": FEWEST_SAMPLES}

    def _item_faults(self, codebook: Codebook) -> Iterator[tuple[str, dict[str, object]]]:
        items = self._items(codebook)
        for name in items:
            level = codebook.by_name[name].level
            if level in (Level.NOMINAL, Level.TEXT):
                yield "analysis-not-numeric", {"name": name}
            elif self.correlation == "polychoric" and level is not Level.ORDINAL:
                yield "factors-not-ordinal", {"name": name}
        if (self.constructs or self.variables) and len(items) < FEWEST_ITEMS:
            yield "factors-few-items", {"fewest": FEWEST_ITEMS}
        elif self.factors is not None and not 1 <= self.factors <= max(most_factors(len(items)), 1):
            values = {"factors": self.factors, "items": len(items), "most": most_factors(len(items))}
            yield "factors-not-determined", dict(values)

    def _items(self, codebook: Codebook) -> tuple[str, ...]:
        """The items, each once: of the constructs in their order, then the variables."""
        chosen = [codebook.construct_by_id[name] for name in self.constructs]
        if not self.constructs and not self.variables:
            chosen = list(codebook.constructs)
        return tuple(dict.fromkeys([item for c in chosen for item in c.items] + list(self.variables)))

    def questions(self, dataset: Dataset) -> Iterator[FactorsQuestion]:
        codebook = dataset.codebook
        names = self._items(codebook)
        chosen = [codebook.construct_by_id[name] for name in self.constructs]
        owners = {item: c for c in reversed([*chosen, *codebook.constructs]) for item in c.items}
        options = Options(self.factors, self.extraction, self.rotation, self.correlation, self.samples, self.seed)
        explored = Exploration(dataset, names, tuple(owners.get(name) for name in names), options)
        yield Suitability(dataset, explored)
        yield FactorNumber(dataset, explored)
        yield FactorLoadings(dataset, explored)
