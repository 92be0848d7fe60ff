"""What the words of a scale's points say: for or against, how strongly, or neither.

Exact within its limits: a list of labels is judged only where every one of them is known, on one pair of opposites.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from surveykit.core.language import Text

_OPPOSITES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "en": (
        (r"\bsatisf", r"dissatisf|unsatisf|\bnot (?:very |so |too )?satisf"),
        (r"\bagree", r"disagree|\bnot agree"),
        (r"\b(?:good|excellent|great|superb|outstanding)\b|\bwell\b", r"\b(?:bad|poor|terrible|awful)(?:ly)?\b"),
        (r"\blikely|\bprobabl", r"unlikely|improbabl|\bnot (?:very |so |too )likely"),
        (r"\beas(?:y|ily)\b", r"\bdifficult|\bhard\b"),
        (r"\b(?:quick|fast)", r"\bslow"),
        (r"\bbetter\b", r"\bworse\b"),
        (r"\b(?:happy|pleased|glad)\b", r"\b(?:unhappy|displeased|sad|annoyed)\b"),
        (r"\bclear", r"\bunclear"),
        (r"\b(?:useful|helpful)\b", r"\b(?:useless|unhelpful)\b"),
        (r"\bpositive", r"\bnegative"),
    ),
    "zh": (
        (r"满意", r"不(?:太|大|是?很|够|怎么)?满意|不满$"),
        (r"同意|赞成", r"不(?:太|大|是?很)?(?:同意|赞成)|反对"),
        (r"好|优秀|优", r"不(?:太|大|是?很|怎么)?好|差|糟"),
        (r"可能|会", r"不(?:太|大|是?很)?(?:可能|会)"),
        (r"方便|容易|简单", r"不(?:太|大|是?很)?(?:方便|容易)|麻烦|困难|难"),
        (r"快", r"不(?:太|大|是?很)?快|慢"),
        (r"高兴|愉快|开心", r"不(?:太|大|是?很)?(?:高兴|愉快|开心)"),
        (r"清楚|清晰", r"不(?:太|大|是?很)?(?:清楚|清晰)"),
        (r"有用|有帮助", r"没(?:什么)?用|没有?(?:什么)?帮助"),
    ),
}
_MIDDLE = {
    "en": r"\b(?:neither|neutral|average|fair|undecided|unsure|about the same|ok(?:ay)?|so-so|middling|unchanged)\b",
    "zh": r"一般|中立|中等|说不上|说不清|不确定|差不多|普通|无所谓|一半一半|没有?变化|不快不慢|不好不坏|不大不小",
}
_NONE = {
    "en": r"\b(?:not at all|no\b|none|never|hardly any|not (?:important|relevant)|unimportant)",
    "zh": r"完全没|毫不|一点也?不|几乎没|从不|从来不|根本不|没有|^不重要",
}
_STRENGTH = {
    "en": (
        (r"\b(?:very|extremely|strongly|completely|totally|entirely|much|far|highly|definitely)\b|excellent", 3),
        (r"\b(?:slightly|a little|a bit|marginally)\b", 1),
    ),
    "zh": ((r"非常|极|完全|很(?!好说)|十分|特别|最", 3), (r"有点|稍|略|不太|不大", 1)),
}


@dataclass(frozen=True)
class Leaning:
    """What each label leans to: +3 strongly for ... 0 neither ... -3 strongly against."""

    degrees: tuple[int, ...]

    @property
    def favourable(self) -> int:
        """How many labels are for."""
        return sum(d > 0 for d in self.degrees)

    @property
    def unfavourable(self) -> int:
        """How many are against."""
        return sum(d < 0 for d in self.degrees)

    @property
    def in_order(self) -> bool:
        """Whether the labels go from one end to the other without turning back."""
        rising = sorted(self.degrees)
        return list(self.degrees) in (rising, rising[::-1])

    @property
    def direction(self) -> int:
        """1 where the labels go from against to for, -1 the other way round, 0 where they say nothing of it."""
        first, last = self.degrees[0], self.degrees[-1]
        return (last > first) - (last < first)


def leaning(labels: Sequence[Text], language: str) -> Leaning | None:
    """What a scale's labels lean to in one language; None where a label is not known, or nothing is for or against.

    >>> leaning([{"en": "poor"}, {"en": "fair"}, {"en": "good"}, {"en": "very good"}], "en").degrees
    (-2, 0, 2, 3)
    """
    return _leaning(tuple(label.get(language, "").lower() for label in labels), language)


@lru_cache(maxsize=4096)
def _leaning(labels: tuple[str, ...], language: str) -> Leaning | None:
    if len(labels) < 2 or language not in _OPPOSITES or any(re.search(_NONE[language], said) for said in labels):
        return None  # from nothing to much: such a scale has no other side
    for favourable, unfavourable in _OPPOSITES[language]:
        degrees = [_degree(said, favourable, unfavourable, language) for said in labels]
        known = tuple(d for d in degrees if d is not None)
        if len(known) == len(labels) and any(known):
            return Leaning(known)
    return None


def _degree(said: str, favourable: str, unfavourable: str, language: str) -> int | None:
    """The side and strength of one label; None if it is not about these opposites."""
    against = re.search(unfavourable, said) is not None
    rest = re.sub(unfavourable, "", said)
    in_favour = re.search(favourable, rest) is not None
    if re.search(_MIDDLE[language], said) or (against and in_favour):
        return 0
    if not (against or in_favour):
        return None
    strength = next((s for pattern, s in _STRENGTH[language] if re.search(pattern, said)), 2)
    return -strength if against else strength


def agreement(labels: Sequence[Text]) -> bool:
    """Whether a scale asks for agreement.

    >>> agreement([{"en": "disagree"}, {"en": "neither"}, {"en": "agree"}])
    True
    """
    texts = [said.lower() for label in labels for said in label.values()]
    english = any("disagree" in t for t in texts) and any(re.search(r"\bagree", t) for t in texts)
    return english or (any("不同意" in t or "不太同意" in t for t in texts) and any("同意" in t for t in texts))


def from_nothing(labels: Sequence[Text]) -> bool:
    """Whether the lowest or highest label says «not at all» or «none»: the scale has one pole."""
    ends = [labels[0], labels[-1]] if labels else []
    return any(re.search(_NONE[lang], said.lower()) for e in ends for lang, said in e.items() if lang in _NONE)
