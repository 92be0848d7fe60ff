"""Are the intervals what they say? Two hundred simulated studies against the truth that they are drawn from.

The truth is what the same analysis finds among a million simulated respondents. What is written in
docs/simulation.md was found by this test; the seeds were fixed before it was run.
"""

import math
import statistics
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from surveykit.analysis import ANALYSES
from surveykit.cleaning.score import score
from surveykit.core.dataset import Dataset
from surveykit.core.finding import Estimate
from surveykit.design.load import parse_questionnaire
from surveykit.design.simulate import simulate
from surveykit.design.simulation.reading import parse_model

POPULATION, RESPONDENTS, STUDIES = 1_000_000, 300, 200
TRUTH_SEED = 0
SEEDS = range(1, STUDIES + 1)
COVERAGE = (0.91, 0.98)
ERRORS, MOST_BEYOND, FARTHEST = 2, 3, 3.1
"""The mean estimate lies within 2 Monte Carlo standard errors of the truth. Of 25 estimates chance alone puts more than
3 beyond that in fewer than 5 runs of 100, and any beyond 3.1 in fewer than 5 (Bonferroni)."""

QUESTIONNAIRE = parse_questionnaire("""
questionnaire: truth
version: "1"
languages: [en]
title: Truth
scales:
  five: {levels: {1: very bad, 2: bad, 3: fair, 4: good, 5: very good}}
constructs:
  quality: {role: quality, label: Quality, items: [q1, q2, q3, q4], reverse: [q4]}
  value: {role: value, label: Value, items: [v1, v2, v3]}
  satisfaction: {role: satisfaction, label: Satisfaction, items: [s1, s2, s3]}
  loyalty: {role: loyalty, label: Loyalty, items: [l1, l2, l3]}
  naming: {role: other, label: Naming us, items: [recommend]}
sections:
  - id: all
    title: All
    items:
      - {id: q, kind: matrix, text: Q?, scale: five, rows: {q1: a, q2: b, q3: c, q4: d}}
      - {id: v, kind: matrix, text: V?, scale: five, rows: {v1: a, v2: b, v3: c}}
      - {id: s, kind: matrix, text: S?, scale: five, rows: {s1: a, s2: b, s3: c}}
      - {id: l, kind: matrix, text: L?, scale: five, rows: {l1: a, l2: b, l3: c}}
      - {id: recommend, kind: rating, text: R?, scale: {from: 0, to: 10, low: no, high: yes}}
""")
MODEL = parse_model(
    """
loadings: {quality: 0.8, value: 0.75, satisfaction: 0.85, loyalty: 0.7, naming: 0.9, q4: 0.6}
paths:
  satisfaction: {quality: 0.5, value: 0.3}
  loyalty: {satisfaction: 0.6}
  naming: {satisfaction: 0.7}
correlations: {quality: {value: 0.4}}
means: {quality: 0.65, value: 0.55, satisfaction: 0.7, loyalty: 0.6, naming: 0.72}
missing: 0.03
careless: 0.02
""",
    QUESTIONNAIRE,
)
ASKED = {
    "cronbach_alpha": ("reliability", {}),
    "mean": ("describe", {}),
    "pearson_r": ("relations", {}),
    "net_promoter_score": ("recommendation", {"item": "recommend"}),
}
REGRESSIONS = (("satisfaction", ("quality", "value")), ("loyalty", ("quality", "value", "satisfaction")))
Name = tuple[str, ...]


def analysed(data: Dataset) -> Iterator[tuple[Name, Estimate]]:
    """The estimates with their intervals: one of each name and object."""
    runs = [(name, ANALYSES[analysis](**options)) for name, (analysis, options) in ASKED.items()]
    runs += [
        ("standardised_coefficient", ANALYSES["regression"](outcome=outcome, predictors=predictors))
        for outcome, predictors in REGRESSIONS
    ]
    for name, analysis in runs:
        for finding in analysis.run(data, only=[name]):
            for estimate in finding.estimates:
                of_an_item = name == "mean" and "variable" in estimate.of
                if estimate.name == name and estimate.interval is not None and not of_an_item:
                    yield named(estimate), estimate


def named(estimate: Estimate) -> Name:
    parts = (part if isinstance(part, str) else " – ".join(part) for part in estimate.of.values())
    return (estimate.name, *parts)


@dataclass
class Record:
    """What the studies say of one estimate whose true value is known."""

    truth: float
    values: list[float] = field(default_factory=list)
    covered: int = 0

    def add(self, estimate: Estimate) -> None:
        assert estimate.value is not None
        assert estimate.interval is not None
        low, high = estimate.interval
        self.values.append(estimate.value)
        self.covered += low <= self.truth <= high

    @property
    def coverage(self) -> float:
        return self.covered / len(self.values)

    @property
    def error(self) -> float:
        """The mean estimate less the truth, in Monte Carlo standard errors."""
        sd = statistics.stdev(self.values)
        return (statistics.mean(self.values) - self.truth) / (sd / math.sqrt(len(self.values)))


def data(n: int, seed: int) -> Dataset:
    return score(simulate(QUESTIONNAIRE, n, seed, MODEL).data, 0.8)


@pytest.fixture(scope="module")
def records() -> dict[Name, Record]:
    """Every estimate of every study beside its truth."""
    found = {name: Record(estimate.value) for name, estimate in analysed(data(POPULATION, TRUTH_SEED))}
    for seed in SEEDS:
        for name, estimate in dict(analysed(data(RESPONDENTS, seed))).items():
            found[name].add(estimate)
    for name, record in found.items():
        print(
            f"| {' '.join(name)} | {record.truth:.4f} | {statistics.mean(record.values):.4f} "
            f"| {record.error:+.2f} | {100 * record.coverage:.1f} |"
        )
    return found


@pytest.mark.slow
def test_nothing_is_left_out(records):
    kinds = [name[0] for name in records]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "cronbach_alpha": 4,
        "mean": 5,
        "pearson_r": 10,
        "net_promoter_score": 1,
        "standardised_coefficient": 5,
    }
    assert all(len(record.values) == STUDIES for record in records.values())


@pytest.mark.slow
def test_intervals_hold_the_truth_as_often_as_they_say(records):
    low, high = COVERAGE
    assert {name: r.coverage for name, r in records.items() if not low <= r.coverage <= high} == {}


@pytest.mark.slow
def test_estimates_lean_to_neither_side(records):
    beyond = {name: r.error for name, r in records.items() if abs(r.error) > ERRORS}
    assert len(beyond) <= MOST_BEYOND, beyond
    assert max(map(abs, beyond.values()), default=0) <= FARTHEST, beyond
