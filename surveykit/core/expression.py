"""The one expression language: relevance, validation, computed values, filters. Small, safe and the same everywhere.

`templates/form/expression.js` is its other half, for the page: the cases of `tests/core/expression_cases.json` run
against both.

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
There is no attribute access and no call but of these functions:

- `answered(name)`: whether there is an answer; never unknown.
- `selected(name, 'option')`: whether the option is ticked.
- `count(a, ...)`: how many are known and not false; `sum`, `mean`, `minimum`, `maximum` of those that are numbers
  (unknown if none is).
- `if(condition, a, b)`: a where the condition holds, b where it does not; unknown where that is unknown.
- `rounded(x, places)`: to 0 to 9 decimal places (0, if not said), halves away from zero.
- `length(text)`: how many characters (Unicode code points).

Numbers are IEEE 754 doubles. A literal has at most 15 digits before the point, so that every whole number that can
be written is exact; a longer one that comes from elsewhere is the nearest double. What is no finite number (a division
by zero, a product beyond all measure) is unknown, and there is no negative zero. A truth value counts as 1 or 0 in
arithmetic; a text is unknown there, and equal only to the same text. A text is true unless it is empty.

There are no loops: each node is evaluated at most once, so the most nodes are also the most steps. There is no clock:
the same answers always give the same value.
"""

import math
import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import reduce

from surveykit.core.codebook import Missing, Value

Result = Value | bool | None
Lookup = Callable[[str], Value | Missing | None]

MAXIMUM_LENGTH = 2000
MAXIMUM_DEPTH = 40
MAXIMUM_HEIGHT = 100
"""Operations upon operations: a long sum is as high as it has signs."""
MAXIMUM_NODES = 500
MAXIMUM_PLACES = 9
WHOLE = 2**53
"""Up to here every whole number is a double."""

