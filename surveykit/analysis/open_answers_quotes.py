"""Answers without what could name a person, and which of them are quoted."""

import re
from collections.abc import Collection, Sequence

import numpy as np

from surveykit.analysis.open_answers_texts import COMMON

GONE = "[…]"
LONGEST = 160
"""A longer answer is not quoted: the more somebody tells, the easier he or she is to recognise."""
_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|www\.\S+", re.IGNORECASE)
_DIGITS = re.compile(r"[+(]?\d(?:[\d\s()./-]*\d)?|[零〇一二三四五六七八九幺两]{4,}")
_TITLED = re.compile(r"[\u4e00-\u9fff]{1,2}(?=先生|女士|小姐|太太|师傅|经理|主任|老师|技师|姐|哥)")
_CALLED = re.compile(r"(?<=叫)[\u4e00-\u9fff]{2,3}|(?<=姓名[是：:])[\u4e00-\u9fff]{2,3}|(?<=姓)[\u4e00-\u9fff]")
_CAPITAL = re.compile(r"\b[A-Z][^\W\d_]*(?:['’-][^\W\d_]+)*")
_LOWER = re.compile(r"\b[a-z]+(?:['’][a-z]+)*")


def lower_words(texts: Sequence[str]) -> frozenset[str]:
    """The words that somebody writes without a capital: these are no names."""
    return frozenset(word.replace("’", "'") for text in texts for word in _LOWER.findall(text))


def scrubbed(text: str, known: Collection[str] = ()) -> str:
    """A text on one line, without addresses, numbers and what looks like a name: in English what has a capital and is
    not among the `known` words, in Chinese what stands before a title or after « called ». It can miss a name.

    >>> scrubbed("Nice service! Amy Li rang me on 020 7946 0000", {"nice"}), scrubbed("王师傅很好，电话13800138000")
    ('Nice service! […] […] rang me on […]', '[…]师傅很好，电话[…]')
    """
    line = " ".join(text.split())
    for rule in (_ADDRESS, _DIGITS, _TITLED, _CALLED):
        line = rule.sub(GONE, line)
    return _CAPITAL.sub(lambda found: found.group() if _is_word(found.group(), known) else GONE, line)


def _is_word(capital: str, known: Collection[str]) -> bool:
    word = capital.replace("’", "'").lower()
    return word in COMMON or word in known


def chosen(quotes: Sequence[str], most: int, seed: int) -> tuple[str, ...]:
    """Up to so many different quotations, drawn at random from those that are short enough."""
    fit = sorted({quote for quote in quotes if len(quote) <= LONGEST})
    order = np.random.default_rng(seed).permutation(len(fit))[:most]
    return tuple(fit[at] for at in sorted(order))
