"""Rows left out, and cells put right: what was there stays as it was."""

import numpy as np

from surveykit.core.codebook import Missing
from surveykit.core.columns import MemoryColumns, Texts, WholeNumbers, column_of
from surveykit.core.dataset import Dataset
from surveykit.core.finding import Excluded
from surveykit.core.language import same
from surveykit.core.selection import CorrectedColumns, SelectedColumns, with_cells
from tests.cleaning.applied import asking, ratings

Q = asking(*ratings("a", "b"), "{id: why, kind: open_text, text: Why}")
ROWS = {id: {"a": at, "b": 6 - at, "why": id * 2} for at, id in enumerate("vwxyz", 1)}


def data() -> Dataset:
    return Dataset.build(Q, ROWS)


def test_those_who_are_left_out_are_counted_by_reason():
    left = data().without({"w": same("slow"), "y": same("fast"), "z": same("slow")})
    assert left.respondents == ["v", "x"]
    assert left.numbers("a").tolist() == [1, 3]
    assert left.exclusions == (Excluded(same("slow"), 2), Excluded(same("fast"), 1))
    assert left.without({"v": same("odd")}).exclusions[-1] == Excluded(same("odd"), 1)
    assert (data().n, data().exclusions) == (5, ())


def test_blocks_and_moments_are_those_of_the_rows_that_are_left():
    left = data().without({"w": same("slow")})
    assert np.concatenate(list(left.blocks(["a", "b"]))).tolist() == [[1, 5], [3, 3], [4, 2], [5, 1]]
    assert left.moments(["a"]).mean.tolist() == [13 / 4]


def test_a_selection_follows_a_table_block_by_block():
    memory = MemoryColumns([str(at) for at in range(5)], {"a": WholeNumbers(np.arange(5, dtype=np.int8))})

    class Parts(MemoryColumns):
        def blocks(self, names):
            for start in (0, 2, 4):
                yield {name: self.by_name[name].part(slice(start, start + 2)) for name in names}

    whole = Parts(memory.respondents, memory.by_name)
    chosen = SelectedColumns(whole, np.array([True, False, True, True, False]))
    assert [part["a"].codes.tolist() for part in chosen.blocks(["a"])] == [[0], [2, 3], []]
    assert chosen.respondents == ["0", "2", "3"]
    mended = CorrectedColumns(whole, {"b": WholeNumbers(np.arange(5, 10, dtype=np.int8))})
    assert [part["b"].codes.tolist() for part in mended.blocks(["a", "b"])] == [[5, 6], [7, 8], [9]]
    assert [part["b"].codes.tolist() for part in mended.blocks(["b"])] == [[5, 6, 7, 8, 9]]


def test_corrected_cells_stand_in_new_columns():
    mended = data().corrected({"a": {"x": 5, "z": Missing.REFUSED}, "why": {"v": "because"}})
    assert mended.column("a").cell(2) == 5
    assert mended.missing("a") == {Missing.REFUSED: 1}
    assert mended.texts("why") == ["because", "ww", "xx", "yy", "zz"]
    assert data().numbers("a").tolist() == [1, 2, 3, 4, 5]
    assert mended.sha256() != data().sha256()
    assert data().corrected({}).sha256() == data().sha256()


def test_a_column_takes_what_is_no_small_whole_number():
    column = with_cells(column_of([1, 2], numeric=True), {0: 2.5, 1: None})
    assert column.numbers()[0] == 2.5
    assert column.cell(1) is None
    assert isinstance(with_cells(column_of(["a"], numeric=False), {0: Missing.NOT_ANSWERED}), Texts)
