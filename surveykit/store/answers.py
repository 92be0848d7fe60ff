"""Answers <-> JSON text, exactly: whole numbers stay whole, texts keep every character, a reason stays a reason."""

import json
from functools import lru_cache

from surveykit.core.codebook import Answers, Missing, Value
from surveykit.errors import AnswerError, Place, Problem

_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
_MISSING = {missing: f'{{"missing":"{missing.id}"}}' for missing in Missing}


def dump_answers(answers: Answers) -> str:
    """The JSON text of answers. Raises AnswerError for a text that no database keeps (NUL, half characters).

    >>> dump_answers({"speed": 4, "why": "慢", "age": Missing.REFUSED})
    '{"speed":4,"why":"慢","age":{"missing":"refused"}}'
    """
    parts, problems = [], []
    for name, answer in answers.items():
        if type(answer) is int:  # the commonest by far
            parts.append(f"{_quoted(name)}:{answer}")
        elif isinstance(answer, Missing):
            parts.append(f"{_quoted(name)}:{_MISSING[answer]}")
        elif isinstance(answer, str) and not _storable(answer):
            problems.append(Problem("store-unstorable-text", Place(field=name)))
        else:
            parts.append(f"{_quoted(name)}:{dump(answer)}")
    if problems:
        raise AnswerError(*problems)
    return f"{{{','.join(parts)}}}"


def load_answers(text: str) -> dict[str, Value | Missing]:
    """The answers of a JSON text.

    >>> load_answers('{"speed":4,"age":{"missing":"refused"}}')
    {'speed': 4, 'age': <Missing.REFUSED: -4>}
    """
    return {n: Missing.of(a["missing"]) if isinstance(a, dict) else a for n, a in json.loads(text).items()}


def dump(value: object) -> str:
    """Any JSON value as compact text. NaN and infinity are no answers: ValueError."""
    return _ENCODER.encode(value)


@lru_cache(maxsize=10_000)
def _quoted(name: str) -> str:
    return dump(name)


def _storable(text: str) -> bool:
    return "\x00" not in text and (text.isascii() or not any("\ud800" <= c <= "\udfff" for c in text))
