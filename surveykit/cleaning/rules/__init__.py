"""The cleaning rules: one file each. Importing this package registers them all."""

from surveykit.cleaning.rules import (
    attention,
    consistency,
    contradictions,
    duplicates,
    incomplete,
    interviewers,
    near_duplicates,
    outlier,
    same_source,
    scale_missing,
    speeding,
    straight_line,
    written,
)

__all__ = [
    "attention",
    "consistency",
    "contradictions",
    "duplicates",
    "incomplete",
    "interviewers",
    "near_duplicates",
    "outlier",
    "same_source",
    "scale_missing",
    "speeding",
    "straight_line",
    "written",
]
