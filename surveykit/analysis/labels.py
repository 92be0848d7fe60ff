"""Labels where a whole wording has no room: as many of its first words as it takes to know it by."""

from collections.abc import Sequence

from surveykit.core.codebook import Codebook
from surveykit.core.language import Text, say

WHOLE = {"en": 40, "zh": 20}
"""Up to how many letters a wording is not cut."""
ROOM = {"en": 24, "zh": 14}
"""How many are left of a longer one, and the ellipsis."""
_ENDS = " ,.;:?!-–—，。；：？！、"


def shortened(text: Text, others: Sequence[Text] = ()) -> Text:
    """A wording, or the beginning of a long one: further than the room goes where another begins alike.

    >>> shortened({"en": "How long have you been a customer of ours?", "zh": "您成为客户有多久了？"})
    {'en': 'How long have you been…', 'zh': '您成为客户有多久了？'}
    """
    return {language: _cut(words, language, [say(o, language) for o in others]) for language, words in text.items()}


def brief(codebook: Codebook, id: str) -> Text:
    """A construct's label, or a variable's, told from those of all others."""
    if id in codebook.construct_by_id:
        return codebook.label(id)
    return shortened(codebook.label(id), [v.label for v in codebook.variables if v.name != id])


def _cut(words: str, language: str, others: Sequence[str]) -> str:
    limits = "zh" if language == "zh" else "en"
    if len(words) <= WHOLE[limits]:
        return words
    ends = [at for at in range(1, len(words)) if _may_end(words, at, limits)]
    within = [at for at in ends if at < ROOM[limits]]
    for at in (*within[-1:], *(end for end in ends if end >= ROOM[limits])):
        head = words[:at].rstrip(_ENDS)
        if not any(other.startswith(head) for other in others):
            return head + "…"
    return words


def _may_end(words: str, at: int, language: str) -> bool:
    """Whether a line may end before that letter: at a space, in Chinese also between characters."""
    if language == "en":
        return words[at] == " "
    return not (words[at - 1].isascii() and words[at].isascii()) or words[at] == " "
