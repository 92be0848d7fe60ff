"""Figures as SVG: one file a kind, the same picture on web pages and in the PDF.

`chart` holds the registry and `draw`; `marks`, `typography`, `palette`, `scale`, `layout` and `shape` are what
kinds are built from. No statistics here, and no words that are not in the catalogue or the figure.
"""

from surveykit.charts import (
    bars,
    distribution,
    dumbbells,
    heat_map,
    intervals,
    johnson_neyman,
    likert,
    loadings,
    missing_pattern,
    parts,
    paths,
    quadrant,
    ranks,
    residuals,
    roc,
    scree,
    shares,
)
from surveykit.charts.chart import draw, kinds

__all__ = [
    "bars",
    "distribution",
    "draw",
    "dumbbells",
    "heat_map",
    "intervals",
    "johnson_neyman",
    "kinds",
    "likert",
    "loadings",
    "missing_pattern",
    "parts",
    "paths",
    "quadrant",
    "ranks",
    "residuals",
    "roc",
    "scree",
    "shares",
]
