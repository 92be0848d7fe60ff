"""The different cells of a column, each read once; a column is then a list of places in its palette."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

import numpy as np
from numpy.typing import NDArray

from surveykit.core.codebook import Missing
from surveykit.core.columns import Bytes, different
from surveykit.interchange.cell_text import array_texts
from surveykit.interchange.mapping import Word
from surveykit.interchange.readings import Answer, CellError, CellReader, is_number
from surveykit.interchange.table import EMPTY, NO_MEANING, Meaning, Measures, Numbers, Repeated

Index = NDArray[np.integer[Any]]
"""The places of cells. That of a small whole number is its code in the data, as is that of a reason; all else follows
from OTHERS. An empty cell is at EMPTY until it is known whether its item was asked."""
OTHERS = 128
BESIDE = 0
"""The place of a number that is kept beside the palette."""
MOST = 200_000
"""A palette that has grown larger begins anew with the next chunk: texts and ids hardly ever come twice."""


class Palette(dict[str, int]):
    """Cell -> its place; `answers` has what stands there, `faults` why nothing does.

    `label` is a cell that can only be a label, `twofold` one that is a label and the code of another answer, if there
    are such.
    """

    def __init__(self, reader: CellReader, codes: Mapping[Word, Word], meaning: Meaning = NO_MEANING) -> None:
        super().__init__()
        self.reader = reader
        self.codes = codes
        self.meaning = meaning
        self.label = self.twofold = ""
        self._begin()

    @property
    def plain(self) -> bool:
        """Whether a number is what it is, and stands for nothing else."""
        return self.reader.plain and not self.codes and self.meaning is NO_MEANING

    def _begin(self) -> None:
        self.clear()
        self.answers: dict[int, Answer] = {EMPTY: Missing.NOT_ANSWERED, **{m.value: m for m in Missing}}
        self.faults: dict[int, CellError] = {}
        self.given: dict[Answer, int] = {}
        self.end = OTHERS

    def read(self, cells: Sequence[str]) -> Index:
        """The place of each cell (n); bytes where all are codes."""
        if len(self) > MOST:
            self._begin()
        if isinstance(cells, Numbers):
            return self._small(cells.values)
        if isinstance(cells, Measures):
            if cells.sound:
                return np.where(np.isnan(cells.values), EMPTY, BESIDE).astype(np.int8)
            cells = array_texts(cells.values)
        return self._places(cells.words).take(cells.at) if isinstance(cells, Repeated) else self._places(cells)

    def _places(self, cells: Sequence[str]) -> Index:
        return narrow(np.fromiter(map(self.__getitem__, cells), dtype=np.intp, count=len(cells)))

    def _small(self, numbers: Bytes) -> Index:
        """The places of small whole numbers: themselves, if each of them is the code of what it says."""
        if numbers.size and all(map(self._is_code, range(int(numbers.min()), int(numbers.max()) + 1))):
            return numbers
        place_of = {number: self[str(number)] if number != EMPTY else EMPTY for number in different(numbers)}
        if all(number == place for number, place in place_of.items()):
            return numbers
        places = np.zeros(256, dtype=np.intp)
        places[list(place_of)] = list(place_of.values())
        return narrow(places).take(numbers.view(np.uint8))

    def _is_code(self, number: int) -> bool:
        return self[str(number)] == number

    def __missing__(self, cell: str) -> int:
        word = Word(cell.strip())
        if self.reader.twofold and word not in self.codes and word not in self.meaning.values:
            self._tell_apart(word)
        text = self.codes.get(word, self.meaning.words.get(word, cell))
        try:
            self[cell] = place = self._put(self._answer(word, text)) if text.strip() else EMPTY
        except CellError as fault:
            self[cell] = place = self._new(Missing.NOT_ANSWERED)
            self.faults[place] = fault
        return place

    def _tell_apart(self, word: Word) -> None:
        if word in self.reader.twofold:
            self.twofold = word
        elif word in self.reader.only_labels:
            self.label = word

    def _answer(self, word: Word, text: str) -> Answer:
        """What a cell says. A number that the file declares missing needs a reason of ours. Raises CellError."""
        if word in self.codes or not self.meaning.declares_missing(word):
            return self.reader.read(text, stated=word in self.codes)
        if is_number(text) and (reason := self.reader.unclear.get(float(text))) is not None:
            return reason
        with suppress(CellError):
            answer = self.reader.read(text)
            if isinstance(answer, Missing):
                return answer
        raise CellError("import-declared-missing", value=word)

    def faulty(self, index: Index) -> NDArray[np.intp]:
        """The rows whose cell says nothing that the codebook knows."""
        if not self.faults:
            return np.empty(0, dtype=np.intp)
        return np.flatnonzero(np.isin(index, list(self.faults)))

    def place(self, answer: Answer) -> int:
        """The place of an answer that no cell gave."""
        if answer not in self.given:
            self.given[answer] = self._put(answer)
        return self.given[answer]

    def _put(self, answer: Answer) -> int:
        if isinstance(answer, Missing):
            return answer.value
        code = self.reader.variable.coded(answer)
        if not (isinstance(code, int) and 0 <= code < OTHERS):
            return self._new(answer)
        self.answers[code] = answer
        return code

    def _new(self, answer: Answer) -> int:
        self.answers[self.end] = answer
        self.end += 1
        return self.end - 1

    def chosen(self, index: Index) -> list[Answer]:
        """The answers at some places."""
        return list(map(self.answers.__getitem__, index.tolist()))


class TickPalette(Palette):
    """What the words beside an option say of it: who wrote any has chosen it."""

    def __init__(self, reader: CellReader, words: Palette) -> None:
        super().__init__(reader, words.codes, words.meaning)
        self.words = words

    def _answer(self, word: Word, text: str) -> Answer:
        with suppress(CellError):
            said = self.words._answer(word, text)
            return said if isinstance(said, Missing) else 1
        return Missing.NOT_ANSWERED


def narrow(places: Index) -> Index:
    """The same in bytes if all are codes, else in four."""
    return places.astype(np.int8 if places.max(initial=0) < OTHERS else np.int32)
