"""Dataset -> Findings: one file per analysis. Importing this room registers them all.

`analysis` holds the order that all of them follow. Shared: `formulas` (intervals and small statistics),
`consistency`, `least_squares` and `assumptions` (numbers), `gates` (when a sentence may not be said), `words`,
`references`. What does not belong here: drawing (charts), layout (report), turning answers into numbers (cleaning).
"""

from surveykit.analysis import (
    confirmatory,
    cross_tables,
    describe,
    drivers,
    effort,
    invariance,
    logistic_regression,
    moderation,
    multiple_response,
    ordinal_regression,
    paths,
    recommendation,
    regression,
    relations,
    reliability,
    robust_regression,
    satisfaction_index,
    satisfaction_share,
)
from surveykit.analysis.analysis import ANALYSES, Analysis, Question, analysis

__all__ = [
    "ANALYSES",
    "Analysis",
    "Question",
    "analysis",
    "confirmatory",
    "cross_tables",
    "describe",
    "drivers",
    "effort",
    "invariance",
    "logistic_regression",
    "moderation",
    "multiple_response",
    "ordinal_regression",
    "paths",
    "recommendation",
    "regression",
    "relations",
    "reliability",
    "robust_regression",
    "satisfaction_index",
    "satisfaction_share",
]
