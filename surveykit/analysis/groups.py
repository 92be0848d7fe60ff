"""Groups: whether the means of constructs differ between groups of respondents."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from surveykit.analysis.analysis import Analysis, Question, analysis
from surveykit.analysis.crossing import CATEGORICAL
from surveykit.analysis.design import Fault, measured, unknown
from surveykit.analysis.grouping import Family, Grouping, usual_variables
from surveykit.analysis.groups_design import GroupDesign, ModelFamily
from surveykit.analysis.groups_difference import GroupDifference
from surveykit.analysis.groups_model import GroupModel
from surveykit.analysis.groups_overview import GroupOverview
from surveykit.analysis.groups_pairs import GroupPairs
from surveykit.analysis.statistics.multiplicity import Correction
from surveykit.core.codebook import Codebook
from surveykit.core.dataset import Dataset
from surveykit.core.document import did_you_mean


@analysis("groups")
@dataclass(frozen=True)
class Groups(Analysis):
    """The mean of every outcome by every variable in `by`: Welch's test, sizes, pairs, and what else is asked for.
    Pairs are looked at where groups differ.

    `by`: variables with categories; without it up to six of the background sections, and the results are then called
    exploratory. `outcomes`: constructs, or variables with an order; without it all constructs. `bounds`: how far means
    may lie apart and still count as alike, in the outcome's unit or (`bounds_in: sd`) in standard deviations inside the
    groups. `correction`: of the p values for the number of comparisons. `factor` and `covariates` are held: a second
    variable with categories, and constructs or numbers; each outcome then has a model of its own, too.

    ```yaml
    - groups: {by: [tenure], outcomes: [satisfaction, loyalty], bounds: 0.5, covariates: [image]}
    ```
    """

    by: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    bounds: float | None = None
    bounds_in: Literal["raw", "sd"] = "raw"
    correction: Correction = "holm"
    factor: str | None = None
    covariates: tuple[str, ...] = ()

    def faults(self, codebook: Codebook) -> Iterator[Fault]:
        known = [v.name for v in codebook.variables if v.level in CATEGORICAL]
        for name in dict.fromkeys((*self.by, *((self.factor,) if self.factor else ()))):
            if name not in codebook.by_name:
                yield "analysis-unknown-name", {"name": name, "hint": did_you_mean(name, known)}
            elif name not in known:
                yield "analysis-not-categorical", {"name": name}
        yield from unknown(codebook, (*self.outcomes, *self.covariates))
        for name in dict.fromkeys((*self.outcomes, *self.covariates)):
            if name in codebook.by_name and not measured(codebook, name):
                yield "analysis-not-numeric", {"name": name}
        for names in (self.by, self.outcomes, self.covariates):
            for name in sorted({v for v in names if names.count(v) > 1}):
                yield "analysis-name-twice", {"name": name}
        roles = (self.by, (self.factor,) if self.factor else (), self.outcomes, self.covariates)
        for name in sorted({v for v in sum(roles, ()) if sum(v in names for names in roles) > 1}):
            yield "groups-two-roles", {"name": name}
        if self.bounds is not None and not self.bounds > 0:
            yield "groups-bounds", {"bounds": self.bounds}

    def questions(self, dataset: Dataset) -> Iterator[Question[Any]]:
        """An overview and every comparison. Of variables that the plan does not name, only what can be compared."""
        taken = (self.factor, *self.covariates)
        by = self.by or tuple(name for name in usual_variables(dataset.questionnaire) if name not in taken)
        outcomes = self.outcomes or tuple(
            c.id for c in dataset.codebook.constructs if c.role != "background" and c.id not in taken
        )
        groupings = tuple(Grouping(dataset, b, outcome) for b in by for outcome in outcomes)
        family = Family(groupings, self.correction, self.bounds, self.bounds_in == "sd")
        alone = len(groupings) < 2
        if not alone:
            yield GroupOverview(dataset, family, bool(self.by))
        models = self._models(groupings)
        apart = groupings if self.by or alone else [g for g in groupings if g.comparison is not None]
        for grouping in apart:
            shared = dataset, grouping, family, bool(self.by), alone
            difference = GroupDifference(*shared)
            yield difference
            if len(grouping.levels) > 2 and grouping.comparison is not None and difference.differs:
                yield GroupPairs(*shared)
            if models is not None:
                yield GroupModel(dataset, models.design(grouping), models, bool(self.by))

    def _models(self, groupings: tuple[Grouping, ...]) -> ModelFamily | None:
        if self.factor is None and not self.covariates:
            return None
        return ModelFamily(tuple(GroupDesign(g, self.factor, self.covariates) for g in groupings), self.correction)
