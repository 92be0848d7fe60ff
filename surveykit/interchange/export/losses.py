"""What an export could not put into its file, or people should know of it: notes, and the answers left out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from surveykit.core.codebook import Missing
from surveykit.core.columns import OTHER_VERSION
from surveykit.core.dataset import Dataset
from surveykit.core.response import Response, Status
from surveykit.interchange.export.delimited import write_safe

HEADER = ("id", "response.version", "variable", "reason", "value")


@dataclass(frozen=True)
class Note:
    """A sentence about the export: its message in the catalogue `export`, and what that names."""

    name: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class LeftOut:
    """An answer that is in the store and not, or not whole, in the exported table.

    `reason` is other_version (of a question that cannot be compared), not_in_codebook, no_such_variable (the current
    version lacks it), not_asked or not_reached (typed, and then skipped), or too_long (cut in the table).
    """

    id: str
    version: str
    variable: str
    reason: str
    value: str


@dataclass
class Losses:
    """Collects both while a file is written."""

    notes: list[Note] = field(default_factory=list)
    answers: list[LeftOut] = field(default_factory=list)

    def note(self, name: str, /, **values: object) -> None:
        """Something that people should know."""
        self.notes.append(Note(name, values))


def tell_rows(data: Dataset, losses: Losses) -> None:
    """How many rows there are, and what should be known of them."""
    statuses = data.source.statuses
    losses.note("export.rows", n=data.n, columns=len(data.codebook.variables))
    for status in (Status.DRAFT, Status.SIMULATED, Status.SCREENED):
        if statuses.get(status.value):
            losses.note(f"export.{status.value}", n=statuses[status.value])
    if len(data.source.versions) > 1:
        losses.note("export.versions", n=len(data.source.versions))


def may_be_left_out(data: Dataset) -> bool:
    """Whether the store can hold answers that the table does not."""
    others = [version for version in data.source.versions if not data.questionnaire.hash.startswith(version)]
    drafts = data.source.statuses.get(Status.DRAFT.value, 0)
    return bool(others or drafts or any(flag.rule == "not_in_codebook" for flag in data.flags))


def left_out(data: Dataset, responses: Iterable[Response], shown: Mapping[str, tuple[str, str]]) -> Iterator[LeftOut]:
    """The answers of these responses that have no value in the table.

    `shown` maps a response's id to the id and the version that the export shows; others have no row.
    """
    row_of = {id: row for row, id in enumerate(data.respondents)}
    codes = {v.name: data.codes(v.name) for v in data.codebook.variables}
    for response in responses:
        row = row_of.get(response.id)
        if row is None:
            continue
        for name, answer in response.answers.items():
            if isinstance(answer, Missing) or answer == "":
                continue
            code = int(codes[name][row]) if name in codes else None
            if code is None or code < 0:
                yield LeftOut(*shown[response.id], name, _why(code), str(answer))


def _why(code: int | None) -> str:
    if code is None:
        return "no_such_variable"
    if code == OTHER_VERSION:
        return "other_version"
    reason = Missing(code)
    return "not_in_codebook" if reason is Missing.NOT_ANSWERED else reason.id


def write_left_out(answers: Sequence[LeftOut], path: Path) -> None:
    """Write the answers left out, one a row."""
    rows = ((a.id, a.version, a.variable, a.reason, a.value) for a in answers)
    write_safe(path, HEADER, rows)
