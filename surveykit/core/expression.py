"""The one expression language: relevance, validation, filters. Small, safe and the same everywhere.

Grammar (lowest binding first)::

    expression = and { "or" and }
    and        = not { "and" not }
    not        = "not" not | comparison
    comparison = sum [ ("=" | "!=" | "<" | "<=" | ">" | ">=") sum ]
    sum        = product { ("+" | "-") product }
    product    = unary { ("*" | "/") unary }
    unary      = "-" unary | atom
    atom       = number | 'text' | "true" | "false" | name | call | "(" expression ")"
    call       = name "(" [ expression { "," expression } ] ")"

A name is a variable (or a part, as in `selected(problems, 'noise')`). What is missing is unknown: a comparison
with it is unknown, `not` keeps it unknown, and an unknown condition does not hold (Kleene's three values).
There is no attribute access and no call but of the functions below.
"""

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from surveykit.core.codebook import Missing, Value

Result = Value | bool | None
Lookup = Callable[[str], Value | Missing | None]

MAXIMUM_LENGTH = 2000
MAXIMUM_DEPTH = 40
MAXIMUM_HEIGHT = 100
"""Operations upon operations: a long sum is as high as it has signs."""

_TOKEN = re.compile(
    r"\s*(?:(?P<number>[0-9]{1,15}(?:\.[0-9]{1,15})?)|(?P<text>'[^']*'|\"[^\"]*\")|(?P<name>[A-Za-z][A-Za-z0-9_]*)|(?P<sign><=|>=|!=|[=<>+\-*/(),]))"
)


class ExpressionError(ValueError):
    """What is wrong with an expression: `code` names the message, `position` counts characters from 0."""

    def __init__(self, code: str, position: int, **values: object) -> None:
        super().__init__(f"{code} at {position}")
        self.code = code
        self.position = position
        self.values = values


@dataclass(frozen=True)
class Node:
    """One operation: its name, its operands, and the value of a literal or the name of a variable."""

    operation: str
    operands: tuple["Node", ...] = ()
    value: Value | bool | None = None
    position: int = field(default=0, compare=False)

    def walk(self) -> Iterator["Node"]:
        """This node and all below it."""
        yield self
        for operand in self.operands:
            yield from operand.walk()


@dataclass(frozen=True)
class Expression:
    """A parsed expression. `source` is what the author wrote.

    >>> e = Expression.parse("speed <= 2 and not answered(why)")
    >>> e.holds({"speed": 1}.get), e.holds({"speed": 1, "why": "slow"}.get), e.holds({}.get)
    (True, False, False)
    """

    source: str
    tree: Node = field(compare=False)

    @classmethod
    def parse(cls, source: str) -> "Expression":
        """Parse; raises ExpressionError with the position of the fault."""
        return cls(source, _Parser(source).parse())

    @property
    def names(self) -> frozenset[str]:
        """The variables that it reads; `selected(problems, 'noise')` reads problems_noise."""
        return frozenset(name for name, _ in self.places())

    def places(self) -> Iterator[tuple[str, int]]:
        """Every variable read with its position."""
        hidden: set[int] = set()
        for node in self.tree.walk():
            if node.operation == "selected":
                hidden.add(id(node.operands[0]))
                yield _part(node), node.position
            elif node.operation == "name" and id(node) not in hidden:
                yield str(node.value), node.position

    def value(self, lookup: Lookup) -> Result:
        """The value; None where it is unknown."""
        return _evaluate(self.tree, lookup)

    def holds(self, lookup: Lookup) -> bool:
        """Whether the condition is known to hold."""
        return _truth(self.value(lookup)) is True


FUNCTIONS = {
    "answered": (1, 1),
    "selected": (2, 2),
    "count": (1, 40),
    "minimum": (1, 40),
    "maximum": (1, 40),
    "mean": (1, 40),
}
"""Function -> fewest and most arguments."""


