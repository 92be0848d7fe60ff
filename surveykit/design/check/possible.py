"""Whether a condition can hold: tried with every answer, or with as many as tell what comparisons with constants say.

Of a number that is only compared with constants, the answers that tell are its bounds and, within these, each
constant and the numbers next to it: all others between two constants fare alike. What is compared in another way, such
as two numbers of any size, is taken to come out either way.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from math import prod

from surveykit.core.codebook import Missing, Value, Variable
from surveykit.core.expression import Expression, Node, Result

MOST_TRIALS = 2000
MOST_VALUES = 200
_COMPARISONS = frozenset({"=", "!=", "<", "<=", ">", ">="})
_JOINING = frozenset({"and", "or", "not"})
_ATOMS = frozenset({"name", "answered", "selected", "literal"})
_ANSWERS = tuple[Value | Missing, ...]
_EITHER: _ANSWERS = (1, 0, Missing.NOT_ANSWERED)


def can_hold(condition: Expression, variables: Mapping[str, Variable]) -> bool:
    """Whether some answers fulfil it; where there are too many to try, that is taken for granted.

    >>> from surveykit.core.codebook import Level
    >>> age = Variable("age", "age", {"en": "Age"}, Level.RATIO, minimum=0, maximum=99)
    >>> can_hold(Expression.parse("age > 98"), {"age": age}), can_hold(Expression.parse("age > 99"), {"age": age})
    (True, False)
    """
    if not condition.names or not condition.names <= variables.keys():
        return True
    return _can_hold(condition.tree, variables)


def _can_hold(node: Node, variables: Mapping[str, Variable]) -> bool:
    if node.operation == "or":
        return any(_can_hold(operand, variables) for operand in node.operands)
    if node.operation == "and" and not all(_can_hold(operand, variables) for operand in node.operands):
        return False
    return _Trial(_freed(node, variables), variables).succeeds()


def _freed(node: Node, variables: Mapping[str, Variable]) -> Node:
    """A condition in which what compares in another way than with constants, and has too many answers, is free."""
    if node.operation in _JOINING:
        return replace(node, operands=tuple(_freed(operand, variables) for operand in node.operands))
    if _tells_by_constants(node) or all(_every(variables[name]) for name in _names(node)):
        return node
    return Node("name", value=f"?{node.position}")


@dataclass(frozen=True)
class _Trial:
    """A condition that is tried."""

    node: Node
    variables: Mapping[str, Variable]

    def succeeds(self) -> bool:
        names = sorted(_names(self.node))
        answers = [self._answers(name) for name in names]
        if prod(map(len, answers)) > MOST_TRIALS:
            return True
        condition = Expression("", self.node)
        return any(condition.holds(dict(zip(names, tried, strict=True)).get) for tried in product(*answers))

    def _answers(self, name: str) -> _ANSWERS:
        if name not in self.variables:
            return _EITHER
        v = self.variables[name]
        exhaustive = v.stored or name in self._entangled
        tried = _every(v) if exhaustive else _telling(v, self._constants.get(name, ()))
        return (*tried, Missing.NOT_ANSWERED)

    @cached_property
    def _entangled(self) -> frozenset[str]:
        """The names that are read in another way than in a comparison with a constant."""
        return frozenset(name for atom in _atoms(self.node) if not _tells_by_constants(atom) for name in _names(atom))

    @cached_property
    def _constants(self) -> Mapping[str, Sequence[Result]]:
        """Name -> the constants that it is compared with."""
        found: dict[str, list[Result]] = {}
        for atom in _atoms(self.node):
            for one, other in (atom.operands, atom.operands[::-1]) if atom.operation in _COMPARISONS else ():
                if one.operation == "name" and not _names(other):
                    found.setdefault(str(one.value), []).append(Expression("", other).value(lambda _: None))
        return found


def _atoms(node: Node) -> Iterator[Node]:
    """What a condition joins."""
    if node.operation in _JOINING:
        for operand in node.operands:
            yield from _atoms(operand)
    else:
        yield node


def _names(node: Node) -> frozenset[str]:
    return Expression("", node).names


def _tells_by_constants(atom: Node) -> bool:
    """Whether it is a name, or compares one with a constant."""
    if atom.operation in _COMPARISONS:
        return len(_names(atom)) < 2 and all(o.operation == "name" or not _names(o) for o in atom.operands)
    return atom.operation in _ATOMS


def _every(v: Variable) -> tuple[Value, ...]:
    """All answers that there are; none where there are too many."""
    if v.stored:
        return tuple(v.stored)
    if v.decimals or v.minimum is None or v.maximum is None or v.maximum - v.minimum > MOST_VALUES:
        return ()
    return tuple(range(int(v.minimum), int(v.maximum) + 1))


def _telling(v: Variable, constants: Sequence[Result]) -> tuple[Value, ...]:
    """The answers that tell what comparisons with these constants say."""
    if not v.numeric:
        texts = [constant for constant in constants if isinstance(constant, str)]
        return (*texts, "", "".join(texts) + "?")
    places, gap = v.decimals, 10.0**-v.decimals
    bounds = {bound for bound in (v.minimum, v.maximum) if bound is not None}
    near = {0.0, *(round(float(c), places) for c in constants if isinstance(c, int | float))}
    found = bounds | {round(at + aside * gap, places) for at in near for aside in (-1, 0, 1)}
    low, high = (min(found) if v.minimum is None else v.minimum), (max(found) if v.maximum is None else v.maximum)
    return tuple(sorted(value for value in found if low <= value <= high))
