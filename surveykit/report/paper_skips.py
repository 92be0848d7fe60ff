"""Where each answer leads on paper: past questions that it certainly leaves out.

An answer leaves a question out where its condition cannot hold any more. What cannot be told from this answer alone is
not skipped: there the question's own « only if » decides.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from surveykit.core.codebook import CHOSEN_MISSING, Missing, Value
from surveykit.core.expression import Expression, Node
from surveykit.core.item import Item, Option
from surveykit.core.questionnaire import Section

Known = dict[str, Value | Missing]
Possible = frozenset[bool | None]
"""The truth values that a condition can still take; None is « unknown », which does not hold."""

_ANY: Possible = frozenset({True, False, None})
_SPEAKS = {True: 2, None: 1, False: 0}
"""Kleene's order: « and » is the lower of two truth values, « or » the higher."""
_DENIED = {True: False, False: True, None: None}


@dataclass(frozen=True)
class Order:
    """The items in the order of the page, each with its section, and the numbers of those that are asked."""

    items: Sequence[tuple[Section, Item]]
    numbers: Mapping[str, int]

    def skips(self, item: Item) -> dict[str, int | None]:
        """Answers of an item -> the question to go on with, None for the end, where they leave questions out.

        An answer is named by its option's name, or by the code of its scale point or reason.
        """
        found = {name: self.next(item, known) for name, known in _answers(item)}
        return {name: number for name, (number, skipped) in found.items() if skipped}

    def next(self, item: Item, known: Known) -> tuple[int | None, bool]:
        """The question after this one for those who gave this answer, and whether others lie between."""
        at = next(at for at, (_, other) in enumerate(self.items) if other.id == item.id)
        skipped = False
        left = [(section, other) for section, other in self.items[at + 1 :] if not other.unseen]
        for place, (section, other) in enumerate(left):
            if not _left_out(section, other, known):
                after = (self.numbers[later.id] for _, later in left[place:] if later.id in self.numbers)
                return next(after, None), skipped
            known = known | {v.name: Missing.NOT_ASKED for v in other.variables()}
            skipped = skipped or other.id in self.numbers
        return None, skipped


def printed_order(items: Sequence[Item]) -> list[Item]:
    """The items of a section as they stand on paper: a list that must not be seen early comes last.

    It stays where it is if a later item reads its answers.
    """
    late = {item.id for at, item in enumerate(items) if item.after is not None and not _read(item, items[at + 1 :])}
    return sorted(items, key=lambda item: item.id in late)


def possible(condition: Expression, known: Known) -> Possible:
    """The truth values that a condition can take where these answers are known and all others are not.

    >>> sorted(possible(Expression.parse("a = 1 and b = 2"), {"a": 3}))
    [False]
    """
    return _possible(condition.tree, known)


def _possible(node: Node, known: Known) -> Possible:
    own = Expression("", node)
    if own.names <= set(known):
        value = own.value(known.get)
        return frozenset({None if value is None else bool(value)})
    if node.operation == "not":
        return frozenset(_DENIED[value] for value in _possible(node.operands[0], known))
    if node.operation in ("and", "or"):
        choose = min if node.operation == "and" else max
        each = [_possible(operand, known) for operand in node.operands]
        return frozenset(choose(values, key=_SPEAKS.__getitem__) for values in product(*each))
    return _ANY


def _left_out(section: Section, item: Item, known: Known) -> bool:
    """Whether an item is certainly not asked."""
    conditions = [c for c in (section.relevant, item.relevant) if c is not None]
    if any(True not in possible(condition, known) for condition in conditions):
        return True
    parts = item.parts().values()
    return bool(parts) and all(p.relevant is not None and True not in possible(p.relevant, known) for p in parts)


def _answers(item: Item) -> Iterator[tuple[str, Known]]:
    """Each answer that settles the whole item, and what is known by it."""
    options = {name: part for name, part in item.parts().items() if isinstance(part, Option)}
    own = next((v for v in item.variables() if v.name == item.id), None)
    scale = item.scale_of(item.id) if own is not None else None
    if own is not None and own.stored:
        for name, option in options.items():
            yield name, {item.id: option.missing or name}
    elif own is not None and scale is not None:
        for value in scale.points:
            yield str(value), {item.id: value}
        for reason in CHOSEN_MISSING:
            if reason in scale.missing:
                yield str(reason.value), {item.id: reason}
    else:
        for name, option in options.items():
            if option.exclusive:
                yield name, {v: answer for v, answer in item.parse({item.id: [name]}).items() if answer is not None}


def _read(item: Item, later: Sequence[Item]) -> bool:
    names = {v.name for v in item.variables()}
    conditions = [c for other in later for c in (other.relevant, *(p.relevant for p in other.parts().values()))]
    return any(names & condition.names for condition in conditions if condition is not None)
