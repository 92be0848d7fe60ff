"""Whether the headlines depend on whom the rules flagged, or on whom people left out: the same analyses once more.

A headline has moved if an estimate lies further from what it was than half the width of its interval (report rule:
more than the data leave open anyway).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from surveykit import __version__
from surveykit.core.codebook import Codebook
from surveykit.core.estimate_words import name_in_words, object_in_words
from surveykit.core.finding import Cell, Column, Estimate, Excluded, Finding, Method, Sentences, Style, Table
from surveykit.core.language import LANGUAGES, both, message
from surveykit.core.numbers import count, percent

MOST_ROWS = 20
PARTS = {
    "moved": ("moved", "table"),
    "lost": ("stable", "lost", "table"),
    "both": ("moved", "lost", "table"),
    "all_lost": ("all_lost", "table"),
    "stable": ("stable",),
    "nothing": ("nothing",),
}
"""What became of the estimates -> the sentences that say so."""
Kind = Literal["without_flagged", "with_excluded"]


@dataclass(frozen=True)
class Shift:
    """One estimate of a headline, and its value in the other data; None where it cannot be had there."""

    finding: Finding
    estimate: Estimate
    other: float | None

    @property
    def halves(self) -> float | None:
        """How far it moves, in halves of its interval."""
        assert self.estimate.interval is not None
        assert self.estimate.value is not None
        low, high = self.estimate.interval
        if self.other is None:
            return None
        moved = abs(self.other - self.estimate.value)
        return moved / ((high - low) / 2) if high > low else (0.0 if moved == 0 else None)

    @property
    def lost(self) -> bool:
        """Whether it cannot be had there."""
        return self.other is None

    @property
    def moved(self) -> bool:
        """Whether it lies outside."""
        return not self.lost and (self.halves is None or self.halves > 1)


@dataclass(frozen=True)
class Comparison:
    """All headlines in other data: those of `n` respondents, `changed` fewer or more."""

    kind: Kind
    n: int
    changed: int
    shifts: tuple[Shift, ...]

    @property
    def moved(self) -> tuple[Shift, ...]:
        """The estimates that moved, the furthest first."""
        found = [s for s in self.shifts if s.moved]
        return tuple(sorted(found, key=lambda s: -(float("inf") if s.halves is None else s.halves)))

    @property
    def lost(self) -> tuple[Shift, ...]:
        """Those that cannot be had."""
        return tuple(s for s in self.shifts if s.lost)


def compared(before: Sequence[Finding], after: Sequence[Finding]) -> tuple[Shift, ...]:
    """Every estimate with an interval in a headline of `before`, and the one of the same name and object in `after`.

    What is not asked for there, since it depends on the data what is (the highest against the next), is passed over.
    """
    others = {(f.id, e.name, _key(e)): e.value for f in after for e in f.estimates}
    answered = {f.id for f in after if not f.refused}
    return tuple(
        Shift(finding, e, others.get(key))
        for finding in before
        if asked_again(finding)
        for e in finding.estimates
        if e.value is not None and e.interval is not None
        for key in ((finding.id, e.name, _key(e)),)
        if key in others or finding.id not in answered
    )


def asked_again(finding: Finding) -> bool:
    """Whether a finding is a headline with something to compare."""
    return finding.headline and not finding.refused and any(e.interval is not None for e in finding.estimates)


def _key(estimate: Estimate) -> frozenset[tuple[str, str | tuple[str, ...]]]:
    return frozenset(estimate.of.items())


def sensitivity_finding(
    n: int, exclusions: Sequence[Excluded], comparisons: Sequence[Comparison], codebook: Codebook
) -> Finding:
    """What became of the headlines."""
    shown = [(c, shift) for c in comparisons for shift in (*c.lost, *c.moved)]
    named = {language: _words(comparisons, language) for language in LANGUAGES}
    short = both(f"cleaning.sensitivity.short_{_case([s for c in comparisons for s in c.shifts])}")
    return Finding(
        id="data_quality.sensitivity",
        analysis="data_quality",
        question=both("cleaning.sensitivity.question"),
        n=n,
        excluded=tuple(exclusions),
        sentences=Sentences(short, named),
        estimates=tuple(_estimates(comparisons)),
        table=_table(shown, codebook) if shown else None,
        method=Method(both("cleaning.sensitivity.method"), "surveykit", __version__),
        headline=bool(shown),
    )


def _estimates(comparisons: Sequence[Comparison]) -> list[Estimate]:
    found = []
    for c in comparisons:
        of = {"data": c.kind}
        known = [s.halves for s in c.shifts if s.halves is not None]
        none = both("cleaning.sensitivity.nothing")
        found += [
            Estimate("headlines_compared", of, len(c.shifts), n=c.n),
            Estimate("headlines_moved", of, len(c.moved), n=c.n),
            Estimate("headlines_lost", of, len(c.lost), n=c.n),
            Estimate("largest_shift", of, max(known, default=None), n=c.n, reason=None if known else none),
        ]
    return found


def _case(shifts: Sequence[Shift]) -> str:
    """What became of the estimates: some moved, some cannot be had, both, all cannot, none of it; or there are none."""
    moved, lost = any(s.moved for s in shifts), any(s.lost for s in shifts)
    if not shifts or all(s.lost for s in shifts):
        return "all_lost" if shifts else "nothing"
    return "both" if moved and lost else "moved" if moved else "lost" if lost else "stable"


def _words(comparisons: Sequence[Comparison], language: str) -> str:
    gap = "" if language == "zh" else " "
    said = []
    for c in comparisons:
        largest = max((s.halves for s in c.shifts if s.halves is not None), default=None)
        values = {
            "changed": count(c.changed),
            "n": count(c.n),
            "total": count(len(c.shifts) - len(c.lost)),
            "moved": count(len(c.moved)),
            "lost": count(len(c.lost)),
            "largest": percent(largest),
        }
        parts = [c.kind, *PARTS[_case(c.shifts)]]
        said += [message(f"cleaning.sensitivity.{part}", language, **values) for part in parts]
    said.append(message("cleaning.sensitivity.meaning", language))
    return gap.join(said)


def _table(shown: Sequence[tuple[Comparison, Shift]], codebook: Codebook) -> Table:
    several = len({c.kind for c, _ in shown}) > 1
    columns = (
        Column(both("cleaning.sensitivity.finding")),
        Column(both("cleaning.sensitivity.estimate")),
        Column(both("cleaning.sensitivity.of")),
        *([Column(both("cleaning.sensitivity.data"))] if several else []),
        Column(both("cleaning.sensitivity.reported"), Style.NUMBER),
        Column(both("cleaning.sensitivity.interval"), Style.NUMBER),
        Column(both("cleaning.sensitivity.other"), Style.NUMBER),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            s.finding.question,
            name_in_words(s.estimate.name),
            object_in_words(s.estimate, codebook),
            *([both(f"cleaning.sensitivity.data_{c.kind}")] if several else []),
            s.estimate.value,
            s.estimate.interval,
            s.other,
        )
        for c, s in shown[:MOST_ROWS]
    ]
    cut = len(shown) - len(rows)
    notes = [both("cleaning.sensitivity.dash")] if any(s.lost for _, s in shown[:MOST_ROWS]) else []
    notes += [both("cleaning.sensitivity.more", more=count(cut))] if cut else []
    return Table(both("cleaning.sensitivity.title"), columns, tuple(rows), tuple(notes))
