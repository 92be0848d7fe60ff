"""What the cells of a foreign column may mean in a variable: read as they are, by label, or by a well-known code."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from surveykit.core.codebook import Missing
from surveykit.core.item import Option
from surveykit.interchange.agreement import REASONS, squeezed
from surveykit.interchange.draft.profile import Profile
from surveykit.interchange.draft.similarity import likeness
from surveykit.interchange.draft.target import Target
from surveykit.interchange.readings import Answer, CellError, is_number
from surveykit.interchange.split import BLANK, SKIPPED

_NUMBERED = re.compile(r"[A-Za-z]{1,3}0*([1-9][0-9]?)")
"""Codes such as A1 and SQ001: the first answer, the second, ...."""
_YES = frozenset(("y", "yes", "true", "checked", "selected", "x", "✓", "√", "是", "已选", "选中"))
_NO = frozenset(("n", "no", "false", "unchecked", "not selected", "否", "未选", "未选中"))
_OTHER = "-oth-"
_PASSED_OVER: dict[str, Missing] = {SKIPPED: Missing.NOT_ASKED, BLANK: Missing.NOT_ANSWERED}
_REASON_CODES = frozenset(str(reason.value) for reason in Missing)
_NEGATION = re.compile(r"\b(?:not|no|never|non|less|least|un|dis|in|im)|不|没|无|非|未", re.IGNORECASE)
_ALIKE, _APART = 0.85, 0.1
"""A label is taken for another that is so much alike, unless a second one is nearly as much."""


@dataclass
class Reading:
    """What the cells mean. `codes` have to be written down; `unexplained` are the cells that nothing explains.

    `fit` is the share of filled cells that are explained. `worded`: by words, not by numbers, which fit anywhere.
    `doubts`: some codes are known only by their place in a list (counted), or by labels not quite the same (near), or
    are the codes of our reasons and may mean something else elsewhere (reasons), or may as well be numbers (unclear),
    or are labels that are the codes of other answers, too (labels).
    """

    codes: dict[str, str] = field(default_factory=dict)
    unexplained: list[str] = field(default_factory=list)
    fit: float = 1.0
    worded: bool = False
    doubts: set[str] = field(default_factory=set)


def read_codes(profile: Profile, target: Target) -> Reading:
    """Hold the cells of a column against a variable."""
    found = Reading()
    if not target.variable.numeric:
        for word in profile.values:
            _explain_text(word, profile.meaning.declares_missing(word), found)
        return found
    explained = 0
    for word in profile.listed or list(profile.values):
        if _explain(word, profile, target, found):
            explained += profile.values.get(word, 0)
        elif profile.values.get(word) or word in profile.meaning.values:
            found.unexplained.append(word)
    _as_labels(profile, target, found)
    found.unexplained = _by_place(found, target)
    left = sum(profile.values.get(word, 0) for word in found.unexplained)
    found.fit = 1 - left / profile.filled if profile.filled else 1.0
    return found


def _explain_text(word: str, declared: bool, found: Reading) -> None:
    """A text is an answer, but for what a system writes in place of one and what the file declares missing."""
    plain = squeezed(word)
    reason = _PASSED_OVER.get(plain) or (REASONS.get(plain) if declared else None)
    if reason is not None:
        found.codes[word] = _written(reason)
    elif declared:
        found.unexplained.append(word)


def _explain(word: str, profile: Profile, target: Target, found: Reading) -> bool:
    """Whether a cell means anything; what has to be written down is noted."""
    label = profile.meaning.values.get(word)
    if label is None and is_number(word) and float(word) in target.reader.unclear:
        found.doubts.add("unclear")
        return True
    own = _read(profile.meaning.words.get(word, word), target)
    said, near = _labelled(label or word, target)
    if label is None and own is not None and (isinstance(own, Missing) or not profile.meaning.declares_missing(word)):
        found.worded |= not isinstance(own, Missing) and not word.replace(".", "").lstrip("-").isdecimal()
        if isinstance(own, Missing) and word in _REASON_CODES:
            found.codes[word] = own.id
            found.doubts.add("reasons")
        return True
    if label is not None and own is not None and (said == own or (said is None and not isinstance(own, Missing))):
        found.worded |= said == own and not near
        return not profile.meaning.declares_missing(word) or isinstance(own, Missing)
    known = _known(label or word, target)
    answer = known if known is not None and (near or said is None) else said
    if answer is None:
        return False
    if near and answer is said:
        found.doubts.add("near")
    found.codes[word] = _written(answer)
    found.worded = True
    return True


def _read(cell: str, target: Target) -> Answer | None:
    try:
        return target.reader.read(cell)
    except CellError:
        return None


def _labels(target: Target) -> Mapping[str, Answer]:
    """The words of the codebook, without bare numbers."""
    return {word: answer for word, answer in target.reader.known.items() if not word.lstrip("-").isdecimal()}


def _labelled(words: str, target: Target) -> tuple[Answer | None, bool]:
    """What a label means: the same words in the codebook, else (true) the only ones that are nearly the same."""
    labels = _labels(target)
    exact = {squeezed(word): answer for word, answer in labels.items()}
    if squeezed(words) in exact:
        return exact[squeezed(words)], False
    best: dict[Answer, float] = {}
    for word, answer in labels.items():
        same_side = len(_NEGATION.findall(words)) == len(_NEGATION.findall(word))
        best[answer] = max(best.get(answer, 0.0), likeness(words, word) if same_side else 0.0)
    ranked = sorted(best.items(), key=lambda pair: -pair[1])
    if not ranked or ranked[0][1] < _ALIKE or (len(ranked) > 1 and ranked[1][1] > ranked[0][1] - _APART):
        return None, False
    return ranked[0][0], True


def _known(word: str, target: Target) -> Answer | None:
    """What a word means in many systems: yes and no, another answer, a reason."""
    plain = squeezed(word)
    if target.ticked:
        own = {squeezed(label) for label in target.variable.label.values()}
        return 1 if plain in _YES | own else 0 if plain in _NO else None
    for words in (_YES, _NO):
        said = {answer for label, answer in _labels(target).items() if squeezed(label) in words}
        if plain in words and len(said) == 1:
            return said.pop()
    if word == _OTHER:
        options = (name for name, part in target.item.parts().items() if isinstance(part, Option) and part.specify)
        return next(options, None)
    return _PASSED_OVER.get(plain, REASONS.get(plain))


def _as_labels(profile: Profile, target: Target, found: Reading) -> None:
    """Take the numbers of a column for labels where others of its cells can be nothing else."""
    reader, words = target.reader, set(profile.values)
    if words & reader.twofold and words & reader.only_labels and not profile.meaning.values:
        found.codes |= {word: _written(reader.labels[word]) for word in sorted(words & reader.twofold)}
        found.doubts.add("labels")


def _by_place(found: Reading, target: Target) -> list[str]:
    """Explain codes such as A1, A2 by their place, where every cell left is one; the cells that stay unexplained."""
    places = {word: int(match[1]) for word in found.unexplained if (match := _NUMBERED.fullmatch(word))}
    codes = sorted(target.reader.codes)
    if target.ticked or len(places) < len(found.unexplained) or max(places.values(), default=0) > len(codes):
        return found.unexplained
    for word, place in places.items():
        found.codes[word] = str(codes[place - 1])
        found.doubts.add("counted")
    return []


def _written(answer: Answer) -> str:
    return answer.id if isinstance(answer, Missing) else answer if isinstance(answer, str) else f"{answer:g}"
