"""The table: values, reasons, and figures that a person can redo by hand."""

import numpy as np
import pytest

from surveykit.core.codebook import Missing
from surveykit.core.dataset import Dataset, Flag
from surveykit.design.load import parse_questionnaire

TINY = parse_questionnaire("""
questionnaire: tiny
version: "1"
languages: [en]
title: Tiny
constructs: {care: {role: quality, label: Care, items: [a, b, c], reverse: [c]}}
sections:
  - id: only
    title: Only
    items:
      - {id: a, kind: rating, text: A, scale: {from: 1, to: 5}}
      - {id: b, kind: rating, text: B, scale: {from: 1, to: 5}}
      - {id: c, kind: rating, text: C, scale: {from: 1, to: 5}}
      - {id: channel, kind: single_choice, text: How?, options: {phone: Phone, app: App}}
      - {id: why, kind: open_text, text: Why?}
""")
ROWS = {
    "r2": {"a": 4, "b": 2, "c": 1, "channel": 1, "why": "slow"},
    "r1": {"a": 5, "b": 4, "c": 2, "channel": Missing.REFUSED, "why": Missing.NOT_ASKED},
    "r3": {"a": 1, "b": Missing.NOT_APPLICABLE, "c": 3, "channel": 1},
    "r4": {},
}


@pytest.fixture
def data():
    return Dataset.build(TINY, ROWS)


def test_rows_stand_in_the_order_of_their_ids(data):
    assert list(data.respondents) == ["r1", "r2", "r3", "r4"]
    assert data.n == 4
    np.testing.assert_array_equal(data.numbers("a"), [5, 4, 1, np.nan])


def test_every_empty_cell_says_why(data):
    assert data.missing("b") == {Missing.NOT_ANSWERED: 1, Missing.NOT_APPLICABLE: 1}
    assert data.missing("why") == {Missing.NOT_ASKED: 1, Missing.NOT_ANSWERED: 2}
    assert data.answered("why") == 1


def test_a_text_that_was_not_written_is_no_text(data):
    assert data.texts("why") == ["slow"]
    assert Dataset.build(TINY, {"r1": {"why": "nan"}, "r2": {}}).texts("why") == ["nan"]
    assert Dataset.build(TINY, {"r1": {}}).texts("why") == []


def test_counts_name_every_value_of_the_codebook(data):
    assert data.counts("channel") == {1.0: 2, 2.0: 0}
    assert data.counts("a") == {1.0: 1, 4.0: 1, 5.0: 1}


def test_the_spread_by_hand(data):
    spread = data.spread("a")
    assert (spread.n, spread.smallest, spread.largest) == (3, 1, 5)
    assert spread.mean == pytest.approx(10 / 3)
    assert spread.sd == pytest.approx(np.sqrt(13 / 3))
    assert spread.quartiles == (2.5, 4, 4.5)


def test_the_spread_of_few_values_claims_nothing():
    none = Dataset.build(TINY, {"r1": {}}).spread("a")
    assert (none.n, none.mean, none.sd, none.quartiles) == (0, None, None, (None, None, None))
    one = Dataset.build(TINY, {"r1": {"a": 3}}).spread("a")
    assert (one.n, one.mean, one.sd) == (1, 3, None)


def test_equal_values_have_no_spread_however_they_round(data):
    scored = Dataset.build(TINY, {f"r{i}": {"a": 1, "b": 1, "c": 3} for i in range(7)}).scored({"care": 3})
    assert scored.spread("care").mean == pytest.approx(5 / 3)
    assert scored.spread("care").sd == 0


def test_a_reversed_item_turns_within_its_bounds(data):
    care = TINY.codebook.construct_by_id["care"]
    np.testing.assert_array_equal(data.reversed("c", care), [4, 5, 3, np.nan])
    np.testing.assert_array_equal(data.reversed("a", care), data.numbers("a"))
    np.testing.assert_array_equal(data.complete(["a", "b", "c"], care), [[5, 4, 4], [4, 2, 5]])


def test_moments_are_those_of_the_complete_rows(data):
    moments = data.moments(["a", "b"])
    assert moments.n == 2
    np.testing.assert_allclose(moments.mean, [4.5, 3])


