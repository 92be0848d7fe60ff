"""What is known of a table beside its cells: flags, where numbers lie, where the responses come from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from surveykit.core.language import Text


@dataclass(frozen=True)
class Flag:
    """A cleaning rule's question about one row: rule id, respondent, evidence in words."""

    rule: str
    respondent: str
    evidence: Text


@dataclass(frozen=True)
class Spread:
    """Where the numbers of a column lie. None where there are too few (SD needs two values)."""

    n: int
    mean: float | None = None
    sd: float | None = None
    quartiles: tuple[float | None, float | None, float | None] = (None, None, None)
    smallest: float | None = None
    largest: float | None = None


@dataclass(frozen=True)
class Source:
    """What is known of the responses behind a table: days (ISO) of the first and last, how many of each status.

    `versions` counts the rows by the version that was seen (the first 8 letters of its hash). `incomparable` counts,
    for each variable, the answers to a version of the question that cannot stand in its column; a variable that only
    an older version has is there under its old name.
    """

    first: str | None = None
    last: str | None = None
    statuses: Mapping[str, int] = field(default_factory=dict)
    versions: Mapping[str, int] = field(default_factory=dict)
    incomparable: Mapping[str, int] = field(default_factory=dict)
