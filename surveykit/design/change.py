"""A difference between two versions of a definition, and what it does to the answers given so far."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum

from surveykit.core.comparability import reworded
from surveykit.core.expression import Expression
from surveykit.core.language import Text, both
from surveykit.design.check.lexical import negated

NEARLY = 0.8
"""Two texts are the same but for a word or two from this ratio of matching letters on (0 to 1)."""


class Weight(StrEnum):
    """Harmless: earlier answers mean what they meant. Additive: something is new beside them. Breaking: some of them
    are lost, or cannot be compared with later ones."""

    BREAKING = "breaking"
    ADDITIVE = "additive"
    HARMLESS = "harmless"


@dataclass(frozen=True)
class Change:
    """One difference. `thing` is what changed (item:speed, option:channel.phone); `code` names what and why."""

    weight: Weight
    code: str
    thing: str
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def what(self) -> Text:
        """What changed, in words."""
        return both(f"diff.{self.code}", **self.values)

    @property
    def why(self) -> Text:
        """Why that is of this weight."""
        return both(f"diff.{self.code}.why", **self.values)


def breaking(code: str, thing: str, **values: object) -> Change:
    """A change that earlier answers do not survive."""
    return Change(Weight.BREAKING, code, thing, values)


def additive(code: str, thing: str, **values: object) -> Change:
    """A change that puts something beside earlier answers."""
    return Change(Weight.ADDITIVE, code, thing, values)


def harmless(code: str, thing: str, **values: object) -> Change:
    """A change that earlier answers survive."""
    return Change(Weight.HARMLESS, code, thing, values)


def worded(thing: str, key: str, old: Text | None, new: Text | None, replaced: str = "") -> Iterator[Change]:
    """Another text: harmless; with `replaced`, the code of a breaking change where the words have little in common.

    Then a negation that came or went is breaking, too.
    """
    if same_words(old, new):
        return
    if replaced and old and new and not reworded(old, new):
        yield breaking(replaced, thing)
    elif replaced and old and new and _turned(old, new):
        yield breaking("turned", thing)
    else:
        yield harmless("wording", thing, key=key)


def _turned(old: Text, new: Text) -> bool:
    """Whether little but a negation has come or gone in some language: yes to one is no to the other."""
    return any(
        bool(negated(old[language], language)) != bool(negated(new[language], language))
        and SequenceMatcher(None, old[language], new[language], autojunk=False).ratio() >= NEARLY
        for language in old
        if language in new
    )


def same_words(old: Text | None, new: Text | None) -> bool:
    """Whether two texts are the same in every language that both have."""
    if old is None or new is None:
        return old is new
    return all(old[language] == new[language] for language in old if language in new)


def conditional(thing: str, old: Expression | None, new: Expression | None) -> Iterator[Change]:
    """Another condition. Blanks make no difference."""
    if not alike(old, new):
        yield breaking("condition", thing, old=_said(old), new=_said(new))


def alike(old: Expression | None, new: Expression | None) -> bool:
    """Whether two expressions are the same but for blanks and brackets."""
    return (old and old.tree) == (new and new.tree)


def _said(condition: Expression | None) -> object:
    return both("diff.always") if condition is None else f"“{condition.source}”"


def moved(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """The fewest names whose moving explains the new order; what is only in one list does not count."""
    old, new = [n for n in before if n in set(after)], [n for n in after if n in set(before)]
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    kept = {name for block in blocks for name in old[block.a : block.a + block.size]}
    return [name for name in new if name not in kept]
