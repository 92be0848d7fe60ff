"""The mapping file: what the columns of a foreign table are called here, and what their codes mean.

id: respondent
columns:
  Q1: {variable: rs_1, codes: {非常快: 5, "99": not_applicable}}
  faults/late: {variable: faults_late}
split: {faults: " "}
started: start
closed: end
duration: seconds
token: invitation
device: device
ignore: [Timestamp]
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NewType

from surveykit.core.document import Map, Node, Reader, Scalar, did_you_mean, parse, read_text
from surveykit.core.questionnaire import Questionnaire
from surveykit.errors import AuthorError, Problem, raise_all
from surveykit.interchange.problems import NOTHING_IMPORTED
from surveykit.interchange.readings import CellError, CellReader

Word = NewType("Word", str)
"""Text of a foreign file: a column's name or a cell, in any writing."""


@dataclass(frozen=True)
class ColumnMapping:
    """A column's variable, and what its cells stand for: a code, an option's id, a label or a reason."""

    variable: str
    codes: Mapping[Word, Word] = field(default_factory=dict)


@dataclass(frozen=True)
class ColumnNames:
    """The whole mapping. `id` is the column with the respondents' ids; `ignore` names columns to leave out.

    `split` maps a column that lists all that was chosen to the sign between the choices; each choice is then a column
    of its own, `column/choice`, with 1 or 0. `started` and `closed` are columns of times, `duration` one of how long
    it took, `token` and `device` those of the invitation and of the device that was answered with.
    """

    id: Word | None = None
    columns: Mapping[Word, ColumnMapping] = field(default_factory=dict)
    ignore: tuple[Word, ...] = ()
    split: Mapping[Word, str] = field(default_factory=dict)
    started: Word | None = None
    closed: Word | None = None
    duration: Word | None = None
    token: Word | None = None
    device: Word | None = None

    @property
    def named(self) -> tuple[Word, ...]:
        """Every column that is named, but for that of the ids."""
        beside = (self.started, self.closed, self.duration, self.token, self.device)
        return (*self.columns, *self.ignore, *self.split, *(column for column in beside if column is not None))


def load_mapping(path: Path, questionnaire: Questionnaire | None = None) -> ColumnNames:
    """Read a mapping file. Raises AuthorError with every problem, also where it does not fit the questionnaire."""
    try:
        return parse_mapping(read_text(path), questionnaire, str(path))
    except AuthorError as error:
        raise AuthorError(*error.problems, NOTHING_IMPORTED) from None


def parse_mapping(source: str, questionnaire: Questionnaire | None = None, file: str = "") -> ColumnNames:
    """Read a mapping from text."""
    top = parse(source, file)
    reader = Reader(readings={Word: _word})
    mapping: ColumnNames | None = reader.record(top, ColumnNames)
    problems = list(reader.problems)
    if mapping is not None and questionnaire is not None:
        problems += _misfits(mapping, questionnaire, top)
    raise_all(AuthorError, problems)
    assert mapping is not None  # without problems there is a mapping
    return mapping


def _word(reader: Reader, node: Node) -> Word | None:
    if isinstance(node, Scalar) and not node.empty:
        return Word(node.text)
    reader.report("mapping-needs-word", node.place)
    return None


def _misfits(mapping: ColumnNames, questionnaire: Questionnaire, top: Map) -> Iterator[Problem]:
    by_name, first = questionnaire.codebook.asked.by_name, dict[str, str]()
    for column, target in mapping.columns.items():
        node = _inside(top, "columns", column)
        place = node.entries["variable"].place
        if target.variable not in by_name:
            hint = did_you_mean(target.variable, by_name)
            yield Problem("mapping-unknown-variable", place, {"name": target.variable, "hint": hint})
        elif target.variable in first:
            yield Problem("mapping-variable-twice", place, {"name": target.variable, "other": first[target.variable]})
        else:
            first[target.variable] = column
            reader = CellReader(questionnaire.item_of[target.variable], by_name[target.variable])
            yield from _bad_codes(target, reader, node)


def _bad_codes(target: ColumnMapping, reader: CellReader, node: Map) -> Iterator[Problem]:
    for cell, meaning in target.codes.items():
        try:
            reader.read(meaning, stated=True)
        except CellError as fault:
            place = _inside(node, "codes").entries[cell].place
            yield Problem("mapping-bad-code", place, {"meaning": meaning, "name": target.variable, "fault": fault.code})


def _inside(node: Map, *names: str) -> Map:
    for name in names:
        inner = node.entries[name]
        assert isinstance(inner, Map)  # the reader has built from it
        node = inner
    return node
