"""`${name}` in a text: an earlier answer, said in words. What is not known is an ellipsis."""

import re
from collections.abc import Callable

from surveykit.core import numbers
from surveykit.core.codebook import Answers, Missing, Value, Variable
from surveykit.core.language import say
from surveykit.core.questionnaire import Questionnaire

PIPE = re.compile(r"\$\{\s*([A-Za-z][A-Za-z0-9_]*)\s*\}")
UNKNOWN = "…"
LONGEST = 200


def pieces(text: str) -> list[tuple[str, str]]:
    """Literal text and the names piped in after it, in turn.

    >>> pieces("How was ${brand} for you?")
    [('How was ', 'brand'), (' for you?', '')]
    """
    cut = PIPE.split(text)
    return list(zip(cut[::2], [*cut[1::2], ""], strict=True))


def piped(text: str, answer: Callable[[str], str]) -> str:
    """The text with every piped name said."""
    return PIPE.sub(lambda found: answer(found[1]), text)


def answers_in_words(
    questionnaire: Questionnaire, answers: Answers, asked: dict[str, bool], language: str
) -> Callable[[str], str]:
    """Variable name -> its answer in words. An answer of an item that is not asked is unknown."""

    def in_words(name: str) -> str:
        item = questionnaire.item_of.get(name)
        if item is None or not asked[item.id]:
            return UNKNOWN
        return _words(questionnaire.codebook.by_name[name], answers.get(name), language)

    return in_words


def _words(variable: Variable, value: Value | Missing | None, language: str) -> str:
    if value is None or isinstance(value, Missing):
        return UNKNOWN
    code = variable.stored.get(value) if isinstance(value, str) else value
    label = None if code is None else variable.values.get(int(code)) if code == int(code) else None
    if label is not None:
        return say(label, language)
    if isinstance(value, str):
        return value if len(value) <= LONGEST else value[:LONGEST] + UNKNOWN
    return numbers.number(value, variable.decimals)
