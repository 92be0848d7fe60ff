"""A table in a database as the columns of a Dataset: the database sums, and only the sums come back.

For data that must not move, or that no machine of one's own could hold. One aggregate expression, written with Ibis,
gives the number of complete rows, the sums and the sums of products; whatever needs no more than moments follows. What
needs rows is refused. Tested on DuckDB and PostgreSQL; the same expression runs wherever Ibis does, such as Spark.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import and_
from typing import Any, ClassVar, NoReturn

import ibis
import numpy as np

from surveykit.core.columns import Column, RowNumbers, Summand
from surveykit.core.moments import Moments
from surveykit.core.questionnaire import Questionnaire
from surveykit.errors import AnalystError, Place, Problem, raise_all


@dataclass(frozen=True, eq=False)
class WarehouseColumns:
    """The variables of a questionnaire that a table holds as codes, under their names; null and the negative codes of
    missing reasons are missing. Raises AnalystError where the table lacks a numeric variable of a construct.

    `table` is an Ibis table expression: a table, a view, or whatever was filtered or joined before.
    """

    table: Any
    questionnaire: Questionnaire
    streamed: ClassVar[bool] = True

    def __post_init__(self) -> None:
        wanted = {item for c in self.questionnaire.constructs for item in c.items}
        lacking = sorted(wanted - set(self.table.columns))
        place = self._place
        raise_all(AnalystError, [Problem("warehouse-lacks", place, {"name": name}) for name in lacking])

    @property
    def _place(self) -> Place:
        """The table by its name, if it has one."""
        return Place(str(getattr(self.table.op(), "name", "")))

    @cached_property
    def respondents(self) -> Sequence[str]:
        """The numbers of the rows; the ids stay where they are."""
        return RowNumbers(int(self.table.count().to_pyarrow().as_py()))

    def column(self, name: str) -> Column:
        """Refused: rows do not leave the database. Raises AnalystError."""
        self._refuse(name)

    def blocks(self, names: Sequence[str]) -> Iterator[Mapping[str, Column]]:
        """Refused: rows do not leave the database. Raises AnalystError."""
        self._refuse(*names)

    def summed(self, summands: Sequence[Summand]) -> tuple[Moments, int]:
        """The moments of the rows that have all of them, and how many rows there are besides.

        Sums are taken about the middle of what each can be, so that little is lost when they are subtracted.
        """
        names, middles = [s.name for s in summands], np.array([s.middle for s in summands])
        about = {s.name: self._value(s) - s.middle for s in summands}
        whole = self.table.mutate(**about)
        rows = whole.filter(reduce(and_, (whole[name].notnull() for name in names)))
        pairs = [(a, b) for at, a in enumerate(names) for b in names[at:]]
        asked = {f"s{at}": rows[name].sum() for at, name in enumerate(names)}
        asked |= {f"p{at}": (rows[a] * rows[b]).sum() for at, (a, b) in enumerate(pairs)}
        (found,) = rows.aggregate(n=rows.count(), **asked).to_pyarrow().to_pylist()
        n = int(found["n"])
        if n == 0:
            return Moments.of(tuple(names), np.empty((0, len(names)))), len(self.respondents)
        sums = np.array([float(found[f"s{at}"]) for at in range(len(names))])
        products = np.empty((len(names), len(names)))
        for at, (a, b) in enumerate(pairs):
            i, j = names.index(a), names.index(b)
            products[i, j] = products[j, i] = float(found[f"p{at}"])
        deviations = products - np.outer(sums, sums) / n
        return Moments(tuple(names), n, middles + sums / n, deviations), len(self.respondents) - n

    def having(self, groups: Sequence[Sequence[Summand]], fewest: int, also: Sequence[Summand]) -> int:
        """How many rows have all of at least `fewest` of the groups, and all of `also`."""
        whole = [reduce(and_, (self._value(s).notnull() for s in group)) for group in groups]
        enough = reduce(lambda a, b: a + b, (ibis.ifelse(each, 1, 0) for each in whole)) >= fewest
        rows = self.table.filter(reduce(and_, (self._value(s).notnull() for s in also), enough))
        return int(rows.count().to_pyarrow().as_py())

    def _value(self, summand: Summand) -> Any:
        """The mean of what was answered of some items, null where that is too little."""
        items = [self._item(name, turned) for name, turned in summand.items]
        if len(items) == 1:
            return items[0]
        answered = reduce(lambda a, b: a + b, (ibis.ifelse(item.notnull(), 1, 0) for item in items))
        total = reduce(lambda a, b: a + b, (item.fill_null(0.0) for item in items))
        return ibis.ifelse(answered >= summand.fewest, total / answered.nullif(0), ibis.null("float64"))

    def _item(self, name: str, turned: float | None) -> Any:
        """A variable without the codes of missing reasons, turned round where it runs the other way."""
        code = self.table[name].cast("float64")
        answered = ibis.ifelse(code >= 0, code, ibis.null("float64"))
        return answered if turned is None else turned - answered

    def _refuse(self, *names: str) -> NoReturn:
        raise AnalystError.of("warehouse-rows", self._place, names=tuple(names))
