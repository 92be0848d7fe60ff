"""Consistency: answers that vary too little, or that do not go together as those of other people do."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from surveykit.cleaning import careless
from surveykit.cleaning.answers import in_direction, on_scales, scale_names
from surveykit.cleaning.rule import Applied, rule
from surveykit.core.dataset import Dataset, Flag
from surveykit.core.language import Text, both
from surveykit.core.moments import Floats
from surveykit.core.numbers import bounded, count
from surveykit.core.plan import Cleaning

FEWEST_SCALES = 5
"""An even-odd correlation over fewer scales is chance."""
SYNONYMS = 0.6
"""Items that correlate above this are taken for synonyms (Meade & Craig 2012)."""
FEWEST_ITEMS = 5
"""The spread of fewer answers says little."""


class _Index(NamedTuple):
    """An index of each respondent (n), or why it cannot be had."""

    values: Floats
    reason: Text | None = None


@rule
class Consistency:
    """Three indices over the items on scales, each asked only if the plan states its threshold.

    `variability`: the SD of all answers as they were given (intra-individual response variability, Dunn et al. 2018),
    with the SD after reversed items are turned round in the evidence. `even_odd`: even-odd consistency over the
    constructs. `synonyms`: the correlation over pairs of items that go together. All scales are brought to one range.
    """

    version = 1

    def apply(self, dataset: Dataset, cleaning: Cleaning) -> Iterator[Applied]:
        if cleaning.variability is None and cleaning.even_odd is None and cleaning.synonyms is None:
            return
        names = scale_names(dataset)
        given = on_scales(dataset, names)
        turned = in_direction(dataset, names, given)
        if cleaning.variability is not None:
            values = {"least": bounded(cleaning.variability)}
            shown = {"turned": careless.variability(turned)}
            yield _applied(dataset, "variability", cleaning.variability, _variability(given), values, shown)
        if cleaning.even_odd is not None:
            values = {"least": bounded(cleaning.even_odd)}
            yield _applied(dataset, "even_odd", cleaning.even_odd, _even_odd(dataset, names, turned), values, {})
        if cleaning.synonyms is not None:
            values = {"least": bounded(cleaning.synonyms), "critical": bounded(SYNONYMS)}
            yield _applied(dataset, "synonyms", cleaning.synonyms, _synonyms(turned), values, {})


def _applied(
    dataset: Dataset, kind: str, least: float, index: _Index, values: dict[str, str], shown: dict[str, Floats]
) -> Applied:
    threshold = both(f"cleaning.threshold.{kind}", **values)
    n = int((~np.isnan(index.values)).sum())
    reason = index.reason or (both("cleaning.reason.nobody_judged") if not n else None)
    if reason is not None:
        return Applied(kind, threshold, 0, reason=reason)
    flags = tuple(
        Flag(
            kind,
            dataset.respondents[row],
            both(
                f"cleaning.evidence.{kind}",
                value=bounded(index.values[row]),
                **{name: bounded(own[row]) for name, own in shown.items()},
            ),
        )
        for row in np.flatnonzero(index.values < least).tolist()
    )
    return Applied(kind, threshold, n, flags)


def _variability(table: Floats) -> _Index:
    if table.shape[1] < FEWEST_ITEMS:
        return _none(table, both("cleaning.reason.few_items", fewest=count(FEWEST_ITEMS)))
    answered = (~np.isnan(table)).sum(axis=1)
    return _Index(np.where(answered >= FEWEST_ITEMS, careless.variability(table), np.nan))


def _even_odd(dataset: Dataset, names: list[str], table: Floats) -> _Index:
    at = {name: place for place, name in enumerate(names)}
    scales = [[at[name] for name in c.items if name in at] for c in dataset.codebook.constructs]
    scales = [scale for scale in scales if len(scale) > 1]
    if len(scales) < FEWEST_SCALES:
        return _none(table, both("cleaning.reason.few_scales", fewest=count(FEWEST_SCALES)))
    return _Index(careless.even_odd(table, scales))


def _synonyms(table: Floats) -> _Index:
    pairs = careless.synonym_pairs(table, SYNONYMS)
    if len(pairs[0]) < careless.FEWEST_PAIRS:
        fewest = count(careless.FEWEST_PAIRS)
        return _none(table, both("cleaning.reason.few_pairs", fewest=fewest, critical=bounded(SYNONYMS)))
    return _Index(careless.synonyms(table, pairs))


def _none(table: Floats, reason: Text) -> _Index:
    return _Index(np.full(len(table), np.nan), reason)
