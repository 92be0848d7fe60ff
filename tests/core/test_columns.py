"""Cells in few bytes: nothing is lost, and blocks of rows are the table."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveykit.core.codebook import Missing
from surveykit.core.columns import (
    BLOCK,
    LateTexts,
    MemoryColumns,
    RealNumbers,
    RowNumbers,
    Texts,
    WholeNumbers,
    agreeing,
    beside,
    column_of,
    complete_rows,
    different,
)

CELLS = st.one_of(st.none(), st.sampled_from(Missing), st.integers(-300, 300), st.floats(-9, 9))


@given(st.lists(CELLS))
def test_a_numeric_column_gives_its_cells_back(cells):
    column = column_of(cells, numeric=True)
    assert [column.cell(row) for row in range(len(cells))] == cells


@given(st.lists(st.one_of(st.none(), st.sampled_from(Missing), st.text())))
def test_a_text_column_gives_its_cells_back(cells):
    column = column_of(cells, numeric=False)
    assert [column.cell(row) for row in range(len(cells))] == cells


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ([1, 5, Missing.REFUSED, None], WholeNumbers),
        ([0, 127], WholeNumbers),
        ([], WholeNumbers),
        ([1, 128], RealNumbers),
        ([1, -1], RealNumbers),
        ([1.5], RealNumbers),
    ],
)
def test_small_whole_numbers_take_a_byte(cells, kind):
    assert type(column_of(cells, numeric=True)) is kind


def test_a_text_is_told_from_none_in_the_hash():
    content = [b"".join(column_of([cell], numeric=False).content()) for cell in ("None", Missing.NOT_ASKED, "")]
    assert len(set(content)) == 3


def test_rows_with_a_gap_are_not_complete():
    a, b = column_of([1, 2, 3], numeric=True), column_of([1.5, Missing.REFUSED, None], numeric=True)
    assert complete_rows([a]) is None
    rows = complete_rows([a, b])
    assert rows is not None
    assert rows.tolist() == [True, False, False]
    assert beside([a.taken(rows), b.taken(rows)]).tolist() == [[1.0, 1.5]]
    assert beside([a]).dtype == np.int8


def test_blocks_are_the_table_in_order():
    n = BLOCK + 3
    whole = WholeNumbers((np.arange(n) % 100).astype(np.int8))
    table = MemoryColumns(RowNumbers(n), {"a": whole, "t": Texts(np.array(["x"] * n, dtype=object), whole.codes)})
    parts = list(table.blocks(["a"]))
    assert [len(part["a"].codes) for part in parts] == [BLOCK, 3]
    assert np.concatenate([part["a"].codes for part in parts]).tolist() == whole.codes.tolist()


def test_rows_without_a_name_are_numbered():
    rows = RowNumbers(3)
    assert list(rows) == ["1", "2", "3"]
    assert rows[-1] == "3"
    assert rows[1:] == ["2", "3"]


def test_texts_are_made_when_one_is_asked_for_and_once():
    asked = []
    texts = LateTexts(2, lambda: asked.append(1) or ["a", "b"])
    assert len(texts) == 2
    assert not asked
    assert (texts[1], texts[:1], list(texts)) == ("b", ["a"], ["a", "b"])
    assert asked == [1]


@given(st.lists(st.integers(-128, 127)), st.integers(1, 500))
def test_the_different_numbers_are_found_wherever_they_stand(numbers, times):
    assert different(np.array(numbers * times, dtype=np.int8)) == sorted(set(numbers))


@given(
    st.lists(st.tuples(st.integers(-10, 2), st.integers(0, 1)), max_size=40)
    | st.lists(st.tuples(st.integers(0, 10**6)))
)
def test_rows_that_agree_share_a_group_in_the_order_of_their_values(rows):
    columns = [np.array(column, dtype=np.int64) for column in zip(*rows, strict=True)]
    group, firsts = agreeing(columns, len(rows))
    found = sorted(set(rows))
    assert group.tolist() == [found.index(row) for row in rows]
    assert firsts.tolist() == [rows.index(row) for row in found]
    assert [part.tolist() for part in agreeing([], len(rows))] == [[0] * len(rows), [0] * min(len(rows), 1)]
