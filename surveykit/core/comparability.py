"""Whether the answers of two versions of a questionnaire can stand in one column, and if not, why."""

import unicodedata
from collections.abc import Hashable, Mapping
from difflib import SequenceMatcher
from typing import Literal

from surveykit.core.codebook import Level, Variable
from surveykit.core.language import Text, both, same
from surveykit.core.numbers import number

ALIKE = 0.4
"""Two labels share their words from this ratio of matching letters on (0 to 1; Ratcliff and Metzener 1988)."""

Labels = Mapping[Hashable, str]


Cause = Literal["kind", "range", "labels"]


def cause(old: Variable, new: Variable) -> Cause | None:
    """What keeps an answer to `old` out of the column of `new`; None if nothing does.

    That is another kind of question, another range (where the answers are points of it), or other labels: a label that
    stands at another value now, or words that have little in common at most values. Labels that were merely reworded
    are no obstacle.
    """
    if old.numeric != new.numeric or bool(old.stored) != bool(new.stored):
        return "kind"
    points = old.complete or new.complete or Level.INTERVAL in (old.level, new.level)
    if points and not old.stored and (old.minimum, old.maximum) != (new.minimum, new.maximum):
        return "range"
    return "labels" if _other_labels(old, new) else None


def difference(old: Variable, new: Variable) -> Text | None:
    """The cause as a flag's evidence; None if there is none."""
    match cause(old, new):
        case "kind":
            return both("cleaning.evidence.other_kind", variable=old.name)
        case "range":
            ends = {"minimum": _bound(old.minimum), "maximum": _bound(old.maximum)}
            return both("cleaning.evidence.other_range", variable=old.name, **ends)
        case "labels":
            return both("cleaning.evidence.other_labels", variable=old.name)
    return None


def _bound(bound: float | None) -> Text:
    return same("…") if bound is None else same(number(bound, 0 if bound == int(bound) else 2))


def reworded(before: Text, after: Text) -> bool:
    """Whether two texts that differ can still say the same: their words have something in common in some language.

    >>> reworded({"en": "How quick were we?"}, {"en": "How quick was it?"}), reworded({"en": "Price"}, {"en": "Staff"})
    (True, False)
    """
    pairs = [(_plain(before[language]), _plain(after[language])) for language in before if language in after]
    return not pairs or any(_alike(old, new) for old, new in pairs)


def _alike(before: str, after: str) -> bool:
    return SequenceMatcher(None, before, after, autojunk=False).ratio() >= ALIKE


def _other_labels(old: Variable, new: Variable) -> bool:
    pairs = [(_labels(old, language), _labels(new, language)) for language in _languages(old) & _languages(new)]
    if any(_moved(before, after) for before, after in pairs):
        return True
    # the same words in one language say that another language was only reworded
    return bool(pairs) and all(_replaced(before, after) for before, after in pairs)


def _languages(v: Variable) -> set[str]:
    return {language for label in v.values.values() for language in label}


def _labels(v: Variable, language: str) -> Labels:
    """Option id, or value where there are none -> its words, without what is no matter of meaning."""
    option_of = {code: name for name, code in v.stored.items()}
    return {option_of.get(c, c): _plain(label[language]) for c, label in v.values.items() if language in label}


def _plain(label: str) -> str:
    folded = unicodedata.normalize("NFKC", label).casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in folded).split())


def _moved(before: Labels, after: Labels) -> bool:
    """Whether a label stands at another value, and no longer at its own."""
    where = {words: value for value, words in after.items() if words}
    return any(words in where and after.get(value) != words for value, words in before.items())


def _replaced(before: Labels, after: Labels) -> bool:
    """Whether the words at most values have little in common."""
    common = [value for value in before if value in after]
    other = [v for v in common if not _alike(before[v], after[v])]
    return 2 * len(other) > len(common)
