"""What the page's script needs to show and remove questions while a page is filled in.

A question is live if its condition reads answers of its own page, and the script can do all that the server would do
on showing it. Any other question waits for the next post, as it does without script. The server judges in any case.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from random import Random
from typing import Literal

from surveykit.core.codebook import Missing, Value, Variable
from surveykit.core.item import Item
from surveykit.core.questionnaire import Section
from surveykit.errors import AnswerError

_DRAWS = 50


@dataclass(frozen=True)
class Reading:
    """How a variable's value follows from what the field called `name` would post.

    A choice looks it up in `values` (None: a reason for no answer), and else has the value `otherwise`; a number
    keeps to its bounds and decimal places; a text is taken as it is. Nothing posted is unknown.
    """

    name: str
    kind: Literal["choice", "number", "text"]
    values: Mapping[str, Value | None] = field(default_factory=dict)
    otherwise: Value | None = None
    minimum: float | None = None
    maximum: float | None = None
    decimals: int = 0


@dataclass(frozen=True)
class Live:
    """The live questions of a section: item id -> condition, the readings of the variables that these read on the page,
    and the names of the other variables that they read."""

    conditions: Mapping[str, str] = field(default_factory=dict)
    readings: Mapping[str, Reading] = field(default_factory=dict)
    earlier: frozenset[str] = frozenset()

    def variables(self) -> dict[str, dict[str, object]]:
        """The readings as plain data, for the page."""
        return {name: asdict(reading) for name, reading in self.readings.items()}


def live(section: Section, pipes: Callable[[Item], Collection[str]]) -> Live:
    """What can be live in a section. `pipes` gives the names of the answers that stand in an item's texts."""
    own = {v.name: (item, v) for item in section.items for v in item.variables()}
    conditions: dict[str, str] = {}
    readings: dict[str, Reading] = {}
    earlier: set[str] = set()
    for item in section.items:
        if item.relevant is None or item.unseen or item.after is not None:  # the last waits for another to be sent
            continue
        names = item.relevant.names
        found = {name: reading(*own[name]) for name in sorted(names & own.keys())}
        known = {name: how for name, how in found.items() if how is not None}
        # A text that says an answer of this page cannot be worded before the page is posted.
        if known and known == found and own.keys().isdisjoint(pipes(item)):
            conditions[item.id] = item.relevant.source
            readings.update(known)
            earlier |= names - own.keys()
    return Live(conditions, readings, frozenset(earlier))


def reading(item: Item, variable: Variable) -> Reading | None:
    """How the script finds the value; None if it follows from more than one field, or otherwise than by these rules.

    The rules know no kinds: an item is asked what it would post for an answer, and what it makes of that.
    """
    if not variable.numeric:
        return _text(item, variable)
    return (None if variable.stored else _number(item, variable)) or _choice(item, variable)


def _text(item: Item, variable: Variable) -> Reading | None:
    for sample in _samples(item, variable):
        posted = _posted(item, variable, sample)
        return Reading(posted[0], "text") if posted and posted[1] == sample else None
    return None


def _number(item: Item, variable: Variable) -> Reading | None:
    """A field that posts the number itself."""
    low, high = variable.minimum, variable.maximum
    bounds: list[Value] = [int(v) if v == int(v) else v for v in (low, high) if v is not None]
    values = bounds or list(_samples(item, variable))
    posted = [_posted(item, variable, value) for value in values]
    fields = {sent[0] for value, sent in zip(values, posted, strict=True) if sent and _is(sent[1], value)}
    if len(fields) != 1 or not all(posted):
        return None
    return Reading(fields.pop(), "number", {}, None, low, high, variable.decimals)


def _choice(item: Item, variable: Variable) -> Reading | None:
    """A field that posts a word for each value, or a group of boxes: 1 if its own is ticked, 0 if only others are."""
    values: list[Value] = list(variable.stored or variable.values)
    sent = {value: _posted(item, variable, value) for value in values}
    words: dict[str, Value | None] = {posted[1]: value for value, posted in sent.items() if posted}
    fields = {posted[0] for posted in sent.values() if posted}
    without = [value for value in values if sent[value] is None]
    if len(fields) != 1 or len(words) + len(without) != len(values) or without not in ([], [0]):
        return None
    name = fields.pop()
    if without and not any(name in item.fields_of({v.name: 1}) for v in item.variables() if v.name != variable.name):
        return None
    for reason in variable.missing:
        words.update(dict.fromkeys(item.fields_of({variable.name: reason}).get(name, [])))
    return Reading(name, "choice", words, without[0] if without else None)


def _samples(item: Item, variable: Variable) -> Iterator[Value]:
    """Some plausible answers."""
    for seed in range(_DRAWS):
        answer = item.random_answer(Random(seed)).get(variable.name)  # noqa: S311 - no secret
        if answer is not None and not isinstance(answer, Missing):
            yield answer


def _posted(item: Item, variable: Variable, value: Value) -> tuple[str, str] | None:
    """The one field, with its one word, that stands for a value and comes back as it."""
    fields = item.fields_of({variable.name: value})
    if len(fields) != 1 or any(len(words) != 1 for words in fields.values()):
        return None
    ((field, (word,)),) = fields.items()
    try:
        known = item.optional().parse(fields)[variable.name]
    except AnswerError:  # something else of the item is wanted, too
        known = value
    return (field, word) if known == value else None


def _is(word: str, value: Value) -> bool:
    try:
        return float(word) == value
    except ValueError:
        return False
