"""An open toolkit for survey design and satisfaction research, in English and Chinese.

The walk through the source, in the order in which a study passes the rooms:

1. `design`       a definition (YAML) or a template becomes a checked `Questionnaire`.
2. `items`        what the questions can be: one file per kind.
3. `form`         a Questionnaire becomes a web form, and what people send becomes `Response`s.
4. `store`        Responses are kept safely, each with the version of the questionnaire that was seen.
5. `interchange`  foreign files become Responses; codebooks and findings become files.
6. `cleaning`     Responses are coded into a `Dataset`, flagged by stated rules, and scored.
7. `analysis`     a Dataset becomes `Finding`s: numbers first, then words made from them.
8. `charts`       a Finding's figure becomes SVG.
9. `report`       Findings become HTML and PDF.

In Python, every analysis is a function of that name: `surveykit.reliability(data, "quality")` gives a `Result`.
The nouns that travel between them live in `core`; `pipeline` joins the rooms, `cli` is the command line.
"""

from functools import partial
from importlib import import_module
from typing import Any

_PUBLIC = {
    "load_questionnaire": "surveykit.design.load",
    "load_plan": "surveykit.core.plan",
    "load_data": "surveykit.pipeline",
    "load_table": "surveykit.pipeline",
    "progress": "surveykit.core.progress",
    "Stopped": "surveykit.core.progress",
    "study": "surveykit.pipeline",
}
"""Public name -> the module that has it; loaded when first used."""
_ANALYSES = (
    "branch",
    "confirmatory",
    "cross_tables",
    "describe",
    "drivers",
    "effort",
    "factors",
    "gaps",
    "groups",
    "importance_performance",
    "imputed_regression",
    "invariance",
    "logistic_regression",
    "missing",
    "moderation",
    "multiple_response",
    "open_answers",
    "ordinal_regression",
    "paths",
    "recommendation",
    "regression",
    "relations",
    "reliability",
    "robust_regression",
    "sample",
    "satisfaction_index",
    "satisfaction_share",
    "weighted",
    "weighted_regression",
)
"""The analyses, each a function: `surveykit.<name>(data, options)`."""

__all__ = ["__version__", *_PUBLIC, *_ANALYSES]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name in _PUBLIC:
        return getattr(import_module(_PUBLIC[name]), name)
    if name in _ANALYSES:
        return partial(import_module("surveykit.pipeline").analyse, name)
    raise AttributeError(f"surveykit has no {name}")
