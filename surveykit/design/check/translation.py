"""What one language of a question says and the other does not (L14): numbers, a negation, a period."""

import re
from collections.abc import Iterator, Mapping

from surveykit.core.item import Item
from surveykit.core.language import PIPE, Text
from surveykit.design.check.catalogue import problem
from surveykit.design.check.scope import Rule, Scope
from surveykit.design.check.words import chinese, english
from surveykit.errors import Place, Problem

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_ENGLISH = {
    word: str(value)
    for value, word in enumerate(
        ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 2
    )
} | {"twenty": "20", "thirty": "30", "fifty": "50", "hundred": "100", "thousand": "1000", "dozen": "12"}
_WORDS = re.compile(r"\b(?:" + "|".join(_ENGLISH) + r")\b", re.IGNORECASE)
_DIGITS: Mapping[str, int] = {sign: value for value, sign in enumerate("一二三四五六七八九", 1)} | {"两": 2}
_MEASURED = re.compile(
    r"(?<!第)([两二三四五六七八九十百]+)(?=[个次年月天周种项位名道倍成元家人杯件条点者类级步本句]|小时|分钟|星期)"
)
_SEVEN_DAYS = r"(?i)\b(?:7|seven) days\b|(?:7|七)[天日]"
_WEEK = r"(?i)\b(?:past|last|a|one|per|each|every) week\b|(?<!第)[一1每]个?(?:周|星期|礼拜)"
_HALF = re.compile(r"半年|半个?年")


def mismatches(scope: Scope) -> Iterator[Problem]:
    """Both languages of a question ask the same."""
    for asked in scope.asked:
        yield from _between(asked.item, asked.item.text, scope.of(asked.item, "text", "zh"))
        if asked.item.kind in ("matrix", "double_matrix"):
            for name, part in asked.item.parts().items():
                yield from _between(asked.item, part.label, scope.of(asked.item, asked.item.part_field, name))


def _between(item: Item, text: Text, place: Place) -> Iterator[Problem]:
    if "en" not in text or "zh" not in text:
        return
    en, zh = (PIPE.sub("", text[language]) for language in ("en", "zh"))
    only = numbers(en, "en") ^ numbers(zh, "zh")
    if only and not _same_length(en, zh, only):
        yield problem("numbers-differ", place, id=item.id, found=tuple(sorted(only)))
    if english.PLAIN_NEGATION.find(en) and not chinese.ANY_NEGATION.find(zh):
        yield problem("negation-differs", place, id=item.id, language="en")
    elif chinese.PLAIN_NEGATION.find(zh) and not english.ANY_NEGATION.find(en):
        yield problem("negation-differs", place, id=item.id, language="zh")
    if english.STATED_PERIOD.find(en) and not chinese.PERIOD.find(zh):
        yield problem("period-differs", place, id=item.id, language="en")
    elif chinese.STATED_PERIOD.find(zh) and not english.PERIOD.find(en):
        yield problem("period-differs", place, id=item.id, language="zh")


def numbers(text: str, language: str) -> set[str]:
    """The numbers from two on that a text names, as figures; in Chinese only those that count something.

    >>> sorted(numbers("Which two of the 10?", "en")), sorted(numbers("10项中的哪两项？", "zh"))
    (['10', '2'], ['10', '2'])
    """
    found = {figure.replace(",", "") for figure in _FIGURE.findall(text)} - {"0", "1"}
    if language == "en":
        return found | {_ENGLISH[word.lower()] for word in _WORDS.findall(text)}
    return found | {str(value) for word in _MEASURED.findall(text) if (value := _value(word)) > 1}


def _value(word: str) -> int:
    """A Chinese numeral below a thousand.

    >>> _value("十二"), _value("两"), _value("三十"), _value("百")
    (12, 2, 30, 100)
    """
    hundreds, found, rest = word.rpartition("百")
    total = 100 * (_DIGITS.get(hundreds[-1:], 1)) if found else 0
    tens, found, ones = rest.rpartition("十")
    total += 10 * _DIGITS.get(tens[-1:], 1) if found else 0
    return total + _DIGITS.get((ones if found else rest)[-1:], 0)


def _same_length(en: str, zh: str, only: set[str]) -> bool:
    """Whether the numbers are lengths of time that one language counts in days or months, the other in weeks or
    years."""
    both = f"{en} {zh}"
    if only == {"7"}:
        return bool(re.search(_SEVEN_DAYS, both) and re.search(_WEEK, both))
    if only == {"6"}:
        return bool(_HALF.search(zh)) or "half" in en.lower()
    if only == {"12"}:
        return bool(re.search(r"一年|\byear\b", both))
    return only == {"24", "2"} or only == {"18"}


TRANSLATION_RULES: tuple[Rule, ...] = (mismatches,)
