"""Attention: an attention check was answered against what it asks for."""

from collections.abc import Iterator

from surveykit.cleaning.conditions import known_false
from surveykit.cleaning.rule import Applied, rule
from surveykit.core.dataset import Dataset, Flag
from surveykit.core.language import both
from surveykit.core.plan import Cleaning


@rule
class Attention:
    """An item's `attention` condition is known not to hold. One check failed is a question, not a verdict."""

    version = 1

    def apply(self, dataset: Dataset, cleaning: Cleaning) -> Iterator[Applied]:
        checks = {item.id: item.attention for item in dataset.questionnaire.items if item.attention is not None}
        if not checks:
            return
        failed: dict[int, list[str]] = {}
        for id, condition in checks.items():
            for row in known_false(dataset, condition).nonzero()[0].tolist():
                failed.setdefault(row, []).append(id)
        flags = tuple(
            Flag("attention", dataset.respondents[row], both("cleaning.evidence.attention", items=tuple(ids)))
            for row, ids in sorted(failed.items())
        )
        yield Applied("attention", both("cleaning.threshold.attention"), dataset.n, flags)
