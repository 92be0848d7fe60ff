"""Answers as data: from a store or a file, coded, and scored."""

from collections.abc import Iterator
from contextlib import ExitStack, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import finalize

from surveykit.core.plan import Cleaning, Plan
from surveykit.core.progress import advance
from surveykit.errors import AnalystError, AuthorError, OperatorError, Place
from surveykit.pipeline.questionnaires import questionnaire
from surveykit.pipeline.records import RecordsFile, links_in, matched, with_records
from surveykit.pipeline.responses import PROGRESS_EVERY, TEXT_ENDINGS, answers_source, column_names
from surveykit.pipeline.shared import need_extra

if TYPE_CHECKING:
    from ibis.expr.types import Table

    from surveykit.core.dataset import Dataset
    from surveykit.core.questionnaire import Questionnaire
    from surveykit.core.response import Response
    from surveykit.interchange.mapping import ColumnNames
    from surveykit.interchange.table import Source
    from surveykit.store.store import Store

PACKED_FROM = 10_000
"""Fewer responses are coded anew each time: that takes a moment, and the store stays as it is."""


def load_data(
    file: str | Path,
    definition: "Questionnaire | str | Path",
    mapping: str | Path | None = None,
    records: str | Path | None = None,
    by: str | None = None,
) -> "Dataset":
    """A file of answers as a Dataset: coded and scored.

    The ending of `file` says what it is: .csv, .tsv, .txt, .xlsx, .sav, .dta, .parquet. A Parquet file without a
    mapping is not read before an analysis asks for a column, and may hold more respondents than the memory.
    `definition` is a questionnaire that was loaded, or its file. `records` is a file of the firm's records, in which
    the column `by` identifies. Raises AnalystError with every problem and its place.
    """
    from surveykit.cleaning.score import score

    read = questionnaire(Path(definition)) if isinstance(definition, str | Path) else definition
    share = Cleaning().scale_minimum_answered
    names = column_names(Path(mapping) if mapping is not None else None, read)
    if names is None and Path(file).suffix.lower() == ".parquet":
        data = _late(Path(file), read)
    else:
        data, _ = _read(Path(file), read, names)
    if read.records:
        kept = RecordsFile(Path(records) if records is not None else None, by or "")
        said = kept.said(Path(file), read, names.id if names else None)
        data = with_records(data, matched(said, zip(data.respondents, links_in(data, kept.by), strict=True)))
    return score(data, share)


def load_table(table: "Table", definition: "Questionnaire | str | Path") -> "Dataset":
    """A table in a database as a Dataset whose rows stay where they are: the database sums them up.

    `table` is an Ibis table expression (extra `big`) with the variables of the questionnaire as columns of codes; null
    is missing, and so are the codes of reasons unless the number may be negative itself. Reliability, correlations,
    classical regression, relative importance and factor models work by `only=`; what needs rows raises AnalystError
    (warehouse-rows), and so does a number that the codebook does not know (warehouse-strange-number).
    """
    from surveykit.cleaning.score import score
    from surveykit.core.dataset import Dataset
    from surveykit.interchange.warehouse import WarehouseColumns

    read = questionnaire(Path(definition)) if isinstance(definition, str | Path) else definition
    return score(Dataset(read, WarehouseColumns(table, read)), Cleaning().scale_minimum_answered)


def _read(path: Path, read: "Questionnaire", names: "ColumnNames | None") -> "tuple[Dataset, Source]":
    """The table in a file. A CSV file is split by Polars where that is installed and finds nothing unusual."""
    from surveykit.interchange.table_columns import dataset_of

    if path.suffix.lower() in TEXT_ENDINGS and find_spec("polars") is not None:
        from surveykit.interchange.quick_csv import DoubtfulError, quick

        with suppress(DoubtfulError, AnalystError):
            for way in quick(path, read, names):
                with suppress(DoubtfulError):
                    return dataset_of(way, read, names), way
    source = answers_source(path, read, names)
    return dataset_of(source, read, names), source


