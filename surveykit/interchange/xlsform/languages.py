"""The languages of columns: « label::English (en) » is in our language en."""

import re
from collections.abc import Iterable

from surveykit.core.language import LANGUAGES

_CODE = re.compile(r"\(\s*([A-Za-z]{2,3}(?:[-_][A-Za-z]{2,4})*)\s*\)\s*\Z")
_NAMES = {
    "en": ("en", "eng", "english", "英语", "英文"),
    "zh": (
        "zh",
        "zho",
        "chi",
        "cmn",
        "chinese",
        "mandarin",
        "中文",
        "汉语",
        "普通话",
        "简体中文",
        "simplified chinese",
    ),
}
_CHINESE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
HEADERS = {"en": "English (en)", "zh": "中文 (zh)"}
"""How the languages are written in the columns of a form."""


def language_of(words: str) -> str | None:
    """The language of ours that these words of a column name; None for another one.

    >>> language_of("English (en)"), language_of("中文"), language_of("zh-CN"), language_of("Français (fr)")
    ('en', 'zh', 'zh', None)
    """
    found = _CODE.search(words)
    plain = (found[1] if found else words).strip().lower()
    short = re.split(r"[-_]", plain)[0] if plain.isascii() else plain
    return next((language for language in LANGUAGES if plain in _NAMES[language] or short in _NAMES[language]), None)


def guess(texts: Iterable[str]) -> str:
    """The language that texts seem to be in: Chinese where most of them have a Chinese character."""
    seen = [bool(_CHINESE.search(text)) for text in texts if text]
    return "zh" if seen and sum(seen) * 2 > len(seen) else "en"
