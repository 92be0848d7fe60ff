"""The package seminr as a second opinion on factor models: the only place that speaks to it.

It turns every column into floats and refuses text, so it gets the model's items and nothing else. Its results are
matrices of its own with names, and rows after lavaan's parameter table; here they become plain numbers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import seminr
from seminr.cbsem.summary import summarize_cfa

from surveykit.analysis.statistics.factor_model import Floats

Pair = tuple[str, str]


@dataclass(frozen=True)
class Opinion:
    """What seminr finds: fit under lavaan's names, and by item, construct or pair of constructs the rest.

    Of what has a standard error the second number is that: expected information with ML, sandwich with MLR.
    """

    fit: Mapping[str, float]
    loading: Mapping[str, tuple[float, float]]
    raw_loading: Mapping[str, tuple[float, float]]
    factor_correlation: Mapping[Pair, tuple[float, float]]
    composite_reliability: Mapping[str, float]
    average_variance_extracted: Mapping[str, float]
    htmt: Mapping[Pair, float]


def opinion(table: Floats, factors: Mapping[str, Sequence[str]], estimator: Literal["ML", "MLR"]) -> Opinion:
    """Of complete answers (rows x items, in the order of the factors), each factor with its own items."""
    columns = [item for items in factors.values() for item in items]
    data = (columns, table.tolist())
    measured = seminr.constructs(*(seminr.reflective(name, list(items)) for name, items in factors.items()))
    found = summarize_cfa(seminr.estimate_cfa(data, measured, estimator=estimator))
    own = [row for row in found.solution if row.op == "=~"]
    between = [row for row in found.solution if row.op == "~~" and row.lhs in factors and row.lhs != row.rhs]
    return Opinion(
        fit=found.fit,
        loading={row.rhs: (row.est_std, row.se) for row in own},
        raw_loading={row.rhs: (row.est, row.se) for row in found.estimates if row.op == "=~"},
        factor_correlation={_pair(row.lhs, row.rhs): (row.est_std, row.se) for row in between},
        composite_reliability={name: found.reliability.get(name, "rhoC") for name in factors},
        average_variance_extracted={name: found.reliability.get(name, "AVE") for name in factors},
        htmt=_htmt(data, factors),
    )


def _htmt(data: tuple[list[str], list[list[float]]], factors: Mapping[str, Sequence[str]]) -> dict[Pair, float]:
    """It hangs on a model of composites there, whose paths make no difference to it."""
    names = list(factors)
    composites = seminr.constructs(*(seminr.composite(name, list(items)) for name, items in factors.items()))
    ratios = seminr.htmt(seminr.estimate_pls(data, composites, seminr.paths(names[:-1], names[-1:])))
    return {_pair(a, b): ratios.get(a, b) for at, a in enumerate(names) for b in names[at + 1 :]}


def _pair(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)
