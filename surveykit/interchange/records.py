"""A file of the firm's records -> what it says of each id. Read as a file of answers is, and as strictly."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from surveykit.core.codebook import Missing, Value
from surveykit.core.questionnaire import Questionnaire
from surveykit.core.response import IMPORTED_KEY
from surveykit.errors import AnalystError, AnswerError
from surveykit.interchange.columns import ID_COLUMNS
from surveykit.interchange.mapping import ColumnNames, Word
from surveykit.interchange.own_columns import CASE, is_own
from surveykit.interchange.responses import Import
from surveykit.interchange.table import Chunk, Source, SourceOver

Said = dict[str, Value | Missing]
_OF_RECORDS = {
    "import-missing-id": "records-missing-id",
    "import-duplicate-id": "records-duplicate-id",
    "import-no-id-column": "records-no-id-column",
}
"""Problems of ids, for which records need another remedy than answers."""


def records_of(source: Source, asked: Questionnaire, names: ColumnNames, others: Collection[str]) -> dict[str, Said]:
    """Id -> variable -> value, of the columns that the file has. `asked` is the questionnaire of the records.

    Columns of `others`, the variables that are no records, are passed over, and so is the id in an export of ours. A
    row that stands twice counts once. Raises AnalystError with every problem and its row and column.
    """
    try:
        return _said(source, asked, names, others)
    except AnalystError as error:
        told = (replace(problem, code=_OF_RECORDS.get(problem.code, problem.code)) for problem in error.problems)
        raise AnalystError(*told) from None


def _said(source: Source, asked: Questionnaire, names: ColumnNames, others: Collection[str]) -> dict[str, Said]:
    exported = ID_COLUMNS if names.id and any(name.startswith(CASE) for name in source.columns) else ()
    beside = [name for name in source.columns if name in others or name in exported or is_own(name, others)]
    passed = [Word(name) for name in beside if name != names.id]
    reading = Import(DistinctRows(source), asked, replace(names, ignore=(*names.ignore, *passed)))
    found: dict[str, Said] = {}
    for part in reading.parts():
        for number, response in zip(part.numbers, reading.responses(part), strict=True):
            id = response.key.removeprefix(IMPORTED_KEY)
            found[id] = {name: _sound(reading, number, name, response.answers[name]) for name in reading.at}
    return found


def _sound(reading: Import, row: int, name: str, answer: Value | Missing) -> Value | Missing:
    """The answer; of a text, as the form would take it: a day as 2026-01-31. Reports what it would not take."""
    if isinstance(answer, str) and not reading.questionnaire.codebook.by_name[name].numeric:
        item = reading.questionnaire.item_of[name]
        try:
            return item.parse(item.fields_of({name: answer}))[name]
        except AnswerError as error:
            for problem in error.problems:
                reading.report(problem.code, row, reading.source.columns[reading.at[name]], **problem.values)
    return answer


@dataclass(frozen=True)
class DistinctRows(SourceOver):
    """A source without the rows that repeat an earlier one cell for cell."""

    def chunks(self) -> Iterator[Chunk]:
        """All rows that are new."""
        seen: set[tuple[str, ...]] = set()
        for chunk in self.source.chunks():
            numbers, rows = [], []
            for number, row in zip(chunk.numbers, zip(*chunk.cells, strict=True), strict=True):
                if row not in seen:
                    seen.add(row)
                    numbers.append(number)
                    rows.append(row)
            cells = list(zip(*rows, strict=True)) if rows else [()] * len(self.columns)
            yield Chunk(numbers, cells, chunk.problems)
