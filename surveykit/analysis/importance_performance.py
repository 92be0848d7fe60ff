"""Importance-performance: which attributes matter, and how well each is done."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from surveykit.analysis.analysis import Analysis, analysis
from surveykit.analysis.attribute_map import Cuts
from surveykit.analysis.design import Fault, measured, unknown
from surveykit.analysis.map_question import AttributeQuestion, DerivedQuestion, StatedQuestion
from surveykit.analysis.named_pairs import Names, pairs_of
from surveykit.analysis.ready_model import service, single
from surveykit.analysis.statistics.resampling import FEWEST_DRAWS
from surveykit.core.codebook import Codebook, Level
from surveykit.core.dataset import Dataset
from surveykit.core.questionnaire import Questionnaire

JUDGED = {"double_matrix": 1, "touchpoint_matrix": 1}
"""The kinds of items whose rows may be judged and weighed -> the place of the judgement among a row's variables."""


@analysis("importance_performance")
@dataclass(frozen=True)
class ImportancePerformance(Analysis):
    """A map of attributes: importance against performance, both with intervals, cut in four by two named lines.

    `attributes` are constructs or variables on a scale; without it what the service is judged by. `importance`:
    `derived` from how they go with `outcome` (satisfaction, if not said), or `stated` by the respondents. Derived by
    `method`: their `relative` part of R² (in percent), standardised `coefficient`, or `correlation`. `stated` names
    for each attribute the variable of its importance; without it the importance asked in double or touchpoint
    matrices. `cuts`: the lines stand at the means of the attributes or at the `midpoints` of the scales. `draws` and
    `seed` are those of the bootstrap.

    ```yaml
    - importance_performance: {outcome: satisfaction, attributes: [image, expectation, quality, value]}
    ```
    """

    outcome: str | None = None
    attributes: tuple[str, ...] = ()
    importance: Literal["derived", "stated"] = "derived"
    method: Literal["relative", "coefficient", "correlation"] = "relative"
    stated: Names = field(default_factory=dict)
    cuts: Cuts = "means"
    draws: int = 1000
    seed: int = 1

    def asked(self, codebook: Codebook) -> tuple[str | None, tuple[str, ...]]:
        """Outcome and attributes, as written or by the roles of the constructs."""
        return self.outcome or single(codebook, "satisfaction"), self.attributes or service(codebook)

    def faults(self, codebook: Codebook) -> Iterator[Fault]:
        outcome, attributes = self.asked(codebook)
        names: tuple[str, ...]
        if self.importance == "derived":
            if outcome is None or not attributes:
                yield "analysis-no-roles", {"analysis": self.name, "options": "outcome, attributes"}
                return
            names = (outcome, *attributes)
            if outcome in attributes:
                yield "analysis-outcome-as-predictor", {"name": outcome}
        else:
            names = (*self.stated, *pairs_of(self.stated).values())
        yield from unknown(codebook, names)
        for name in dict.fromkeys(names):
            if name in codebook.by_name and not measured(codebook, name):
                yield "analysis-not-numeric", {"name": name}
        for name in sorted({a for a in attributes if attributes.count(a) > 1}):
            yield "analysis-predictor-twice", {"name": name}
        yield from self._line_faults(codebook)
        if self.draws and self.draws < FEWEST_DRAWS:
            yield "analysis-few-draws", {"draws": self.draws, "fewest": FEWEST_DRAWS}
        if self.seed < 0:
            yield "analysis-bad-seed", {"seed": self.seed}

    def _line_faults(self, codebook: Codebook) -> Iterator[Fault]:
        """Midpoints exist only where importance has a middle: parts of a whole, or one response scale."""
        if self.cuts != "midpoints":
            return
        known = [codebook.by_name[v] for v in pairs_of(self.stated).values() if v in codebook.by_name]
        bounds = {(v.minimum, v.maximum) for v in known}
        ratio = any(v.level is Level.RATIO for v in known)
        if (self.importance == "derived" and self.method != "relative") or len(bounds) > 1 or ratio:
            yield "map-no-midpoint", {}

    def questions(self, dataset: Dataset) -> Iterator[AttributeQuestion]:
        if self.importance == "derived":
            outcome, attributes = self.asked(dataset.codebook)
            yield DerivedQuestion(dataset, attributes, self.cuts, outcome or "", self.method, self.draws, self.seed)
            return
        stated = pairs_of(self.stated) or matrix_importance(dataset.questionnaire)
        if stated:
            yield StatedQuestion(dataset, tuple(stated), self.cuts, stated)


def matrix_importance(questionnaire: Questionnaire) -> Mapping[str, str]:
    """What was judged in a matrix that also asks how important each row is -> the variable of its importance."""
    found = {}
    for item in questionnaire.items:
        rows = len(item.parts())
        if item.kind not in JUDGED or not rows:
            continue
        variables = [v.name for v in questionnaire.variables_of[item.id]]
        step = len(variables) // rows
        for at in range(0, len(variables), step):
            own = variables[at : at + step]
            if own[-1].endswith("_importance"):
                found[own[JUDGED[item.kind]]] = own[-1]
    return found
