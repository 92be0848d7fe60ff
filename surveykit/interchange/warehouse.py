"""A table in a database as the columns of a Dataset: the database sums, and only the sums come back.

For data that must not move, or that no machine of one's own could hold. One aggregate expression, written with Ibis,
gives all that an analysis needs: the number of rows and of complete rows, sums and sums of products. Whatever needs no
more than moments follows; what needs rows is refused. Tested on DuckDB and PostgreSQL; the same expression runs
wherever Ibis does, such as Spark.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import add, and_, or_
from typing import Any, ClassVar, NoReturn

import ibis
import numpy as np

from surveykit.core.codebook import Missing, Variable
from surveykit.core.columns import Column, Having, RowNumbers, Summand, Sums
from surveykit.core.language import both
from surveykit.core.moments import Moments
from surveykit.core.numbers import number
from surveykit.core.questionnaire import Questionnaire
from surveykit.errors import AnalystError, Place, Problem, raise_all
from surveykit.interchange.own_columns import reason_column

MOST = 1_600
"""So many figures are asked for at once: no query of PostgreSQL gives more than 1,664."""
_LOWEST, _HIGHEST = min(m.value for m in Missing), max(m.value for m in Missing)
"""The codes of reasons are all whole numbers between."""
_NULL = ibis.null("float64")


@dataclass(frozen=True, eq=False)
class WarehouseColumns:
    """The variables of a questionnaire that a table holds as codes, under their names. Null is missing, and so are the
    codes of reasons (-1 to -6), unless the number may be negative itself or its reasons stand in a column of their own.

    Raises AnalystError where the table lacks a numeric variable of a construct; and, when it is summed up, for numbers
    that the codebook does not know, or that may be meant as such or be the codes of reasons.

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

    def summed(self, sets: Sequence[Sequence[Summand]], counted: Sequence[Having]) -> Sums:
        """The moments of the rows that have all of a set, for each set, and the numbers of other rows: in one query.

        Sums are taken about the middle of what each can be, so that little is lost when they are subtracted.
        """
        held = [s for having in counted for group in (*having.groups, having.also) for s in group]
        at = {s: f"v{place}" for place, s in enumerate(dict.fromkeys([*(s for own in sets for s in own), *held]))}
        checked = {f"x_{name}": name for name in dict.fromkeys(name for s in at for name, _ in s.items)}
        values = {name: self._value(s) - s.middle for s, name in at.items()}
        whole = self.table.mutate(**values, **{key: self._strange(name) for key, name in checked.items()})
        asked = {"n": whole.count()} | {key: whole[key].min() for key in checked}
        for place, own in enumerate(sets):
            asked |= _sums(whole, place, [at[s] for s in own])
        asked |= {f"c{place}": whole.count(where=_holds(whole, at, each)) for place, each in enumerate(counted)}
        found = self._asked(whole, asked)
        self._refuse_strange({name: found[key] for key, name in checked.items() if found[key] is not None})
        n = int(found["n"])
        vars(self).setdefault("respondents", RowNumbers(n))
        moments = tuple(_moments(found, place, own) for place, own in enumerate(sets))
        return Sums(n, moments, tuple(int(found[f"c{place}"]) for place in range(len(counted))))

    @staticmethod
    def _asked(whole: Any, asked: Mapping[str, Any]) -> dict[str, Any]:
        """One row of figures; of very many, one query for each MOST of them."""
        names, found = list(asked), dict[str, Any]()
        for start in range(0, len(names), MOST):
            part = {name: asked[name] for name in names[start : start + MOST]}
            (row,) = whole.aggregate(**part).to_pyarrow().to_pylist()
            found |= row
        return found

    def _value(self, summand: Summand) -> Any:
        """The mean of what was answered of some items, null where that is too little."""
        items = [self._item(name, turned) for name, turned in summand.items]
        if len(items) == 1:
            return items[0]
        answered = reduce(lambda a, b: a + b, (ibis.ifelse(item.notnull(), 1, 0) for item in items))
        total = reduce(lambda a, b: a + b, (item.fill_null(0.0) for item in items))
        return ibis.ifelse(answered >= summand.fewest, total / answered.nullif(0), _NULL)

    def _item(self, name: str, turned: float | None) -> Any:
        """The numbers of a variable, turned round where it runs the other way."""
        answered = self._answered(name)
        return answered if turned is None else turned - answered

    def _answered(self, name: str) -> Any:
        """The numbers of a variable without the codes of missing reasons."""
        code = self.table[name].cast("float64")
        if self.table[name].type().is_floating():
            code = ibis.ifelse(code.isnan(), _NULL, code)
        return ibis.ifelse(_is_code(code), _NULL, code) if self._variable(name).holds_reasons else code

    def _strange(self, name: str) -> Any:
        """The numbers of a variable that cannot stand as they are."""
        variable, answered = self._variable(name), self._answered(name)
        strange = [] if variable.minimum is None else [answered < variable.minimum]
        strange += [] if variable.maximum is None else [answered > variable.maximum]
        strange += [_is_code(answered)] if self._is_unclear(name) else []
        return ibis.ifelse(reduce(or_, strange), answered, _NULL) if strange else _NULL

    def _variable(self, name: str) -> Variable:
        return self.questionnaire.codebook.by_name[name]

    def _is_unclear(self, name: str) -> bool:
        """Whether the codes of reasons may be numbers, and no column of its own says why others are missing."""
        return self._variable(name).is_unclear and reason_column(name) not in self.table.columns

    def _refuse_strange(self, found: Mapping[str, float]) -> None:
        """Raises AnalystError for a number of each of some variables."""
        problems = []
        for name, value in found.items():
            said = {"name": name, "value": number(value, self._variable(name).decimals)}
            if self._is_unclear(name):
                reason = both(f"missing.{Missing(int(value)).id}")
                problems.append(Problem("warehouse-number-or-reason", self._place, {**said, "reason": reason}))
            else:
                problems.append(Problem("warehouse-strange-number", self._place, said))
        raise_all(AnalystError, problems)

    def _refuse(self, *names: str) -> NoReturn:
        raise AnalystError.of("warehouse-rows", self._place, names=tuple(names))


