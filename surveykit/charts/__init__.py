"""Figures as SVG: one file a kind, the same picture on web pages and in the PDF.

`chart` holds the registry and `draw`; `marks`, `typography`, `palette`, `scale`, `layout`, `plane`, `placing` and
`shape` are what kinds are built from. No statistics here, and no words that are not in the catalogue or the figure.
"""

from surveykit.charts import (
    bars,
    distribution,
    dumbbells,
    funnel,
    heat_map,
    intervals,
    johnson_neyman,
    kano_map,
    likert,
    loadings,
    missing_pattern,
    parts,
    paths,
    profile,
    quadrant,
    rank_changes,
    ranks,
    residuals,
    roc,
    sample,
    scree,
    shares,
    waves,
    words,
)
from surveykit.charts.chart import draw, kinds

__all__ = [
    "bars",
    "distribution",
    "draw",
    "dumbbells",
    "funnel",
    "heat_map",
    "intervals",
    "johnson_neyman",
    "kano_map",
    "kinds",
    "likert",
    "loadings",
    "missing_pattern",
    "parts",
    "paths",
    "profile",
    "quadrant",
    "rank_changes",
    "ranks",
    "residuals",
    "roc",
    "sample",
    "scree",
    "shares",
    "waves",
    "words",
]
