"""Answers <-> JSON text, exactly: whole numbers stay whole, texts keep every character, a reason stays a reason."""

import json
from collections.abc import Iterator

from surveykit.core.codebook import Answers, Missing, Value
from surveykit.errors import AnswerError, Place, Problem

_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
_MISSING = {missing: f'{{"missing":"{missing.id}"}}' for missing in Missing}


def dump_answers(answers: Answers) -> str:
    """The JSON text of answers. Raises AnswerError for a text that no database keeps (NUL, half characters).

    >>> dump_answers({"speed": 4, "why": "慢", "age": Missing.REFUSED})
    '{"speed":4,"why":"慢","age":{"missing":"refused"}}'
    """
    items = answers.items()
    if problems := [
        problem for name, answer in items if isinstance(answer, str) for problem in _problems(name, answer)
    ]:
        raise AnswerError(*problems)
    return f"{{{','.join([_dumped(*own) if type(own[1]) in _APART else _DUMPED[own] for own in items])}}}"


class _Dumped(dict[tuple[str, Value | Missing], str]):
    """Name and answer -> their JSON text: the same whole numbers and reasons come again and again."""

    def __missing__(self, own: tuple[str, Value | Missing]) -> str:
        text = _dumped(*own)
        if len(self) < _MOST:
            self[own] = text
        return text


_DUMPED, _MOST = _Dumped(), 100_000
_APART = (str, float)
"""Texts are a person's own, and 1.0 would be found as 1."""


def _dumped(name: str, answer: Value | Missing) -> str:
    return f"{dump(name)}:{_MISSING[answer] if isinstance(answer, Missing) else dump(answer)}"


def _problems(name: str, text: str) -> Iterator[Problem]:
    if "\x00" in text or not (text.isascii() or not any("\ud800" <= c <= "\udfff" for c in text)):
        yield Problem("store-unstorable-text", Place(field=name))


def load_answers(text: str) -> dict[str, Value | Missing]:
    """The answers of a JSON text.

    >>> load_answers('{"speed":4,"age":{"missing":"refused"}}')
    {'speed': 4, 'age': <Missing.REFUSED: -4>}
    """
    return {n: Missing.of(a["missing"]) if isinstance(a, dict) else a for n, a in json.loads(text).items()}


def dump(value: object) -> str:
    """Any JSON value as compact text. NaN and infinity are no answers: ValueError."""
    return _ENCODER.encode(value)
