"""Cross tables: whether the answers to one closed question go with those to another."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import scipy

from surveykit.analysis.analysis import Analysis, Figures, Question, analysis
from surveykit.analysis.cross_tables_words import CrossTableWords
from surveykit.analysis.crossing import CATEGORICAL, Crossing, Family
from surveykit.analysis.disclosure import unnamed
from surveykit.analysis.gates import GATES, base_cautions, is_small, limit
from surveykit.analysis.references import BERGSMA, FREEMAN, HABERMAN, HOLM, PEARSON, STEIGER
from surveykit.analysis.statistics.contingency import DRAWS, LEVEL_V, Contingency
from surveykit.analysis.statistics.formulas import LEVEL
from surveykit.analysis.words import name_of, sentences
from surveykit.core.codebook import Codebook, Level, Variable
from surveykit.core.dataset import Dataset
from surveykit.core.document import did_you_mean
from surveykit.core.finding import (
    AssumptionCheck,
    Caution,
    Estimate,
    Excluded,
    Finding,
    Method,
    Of,
    Verdict,
)
from surveykit.core.language import Text, both
from surveykit.core.numbers import count, number, percent
from surveykit.core.questionnaire import Questionnaire

FEWEST = 2


@analysis("cross_tables")
@dataclass(frozen=True)
class CrossTables(Analysis):
    """Counts and percentages of every variable in `rows` by every variable in `columns`, with a test of independence.

    Both name variables with categories (choices, points of a scale). Without `columns` the single choices of
    background sections are taken; without `rows` the single choices of all other sections. `seed` draws the tables
    of Fisher's exact test where a table is larger than 2 by 2.

    ```yaml
    - cross_tables: {rows: [satisfied], columns: [region, tenure]}
    ```
    """

    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    seed: int = 1

    def faults(self, codebook: Codebook) -> Iterator[tuple[str, dict[str, object]]]:
        known = [v.name for v in codebook.variables if v.level in CATEGORICAL]
        for name in dict.fromkeys((*self.rows, *self.columns)):
            if name not in codebook.by_name:
                yield "analysis-unknown-name", {"name": name, "hint": did_you_mean(name, known)}
            elif name not in known:
                yield "analysis-not-categorical", {"name": name}
        for name in sorted({*self.rows} & {*self.columns}):
            yield "analysis-crossed-with-itself", {"name": name}

    def questions(self, dataset: Dataset) -> Iterator["CrossTable"]:
        background = dataset.questionnaire.background
        choices = single_choices(dataset.questionnaire)
        columns = self.columns or tuple(name for name in choices if name in background and name not in self.rows)
        rows = self.rows or tuple(name for name in choices if name not in background and name not in columns)
        crossings = tuple(Crossing(dataset, row, column, self.seed) for row in rows for column in columns)
        family = Family(crossings)
        for crossing in crossings:
            yield CrossTable(dataset, crossing, family)


def single_choices(questionnaire: Questionnaire) -> tuple[str, ...]:
    """The nominal variables that are an item of their own, in the questionnaire's order."""
    items = (item for item in questionnaire.items if not item.unseen)
    alone = (_alone(questionnaire.variables_of[item.id]) for item in items)
    return tuple(variable.name for variable in alone if variable is not None and variable.level is Level.NOMINAL)


def _alone(variables: tuple[Variable, ...]) -> Variable | None:
    closed = [v for v in variables if v.numeric]
    return closed[0] if len(closed) == 1 else None


