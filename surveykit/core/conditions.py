"""A condition in words, for people who read the questionnaire and not its file.

>>> from surveykit.core.codebook import Codebook, Level, Variable
>>> channel = Variable("channel", "channel", {"en": "How?"}, Level.NOMINAL, {1: {"en": "Telephone"}}, {"phone": 1})
>>> told = in_words(Expression.parse("channel = 'phone'"), Codebook((channel,)), "en", lambda name: "question 2")
>>> told
'the answer to question 2 is “Telephone”'
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from surveykit.core.codebook import Codebook, Variable
from surveykit.core.expression import Expression, Node
from surveykit.core.language import join, message, same, say
from surveykit.core.numbers import exact, number

Called = Callable[[str], str]
"""A variable's name -> how the reader knows its question, such as « question 2 »."""

_OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", "<=": ">", ">": "<=", "and": "or", "or": "and"}
_DENIED = {"answered": "not_answered", "selected": "not_selected"}
_CONDITIONS = {*_OPPOSITE, *_DENIED, "not"}
_SIGNS = {"+": "+", "-": "\u2212", "*": "×", "/": "÷"}
_LISTED = ("count", "sum", "minimum", "maximum", "mean", "length", "rounded")


def in_words(condition: Expression, codebook: Codebook, language: str, called: Called) -> str:
    """The condition as a clause that goes on after « only if »."""
    return _Speaker(codebook, language, called).clause(condition.tree)


def value_in_words(value: Expression, codebook: Codebook, language: str, called: Called) -> str:
    """What an expression computes, as a clause that goes on after « is »."""
    return _Speaker(codebook, language, called).either(value.tree)


@dataclass(frozen=True)
class _Speaker:
    codebook: Codebook
    language: str
    called: Called

    def words(self, name: str, /, **values: object) -> str:
        return message(f"conditions.{name}", self.language, **values)

    def clause(self, node: Node, denied: bool = False) -> str:
        """What is said to be so, or with `denied` its contrary."""
        operation = node.operation
        if operation == "not":
            return self.clause(node.operands[0], not denied)
        if operation in ("and", "or"):  # who denies « a and b » says « not a, or not b »
            return self.joined(node.operands, _OPPOSITE[operation] if denied else operation, denied)
        if operation in _OPPOSITE:
            return self.comparison(node, _OPPOSITE[operation] if denied else operation)
        if operation in ("answered", "selected"):
            return self.given(node, _DENIED[operation] if denied else operation)
        if operation == "literal" and isinstance(node.value, bool):
            return self.words("false" if node.value is denied else "true")
        return self.words("fails" if denied else "holds", value=self.quantity(node))

    def joined(self, operands: Sequence[Node], word: str, denied: bool) -> str:
        clauses = [self.grouped(operand, word, denied) for operand in operands]
        text = clauses[0]
        for clause in clauses[1:]:
            text = self.words(word, left=text, right=clause)
        return text

    def grouped(self, operand: Node, word: str, denied: bool) -> str:
        """A clause in brackets where « and » stands beside « or »."""
        bare, inner = operand, denied
        while bare.operation == "not":
            bare, inner = bare.operands[0], not inner
        own = _OPPOSITE.get(bare.operation, "") if inner else bare.operation
        clause = self.clause(operand, denied)
        return self.words("group", condition=clause) if own in ("and", "or") and own != word else clause

    def comparison(self, node: Node, sign: str) -> str:
        left, right = node.operands
        return self.words(sign, left=self.quantity(left, right), right=self.quantity(right, left))

    def given(self, node: Node, name: str) -> str:
        if node.operation == "answered":
            return self.words(name, name=self.called(str(node.operands[0].value)))
        question, option = (str(operand.value) for operand in node.operands)
        own = self.codebook.by_name.get(f"{question}_{option}")
        return self.words(name, name=self.called(question), label=say(own.label, self.language) if own else option)

    def quantity(self, node: Node, beside: Node | None = None) -> str:
        """A value in words. A literal is said as the answer that it stands for in the variable `beside` it."""
        if node.operation == "name":
            return self.words("answer", name=self.called(str(node.value)))
        if node.operation == "literal":
            return self.literal(node, self.variable(beside))
        if node.operation == "negative":
            return f"{_SIGNS['-']}{self.quantity(node.operands[0])}"
        if node.operation in _SIGNS:
            left, right = (self.operand(operand) for operand in node.operands)
            return f"{left} {_SIGNS[node.operation]} {right}"
        if node.operation in _CONDITIONS:
            return self.words("group", condition=self.clause(node))
        parts = [self.either(operand) for operand in node.operands]
        if node.operation == "if":
            return self.words("if", condition=parts[0], left=parts[1], right=parts[2])
        listed = join([same(part) for part in parts], self.language)
        if node.operation in _LISTED:
            return self.words(node.operation, list=listed)
        return f"{node.operation}{self.words('group', condition=listed)}"

    def operand(self, node: Node) -> str:
        said = self.quantity(node)
        return self.words("group", condition=said) if node.operation in _SIGNS else said

    def either(self, node: Node) -> str:
        return self.clause(node) if node.operation in _CONDITIONS else self.quantity(node)

    def variable(self, node: Node | None) -> Variable | None:
        return self.codebook.by_name.get(str(node.value)) if node and node.operation == "name" else None

    def literal(self, node: Node, variable: Variable | None) -> str:
        value = node.value
        if isinstance(value, str):
            code = variable.stored.get(value) if variable else None
            label = variable.values.get(code) if variable and code is not None else None
            return self.words("label", label=label or value)
        shown = exact(value) if value is not None else number(None)
        label = variable.values.get(int(value)) if variable and value is not None and value == int(value) else None
        return self.words("labelled", value=shown, label=label) if label else shown
