"""The report plan: which data, cleaned by which rules, analysed how. Written before the data come.

Its hash and date are printed in the report, so a plan is a pre-registration.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from surveykit.core.document import Map, Node, Reader, Scalar, Sequence, parse, read_text
from surveykit.core.language import LANGUAGES, Text
from surveykit.errors import AuthorError, Place, raise_all

FEWEST_IN_A_ROW = 2
"""A single answer is no run."""


@dataclass(frozen=True)
class DataSource:
    """Where the responses are: a store's address, or a file with its mapping. Paths count from the plan's folder.

    `records` is a file of the firm's records beside a file of answers, with a mapping of its own; in it the column `by`
    identifies. A store has its records.
    `origin` says in the report where the data come from; `wording` says how what the respondents were asked
    differs from the questionnaire at hand.
    """

    store: str | None = None
    file: str | None = None
    mapping: str | None = None
    records: str | None = None
    by: str | None = None
    records_mapping: str | None = None
    origin: Text | None = None
    wording: Text | None = None


@dataclass(frozen=True)
class Cleaning:
    """Thresholds of the cleaning rules, fixed before outcomes are seen.

    `complete` and `partial` are shares (0 to 1) of the asked items that are answered, `partial` the smaller;
    `straight_line` is the longest allowed run of equal answers in a row (2 or more); `scale_minimum_answered` the
    share of a construct's items. `near_duplicate` is the share of equal answers from which two responses are alike,
    `device_minutes` within how many minutes two from one device are closed together; `speeding` the share of the median
    time, and `milliseconds_per_word` the pace, below which somebody is fast; `outlier` the probability of a Mahalanobis
    distance. These are off unless stated: `variability`, the smallest SD of the answers (as a share of the scale's
    range); `even_odd` and `synonyms`, the smallest within-person correlations; `interviewer`, the item that names who
    asked. `review` is the file in which people judged the flags; `sensitivity` repeats the headlines without those who
    are flagged.
    """

    complete: float = 0.8
    partial: float = 0.5
    straight_line: int = 10
    scale_minimum_answered: float = 0.8
    near_duplicate: float = 0.95
    device_minutes: int = 10
    speeding: float = 0.33
    milliseconds_per_word: int = 300
    variability: float | None = None
    even_odd: float | None = None
    synonyms: float | None = None
    outlier: float = 0.001
    interviewer: str | None = None
    review: str | None = None
    sensitivity: bool = True

    def thresholds(self) -> dict[str, int | float]:
        """Every threshold that is stated, by name."""
        values = {name: value for name, value in vars(self).items() if not isinstance(value, bool | str)}
        return {name: value for name, value in values.items() if value is not None}


SHARES = ("complete", "partial", "scale_minimum_answered", "near_duplicate", "speeding", "variability", "outlier")
"""Thresholds between 0 and 1."""
CORRELATIONS = ("even_odd", "synonyms")
"""Thresholds between -1 and 1."""
COUNTS = ("device_minutes", "milliseconds_per_word")
"""Thresholds from 0 on."""


@dataclass(frozen=True)
class Weights:
    """What respondents are weighted to: variable -> option -> its share (0 to 1; those of a variable add up to 1).

    `trim` are the smallest and the largest weight allowed, where 1 is the mean; by default there are no bounds.
    """

    margins: Mapping[str, Mapping[str, float]]
    trim: tuple[float, ...] = ()


@dataclass(frozen=True)
class Disclosure:
    """What only the author knows of the study (AAPOR's disclosure items). What is not said is printed as not stated."""

    strategy: Text | None = None
    sponsor: Text | None = None
    population: Text | None = None
    sampling: Text | None = None
    mode: Text | None = None
    dates: Text | None = None
    weighting: Text | None = None


PresetName = Literal["full", "brief", "scorecard", "manager", "journal", "thesis", "method"]


@dataclass(frozen=True)
class Chosen:
    """A section of the report that is asked for."""

    name: str
    place: Place


@dataclass(frozen=True)
class ReportOptions:
    """What the report looks like.

    `sections` are chosen and put into order in place of the preset's. With `side_by_side` there is one PDF in which
    every text stands in both languages, that of the first one first. `theme` is a file with colours, fonts, a logo
    and the title page, its path counted from the plan's folder. `chapter` is the number that a thesis gives its
    chapter of results.
    """

    languages: tuple[Literal["en", "zh"], ...] = ("en", "zh")
    preset: PresetName = "full"
    sections: tuple[Chosen, ...] = ()
    side_by_side: bool = False
    theme: str | None = None
    chapter: int = 4
    title: Text | None = None
    client: Text | None = None


@dataclass(frozen=True)
class Request:
    """An analysis asked for, and its options as written (read by the analysis's own fields)."""

    name: str
    place: Place
    options: Map | None = None


@dataclass(frozen=True)
class Plan:
    """A report plan. `path` is its file; `source` its text."""

    plan: str
    questionnaire: str
    registered: str | None = None
    data: DataSource = field(default_factory=DataSource)
    cleaning: Cleaning = field(default_factory=Cleaning)
    weights: Weights | None = None
    analyses: tuple[Request, ...] = (Request("describe", Place()),)
    disclosure: Disclosure = field(default_factory=Disclosure)
    report: ReportOptions = field(default_factory=ReportOptions)
    path: Path = field(default=Path(), compare=False)
    source: str = field(default="", compare=False)

    @property
    def hash(self) -> str:
        """SHA-256 of the plan's text."""
        return hashlib.sha256(self.source.encode()).hexdigest()

    def beside(self, path: str) -> Path:
        """A path that the plan names, from the plan's own folder."""
        return (self.path.parent / path).resolve()


def load_plan(path: Path | str) -> Plan:
    """Read a plan. Raises AuthorError with every problem of the file."""
    return parse_plan(read_text(path), Path(path))


def parse_plan(source: str, path: Path) -> Plan:
    """Read a plan from text; `path` is the file that it belongs to."""
    top = written_out(parse(source, str(path)))
    if "sections" in top.entries and "plan" not in top.entries:
        raise AuthorError.of("questionnaire-not-plan", top.keys["sections"].place)
    reader = Reader(LANGUAGES, readings={Request: _request, Chosen: _chosen})
    built: Plan = reader.record(top, Plan, instead={"plan": "", "questionnaire": ""}, path=path, source=source)
    _check(reader, built, top)
    raise_all(AuthorError, reader.problems)
    return built


SHORT: Mapping[str, tuple[str, str | None]] = {"groups": ("groups", "by"), "path": ("paths", None)}
"""A key of a plan that is short for an analysis -> that analysis, and the option that the key's value is."""


def written_out(top: Map) -> Map:
    """A plan with its short keys among its analyses: in place of the analysis by its bare name, or at the end."""
    for key, (name, option) in SHORT.items():
        if key in top.entries:
            value, at = top.entries[key], top.keys[key]
            options = value if option is None else Map({option: value}, {option: at}, value.place)
            asked = Map({name: options}, {name: at}, at.place)
            top = _with_analysis(top.only(other for other in top.entries if other != key), name, asked)
    return top


def _with_analysis(top: Map, name: str, asked: Map) -> Map:
    written = top.entries.get("analyses")
    if written is not None and not isinstance(written, Sequence):
        return top
    bare = [isinstance(node, Scalar) and node.text == name for node in written.items] if written else []
    before = written.items if written else (Scalar("describe", False, asked.place),)
    items = (
        tuple(asked if own else node for own, node in zip(bare, before, strict=True)) if any(bare) else (*before, asked)
    )
    return top.having("analyses", Sequence(items, written.place if written else asked.place))


def _request(reader: Reader, node: Node) -> Request | None:
    if isinstance(node, Scalar) and not node.empty:
        return Request(node.text, node.place)
    if isinstance(node, Map) and len(node.entries) == 1:
        (name, options), (key,) = next(iter(node.entries.items())), node.keys.values()
        if isinstance(options, Map):
            return Request(name, key.place, options)
    reader.report("bad-analysis", node.place)
    return None


def _chosen(reader: Reader, node: Node) -> Chosen | None:
    name = reader.read(node, str)
    return None if name is None else Chosen(name, node.place)


def is_date(text: str) -> bool:
    """Whether this is an ISO date, such as 2026-01-15."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _check(reader: Reader, plan: Plan, top: Map) -> None:
    entries: Mapping[str, Node | Sequence] = top.entries
    if plan.data.store and plan.data.file:
        reader.report("store-and-file", entries["data"].place)
    _check_records(reader, plan.data, top)
    if plan.registered is not None and not is_date(plan.registered):
        reader.report("bad-date", entries["registered"].place, found=plan.registered)
    _check_cleaning(reader, plan.cleaning, top)
    _check_lists(reader, plan, top)
    _check_report(reader, plan.report, top)


def _check_records(reader: Reader, data: DataSource, top: Map) -> None:
    if data.records and data.store:
        reader.report("records-and-store", top.entries["data"].place)
    if bool(data.records) != bool(data.by) or (data.records_mapping and not data.records):
        reader.report("records-incomplete", top.entries["data"].place)


def _check_cleaning(reader: Reader, cleaning: Cleaning, top: Map) -> None:
    for name, value in cleaning.thresholds().items():
        if name in SHARES and not 0 <= value <= 1:
            reader.report("share-out-of-range", top.entries["cleaning"].place, key=name)
        if name in CORRELATIONS and not -1 <= value <= 1:
            reader.report("correlation-out-of-range", top.entries["cleaning"].place, key=name)
        if name in COUNTS and value < 0:
            reader.report("count-below-zero", top.entries["cleaning"].place, key=name)
    if cleaning.straight_line < FEWEST_IN_A_ROW:
        reader.report("straight-line-too-short", top.entries["cleaning"].place, fewest=FEWEST_IN_A_ROW)
    if cleaning.partial > cleaning.complete:
        reader.report("partial-above-complete", top.entries["cleaning"].place)


def _check_lists(reader: Reader, plan: Plan, top: Map) -> None:
    languages = plan.report.languages
    if not languages and _is_empty(_entry(top, "report", "languages")):
        reader.report("no-report-language", top.entries["report"].place)
    for language in sorted({name for name in languages if languages.count(name) > 1}):
        reader.report("report-language-twice", top.entries["report"].place, language=language)
    if _is_empty(top.entries.get("analyses")):
        reader.report("no-analyses", top.entries["analyses"].place)


def _check_report(reader: Reader, options: ReportOptions, top: Map) -> None:
    if options.side_by_side and len(options.languages) == 1:
        reader.report("side-by-side-alone", top.entries["report"].place)
    if options.chapter < 1:
        reader.report("bad-chapter", top.entries["report"].place)
    if _is_empty(_entry(top, "report", "sections")):
        reader.report("no-report-section", top.entries["report"].place)
    seen: set[str] = set()
    for section in options.sections:
        if section.name in seen:
            reader.report("report-section-twice", section.place, name=section.name)
        seen.add(section.name)


def _entry(top: Map, *names: str) -> Node | None:
    node: Node | None = top
    for name in names:
        node = node.entries.get(name) if isinstance(node, Map) else None
    return node


def _is_empty(node: Node | None) -> bool:
    """Whether somebody wrote a list with nothing in it; what is wrong inside a list is told elsewhere."""
    return isinstance(node, Sequence) and not node.items
