"""What may be worth trying, each line with the findings behind it; only from findings that carry it.

Nothing is promised: the answers show what goes together, so a line says what to try and what to measure.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from surveykit.core.claims import LEVEL, holding, holm
from surveykit.core.finding import Cell, Column, Estimate, Finding, Style, Table
from surveykit.core.language import Text, both
from surveykit.core.numbers import count, interval, number, percent
from surveykit.core.questionnaire import Questionnaire
from surveykit.report.context import CellView, Link, Part, TableView
from surveykit.report.exhibits import Writer
from surveykit.report.study import Study

WORKED_ON = ("image", "quality", "value")
"""The roles of the constructs that a provider can work on; the others are what it hopes for, or who is asked."""
WEAK = frozenset({"LOW_BASE", "LOW_ALPHA", "OVERLAP", "COLLINEAR", "INFLUENCE", "UNSTABLE", "CEILING"})
"""The gates whose caution lowers the confidence in a line."""
JUDGED, RELATED = ("map", "gap"), ("relation", "route", "part")
"""The kinds of signs: how the target is judged, and what goes with it. `part` only stands beside another sign."""
EVIDENCE = 1
"""The place of the evidence among the columns."""


@dataclass(frozen=True)
class Sign:
    """What one finding says for working on a target; `size` in words, the stronger the more `strength`."""

    kind: str
    finding: Finding
    target: str
    size: Text
    strength: float
    outcome: str | None = None


@dataclass(frozen=True)
class Action:
    """One line: a target and its signs, the weightiest first. `cautioned`: a finding behind it carries a caution."""

    target: str
    signs: tuple[Sign, ...]
    cautioned: bool

    @property
    def confidence(self) -> str:
        """`higher` where the target is judged low and goes with an outcome, each shown by a finding of its own."""
        kinds = {sign.kind for sign in self.signs}
        if self.cautioned:
            return "lower"
        return "higher" if kinds & {*JUDGED} and kinds & {*RELATED} else "medium"

    @property
    def evidence(self) -> tuple[str, ...]:
        """The ids of the findings behind it, each once."""
        return tuple(dict.fromkeys(sign.finding.id for sign in self.signs))

    @property
    def outcome(self) -> str | None:
        """What is measured beside the target."""
        return next((sign.outcome for sign in self.signs if sign.outcome), None)


def actions(findings: Sequence[Finding], questionnaire: Questionnaire) -> tuple[Action, ...]:
    """The lines that the findings carry: first what is judged low, then what goes with an outcome, the closest first.

    A finding must not be refused, and hold after correction for everything that was asked.
    """
    held = holding(findings)
    fit = [f for f in findings if not f.refused and f.claim is not None and f.id in held and _sound(f)]
    read = [sign for f in fit for sign in READERS.get(f.analysis, _nothing)(f) if _works(sign.target, questionnaire)]
    alone = {sign.target for sign in read if sign.kind != "part"}
    order = (*JUDGED, *RELATED)
    signs = sorted((s for s in read if s.target in alone), key=lambda s: (order.index(s.kind), -s.strength))
    return tuple(_action(target, signs, findings) for target in dict.fromkeys(sign.target for sign in signs))


def _sound(finding: Finding) -> bool:
    return all(caution.gate != "NEG_ITEM" for caution in finding.cautions)


def _works(target: str, questionnaire: Questionnaire) -> bool:
    """Whether a provider can work on it: a construct of such a role, or a question about it."""
    codebook = questionnaire.codebook
    construct = codebook.construct_by_id.get(target) or codebook.construct_of(target)
    if construct is not None:
        return construct.role in WORKED_ON
    about_people = {item.id for s in questionnaire.sections if s.role == "background" for item in s.items}
    return target in codebook.by_name and codebook.by_name[target].item not in about_people


def _action(target: str, signs: Sequence[Sign], findings: Sequence[Finding]) -> Action:
    own = tuple(sign for sign in signs if sign.target == target)
    ids = {sign.finding.id for sign in own}
    beside = [f for f in findings if f.id in ids or any(f.id.startswith(f"{id}.") for id in ids)]
    return Action(target, own, any(caution.gate in WEAK for f in beside for caution in f.cautions))


def _nothing(finding: Finding) -> Iterator[Sign]:
    yield from ()


def _map(finding: Finding) -> Iterator[Sign]:
    """Attributes that lie clear of both lines: important, and done less well."""
    lines = {e.of["axis"]: e.value for e in finding.estimates if e.name == "line"}
    done, weight = lines.get("performance"), lines.get("importance")
    if done is None or weight is None or not finding.headline:
        return
    for e in finding.estimates:
        if e.name != "performance" or not _below(e, done):
            continue
        attribute = str(e.of["attribute"])
        importance = finding.estimate("importance", attribute=attribute)
        related = [r for r in finding.estimates if r.name == "attribute_r" and r.of["attribute"] == attribute]
        if _above(importance, weight) and all(_above(r, 0.0) for r in related):
            size = _size("map", e, finding, places=1, line=number(done, 1))
            outcome = importance.of.get("outcome")
            yield Sign("map", finding, attribute, size, done - (e.value or 0.0), str(outcome) if outcome else None)


def _gaps(finding: Finding) -> Iterator[Sign]:
    """The widest gap, if it is clear of zero."""
    below = [e for e in finding.estimates if e.name == "gap" and _below(e, 0.0)]
    if below:
        widest = min(below, key=lambda e: e.value or 0.0)
        yield Sign("gap", finding, str(widest.of["perceived"]), _size("gap", widest, finding), -(widest.value or 0.0))


def _regression(finding: Finding) -> Iterator[Sign]:
    """Predictors that go with more of the outcome after correction for all predictors."""
    for e in _slopes(finding, "standardised_coefficient"):
        if _above(e, 0.0):
            outcome = str(e.of["outcome"])
            yield Sign(
                "relation", finding, str(e.of["predictor"]), _size("relation", e, finding), e.value or 0.0, outcome
            )


def _slopes(finding: Finding, name: str) -> list[Estimate]:
    """The coefficients of single predictors whose p holds among them."""
    own = [e for e in finding.estimates if e.name == name and e.of.keys() == {"outcome", "predictor"}]
    tested = [e for e in own if e.p is not None]
    return [e for e, p in zip(tested, holm([e.p or 0.0 for e in tested]), strict=True) if p < LEVEL]


def _routes(finding: Finding) -> Iterator[Sign]:
    """Predictors that go with the outcome by way of a mediator."""
    for e in finding.estimates:
        path = e.of.get("path")
        if (
            e.name == "standardised_indirect_effect"
            and "method" not in e.of
            and isinstance(path, tuple)
            and _above(e, 0.0)
        ):
            yield Sign("route", finding, path[0], _size("route", e, finding), e.value or 0.0, path[-1])


def _parts(finding: Finding) -> Iterator[Sign]:
    """What part of the explained variance goes to each predictor."""
    for e in finding.estimates:
        if e.name == "share_of_r_squared" and e.interval is not None:
            n = _n(e, finding)
            inside = interval(e.interval, Style.PERCENT, 0)
            size = both("report.actions.size.part", value=percent(e.value), inside=inside, n=n)
            yield Sign("part", finding, str(e.of["predictor"]), size, e.value or 0.0, str(e.of["outcome"]))


READERS: dict[str, Callable[[Finding], Iterator[Sign]]] = {
    "importance_performance": _map,
    "gaps": _gaps,
    "regression": _regression,
    "paths": _routes,
    "drivers": _parts,
}
"""Analysis -> what reads its findings."""


def _above(estimate: Estimate, line: float) -> bool:
    return estimate.interval is not None and estimate.interval[0] > line


def _below(estimate: Estimate, line: float) -> bool:
    return estimate.interval is not None and estimate.interval[1] < line


def _size(kind: str, estimate: Estimate, finding: Finding, places: int = 2, **values: object) -> Text:
    value, inside = number(estimate.value, places), interval(estimate.interval, places=places)
    return both(f"report.actions.size.{kind}", value=value, inside=inside, n=_n(estimate, finding), **values)


def _n(estimate: Estimate, finding: Finding) -> str:
    return count(estimate.n or finding.n)


def in_words(action: Action, questionnaire: Questionnaire) -> Text:
    """What to try and what to measure, in words."""

    def name(id: str) -> Text:
        return both("report.actions.named", name=questionnaire.codebook.label(id))

    if action.signs[0].kind == "gap":
        return both("report.actions.try.gap", target=name(action.target))
    if action.outcome is None:
        return both("report.actions.try.alone", target=name(action.target))
    return both("report.actions.try.outcome", target=name(action.target), outcome=name(action.outcome))


def action_parts(writer: Writer, study: Study) -> tuple[Part, ...]:
    """The list as a table with room for who does it and by when; or that there is nothing to list."""
    found = actions(study.findings, study.questionnaire)
    if not found:
        return (Part(paragraphs=(writer.sentence("actions.none"),)),)
    return (Part(tables=(_table(writer, study, found),)),)


def _table(writer: Writer, study: Study, found: Sequence[Action]) -> TableView:
    columns = tuple(
        Column(both(f"report.actions.column.{name}"))
        for name in ("action", "evidence", "size", "confidence", "owner", "due")
    )
    asked = {finding.id: finding.question for finding in study.findings}
    places = [[_link(writer, id, asked[id]) for id in action.evidence] for action in found]
    rows: list[tuple[Cell, ...]] = [
        (
            in_words(action, study.questionnaire),
            writer.word("list_comma").join(link.text for link in links),
            action.signs[0].size,
            both(f"report.actions.confidence.{action.confidence}"),
            "",
            "",
        )
        for action, links in zip(found, places, strict=True)
    ]
    view = writer.table(Table(both("report.actions.title"), columns, tuple(rows), (both("report.actions.note"),)))
    (group,) = view.groups
    linked = tuple(_linked(row, links) for row, links in zip(group.rows, places, strict=True))
    return replace(view, groups=(replace(group, rows=linked),))


def _link(writer: Writer, id: str, question: Text) -> Link:
    """Where a finding stands; its question where this report leaves it out."""
    placed = writer.numbers.get(f"finding:{id}")
    text = writer.word("see", number=placed) if placed else writer.word("actions.elsewhere", question=question)
    return Link(text, writer.anchors.get(f"finding:{id}"))


def _linked(row: tuple[CellView, ...], links: Sequence[Link]) -> tuple[CellView, ...]:
    return tuple(replace(cell, links=tuple(links)) if at == EVIDENCE else cell for at, cell in enumerate(row))
