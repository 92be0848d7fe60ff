"""The answers of many simulated respondents, one variable a column: each different answer is held once."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from surveykit.core.codebook import Codebook, Missing, Value, Variable
from surveykit.core.columns import Column, agreeing, column_of
from surveykit.core.expression import Expression, Lookup

Rows = NDArray[np.intp]
"""Numbers of respondents, from 0."""
Mask = NDArray[np.bool_]
Places = NDArray[np.int32]
Answer = Value | Missing

NOTHING_YET = 0
"""The place of a cell that no question was reached for."""


class Cells:
    """n respondents by the variables of a codebook. What was not reached yet is unknown to every condition."""

    def __init__(self, codebook: Codebook, n: int) -> None:
        self.n = n
        self._answers: dict[str, list[Answer | None]] = {v.name: [None] for v in codebook.asked.variables}
        self._known: dict[str, dict[Answer, int]] = {v.name: {} for v in codebook.asked.variables}
        self._places: dict[str, Places] = {v.name: np.zeros(n, dtype=np.int32) for v in codebook.asked.variables}

    def forget(self, name: str, rows: Rows) -> None:
        """As if the question had not been reached."""
        self._places[name][rows] = NOTHING_YET

    def fill(self, name: str, rows: Rows, answer: Answer) -> None:
        """One answer for all of these respondents."""
        self._places[name][rows] = self._place(name, answer)

    def put(self, name: str, rows: Rows, answers: Sequence[Answer], chosen: NDArray[np.integer]) -> None:
        """For each of these respondents the one of `answers` whose number is in `chosen` (as long as `rows`)."""
        places = np.array([self._place(name, answer) for answer in answers], dtype=np.int32)
        self._places[name][rows] = places[chosen]

    def having(self, name: str, rows: Rows, *without: Missing) -> Mask:
        """Which of these respondents have anything but these reasons there."""
        places = [self._known[name][reason] for reason in without if reason in self._known[name]]
        return ~np.isin(self._places[name][rows], [NOTHING_YET, *places])

    def holds(self, condition: Expression | None, rows: Rows) -> Mask:
        """For which of these respondents a condition is known to hold; without one, for all."""
        if condition is None:
            return np.ones(len(rows), dtype=bool)
        group, lookups = self.groups(condition.names, rows)
        return np.array([condition.holds(lookup) for lookup in lookups], dtype=bool)[group]

    def breaks(self, check: Expression, rows: Rows) -> Mask:
        """For which of these respondents a rule is known not to hold."""
        group, lookups = self.groups(check.names, rows)
        return np.array([check.value(lookup) is False for lookup in lookups], dtype=bool)[group]

    def groups(self, names: frozenset[str], rows: Rows) -> tuple[Rows, list[Lookup]]:
        """Respondents who agree in these variables: the group of each (as long as `rows`), and each group's answers."""
        known = sorted(name for name in names if name in self._places)
        group, firsts = agreeing([self._places[name][rows] for name in known], len(rows))
        return group, [self._lookup(known, int(rows[first])) for first in firsts]

    def lookup(self, row: int) -> Lookup:
        """What one respondent answered."""

        def known(name: str) -> Answer | None:
            return self._answers[name][self._places[name][row]] if name in self._places else None

        return known

    def _lookup(self, names: Sequence[str], row: int) -> Lookup:
        return {name: self._answers[name][self._places[name][row]] for name in names}.get

    def _place(self, name: str, answer: Answer) -> int:
        known = self._known[name]
        if answer not in known:
            known[answer] = len(self._answers[name])
            self._answers[name].append(answer)
        return known[answer]

    def column(self, variable: Variable, rows: Rows) -> Column:
        """These respondents' answers as the codebook codes them."""
        cells = [_cell(variable, answer) for answer in self._answers[variable.name]]
        return column_of(cells, variable.numeric, self._places[variable.name][rows])

    def columns(self, codebook: Codebook, rows: Rows) -> Mapping[str, Column]:
        """The same for every variable."""
        return dict(self._columns(codebook, rows))

    def _columns(self, codebook: Codebook, rows: Rows) -> Iterator[tuple[str, Column]]:
        for variable in codebook.asked.variables:
            yield variable.name, self.column(variable, rows)


def _cell(variable: Variable, answer: Answer | None) -> Answer:
    if answer is None:
        return Missing.NOT_REACHED
    return answer if isinstance(answer, Missing) else variable.coded(answer)
