"""Prose and pictures of the page as plain text, for files that are no HTML."""

import re
from html import unescape

from surveykit.report.context import Prose

_TAG = re.compile("<[^>]*>")
_TITLE = re.compile("<title>(.*?)</title>", re.DOTALL)
_MAY_BREAK = "\u200b"
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain(text: Prose | str) -> str:
    """A sentence or a word without its markup, and without the characters that XML forbids.

    >>> plain(Prose('<span class="stat">p &lt; .001</span>, all')), plain("a < b\\x00")
    ('p < .001, all', 'a < b')
    """
    words = unescape(_TAG.sub("", text)).replace(_MAY_BREAK, "") if isinstance(text, Prose) else str(text)
    return _FORBIDDEN.sub("", words)


def alternative(svg: str) -> str:
    """What a picture shows in words: its title."""
    found = _TITLE.search(svg)
    return unescape(found[1]) if found else ""
