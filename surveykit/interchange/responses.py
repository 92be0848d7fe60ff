"""A foreign table -> Responses, all or none: every cell that the codebook does not know is a located problem."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from surveykit.core.codebook import Missing, Value
from surveykit.core.document import did_you_mean
from surveykit.core.item import Item
from surveykit.core.questionnaire import Questionnaire
from surveykit.core.response import Response, Status
from surveykit.errors import AnswerError, Place, Problem
from surveykit.interchange.columns import ID_COLUMNS, unknown_columns
from surveykit.interchange.mapping import ColumnNames, Word
from surveykit.interchange.problems import excerpt, refuse
from surveykit.interchange.readings import Answer, CellError, CellReader
from surveykit.interchange.table import Table

EMPTY = ColumnNames()


def responses_of(table: Table, questionnaire: Questionnaire, mapping: ColumnNames | None = None) -> list[Response]:
    """One imported Response a row, in the table's order.

    Columns are variable names, or as the mapping says. Cells hold codes, option ids, value labels in any language,
    missing codes (-1 to -6) or reason names. An empty cell is not answered, or not asked where the questionnaire's
    own relevance says so; a variable without a column is not asked. Ids follow from the respondents', so the same
    file gives the same responses. Raises AnalystError with every problem and its row and column.
    """
    return _Import(table, questionnaire, mapping or EMPTY).responses()


def response_id(questionnaire: str, key: str) -> str:
    """The id of an imported response: 128 bits of a hash of its questionnaire and key.

    >>> response_id("tiny", "import:17")
    '3e06d173a5f970cdbd07c694e60459d8'
    """
    return hashlib.sha256((questionnaire + key).encode()).hexdigest()[:32]


@dataclass(frozen=True)
class _Column:
    """A column that holds a variable. Equal cells are read once."""

    at: int
    name: str
    reader: CellReader
    codes: dict[Word, Word]
    read: dict[str, Answer | CellError] = field(default_factory=dict)

    def answer(self, cell: str) -> Answer | CellError | None:
        """What a cell says; None if it is empty."""
        text = self.codes.get(Word(cell.strip()), cell)
        if not text.strip():
            return None
        if text not in self.read:
            try:
                self.read[text] = self.reader.read(text)
            except CellError as fault:
                self.read[text] = fault
        return self.read[text]


class _Import:
    def __init__(self, table: Table, questionnaire: Questionnaire, mapping: ColumnNames) -> None:
        self.table = table
        self.questionnaire = questionnaire
        self.mapping = mapping
        self.problems: list[Problem] = []
        self.id_at = self.find_id()
        self.columns = list(self.find_columns())
        self.present = {c.reader.variable.name for c in self.columns}
        self.composed = [i for i in questionnaire.items if len(self.own(i)) > 1]

    def responses(self) -> list[Response]:
        keys = [f"import:{id}" for id in self.ids()]
        numbers = self.table.numbers
        rows = [self.answers(n, row) for n, row in zip(numbers, self.table.rows, strict=True)]
        refuse(self.problems, self.table.file)
        return [self.response(*parts) for parts in zip(keys, numbers, rows, strict=True)]

    def response(self, key: str, number: int, answers: Mapping[str, Answer]) -> Response:
        """The response of a row, which keeps the row's number: a later import that has it again can then say so."""
        q, id = self.questionnaire, response_id(self.questionnaire.id, key)
        settled = self.settled(answers)
        return Response(id, key, q.id, q.hash, settled, status=Status.IMPORTED, paradata={"row": number})

    def report(self, code: str, row: int | None, column: str | None, **values: object) -> None:
        self.problems.append(Problem(code, Place(self.table.file, row=row, field=column), values))

    def own(self, item: Item) -> list[str]:
        """The variables of an item that have a column."""
        return [v.name for v in item.variables() if v.name in self.present]

    def find_id(self) -> int | None:
        if self.mapping.id is not None:
            if self.mapping.id in self.table.columns:
                return self.table.columns.index(self.mapping.id)
            hint = did_you_mean(self.mapping.id, self.table.columns)
            self.report("import-no-id-column", 1, self.mapping.id, hint=hint)
            return None
        taken = {*self.questionnaire.codebook.by_name, *self.mapping.columns, *self.mapping.ignore}
        free = {name.lower(): at for at, name in reversed([*enumerate(self.table.columns)]) if name not in taken}
        return next((free[name] for name in ID_COLUMNS if name in free), None)

    def find_columns(self) -> Iterator[_Column]:
        by_name, first = self.questionnaire.codebook.by_name, dict[str, str]()
        unknown: list[tuple[str, str]] = []
        for column in (*self.mapping.columns, *self.mapping.ignore):
            if column not in self.table.columns:
                hint = did_you_mean(column, self.table.columns)
                self.report("import-no-such-column", 1, column, hint=hint)
        for at, name in enumerate(self.table.columns):
            target = self.mapping.columns.get(Word(name))
            variable = target.variable if target else name
            if at == self.id_at or name in self.mapping.ignore:
                continue
            if variable not in by_name:
                unknown.append((name, variable))
            elif variable in first:
                self.report("import-variable-twice", 1, name, name=variable, other=first[variable])
            else:
                first[variable] = name
                reader = CellReader(self.questionnaire.item_of[variable], by_name[variable])
                yield _Column(at, name, reader, dict(target.codes) if target else {})
        some = bool(first) or any(c in self.mapping.ignore for c in self.table.columns)
        self.problems += unknown_columns(unknown, by_name, self.table.file, some, self.id_at is not None)

    def ids(self) -> Iterator[str]:
        """The respondents' ids; without a column for them, the row numbers."""
        first: dict[str, int] = {}
        for number, row in zip(self.table.numbers, self.table.rows, strict=True):
            id = str(number) if self.id_at is None else row[self.id_at].strip()
            column = None if self.id_at is None else self.table.columns[self.id_at]
            if not id:
                self.report("import-missing-id", number, column)
            elif id in first:
                self.report("import-duplicate-id", number, column, id=excerpt(id), first=first[id])
            first.setdefault(id, number)
            yield id

    def answers(self, number: int, row: tuple[str, ...]) -> dict[str, Answer]:
        answers: dict[str, Answer] = {}
        sound = len(self.problems)
        for column in self.columns:
            answer = column.answer(row[column.at])
            if isinstance(answer, CellError):
                self.report(answer.code, number, column.name, **answer.values)
            elif answer is not None:
                answers[column.reader.variable.name] = answer
        if len(self.problems) == sound:  # what a cell at fault does to its neighbours is no news
            self.contradictions(number, answers)
        return answers

    def contradictions(self, number: int, answers: Mapping[str, Answer]) -> None:
        """Report what no respondent could have answered: two equal ranks, an exclusive option beside another, ...."""
        for item in self.composed:
            given = {name: answers[name] for name in self.own(item) if name in answers}
            if not given or item.unseen:
                continue
            try:
                item.optional().parse(item.fields_of(given))
            except AnswerError as error:
                for p in error.problems:
                    field = p.place.field if p.place.field in self.present else item.id
                    self.report(p.code, number, field, **p.values)

    def settled(self, answers: Mapping[str, Answer]) -> dict[str, Answer]:
        """An entry for every variable. What the file says stays, also where the questionnaire would not have asked."""
        asked = self.questionnaire.asked({**dict.fromkeys(self.present, Missing.NOT_ANSWERED), **answers})
        filled = dict(answers)
        for item in self.composed:
            if asked[item.id]:
                filled |= self.implied(item, answers)
        return {
            name: filled.get(name, Missing.NOT_ANSWERED)
            if name in answers or (asked[item.id] and name in self.present)
            else Missing.NOT_ASKED
            for name, item in self.questionnaire.item_of.items()
        }

    def implied(self, item: Item, answers: Mapping[str, Answer]) -> dict[str, Answer]:
        """What an item's empty cells mean beside its filled ones: unticked, no words asked for, ...."""
        own = self.own(item)
        empty = [name for name in own if name not in answers]
        given: dict[str, Value | Missing] = {name: answers[name] for name in own if name in answers}
        if not empty or not given:
            return {}
        try:
            parsed = item.parse(item.fields_of(given))
        except AnswerError:
            return {}
        return {name: parsed[name] for name in empty}
