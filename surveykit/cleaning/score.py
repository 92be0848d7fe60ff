"""Construct scores: the unweighted mean of a construct's answered items, in the construct's direction."""

import math

from surveykit.core.codebook import Construct
from surveykit.core.dataset import Dataset


def score(dataset: Dataset, minimum_share: float) -> Dataset:
    """The dataset with one score a construct (n), on the scale of its items.

    A score needs `minimum_share` (0 to 1) of the items, or the construct's own share where it states one, and never
    fewer than one; otherwise it is NaN. No answer is imputed.
    """
    return dataset.scored({c.id: fewest_items(c, minimum_share) for c in dataset.codebook.constructs})


def fewest_items(construct: Construct, minimum_share: float) -> int:
    """How many items must be answered.

    >>> fewest_items(Construct("speed", "quality", {}, ("a", "b", "c", "d", "e")), 0.8)
    4
    """
    share = minimum_share if construct.minimum_answered is None else construct.minimum_answered
    return max(1, math.ceil(share * len(construct.items) - 1e-9))