def _is_code(number: Any) -> Any:
    """Whether a number is the code of a reason. A list of them in SQL would make DuckDB join, and be slow."""
    return (number >= _LOWEST) & (number <= _HIGHEST) & (number == number.floor())


def _has(whole: Any, names: Sequence[str]) -> Any:
    """Whether a row has a value in all of some columns."""
    return reduce(and_, (whole[name].notnull() for name in names))


def _holds(whole: Any, at: Mapping[Summand, str], counted: Having) -> Any:
    """Whether a row is one of those that are to be counted."""
    groups = (ibis.ifelse(_has(whole, [at[s] for s in group]), 1, 0) for group in counted.groups)
    enough = reduce(add, groups) >= counted.fewest
    return enough & _has(whole, [at[s] for s in counted.also]) if counted.also else enough


def _sums(whole: Any, place: int, names: Sequence[str]) -> dict[str, Any]:
    """The number of rows that have all of a set, and their sums and sums of products."""
    rows, k = _has(whole, names), range(len(names))
    asked = {f"n{place}": whole.count(where=rows)}
    asked |= {f"s{place}_{i}": whole[names[i]].sum(where=rows) for i in k}
    return asked | {f"p{place}_{i}_{j}": (whole[names[i]] * whole[names[j]]).sum(where=rows) for i in k for j in k[i:]}


def _moments(found: Mapping[str, Any], place: int, own: Sequence[Summand]) -> Moments:
    """A set's moments from its sums."""
    names, n, k = tuple(s.name for s in own), int(found[f"n{place}"]), range(len(own))
    if n == 0:
        return Moments.of(names, np.empty((0, len(own))))
    sums = np.array([float(found[f"s{place}_{i}"]) for i in k])
    products = np.array([[float(found[f"p{place}_{min(i, j)}_{max(i, j)}"]) for j in k] for i in k])
    return Moments(names, n, np.array([s.middle for s in own]) + sums / n, products - np.outer(sums, sums) / n)
