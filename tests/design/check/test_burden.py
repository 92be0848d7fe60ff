"""What is asked of people: S12 matrices, S13 comparisons, S17 open questions, S18 required, S22 time."""

import pytest

from tests.design.check.definitions import choice, codes, levels, matrix, rating

TEN = "{from: 1, to: 10, low: {en: l, zh: 低}, high: {en: h, zh: 高}}"


@pytest.mark.parametrize(
    ("rows", "code"), [(8, "long-matrix"), (7, "matrix-long-for-phones"), (6, "matrix-long-for-phones"), (5, None)]
)
def test_s12_rows(rows, code):
    assert codes(matrix(rows)) & {"long-matrix", "matrix-long-for-phones"} == ({code} if code else set())


@pytest.mark.parametrize(("scale", "told"), [(TEN, True), (levels(list("abcdefg")), False)])
def test_s12_columns(scale, told):
    assert ("wide-matrix" in codes(matrix(2, scale))) is told
    assert "wide-matrix" not in codes(rating(scale=scale))


def listed(kind: str, count: int, more: str = "") -> set[str]:
    return codes(choice({f"o{n}": f"Thing {n}/事物{n}" for n in range(count)}, more, kind))


@pytest.mark.parametrize(("count", "told"), [(8, True), (7, False)])
def test_s13_objects_to_rank(count, told):
    assert ("long-ranking" in listed("ranking", count)) is told


@pytest.mark.parametrize(
    ("count", "more", "told"), [(7, "", True), (6, "", False), (9, ", pairs: 18", True), (9, ", pairs: 9", False)]
)
def test_s13_pairs_to_compare(count, more, told):
    assert ("many-pairs" in listed("paired_comparison", count, more)) is told


def opened(count: int, more: str = "") -> set[str]:
    items = (f"- {{id: q{n}, kind: open_text, text: {{en: Why?, zh: 为什么？}}{more}}}" for n in range(count))
    return codes("\n".join(items))


def test_s17_few_open_questions_and_none_required():
    assert "many-open-questions" in opened(4)
    assert "many-open-questions" not in opened(3)
    assert "open-question-required" in opened(1, ", required: true")
    assert "open-question-required" not in opened(1)


@pytest.mark.parametrize(("required", "told"), [(5, True), (4, True), (3, False)])
def test_s18_not_everything_is_required(required, told):
    items = (rating(f"q{n}", more=", required: true" if n < required else "") for n in range(5))
    assert ("required-everywhere" in codes("\n".join(items))) is told


@pytest.mark.parametrize(("count", "told"), [(300, True), (30, False)])
def test_s22_it_does_not_take_long(count, told):
    assert ("takes-long" in codes("\n".join(rating(f"q{n}") for n in range(count)))) is told
