"""The only type that holds a table: one row per respondent, one column per Variable (and per scored Construct).

Where the table lies is the business of its `Columns`; an analysis asks for the columns it needs, or for their
moments. Rows are ordered by respondent id, so the same responses always give the same table.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from surveykit.core.codebook import Codebook, Construct, Missing, Origin, Variable
from surveykit.core.columns import (
    BLOCK,
    NO_SCORE,
    OTHER_VERSION,
    SUPPRESSED,
    Cell,
    Column,
    Columns,
    Having,
    MemoryColumns,
    RealNumbers,
    Summand,
    Summed,
    Texts,
    beside,
    column_of,
    complete_rows,
    joined,
)
from surveykit.core.data_facts import Flag, Source, Spread
from surveykit.core.derivation import derive
from surveykit.core.finding import Excluded
from surveykit.core.language import Text, both
from surveykit.core.moments import Floats, Moments
from surveykit.core.questionnaire import Questionnaire
from surveykit.core.selection import CorrectedColumns, SelectedColumns, with_cells

__all__ = ["PARADATA", "Dataset", "Flag", "Floats", "Source", "Spread", "TableBuilder"]

PARADATA: dict[str, bool] = {
    "@seconds": True,
    "@duration": True,
    "@closed": True,
    "@token": False,
    "@device": False,
    "@language": False,
    "@respondent": False,
}
"""What a table may hold of the answering beside the variables, and whether it is a number: seconds on the pages, of
an imported response those from beginning to end, when it was closed (seconds since 1970, UTC), token, device, language,
the respondent's id in an imported file."""
Key = tuple[tuple[str, ...], tuple[str, ...]]
"""The columns of moments, and which items of them are turned round."""
Holders = tuple[tuple[tuple[str, ...], ...], int, tuple[str, ...]]
"""Groups of columns, of how many of them a row has all, and columns that it has as well."""
_REASONS = {m.value: m.id for m in Missing} | {
    OTHER_VERSION: "other_version",
    NO_SCORE: "no_score",
    SUPPRESSED: "suppressed",
}