class _Parser:
    def __init__(self, source: str) -> None:
        if len(source) > MAXIMUM_LENGTH:
            raise ExpressionError("expression-too-long", 0, most=MAXIMUM_LENGTH)
        self.source = source
        self.tokens = list(self._split(source))
        self.at = 0
        self.depth = 0

    @staticmethod
    def _split(source: str) -> Iterator[tuple[str, str, int]]:
        position = 0
        while source[position:].strip():
            found = _TOKEN.match(source, position)
            if found is None:
                start = position + len(source[position:]) - len(source[position:].lstrip())
                raise ExpressionError("expression-character", start, character=source[start])
            kind = str(found.lastgroup)
            yield kind, found[kind], found.start(kind)
            position = found.end()

    def parse(self) -> Node:
        tree = self.either()
        if self.at < len(self.tokens):
            raise self.unexpected()
        level, height = [tree], 1
        while level := [operand for node in level for operand in node.operands]:
            height += 1
            if height > MAXIMUM_HEIGHT:
                raise ExpressionError("expression-too-deep", level[0].position, most=MAXIMUM_HEIGHT)
        return tree

    def unexpected(self) -> ExpressionError:
        if self.at < len(self.tokens):
            _, text, position = self.tokens[self.at]
            return ExpressionError("expression-unexpected", position, found=text)
        return ExpressionError("expression-end", len(self.source))

    def take(self, *texts: str) -> tuple[str, int] | None:
        if self.at < len(self.tokens):
            kind, text, position = self.tokens[self.at]
            if kind != "text" and text in texts:
                self.at += 1
                return text, position
        return None

    def either(self) -> Node:
        self.enter(self.tokens[self.at][2] if self.at < len(self.tokens) else len(self.source))
        node = self.joined("or", self.all)
        self.depth -= 1
        return node

    def enter(self, position: int) -> None:
        self.depth += 1
        if self.depth > MAXIMUM_DEPTH:
            raise ExpressionError("expression-too-deep", position, most=MAXIMUM_DEPTH)

    def all(self) -> Node:
        return self.joined("and", self.negation)

    def joined(self, word: str, operand: Callable[[], Node]) -> Node:
        """One node for all that « a or b or c » joins, so that a long list is not a deep tree."""
        operands, positions = [operand()], []
        while found := self.take(word):
            positions.append(found[1])
            operands.append(operand())
        return Node(word, tuple(operands), position=positions[0]) if positions else operands[0]

    def negation(self) -> Node:
        signs = []
        while found := self.take("not"):
            signs.append(found[1])
        if len(signs) > MAXIMUM_DEPTH:
            raise ExpressionError("expression-too-deep", signs[MAXIMUM_DEPTH], most=MAXIMUM_DEPTH)
        node = self.comparison()
        for position in reversed(signs):
            node = Node("not", (node,), position=position)
        return node

    def comparison(self) -> Node:
        left = self.sum()
        if found := self.take("=", "!=", "<", "<=", ">", ">="):
            return Node(found[0], (left, self.sum()), position=found[1])
        return left

    def sum(self) -> Node:
        node = self.product()
        while found := self.take("+", "-"):
            node = Node(found[0], (node, self.product()), position=found[1])
        return node

    def product(self) -> Node:
        node = self.unary()
        while found := self.take("*", "/"):
            node = Node(found[0], (node, self.unary()), position=found[1])
        return node

    def unary(self) -> Node:
        if found := self.take("-"):
            self.enter(found[1])
            node = Node("negative", (self.unary(),), position=found[1])
            self.depth -= 1
            return node
        return self.atom()

    def atom(self) -> Node:
        if self.take("("):
            node = self.either()
            if not self.take(")"):
                raise self.unexpected()
            return node
        if self.at >= len(self.tokens):
            raise self.unexpected()
        kind, text, position = self.tokens[self.at]
        if kind == "sign" or text in ("and", "or", "not"):
            raise self.unexpected()
        self.at += 1
        if kind == "number":
            return Node("literal", value=float(text) if "." in text else int(text), position=position)
        if kind == "text":
            return Node("literal", value=text[1:-1], position=position)
        if text in ("true", "false"):
            return Node("literal", value=text == "true", position=position)
        return self.call(text, position) if self.take("(") else Node("name", value=text, position=position)

    def call(self, name: str, position: int) -> Node:
        if name not in FUNCTIONS:
            raise ExpressionError("expression-function", position, name=name, known=", ".join(FUNCTIONS))
        operands: list[Node] = []
        while not self.take(")"):
            if operands and not self.take(","):
                raise self.unexpected()
            operands.append(self.either())
        fewest, most = FUNCTIONS[name]
        if not fewest <= len(operands) <= most:
            raise ExpressionError("expression-arguments", position, name=name, fewest=fewest, most=most)
        if name in ("answered", "selected") and operands[0].operation != "name":
            raise ExpressionError("expression-needs-name", position, name=name)
        if name == "selected" and not (operands[1].operation == "literal" and isinstance(operands[1].value, str)):
            raise ExpressionError("expression-needs-option", position, name=name)
        return Node(name, tuple(operands), position=position)


def _part(node: Node) -> str:
    return f"{node.operands[0].value}_{node.operands[1].value}"


def _truth(value: Result) -> bool | None:
    return None if value is None else bool(value)


def _known(name: str, lookup: Lookup) -> Value | None:
    value = lookup(name)
    return None if isinstance(value, Missing) else value


def _evaluate(node: Node, lookup: Lookup) -> Result:
    match node.operation:
        case "literal":
            return node.value
        case "name":
            return _known(str(node.value), lookup)
        case "answered":
            return _known(str(node.operands[0].value), lookup) is not None
        case "selected":
            value = _known(_part(node), lookup)
            return None if value is None else value == 1
        case "and" | "or":
            return _join(node, lookup)
    values = [_evaluate(operand, lookup) for operand in node.operands]
    if node.operation in FUNCTIONS:
        return _aggregate(node.operation, values)
    if any(v is None for v in values):
        return None
    if node.operation == "not":
        return not values[0]
    if node.operation in ("=", "!="):
        return _equal(values[0], values[1]) is (node.operation == "=")
    return _calculate(node.operation, values)


def _join(node: Node, lookup: Lookup) -> bool | None:
    decisive = node.operation == "or"
    known = [_truth(_evaluate(operand, lookup)) for operand in node.operands]
    return decisive if decisive in known else None if None in known else not decisive


def _equal(left: Result, right: Result) -> bool:
    return left == right if isinstance(left, str) == isinstance(right, str) else False


def _calculate(operation: str, values: list[Result]) -> Result:
    if not all(isinstance(v, int | float) for v in values):
        return None
    numbers = [float(v) for v in values if isinstance(v, int | float)]
    if operation == "negative":
        return -numbers[0]
    return _finite(_arithmetic(operation, *numbers))


def _finite(value: Result) -> Result:
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _arithmetic(operation: str, left: float, right: float) -> Result:
    match operation:
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
        case ">=":
            return left >= right
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
    return left / right if right else None


def _aggregate(operation: str, values: list[Result]) -> Result:
    if operation == "count":
        return sum(1 for v in values if v is not None and v is not False)
    numbers = [float(v) for v in values if isinstance(v, int | float)]
    if not numbers:
        return None
    if operation == "mean":
        return sum(numbers) / len(numbers)
    return min(numbers) if operation == "minimum" else max(numbers)