def _late(path: Path, read: "Questionnaire") -> "Dataset":
    """A Parquet file, of which nothing is read yet."""
    need_extra(".parquet")
    from surveykit.core.dataset import Dataset
    from surveykit.interchange.parquet_columns import ParquetColumns
    from surveykit.interchange.parquet_file import open_parquet

    return Dataset(read, ParquetColumns(open_parquet(path), read))


def coded_data(plan: Plan, read: "Questionnaire", data: Path | None, store_url: str | None) -> "Dataset":
    """The data that a plan names, or those that are given instead: coded, not yet looked at."""
    from surveykit.store.packed import unpack
    from surveykit.store.store import Store

    chosen_file = data or (plan.beside(plan.data.file) if plan.data.file and not store_url else None)
    if chosen_file is not None:
        return _coded_of_file(plan, read, chosen_file)
    url = store_url or plan.data.store
    if url is None:
        raise AuthorError.of("no-data", Place(str(plan.path)))
    store = Store.open(url, folder=None if store_url else plan.path.parent, create=False)
    with ExitStack() as stack:
        stack.callback(store.close)
        coded = unpack(store, read)
        if coded is None:
            return _with_kept_records(_coded_of_store(store, read, plan), store)
        finalize(coded.columns, stack.pop_all().close)  # its blocks are read when somebody asks for them
        return _with_kept_records(coded, store)


def _with_kept_records(coded: "Dataset", store: "Store") -> "Dataset":
    """The data with the records that the store has of them."""
    from surveykit.store.records import kept_records

    read = coded.questionnaire
    return with_records(coded, kept_records(store, read.id)) if read.records else coded


def _coded_of_store(store: "Store", read: "Questionnaire", plan: Plan) -> "Dataset":
    """The responses of a store, coded; many are packed, so that the next time they need not be."""
    from surveykit.cleaning.code import code_responses
    from surveykit.store.packed import pack

    seen, total = [0, 0], store.count(read.id)

    def counted() -> Iterator["Response"]:
        for response in store.responses(read.id):
            if seen[0] % PROGRESS_EVERY == 0:
                advance("rows", seen[0], total)
            seen[0] += 1
            seen[1] += response.revision
            yield response

    coded = code_responses(stored_versions(store, read), read, counted())
    if not seen[0]:
        raise AnalystError.of("no-responses", Place(str(plan.path)), id=read.id)
    if seen[0] >= PACKED_FROM:
        with suppress(OperatorError):  # a store that may only be read is still analysed
            pack(store, coded, (seen[0], seen[1]))
    return coded


def stored_versions(store: "Store", read: "Questionnaire") -> "dict[str, Questionnaire]":
    """Hash -> questionnaire: every version that the store has, and the one at hand."""
    from surveykit.design.load import parse_questionnaire

    texts = store.versions(read.id)
    versions = {hash: parse_questionnaire(text, f"{read.id} ({hash[:8]})") for hash, text in texts.items()}
    return {read.hash: read} | versions


def _coded_of_file(plan: Plan, read: "Questionnaire", path: Path) -> "Dataset":
    """The table in a file, coded as its responses are once they are imported, with their records."""
    from surveykit.interchange.imported import as_imported
    from surveykit.interchange.mapping import ColumnNames

    names = column_names(_beside(plan, plan.data.mapping), read)
    found, source = _read(path, read, names)
    coded, rows = as_imported(found, source, names or ColumnNames())
    if not read.records:
        return coded
    kept = RecordsFile(_beside(plan, plan.data.records), plan.data.by or "", _beside(plan, plan.data.records_mapping))
    said = kept.said(path, read, names.id if names else None)
    links = links_in(found, kept.by)
    return with_records(coded, matched(said, zip(coded.respondents, (links[row] for row in rows), strict=True)))


def _beside(plan: Plan, file: str | None) -> Path | None:
    return plan.beside(file) if file else None
