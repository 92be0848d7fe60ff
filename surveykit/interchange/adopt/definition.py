"""Guesses about columns -> the plain data of a definition, and where each column goes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

from surveykit.core.codebook import Missing
from surveykit.core.document import MAXIMUM_NAME
from surveykit.interchange.adopt.column import Column, is_number, tidy
from surveykit.interchange.adopt.guess import DATE, NUMBER, RATING, SINGLE, TICK, Guess, Judge, alone, stem_of
from surveykit.interchange.adopt.scales import Scales, apart, chosen_reasons, points_of
from surveykit.interchange.adopt.stems import alike, split_stem
from surveykit.interchange.agreement import squeezed
from surveykit.interchange.xlsform.names import Names
from surveykit.interchange.xlsform.report import Report

MATRIX = "matrix"
TEXTS = ("date_time", "short_text", "open_text")
_WORDS_OF_YAML = ("y", "n", "yes", "no", "on", "off", "null")
"""Ids that YAML would want in quotes; remarks stand above bare ones only."""
_RESERVED = frozenset(m.value for m in Missing)
_OPTION, _CHOICES = 20, 16
"""The ids of an option, and of a question with a variable for each, are at most so long."""
Tree = dict[str, Any]


@dataclass(frozen=True)
class Target:
    """Where a column goes: a variable, and what its cells stand for, where they are not read as they are."""

    variable: str
    codes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Entry:
    """One question of the draft, with the guesses that it is made of and the targets of their columns."""

    id: str
    kind: str
    guesses: Sequence[Guess]
    targets: Sequence[Target]
    scale: str = ""

    @property
    def sure(self) -> float:
        """As sure as its least sure column."""
        return min(guess.sure for guess in self.guesses)

    @property
    def doubts(self) -> tuple[str, ...]:
        """What speaks against it, each once."""
        return tuple(dict.fromkeys(doubt for guess in self.guesses for doubt in guess.doubts))


class Definition:
    """Puts guesses together to questions, neighbour by neighbour."""

    def __init__(self, guesses: Sequence[Guess], judge: Judge, language: str) -> None:
        self.judge = judge
        self.language = language
        self.names = Names(Report(), _WORDS_OF_YAML)
        self.scales = Scales()
        self.items: list[Tree] = []
        self.entries: list[Entry] = []
        at = 0
        while at < len(guesses):
            at += self.add(guesses[at:])

    def add(self, left: Sequence[Guess]) -> int:
        """Make a question of the first guesses that are left; of how many."""
        run = self.ticks(left) if left[0].kind == TICK else self.rows(left) if left[0].kind == RATING else left[:1]
        if len(run) == 1:
            self.single(alone(run[0], self.judge))
        elif run[0].kind == TICK:
            self.multiple(run)
        else:
            self.matrix(run)
        return len(run)

    def ticks(self, left: Sequence[Guess]) -> Sequence[Guess]:
        """The first guesses that are choices of one question: their names or their labels begin alike."""
        own = [takewhile(lambda guess: guess.kind == TICK, left) for _ in range(2)]
        stem = _beginning(left[0].column.name)
        named = sum(1 for _ in takewhile(lambda guess: stem and _beginning(guess.column.name) == stem, own[0]))
        run = left[: max(1, named, alike(_part(guess.column) for guess in own[1]))]
        return left[:1] if self.judge([_part(guess.column) for guess in run]).faults else run

    def rows(self, left: Sequence[Guess]) -> Sequence[Guess]:
        """The first guesses that are rows of one table: they share their points and the beginning of their labels."""
        points = points_of(left[0]).labels
        same = takewhile(lambda guess: guess.kind == RATING and points_of(guess).labels == points, left)
        return left[: max(1, alike(guess.column.label for guess in same))]

    def claim(self, column: Column) -> str:
        """The variable of a column: its own name where that can be an id."""
        name = column.name if column.name.isascii() else f"v{column.at}"
        return self.names.claim(name, "v")

    def keep(self, tree: Tree, kind: str, guesses: Sequence[Guess], targets: Sequence[Target]) -> None:
        self.items.append(tree)
        self.entries.append(Entry(tree["id"], kind, guesses, targets, str(tree.get("scale", ""))))

    # --- one column ----------------------------------------------------------------------------------

    def single(self, guess: Guess) -> None:
        """A question of its own."""
        column = guess.column
        id = self.claim(column)
        tree: Tree = {"id": id, "kind": guess.kind, "text": column.label}
        codes = _reasons(column, guess.kind)
        if guess.kind == SINGLE:
            tree["options"], own = self.options(guess)
            codes |= own
        elif guess.kind == RATING:
            tree["scale"], own = self.scale(guess)
            codes |= own
        elif guess.kind == NUMBER:
            codes |= {**column.said, **{cell: cell for cell, n in column.numbers.items() if n in _RESERVED}}
            tree |= {"decimals": column.decimals} if column.decimals else {}
        elif guess.kind == DATE and column.moment != "date":
            tree["part"] = column.moment
        self.keep(tree, guess.kind, [guess], [Target(id, codes)])

    def scale(self, guess: Guess) -> tuple[str, dict[str, str]]:
        """The scale of a column, and what its cells stand for."""
        points = points_of(guess)
        column = guess.column
        cells = points.cells | {said: points.cells[value] for said, value in column.said.items()}
        unclear = _unclear(column)
        codes = {cell: str(n) for cell, n in cells.items() if cell != str(n) or cell in unclear}
        return self.scales.claim(points, column), codes

    def options(self, guess: Guess) -> tuple[Tree, dict[str, str]]:
        """The options of a column, and what its cells stand for."""
        column, names, unclear = guess.column, Names(Report()), _unclear(guess.column)
        said = {cell: label or tidy(cell) for cell, label in column.answers.items()}
        labels = apart(said) if guess.words == "all" else {cell: cell for cell in said}
        options: Tree = {}
        codes: dict[str, str] = {}
        taken: set[int] = set()
        for at, (cell, label) in enumerate(labels.items(), 1):
            id = names.claim(_option(said[cell], at), "o", most=_OPTION)
            code = _code(column.whole.get(cell), taken)
            options[id] = self.part(label, {"code": code} if code != at else {})
            codes |= {cell: id} if cell != str(code) or cell in unclear else {}
            codes |= {other: id for other, value in column.said.items() if value == cell}
        for reason, label in chosen_reasons(column).items():
            code = _code(None, taken)
            if label.lower() not in {known.lower() for known in labels.values()}:
                flags = {"code": code} if code != len(options) + 1 else {}
                options[names.claim(reason.id, "o")] = self.part(label, {**flags, "missing": reason.id})
        return options, codes

    def part(self, label: str, flags: Tree) -> Any:
        """An option: its label, with its flags beside it where it has any."""
        return {self.language: label, **flags} if flags else label

    # --- several columns -----------------------------------------------------------------------------

    def matrix(self, run: Sequence[Guess]) -> None:
        """A table of several columns."""
        stem, parts = split_stem([guess.column.label for guess in run])
        id = self.names.claim(f"{_common_id(run, 'matrix')}_items", "q")
        rows: Tree = {}
        targets: list[Target] = []
        scale = ""
        for guess, part in zip(run, parts, strict=True):
            variable = self.claim(guess.column)
            scale, codes = self.scale(guess)
            rows[variable] = part
            targets.append(Target(variable, _reasons(guess.column, RATING) | codes))
        self.keep({"id": id, "kind": MATRIX, "text": stem, "scale": scale, "rows": rows}, MATRIX, run, targets)

    def multiple(self, run: Sequence[Guess]) -> None:
        """A list of which any number can be chosen."""
        labels = [_part(guess.column) for guess in run]
        stem, parts = split_stem(labels)
        first = _beginning(run[0].column.name)
        id = self.names.claim(_common_id(run, "choices"), "q", most=_CHOICES)
        names, options, targets = Names(Report()), Tree(), list[Target]()
        said = apart({str(guess.column.at): part for guess, part in zip(run, parts, strict=True)})
        for guess, part in zip(run, said.values(), strict=True):
            name = guess.column.name
            ending = name[len(first) :].strip("_.- ") if name.isascii() and name.startswith(first) else ""
            option = names.claim(ending or f"o{guess.column.at}", "o", most=MAXIMUM_NAME - _CHOICES - 4)
            variable = self.names.claim(f"{id}_{option}", "v")
            options[variable.removeprefix(f"{id}_")] = part
            targets.append(Target(variable, _reasons(guess.column, TICK) | guess.column.said))
        text = stem or tidy(first) or tidy(run[0].column.name)
        self.keep({"id": id, "kind": TICK, "text": text, "options": options}, TICK, run, targets)


def _reasons(column: Column, kind: str) -> dict[str, str]:
    """What the cells of a column stand for that are no answers. A text can hold a reason's code only."""
    if kind in TEXTS:
        return {cell: str(reason.value) for cell, reason in column.reasons.items()} if column.meaning.coded else {}
    return {cell: reason.id for cell, reason in column.reasons.items()}


