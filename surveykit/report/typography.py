"""Setting words: statistics that stay on one line, Chinese quotation marks at full width, dates."""

import re
from datetime import date

from babel.dates import format_date
from markupsafe import Markup, escape

from surveykit.core.language import Text, say

TAGS = {"en": "en", "zh": "zh-CN"}
"""Our language names -> the names in HTML and PDF."""

_NUMBER = r"[\u2212+]?(?:\d+(?:\.\d+)?|\.\d+)%?"
_NAME = r"(?:[A-Za-z\u0370-\u03ff]{1,12}[²\u2082]?(?:\([^()]{1,16}\))?)"
_STATISTIC = re.compile(
    rf"(?:\d+%\s)?(?:CI\s|置信区间)?\[{_NUMBER},\s{_NUMBER}\]"  # 95% CI [0.14, 0.34]
    rf"|{_NAME}\s?[=<>\u2264\u2265]\s?{_NUMBER}"  # p = .032
    rf"|[\u2212+]?\d*\.\d+%?"  # .71
    rf"|\u2212\d+%?"
)
_BREAKS = re.compile(r"[ 置]|(?<!\d)\.\d")
"""Where a line could end inside a statistic: at a space, before Chinese, and between a leading point and its digits."""
_QUOTED = re.compile(r"(?<=”) (?=\()")
"""A space at which no line would end, by the rules of line breaking, though it is between words."""
_WIDE = re.compile("[“”…—]+|(?<![A-Za-z])[‘’]+")
_ENDLESS = re.compile(r"[!-~\u00a1-\u024f]{40}(?=[!-~\u00a1-\u024f])")


def prose(text: str, language: str) -> Markup:
    """A sentence as safe HTML; no statistic breaks across lines.

    >>> prose("r = .71 & more", "en")
    Markup('<span class="stat">r = .71</span> &amp; more')
    >>> prose("“很好”", "zh")
    Markup('<span class="wide">“</span>很好<span class="wide">”</span>')
    """
    pieces: list[Markup] = []
    end = 0
    for found in _STATISTIC.finditer(text):
        pieces += [_words(text[end : found.start()], language), _tied(found[0])]
        end = found.end()
    return Markup("").join([*pieces, _words(text[end:], language)])


def _tied(statistic: str) -> Markup:
    """A statistic on one line; it is marked only where it could break."""
    if _BREAKS.search(statistic):
        return Markup('<span class="stat">%s</span>') % statistic
    return escape(statistic)


def spoken(text: Text, language: str) -> Markup:
    """A Text as prose, marked with its own language where it has none in the one asked for."""
    told = prose(say(text, language), language if language in text else "en")
    if language in text or not text:
        return told
    return Markup('<span lang="%s">%s</span>') % (TAGS[next(iter(text))], told)


def written_date(day: str, language: str) -> str:
    """An ISO date as people of that language write it; anything else as it stands.

    >>> written_date("2026-01-15", "en"), written_date("2026-01-15", "zh"), written_date("spring", "en")
    ('15 January 2026', '2026年1月15日', 'spring')
    """
    try:
        parsed = date.fromisoformat(day[:10])
    except ValueError:
        return day
    return format_date(parsed, "d MMMM y" if language == "en" else "y年M月d日", locale=language)


def _words(text: str, language: str) -> Markup:
    text = _ENDLESS.sub("\\g<0>\u200b", text)  # a word that no line could hold may break
    if language != "zh":
        return Markup(" <wbr/>").join(map(escape, _QUOTED.split(text)))
    pieces: list[Markup] = []
    end = 0
    for found in _WIDE.finditer(text):
        pieces += [escape(text[end : found.start()]), Markup('<span class="wide">%s</span>') % found[0]]
        end = found.end()
    return Markup("").join([*pieces, escape(text[end:])])
