"""What is said and shown of one cross table."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from surveykit.analysis.cross_tables_grid import Grid
from surveykit.analysis.crossing import Crossing
from surveykit.analysis.gates import is_small, limit
from surveykit.analysis.statistics.contingency import LEVEL_V, Contingency
from surveykit.analysis.words import base, called, listed, n_text, name_of, p_text, quoted, sentences, stat, tied
from surveykit.core.codebook import Level
from surveykit.core.dataset import Dataset
from surveykit.core.finding import Figure, Sentences, Style, Table
from surveykit.core.language import Text, both
from surveykit.core.numbers import bounded, count, interval, number, percent

MOST_CELLS = 3
"""How many cells that stand out are named."""
MOST_PARTS, MOST_GROUPS = 7, 12
"""Up to how many categories are drawn."""
Place = tuple[int, int]


@dataclass(frozen=True, eq=False)
class CrossTableWords:
    """`p` is the p that counts, corrected for the number of tables if `many`."""

    dataset: Dataset
    crossing: Crossing
    found: Contingency
    p: float | None
    many: bool

    @property
    def related(self) -> bool:
        """Whether the two variables are shown to go together."""
        return self.p is not None and self.p < limit("NONSIG", "level")

    @property
    def _names(self) -> dict[str, Text]:
        codebook = self.dataset.codebook
        return {"row": called(codebook, self.crossing.row), "column": called(codebook, self.crossing.column)}

    @property
    def _whole_names(self) -> dict[str, Text]:
        codebook = self.dataset.codebook
        return {"row": name_of(codebook, self.crossing.row), "column": name_of(codebook, self.crossing.column)}

    @cached_property
    def sentences(self) -> Sentences:
        """Whether they go together, and which cells stand out."""
        named = self.related and not is_small(self.found.n)
        full = sentences(self._lead(self._names), self._cells if named else None)
        return Sentences(self._lead(self._whole_names), full)

    def _lead(self, names: dict[str, Text]) -> Text:
        n = n_text(self.found.n)
        if is_small(self.found.n):
            return both("cross_tables.few", n=n, **names)
        case = "related" if self.related else "open"
        return both(f"cross_tables.{case}", inside=self._inside, n=n, **names)

    @property
    def _inside(self) -> Text:
        found = self.found
        if found.sparse:
            test = both("cross_tables.fisher", p=self._p)
        else:
            x = tied(both("cross_tables.stat.chi_square", df=count(found.df), value=number(found.chi_square)))
            test = both("cross_tables.chi_square", x=x, p=self._p)
        if found.cramers_v is None:
            return test
        v = tied(both("cross_tables.stat.v", value=bounded(found.cramers_v)))
        if found.v_interval is None:
            return both("cross_tables.with_v", test=test, v=v)
        ends = interval(found.v_interval, Style.BOUNDED)
        inside = stat("ci", level=percent(LEVEL_V), interval=ends)
        return both("cross_tables.with_interval", test=test, v=v, inside=inside)

    @property
    def _p(self) -> Text:
        return both("cross_tables.p_holm", p=p_text(self.p)) if self.many else p_text(self.p)

    @cached_property
    def outstanding(self) -> list[Place]:
        """The cells that stand out and may be named, the furthest first; of a 2 x 2 table one says it all."""
        found = self.found
        fewest = limit("SMALL_N", "fewest_shares")
        places = [
            (i, j)
            for i, j in np.ndindex(*found.counts.shape)
            if found.residual_holm[i, j] < limit("NONSIG", "level")
            and not self.crossing.hidden[i, j]
            and found.column_totals[j] >= fewest
        ]
        if found.is_square_of_two:
            return [place for place in places if place[0] == 0 and found.residuals[place] > 0]
        return sorted(places, key=lambda place: -abs(found.residuals[place]))

    @property
    def _cells(self) -> Text | None:
        if self.found.sparse:
            return both("cross_tables.cells.sparse")
        if not self.outstanding:
            return both("cross_tables.cells.none")
        named = listed([self._cell(place) for place in self.outstanding[:MOST_CELLS]])
        if self.found.is_square_of_two:
            return both("cross_tables.cells.square", cells=named)
        left = len(self.outstanding) - MOST_CELLS
        case = "some" if left > 0 else "all"
        return both(f"cross_tables.cells.{case}", cells=named, left=count(left), k=count(self.found.counts.size))

    def _cell(self, place: Place) -> Text:
        i, j = place
        return both(
            "cross_tables.cell",
            row=quoted(self.crossing.rows[i].label),
            column=quoted(self.crossing.columns[j].label),
            share=percent(float(self.found.column_shares[i, j])),
            overall=percent(float(self.found.row_totals[i] / self.found.n)),
        )

    @property
    def _grid(self) -> Grid:
        """Rows and columns as the plan has them, or exchanged where so many columns find no room."""
        crossing, label = self.crossing, self.dataset.codebook.label
        grid = Grid(label(crossing.row), crossing.rows, crossing.columns, self.found, crossing.hidden)
        return grid.turned(label(crossing.column)) if len(grid.columns) > MOST_GROUPS else grid

    @property
    def table(self) -> Table | None:
        """Counts and percentages; None where neither variable's categories find room side by side."""
        grid = self._grid
        if len(grid.columns) > MOST_GROUPS:
            return None
        return Table(both("cross_tables.table", **self._whole_names), grid.heads, grid.lines, tuple(self._notes))

    @property
    def _notes(self) -> Iterator[Text]:
        yield both("cross_tables.note")
        if self._grid.tested:
            yield both("cross_tables.note.residual")
        if self.crossing.dropped:
            names = listed([quoted(c.label) for c in self.crossing.dropped])
            yield both("cross_tables.note.dropped", names=names, fewest=count(limit("CELL_LT5", "cell")))
        if self.crossing.hidden.any():
            yield both("analysis.answers.masked")

    @property
    def figure(self) -> Figure | None:
        """One bar a column: how its respondents spread over the rows. None where a cell is hidden or there are many."""
        found = self.found
        few = found.column_totals < limit("SMALL_N", "fewest_shares")
        too_many = len(self.crossing.rows) > MOST_PARTS or len(self.crossing.columns) > MOST_GROUPS
        if self.crossing.hidden.any() or few.any() or too_many:
            return None
        rows = [
            {"label": column.label, "counts": [int(n) for n in found.counts[:, j]], "n": int(found.column_totals[j])}
            for j, column in enumerate(self.crossing.columns)
        ]
        ordered = self.dataset.variable(self.crossing.row).level is Level.ORDINAL
        data = {
            "parts": [row.label for row in self.crossing.rows],
            "rows": rows,
            "tones": "diverging" if ordered else "sequential",
        }
        case = "open" if not self.related or is_small(found.n) else "related"
        return Figure("shares", both(f"cross_tables.title.{case}", **self._whole_names), data, base(found.n))
