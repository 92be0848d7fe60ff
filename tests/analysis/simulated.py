"""Simulated studies: a service questionnaire, answers in which nothing goes with anything but what is planted, and the
findings of the plan that is drafted for it."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from surveykit.analysis import ANALYSES
from surveykit.core.columns import MemoryColumns, WholeNumbers
from surveykit.core.dataset import Dataset
from surveykit.core.finding import Finding
from surveykit.core.questionnaire import Questionnaire
from surveykit.design.draft import wishes
from surveykit.design.load import parse_questionnaire

Floats = NDArray[np.float64]
Bytes = NDArray[np.int8]
CONSTRUCTS = ("image", "quality", "satisfaction", "loyalty")
"""Each has the role of its name."""
ITEMS = 3
LOADING = 0.8
"""Of every item on its construct: alpha is .84."""
RELIABILITY = ITEMS * LOADING**2 / (1 + (ITEMS - 1) * LOADING**2)
FEWER: dict[str, dict[str, Any]] = {"drivers": {"draws": 200}, "regression": {"draws": 200}, "paths": {"draws": 1000}}
"""As few draws as an analysis takes, or 200."""

SERVICE = """
questionnaire: service
version: "1"
languages: [en]
title: Service
constructs:
{constructs}
sections:
  - id: body
    title: The service
    items:
{ratings}
      - {{id: recommend, kind: rating, text: Recommend?, scale: {{from: 0, to: 10}}}}
      - {{id: channel, kind: single_choice, content: behaviour, text: How?, options: {{a: Letter, b: Mail, c: Here}}}}
      - {{id: reasons, kind: multiple_choice, content: motive, text: Why?, options: {{a: X, b: Y, c: Z, d: W}}}}
  - id: you
    title: You
    role: background
    items:
      - {{id: sex, kind: single_choice, content: factual, text: Sex?, options: {{a: Female, b: Male}}}}
      - {{id: age, kind: single_choice, content: factual, text: Age?, options: {{a: Young, b: Middle, c: Old}}}}
"""
CHOICES = {"channel": 3, "sex": 2, "age": 3}


@cache
def service() -> Questionnaire:
    """Four constructs of three ratings, a recommendation, two choices, and two background questions."""
    names = {name: [f"{name}{at}" for at in range(ITEMS)] for name in CONSTRUCTS}
    constructs = [f"  {name}: {{role: {name}, label: X, items: [{', '.join(items)}]}}" for name, items in names.items()]
    rating = "      - {{id: {0}, kind: rating, text: About {0}?, scale: {{from: 1, to: 7}}}}"
    ratings = [rating.format(item) for items in names.values() for item in items]
    return parse_questionnaire(SERVICE.format(constructs="\n".join(constructs), ratings="\n".join(ratings)))


def backgrounds(n: int, rng: np.random.Generator) -> dict[str, Bytes]:
    """Answers that go with nothing: as many promoters as detractors, every option as likely as the others."""
    promoters = rng.choice([4, 5, 6, 7, 8, 9, 10], size=n, p=[0.1, 0.1, 0.1, 0.2, 0.2, 0.15, 0.15])
    columns = {"recommend": promoters} | {name: rng.integers(1, k + 1, size=n) for name, k in CHOICES.items()}
    ticks = {f"reasons_{option}": rng.random(n) < 0.4 for option in "abcd"}
    return {name: np.asarray(column, dtype=np.int8) for name, column in (columns | ticks).items()}


def study(latent: Mapping[str, Floats], others: Mapping[str, Bytes], rng: np.random.Generator) -> Dataset:
    """Ratings 1 to 7 of the constructs (n values with mean 0 and variance 1 each) beside the other answers."""
    n = len(others["recommend"])
    columns = {name: WholeNumbers(column) for name, column in others.items()}
    for name in CONSTRUCTS:
        for at in range(ITEMS):
            item = LOADING * latent[name] + (1 - LOADING**2) ** 0.5 * rng.normal(size=n)
            columns[f"{name}{at}"] = WholeNumbers(np.clip(np.round(4 + 1.3 * item), 1, 7).astype(np.int8))
    ids = [f"{at:05}" for at in range(n)]
    return Dataset(service(), MemoryColumns(ids, columns)).scored(dict.fromkeys(CONSTRUCTS, ITEMS))


def nothing(n: int, rng: np.random.Generator) -> Dataset:
    """A study in which nothing goes with anything, and no construct lies above another."""
    return study({name: rng.normal(size=n) for name in CONSTRUCTS}, backgrounds(n, rng), rng)


def depending(rng: np.random.Generator, *effects: tuple[Floats, float]) -> Floats:
    """A construct that the scores of others, which go with nothing among each other, go with: (construct, coefficient).

    The coefficients are those of standardised scores, so that they are divided by the scores' reliability here.
    """
    n, true = len(effects[0][0]), [b / RELIABILITY for _, b in effects]
    found = sum((b * x for (x, _), b in zip(effects, true, strict=True)), np.zeros(n))
    rest = (1 - sum(b * b for b in true)) ** 0.5 * rng.normal(size=n)
    return np.asarray(found + rest)


def findings(data: Dataset) -> list[Finding]:
    """The findings of the drafted plan, with as few draws as an analysis takes."""
    found: list[Finding] = []
    for name, options in wishes(data.questionnaire):
        kept: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in options.items()}
        found += ANALYSES[name](**kept, **FEWER.get(name, {})).run(data)
    return found
