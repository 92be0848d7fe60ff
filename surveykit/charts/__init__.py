"""Figures as SVG: one file a kind, the same picture on web pages and in the PDF.

`chart` holds the registry and `draw`; `marks`, `typography`, `palette`, `scale`, `layout` and `shape` are what
kinds are built from. No statistics here, and no words that are not in the catalogue or the figure.
"""

from surveykit.charts import (
    bars,
    distribution,
    heat_map,
    intervals,
    johnson_neyman,
    likert,
    parts,
    paths,
    ranks,
    residuals,
    roc,
    shares,
)
from surveykit.charts.chart import draw, kinds

__all__ = [
    "bars",
    "distribution",
    "draw",
    "heat_map",
    "intervals",
    "johnson_neyman",
    "kinds",
    "likert",
    "parts",
    "paths",
    "ranks",
    "residuals",
    "roc",
    "shares",
]
