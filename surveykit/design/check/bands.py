"""Bands of numbers as options write them: «25 to 34», «under 25», «3 years or more», «25至34岁», «不到1年»."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from math import inf


class Edge(Enum):
    """Whether a band's end belongs to it. «以上» and «以下» are read in both ways, so they fit what stands beside."""

    IN = "in"
    OUT = "out"
    EITHER = "either"


@dataclass(frozen=True)
class Band:
    """Numbers from `low` to `high`."""

    low: float
    high: float
    low_edge: Edge = Edge.IN
    high_edge: Edge = Edge.IN
    step: float = 1.0


_NUMBER = r"(?P<n>\d[\d,]*(?:\.\d+)?)\s*(?P<k>百万|万|千|百|亿|k\b|m\b)?"
_FIND = re.compile(_NUMBER, re.IGNORECASE)
_TIMES = {"万": 1e4, "千": 1e3, "百": 1e2, "百万": 1e6, "亿": 1e8, "k": 1e3, "m": 1e6}
_SPELT = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WORDS = {word: at for at, word in enumerate(_SPELT, 1)} | {"once": 1, "twice": 2}
_WORD = re.compile(rf"(?<!no[ -])\b(?:{'|'.join(_WORDS)})\b", re.I)
_SIGNS = "零一二三四五六七八九"
_SIGN = re.compile(
    r"(?<![一二两三四五六七八九十])(?:[一二三四五六七八九]?十)?[一二两三四五六七八九]?(?![一二两三四五六七八九十])"
)
_HALVES = (
    (r"\bhalf an? (?=hour|day|week|month|year)", "0.5 "),
    (r"(?<!times )(?<!\d )\ban? (?=minute|hour|day|week|month|year)", "1 "),
    (r"(\d+)((?: \w+)?) and a half\b", r"\1.5\2"),
    (r"半(?=个?小时|个?月|天|年)", "0.5"),
    (r"(\d+)(个?小时|个?月|天|年)半", r"\1.5\2"),
)
_RATE = re.compile(
    r"每(?:天|日|周|个?星期|个?月|年|个?季度)|\b(?:a|per|each|every) (?:day|week|month|quarter|year)\b", re.I
)
_OFTEN = re.compile(r"^(?:daily|weekly|monthly|quarterly|yearly)$|\b(?:less|more) often\b|更少|更频繁", re.I)
_LENGTHS = (
    (r"minute|min\b|分钟", 1),
    (r"hour|小时", 60),
    (r"day|天|日", 1440),
    (r"week|周|星期", 10080),
    (r"month|个月|月", 43830),
    (r"year|年", 525960),
)
_OVER = re.compile(
    r"(?:over|more than|above|older than|longer than|greater than|>|超过|多于|大于|高于)\s*[¥$€£￥]?\s*$", re.I
)
_UNDER = re.compile(
    r"(?:under|less than|below|fewer than|younger than|shorter than|<|不到|不足|未满|少于|低于|小于)\s*[¥$€£￥]?\s*$",
    re.I,
)
_AT_MOST = re.compile(r"(?:up to|at most|no more than|not more than|≤|至多|最多|不超过)\s*[¥$€£￥]?\s*$", re.I)
_AT_LEAST = re.compile(r"(?:at least|from|≥|至少|不少于|不低于)\s*[¥$€£￥]?\s*$", re.I)
_OR_MORE = re.compile(
    r"\+|\b(?:or|and) (?:more|over|older|above|longer|up|higher)\b|及以上|或以上|或更多|及更多|起", re.I
)
_OR_LESS = re.compile(
    r"\b(?:or|and) (?:less|fewer|under|younger|below|shorter|lower)\b|或更少|及更少|及以下|或以下", re.I
)
_LOOSE = re.compile(r"以[上下内]|之内")
_UPWARDS = re.compile(r"以上")
_BETWEEN = re.compile(
    r"-|–|—|~|～|至|到|\bto\b|\band\b|\bthrough\b|，|,|\bor\b|或|\bunder\b|\bthan\b|\bbelow\b|不", re.I
)
_ZERO = re.compile(r"^(?:none|never|not at all|no\b.*|zero|没有.*|从[不未没].*|无|未.*)$", re.I)


def in_figures(label: str) -> str:
    """A label with its small numbers in figures.

    >>> in_figures("Half a year to two years"), in_figures("半年到十二年")
    ('0.5 year to 2 years', '0.5年到12年')
    """
    text = _WORD.sub(lambda found: str(_WORDS[found[0].lower()]), label)
    text = _SIGN.sub(lambda found: _figures(found[0]), text)
    for spelt, figures in _HALVES:
        text = re.sub(spelt, figures, text, flags=re.I)
    return text


def _figures(signs: str) -> str:
    if not signs:
        return ""
    tens, ten, ones = signs.replace("两", "二").rpartition("十")
    return str(10 * (_SIGNS.index(tens) if tens else bool(ten)) + (_SIGNS.index(ones) if ones else 0))


