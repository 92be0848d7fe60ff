"""Our expressions -> conditions of a form.

With us a comparison with what is missing is unknown, and an unknown condition does not hold; in a form what is missing
is an empty text. So for every part of a condition there are two translations, what holds where it is true and what
holds where it is false, and a negation changes from one to the other.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from surveykit.core.expression import Expression, Node
from surveykit.interchange.xlsform.reference import Reference, Sort

_OR, _AND, _EQUAL, _SIZE, _SUM, _PRODUCT, _ATOM = range(1, 8)
_LEVELS = {"=": _EQUAL, "!=": _EQUAL, "<": _SIZE, "<=": _SIZE, ">": _SIZE, ">=": _SIZE, "+": _SUM, "-": _SUM}
_OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


_MOST_STEPS = 5_000
"""A condition inside a condition is looked at twice: so many looks, and no more."""


class UntranslatableError(ValueError):
    """What no condition of a form can say."""


@dataclass(frozen=True)
class _Said:
    text: str
    level: int = _ATOM

    def inside(self, level: int) -> str:
        return self.text if self.level >= level else f"({self.text})"


_TRUE, _FALSE = _Said("true()"), _Said("false()")


@dataclass(frozen=True)
class _Value:
    """An operand, the conditions under which it is known, and whether it is a number, a text or a truth."""

    said: _Said
    known: tuple[str, ...]
    sort: Sort
    shy: bool = False
    """Whether it is no number and no word where it is unknown, so that no comparison with it holds."""


class ToXPath:
    """Translates our expressions for one form. `references` are the questions of the form."""

    def __init__(self, references: Iterable[Reference]) -> None:
        self.values: dict[str, _Value] = {}
        self.steps = 0
        for reference in references:
            self.values.update(_values(reference))

    def condition(self, expression: Expression, own: str = "") -> str:
        """What holds in a form where the expression holds; a dot stands for the question called `own`.

        Raises UntranslatableError.
        """
        self.steps = 0
        return _unsigned(self._own(self.true(expression.tree).text, own))

    def unbroken(self, expression: Expression, own: str = "") -> str:
        """What holds in a form where the expression is not known to be false: a rule on an answer."""
        self.steps = 0
        broken = self.false(expression.tree)
        if expression.names <= {own}:
            return self.condition(expression, own)
        return self._own(f"not({broken.text})", own)

    def number(self, expression: Expression) -> str:
        """A number that is worked out. Raises UntranslatableError."""
        self.steps = 0
        value = self.value(expression.tree)
        if value.sort is Sort.TEXT:
            raise UntranslatableError(expression.source)
        return _unsigned(value.said.text)

    @staticmethod
    def _own(text: str, own: str) -> str:
        return text.replace(f"${{{own}}}", ".") if own else text

    # --- truth ---------------------------------------------------------------------------------------

    def true(self, node: Node) -> _Said:
        """What holds where the node is known to be true."""
        match node.operation:
            case "and" | "or":
                return _joined(node.operation, [self.true(operand) for operand in node.operands])
            case "not":
                return self.false(node.operands[0])
            case "=" | "!=" | "<" | "<=" | ">" | ">=":
                return self._compared(node, node.operation)
            case "answered":
                return _all(self._name(str(node.operands[0].value)).known)
        return self._truth(self.value(node), True)

    def false(self, node: Node) -> _Said:
        """What holds where the node is known to be false."""
        match node.operation:
            case "and" | "or":
                word = "or" if node.operation == "and" else "and"
                return _joined(word, [self.false(operand) for operand in node.operands])
            case "not":
                return self.true(node.operands[0])
            case "=" | "!=" | "<" | "<=" | ">" | ">=":
                return self._compared(node, _OPPOSITE[node.operation])
            case "answered":
                return _not(_all(self._name(str(node.operands[0].value)).known))
        return self._truth(self.value(node), False)

    def _truth(self, value: _Value, wanted: bool) -> _Said:
        match value.sort:
            case Sort.TICK:
                return value.said if wanted else _joined("and", [*_said(value.known), _not(value.said)])
            case Sort.TEXT:
                return _all(value.known) if wanted else _FALSE
        sign = "!=" if wanted else "="
        return _joined("and", [*_said(value.known), _Said(f"{value.said.inside(_SIZE)} {sign} 0", _EQUAL)])

    def _compared(self, node: Node, sign: str) -> _Said:
        left, right = (_counted(self.value(operand)) for operand in node.operands)
        if (left.sort is Sort.TEXT) is not (right.sort is Sort.TEXT):
            raise UntranslatableError(node.operation)
        if left.sort is Sort.TEXT and sign not in ("=", "!="):
            raise UntranslatableError(node.operation)
        level = _LEVELS[sign]
        said = _Said(f"{left.said.inside(level + 1)} {sign} {right.said.inside(level + 1)}", level)
        literal = any(operand.operation == "literal" and operand.value != "" for operand in node.operands)
        if left.shy and right.shy and (sign not in ("=", "!=") or (sign == "=" and literal)):
            return said
        return _joined("and", [*_said(left.known), *_said(right.known), said])

    # --- values --------------------------------------------------------------------------------------

    def value(self, node: Node) -> _Value:
        """A node as an operand."""
        self.steps += 1
        if self.steps > _MOST_STEPS:
            raise UntranslatableError(node.operation)
        match node.operation:
            case "literal":
                return _literal(node.value)
            case "name":
                return self._name(str(node.value))
            case "selected":
                return self._name(f"{node.operands[0].value}_{node.operands[1].value}")
            case "+" | "-" | "*" | "/":
                return self._arithmetic(node)
            case "negative":
                inner = self._numeric(node.operands[0])
                return _Value(_Said(f"-{inner.said.inside(_ATOM)}", _PRODUCT), inner.known, Sort.NUMBER, inner.shy)
            case "if":
                return self._chosen(*node.operands)
            case "count" | "sum" | "mean":
                return self._aggregate(node)
            case "rounded":
                places = self._numeric(node.operands[1]).said.text if len(node.operands) > 1 else "0"
                inner = self._numeric(node.operands[0])
                return _Value(_Said(f"round({inner.said.text}, {places})"), inner.known, Sort.NUMBER, inner.shy)
            case "length":
                inner = self.value(node.operands[0])
                return _Value(_Said(f"string-length({inner.said.text})"), inner.known, Sort.NUMBER)
            case "minimum" | "maximum":
                raise UntranslatableError(node.operation)
        true, false = self.true(node), self.false(node)
        return _Value(true, (_joined("or", [true, false]).inside(_AND),), Sort.TICK)

    def _name(self, name: str) -> _Value:
        if name not in self.values:
            raise UntranslatableError(name)
        return self.values[name]

    def _numeric(self, node: Node) -> _Value:
        value = _counted(self.value(node))
        if value.sort is Sort.TEXT:
            raise UntranslatableError(value.said.text)
        return value

    def _arithmetic(self, node: Node) -> _Value:
        left, right = (self._numeric(operand) for operand in node.operands)
        level = _SUM if node.operation in ("+", "-") else _PRODUCT
        sign = "div" if node.operation == "/" else node.operation
        text = f"{left.said.inside(level)} {sign} {right.said.inside(level + 1)}"
        known = (
            (*left.known, *right.known, f"{right.said.inside(_SIZE)} != 0")
            if sign == "div"
            else (*left.known, *right.known)
        )
        return _Value(_Said(text, level), known, Sort.NUMBER)

    def _chosen(self, condition: Node, then: Node, otherwise: Node) -> _Value:
        yes, no = self.true(condition), self.false(condition)
        one, two = _counted(self.value(then)), _counted(self.value(otherwise))
        if (one.sort is Sort.TEXT) is not (two.sort is Sort.TEXT):
            raise UntranslatableError("if")
        known = _joined("or", [_joined("and", [yes, *_said(one.known)]), _joined("and", [no, *_said(two.known)])])
        text = f"if({yes.text}, {one.said.text}, if({no.text}, {two.said.text}, ''))"
        return _Value(_Said(text), (known.inside(_AND),), one.sort)

    def _aggregate(self, node: Node) -> _Value:
        """Over what is known: an unknown operand adds nothing."""
        if node.operation == "count":
            ones = [f"if({self._counts(operand).text}, 1, 0)" for operand in node.operands]
            return _Value(_Said(" + ".join(ones), _SUM if len(ones) > 1 else _ATOM), (), Sort.NUMBER)
        values = [self._numeric(operand) for operand in node.operands]
        known = [_all(value.known) for value in values]
        total = " + ".join(f"if({k.text}, {v.said.text}, 0)" for k, v in zip(known, values, strict=True))
        any_known = _joined("or", known).inside(_AND)
        if node.operation == "sum":
            return _Value(_Said(total, _SUM if len(values) > 1 else _ATOM), (any_known,), Sort.NUMBER)
        many = " + ".join(f"if({k.text}, 1, 0)" for k in known)
        return _Value(_Said(f"({total}) div ({many})", _PRODUCT), (any_known,), Sort.NUMBER)

    def _counts(self, node: Node) -> _Said:
        """What is known and not false; a number counts, even 0."""
        value = self.value(node)
        if value.sort is not Sort.TICK or node.operation in ("name", "selected"):
            if node.operation == "selected":
                return value.said
            return _all(value.known)
        return value.said


def _values(reference: Reference) -> Mapping[str, _Value]:
    """Our variables of one question of a form."""
    there = f"${{{reference.name}}}"
    known = f"{there} != ''"
    match reference.sort:
        case Sort.MULTIPLE:
            given = (known, *(f"not(selected({there}, '{reason}'))" for reason in sorted(reference.reasons)))
            return {
                part: _Value(_Said(f"selected({there}, '{choice}')"), given, Sort.TICK)
                for choice, part in reference.parts.items()
            }
        case Sort.TICK:
            return {reference.variable: _Value(_Said(f"{there} = 'OK'", _EQUAL), (), Sort.TICK)}
        case Sort.NONE:
            return {}
    given = (known, *(f"{there} != '{reason}'" for reason in sorted(reference.reasons)))
    sort = Sort.NUMBER if reference.sort in (Sort.NUMBER, Sort.SCALE) else Sort.TEXT
    return {reference.variable: _Value(_Said(there), given, sort, shy=True)}


def _counted(value: _Value) -> _Value:
    """A truth as a number."""
    if value.sort is not Sort.TICK:
        return value
    return _Value(_Said(f"if({value.said.text}, 1, 0)"), value.known, Sort.NUMBER)


def _literal(value: object) -> _Value:
    if isinstance(value, bool):
        return _Value(_TRUE if value else _FALSE, (), Sort.TICK)
    if isinstance(value, str):
        return _Value(_Said(f'"{value}"' if "'" in value else f"'{value}'"), (), Sort.TEXT, shy=True)
    text = format(Decimal(repr(value)), "f") if isinstance(value, float) else str(value)
    return _Value(_Said(text), (), Sort.NUMBER, shy=True)


def _said(conditions: Iterable[str]) -> list[_Said]:
    return [
        _Said(text, _EQUAL if "!=" in text and not text.startswith(("(", "not(")) else _ATOM) for text in conditions
    ]


def _all(conditions: Iterable[str]) -> _Said:
    return _joined("and", _said(conditions))


def _not(said: _Said) -> _Said:
    if said in (_TRUE, _FALSE):
        return _FALSE if said == _TRUE else _TRUE
    return _Said(f"not({said.text})")


def _joined(word: str, pieces: list[_Said]) -> _Said:
    decisive, idle = (_TRUE, _FALSE) if word == "or" else (_FALSE, _TRUE)
    if decisive in pieces:
        return decisive
    kept = list(dict.fromkeys(piece for piece in pieces if piece != idle))
    if not kept:
        return idle
    if len(kept) == 1:
        return kept[0]
    level = _OR if word == "or" else _AND
    return _Said(f" {word} ".join(p.inside(level if p.level == level else level + 1) for p in kept), level)


def _unsigned(text: str) -> str:
    """A condition that begins with no sign, so that no spreadsheet takes it for a formula."""
    return f"0 {text[0]} {text[1:]}" if text.startswith("-") else text
