"""A public extract: the responses without what could point at a person, to be given away.

Left out is what identifies, and what would tell it (`withheld`). Of what is kept, the categories that others may know
of a respondent are blanked where too few have the same combination (`core.suppression`).
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from surveykit.core.columns import SUPPRESSED, Column, MemoryColumns, Texts, numeric_column, text_array
from surveykit.core.dataset import Dataset
from surveykit.core.language import both
from surveykit.core.numbers import count
from surveykit.core.response import SIMULATED_ID, Status
from surveykit.core.suppression import SMALLEST, Whole, suppressed
from surveykit.errors import AnalystError, Place, Problem, raise_all
from surveykit.interchange.export.losses import Losses
from surveykit.interchange.export.table import OF_RESPONSE, Case, ExportTable
from surveykit.interchange.export.withheld import REASONS, Restricted, Sources

ID = "id"
_OWN = (ID, *OF_RESPONSE)

Rows = NDArray[np.bool_]


@dataclass(frozen=True)
class Release:
    """What is given away. `chosen` is kept although it would be left out; no group has fewer than `cell` members."""

    chosen: tuple[str, ...] = ()
    cell: int = SMALLEST


def public_table(
    data: Dataset, cases: Mapping[str, Case], language: str, release: Release, place: Place, losses: Losses
) -> ExportTable:
    """The table of an extract; `losses` takes what people should know of it.

    Raises AnalystError for too few responses, and for choices that make no sense.
    """
    sources = Sources(data.questionnaire)
    _check(data, release, (*_OWN, *sources.withheld(())), place)
    withheld = sources.withheld(release.chosen)
    rows = _order(data)
    columns = {v.name: data.column(v.name).taken(rows) for v in data.codebook.variables if v.name not in withheld}
    keys = sources.keys(withheld)
    blanked = _blanked(columns, keys, release.cell)
    telling = {name: told for name, told in sources.telling(keys).items() if name in columns}
    beside = {name: np.any([blanked[key] for key in told], axis=0) for name, told in telling.items()}
    columns |= {name: _without(columns[name], gone) for name, gone in {**blanked, **beside}.items()}
    own = [data.respondents[row] for row in rows.tolist()]
    shown = {id: cases[id] for id in own} if ID in release.chosen else _renumbered([cases[id] for id in own])
    _tell(data, release, withheld, blanked, [name for name, gone in beside.items() if gone.any()], losses)
    return ExportTable(
        Dataset(Restricted.of(data.questionnaire, withheld), MemoryColumns(list(shown), columns), settled=True),
        shown,
        language,
        about=tuple(name for name in OF_RESPONSE if name in release.chosen),
        remarks=tuple(both(note.name, **note.values) for note in losses.notes),
    )


def _check(data: Dataset, release: Release, known: Sequence[str], place: Place) -> None:
    problems = [
        Problem("extract-with", values={"name": name, "known": tuple(known)})
        for name in release.chosen
        if name not in known
    ]
    if release.cell < SMALLEST:
        problems.append(Problem("extract-cell", values={"cell": count(release.cell), "fewest": count(SMALLEST)}))
    elif data.n < release.cell:
        problems.append(Problem("extract-too-few", place, {"n": count(data.n), "fewest": count(release.cell)}))
    raise_all(AnalystError, problems)


def _order(data: Dataset) -> Whole:
    """The rows in an order that tells nothing, always the same for the same data.

    It follows from all answers and the responses' random ids, and not from the hash that a report prints: nobody can
    find it out from that.
    """
    digest = hashlib.sha256(b"public extract")
    digest.update(repr(list(data.respondents)).encode())
    for v in data.codebook.variables:
        for piece in data.column(v.name).content():
            digest.update(piece)
    key = digest.digest()
    places = [hashlib.sha256(key + id.encode()).digest() for id in data.respondents]
    return np.array(sorted(range(data.n), key=places.__getitem__))


def _renumbered(cases: Sequence[Case]) -> dict[str, Case]:
    """Id -> case: a number, and for nobody's answers the sign that they are such."""
    signs = ("" if case.status != Status.SIMULATED else SIMULATED_ID for case in cases)
    ids = [f"{sign}{number}" for number, sign in enumerate(signs, 1)]
    return {id: replace(case, id=id) for id, case in zip(ids, cases, strict=True)}


def _blanked(columns: Mapping[str, Column], keys: Sequence[str], cell: int) -> dict[str, Rows]:
    """Variable -> the rows in which it is blanked."""
    if not keys:
        return {}
    gone = suppressed(np.column_stack([_places(columns[name]) for name in keys]), cell)
    return dict(zip(keys, gone.T, strict=True))


def _places(column: Column) -> Whole:
    """The cells as whole numbers from 0, equal for equal cells: every value and every reason is one of its own."""
    codes = np.minimum(column.codes, 0)
    cells = np.column_stack([codes, np.where(codes < 0, 0.0, column.numbers())])
    return np.unique(cells, axis=0, return_inverse=True)[1].reshape(-1)


def _without(column: Column, gone: Rows) -> Column:
    codes = np.where(gone, SUPPRESSED, np.minimum(column.codes, 0)).astype(np.int8)
    if isinstance(column, Texts):
        return Texts(
            text_array([None if blank else text for text, blank in zip(column.values, gone, strict=True)]), codes
        )
    return numeric_column(column.numbers(), codes)


def _tell(
    data: Dataset,
    release: Release,
    withheld: Mapping[str, str],
    blanked: Mapping[str, Rows],
    beside: Sequence[str],
    losses: Losses,
) -> None:
    """What was left out, blanked and kept."""
    columns = len(data.codebook.variables) - len(withheld)
    left = tuple(name for name in _OWN if name not in release.chosen)
    losses.note("export.public.rows", n=count(data.n), columns=count(columns))
    if simulated := data.source.statuses.get(Status.SIMULATED.value):
        losses.note("export.simulated", n=simulated)
    losses.note("export.public.response", names=left)
    for reason in REASONS:
        names = tuple(name for name, why in withheld.items() if why == reason)
        if names:
            losses.note(f"export.public.{reason}", names=names)
    if release.chosen:
        losses.note("export.public.chosen", names=release.chosen)
    if blanked:
        losses.note("export.public.cell", names=tuple(blanked), cell=count(release.cell))
        times = tuple(f"{name} {count(int(gone.sum()))}" for name, gone in blanked.items())
        losses.note("export.public.blanked", times=times)
    else:
        losses.note("export.public.nobody")
    if beside:
        losses.note("export.public.beside", names=tuple(beside))
    losses.note("export.public.rest")
