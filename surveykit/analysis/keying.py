"""Constructs with an item that runs against the others: until its keying is checked, their scores say nothing."""

from collections.abc import Iterator, Sequence

from surveykit.analysis.gates import GATES
from surveykit.analysis.statistics.consistency import against_others
from surveykit.analysis.words import listed, name_of
from surveykit.core.dataset import Dataset
from surveykit.core.finding import Caution


def keying_caution(dataset: Dataset, ids: Sequence[str]) -> Iterator[Caution]:
    """The caution that names those of the ids that are such constructs, if there are any.

    A result that rests on such a score is no headline of a report.
    """
    against = against_others(dataset, ids)
    if against:
        yield GATES["NEG_ITEM"].caution("score", names=listed([name_of(dataset.codebook, c.id) for c in against]))
