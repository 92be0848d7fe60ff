"""A questionnaire answered by nobody: simulated responses."""

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from surveykit.core.output import write_text
from surveykit.errors import AnalystError, AuthorError, Place, Problem
from surveykit.pipeline.questionnaires import questionnaire
from surveykit.pipeline.responses import import_responses
from surveykit.pipeline.shared import ending, unfit_ending

if TYPE_CHECKING:
    from surveykit.core.dataset import Dataset
    from surveykit.core.questionnaire import Questionnaire
    from surveykit.design.simulation.passage import Passage

DEFAULT_MODEL = "default"
"""What names the drafted model where a model file could stand."""


def draft_model(path: Path, out: Path) -> None:
    """Draft a simulation model for a questionnaire into a file that is not there yet."""
    from surveykit.design.simulation.drafted import model_text

    read = questionnaire(path)
    if os.path.lexists(out):
        raise AuthorError.of("file-exists", Place(str(out)))
    write_text(out, model_text(read))


def simulate(
    path: Path,
    n: int,
    seed: int = 1,
    model: Path | None = None,
    out: Path | None = None,
    store_url: str | None = None,
    truth: Path | None = None,
) -> "tuple[Questionnaire, Passage]":
    """Simulate n respondents, and write those who come to the end as a CSV file, or into a store of their own.

    Without a model they answer at random; the model `default` is the drafted one. `truth` is a CSV file of what the
    data do not say. Raises AuthorError for a model at fault, or if nobody comes to the end.
    """
    from surveykit.design.simulate import simulate as simulated
    from surveykit.design.simulation.drafted import drafted_model
    from surveykit.design.simulation.reading import load_model
    from surveykit.interchange.dataset_csv import write_dataset_csv, write_table_csv

    read = questionnaire(path)
    for file in (out, truth):
        if file is not None and ending(file) != ".csv":
            raise AuthorError(unfit_ending(file, ".csv"))
    if truth is not None and model is None:
        raise AuthorError.of("simulation-no-truth", Place(str(truth)))
    drafted = model == Path(DEFAULT_MODEL)
    chosen = None if model is None else drafted_model(read) if drafted else load_model(model, read)
    done = simulated(read, n, seed, chosen)
    if not done.passage.finished:
        raise AuthorError(*_nobody(read, done.passage, path))
    if out is not None:
        write_dataset_csv(done.data, out)
    if store_url is not None:
        _store_simulated(path, read, done.data, store_url)
    if truth is not None and done.truth is not None:
        write_table_csv(done.data.respondents, done.truth.columns(), truth)
    return read, done.passage


def _nobody(read: "Questionnaire", passage: "Passage", path: Path) -> Iterator[Problem]:
    """Why nobody came to the end."""
    place = Place(str(path))
    yield Problem("simulation-nobody", place, {"n": passage.n})
    for item, count in passage.stuck.items():
        yield Problem("simulation-stuck", place, {"item": item, "count": count, "n": passage.n})
    for section, count in passage.screened.items():
        yield Problem("simulation-screened", place, {"section": section, "count": count, "n": passage.n})


def _store_simulated(path: Path, read: "Questionnaire", data: "Dataset", store_url: str) -> None:
    """By way of a file, as real answers come: what the import does to answers is tried, too."""
    from surveykit.core.response import Status
    from surveykit.interchange.dataset_csv import write_dataset_csv
    from surveykit.store.store import Store

    with Store.open(store_url, writable=True) as store:
        if any(response.status is not Status.SIMULATED for response in store.responses(read.id)):
            raise AnalystError.of("simulated-into-real", Place(store_url), id=read.id)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "simulated.csv"
        write_dataset_csv(data, file)
        try:
            import_responses(path, file, store_url)
        except AnalystError as error:
            if any(problem.code == "duplicate-response" for problem in error.problems):
                raise AnalystError.of("simulated-again", Place(store_url)) from None
            raise