@dataclass(frozen=True, eq=False)
class Dataset:
    """Coded responses to one questionnaire.

    `flags` are the cleaning rules' questions: nobody is deleted. `exclusions` counts those whom somebody took out after
    looking at them, and why. `scoring` says of each scored construct how many of its items must be answered; a score is
    their unweighted mean, in the construct's direction. `weights` (n, any scale, NaN for who has none) are for the
    analyses that say that they are weighted; nothing else uses them.
    """

    questionnaire: Questionnaire
    columns: Columns
    flags: tuple[Flag, ...] = ()
    scoring: Mapping[str, int] = field(default_factory=dict)
    source: Source = field(default_factory=Source)
    exclusions: tuple[Excluded, ...] = ()
    weights: Floats | None = None
    targets: Mapping[str, Mapping[int, float]] = field(default_factory=dict)
    """What the weights aim at: variable -> code -> its share."""
    settled: bool = False
    """Whether the derived columns lie in the table, and are not made again."""

    @classmethod
    def build(cls, questionnaire: Questionnaire, rows: Mapping[str, Mapping[str, Cell]]) -> "Dataset":
        """From settled, coded answers: respondent id -> variable -> number, text, Missing, or None for an answer that
        cannot be compared."""
        table = TableBuilder(questionnaire)
        for id, row in rows.items():
            table.add(id, row)
        return table.dataset()

    @property
    def codebook(self) -> Codebook:
        """What the columns mean."""
        return self.questionnaire.codebook

    @property
    def respondents(self) -> Sequence[str]:
        """The ids of the rows."""
        return self.columns.respondents

    @cached_property
    def shown_ids(self) -> Sequence[str]:
        """The ids under which people know the rows, as exports show them: that of an imported file, else the row's."""
        own = self.paradata("@respondent")
        if not isinstance(own, Texts):
            return self.respondents
        return [said or id for said, id in zip(own.values, self.respondents, strict=True)]

    @property
    def n(self) -> int:
        """How many respondents."""
        return len(self.columns.respondents)

    @property
    def flagged(self) -> frozenset[str]:
        """The respondents that some cleaning rule asks about."""
        return frozenset(flag.respondent for flag in self.flags)

    def variable(self, name: str) -> Variable:
        """The Variable of a column."""
        return self.codebook.by_name[name]

    @cached_property
    def _made(self) -> dict[str, Column]:
        return {}

    def column(self, name: str) -> Column:
        """The cells of a variable, or of a construct's score."""
        needed = self._needed(name)
        if needed == (name,):
            return self.columns.column(name)
        if name not in self._made:
            self._made[name] = self._make(name, {own: self.columns.column(own) for own in needed})
        return self._made[name]

    def _needed(self, name: str) -> tuple[str, ...]:
        """The columns of the table that a column is made of; itself, unless it is a score or derived."""
        if name in self.scoring:
            return self.codebook.construct_by_id[name].items
        if self._derives(name):
            sources = self.questionnaire.derived_by_id[name].sources(self.codebook)
            return tuple(dict.fromkeys(own for source in sources for own in self._needed(source)))
        return (name,)

    def _derives(self, name: str) -> bool:
        """Whether a column is made of others by the definition."""
        return not self.settled and name in self.questionnaire.derived_by_id

    def _make(self, name: str, columns: Mapping[str, Column]) -> Column:
        """A column from those that it is made of."""
        if name in self.scoring:
            return self._score(name, columns)
        if not self._derives(name):
            return columns[name]
        derived = self.questionnaire.derived_by_id[name]
        construct = derived.construct(self.codebook)
        fewest = derived.fewest() if construct is None else self.scoring[construct]
        own = {source: self._make(source, columns) for source in derived.sources(self.codebook)}
        return derive(derived, self.codebook, own, fewest)

    def _score(self, name: str, columns: Mapping[str, Column]) -> Column:
        construct = self.codebook.construct_by_id[name]
        sums: Floats = np.zeros(len(columns[construct.items[0]].codes))
        answered = np.zeros(len(sums), dtype=np.int64)
        for item in construct.items:
            there = columns[item].codes >= 0
            values = columns[item].numbers()
            turned = sum(self.codebook.bounds(item)) - values if item in construct.reverse else values
            sums += np.where(there, turned, 0.0)
            answered += there
        enough = answered >= max(1, self.scoring[name])
        scores = np.divide(sums, answered, out=np.full(len(sums), np.nan), where=enough)
        return RealNumbers(scores, np.where(enough, 0, NO_SCORE).astype(np.int8))

    def numbers(self, name: str) -> Floats:
        """One numeric column or construct score, NaN where missing. Raises ValueError for texts."""
        return self.column(name).numbers()

    def codes(self, name: str) -> NDArray[np.int8]:
        """For each row what is negative where there is no value: the Missing code, OTHER_VERSION or NO_SCORE."""
        return self.column(name).codes

    def texts(self, name: str) -> list[str]:
        """The texts that were written in a text column."""
        column = self.column(name)
        return [str(text) for text in column.values if text is not None] if isinstance(column, Texts) else []

    def written(self, names: Sequence[str]) -> list[tuple[str | None, ...]]:
        """What each respondent wrote in several text columns; None where nothing."""
        columns = [self.column(name) for name in names]
        texts = [column.values if isinstance(column, Texts) else [None] * self.n for column in columns]
        return list(zip(*texts, strict=True))

    def reversed(self, name: str, construct: Construct) -> Floats:
        """An item's column in the direction of its construct."""
        column = self.numbers(name)
        return sum(self.codebook.bounds(name)) - column if name in construct.reverse else column

    def table(self, names: Sequence[str], construct: Construct | None = None) -> Floats:
        """Several columns side by side (n x k); items of `construct` in its direction."""
        if construct is not None:
            return np.column_stack([self.reversed(name, construct) for name in names])
        return np.column_stack([self.numbers(name) for name in names])

    def complete(self, names: Sequence[str], construct: Construct | None = None) -> Floats:
        """The rows that have all of the columns."""
        table = self.table(names, construct)
        return table[~np.isnan(table).any(axis=1)]

    def blocks(self, names: Sequence[str], construct: Construct | None = None) -> Iterator[NDArray[Any]]:
        """The rows that have all of the columns, some thousands at a time (rows x k): int8 where all are small whole
        numbers, else float64. Holds no more than a block."""
        yield from self._blocks(tuple(names), construct.reverse if construct is not None else (), Counter())

    def _blocks(
        self, names: tuple[str, ...], reverse: tuple[str, ...], left_out: Counter[int]
    ) -> Iterator[NDArray[Any]]:
        """Counts in `left_out` by which code the other rows are not complete."""
        wanted = dict.fromkeys(own for name in names for own in self._needed(name))
        turned = [at for at, name in enumerate(names) if name in reverse]
        for part in self.columns.blocks(tuple(wanted)):
            columns = [self._make(name, part) for name in names]
            whole = complete_rows(columns)
            if whole is not None:
                _count_reasons(columns, left_out)
            rows = beside(columns if whole is None else [column.taken(whole) for column in columns])
            for at in turned:
                total = sum(self.codebook.bounds(names[at]))
                rows[:, at] = (total - rows[:, at].astype(np.float64)).astype(rows.dtype)
            yield rows

    @cached_property
    def _moments(self) -> dict[Key, Moments]:
        return {}

    @cached_property
    def _having(self) -> dict[Holders, int]:
        return {}

    @cached_property
    def _left_out(self) -> dict[tuple[str, ...], Counter[int]]:
        return {}

    def moments(self, names: Sequence[str], construct: Construct | None = None) -> Moments:
        """Moments of the complete rows of these columns: one pass over them, once.

        Where no row lacks any of some columns, the moments of whatever is summed from them follow without another pass.
        A table that is streamed is therefore asked for the items of all constructs at once.
        """
        key = _key(names, construct)
        if isinstance(self.columns, Summed):
            self._sum_up(self.columns, [key], [])
        elif key not in self._moments:
            if self.columns.streamed and not self._moments:
                self._pass(*self._whole(names))
            if not self._follows(key):
                self._pass(*key)
        return self._moments[key]

    def ahead(self, moments: Sequence[tuple[Sequence[str], Construct | None]], having: Sequence[Holders] = ()) -> None:
        """Say what an analysis will ask of `moments` and `having`, so that rows that are summed up elsewhere are read
        once for all of it."""
        if isinstance(self.columns, Summed):
            self._sum_up(self.columns, [_key(*asked) for asked in moments], having)

    def _whole(self, names: Sequence[str]) -> Key:
        """The items of all constructs, and those of some columns that are no scores."""
        items = dict.fromkeys(item for c in self.codebook.constructs for item in c.items)
        return tuple(items | dict.fromkeys(name for name in names if name not in self.scoring)), ()

    def _follows(self, key: Key) -> bool:
        """Whether moments are known, or follow from what is known, and then are kept."""
        if key not in self._moments:
            found = self._derived(*key)
            if found is None:
                return False
            self._moments[key] = found
            self._left_out[key[0]] = Counter()
        return True

    def _pass(self, names: tuple[str, ...], turned: tuple[str, ...]) -> None:
        """Sum up some columns, and count who was left out."""
        left_out: Counter[int] = Counter()
        self._moments[names, turned] = Moments.of_blocks(names, self._blocks(names, turned, left_out))
        self._left_out[names] = left_out

    def _sum_up(self, columns: Summed, keys: Sequence[Key], counted: Sequence[Holders]) -> None:
        """Have summed up elsewhere what is not known yet, in one pass; in the first the items of all constructs too."""
        new = [key for key in dict.fromkeys(keys) if not self._follows(key)]
        counts = [each for each in dict.fromkeys(counted) if each not in self._having]
        if not new and not counts:
            return
        if new and not self._moments:
            new = list(dict.fromkeys((*new, self._whole([name for names, _ in new for name in names]))))
        sets = [[self._summand(name, name in turned) for name in names] for names, turned in new]
        found = columns.summed(sets, [self._held(each) for each in counts])
        for key, moments in zip(new, found.moments, strict=True):
            self._moments[key] = moments
            self._left_out[key[0]] = Counter({Missing.NOT_ANSWERED.value: found.n - moments.n})
        self._having.update(zip(counts, found.counts, strict=True))

    def having(self, groups: Sequence[Sequence[str]], fewest: int = 1, also: Sequence[str] = ()) -> int:
        """How many have a value in every column of at least `fewest` of the groups, and in every column of `also`."""
        if isinstance(self.columns, Summed):
            key = tuple(map(tuple, groups)), fewest, tuple(also)
            self._sum_up(self.columns, [], [key])
            return self._having[key]
        names = dict.fromkeys(name for group in (*groups, also) for name in group)
        wanted = dict.fromkeys(own for name in names for own in self._needed(name))
        total = 0
        for part in self.columns.blocks(tuple(wanted)):
            there = {name: self._make(name, part).codes >= 0 for name in names}
            whole = np.sum([np.all([there[name] for name in group], axis=0) for group in groups], axis=0) >= fewest
            total += int(np.all([whole, *(there[name] for name in also)], axis=0).sum())
        return total

    def _held(self, asked: Holders) -> Having:
        groups, fewest, also = asked
        return Having(tuple(self._summands(group) for group in groups), fewest, self._summands(also))

    def _summands(self, names: Sequence[str]) -> tuple[Summand, ...]:
        return tuple(self._summand(name, False) for name in names)

    def _summand(self, name: str, turned: bool) -> Summand:
        """A column as what a database is to sum."""
        if name not in self.scoring:
            own = self.variable(name)
            low, high = (0.0, 0.0) if own.minimum is None or own.maximum is None else (own.minimum, own.maximum)
            return Summand(name, ((name, low + high if turned else None),), (low + high) / 2)
        construct = self.codebook.construct_by_id[name]
        ends = {item: sum(self.codebook.bounds(item)) for item in construct.items}
        items = tuple((item, ends[item] if item in construct.reverse else None) for item in construct.items)
        return Summand(name, items, sum(ends.values()) / 2 / len(ends), self.scoring[name])

    def _derived(self, names: tuple[str, ...], turned: tuple[str, ...]) -> Moments | None:
        """The moments of these columns from those of columns that no row lacks, if there are such."""
        wanted = [self._sum(name, name in turned) for name in names]
        needed = {item for weights, _ in wanted for item in weights}
        for (known, also_turned), whole in self._moments.items():
            if whole.n == self.n and not also_turned and needed <= set(known):
                at = {name: place for place, name in enumerate(known)}
                table = np.zeros((len(names), len(known)))
                for row, (weights, _) in enumerate(wanted):
                    for name, weight in weights.items():
                        table[row, at[name]] = weight
                return whole.combined(names, table, np.array([constant for _, constant in wanted]))
        return None

    def _sum(self, name: str, turned: bool) -> tuple[dict[str, float], float]:
        """A column as a sum of others: weights and constant. A score is the mean of its items, in their direction."""
        if name not in self.scoring:
            return ({name: -1.0}, sum(self.codebook.bounds(name))) if turned else ({name: 1.0}, 0.0)
        construct = self.codebook.construct_by_id[name]
        signs = {item: -1 if item in construct.reverse else 1 for item in construct.items}
        constant = sum(sum(self.codebook.bounds(item)) for item in construct.reverse)
        return {item: sign / len(signs) for item, sign in signs.items()}, constant / len(signs)

    def counts(self, name: str) -> dict[float, int]:
        """Value -> how many gave it, for every value that the codebook names or that occurs."""
        column = self.numbers(name)
        found, times = np.unique(column[~np.isnan(column)], return_counts=True)
        counted = dict.fromkeys((float(v) for v in self.variable(name).values), 0)
        return counted | {float(v): int(t) for v, t in zip(found, times, strict=True)}

    def answered(self, name: str) -> int:
        """How many have a value."""
        return int((self.codes(name) >= 0).sum())

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
        absent = np.ones(self.n, dtype=bool)
        for name in names:
            absent &= self.codes(name) < 0
        return absent

    def missing(self, name: str) -> dict[Missing, int]:
        """Why the others have none, reason -> how many; only reasons that occur."""
        codes = self.codes(name)
        return {m: int((codes == m.value).sum()) for m in Missing if (codes == m.value).any()}

    def excluded(self, names: Sequence[str]) -> tuple[Excluded, ...]:
        """Why rows are not complete in these columns: counted by the first column's reason that applies."""
        key = tuple(names)
        if key not in self._left_out:
            self._left_out[key] = Counter()
            _count_reasons([self.column(name) for name in key], self._left_out[key])
        ordered = sorted(self._left_out[key].items(), key=lambda pair: -pair[1])
        return tuple(Excluded(both(f"missing.{_REASONS[code]}"), n) for code, n in ordered)

    def with_flags(self, flags: Sequence[Flag]) -> "Dataset":
        """The same data with more flags."""
        return replace(self, flags=(*self.flags, *flags))

    def paradata(self, name: str) -> Column | None:
        """One of PARADATA; None where nothing is known of it."""
        try:
            return self.columns.column(name)
        except KeyError:
            return None

    def where(self, keep: NDArray[np.bool_]) -> "Dataset":
        """The data of some respondents as if there were no others, with their flags and weights."""
        kept = {id for id, there in zip(self.respondents, keep.tolist(), strict=True) if there} if self.flags else set()
        return replace(
            self,
            columns=SelectedColumns(self.columns, keep),
            flags=tuple(flag for flag in self.flags if flag.respondent in kept),
            weights=None if self.weights is None else self.weights[keep],
        )

    def without(self, reasons: Mapping[str, Text]) -> "Dataset":
        """The data without some respondents (id -> why), who are counted by reason; their flags go with them."""
        keep = np.fromiter((id not in reasons for id in self.respondents), dtype=bool, count=self.n)
        gone = Counter(tuple(reasons[id].items()) for id in self.respondents if id in reasons)
        excluded = (Excluded(dict(reason), n) for reason, n in gone.most_common())
        return replace(self.where(keep), exclusions=(*self.exclusions, *excluded))

    def corrected(self, cells: Mapping[str, Mapping[str, Cell]]) -> "Dataset":
        """The data with other cells: variable -> respondent -> cell."""
        rows = {id: row for row, id in enumerate(self.respondents)} if cells else {}
        columns = {
            name: with_cells(self.columns.column(name), {rows[id]: cell for id, cell in own.items()})
            for name, own in cells.items()
        }
        return replace(self, columns=CorrectedColumns(self.columns, columns)) if columns else self

    def recorded(self, records: Mapping[str, Mapping[str, Cell]]) -> "Dataset":
        """The data with the firm's records: respondent -> variable -> cell. Who has none is not reached; what a record
        lacks is not answered."""
        columns = {}
        for v in (v for v in self.codebook.variables if v.origin is Origin.RECORD):
            own = {id: record.get(v.name, Missing.NOT_ANSWERED) for id, record in records.items()}
            columns[v.name] = column_of([own.get(id, Missing.NOT_REACHED) for id in self.respondents], v.numeric)
        return replace(self, columns=CorrectedColumns(self.columns, columns)) if columns else self

    def scored(self, fewest: Mapping[str, int]) -> "Dataset":
        """The same data with scores: construct -> how many of its items must be answered for one."""
        return replace(self, scoring=dict(fewest))

    def weighted(self, weights: Floats, targets: Mapping[str, Mapping[int, float]] | None = None) -> "Dataset":
        """The same data with weights. Raises ValueError if there is not one for each respondent."""
        if len(weights) != self.n:
            raise ValueError(f"{len(weights)} weights for {self.n} respondents")
        return replace(self, weights=np.asarray(weights, dtype=np.float64), targets=targets or {})

    def sha256(self) -> str:
        """A hash of all coded values and reasons: equal for equal data, in whatever order they were stored."""
        return self._sha256

    @cached_property
    def _sha256(self) -> str:
        digest = hashlib.sha256(repr(list(self.respondents)).encode())
        for v in (v for v in self.codebook.variables if v.origin is not Origin.DERIVED):
            digest.update(v.name.encode() + b"\x00")
            for piece in self.column(v.name).content():
                digest.update(piece)
        return digest.hexdigest()