def _unclear(column: Column) -> set[str]:
    """The cells whose label does not say which they are: another has the same, or it is a number itself."""
    times = Counter(squeezed(label) for label in column.labelled.values())
    return {cell for cell, label in column.labelled.items() if times[squeezed(label)] > 1 or is_number(label)}


def _option(label: str, at: int) -> str:
    """What an option is called after: its label in ASCII, else its place."""
    return label.lower() if label.isascii() and label[:1].isalpha() else f"o{at}"


def _code(number: int | None, taken: set[int]) -> int:
    """A number of its own for an option: that of the file, where it is free and none of our reasons'."""
    code = number if number is not None and number not in _RESERVED | taken else 1
    while code in taken or code in _RESERVED:
        code += 1
    taken.add(code)
    return code


def _beginning(name: str) -> str:
    """What the names of the choices of one question have in common: what stands before the last sign or number."""
    head, sign, _ = name.rpartition("_") if "_" in name else name.rpartition(".")
    return head if sign else stem_of(name)


def _part(column: Column) -> str:
    """The choice that a column of marks is about: its own label, or what it says of 1 where that is more."""
    own = next((label for cell, label in column.labelled.items() if column.whole[cell] == 1), "")
    return column.label if column.meaning.label.strip() or not own else own


def _common_id(run: Sequence[Guess], otherwise: str) -> str:
    """What several columns are called together."""
    stem = _beginning(run[0].column.name)
    return stem if stem and stem.isascii() else otherwise
