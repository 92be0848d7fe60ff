"""Pieces of our expressions, as conditions of a form are taken apart and put together anew."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from surveykit.core.expression import Node
from surveykit.interchange.xlsform.reference import Reference, Sort
from surveykit.interchange.xlsform.xpath import XPathError

OR, AND, COMPARE, SUM, PRODUCT, ATOM = range(1, 7)
OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
MIRRORED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
COMPARISONS: Mapping[str, Callable[[float, float], bool]] = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


@dataclass(frozen=True)
class Said:
    """A piece of one of our expressions, and how strongly it binds. `constant` is set where it reads nothing."""

    text: str
    level: int = ATOM
    constant: bool | None = None
    certain: bool = False
    """Whether it is never unknown."""

    def inside(self, level: int) -> str:
        """The text where something of that strength is wanted."""
        return self.text if self.level >= level else f"({self.text})"


TRUE, FALSE = Said("true", constant=True, certain=True), Said("false", constant=False, certain=True)


@dataclass(frozen=True)
class Operand:
    """An operand: its text with us, and what it may be compared with."""

    said: Said
    sort: Sort
    reference: Reference | None = None
    literal: str | int | float | None = None
    guards: tuple[str, ...] = ()
    """Variables without which it is unknown."""
    exact: bool = True
    """Whether it is unknown in no other case, and in each of these."""


def carried_in(node: Node, at: int) -> Node:
    """A comparison with « if » as a choice between two comparisons."""
    condition, then, otherwise = node.operands[at].operands
    operands = [(branch, node.operands[1]) if at == 0 else (node.operands[0], branch) for branch in (then, otherwise)]
    one, two = (Node(node.operation, pair) for pair in operands)
    return Node("call", (condition, one, two), "if")


def other(word: str) -> str:
    """« or » for « and », and the other way round."""
    return "or" if word == "and" else "and"


def joined(word: str, pieces: list[Said]) -> Said:
    """The pieces with « and » or « or »; what decides by itself, and what adds nothing, is left out."""
    decisive = word == "or"
    if any(piece.constant is decisive for piece in pieces):
        return TRUE if decisive else FALSE
    kept = [piece for piece in pieces if piece.constant is None]
    if not kept:
        return FALSE if decisive else TRUE
    if len(kept) == 1:
        return kept[0]
    level = OR if word == "or" else AND
    texts = list(dict.fromkeys(p.inside(level if p.level == level else level + 1) for p in kept))
    certain = all(p.certain for p in kept)
    return Said(f" {word} ".join(texts), level if len(texts) > 1 else kept[0].level, certain=certain)


def unanswered(variable: str) -> Said:
    """That a variable has no answer."""
    return Said(f"not answered({variable})", COMPARE, certain=True)


def one_of(reference: Reference, sign: str, literal: str | int | float) -> Said:
    """A choice whose name is a number, compared by size: those choices for which it holds."""
    number = numeral(written(literal))
    names = {name: numeral(name) for name in reference.choices}
    found = [name for name, value in names.items() if COMPARISONS[sign](value, number)]
    return joined("or", [Said(f"{reference.variable} = '{reference.choices[n]}'", COMPARE) for n in found])


def constant(sign: str, left: str | int | float, right: str | int | float) -> Said:
    """What compares two literals."""
    if sign in ("=", "!="):
        return TRUE if (written(left) == written(right)) is (sign == "=") else FALSE
    return TRUE if COMPARISONS[sign](numeral(written(left)), numeral(written(right))) else FALSE


def literal_operand(value: str | int | float) -> Operand:
    """A literal as an operand. Raises XPathError for a text that has both quotation marks."""
    if isinstance(value, str):
        if "'" in value and '"' in value:
            raise XPathError("xlsform.expression-unexpected", value)
        return Operand(Said(f'"{value}"' if "'" in value else f"'{value}'"), Sort.TEXT, literal=value)
    return Operand(Said(written(value), PRODUCT if value < 0 else ATOM), Sort.NUMBER, literal=value)


def written(value: str | int | float | bool | None) -> str:
    """A literal as a text: a number without exponent."""
    return format(Decimal(repr(value)), "f") if isinstance(value, float) else str(value)


def numeral(text: str) -> int | float:
    """The number that a text is. Raises XPathError for none, and for one too large."""
    try:
        value = float(text)
    except ValueError:
        raise XPathError("xlsform.expression-arithmetic", text) from None
    if not -1e15 < value < 1e15:
        raise XPathError("xlsform.expression-number", text)
    return int(value) if value.is_integer() else value


def minus(literal: str | int | float | None) -> int | float | None:
    """The literal with the other sign."""
    return -literal if isinstance(literal, int | float) else None


def level(operation: str) -> int:
    """How strongly a sign of arithmetic binds."""
    return SUM if operation in ("+", "-") else PRODUCT
