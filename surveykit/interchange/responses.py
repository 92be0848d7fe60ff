"""A foreign table -> Responses, all or none: every cell that the codebook does not know is a located problem.

The table is read in chunks and worked on column by column: equal cells are read once, and what a questionnaire would
have asked is worked out once for all rows that agree in the answers that decide it.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from surveykit.core.codebook import Missing
from surveykit.core.columns import Floats, LateTexts, agreeing
from surveykit.core.document import did_you_mean
from surveykit.core.item import Item
from surveykit.core.questionnaire import Questionnaire
from surveykit.core.response import IMPORTED_KEY, SIMULATED_ID, Response, Status
from surveykit.errors import AnswerError, Place, Problem
from surveykit.interchange.agreement import agree
from surveykit.interchange.beside import READ, Said, answering_of, columns_beside, time_in
from surveykit.interchange.columns import ID_COLUMNS, unknown_columns
from surveykit.interchange.filled_in import filled_in
from surveykit.interchange.mapping import ColumnNames, Word
from surveykit.interchange.own_columns import is_own, reason_column
from surveykit.interchange.palette import Index, Palette, TickPalette, narrow
from surveykit.interchange.problems import Told, excerpt
from surveykit.interchange.readings import Answer, CellReader
from surveykit.interchange.split import split
from surveykit.interchange.table import EMPTY, NO_MEANING, ROWS, Chunk, Measures, Source, Written
from surveykit.interchange.times import TIMES

NO_MAPPING = ColumnNames()
REASON_CODES = {str(m.value): m for m in Missing}
REASON_OF = REASON_CODES | {m.id: m for m in Missing}


def responses_of(
    source: Source, questionnaire: Questionnaire, mapping: ColumnNames | None = None
) -> Iterator[Response]:
    """One imported Response a row, in the table's order.

    Columns are variable names, or as the mapping says. Cells hold codes, option ids, value labels in any language,
    missing codes (-1 to -6) or reason names. An empty cell is not answered, or not asked where the questionnaire's
    own relevance says so; a variable without a column is not asked. Ids follow from the respondents', so the same
    file gives the same responses. Raises AnalystError with every problem and its row and column, after the last row.
    """
    reading = Import(source, questionnaire, mapping or NO_MAPPING)
    for part in reading.parts():
        yield from reading.responses(part)


def alone(questionnaire: Questionnaire) -> frozenset[str]:
    """The variables on which no other one depends."""
    single = (own[0].name for own in questionnaire.variables_of.values() if len(own) == 1)
    return frozenset(single) - questionnaire.decisive


def response_id(questionnaire: str, key: str) -> str:
    """The id of an imported response: 128 bits of a hash of its questionnaire and key.

    >>> response_id("tiny", "import:17")
    '3e06d173a5f970cdbd07c694e60459d8'
    """
    return hashlib.sha256((questionnaire + key).encode()).hexdigest()[:32]


@dataclass(frozen=True, eq=False)
class Part:
    """Some rows, read: their ids and numbers, and for each variable the place in its palette."""

    ids: Sequence[str]
    numbers: Sequence[int]
    cells: Mapping[str, Index]
    beside: Mapping[str, Sequence[Said]]
    """What is said of the answering, as far as it is known."""
    measures: Mapping[str, Floats]
    """The numbers that stand beside their palette."""


class Import:
    """A foreign table being read. `palettes` holds what the cells of each variable say; numbers on which nothing else
    depends may stand `beside` them."""

    def __init__(
        self, source: Source, questionnaire: Questionnaire, mapping: ColumnNames, beside: bool = False
    ) -> None:
        self.alone = alone(questionnaire) if beside else frozenset[str]()
        filled = filled_in(source, mapping.named)
        self.source, self.in_file = split(filled, mapping), filled.columns
        self.questionnaire = questionnaire
        self.mapping = mapping
        self.told = Told()
        self.told_mixed: set[str] = set()
        self.hashes: dict[type, list[NDArray[np.int64]]] = {}
        self.id_at = self.find_id()
        self.beside_at = columns_beside(self.source, mapping)
        self.palettes: dict[str, Palette] = {}
        self.at = dict(self.find_columns())
        self.at |= dict(self.find_words())
        self.reasons_at = self.find_reasons()
        self.composed = [i for i in questionnaire.items if len(self.own(i)) > 1 and not self.separate(i)]
        self.decisive = [name for name in self.at if name in questionnaire.decisive]
        self.asked_by: dict[tuple[Answer, ...], Mapping[str, bool]] = {}
        self.implied_by: dict[tuple[str, tuple[Answer, ...]], dict[str, Answer]] = {}
        self.faults_by: dict[tuple[str, tuple[Answer, ...]], tuple[Problem, ...]] = {}

    def parts(self) -> Iterator[Part]:
        """All rows. Raises AnalystError with every problem, after the last row."""
        for chunk in self.source.chunks():
            yield self.read(chunk)
        self.repeated_ids()
        self.told.refuse(self.source.file)

    def read(self, chunk: Chunk) -> Part:
        """The rows of a chunk, settled: an entry for every variable."""
        for problem in chunk.problems:
            self.told.add(problem)
        ids = self.ids(chunk)
        columns = {name: self.held(name, chunk.cells[at]) for name, at in self.at.items()}
        cells = {name: self.palettes[name].read(own) for name, own in columns.items()}
        self.mixed()
        self.explain(chunk, cells)
        sound = self.faults_of_cells(chunk, cells)
        self.contradictions(chunk, cells, sound)
        beside = {name: list(self.beside(chunk, name, at)) for name, at in self.beside_at.items()}
        measures = {name: own.values for name, own in columns.items() if isinstance(own, Measures) and own.sound}
        return Part(ids, chunk.numbers, self.settled(cells, len(ids)), beside, measures)

    def mixed(self) -> None:
        """Report columns where a cell can only be a label, and another may be one or a code that means otherwise."""
        for name, palette in self.palettes.items():
            if palette.label and palette.twofold and name not in self.told_mixed:
                self.told_mixed.add(name)
                values = {"label": excerpt(palette.label), "value": palette.twofold}
                self.report_column("import-codes-and-labels", self.source.columns[self.at[name]], **values)

    def held(self, name: str, cells: Sequence[str]) -> Sequence[str]:
        """Cells that are numbers held against the codebook, where they may then stay as they are."""
        palette = self.palettes[name]
        if not isinstance(cells, Measures) or cells.sound or name not in self.alone or not palette.plain:
            return cells
        return Measures(cells.values, palette.reader.sound(cells.values[~np.isnan(cells.values)]))

    def responses(self, part: Part) -> Iterator[Response]:
        """The responses of some rows. Each keeps its row's number: a later import that has it again can then say so."""
        for start in range(0, len(part.ids), ROWS):
            yield from self.some_responses(part, slice(start, start + ROWS))

    def some_responses(self, part: Part, rows: slice) -> Iterator[Response]:
        q, ids, numbers = self.questionnaire, part.ids[rows], part.numbers[rows]
        names = list(q.item_of)
        columns = [self.palettes[n].chosen(part.cells[n][rows]) if n in self.at else None for n in names]
        filled = [column or [Missing.NOT_ASKED] * len(ids) for column in columns]
        answered = zip(*filled, strict=True) if filled else repeat(())
        said = zip(*(told[rows] for told in part.beside.values()), strict=True) if part.beside else repeat(())
        for id, number, row, told in zip(ids, numbers, answered, said, strict=False):
            key = IMPORTED_KEY + id
            answers = dict(zip(names, row, strict=True))
            own = response_id(q.id, key)
            status = Status.SIMULATED if id.startswith(SIMULATED_ID) else Status.IMPORTED
            beside = dict(zip(part.beside, told, strict=True))
            started, closed = (time_in(beside, name) for name in TIMES)
            paradata = {"row": number, **answering_of(beside)}
            yield Response(own, key, q.id, q.hash, answers, None, status, started, closed, paradata=paradata)

    def report(self, code: str, row: int | None, column: str | None, **values: object) -> None:
        self.told.add(Problem(code, self.source.place(row, column), values))

    def report_column(self, code: str, column: str, **values: object) -> None:
        self.report(code, self.source.header, column, **values)

    def own(self, item: Item) -> list[str]:
        """The variables of an item that have a column."""
        return [v.name for v in self.questionnaire.variables_of[item.id] if v.name in self.at]

    def separate(self, item: Item) -> bool:
        """Whether every variable of an item is answered by itself, as the rows of a scale are."""
        return all(item.scale_of(v.name) is not None for v in self.questionnaire.variables_of[item.id])

    def find_id(self) -> int | None:
        columns = self.source.columns
        if self.mapping.id is not None:
            if self.mapping.id in columns:
                return columns.index(self.mapping.id)
            hint = did_you_mean(self.mapping.id, columns)
            self.report_column("import-no-id-column", self.mapping.id, hint=hint)
            return None
        taken = {*self.questionnaire.codebook.by_name, *self.mapping.columns, *self.mapping.ignore}
        free = {name.lower(): at for at, name in reversed([*enumerate(columns)]) if name not in taken}
        return next((free[name] for name in ID_COLUMNS if name in free), None)

    def find_columns(self) -> Iterator[tuple[str, int]]:
        """Variable -> the position of its column."""
        book, first = self.questionnaire.codebook, dict[str, str]()
        by_name = book.asked.by_name
        columns = self.source.columns
        unknown: list[tuple[str, str]] = []
        for column in self.mapping.named:
            if column not in self.in_file and column not in columns:
                hint = did_you_mean(column, columns)
                self.report_column("import-no-such-column", column, hint=hint)
        for at, name in enumerate(columns):
            target = self.mapping.columns.get(Word(name))
            variable = target.variable if target else name
            if (
                at == self.id_at
                or at in self.beside_at.values()
                or name in self.mapping.ignore
                or (target is None and (is_own(name, book.by_name) or (name in book.by_name and name not in by_name)))
            ):
                continue
            if variable not in by_name:
                unknown.append((name, variable))
            elif variable in first:
                self.report_column("import-variable-twice", name, name=variable, other=first[variable])
            else:
                first[variable] = name
                self.palettes[variable] = self.palette(variable, name, dict(target.codes) if target else {})
                yield variable, at
        some = bool(first) or any(c in self.mapping.ignore for c in columns)
        for problem in unknown_columns(unknown, by_name, self.place_of_column, some, self.id_at is not None):
            self.told.add(problem)

    def find_words(self) -> Iterator[tuple[str, int]]:
        """Variable of an option without a column -> the position of that of the words beside it, which stand for it."""
        for item in self.questionnaire.items:
            for words, tick in item.ticks().items():
                if words in self.at and tick not in self.at:
                    reader = CellReader(item, self.questionnaire.codebook.by_name[tick])
                    self.palettes[tick] = TickPalette(reader, self.palettes[words])
                    yield tick, self.at[words]

    def place_of_column(self, column: str | None) -> Place:
        return self.source.place(self.source.header, column)

    def palette(self, variable: str, column: str, codes: dict[Word, Word]) -> Palette:
        """What the cells of a column say; where the file has labels for them, they must agree with the codebook."""
        meaning = self.source.meanings.get(column, NO_MEANING)
        coded = meaning.coded and reason_column(variable) not in self.source.columns
        item = self.questionnaire.item_of[variable]
        reader = CellReader(item, self.questionnaire.codebook.by_name[variable], coded)
        agreed = agree(reader, meaning, codes)
        for clash in agreed.clashes:
            values = {"value": clash.value, "theirs": excerpt(clash.theirs), "ours": clash.ours, "name": variable}
            self.report_column("import-label-differs", column, **values)
        return Palette(reader, agreed.codes | codes, meaning)

    def find_reasons(self) -> dict[str, int]:
        """Variable -> the position of the column that says why its cells are empty, where there is one."""
        columns = self.source.columns
        return {name: columns.index(c) for name in self.at if (c := reason_column(name)) in columns}

    def explain(self, chunk: Chunk, cells: dict[str, Index]) -> None:
        """Put the reasons in that stand in columns of their own."""
        for name, at in self.reasons_at.items():
            palette, words = self.palettes[name], self.source.meanings.get(reason_column(name), NO_MEANING).words
            cells[name] = cells[name].copy()
            for row in np.flatnonzero(cells[name] == EMPTY).tolist():
                code = chunk.cells[at][row].strip()
                if (said := words.get(code, code)) in REASON_OF:
                    cells[name][row] = palette.place(REASON_OF[said])
                elif code:
                    known, column = tuple(REASON_CODES), self.source.columns[at]
                    self.report("import-not-in-codebook", chunk.numbers[row], column, value=excerpt(code), known=known)

    def ids(self, chunk: Chunk) -> Sequence[str]:
        """The respondents' ids; without a column for them, the row numbers."""
        if self.id_at is None:
            return LateTexts(len(chunk.numbers), lambda: list(map(str, chunk.numbers)))
        cells = chunk.cells[self.id_at]
        if isinstance(cells, Written) and (hashes := cells.hashes()) is not None:
            self.hashes.setdefault(type(cells), []).append(hashes)
            return cells
        ids = list(map(str.strip, cells))
        self.hashes.setdefault(str, []).append(np.fromiter(map(hash, ids), dtype=np.int64, count=len(ids)))
        if not all(ids):
            for number, id in zip(chunk.numbers, ids, strict=True):
                if not id:
                    self.report("import-missing-id", number, self.source.columns[self.id_at])
        return ids

    def repeated_ids(self) -> None:
        """Report ids that come twice. Of each only a hash was kept; if two agree, or not all hashes were made in the
        same way, the ids are read again."""
        if self.id_at is None or self.all_differ():
            return
        column, first = self.source.columns[self.id_at], dict[str, int]()
        for chunk in self.source.chunks():
            for number, id in zip(chunk.numbers, map(str.strip, chunk.cells[self.id_at]), strict=True):
                if id and first.setdefault(id, number) != number:
                    self.report("import-duplicate-id", number, column, id=excerpt(id), first=first[id])

    def all_differ(self) -> bool:
        """Whether the hashes show that no id comes twice."""
        return len(self.hashes) <= 1 and all(_differ(np.concatenate(made)) for made in self.hashes.values())

    def beside(self, chunk: Chunk, name: str, at: int) -> Iterator[Said]:
        """What a column says beside the answers."""
        code = "import-not-a-time" if name in TIMES else "import-not-a-duration"
        for number, cell in zip(chunk.numbers, chunk.cells[at], strict=True):
            try:
                yield READ[name](cell)
            except (ValueError, OverflowError):
                self.report(code, number, self.source.columns[at], value=excerpt(cell))
                yield None

    def faults_of_cells(self, chunk: Chunk, cells: Mapping[str, Index]) -> NDArray[np.bool_]:
        """Report every cell that says nothing the codebook knows; the rows that have none."""
        sound = np.ones(len(chunk.numbers), dtype=bool)
        found: list[tuple[int, str, int]] = []
        for name, index in cells.items():
            rows = self.palettes[name].faulty(index)
            sound[rows] = False
            found += [(row, name, int(index[row])) for row in rows.tolist()]
        for row, name, place in sorted(found, key=lambda fault: fault[0]):
            fault = self.palettes[name].faults[place]
            self.report(fault.code, chunk.numbers[row], self.source.columns[self.at[name]], **fault.values)
        return sound

    def contradictions(self, chunk: Chunk, cells: Mapping[str, Index], sound: NDArray[np.bool_]) -> None:
        """Report what no respondent could have answered: two equal ranks, an exclusive option beside another, ....

        What a cell at fault does to its neighbours is no news.
        """
        found: list[tuple[int, str, Problem]] = []
        for item in self.composed:
            if item.unseen:
                continue
            names = self.own(item)
            group, firsts = agreeing([cells[name] for name in names], len(cells[names[0]]))
            for at, row in enumerate(firsts.tolist()):
                for problem in self.faults(item, names, self.answers(names, cells, row)) if sound[row] else ():
                    field = problem.place.field if problem.place.field in self.at else item.id
                    found += [(other, field, problem) for other in np.flatnonzero((group == at) & sound).tolist()]
        for row, field, problem in sorted(found, key=lambda fault: fault[0]):
            self.report(problem.code, chunk.numbers[row], field, **problem.values)

    def faults(self, item: Item, names: Sequence[str], answers: tuple[Answer, ...]) -> tuple[Problem, ...]:
        """What is wrong with some answers to one item taken together."""
        key = item.id, answers
        if key not in self.faults_by:
            given = _given(names, answers)
            self.faults_by[key] = item.faults_of(given) if given else ()
        return self.faults_by[key]

    def answers(self, names: Sequence[str], cells: Mapping[str, Index], row: int) -> tuple[Answer, ...]:
        """What one row says in some columns."""
        return tuple(self.palettes[name].answers[cells[name][row]] for name in names)

    def settled(self, cells: dict[str, Index], n: int) -> dict[str, Index]:
        """What the file says stays, also where the questionnaire would not have asked; the rest gets its reason."""
        composed = [name for item in self.composed for name in self.own(item)]
        settled = cells | {name: cells[name].astype(np.intp) for name in composed}
        group, firsts = agreeing([cells[name] for name in self.decisive], n)
        asked = [self.asked(self.answers(self.decisive, cells, row)) for row in firsts.tolist()]
        for item in self.questionnaire.items:
            names = self.own(item)
            routes = np.array([route[item.id] for route in asked], dtype=bool)
            if item in self.composed:
                self.imply(item, names, cells, settled, routes[group])
            for name in names if not routes.all() else ():
                unasked = (cells[name] == EMPTY) & ~routes[group]
                settled[name] = np.where(unasked, Missing.NOT_ASKED.value, settled[name])
        return settled | {name: narrow(settled[name]) for name in composed}

    def asked(self, answers: tuple[Answer, ...]) -> Mapping[str, bool]:
        """Item id -> whether it is asked, given the answers that decide it."""
        if answers not in self.asked_by:
            given = {**dict.fromkeys(self.at, Missing.NOT_ANSWERED), **dict(zip(self.decisive, answers, strict=True))}
            self.asked_by[answers] = self.questionnaire.asked(given)
        return self.asked_by[answers]

    def imply(
        self,
        item: Item,
        names: Sequence[str],
        cells: Mapping[str, Index],
        settled: Mapping[str, Index],
        is_asked: NDArray[np.bool_],
    ) -> None:
        """Put in what an item's empty cells mean beside its filled ones: unticked, no words asked for, ...."""
        group, firsts = agreeing([cells[name] for name in names], len(cells[names[0]]))
        for at, row in enumerate(firsts.tolist()):
            implied = self.implied(item, names, self.answers(names, cells, row))
            rows = (group == at) & is_asked if implied else group[:0]
            for name, answer in implied.items():
                settled[name][rows] = self.palettes[name].place(answer)

    def implied(self, item: Item, names: Sequence[str], answers: tuple[Answer, ...]) -> dict[str, Answer]:
        """What the empty ones of an item's cells mean."""
        key = item.id, answers
        if key not in self.implied_by:
            given = _given(names, answers)
            empty = [name for name in names if name not in given]
            self.implied_by[key] = {}
            if empty and given:
                try:
                    parsed = item.parse(item.fields_of(given))
                except AnswerError:
                    return {}
                self.implied_by[key] = {name: parsed[name] for name in empty}
        return self.implied_by[key]


def _differ(numbers: NDArray[np.int64]) -> bool:
    """Whether no number comes twice. Sorts them."""
    if (numbers[1:] > numbers[:-1]).all():
        return True
    numbers.sort()
    return bool((numbers[1:] != numbers[:-1]).all())


def _given(names: Sequence[str], answers: tuple[Answer, ...]) -> dict[str, Answer]:
    return {name: answer for name, answer in zip(names, answers, strict=True) if answer is not Missing.NOT_ANSWERED}
