"""Gaps: how far what is perceived lies from what was expected."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from surveykit.analysis.analysis import Analysis, Question, analysis
from surveykit.analysis.crossing import CATEGORICAL
from surveykit.analysis.design import Fault, measured, unknown
from surveykit.analysis.gap_numbers import Pair, bounds_of
from surveykit.analysis.gaps_between import GapsBetween
from surveykit.analysis.gaps_question import GapsQuestion
from surveykit.analysis.gaps_zone import ToleranceZone
from surveykit.analysis.named_pairs import Names, pairs_of
from surveykit.core.codebook import Codebook
from surveykit.core.dataset import Dataset
from surveykit.core.document import did_you_mean
from surveykit.core.questionnaire import Questionnaire

KIND = "double_matrix"
"""The kind of item that asks both judgements of every row, in this order: expected, perceived."""


@analysis("gaps")
@dataclass(frozen=True)
class Gaps(Analysis):
    """The mean of what was perceived less what was expected, for each dimension and each question.

    `pairs` names for each construct or variable of what was perceived that of what was expected; without it every row
    of the double matrices, and every construct made of such rows. Both are answered on one scale, by the same
    respondent. `weights` (numbers) or `weight_variables` (variables, such as points of a constant sum) weigh the gaps
    of `pairs` for one figure of all. `adequate` names what would just do: with `pairs` naming what is desired, the zone
    of tolerance. `between` names a variable with two groups, such as staff and customers: then the perceived side is
    taken from the first group and the expected side from the second, and different people are compared.

    ```yaml
    - gaps: {pairs: {found_speed: asked_speed, found_care: asked_care}, weights: {found_speed: 60, found_care: 40}}
    ```
    """

    pairs: Names = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)
    weight_variables: Names = field(default_factory=dict)
    adequate: Names = field(default_factory=dict)
    between: str | None = None

    def faults(self, codebook: Codebook) -> Iterator[Fault]:
        sides = (*pairs_of(self.pairs).items(), *pairs_of(self.adequate).items())
        names = dict.fromkeys((*(name for pair in sides for name in pair), *pairs_of(self.weight_variables).values()))
        yield from unknown(codebook, names)
        known = {*codebook.construct_by_id, *codebook.by_name}
        for name in names:
            if name in codebook.by_name and not measured(codebook, name):
                yield "analysis-not-numeric", {"name": name}
        for one, other in sides:
            if {one, other} <= known and bounds_of(codebook, one) != bounds_of(codebook, other):
                yield "gaps-two-scales", {"perceived": one, "expected": other}
            if one == other and self.between is None:
                yield "gaps-same", {"name": one}
        yield from self._weight_faults()
        if self.between is not None:
            categorical = [v.name for v in codebook.variables if v.level in CATEGORICAL]
            if self.between not in codebook.by_name:
                yield "analysis-unknown-name", {"name": self.between, "hint": did_you_mean(self.between, categorical)}
            elif self.between not in categorical:
                yield "analysis-not-categorical", {"name": self.between}

    def _weight_faults(self) -> Iterator[Fault]:
        for name in self.adequate:
            if name not in self.pairs:
                yield "gaps-not-a-pair", {"name": name, "option": "adequate"}
        for option, given in (("weights", self.weights), ("weight_variables", self.weight_variables)):
            if given and set(given) != set(self.pairs):
                yield "gaps-weights", {"option": option}
        if self.weights and self.weight_variables:
            yield "gaps-two-weights", {}
        if self.weights and (min(self.weights.values()) < 0 or not sum(self.weights.values()) > 0):
            yield "gaps-bad-weights", {}

    def questions(self, dataset: Dataset) -> Iterator[Question[Any]]:
        pairs = tuple(Pair(*names) for names in pairs_of(self.pairs).items())
        if self.between is not None:
            yield from self._between(dataset, self.between, pairs)
            return
        rows = matrix_pairs(dataset.questionnaire)
        constructs = dataset.codebook.construct_by_id
        dimensions = tuple(p for p in pairs if p.perceived in constructs) or (() if pairs else matched(rows, dataset))
        named = tuple(p for p in pairs if p.perceived not in constructs)
        items = named or tuple(r for r in rows if not dimensions or _part_of(r, dimensions, dataset))
        own = pairs_of(self.weight_variables)
        if dimensions:
            weights = self.weights if dimensions == pairs else {}
            yield GapsQuestion(dataset, "dimensions", dimensions, weights, own)
        if items:
            yield GapsQuestion(dataset, "items", items, self.weights if items == pairs else {}, own)
        if self.adequate:
            zone = tuple(p for p in pairs if p.perceived in self.adequate)
            yield ToleranceZone(dataset, zone, pairs_of(self.adequate))

    @staticmethod
    def _between(dataset: Dataset, between: str, pairs: tuple[Pair, ...]) -> Iterator[GapsBetween]:
        roles = (c for c in dataset.codebook.constructs if c.role != "background" and between not in c.items)
        chosen = pairs or tuple(Pair(c.id, c.id) for c in roles)
        if chosen:
            yield GapsBetween(dataset, between, chosen)


def matrix_pairs(questionnaire: Questionnaire) -> tuple[Pair, ...]:
    """The rows of all double matrices."""
    found = []
    for item in questionnaire.items:
        rows = len(item.parts())
        if item.kind == KIND and rows:
            variables = questionnaire.variables_of[item.id]
            step = len(variables) // rows
            found += [Pair(variables[at + 1].name, variables[at].name) for at in range(0, len(variables), step)]
    return tuple(found)


def matched(rows: tuple[Pair, ...], dataset: Dataset) -> tuple[Pair, ...]:
    """The constructs of what was perceived whose rows were expected in a construct, too."""
    expected = {p.perceived: p.expected for p in rows}
    constructs = dataset.codebook.constructs
    by_items = {frozenset(c.items): c.id for c in constructs}
    found = []
    for construct in constructs:
        other = by_items.get(frozenset(expected.get(item, "") for item in construct.items))
        if other is not None:
            found.append(Pair(construct.id, other))
    return tuple(found)


def _part_of(row: Pair, dimensions: tuple[Pair, ...], dataset: Dataset) -> bool:
    constructs = dataset.codebook.construct_by_id
    return any(row.perceived in constructs[p.perceived].items for p in dimensions)
