"""Answers as data: from a store or a file, coded, and scored."""

from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import finalize

from surveykit.core.plan import Cleaning, Plan
from surveykit.errors import AnalystError, AuthorError, OperatorError, Place
from surveykit.pipeline.questionnaires import questionnaire
from surveykit.pipeline.responses import answers_source
from surveykit.pipeline.shared import need_extra

if TYPE_CHECKING:
    from surveykit.core.dataset import Dataset
    from surveykit.core.questionnaire import Questionnaire
    from surveykit.core.response import Response
    from surveykit.store.store import Store

PACKED_FROM = 10_000
"""Fewer responses are coded anew each time: that takes a moment, and the store stays as it is."""


def load_data(
    file: str | Path, definition: "Questionnaire | str | Path", mapping: str | Path | None = None
) -> "Dataset":
    """A file of answers as a Dataset: coded and scored.

    The ending of `file` says what it is: .csv, .tsv, .txt, .xlsx, .sav, .dta, .parquet. A Parquet file of codes is not
    read before an analysis asks for a column, and may hold more respondents than the memory.
    `definition` is a questionnaire that was loaded, or its file. Raises AnalystError with every problem and its place.
    """
    from surveykit.cleaning.score import score
    from surveykit.core.dataset import Dataset
    from surveykit.interchange.table_columns import dataset_of

    read = questionnaire(Path(definition)) if isinstance(definition, str | Path) else definition
    share = Cleaning().scale_minimum_answered
    if mapping is None and _holds_codes(Path(file), read):
        from surveykit.interchange.parquet_columns import ParquetColumns

        return score(Dataset(read, ParquetColumns(Path(file), read)), share)
    return score(dataset_of(*answers_source(Path(file), read, Path(mapping) if mapping is not None else None)), share)


def _holds_codes(path: Path, read: "Questionnaire") -> bool:
    """Whether a file is Parquet with numbers for whatever is a number: then nothing in it needs reading."""
    if path.suffix.lower() != ".parquet":
        return False
    need_extra(".parquet")
    from surveykit.interchange.parquet_file import open_parquet

    return not open_parquet(path).holds_texts([v.name for v in read.codebook.variables if v.numeric])


def coded_data(plan: Plan, read: "Questionnaire", data: Path | None, store_url: str | None) -> "Dataset":
    """The data that a plan names, or those that are given instead: coded, not yet looked at."""
    from surveykit.cleaning.code import code_responses
    from surveykit.store.packed import unpack
    from surveykit.store.store import Store

    chosen_file = data or (plan.beside(plan.data.file) if plan.data.file and not store_url else None)
    if chosen_file is not None:
        rows = _rows_of_file(plan, read, chosen_file)
        return code_responses({read.hash: read}, read, rows)
    url = store_url or plan.data.store
    if url is None:
        raise AuthorError.of("no-data", Place(str(plan.path)))
    store = Store.open(url, folder=None if store_url else plan.path.parent, create=False)
    with ExitStack() as stack:
        stack.callback(store.close)
        coded = unpack(store, read)
        if coded is None:
            return _coded_of_store(store, read, plan)
        finalize(coded.columns, stack.pop_all().close)  # its blocks are read when somebody asks for them
        return coded


def _coded_of_store(store: "Store", read: "Questionnaire", plan: Plan) -> "Dataset":
    """The responses of a store, coded; many are packed, so that the next time they need not be."""
    from surveykit.cleaning.code import code_responses
    from surveykit.store.packed import pack

    seen = [0, 0]

    def counted() -> Iterator["Response"]:
        for response in store.responses(read.id):
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


def _rows_of_file(plan: Plan, read: "Questionnaire", path: Path) -> list[Any]:
    from surveykit.interchange.responses import responses_of

    mapping = plan.beside(plan.data.mapping) if plan.data.mapping else None
    return list(responses_of(*answers_source(path, read, mapping)))
