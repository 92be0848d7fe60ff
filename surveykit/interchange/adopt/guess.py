"""What kind of question each column of a foreign file answers, with how sure that is."""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace

from surveykit.core.codebook import Level
from surveykit.interchange.adopt.column import Column
from surveykit.interchange.agreement import squeezed
from surveykit.interchange.columns import ID_COLUMNS, LIKE_IDS
from surveykit.interchange.columns import squeezed as bare
from surveykit.interchange.own_columns import is_own

SINGLE, RATING, TICK, NUMBER = "single_choice", "rating", "multiple_choice", "number"
DATE, SHORT, OPEN = "date_time", "short_text", "open_text"
MOST_DECIMALS = 6
MOST_POINTS = 11
"""An unlabelled column with more different values is a quantity."""
MOST_WORDS, EACH = 12, 5
"""A list of words has at most so many, each of which occurs so often on average."""
FEWEST_POINTS, FEWEST_DEGREES = 3, 4
LONGEST_LINE = 80
_NUMBERED = re.compile(r"(?P<stem>.*?)(?:[\s._-]+|(?<=[^\d\s._-]))0*\d{1,3}", re.DOTALL)
_NO = re.compile(
    r"no|not (?:selected|chosen|mentioned|checked|ticked|named)|unchecked|unselected|否|没有|未(?:选中?|提及)|不是"
)


@dataclass(frozen=True)
class Verdict:
    """What the checker of questionnaires says of a list of labels: whether they are degrees, and the errors in it."""

    degrees: bool = False
    faults: frozenset[str] = frozenset()


Judge = Callable[[Sequence[str]], Verdict]


@dataclass(frozen=True)
class Guess:
    """What one column is taken for. `sure` is from 0 to 1; `doubts` are names of messages that say why it is less.

    `words` says which labels of a list are kept: all, those of the ends, or none. `reach` are the points of a scale
    whose points have no labels.
    """

    column: Column
    kind: str
    sure: float
    doubts: tuple[str, ...] = ()
    words: str = "all"
    reach: tuple[int, ...] = ()


@dataclass(frozen=True)
class LeftOut:
    """A column, or what a file says of one, that has no place in the definition, and the message that says why."""

    name: str
    why: str


def guesses_of(columns: Sequence[Column], judge: Judge) -> tuple[list[Guess], list[LeftOut], Column | None]:
    """What each column is taken for, those that are left out, and the one that holds the respondents' ids."""
    id = next((c for c in columns if _names_people(c) and c.distinct), None)
    names = {c.name for c in columns}
    guesser = _Guesser(columns, judge)
    guesses: list[Guess] = []
    left: list[LeftOut] = []
    for column in columns:
        found = LeftOut(column.name, "id") if column is id else guesser.guess(column, names)
        if isinstance(found, Guess):
            guesses.append(found)
        else:
            left.append(found)
    return guesses, left, id


def _names_people(column: Column) -> bool:
    return column.name.lower() in ID_COLUMNS or bare(column.name) in LIKE_IDS


def stem_of(name: str) -> str:
    """What stands before the number at the end of a name; empty for a name without one.

    >>> stem_of("sat1"), stem_of("Q5_02"), stem_of("满意度3"), stem_of("age")
    ('sat', 'Q5', '满意度', '')
    """
    found = _NUMBERED.fullmatch(name)
    return found["stem"] if found else ""


