"""The review: what people said to each flag, in a table that they fill in. It is read strictly and carried out here.

One row a flag: `record` (its id as exports show it), `rule`, `rule_version`, `evidence`, then what somebody writes:
`verdict` (keep, exclude or correct), for a correction `variable` and `corrected`, and always `who` and `when`. The rule
`manual` stands for what somebody found without a rule.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from surveykit.cleaning.cells import UNREADABLE, Unreadable, cell_of, day_of, shown
from surveykit.cleaning.code import strange_answer
from surveykit.cleaning.rule import Applied
from surveykit.core.codebook import Variable
from surveykit.core.columns import Cell
from surveykit.core.dataset import Dataset, Flag
from surveykit.core.document import did_you_mean
from surveykit.core.item import Item
from surveykit.core.language import Text, both, messages, say
from surveykit.errors import AnalystError, AnswerError, Place, Problem, raise_all

COLUMNS = (
    "record",
    "rule",
    "rule_version",
    "evidence",
    "verdict",
    "variable",
    "original",
    "corrected",
    "who",
    "when",
)
MANUAL = "manual"
"""The rule of what somebody found without one. Its words stand beside those of the rules: `cleaning.rule.manual`."""
Record = Mapping[str, str]
"""One row: column -> cell."""


class Verdict(StrEnum):
    """What is done with a flagged record."""

    KEEP = "keep"
    EXCLUDE = "exclude"
    CORRECT = "correct"


@dataclass(frozen=True)
class Judgement:
    """One verdict. `original` and `corrected` are the cells of a correction; `when` is a day (ISO)."""

    record: str
    rule: str
    evidence: str
    verdict: Verdict
    who: str
    when: str
    variable: str | None = None
    original: Cell = None
    corrected: Cell = None


@dataclass(frozen=True)
class Review:
    """All verdicts of a file, in its order."""

    judgements: tuple[Judgement, ...] = ()

    def of(self, verdict: Verdict) -> tuple[Judgement, ...]:
        """Those of one kind."""
        return tuple(j for j in self.judgements if j.verdict is verdict)

    def excluded(self) -> dict[str, Text]:
        """Record -> why it is left out: the first rule on which somebody decided so."""
        reasons: dict[str, Text] = {}
        for j in self.of(Verdict.EXCLUDE):
            reasons.setdefault(j.record, both("cleaning.excluded", rule=both(f"cleaning.rule.{j.rule}")))
        return reasons

    def corrected(self, dataset: Dataset) -> Dataset:
        """The data with every correction; nobody is left out."""
        cells: dict[str, dict[str, Cell]] = {}
        for j in self.of(Verdict.CORRECT):
            assert j.variable is not None  # a correction has one
            cells.setdefault(j.variable, {})[j.record] = j.corrected
        return dataset.corrected(cells)


def review_rows(applied: Sequence[Applied], review: Review, dataset: Dataset, language: str) -> list[Record]:
    """The table to be filled in: every flag, with what has been said of it already; then what nobody flags now."""
    given: dict[tuple[str, str, str], list[Judgement]] = {}
    for j in review.judgements:
        given.setdefault((j.record, j.rule, j.evidence), []).append(j)
    shown_as = dict(zip(dataset.respondents, dataset.shown_ids, strict=True))
    rows: list[Record] = []
    for own in applied:
        for flag in own.flags:
            said = [j for evidence in _evidences(flag) for j in given.pop((flag.respondent, flag.rule, evidence), [])]
            start = {
                "record": shown_as[flag.respondent],
                "rule": flag.rule,
                "rule_version": str(own.version),
                "evidence": say(flag.evidence, language),
            }
            rows += [start | _said(j, dataset) for j in said] or [start]
    versions = {own.kind: str(own.version) for own in applied}
    for j in (j for left in given.values() for j in left):
        start = {"rule": j.rule, "rule_version": versions.get(j.rule, ""), "evidence": j.evidence}
        rows.append({"record": shown_as[j.record]} | start | _said(j, dataset))
    return rows


def _evidences(flag: Flag) -> tuple[str, ...]:
    return tuple(dict.fromkeys(flag.evidence.values()))


def _said(judgement: Judgement, dataset: Dataset) -> dict[str, str]:
    said = {"verdict": judgement.verdict.value, "who": judgement.who, "when": judgement.when}
    if judgement.variable is None:
        return said
    v = dataset.variable(judgement.variable)
    cells = {"original": shown(v, judgement.original), "corrected": shown(v, judgement.corrected)}
    return said | {"variable": v.name} | cells


def read_review(columns: Sequence[str], rows: Sequence[tuple[int, Record]], file: str, dataset: Dataset) -> Review:
    """The verdicts of a filled table; `rows` have their numbers. Rows without a verdict are still open.

    Raises AnalystError with every problem and its row.
    """
    raise_all(AnalystError, list(_column_problems(columns, file)))
    reader = _Reader(file, dataset)
    judgements = {number: j for number, record in rows if (j := reader.judgement(number, record)) is not None}
    reader.hold_together(judgements)
    raise_all(AnalystError, reader.problems)
    return Review(tuple(judgements.values()))


def _column_problems(columns: Sequence[str], file: str) -> Iterator[Problem]:
    for name in columns:
        if name not in COLUMNS:
            hint = did_you_mean(name, COLUMNS)
            yield Problem("review-unknown-column", Place(file, row=1, field=name), {"word": name, "hint": hint})
    for name in ("record", "rule", "verdict", "who", "when"):
        if name not in columns:
            yield Problem("review-missing-column", Place(file, row=1), {"column": name})


class _Reader:
    """Reads verdicts, and collects the problems."""

    def __init__(self, file: str, dataset: Dataset) -> None:
        self.file = file
        self.dataset = dataset
        self.rows = {id: row for row, id in enumerate(dataset.respondents)}
        self.known_as = dict(zip(dataset.shown_ids, dataset.respondents, strict=True))
        self.words = messages("en", "cleaning")
        self.variables = {v.name for i in dataset.questionnaire.items if not i.unseen for v in i.variables()}
        self.flags: dict[str, list[Flag]] = {}
        for flag in dataset.flags:
            self.flags.setdefault(flag.respondent, []).append(flag)
        self.said: dict[tuple[str, ...], tuple[int, object]] = {}
        self.problems: list[Problem] = []

    def judgement(self, number: int, cells: Record) -> Judgement | None:
        """One row; None where nobody has decided, or something is wrong."""
        record = {name: cells.get(name, "").strip() for name in COLUMNS}
        record["record"] = self.known_as.get(record["record"], record["record"])
        before = len(self.problems)
        if not record["verdict"]:
            for name in ("who", "when", "variable", "corrected"):
                if record[name]:
                    self.report("review-no-verdict", number, "verdict", column=name)
            return None
        if record["verdict"] not in tuple(Verdict):
            self.unknown("review-unknown-verdict", number, "verdict", record["verdict"], [v.value for v in Verdict])
            return None
        if record["record"] not in self.rows:
            self.report("review-unknown-record", number, "record", record=record["record"])
        if f"cleaning.rule.{record['rule']}" not in self.words:
            known = [name.removeprefix("cleaning.rule.") for name in self.words if name.startswith("cleaning.rule.")]
            self.unknown("review-unknown-rule", number, "rule", record["rule"], known)
        if not record["who"]:
            self.report("review-no-name", number, "who")
        when = day_of(record["when"])
        if when is None:
            self.report("review-no-day", number, "when", found=record["when"])
        verdict = Verdict(record["verdict"])
        correction = self.correction(number, record) if verdict is Verdict.CORRECT else None
        if verdict is not Verdict.CORRECT and (record["variable"] or record["corrected"]):
            self.report("review-idle-correction", number, "verdict", verdict=verdict.value)
        self.agreed(number, record)
        if len(self.problems) > before or when is None:
            return None
        start = (record["record"], record["rule"], record["evidence"], verdict, record["who"], when)
        return Judgement(*start) if correction is None else Judgement(*start, *correction)

    def correction(self, number: int, record: Record) -> tuple[str, Cell, Cell] | None:
        """Variable, original cell, corrected cell. An answer that was not counted stands as it was stored."""
        name = record["variable"]
        if name not in self.variables:
            self.unknown("review-unknown-variable", number, "variable", name, sorted(self.variables))
            return None
        if record["record"] not in self.rows:
            return None
        v = self.dataset.variable(name)
        counted = self.dataset.column(name).cell(self.rows[record["record"]])
        strange = strange_answer(name, self.flags.get(record["record"], ()))
        original = counted if strange is None else strange
        if record["original"] and record["original"] not in (shown(v, original), shown(v, counted)):
            values = {"found": record["original"], "stored": shown(v, original)}
            self.report("review-other-original", number, "original", **values)
        item = self.dataset.questionnaire.item_of[name]
        corrected = cell_of(v, record["corrected"])
        if item.kind == "date_time" and isinstance(corrected, str):
            corrected = _date_of(item, corrected)
        scale = item.scale_of(name)
        beside = scale is not None and isinstance(corrected, int | float) and corrected not in scale.points
        if isinstance(corrected, Unreadable) or beside:
            self.report("review-bad-value", number, "corrected", found=record["corrected"], variable=name)
            return None
        return name, original, corrected

    def hold_together(self, judgements: Mapping[int, Judgement]) -> None:
        """Report corrections that nobody could have answered together, such as two equal ranks."""
        questionnaire = self.dataset.questionnaire
        corrected: dict[tuple[str, str], dict[str, Cell]] = {}
        last: dict[tuple[str, str], int] = {}
        for number, j in judgements.items():
            if j.variable is not None:
                own = j.record, questionnaire.item_of[j.variable].id
                corrected.setdefault(own, {})[j.variable] = j.corrected
                last[own] = number
        for own, cells in corrected.items():
            item, row = questionnaire.item_by_id[own[1]], self.rows[own[0]]
            before = {v.name: self.dataset.column(v.name).cell(row) for v in item.variables()}
            if not _faults(item, before):
                place = Place(self.file, row=last[own], field="corrected")
                self.problems += [replace(problem, place=place) for problem in _faults(item, before | cells)]

    def agreed(self, number: int, record: Record) -> None:
        """Report what an earlier row decided otherwise: of the same flag, or of the same cell."""
        correct = record["verdict"] == Verdict.CORRECT
        key = (record["record"], record["rule"], record["evidence"])
        pairs: list[tuple[tuple[str, ...], object]] = [(key, record["verdict"])]
        if correct:
            pairs.append(((record["record"], "", record["variable"]), record["corrected"]))
        for own, said in pairs:
            first, before = self.said.setdefault(own, (number, said))
            if before != said:
                shown_as = self.dataset.shown_ids[self.rows[key[0]]] if key[0] in self.rows else key[0]
                self.report("review-contradiction", number, "verdict", record=shown_as, row=first)

    def report(self, code: str, place: int, column: str, /, **values: object) -> None:
        self.problems.append(Problem(code, Place(self.file, row=place, field=column), values))

    def unknown(self, code: str, row: int, column: str, word: str, known: Sequence[str]) -> None:
        self.report(code, row, column, word=word, hint=did_you_mean(word, known))


def _date_of(item: Item, text: str) -> str | Unreadable:
    """A day or a time as the form keeps it."""
    try:
        date = item.optional().parse(item.fields_of({item.id: text}))[item.id]
    except AnswerError:
        return UNREADABLE
    return date if isinstance(date, str) else UNREADABLE


def _faults(item: Item, cells: Mapping[str, Cell]) -> Sequence[Problem]:
    """What is wrong with the answers to the parts of one item, taken together; those on a scale stand each alone."""
    variables = item.variables()
    if len(variables) == 1 or all(item.scale_of(v.name) is not None for v in variables):
        return ()
    given = {v.name: _stored(v, cell) for v in variables if isinstance(cell := cells[v.name], int | float | str)}
    return item.faults_of(given)


def _stored(variable: Variable, cell: float | str) -> float | str:
    """A cell as a response has it: an option by its id."""
    return next((id for id, code in variable.stored.items() if code == cell), cell)
