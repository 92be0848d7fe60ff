"""Conditions of a form -> our expressions.

The two differ in what an unanswered question does to a comparison: in a form it is an empty text, with us it is
unknown. So a condition is taken apart until only comparisons are left, each negation is carried inwards, and each
comparison says by itself when it holds: `not(${a} = 'x')` holds in a form where `a` is not answered, hence it becomes
`not answered(a) or a != 'x'`.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from surveykit.core.expression import Expression, ExpressionError, Node
from surveykit.interchange.xlsform.reference import Reference, Sort
from surveykit.interchange.xlsform.terms import (
    ATOM,
    COMPARE,
    FALSE,
    MIRRORED,
    OPPOSITE,
    PRODUCT,
    SUM,
    TRUE,
    Operand,
    Said,
    carried_in,
    constant,
    joined,
    level,
    literal_operand,
    minus,
    numeral,
    one_of,
    other,
    unanswered,
    written,
)
from surveykit.interchange.xlsform.xpath import XPathError, parse_xpath

_MOST_ARGUMENTS = 40
_MOST_STEPS = 3_000
"""A condition inside a condition is looked at twice: so many looks, and no more."""


class FromXPath:
    """Translates the conditions of one form. `references` are its questions by name."""

    def __init__(self, references: Mapping[str, Reference]) -> None:
        self.references = references
        self.own: Reference | None = None
        self.columns: Mapping[str, str] = {}
        self.steps = 0

    def condition(self, source: str, own: Reference | None = None, columns: Mapping[str, str] | None = None) -> str:
        """A condition in our language. `own` is what a dot means, `columns` what bare names are.

        Raises XPathError with the code of what cannot be said, or is wrong.
        """
        return self._checked(source, own, columns, lambda tree: self.holds(tree, True)).text

    def number(self, source: str) -> str:
        """A calculation in our language. Raises XPathError."""
        return self._checked(source, None, None, lambda tree: self._numeric(tree).said).text

    def _checked(
        self,
        source: str,
        own: Reference | None,
        columns: Mapping[str, str] | None,
        translate: Callable[[Node], Said],
    ) -> Said:
        self.own, self.columns, self.steps = own, columns or {}, 0
        said = translate(parse_xpath(source))
        try:
            Expression.parse(said.text)
        except ExpressionError as error:
            raise XPathError("xlsform.expression-long") from error
        return said

    # --- truth ---------------------------------------------------------------------------------------

    def holds(self, node: Node, wanted: bool) -> Said:
        """What holds with us exactly where the condition is `wanted` in the form."""
        self.steps += 1
        if self.steps > _MOST_STEPS:
            raise XPathError("xlsform.expression-deep")
        match node.operation:
            case "and" | "or":
                return joined(node.operation if wanted else other(node.operation), self._each(node, wanted))
            case "=" | "!=" | "<" | "<=" | ">" | ">=":
                return self._compared(node, wanted)
            case "call":
                return self._called(node, wanted)
            case "literal":
                return TRUE if bool(node.value) is wanted else FALSE
            case "reference" | "own":
                return self._compared(Node("!=", (node, Node("literal", value=""))), wanted)
        return self._compared(Node("!=", (node, Node("literal", value=0))), wanted)

    def _each(self, node: Node, wanted: bool) -> list[Said]:
        return [self.holds(operand, wanted) for operand in node.operands]

    def _called(self, node: Node, wanted: bool) -> Said:
        name, operands = str(node.value), node.operands
        match name, len(operands):
            case "not", 1:
                return self.holds(operands[0], not wanted)
            case "boolean", 1:
                return self.holds(operands[0], wanted)
            case (("true" | "false"), 0):
                return TRUE if (name == "true") is wanted else FALSE
            case "selected", 2:
                return self._selected(operands[0], operands[1], wanted)
            case "if", 3:
                condition, then, otherwise = operands
                yes = joined("and", [self.holds(condition, True), self.holds(then, wanted)])
                return joined("or", [yes, joined("and", [self.holds(condition, False), self.holds(otherwise, wanted)])])
        raise XPathError("xlsform.expression-function", name)

    def _selected(self, question: Node, choice: Node, wanted: bool) -> Said:
        reference = self._reference(question)
        if choice.operation == "column" and str(choice.value) in self.columns:
            choice = Node("literal", value=self.columns[str(choice.value)])
        if choice.operation != "literal":
            raise XPathError("xlsform.expression-choice")
        if reference.sort is not Sort.MULTIPLE:
            return self._compared(Node("=", (question, choice)), wanted)
        name = written(choice.value)
        self._known_choice(reference, name)
        if name in reference.reasons:
            raise XPathError("xlsform.expression-reason", name)
        said = Said(f"selected({reference.variable}, '{reference.choices[name]}')")
        if wanted:
            return said
        return joined("or", [unanswered(reference.parts[name]), Said(f"not {said.text}", COMPARE)])

    def _known_choice(self, reference: Reference, name: str) -> None:
        if name not in reference.choices and name not in reference.reasons:
            raise XPathError("xlsform.expression-no-choice", name)

    def _compared(self, node: Node, wanted: bool) -> Said:
        sign = node.operation if wanted else OPPOSITE[node.operation]
        # In a form a comparison by size with what is empty does not hold, and its negation does.
        with_empty = (not wanted) if node.operation not in ("=", "!=") else sign == "!="
        for at, operand in enumerate(node.operands):
            if operand.operation == "call" and operand.value == "if" and len(operand.operands) == 3:
                return self.holds(carried_in(node, at), wanted)
        left, right = (self._value(operand) for operand in node.operands)
        if with_empty and not (left.exact and right.exact):
            raise XPathError("xlsform.expression-negated")
        if left.literal is not None and right.literal is None:
            left, right, sign = right, left, MIRRORED[sign]
        if left.literal is not None and right.literal is not None:
            return constant(sign, left.literal, right.literal)
        if right.literal == "":
            return self._empty(left, sign)
        if left.reference is not None and right.literal is not None:
            special = self._of_choice(left.reference, sign, right.literal)
            if special is not None:
                return self._or_unanswered(special, left.guards, with_empty)
        said = self._plain(left, sign, right)
        return self._or_unanswered(said, (*left.guards, *right.guards), with_empty)

    def _or_unanswered(self, said: Said, guards: tuple[str, ...], with_empty: bool) -> Said:
        own = {self.own.variable, *self.own.parts.values()} if self.own else set()
        loose = [name for name in dict.fromkeys(guards) if name not in own]
        if not with_empty or said.constant is True:
            return said
        return joined("or", [*(unanswered(name) for name in loose), said])

    def _empty(self, value: Operand, sign: str) -> Said:
        """A comparison with nothing: whether there is an answer."""
        reference = value.reference
        if reference is None or sign not in ("=", "!="):
            raise XPathError("xlsform.expression-empty")
        names = list(reference.parts.values())[:1] if reference.parts else [reference.variable]
        return unanswered(names[0]) if sign == "=" else Said(f"answered({names[0]})", certain=True)

    def _of_choice(self, reference: Reference, sign: str, literal: str | int | float) -> Said | None:
        """A comparison of a choice with the name of one; None where a number is compared with a number."""
        name = written(literal)
        match reference.sort:
            case Sort.CHOICE if sign in ("=", "!="):
                self._known_choice(reference, name)
                if name in reference.reasons:
                    raise XPathError("xlsform.expression-reason", name)
                return Said(f"{reference.variable} {sign} '{reference.choices[name]}'", COMPARE)
            case Sort.CHOICE:
                return one_of(reference, sign, literal)
            case Sort.SCALE if sign in ("=", "!="):
                self._known_choice(reference, name)
                if name in reference.reasons:
                    raise XPathError("xlsform.expression-reason", name)
                return Said(f"{reference.variable} {sign} {reference.choices[name]}", COMPARE)
            case Sort.TICK:
                if name.lower() != "ok" or sign not in ("=", "!="):
                    raise XPathError("xlsform.expression-no-choice", name)
                return Said(f"{reference.variable} {sign} 1", COMPARE)
            case Sort.MULTIPLE:
                raise XPathError("xlsform.expression-several", reference.name)
        return None

    def _plain(self, left: Operand, sign: str, right: Operand) -> Said:
        sorts = {left.sort, right.sort}
        if Sort.DATE in sorts:
            raise XPathError("xlsform.expression-date")
        if sorts & {Sort.MULTIPLE, Sort.TICK, Sort.NONE}:
            raise XPathError("xlsform.expression-compare", sign)
        if (Sort.TEXT in sorts or Sort.CHOICE in sorts) and sign not in ("=", "!="):
            raise XPathError("xlsform.expression-compare", sign)
        number = left.sort in (Sort.NUMBER, Sort.SCALE)
        if isinstance(right.literal, str) and number:
            right = literal_operand(numeral(right.literal))
        elif isinstance(right.literal, int | float) and left.sort is Sort.TEXT:
            right = literal_operand(written(right.literal))
        return Said(f"{left.said.inside(SUM)} {sign} {right.said.inside(SUM)}", COMPARE)

    # --- values --------------------------------------------------------------------------------------

    def _value(self, node: Node) -> Operand:
        match node.operation:
            case "literal":
                assert isinstance(node.value, str | int | float)
                return literal_operand(node.value)
            case "column":
                if str(node.value) not in self.columns:
                    raise XPathError("xlsform.expression-column", str(node.value))
                return literal_operand(self.columns[str(node.value)])
            case "reference" | "own":
                reference = self._reference(node)
                guards = tuple(reference.parts.values())[:1] or (reference.variable,)
                return Operand(Said(reference.variable), reference.sort, reference, guards=guards)
            case "call" if (
                node.value in ("string", "number", "int") and len(node.operands) == 1 and node.value != "int"
            ):
                return self._value(node.operands[0])
            case "call" if node.value == "count-selected" and len(node.operands) == 1:
                return self._count_selected(self._reference(node.operands[0]))
        return self._numeric(node)

    def _numeric(self, node: Node) -> Operand:
        """A number that is worked out."""
        match node.operation:
            case "+" | "-" | "*" | "div":
                left, right = (self._numeric(operand) for operand in node.operands)
                sign, binding = ("/" if node.operation == "div" else node.operation), level(node.operation)
                text = f"{left.said.inside(binding)} {sign} {right.said.inside(binding + 1)}"
                exact = left.exact and right.exact
                return Operand(Said(text, binding), Sort.NUMBER, guards=left.guards + right.guards, exact=exact)
            case "negative":
                inner = self._numeric(node.operands[0])
                return replace(inner, said=Said(f"-{inner.said.inside(ATOM)}", PRODUCT), literal=minus(inner.literal))
            case "call":
                return self._function(node)
            case "literal" | "reference" | "own" | "column":
                value = self._value(node)
                if isinstance(value.literal, str):
                    return literal_operand(numeral(value.literal))
                if value.sort not in (Sort.NUMBER, Sort.SCALE):
                    raise XPathError("xlsform.expression-arithmetic", value.said.text)
                return value
        raise XPathError("xlsform.expression-compare", node.operation)

    def _function(self, node: Node) -> Operand:
        name, operands = str(node.value), node.operands
        match name, len(operands):
            case (("number" | "int"), 1):
                return self._numeric(operands[0])
            case "count-selected", 1:
                return self._count_selected(self._reference(operands[0]))
            case "round", (1 | 2):
                return self._listed("rounded", operands)
            case "coalesce", 2:
                return self._coalesced(operands[0], operands[1])
            case "string-length", 1:
                return self._length(self._reference(operands[0]))
            case "if", 3:
                return self._chosen(*operands)
            case (("min" | "max" | "sum"), _) if 0 < len(operands) <= _MOST_ARGUMENTS:
                return self._listed({"min": "minimum", "max": "maximum"}.get(name, name), operands)
        raise XPathError("xlsform.expression-function", name)

    def _listed(self, name: str, operands: tuple[Node, ...]) -> Operand:
        values = [self._numeric(operand) for operand in operands]
        guards = tuple(guard for value in values for guard in value.guards)
        text = f"{name}({', '.join(v.said.text for v in values)})"
        return Operand(Said(text), Sort.NUMBER, guards=guards, exact=name == "rounded")

    def _coalesced(self, first: Node, second: Node) -> Operand:
        one, two = self._numeric(first), self._numeric(second)
        if one.reference is None:
            raise XPathError("xlsform.expression-function", "coalesce")
        text = f"if(answered({one.reference.variable}), {one.said.text}, {two.said.text})"
        return Operand(Said(text), Sort.NUMBER, guards=two.guards, exact=not two.guards)

    def _length(self, reference: Reference) -> Operand:
        if reference.sort is not Sort.TEXT:
            raise XPathError("xlsform.expression-function", "string-length")
        if self.own is reference:
            return Operand(Said(f"length({reference.variable})"), Sort.NUMBER)
        return Operand(Said(f"if(answered({reference.variable}), length({reference.variable}), 0)"), Sort.NUMBER)

    def _chosen(self, condition: Node, then: Node, otherwise: Node) -> Operand:
        holds, one, two = self.holds(condition, True), self._numeric(then), self._numeric(otherwise)
        # With us `if` is unknown where its condition is; counting makes that « does not hold ».
        test = holds.text if holds.certain else f"count({holds.text}) = 1"
        return Operand(
            Said(f"if({test}, {one.said.text}, {two.said.text})"), Sort.NUMBER, guards=one.guards + two.guards
        )

    def _count_selected(self, reference: Reference) -> Operand:
        chosen = [f"selected({reference.variable}, '{id}')" for id in reference.choices.values()]
        if reference.sort is not Sort.MULTIPLE or len(chosen) > _MOST_ARGUMENTS:
            raise XPathError("xlsform.expression-function", "count-selected")
        return Operand(Said(f"count({', '.join(chosen)})"), Sort.NUMBER)

    def _reference(self, node: Node) -> Reference:
        if node.operation == "own":
            if self.own is None:
                raise XPathError("xlsform.expression-own")
            return self.own
        if node.operation != "reference":
            raise XPathError("xlsform.expression-choice")
        name = str(node.value)
        if name not in self.references:
            raise XPathError("xlsform-unknown-reference", name)
        found = self.references[name]
        if found.sort is Sort.NONE:
            raise XPathError("xlsform.expression-unreadable", name)
        return found
