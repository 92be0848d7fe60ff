"""Answers <-> JSON text, exactly: whole numbers stay whole, texts keep every character, a reason stays a reason."""

import json

from surveykit.core.codebook import Answers, Missing, Value
from surveykit.errors import AnswerError, Place, Problem


def dump_answers(answers: Answers) -> str:
    """The JSON text of answers. Raises AnswerError for a text that no database keeps (NUL, half characters).

    >>> dump_answers({"speed": 4, "why": "慢", "age": Missing.REFUSED})
    '{"speed":4,"why":"慢","age":{"missing":"refused"}}'
    """
    problems = [
        Problem("store-unstorable-text", Place(field=name))
        for name, answer in answers.items()
        if isinstance(answer, str) and not _storable(answer)
    ]
    if problems:
        raise AnswerError(*problems)
    return dump({name: {"missing": a.id} if isinstance(a, Missing) else a for name, a in answers.items()})


def load_answers(text: str) -> dict[str, Value | Missing]:
    """The answers of a JSON text.

    >>> load_answers('{"speed":4,"age":{"missing":"refused"}}')
    {'speed': 4, 'age': <Missing.REFUSED: -4>}
    """
    return {n: Missing.of(a["missing"]) if isinstance(a, dict) else a for n, a in json.loads(text).items()}


def dump(value: object) -> str:
    """Any JSON value as compact text. NaN and infinity are no answers: ValueError."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _storable(text: str) -> bool:
    return "\x00" not in text and not any("\ud800" <= c <= "\udfff" for c in text)