def band(label: str) -> Band | None:
    """The numbers that a label names; None if it names none, or more than two.

    >>> band("25 to 34").high, band("不到一年").high_edge.value, band("Repair")
    (34.0, 'out', None)
    """
    text = _RATE.sub("", in_figures(label)).strip()
    found = list(_FIND.finditer(text))
    if not found:
        return Band(0, 0) if _ZERO.match(text) else None
    if len(found) > 2 or (len(found) == 2 and not _BETWEEN.search(text[found[0].end() : found[1].start()])):
        return None
    values = [_value(match) for match in found]
    step = 10.0 ** -max(len(m["n"].partition(".")[2]) for m in found)
    if len(found) == 2:
        inner = text[found[0].end() : found[1].start()]
        low = Edge.OUT if _OVER.search(text[: found[0].start()]) else Edge.IN
        after = text[found[1].end() :]
        high = Edge.OUT if _UNDER.search(inner) else Edge.EITHER if _LOOSE.search(after) else Edge.IN
        first, last = _measured(text, found, values)
        return Band(first, last, low, high, step)
    return _open_ended(text, found[0], _measured(text, found, values)[0], step)


def _open_ended(text: str, found: re.Match[str], value: float, step: float) -> Band:
    before, after = text[: found.start()], text[found.end() :]
    if _OVER.search(before):
        return Band(value, inf, Edge.OUT, Edge.IN, step)
    if _UNDER.search(before):
        return Band(-inf, value, Edge.IN, Edge.OUT, step)
    if _AT_MOST.search(before) or _OR_LESS.search(after):
        return Band(-inf, value, step=step)
    if _AT_LEAST.search(before) or _OR_MORE.search(after):
        return Band(value, inf, step=step)
    if _UPWARDS.search(after):
        return Band(value, inf, Edge.EITHER, Edge.IN, step)
    return Band(-inf, value, Edge.IN, Edge.EITHER, step) if _LOOSE.search(after) else Band(value, value, step=step)


def _value(found: re.Match[str]) -> float:
    return float(found["n"].replace(",", "")) * _TIMES.get((found["k"] or "").lower(), 1.0)


def _measured(text: str, found: Sequence[re.Match[str]], values: Sequence[float]) -> list[float]:
    """The values in minutes where lengths of time are named; the last unit holds where one has none."""
    ends = [match.end() for match in found]
    pieces = [text[a:b] for a, b in zip(ends, [*(m.start() for m in found[1:]), len(text)], strict=True)]
    units = [next((size for words, size in _LENGTHS if re.search(words, piece, re.I)), None) for piece in pieces]
    last = units[-1]
    return [value * (unit or last or 1) for value, unit in zip(values, units, strict=True)]


def say_how_often(labels: Sequence[str]) -> bool:
    """Whether all options say how often something happens: times a week, daily, never.

    >>> say_how_often(["Daily", "Once a week", "Less often", "Never"]), say_how_often(["Shop", "Once a week"])
    (True, False)
    """
    often = [bool(_RATE.search(in_figures(label)) or _OFTEN.search(label)) for label in labels]
    return any(often) and all(o or _ZERO.match(label.strip()) for o, label in zip(often, labels, strict=True))


def bands(labels: Sequence[str]) -> list[Band]:
    """The bands of a list of options; empty unless all of them are, and one at least has two ends."""
    if len({rate[0] for label in labels if (rate := _RATE.search(in_figures(label)))}) > 1:
        return []  # times a week and times a month are not on one line
    found = [band(label) for label in labels]
    read = [b for b in found if b is not None]
    ranges = sum(-inf < b.low < b.high < inf for b in read)
    opened = sum(b.low == -inf or b.high == inf for b in read)
    return read if len(read) == len(labels) and ranges and ranges + opened > 1 else []


def faults(found: Sequence[Band], labels: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """What does not fit: («bands-overlap» or «bands-with-gap», the lower label, the higher)."""
    ordered = sorted(zip(found, labels, strict=True), key=lambda pair: (pair[0].low, pair[0].high))
    for (one, lower), (other, higher) in pairwise(ordered):
        if _overlap(one, other):
            yield "bands-overlap", lower, higher
        elif _gap(one, other, labels):
            yield "bands-with-gap", lower, higher


def _overlap(one: Band, other: Band) -> bool:
    return other.low < one.high or (other.low == one.high and one.high_edge is other.low_edge is Edge.IN)


def _gap(one: Band, other: Band, labels: Sequence[str]) -> bool:
    unit = 1.0
    for words, size in _LENGTHS:
        if re.search(words, labels[-1], re.I):
            unit = float(size)
    step = min(one.step, other.step) * unit
    edges = {one.high_edge, other.low_edge}
    if Edge.EITHER in edges or edges == {Edge.IN}:
        return other.low > one.high + step
    return other.low > one.high or one.high_edge is other.low_edge is Edge.OUT
