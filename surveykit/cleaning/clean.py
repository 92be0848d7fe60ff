"""All cleaning rules over a dataset: flags, and nothing else."""

from collections.abc import Sequence
from dataclasses import replace

import surveykit.cleaning.rules  # noqa: F401  registers the rules
from surveykit.cleaning.rule import RULES, Applied
from surveykit.core.dataset import Dataset
from surveykit.core.language import both
from surveykit.core.plan import Cleaning


def apply_rules(dataset: Dataset, cleaning: Cleaning) -> tuple[Applied, ...]:
    """What every rule came to, and what was flagged while coding. Nobody is deleted."""
    found = [
        replace(applied, version=rule.version) for rule in RULES.values() for applied in rule.apply(dataset, cleaning)
    ]
    raised = dict.fromkeys(flag.rule for flag in dataset.flags)
    coding = [
        Applied(kind, both(f"cleaning.threshold.{kind}"), dataset.n, tuple(f for f in dataset.flags if f.rule == kind))
        for kind in raised
    ]
    return (*found, *coding)


def flagged(dataset: Dataset, applied: Sequence[Applied]) -> Dataset:
    """The same rows and values, with the flags of the rules."""
    raised = {flag.rule for flag in dataset.flags}
    return dataset.with_flags([flag for own in applied if own.kind not in raised for flag in own.flags])


def clean(dataset: Dataset, cleaning: Cleaning) -> Dataset:
    """The same rows and values, with the flags of every rule."""
    return flagged(dataset, apply_rules(dataset, cleaning))
