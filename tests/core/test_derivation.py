"""Derived columns: figures that a person can redo by hand, and why a cell has none."""

import numpy as np
import pytest

from surveykit.cleaning.score import score
from surveykit.core.codebook import Missing
from surveykit.core.columns import BLOCK
from surveykit.core.dataset import Dataset
from surveykit.design.load import parse_questionnaire
from tests.core.derived_study import STUDY

READ = parse_questionnaire(STUDY)


def cells(name, *rows, read=READ, share=0.8):
    data = score(Dataset.build(read, {f"r{at:02}": row for at, row in enumerate(rows)}), share)
    return [data.column(name).cell(at) for at in range(data.n)]


def test_a_value_on_an_edge_belongs_to_the_band_that_is_stated():
    ages = [{"age": age} for age in (18, 29, 30, 49, 50, 99)]
    assert cells("age_group", *ages) == [1, 1, 2, 2, 3, 3]
    below = parse_questionnaire(STUDY.replace("at: [30, 50]", "on_edge: below\n      at: [30, 50]"))
    assert cells("age_group", *ages, read=below) == [1, 1, 1, 2, 2, 3]


def test_a_mean_that_only_rounding_keeps_off_an_edge_lies_on_it():
    text = STUDY.replace("care_index, at: [50]", "tenths, at: [0.3]").replace(
        "  care_level:", "  tenths: {label: {en: T, zh: 十分}, sum: [x, y]}\n  care_level:"
    )
    number = "kind: number, text: {en: X, zh: 某}, decimals: 1, minimum: 0, maximum: 1"
    text = text.replace(
        "      - {id: age,", f"      - {{id: x, {number}}}\n      - {{id: y, {number}}}\n      - {{id: age,"
    )
    assert cells("care_level", {"x": 0.1, "y": 0.2}, read=parse_questionnaire(text)) == [1]  # 0.30000000000000004


def test_values_are_put_together_by_number_and_by_option():
    assert cells("pleased", {"a": 3}, {"a": 4}) == [1, 2]
    assert cells("remote", {"channel": 1}, {"channel": 2}, {"channel": 3}) == [1, 1, 2]


def test_a_sum_needs_all_and_a_mean_the_stated_share():
    assert cells("troubles", {"faults_late": 1, "faults_parts": 1}, {"faults_late": 1}) == [2, Missing.NOT_ANSWERED]
    assert cells("pace", {"a": 5, "b": 4}, {"b": 4}, {}) == [4.5, 4, Missing.NOT_ANSWERED]


def test_an_index_is_the_score_on_another_range():
    """Reversed, c = 1 counts 5: (5 + 4 + 5) / 3 = 14/3; (14/3 - 1) / 4 = 11/12."""
    assert cells("care_index", {"a": 5, "b": 4, "c": 1}) == [pytest.approx(1100 / 12)]
    assert cells("care_index", {"a": 5, "b": 5, "c": 1}, {"a": 1, "b": 1, "c": 5}) == [100, 0]


def test_an_index_of_a_construct_needs_as_many_items_as_its_score():
    row = {"a": 5, "b": 5, "c": Missing.REFUSED}
    assert cells("care_index", row, share=0.6) == [100]
    assert cells("care_index", row, share=0.8) == [Missing.REFUSED]


def test_an_index_of_variables_needs_what_it_states():
    text = STUDY.replace("index: {of: care, from: 0", "minimum_answered: 0.5, index: {of: [a, b], from: 0")
    assert cells("care_index", {"a": 5}, {"a": 2, "b": 4}, read=parse_questionnaire(text)) == [100, 50]


def test_a_derived_column_reads_another():
    assert cells("care_level", {"a": 3, "b": 3, "c": 3}, {"a": 4, "b": 3, "c": 3}) == [1, 2]


def test_the_first_reason_in_the_order_of_the_definition_counts():
    rows = (
        {"faults_late": Missing.NOT_ASKED, "faults_parts": Missing.REFUSED},
        {"faults_late": 1, "faults_parts": None},
    )
    assert cells("troubles", *rows) == [Missing.NOT_ASKED, None]
    assert cells("age_group", {"age": Missing.REFUSED}) == [Missing.REFUSED]
    assert cells("pleased", {"a": Missing.NOT_APPLICABLE}, {"a": None}) == [Missing.NOT_APPLICABLE, None]
    assert cells("care_level", {"a": Missing.NOT_APPLICABLE}) == [Missing.NOT_APPLICABLE]


def test_a_correction_is_followed():
    data = score(Dataset.build(READ, {"r1": {"age": 12}, "r2": {"age": 60}}), 0.8).corrected({"age": {"r1": 40}})
    assert [data.column("age_group").cell(at) for at in range(2)] == [2, 3]
    assert data.without({"r1": {"en": "x", "zh": "x"}}).numbers("age_group").tolist() == [3]


def test_moments_and_blocks_have_derived_columns():
    rows = {f"r{at:06}": {"a": at % 5 + 1, "b": 3, "c": 3, "age": 18 + at % 80} for at in range(BLOCK + 10)}
    data = score(Dataset.build(READ, rows), 0.8)
    names = ("care_index", "age_group")
    whole = np.concatenate(list(data.blocks(names)))
    np.testing.assert_array_equal(whole, data.table(names))
    moments = data.moments(names)
    assert moments.n == data.n
    np.testing.assert_allclose(moments.mean, whole.mean(axis=0))
    assert data.excluded(names) == ()


def test_data_of_a_questionnaire_with_derived_variables_have_the_same_hash():
    """What is derived follows from the answers, and is not part of them."""
    bare = parse_questionnaire(STUDY[: STUDY.index("derived:")] + STUDY[STUDY.index("sections:") :])
    rows = {"r1": {"a": 5, "age": 30}}
    assert Dataset.build(READ, rows).sha256() == Dataset.build(bare, rows).sha256()
