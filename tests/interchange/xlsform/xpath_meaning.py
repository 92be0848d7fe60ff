"""What a condition of a form means, by the rules of XPath 1.0 (section 3.4 of the W3C recommendation) and of ODK's
functions: an oracle that knows nothing of our expressions. The answers of a form are texts; none is an empty text.
"""

import math
from collections.abc import Mapping

from surveykit.core.expression import Node
from surveykit.interchange.xlsform.xpath import parse_xpath


class Answer(str):
    """The answer to a question: a node, which compares otherwise than a text does."""


def holds(source: str, answers: Mapping[str, str]) -> bool:
    """Whether a condition holds for these answers."""
    return boolean(value(parse_xpath(source), answers))


def boolean(found: object) -> bool:
    if isinstance(found, float):
        return found != 0 and not math.isnan(found)
    return bool(found)


def number(found: object) -> float:
    if isinstance(found, str):
        try:
            return float(found)
        except ValueError:
            return math.nan
    return float(found)  # a truth value is 1 or 0


def equal(left: object, right: object) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return boolean(left) == boolean(right)
    if isinstance(left, float) or isinstance(right, float):
        return number(left) == number(right)
    return left == right


def value(node: Node, answers: Mapping[str, str]) -> object:
    if node.operation == "literal":
        return node.value if isinstance(node.value, str) else float(node.value)
    if node.operation == "reference":
        return Answer(answers.get(str(node.value), ""))
    if node.operation == "call" and node.value == "if":
        condition, one, two = node.operands
        return value(one if boolean(value(condition, answers)) else two, answers)
    found = [value(operand, answers) for operand in node.operands]
    match node.operation:
        case "and":
            return all(map(boolean, found))
        case "or":
            return any(map(boolean, found))
        case "=":
            return equal(*found)
        case "!=":
            one, two = found
            numeric = isinstance(one, float) or isinstance(two, float)
            return number(one) != number(two) if numeric else not equal(one, two)
        case "<" | "<=" | ">" | ">=":
            one, two = map(number, found)
            return {"<": one < two, "<=": one <= two, ">": one > two, ">=": one >= two}[node.operation]
        case "+" | "-" | "*" | "div":
            return arithmetic(node.operation, *map(number, found))
        case "negative":
            return -number(found[0])
    return called(str(node.value), found)


def arithmetic(sign: str, one: float, two: float) -> float:
    if sign == "div":
        return one / two if two else math.nan
    return {"+": one + two, "-": one - two, "*": one * two}[sign]


def called(name: str, found: list[object]) -> object:
    match name:
        case "not":
            return not boolean(found[0])
        case "true" | "false":
            return name == "true"
        case "selected":
            return str(found[1]) in str(found[0]).split()
        case "count-selected":
            return float(len(str(found[0]).split()))
        case "coalesce":
            return found[0] if found[0] != "" else found[1]
        case "string-length":
            return float(len(str(found[0])))
        case "number":
            return number(found[0])
    raise AssertionError(name)
