"""The different cells of a column, each read once; a column is then a list of places in its palette."""

from collections.abc import Mapping, Sequence
from contextlib import suppress

import numpy as np
from numpy.typing import NDArray

from surveykit.core.codebook import Missing
from surveykit.interchange.mapping import Word
from surveykit.interchange.readings import Answer, CellError, CellReader
from surveykit.interchange.table import NO_MEANING, Meaning, Repeated

Index = NDArray[np.intp]
NOT_ANSWERED, NOT_ASKED = 0, 1
"""The places of an empty cell: of an item that was asked, and of one that was not."""
MOST = 200_000
"""A palette that has grown larger begins anew with the next chunk: texts and ids hardly ever come twice."""


class Palette(dict[str, int]):
    """Cell -> its place; `answers` has what stands there, `faults` why nothing does."""

    def __init__(self, reader: CellReader, codes: Mapping[Word, Word], meaning: Meaning = NO_MEANING) -> None:
        super().__init__()
        self.reader = reader
        self.codes = codes
        self.meaning = meaning
        self._begin()

    def _begin(self) -> None:
        self.clear()
        self.answers: list[Answer] = [Missing.NOT_ANSWERED, Missing.NOT_ASKED]
        self.faults: dict[int, CellError] = {}
        self.places: dict[Answer, int] = {}

    def read(self, cells: Sequence[str]) -> Index:
        """The place of each cell (n)."""
        if len(self.answers) > MOST:
            self._begin()
        return self._places(cells.words).take(cells.at) if isinstance(cells, Repeated) else self._places(cells)

    def _places(self, cells: Sequence[str]) -> Index:
        return np.fromiter(map(self.__getitem__, cells), dtype=np.intp, count=len(cells))

    def __missing__(self, cell: str) -> int:
        word = Word(cell.strip())
        text = self.codes.get(word, self.meaning.words.get(word, cell))
        self[cell] = place = len(self.answers) if text.strip() else NOT_ANSWERED
        if place:
            try:
                self.answers.append(self._answer(word, text))
            except CellError as fault:
                self.answers.append(Missing.NOT_ANSWERED)
                self.faults[place] = fault
        return place

    def _answer(self, word: Word, text: str) -> Answer:
        """What a cell says. A number that the file declares missing needs a reason of ours. Raises CellError."""
        if word in self.codes or not self.meaning.declares_missing(word):
            return self.reader.read(text)
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
        if answer is Missing.NOT_ANSWERED:
            return NOT_ANSWERED
        if answer is Missing.NOT_ASKED:
            return NOT_ASKED
        if answer not in self.places:
            self.places[answer] = len(self.answers)
            self.answers.append(answer)
        return self.places[answer]

    def chosen(self, index: Index) -> list[Answer]:
        """The answers at some places."""
        return list(map(self.answers.__getitem__, index.tolist()))
