"""Labels where a whole wording is long: as many of its first clauses as it takes to know it by."""

import re
from collections.abc import Iterator, Sequence

from surveykit.core.clauses import clause_ends
from surveykit.core.language import Text, say

WHOLE = {"en": 40, "zh": 20}
"""Up to how many letters a wording is not cut."""
LEAST = {"en": 32, "zh": 10}
"""How many letters are left of a longer one at least, before the ellipsis."""
_REMARK = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")
"""A remark in brackets after a question."""


def shortened(text: Text, others: Sequence[Text] = ()) -> Text:
    """A wording, or its beginning up to the end of a clause, further where another begins alike. Nothing is cut inside
    a clause; of a remark in brackets at the end no trace is left.

    >>> shortened({"en": "When somebody asks you about our company, what do you say?", "zh": "您怎么说？"})
    {'en': 'When somebody asks you about our company…', 'zh': '您怎么说？'}
    """
    return {language: _cut(words, language, [say(o, language) for o in others]) for language, words in text.items()}


def _cut(words: str, language: str, others: Sequence[str]) -> str:
    limits = "zh" if language == "zh" else "en"
    if len(words) <= WHOLE[limits]:
        return words
    question = _REMARK.sub("", words)
    for head in (*_heads(question, limits), question):
        if not any(other.startswith(head) for other in others):
            return head if head == question else head + "…"
    return words


def _heads(words: str, limits: str) -> Iterator[str]:
    """The beginnings that leave something out, where it is long enough for that."""
    if len(words) > WHOLE[limits]:
        yield from (words[:end] for end in clause_ends(words) if end >= LEAST[limits])
