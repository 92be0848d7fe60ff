"""What an analysis found: numbers first, then a table, a figure and sentences made from those numbers.

The report renders any Finding with one template, so a new analysis needs no work there. Numbers keep full
precision; only `core.numbers` turns them into text. What cannot be estimated has value None and a reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from surveykit.core.language import Text

Of = Mapping[str, str | tuple[str, ...]]
"""What an estimate is of, in ids: {"construct": "image"}, {"outcome": ..., "predictor": ...}, {"pair": (a, b)}."""

Cell = float | int | str | Text | None | tuple[float | None, float | None]
"""A table cell: a number, a text, an interval (low, high), or None for «nothing to show»."""


@dataclass(frozen=True)
class EffectSize:
    """A standardised size beside an estimate, with its interval."""

    name: str
    value: float
    interval: tuple[float, float] | None = None


@dataclass(frozen=True)
class Estimate:
    """One estimated quantity. `interval` is at confidence `level`; `reason` (a Text) says why `value` is None."""

    name: str
    of: Of
    value: float | None
    interval: tuple[float, float] | None = None
    level: float | None = None
    statistic: float | None = None
    df: float | tuple[float, float] | None = None
    p: float | None = None
    effect: EffectSize | None = None
    n: int | None = None
    reason: Text | None = None


class Style(StrEnum):
    """How a column's numbers become text; `core.numbers.cell` is the only place that does it."""

    TEXT = "text"
    COUNT = "count"
    NUMBER = "number"
    BOUNDED = "bounded"
    """A statistic that cannot pass 1 in size: printed without its leading zero (APA 7)."""
    PERCENT = "percent"
    P = "p"
    ID = "id"
    """A variable name, set in the code face."""


@dataclass(frozen=True)
class Column:
    """A table column: its heading, how its cells are printed, decimal places."""

    label: Text
    style: Style = Style.TEXT
    places: int = 2


@dataclass(frozen=True)
class Table:
    """A table of any Finding: the first column names the row. `notes` explain empty cells and abbreviations."""

    title: Text
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Figure:
    """A figure as data: `kind` names the drawing function in `charts`, `data` is what that function documents.

    `title` is the finding in a sentence, `base` says who was counted ("Base: n = 250, ...").
    """

    kind: str
    title: Text
    data: Mapping[str, object]
    base: Text | None = None


class Verdict(StrEnum):
    """What an assumption check says."""

    MET = "met"
    CAUTION = "caution"
    NOT_MET = "not_met"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True)
class AssumptionCheck:
    """One assumption: what was looked at, the statistic, the verdict and what follows for the reader."""

    name: Text
    verdict: Verdict
    advice: Text
    statistic: float | None = None
    p: float | None = None


@dataclass(frozen=True)
class Method:
    """How it was computed: in words, by which library and version, with which options and seed."""

    text: Text
    library: str
    version: str
    options: Mapping[str, object] = field(default_factory=dict)
    seed: int | None = None


@dataclass(frozen=True)
class Caution:
    """A gate that closed: its id (SMALL_N, NONSIG, ...) and what it means here."""

    gate: str
    text: Text


@dataclass(frozen=True)
class Excluded:
    """How many were left out and why."""

    reason: Text
    n: int


@dataclass(frozen=True)
class Sentences:
    """The finding in words: one line for the summary, and the whole for the section."""

    short: Text
    full: Text


@dataclass(frozen=True)
class Finding:
    """One question answered, or refused with the reason (`refused`), never a number that the data do not carry."""

    id: str
    analysis: str
    question: Text
    n: int
    sentences: Sentences
    excluded: tuple[Excluded, ...] = ()
    estimates: tuple[Estimate, ...] = ()
    table: Table | None = None
    figure: Figure | None = None
    checks: tuple[AssumptionCheck, ...] = ()
    method: Method | None = None
    references: tuple[str, ...] = ()
    cautions: tuple[Caution, ...] = ()
    refused: bool = False
    headline: bool = False
    """Whether the short sentence may stand in the summary as a finding."""
    claim: float | None = None
    """The p of what the short sentence claims, after this finding's own correction; also where it does not hold, so
    that a summary can correct for everything that was asked. None where nothing is claimed beyond what was counted."""

    def estimate(self, name: str, **of: str | tuple[str, ...]) -> Estimate:
        """The estimate of that name and object. Raises KeyError if there is none."""
        for e in self.estimates:
            if e.name == name and all(e.of.get(k) == v for k, v in of.items()):
                return e
        raise KeyError(f"{self.id} has no {name} of {of}")
