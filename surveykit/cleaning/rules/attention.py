"""Attention: an attention check was answered against what it asks for."""

from collections.abc import Iterator, Mapping

from surveykit.cleaning.rule import rule
from surveykit.core.codebook import Missing, Value
from surveykit.core.dataset import Dataset, Flag
from surveykit.core.item import Item
from surveykit.core.language import Text, both
from surveykit.core.plan import Cleaning


@rule
class Attention:
    """An item's `attention` condition is known not to hold. One check failed is a question, not a verdict."""

    def thresholds(self, dataset: Dataset, cleaning: Cleaning) -> Mapping[str, Text]:
        asked = any(item.attention is not None for item in dataset.questionnaire.items)
        return {"attention": both("cleaning.threshold.attention")} if asked else {}

    def flags(self, dataset: Dataset, cleaning: Cleaning) -> Iterator[Flag]:
        checks = [item for item in dataset.questionnaire.items if item.attention is not None]
        for row, respondent in enumerate(dataset.respondents if checks else ()):
            answers = _answers(dataset, row)
            failed = [item.id for item in checks if _failed(item, answers)]
            if failed:
                shown = both("cleaning.evidence.attention", items=", ".join(failed))
                yield Flag("attention", respondent, shown)


def _failed(item: Item, answers: Mapping[str, Value]) -> bool:
    assert item.attention is not None
    return item.attention.value(answers.get) is False


def _answers(dataset: Dataset, row: int) -> dict[str, Value]:
    """What one respondent answered, as conditions read it: options by their ids."""
    found: dict[str, Value] = {}
    for v in dataset.codebook.variables:
        cell = dataset.column(v.name).cell(row)
        if cell is not None and not isinstance(cell, Missing):
            ids = {code: id for id, code in v.stored.items()}
            found[v.name] = cell if isinstance(cell, str) else ids.get(int(cell), float(cell))
    return found
