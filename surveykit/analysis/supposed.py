"""Questions that suppose a case: what people say they would do is an opinion, and no forecast of what they will do."""

from collections.abc import Iterator

from surveykit.analysis.gates import GATES
from surveykit.analysis.words import name_of
from surveykit.core.dataset import Dataset
from surveykit.core.finding import Caution


def supposes(dataset: Dataset, id: str) -> bool:
    """Whether a column, or any item of a construct, holds answers to a supposed case."""
    construct = dataset.codebook.construct_by_id.get(id)
    items = [dataset.questionnaire.item_of.get(name) for name in (construct.items if construct else (id,))]
    return any(item is not None and item.manner == "hypothetical" for item in items)


def supposed_caution(dataset: Dataset, outcome: str) -> Iterator[Caution]:
    """The caution for an outcome that is a stated intention."""
    if supposes(dataset, outcome):
        yield GATES["HYPOTHETICAL"].caution("outcome", name=name_of(dataset.codebook, outcome))