@dataclass(frozen=True, eq=False)
class CrossTable(Question[Contingency]):
    """One variable by another."""

    crossing: Crossing
    family: Family

    analysis = "cross_tables"

    @property
    def id(self) -> str:
        return f"cross_tables.{self.crossing.row}.{self.crossing.column}"

    @property
    def text(self) -> Text:
        return both("cross_tables.question", row=self.name(self.crossing.row), column=self.name(self.crossing.column))

    def name(self, variable: str) -> Text:
        """A variable as it reads inside a sentence."""
        return name_of(self.dataset.codebook, variable)

    @property
    def of(self) -> dict[str, str]:
        """What the figures of the whole table are of."""
        return {"row": self.crossing.row, "column": self.crossing.column}

    @property
    def n(self) -> int:
        return self.crossing.n

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        left = self.dataset.n - self.n
        if self.crossing.dropped and left:
            return (Excluded(both("cross_tables.excluded"), left),)
        asked = (self.crossing.row, self.crossing.column)
        named = self.dataset.excluded(asked)
        return named if self.dataset.questionnaire.background.isdisjoint(asked) else unnamed(named)

    def wanted(self) -> list[tuple[str, Of]]:
        return [("chi_square", self.of), ("cramers_v", self.of)]

    def needs(self) -> Iterator[Caution]:
        if self.crossing.gives_away:
            yield GATES["CELL_LT5"].caution("group", **self._names)
        elif self.n < FEWEST:
            yield GATES["SMALL_N"].caution("no_table", **self._names)
        elif self.crossing.table is None:
            flat = self.crossing.row if len(self.crossing.rows) < FEWEST else self.crossing.column
            yield GATES["NO_VARIANCE"].caution("table", name=self.name(flat), **self._names)

    @property
    def _names(self) -> dict[str, Text]:
        return {"row": self.name(self.crossing.row), "column": self.name(self.crossing.column)}

    def estimate(self) -> Contingency:
        assert self.crossing.table is not None  # `needs` has seen to it
        return self.crossing.table

    def figures(self, numbers: Contingency) -> Figures:
        return {
            "count": lambda: self._cells("count", numbers.counts),
            "row_share": lambda: self._cells("row_share", numbers.row_shares, numbers.row_totals[:, None]),
            "column_share": lambda: self._cells("column_share", numbers.column_shares, numbers.column_totals[None, :]),
            "share": lambda: self._overall(numbers),
            "chi_square": lambda: self._chi_square(numbers),
            "fisher_exact_p": lambda: self._fisher(numbers),
            "cramers_v": lambda: self._cramers_v(numbers),
            "adjusted_residual": lambda: self._cells("adjusted_residual", numbers.residuals, p=numbers.residual_p),
            "holm_p": lambda: self._holm(numbers),
        }

    def _cells(
        self,
        name: str,
        values: "np.ndarray[tuple[int, ...], np.dtype[np.float64]] | np.ndarray[tuple[int, ...], np.dtype[np.int64]]",
        bases: "np.ndarray[tuple[int, ...], np.dtype[np.int64]] | None" = None,
        p: "np.ndarray[tuple[int, ...], np.dtype[np.float64]] | None" = None,
    ) -> Iterator[Estimate]:
        """One estimate a cell; none where the cell is hidden, or its base too small for a share."""
        base = np.broadcast_to(self.n if bases is None else bases, values.shape)
        for at, row, column in self._places:
            of = {**self.of, "row_value": row, "column_value": column}
            n, reason = int(base[at]), None
            if self.crossing.hidden[at]:
                reason = both("analysis.reason.masked")
            elif bases is not None and n < limit("SMALL_N", "fewest_shares"):
                reason = both("cross_tables.reason.few", fewest=count(limit("SMALL_N", "fewest_shares")))
            value = None if reason else float(values[at])
            own = float(p[at]) if p is not None and not reason else None
            yield Estimate(name, of, value, p=own, n=n, reason=reason)

    @property
    def _places(self) -> Iterator[tuple[tuple[int, int], str, str]]:
        for i, row in enumerate(self.crossing.rows):
            for j, column in enumerate(self.crossing.columns):
                yield (i, j), row.id, column.id

    def _overall(self, table: Contingency) -> Iterator[Estimate]:
        """The share of each row among all that are counted."""
        for row, times in zip(self.crossing.rows, table.row_totals.tolist(), strict=True):
            yield Estimate("share", {**self.of, "row_value": row.id}, times / self.n, n=self.n)

    def _chi_square(self, table: Contingency) -> Iterator[Estimate]:
        x, p = table.chi_square, table.chi_square_p
        yield Estimate("chi_square", self.of, x, statistic=x, df=float(table.df), p=p, n=self.n)

    def _fisher(self, table: Contingency) -> Iterator[Estimate]:
        if table.sparse or table.is_square_of_two:
            yield Estimate("fisher_exact_p", self.of, table.fisher_p, p=table.fisher_p, n=self.n)

    def _cramers_v(self, table: Contingency) -> Iterator[Estimate]:
        inside, v = table.v_interval, table.cramers_v
        reason = both("cross_tables.reason.v") if v is None else None
        inside = None if v is None else inside
        yield Estimate("cramers_v", self.of, v, inside, LEVEL_V if inside else None, n=self.n, reason=reason)

    def _holm(self, table: Contingency) -> Iterator[Estimate]:
        if self.family.many:
            yield Estimate("holm_p", self.of, self.family.p(self.crossing), n=self.n)
        yield from self._cells("holm_p", table.residual_holm)

    def checks(self, numbers: Contingency) -> tuple[AssumptionCheck, ...]:
        least = float(numbers.expected.min())
        case, verdict = ("sparse", Verdict.NOT_MET) if numbers.sparse else ("met", Verdict.MET)
        advice = both(f"cross_tables.check.{case}", least=number(least, 1 if least >= 1 else 2))
        return (AssumptionCheck(both("cross_tables.check"), verdict, advice, statistic=least),)

    @property
    def _drawn(self) -> bool:
        table = self.crossing.table
        return table is not None and table.sparse and not table.is_square_of_two

    def method(self) -> Method:
        drawn = (both("cross_tables.method.drawn", draws=count(DRAWS)),) if self._drawn else ()
        text = sentences(both("cross_tables.method", level=percent(LEVEL_V)), *drawn)
        options = {"level": LEVEL, "level_of_v": LEVEL_V, "correction": "holm"}
        options |= {"draws": DRAWS} if self._drawn else {}
        return Method(text, "SciPy", scipy.__version__, options, self.crossing.seed if self._drawn else None)

    def references(self) -> tuple[str, ...]:
        return (PEARSON, FREEMAN, BERGSMA, STEIGER, HABERMAN, HOLM)

    def present(self, numbers: Contingency, checks: tuple[AssumptionCheck, ...]) -> Finding:
        words = CrossTableWords(self.dataset, self.crossing, numbers, self.family.p(self.crossing), self.family.many)
        return self.finding(
            words.sentences,
            self.estimates(numbers),
            words.table,
            words.figure,
            checks,
            list(self._cautions()),
            headline=words.related and not is_small(self.n),
            claim=None if is_small(self.n) else numbers.p,
        )

    def _cautions(self) -> Iterator[Caution]:
        yield from base_cautions(self.n)
        if self.crossing.hidden.any():
            yield GATES["CELL_LT5"].caution()
        if self.family.many:
            yield GATES["MULTI_TEST"].caution("tables", k=count(len(self.family.tested)))
        if not is_small(self.n):
            yield GATES["NONPROB"].caution()
