"""The only type that holds a table: one row per respondent, one column per Variable (and per scored Construct).

Numbers stand in float64 columns with NaN where there is none, and `reasons` says why, cell by cell. Rows are
ordered by respondent id, so the same responses always give the same table.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from surveykit.core.codebook import Codebook, Construct, Missing, Value, Variable
from surveykit.core.finding import Excluded
from surveykit.core.language import Text, both
from surveykit.core.moments import Moments
from surveykit.core.questionnaire import Questionnaire

Floats = NDArray[np.float64]


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


@dataclass(frozen=True, eq=False)
class Dataset:
    """Coded responses to one questionnaire.

    `values` has the respondents' ids as index; `reasons` has the same shape and holds a Missing code or 0. A cell with
    neither a value nor a reason was answered in a version of the questionnaire whose answers cannot be compared.
    `flags` are the cleaning rules' questions: nobody is deleted. `scores` has one column per construct.
    """

    questionnaire: Questionnaire
    values: pd.DataFrame
    reasons: pd.DataFrame
    flags: tuple[Flag, ...] = ()
    scores: pd.DataFrame = field(default_factory=pd.DataFrame)
    source: Source = field(default_factory=Source)

    @classmethod
    def build(cls, questionnaire: Questionnaire, rows: Mapping[str, Mapping[str, Value | Missing | None]]) -> "Dataset":
        """From settled, coded answers: respondent id -> variable -> number, text, Missing, or None (see above)."""
        ids = sorted(rows)
        index = pd.Index(ids, name="respondent", dtype=object)
        values: dict[str, Floats | pd.Series[Any]] = {}
        reasons = {}
        for v in questionnaire.codebook.variables:
            cells = [rows[i].get(v.name, Missing.NOT_ANSWERED) for i in ids]
            reasons[v.name] = np.array([c.value if isinstance(c, Missing) else 0 for c in cells], dtype=np.int8)
            if v.numeric:
                values[v.name] = np.array([np.nan if c is None or isinstance(c, Missing) else float(c) for c in cells])
            else:
                texts = [None if c is None or isinstance(c, Missing) else str(c) for c in cells]
                values[v.name] = pd.Series(texts, index=index, dtype=object)  # pandas would make NaN of None
        return cls(questionnaire, pd.DataFrame(values, index=index), pd.DataFrame(reasons, index=index))

    @property
    def codebook(self) -> Codebook:
        """What the columns mean."""
        return self.questionnaire.codebook

    @property
    def n(self) -> int:
        """How many respondents."""
        return len(self.values)

    @property
    def flagged(self) -> frozenset[str]:
        """The respondents that some cleaning rule asks about."""
        return frozenset(flag.respondent for flag in self.flags)

    def variable(self, name: str) -> Variable:
        """The Variable of a column."""
        return self.codebook.by_name[name]

    def numbers(self, name: str) -> Floats:
        """One numeric column or construct score, NaN where missing."""
        column = self.scores[name] if name in self.scores else self.values[name]
        return np.asarray(column, dtype=np.float64)

    def texts(self, name: str) -> list[str]:
        """The texts that were written in a text column."""
        return [str(t) for t in self.values[name].dropna()]

    def written(self, names: Sequence[str]) -> list[tuple[str | None, ...]]:
        """What each respondent wrote in several text columns; None where nothing."""
        rows = self.values[list(names)].itertuples(index=False, name=None)
        return [tuple(text if isinstance(text, str) else None for text in row) for row in rows]

    def reversed(self, name: str, construct: Construct) -> Floats:
        """An item's column in the direction of its construct."""
        column = self.numbers(name)
        if name not in construct.reverse:
            return column
        low, high = self.codebook.bounds(name)
        return low + high - column

    def table(self, names: Sequence[str], construct: Construct | None = None) -> Floats:
        """Several columns side by side (n x k); items of `construct` in its direction."""
        if construct is not None:
            return np.column_stack([self.reversed(name, construct) for name in names])
        return np.column_stack([self.numbers(name) for name in names])

    def complete(self, names: Sequence[str], construct: Construct | None = None) -> Floats:
        """The rows that have all of the columns."""
        table = self.table(names, construct)
        return table[~np.isnan(table).any(axis=1)]

    def moments(self, names: Sequence[str], construct: Construct | None = None) -> Moments:
        """Moments of the complete rows of these columns."""
        return Moments.of(tuple(names), self.complete(names, construct))

    def counts(self, name: str) -> dict[float, int]:
        """Value -> how many gave it, for every value that the codebook names or that occurs."""
        column = self.numbers(name)
        found, times = np.unique(column[~np.isnan(column)], return_counts=True)
        counted = dict.fromkeys((float(v) for v in self.variable(name).values), 0)
        return counted | {float(v): int(t) for v, t in zip(found, times, strict=True)}

    def answered(self, name: str) -> int:
        """How many have a value."""
        column = self.scores[name] if name in self.scores else self.values[name]
        return int(column.notna().sum())

    def spread(self, name: str) -> Spread:
        """n, mean, SD (n - 1), quartiles (linear interpolation, R's type 7), smallest and largest value."""
        column = self.numbers(name)
        present = column[~np.isnan(column)]
        if not len(present):
            return Spread(0)
        low, middle, high = (float(q) for q in np.quantile(present, (0.25, 0.5, 0.75)))
        ends = float(present.min()), float(present.max())
        sd = (float(present.std(ddof=1)) if ends[0] < ends[1] else 0.0) if len(present) > 1 else None
        return Spread(len(present), float(present.mean()), sd, (low, middle, high), *ends)

    def missing_everywhere(self, names: Sequence[str]) -> NDArray[np.bool_]:
        """For each respondent, whether none of the columns has a value."""
        absent: NDArray[np.bool_] = np.asarray(self.values[list(names)].isna().all(axis=1), dtype=bool)
        return absent

    def missing(self, name: str) -> dict[Missing, int]:
        """Why the others have none, reason -> how many; only reasons that occur."""
        codes = np.asarray(self.reasons[name])
        return {m: int((codes == m.value).sum()) for m in Missing if (codes == m.value).any()}

    def excluded(self, names: Sequence[str]) -> tuple[Excluded, ...]:
        """Why rows are not complete in these columns: counted by the first column's reason that applies."""
        left = np.ones(self.n, dtype=bool)
        counted: dict[str, int] = {}
        for name in names:
            absent = np.isnan(self.numbers(name)) & left
            left &= ~absent
            is_score = name not in self.reasons
            codes = np.zeros(self.n) if is_score else np.asarray(self.reasons[name])
            for code in codes[absent]:
                reason = Missing(int(code)).id if code else "no_score" if is_score else "other_version"
                counted[reason] = counted.get(reason, 0) + 1
        ordered = sorted(counted.items(), key=lambda pair: -pair[1])
        return tuple(Excluded(both(f"missing.{reason}"), n) for reason, n in ordered)

    def with_flags(self, flags: Sequence[Flag]) -> "Dataset":
        """The same data with more flags."""
        return replace(self, flags=(*self.flags, *flags))

    def with_scores(self, scores: Mapping[str, Floats]) -> "Dataset":
        """The same data with construct scores."""
        return replace(self, scores=pd.DataFrame(dict(scores), index=self.values.index))

    def sha256(self) -> str:
        """A hash of all coded values and reasons: equal for equal data, in whatever order they were stored."""
        digest = hashlib.sha256()
        for name in self.values:
            digest.update(str(name).encode() + b"\x00")
            column = self.values[name]
            cells = zip(self.values.index, column, self.reasons[name], strict=True)
            for respondent, value, code in cells:
                shown = f"#{code}" if code else repr(float(value) if self.variable(str(name)).numeric else str(value))
                digest.update(f"{respondent!r}\x1f{shown}\x1e".encode())
        return digest.hexdigest()
