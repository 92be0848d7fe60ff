"""The firm's records: out of a file into a store, and beside the answers of a data set."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from surveykit.core.codebook import Level
from surveykit.errors import AuthorError, Place
from surveykit.pipeline.questionnaires import questionnaire
from surveykit.pipeline.responses import open_source

if TYPE_CHECKING:
    from surveykit.core.codebook import Answers
    from surveykit.core.dataset import Dataset
    from surveykit.core.questionnaire import Questionnaire
    from surveykit.core.response import Response


@dataclass(frozen=True)
class ImportedRecords:
    """What an import of records came to: responses whose record is new, says something else now, or was there as it
    is; ids in the file that no response has; responses that the file has no record of."""

    added: int
    changed: int
    same: int
    strangers: int
    without: int


def import_records(
    path: Path, data: Path, store_url: str, by: str, mapping: Path | None = None, encoding: str | None = None
) -> ImportedRecords:
    """Bring a file of the firm's records into a store, beside the responses that they belong to: all, or none.

    `by` names the column that identifies. Where the questionnaire has a hidden item or another text of that name, the
    column is matched with its answers, else with the ids of the respondents. Raises AnalystError with every problem.
    """
    from surveykit.store.records import keep_records
    from surveykit.store.store import Store

    read = questionnaire(path)
    said = _in_file(data, read, by, mapping, encoding)
    with Store.open(store_url, create=False) as store:
        links = list(links_of(store.responses(read.id), read, by))
        found = matched(said, links)
        kept = keep_records(store, read.id, found)
    known = {link.strip() for _, link in links if isinstance(link, str)}
    return ImportedRecords(kept.added, kept.changed, kept.same, len(said.keys() - known), len(links) - len(found))


def _in_file(
    data: Path, read: "Questionnaire", by: str, mapping: Path | None, encoding: str | None = None
) -> "Mapping[str, Answers]":
    """What a file of records says of each id."""
    from surveykit.design.records import records_questionnaire
    from surveykit.interchange.mapping import ColumnNames, Word, load_mapping
    from surveykit.interchange.records import records_of

    if not read.records:
        raise AuthorError.of("no-records", Place(str(data)), id=read.id)
    asked = records_questionnaire(read)
    names = load_mapping(mapping, asked) if mapping is not None else ColumnNames()
    names = replace(names, id=names.id or Word(by))
    own = asked.item_of
    others = [name for name in read.codebook.by_name if name not in own]
    source = open_source(data, {*own, *names.columns, str(names.id)}, encoding, others)
    return records_of(source, asked, names, others)


def _among_answers(answers: Path, read: "Questionnaire", id: str | None) -> "Mapping[str, Answers]":
    """What columns of records in a file of answers say; the file's other columns have been read as answers."""
    from surveykit.design.records import records_questionnaire
    from surveykit.interchange.columns import ID_COLUMNS
    from surveykit.interchange.mapping import ColumnNames, Word
    from surveykit.interchange.records import records_of

    asked = records_questionnaire(read)
    source = open_source(answers, asked.item_of)
    if asked.item_of.keys().isdisjoint(source.columns):
        return {}
    known = {*asked.item_of, *ID_COLUMNS}
    others = [name for name in source.columns if name in read.codebook.asked.by_name or name.lower() not in known]
    return records_of(source, asked, ColumnNames(id=Word(id) if id else None), others)


def with_records(data: "Dataset", records: "Mapping[str, Answers]") -> "Dataset":
    """The data with the records of their rows (row -> variable -> value), as the questionnaire at hand codes them."""
    from surveykit.core.record import recorded_cell

    known = {record.id: record.variable() for record in data.questionnaire.records}
    return data.recorded(
        {
            id: {name: recorded_cell(known[name], value) for name, value in said.items() if name in known}
            for id, said in records.items()
        }
    )


@dataclass(frozen=True)
class RecordsFile:
    """Where the records of a file of answers are: in a file of their own, else (None) in that file itself."""

    path: Path | None = None
    by: str = ""
    mapping: Path | None = None

    def said(self, answers: Path, read: "Questionnaire", id: str | None) -> "Mapping[str, Answers]":
        """What the records say of each id. `id` is the column of the respondents in the file of answers, if named."""
        if self.path is None:
            return _among_answers(answers, read, id)
        return _in_file(self.path, read, self.by, self.mapping)


def linked_by(read: "Questionnaire", by: str) -> str | None:
    """The text of the questionnaire that records are matched with; None: the ids of the respondents."""
    v = read.codebook.asked.by_name.get(by)
    return v.name if v is not None and v.level is Level.TEXT else None


def matched(said: "Mapping[str, Answers]", links: "Iterable[tuple[str, object]]") -> "dict[str, Answers]":
    """What the records say of each row, by (row, what identifies it)."""
    return {row: said[link.strip()] for row, link in links if isinstance(link, str) and link.strip() in said}


def links_of(rows: "Iterable[Response]", read: "Questionnaire", by: str) -> "Iterator[tuple[str, object]]":
    """Each response and what identifies it."""
    from surveykit.core.response import shown_id

    name = linked_by(read, by)
    for response in rows:
        yield response.id, shown_id(response) if name is None else response.answers.get(name)


def links_in(data: "Dataset", by: str) -> "Sequence[str | None]":
    """What identifies each row of a file of answers."""
    name = linked_by(data.questionnaire, by)
    return data.respondents if name is None else [text for (text,) in data.written([name])]
