"""The conditions of a form, which are a part of XPath, as a tree: `${a} = 'x' and selected(${b}, 'y')`."""

import re
from collections.abc import Callable, Iterator

from surveykit.core.expression import Node

MOST_CHARACTERS = 8_000
MOST_DEPTH = 40
SMART = str.maketrans("“”„‟‘’‚‛＂＇（），＜＞＝", "\"\"\"\"''''\"'(),<>=")
"""Signs that word processors put in the place of those that a condition is written with."""
_TOKEN = re.compile(
    r"(?P<blank>\s+)"
    r"|(?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
    r"|(?P<text>'[^']*'|\"[^\"]*\")"
    r"|(?P<reference>\$\{\s*[^{}\s]+\s*\})"
    r"|(?P<name>[^\W\d][\w.-]*(?::[^\W\d][\w.-]*)?)"
    r"|(?P<sign><=|>=|!=|\.\.|//|[=<>+\-*(),./|\[\]@])"
)
_LEVELS: tuple[tuple[str, ...], ...] = (("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod"))


class XPathError(ValueError):
    """A condition that cannot be read: `code` names the message."""

    def __init__(self, code: str, found: str = "") -> None:
        super().__init__(f"{code}: {found}")
        self.code = code
        self.found = found


def parse_xpath(source: str) -> Node:
    """The tree of a condition. Raises XPathError.

    Operations: `literal`, `reference` (value: the name in `${}`), `own` (a dot), `column` (a bare name), `call`
    (value: the function), `negative`, and the operators by their own signs.

    >>> parse_xpath("${age} >= 18").operation, [n.value for n in parse_xpath("${age} >= 18").operands]
    ('>=', ['age', 18])
    """
    return _Parser(source).parse()


def references(source: str) -> set[str]:
    """The names in `${}` of any text.

    >>> sorted(references("${a} of ${ b }"))
    ['a', 'b']
    """
    return set(re.findall(r"\$\{\s*([^{}\s]+?)\s*\}", source))


class _Parser:
    def __init__(self, source: str) -> None:
        if len(source) > MOST_CHARACTERS:
            raise XPathError("xlsform.expression-long")
        self.tokens = list(_split(_straight(source)))
        self.at = 0
        self.depth = 0

    def parse(self) -> Node:
        tree = self.either()
        if self.at < len(self.tokens):
            raise self.unexpected()
        return tree

    def unexpected(self) -> XPathError:
        if self.at >= len(self.tokens):
            return XPathError("xlsform.expression-end")
        _, text = self.tokens[self.at]
        if text in (".", "..", "/", "//", "|", "[", "@"):
            return XPathError("xlsform.expression-path", text)
        return XPathError("xlsform.expression-unexpected", text)

    def take(self, *texts: str) -> str | None:
        if self.at < len(self.tokens) and self.tokens[self.at][0] != "text" and self.tokens[self.at][1] in texts:
            self.at += 1
            return self.tokens[self.at - 1][1]
        return None

    def either(self) -> Node:
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise XPathError("xlsform.expression-deep")
        node = self.joined("or", self.all)
        self.depth -= 1
        return node

    def all(self) -> Node:
        return self.joined("and", lambda: self.level(0))

    def joined(self, word: str, operand: Callable[[], Node]) -> Node:
        operands = [operand()]
        while self.take(word):
            operands.append(operand())
        return Node(word, tuple(operands)) if len(operands) > 1 else operands[0]

    def level(self, at: int) -> Node:
        """Operators of one binding strength, from the left."""
        if at == len(_LEVELS):
            return self.unary()
        node, height = self.level(at + 1), 0
        while sign := self.take(*_LEVELS[at]):
            node, height = Node(sign, (node, self.level(at + 1))), height + 1
            if height > MOST_DEPTH:
                raise XPathError("xlsform.expression-deep")
        return node

    def unary(self) -> Node:
        signs = 0
        while self.take("-"):
            signs += 1
        node = self.atom()
        return Node("negative", (node,)) if signs % 2 else node

    def atom(self) -> Node:
        if self.take("("):
            node = self.either()
            if not self.take(")"):
                raise self.unexpected()
            return self.after(node)
        if self.at >= len(self.tokens):
            raise self.unexpected()
        kind, text = self.tokens[self.at]
        if kind == "sign" and text != ".":
            raise self.unexpected()
        self.at += 1
        return self.after(self.word(kind, text))

    def word(self, kind: str, text: str) -> Node:
        match kind:
            case "number":
                return Node("literal", value=_number(text))
            case "text":
                return Node("literal", value=text[1:-1])
            case "reference":
                return Node("reference", value=text[2:-1].strip())
            case "sign":
                return Node("own")
        return self.call(text) if self.take("(") else Node("column", value=text)

    def after(self, node: Node) -> Node:
        """What stands before a path is no value of ours."""
        if (
            self.at < len(self.tokens)
            and self.tokens[self.at][1] in ("/", "//", "[")
            and self.tokens[self.at][0] == "sign"
        ):
            raise self.unexpected()
        return node

    def call(self, name: str) -> Node:
        operands: list[Node] = []
        while not self.take(")"):
            if operands and not self.take(","):
                raise self.unexpected()
            operands.append(self.either())
        return Node("call", tuple(operands), name)


def _straight(source: str) -> str:
    """The condition with straight quotation marks; within a text in straight ones, others stay as they are."""
    pieces = re.split(r"('[^']*'|\"[^\"]*\")", source)
    return "".join(piece if at % 2 else piece.translate(SMART) for at, piece in enumerate(pieces))


def _number(text: str) -> int | float:
    value = float(text)
    if value > 1e15:
        raise XPathError("xlsform.expression-number", text)
    return int(value) if value.is_integer() else value


def _split(source: str) -> Iterator[tuple[str, str]]:
    position = 0
    while position < len(source):
        found = _TOKEN.match(source, position)
        if found is None:
            raise XPathError("xlsform.expression-unexpected", source[position])
        if found.lastgroup != "blank":
            yield str(found.lastgroup), found[0]
        position = found.end()