class _Guesser:
    """Guesses column by column, knowing what the others are like."""

    def __init__(self, columns: Sequence[Column], judge: Judge) -> None:
        self.judge = judge
        self.alike = Counter(_labels(c) for c in columns)
        self.reaches = dict(_reaches(columns))

    def guess(self, column: Column, names: set[str]) -> Guess | LeftOut:
        if is_own(column.name, names):
            return LeftOut(column.name, "system")
        if not column.answers:
            return LeftOut(column.name, "empty")
        found = self._of_numbers(column) if column.numbers else self._of_words(column)
        if isinstance(found, Guess) and column.unknown:
            return replace(found, sure=min(found.sure, 0.8), doubts=(*found.doubts, "unknown"))
        return found

    def _of_words(self, column: Column) -> Guess:
        if column.moment is not None:
            return Guess(column, DATE, 0.95)
        if column.labelled:
            return listed(column, self.judge, 0.9)
        if 1 < len(column.answers) <= min(MOST_WORDS, column.filled / EACH) and column.longest <= LONGEST_LINE:
            return listed(column, self.judge, 0.6, "words")
        return Guess(column, SHORT if column.longest <= LONGEST_LINE else OPEN, 0.8)

    def _of_numbers(self, column: Column) -> Guess | LeftOut:
        unlisted = len(column.labelled) < len(column.answers) or len(column.answers) < 2
        if unlisted and column.decimals > MOST_DECIMALS:
            return LeftOut(column.name, "decimals")
        whole = set(column.whole.values())
        if whole and whole <= {0, 1} and _says_no(column):
            return Guess(column, TICK, 0.8)
        if column.labelled:
            return self._labelled(column)
        if whole and (reach := self._battery(column)):
            return Guess(column, RATING, 0.7 if stem_of(column.name) in self.reaches else 0.5, ("range",), reach=reach)
        if column.level is Level.ORDINAL and FEWEST_POINTS <= len(whole) <= MOST_POINTS:
            return Guess(column, RATING, 0.8, ("range",), reach=tuple(sorted(whole)))
        few = MOST_WORDS if column.level is Level.NOMINAL else 0 if column.level is Level.INTERVAL else 2
        if whole and 1 < len(column.answers) <= few:
            return listed(column, self.judge, 0.6, "unlabelled")
        return self._quantity(column)

    def _quantity(self, column: Column) -> Guess:
        if column.padded:
            return Guess(column, SHORT, 0.8, ("padded",))
        few = len(column.answers) <= MOST_POINTS and bool(column.whole) and column.level is not Level.INTERVAL
        doubts = ("few",) * few + ("below",) * any(n < 0 for n in column.numbers.values())
        return Guess(column, NUMBER, 0.6 if few else 0.8 if doubts else 0.9, doubts)

    def _battery(self, column: Column) -> tuple[int, ...]:
        """The values of all columns that are numbered like this one, if they can be the points of a scale.

        A column that stands alone, with values of such a scale only, is on it too.
        """
        if (reach := self.reaches.get(stem_of(column.name), ())) or column.level is Level.NOMINAL:
            return reach
        values = set(column.whole.values())
        near = [reach for reach in self.reaches.values() if len(values) >= FEWEST_DEGREES and values <= set(reach)]
        return min(near, key=len, default=())

    def _labelled(self, column: Column) -> Guess:
        more = len(column.answers) - len(column.labelled)
        whole = list(column.whole.values())
        together = bool(whole) and max(whole) - min(whole) < MOST_POINTS
        if more > len(column.labelled) and not together:
            return Guess(column, NUMBER, 0.7, ("labels",))
        if len(column.answers) < 2:
            return Guess(column, NUMBER, 0.5, ("labels", "constant"))
        sure, doubts = self._scaled(column, together)
        if sure:
            guess = Guess(column, RATING, sure, doubts)
            return _worded(guess, self.judge) if not more else guess
        doubts = ("unlabelled",) if more else ()
        return listed(column, self.judge, 0.7 if more else 0.95 if column.level is Level.NOMINAL else 0.75, *doubts)

    def _scaled(self, column: Column, together: bool) -> tuple[float, tuple[str, ...]]:
        """How sure it is that labelled values are points of a scale, 0 if they are none, and what speaks against it."""
        if not column.whole or len(column.answers) < FEWEST_POINTS:
            return 0, ()
        nominal = column.level is Level.NOMINAL
        if column.level is Level.ORDINAL:
            return 0.95, ()
        if self.judge(list(column.labelled.values())).degrees:
            return (0.75, ("nominal",)) if nominal else (0.9, ())
        shared = self.alike[_labels(column)] > 1 and len(column.answers) >= FEWEST_DEGREES
        ends = together and {column.whole[cell] for cell in column.labelled} == {
            min(column.whole.values()),
            max(column.whole.values()),
        }
        return (0.8 if shared else 0.75, ()) if not nominal and (shared or ends) else (0, ())


def alone(guess: Guess, judge: Judge) -> Guess:
    """What a column is taken for that seemed to be one choice of several, and has no neighbours like it."""
    if guess.kind != TICK:
        return guess
    more = len(guess.column.answers) > len(guess.column.labelled)
    doubts = (*guess.doubts, *(("unlabelled",) if more else ()))
    return listed(guess.column, judge, 0.6 if doubts else 0.9, *doubts)


def listed(column: Column, judge: Judge, sure: float, *doubts: str) -> Guess:
    """A column as a list to choose from; where only one answer occurs, as a number or a line of text."""
    if len(column.answers) < 2:
        return Guess(column, NUMBER if column.numbers and not column.padded else SHORT, 0.5, ("constant",))
    return _worded(Guess(column, SINGLE, sure, doubts), judge)


def _worded(guess: Guess, judge: Judge) -> Guess:
    """The guess, with what the checker would refuse said in another way."""
    faults = judge([label or cell for cell, label in guess.column.answers.items()]).faults
    if "scale-out-of-order" in faults:
        return replace(guess, kind=SINGLE, sure=0.5, doubts=(*guess.doubts, "order"), words="none")
    if "scale-unbalanced" in faults:
        return replace(guess, kind=RATING, sure=0.7, doubts=(*guess.doubts, "unbalanced"), words="ends")
    if faults and guess.kind == SINGLE:
        return replace(guess, kind=RATING, sure=0.6, doubts=(*guess.doubts, "bands"))
    return guess


def _reaches(columns: Sequence[Column]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The beginning of a name -> the values of the columns without labels that are numbered behind it."""
    batteries: dict[str, list[Column]] = {}
    for column in columns:
        if (stem := stem_of(column.name)) and column.numbers and not column.labelled:
            batteries.setdefault(stem, []).append(column)
    for stem, own in batteries.items():
        values = {n for column in own for n in column.whole.values()}
        if len(own) > 1 and all(column.whole for column in own) and FEWEST_DEGREES <= len(values) <= MOST_POINTS:
            yield stem, tuple(sorted(values))


def _labels(column: Column) -> Hashable:
    return tuple(column.labelled.items()) or column.name


def _says_no(column: Column) -> bool:
    """Whether 0 can mean that something was not chosen."""
    return all(_NO.fullmatch(squeezed(label)) for cell, label in column.labelled.items() if column.whole[cell] == 0)