class TableBuilder:
    """Takes coded rows one by one and packs them in blocks: no more than a block ever lies about as Python objects."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.variables = tuple(v for v in questionnaire.codebook.variables if v.origin is not Origin.DERIVED)
        self._records = {v.name: Missing.NOT_REACHED for v in self.variables if v.origin is Origin.RECORD}
        self.ids: list[str] = []
        self._numeric = {v.name: v.numeric for v in self.variables} | PARADATA
        self._names = list(self._numeric)
        self._rows: list[list[Cell]] = []
        self._parts: dict[str, list[Column]] = {name: [] for name in self._names}

    def add(self, id: str, row: Mapping[str, Cell]) -> None:
        """One respondent's coded answers and PARADATA; what the row lacks was not answered, a record not reached."""
        self.ids.append(id)
        self._rows.append([row.get(name, self._records.get(name, Missing.NOT_ANSWERED)) for name in self._names])
        if len(self._rows) == BLOCK:
            self._pack()

    def _pack(self) -> None:
        columns = zip(*self._rows, strict=True) if self._rows else [()] * len(self._names)
        for (name, numeric), cells in zip(self._numeric.items(), columns, strict=True):
            self._parts[name].append(column_of(cells, numeric))
        self._rows = []

    def dataset(self, flags: Sequence[Flag] = (), source: Source | None = None) -> Dataset:
        """All rows, in the order of their ids."""
        self._pack()
        order = sorted(range(len(self.ids)), key=self.ids.__getitem__)
        columns: dict[str, Column] = {name: joined(parts) for name, parts in self._parts.items()}
        columns = {name: own for name, own in columns.items() if name not in PARADATA or bool((own.codes >= 0).any())}
        if any(at != place for place, at in enumerate(order)):
            rows = np.array(order)
            columns = {name: column.taken(rows) for name, column in columns.items()}
        ids = [self.ids[at] for at in order]
        return Dataset(self.questionnaire, MemoryColumns(ids, columns), tuple(flags), source=source or Source())


def _key(names: Sequence[str], construct: Construct | None) -> Key:
    return tuple(names), construct.reverse if construct is not None else ()


def _count_reasons(columns: Sequence[Column], counted: Counter[int]) -> None:
    """Add up, for the rows that lack a value, the code in the first column that lacks it."""
    left: NDArray[np.bool_] | None = None
    for column in columns:
        codes = column.codes
        if not codes.size or codes.min() >= 0:
            continue
        absent = codes < 0 if left is None else (codes < 0) & left
        left = ~absent if left is None else left & ~absent
        found, times = np.unique(codes[absent], return_counts=True)
        counted.update(dict(zip(found.tolist(), times.tolist(), strict=True)))
