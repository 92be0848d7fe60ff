"""`${name|fallback}` in a text: an earlier answer, said in words; if unknown the fallback, else an ellipsis."""

from collections.abc import Callable, Mapping

from surveykit.core import numbers
from surveykit.core.codebook import Answers, Missing, Value, Variable
from surveykit.core.language import PIPE, say
from surveykit.core.questionnaire import Questionnaire

InWords = Callable[[str], str | None]
"""Variable name -> its answer in words; None where it is unknown."""
UNKNOWN = "…"
LONGEST = 200


def pieces(text: str) -> list[tuple[str, str, str]]:
    """Literal text, the name piped in after it and what is said where that is unknown, in turn.

    >>> pieces("How was ${brand|our service} for you?")
    [('How was ', 'brand', 'our service'), (' for you?', '', '')]
    """
    cut: list[str | None] = PIPE.split(text)
    fallbacks = [UNKNOWN if said is None else said.strip() for said in cut[2::3]]
    literals, names = [literal or "" for literal in cut[::3]], [name or "" for name in cut[1::3]]
    return list(zip(literals, [*names, ""], [*fallbacks, ""], strict=True))


def piped(text: str, answer: InWords) -> str:
    """The text with every piped name said."""
    return "".join(literal + (said(answer, name, fallback) if name else "") for literal, name, fallback in pieces(text))


def said(answer: InWords, name: str, fallback: str = UNKNOWN) -> str:
    """An answer in words, or the fallback."""
    known = answer(name)
    return fallback if known is None else known


def answers_in_words(
    questionnaire: Questionnaire, answers: Answers, asked: Mapping[str, bool], language: str
) -> InWords:
    """What pipes say. An answer of an item that is not asked is unknown."""

    def in_words(name: str) -> str | None:
        item = questionnaire.item_of.get(name)
        if item is None or not asked[item.id]:
            return None
        return _words(questionnaire.codebook.by_name[name], answers.get(name), language)

    return in_words


def _words(variable: Variable, value: Value | Missing | None, language: str) -> str | None:
    if value is None or isinstance(value, Missing):
        return None
    code = variable.stored.get(value) if isinstance(value, str) else value
    label = None if code is None else variable.values.get(int(code)) if code == int(code) else None
    if label is not None:
        return say(label, language)
    if isinstance(value, str):
        return value if len(value) <= LONGEST else value[:LONGEST] + UNKNOWN
    return numbers.number(value, variable.decimals)
