"""Plausible answers to one item, drawn at random and looked at as the form would: none is kept that it refuses."""

from collections.abc import Sequence
from random import Random

from surveykit.core.codebook import Answers
from surveykit.core.item import Item
from surveykit.core.ordering import derived
from surveykit.errors import AnswerError

MOST_DRAWN = 1000
"""More respondents than this share the answers that were drawn."""
TRIES = 100
"""So many answers in a row that the form refuses, and none is looked for any more."""


class Pool:
    """A stream of random answers; the same seed gives the same."""

    def __init__(self, seed: int) -> None:
        self.random = Random(derived(seed, "answers"))  # noqa: S311 - no secret

    def answers(self, item: Item, count: int) -> list[Answers]:
        """Up to `count` answers that the form takes, and 1000 at most; none where none is found."""
        found: list[Answers] = []
        refused = 0
        while len(found) < min(count, MOST_DRAWN) and refused < TRIES:
            answer = item.random_answer(self.random)
            if allowed(item, answer):
                found.append(answer)
                refused = 0
            else:
                refused += 1
        return found

    def choosing(self, item: Item, option: str) -> Sequence[Answers]:
        """An answer with this option of a single choice; empty where the form takes none."""
        plain = item.fields_of({item.id: option})
        try:
            return [item.parse(plain)]
        except AnswerError:  # words are wanted beside the option
            return [a for a in self.answers(item, TRIES * len(item.parts())) if a[item.id] == option][:1]


def allowed(item: Item, answer: Answers) -> bool:
    """Whether the form would take the answer.

    >>> from surveykit.items.open_text import OpenText
    >>> item = OpenText(id="why", text={}, required=True)
    >>> allowed(item, {"why": "slow"}), allowed(item, item.unanswered())
    (True, False)
    """
    try:
        item.parse(item.fields_of(answer))
    except AnswerError:
        return False
    return True


def blank(item: Item) -> Answers | None:
    """What stands in the data when an item is left empty; None where the form insists on an answer."""
    try:
        return item.parse({})
    except AnswerError:
        return None
