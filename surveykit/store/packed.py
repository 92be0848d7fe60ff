"""Coded answers beside the responses they come from: a byte a cell, in blocks that analyses read without coding anew.

They are derived, and never outlive what they come from: every write to a questionnaire's responses drops its blocks in
the same transaction, so blocks that are there are true.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import numpy as np
from sqlalchemy import Row, func, insert, select

from surveykit.core.columns import BLOCK, Column, RealNumbers, Texts, WholeNumbers, joined, text_array
from surveykit.core.dataset import PARADATA, Dataset, Flag, Source
from surveykit.core.questionnaire import Questionnaire
from surveykit.store.erasure_log import all_marks, entries, mark
from surveykit.store.store import Store, drop_packed
from surveykit.store.tables import packed, packed_table, responses

IDS = ""
"""The respondents' ids stand under the name that no variable has."""


@dataclass(frozen=True, eq=False)
class PackedColumns:
    """The blocks of one version of a questionnaire, as the columns of a Dataset."""

    store: Store
    version: str
    n: int
    streamed: ClassVar[bool] = True

    @cached_property
    def respondents(self) -> Sequence[str]:
        """The ids of the responses."""
        column = self.column(IDS)
        assert isinstance(column, Texts)
        return [str(id) for id in column.values]

    def column(self, name: str) -> Column:
        """A whole column."""
        return joined([part[name] for part in self.blocks([name])])

    def blocks(self, names: Sequence[str]) -> Iterator[Mapping[str, Column]]:
        """All rows of some columns, a block at a time."""
        wanted = select(packed).where(packed.c.version == self.version, packed.c.variable.in_(names))
        for number in range(max(1, -(-self.n // BLOCK))):
            with self.store.reading() as connection:
                rows = connection.execute(wanted.where(packed.c.block == number)).all()
            yield {row.variable: _column(row) for row in rows}


def pack(store: Store, data: Dataset, seen: tuple[int, int]) -> bool:
    """Keep coded answers. `seen` is how many responses they come from and the sum of their revisions: if the store has
    others by now, or somebody was erased, nothing is kept and the answer is False."""
    own = data.questionnaire
    answering = [(name, column) for name in PARADATA if (column := data.paradata(name)) is not None]
    about = {
        "flags": [[f.rule, f.respondent, dict(f.evidence)] for f in data.flags],
        "source": _source(data.source),
        "paradata": [name for name, _ in answering],
    }
    with store.writing() as connection:
        counted = select(func.count(), func.coalesce(func.sum(responses.c.revision), 0))
        if tuple(connection.execute(counted.where(responses.c.questionnaire == own.id)).one()) != seen:
            return False
        gone = all_marks(entries(connection))
        if gone and any(mark(own.id, respondent) in gone for respondent in data.respondents):
            return False
        drop_packed(connection, own.id)
        table = {"version": own.hash, "questionnaire": own.id, "rows": data.n, "about": json.dumps(about)}
        connection.execute(insert(packed_table).values(table))
        ids = Texts(text_array(data.respondents), np.zeros(data.n, dtype=np.int8))
        variables = [(v.name, data.column(v.name)) for v in data.codebook.asked.variables]
        for name, column in [(IDS, ids), *variables, *answering]:
            rows = [
                {"version": own.hash, "variable": name, "block": number, **_content(part)}
                for number, part in enumerate(_parts(column, data.n))
            ]
            connection.execute(insert(packed), rows)
    return True


def unpack(store: Store, questionnaire: Questionnaire) -> Dataset | None:
    """What was kept for this version of a questionnaire, if nothing has changed since."""
    with store.reading() as connection:
        table = connection.execute(
            select(packed_table).where(packed_table.c.version == questionnaire.hash)
        ).one_or_none()
    if table is None:
        return None
    about = json.loads(table.about)
    if "paradata" not in about:  # kept by an earlier surveykit, which left them out
        return None
    flags = tuple(Flag(rule, respondent, evidence) for rule, respondent, evidence in about["flags"])
    columns = PackedColumns(store, questionnaire.hash, table.rows)
    return Dataset(questionnaire, columns, flags, source=Source(**about["source"]))


def _source(source: Source) -> dict[str, Any]:
    counts = {key: dict(getattr(source, key)) for key in ("statuses", "versions", "incomparable")}
    return {"first": source.first, "last": source.last, **counts}


def _parts(column: Column, n: int) -> Iterator[Column]:
    for start in range(0, max(1, n), BLOCK):
        yield column.part(slice(start, start + BLOCK))


def _content(column: Column) -> dict[str, Any]:
    codes = column.codes.tobytes()
    if isinstance(column, WholeNumbers):
        return {"kind": "whole", "codes": codes, "content": b""}
    if isinstance(column, Texts):
        texts = json.dumps(column.values.tolist(), ensure_ascii=False).encode()
        return {"kind": "text", "codes": codes, "content": texts}
    return {"kind": "real", "codes": codes, "content": column.numbers().astype("<f8").tobytes()}


def _column(row: Row[Any]) -> Column:
    codes = np.frombuffer(row.codes, dtype=np.int8)
    if row.kind == "whole":
        return WholeNumbers(codes)
    if row.kind == "text":
        return Texts(text_array(json.loads(row.content)), codes)
    return RealNumbers(np.frombuffer(row.content, dtype="<f8"), codes)