# Blanks are listed, since « white space » is not the same in every language of programming.
_TOKEN = re.compile(
    r"(?P<blank>[ \t\r\n\u00a0\u3000]+)"
    r"|(?P<number>[0-9]{1,15}(?:\.[0-9]{1,15})?)"
    r"|(?P<text>'[^']*'|\"[^\"]*\")"
    r"|(?P<name>[A-Za-z][A-Za-z0-9_]*)"
    r"|(?P<sign><=|>=|!=|[=<>+\-*/(),])"
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
    "sum": (1, 40),
    "mean": (1, 40),
    "minimum": (1, 40),
    "maximum": (1, 40),
    "if": (3, 3),
    "rounded": (1, 2),
    "length": (1, 1),
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
        self.nodes = 0

    @staticmethod
    def _split(source: str) -> Iterator[tuple[str, str, int]]:
        position = 0
        while position < len(source):
            found = _TOKEN.match(source, position)
            if found is None:
                raise ExpressionError("expression-character", position, character=source[position])
            if found.lastgroup != "blank":
                yield str(found.lastgroup), found[0], position
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

    def node(self, operation: str, position: int, *operands: Node, value: Value | bool | None = None) -> Node:
        self.nodes += 1
        if self.nodes > MAXIMUM_NODES:
            raise ExpressionError("expression-too-large", position, most=MAXIMUM_NODES)
        return Node(operation, operands, value, position)

    def all(self) -> Node:
        return self.joined("and", self.negation)

    def joined(self, word: str, operand: Callable[[], Node]) -> Node:
        """One node for all that « a or b or c » joins, so that a long list is not a deep tree."""
        operands, positions = [operand()], []
        while found := self.take(word):
            positions.append(found[1])
            operands.append(operand())
        return self.node(word, positions[0], *operands) if positions else operands[0]

    def negation(self) -> Node:
        signs = []
        while found := self.take("not"):
            signs.append(found[1])
        if len(signs) > MAXIMUM_DEPTH:
            raise ExpressionError("expression-too-deep", signs[MAXIMUM_DEPTH], most=MAXIMUM_DEPTH)
        node = self.comparison()
        for position in reversed(signs):
            node = self.node("not", position, node)
        return node

    def comparison(self) -> Node:
        left = self.sum()
        if found := self.take("=", "!=", "<", "<=", ">", ">="):
            return self.node(*found, left, self.sum())
        return left

    def sum(self) -> Node:
        node = self.product()
        while found := self.take("+", "-"):
            node = self.node(*found, node, self.product())
        return node

    def product(self) -> Node:
        node = self.unary()
        while found := self.take("*", "/"):
            node = self.node(*found, node, self.unary())
        return node

    def unary(self) -> Node:
        if found := self.take("-"):
            self.enter(found[1])
            node = self.node("negative", found[1], self.unary())
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
            return self.node("literal", position, value=float(text) if "." in text else int(text))
        if kind == "text":
            return self.node("literal", position, value=text[1:-1])
        if text in ("true", "false"):
            return self.node("literal", position, value=text == "true")
        return self.call(text, position) if self.take("(") else self.node("name", position, value=text)

    def call(self, name: str, position: int) -> Node:
        if name not in FUNCTIONS:
            raise ExpressionError("expression-function", position, name=name, known=tuple(FUNCTIONS))
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
        return self.node(name, position, *operands)


def _part(node: Node) -> str:
    return f"{node.operands[0].value}_{node.operands[1].value}"


def _truth(value: Result) -> bool | None:
    return None if value is None else bool(value)


def _known(name: str, lookup: Lookup) -> Value | None:
    value = lookup(name)
    if value is None or isinstance(value, Missing):
        return None
    return value if isinstance(value, str) or _exact(value) else _double(value)


def _exact(value: int | float) -> bool:
    return isinstance(value, int) and -WHOLE <= value <= WHOLE


def _double(value: int | float) -> float | None:
    try:
        return _finite(float(value))
    except OverflowError:
        return None


def _finite(value: float) -> float | None:
    return value + 0.0 if math.isfinite(value) else None  # -0.0 + 0.0 is 0.0


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
    match node.operation:
        case "if":
            return None if values[0] is None else values[1] if values[0] else values[2]
        case "count":
            return sum(1 for v in values if v is not None and v is not False)
        case "sum" | "mean" | "minimum" | "maximum":
            return _aggregate(node.operation, [float(v) for v in values if isinstance(v, int | float)])
    return None if None in values else _calculate(node.operation, values)


def _join(node: Node, lookup: Lookup) -> bool | None:
    decisive = node.operation == "or"
    known = [_truth(_evaluate(operand, lookup)) for operand in node.operands]
    return decisive if decisive in known else None if None in known else not decisive


def _aggregate(operation: str, numbers: list[float]) -> float | None:
    if not numbers:
        return None
    match operation:
        case "minimum":
            return min(numbers)
        case "maximum":
            return max(numbers)
    # Added one by one, from the left: `sum` carries what rounding loses, which a page's script does not.
    total = reduce(operator.add, numbers)
    return _finite(total / len(numbers) if operation == "mean" else total)


def _calculate(operation: str, values: list[Result]) -> Result:
    match operation:
        case "not":
            return not values[0]
        case "=" | "!=":
            return _equal(values[0], values[1]) is (operation == "=")
        case "length":
            return len(values[0]) if isinstance(values[0], str) else None
    numbers = [float(v) for v in values if isinstance(v, int | float)]
    if len(numbers) < len(values):
        return None
    if operation in _ORDERINGS:
        return bool(_ORDERINGS[operation](*numbers))
    number = _number(operation, *numbers)
    return None if number is None else _finite(number)


def _equal(left: Result, right: Result) -> bool:
    return left == right if isinstance(left, str) == isinstance(right, str) else False


_ORDERINGS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


def _number(operation: str, left: float, right: float = 0.0) -> float | None:
    match operation:
        case "negative":
            return -left
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            return left / right if right else None
    return _rounded(left, right)


def _rounded(number: float, places: float) -> float | None:
    if places not in range(MAXIMUM_PLACES + 1):
        return None
    scale = 10.0**places
    scaled = abs(number * scale)
    if scaled >= WHOLE:  # no decimal places are left
        return number
    whole = math.floor(scaled)
    return math.copysign((whole + (scaled - whole >= 0.5)) / scale, number)