def test_left_out_rows_are_counted_once_with_the_first_reason(data):
    left = {e.reason["en"]: e.n for e in data.excluded(["b", "channel"])}
    assert left == {"not applicable": 1, "not answered": 1, "refused": 1}
    assert sum(left.values()) + len(data.complete(["b", "channel"])) == data.n


def test_a_missing_score_has_its_own_reason(data):
    scored = data.scored({"care": 3})
    assert [(e.reason["en"], e.n) for e in scored.excluded(["care"])] == [("too few items answered for a score", 2)]
    assert scored.answered("care") == 2
    np.testing.assert_allclose(scored.numbers("care"), [13 / 3, 11 / 3, np.nan, np.nan])
    np.testing.assert_allclose(data.scored({"care": 2}).numbers("care"), [13 / 3, 11 / 3, 2, np.nan])


def test_who_has_none_of_some_columns(data):
    assert data.missing_everywhere(["b", "channel"]).tolist() == [False, False, False, True]


def test_flags_delete_nobody(data):
    flagged = data.with_flags([Flag("straight_line", "r1", {"en": "1 1 1"})])
    assert flagged.n == data.n
    assert flagged.flagged == {"r1"}
    assert data.flagged == frozenset()


def test_the_hash_knows_values_and_reasons_but_no_order(data):
    def hashed(**changed):
        return Dataset.build(TINY, ROWS | changed).sha256()

    assert Dataset.build(TINY, dict(reversed(ROWS.items()))).sha256() == data.sha256() == hashed()
    assert hashed(r1=ROWS["r1"] | {"a": 4}) != data.sha256()
    assert hashed(r1=ROWS["r1"] | {"channel": Missing.DONT_KNOW}) != data.sha256()
    assert hashed(r4={"why": "#-2"}) != data.sha256()


def test_nobody_answered_at_all():
    empty = Dataset.build(TINY, {})
    assert empty.n == 0
    assert empty.counts("channel") == {1.0: 0, 2.0: 0}
    assert empty.complete(["a", "b"]).shape == (0, 2)
    assert empty.missing_everywhere(["a"]).tolist() == []
    assert len(empty.sha256()) == 64


def test_text_has_no_numbers(data):
    with pytest.raises(ValueError, match="texts have no numbers"):
        data.numbers("why")


def test_blocks_are_the_complete_rows_turned_and_scored(data):
    care = TINY.codebook.construct_by_id["care"]
    (rows,) = data.blocks(["a", "b", "c"], care)
    assert rows.dtype == np.int8
    np.testing.assert_array_equal(rows, data.complete(["a", "b", "c"], care))
    (scored,) = data.scored({"care": 2}).blocks(["care", "a"])
    np.testing.assert_allclose(scored, [[13 / 3, 5], [11 / 3, 4], [2, 1]])


class Gone:
    """A table of which nothing can be read but how long it is."""

    streamed = False

    def __init__(self, n):
        self.respondents = range(n)


def test_what_no_row_lacks_is_summed_once():
    rows = {f"r{i}": {"a": 1 + i % 5, "b": 1 + i * i % 5, "c": 1 + i * 3 % 4} for i in range(30)}
    data, care = Dataset.build(TINY, rows).scored({"care": 2}), TINY.codebook.construct_by_id["care"]
    data.moments(["a", "b", "c"])
    object.__setattr__(data, "columns", Gone(data.n))
    for names, construct in ((["c", "a"], None), (["b", "c"], care), (["care", "a"], None)):
        derived, fresh = data.moments(names, construct), Dataset.build(TINY, rows).scored({"care": 2})
        assert derived.n == 30
        np.testing.assert_allclose(derived.mean, fresh.moments(names, construct).mean)
        np.testing.assert_allclose(derived.deviations, fresh.moments(names, construct).deviations, atol=1e-9)


def test_who_has_enough_groups_of_columns_is_counted():
    rows = {
        "whole": {"a": 1, "b": 2, "c": 3},
        "two": {"a": 1, "b": 2, "c": Missing.DONT_KNOW},
        "one": {"a": 1},
        "none": {},
    }
    data = Dataset.build(TINY, rows)
    assert data.having([["a", "b"], ["c"]]) == 2
    assert data.having([["a"], ["b"], ["c"]], fewest=2) == 2
    assert data.having([["a"]], also=["c"]) == 1
