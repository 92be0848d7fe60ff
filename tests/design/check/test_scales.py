"""Response scales: S5 a way out, S6 balance and order, S7 points, S8 words, S9 direction, S10 agreement."""

import pytest

from surveykit.core.language import describe
from tests.design.check.definitions import codes, levels, matrix, rating, reviewed

AGREE = levels(
    ["strongly disagree", "disagree", "neither", "agree", "strongly agree"],
    ["非常不同意", "不同意", "一般", "同意", "非常同意"],
)
SEVEN = levels(["a", "b", "c", "d", "e", "f", "g"])


def scaled(english: list[str], chinese: list[str] | None = None, more: str = "") -> set[str]:
    return codes(rating(scale=levels(english, chinese), more=more))


def test_a_usual_scale_is_left_alone():
    assert codes(rating()) == set()


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        (["poor", "fair", "good", "very good", "excellent"], None),
        (["w", "x", "y", "z"], ["不满意", "一般", "满意", "非常满意"]),
        (["fair", "good", "very good"], None),
    ],
)
def test_s6_both_sides_have_as_many_points(english, chinese):
    assert "scale-unbalanced" in scaled(english, chinese)


def test_s7_the_usual_numbers_are_listed_in_each_language():
    four = reviewed(rating(scale=levels(["very bad", "bad", "good", "very good"]))).problems
    (told,) = [problem for problem in four if problem.code == "scale-points"]
    assert "5 or 7 are usual" in describe(told, "en")
    assert "通常为5或7点" in describe(told, "zh")
    three = reviewed(rating(scale=levels(["bad", "so-so", "good"]))).problems
    (told,) = [problem for problem in three if problem.code == "scale-points"]
    assert "5 to 7 are usual" in describe(told, "en")
    assert "通常为5至7点" in describe(told, "zh")


def test_s6_one_pole_has_no_other_side():
    assert "scale-unbalanced" not in scaled(["not at all easy", "rather easy", "easy", "very easy"])
    assert "scale-unbalanced" not in scaled(["very poor", "poor", "good", "very good"])


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        (["very poor", "good", "fair", "poor", "very good"], None),
        (["v", "w", "x", "y", "z"], ["非常差", "比较好", "一般", "比较差", "非常好"]),
    ],
)
def test_s6_points_stand_in_order(english, chinese):
    assert "scale-out-of-order" in scaled(english, chinese)
    assert "scale-out-of-order" not in scaled(["very poor", "poor", "fair", "good", "very good"])


@pytest.mark.parametrize(
    ("scale", "told"),
    [
        (levels(["bad", "so-so", "good"]), True),
        (levels(["very bad", "rather bad", "bad", "good", "rather good", "very good"]), True),
        (levels(["very bad", "bad", "so-so", "good", "very good"]), False),
        (SEVEN, False),
        (levels(["not at all", "a", "b", "c", "d", "e"]), True),
        (levels(["not at all", "a", "b", "c", "d"]), False),
        (
            levels(
                ["disagree", "rather disagree", "tend to disagree", "neither", "tend to agree", "rather agree", "agree"]
            ),
            True,
        ),
        (AGREE, False),
    ],
)
def test_s7_the_number_of_points_suits(scale, told):
    assert ("scale-points" in codes(rating(scale=scale))) is told


ELEVEN = "{from: 0, to: 10, low: {en: l, zh: 低}, high: {en: h, zh: 高}}"


def test_s7_eleven_points_are_for_recommending():
    assert "eleven-points" in codes(rating(scale=ELEVEN))
    assert "eleven-points" not in codes(rating(scale=ELEVEN, en="Would you recommend us?", zh="您会推荐我们吗？"))
    assert "eleven-points" not in codes(rating(scale=ELEVEN, more=", manner: hypothetical"))
    assert "eleven-points" in codes(rating(scale=ELEVEN.replace("0", "1", 1).replace("10", "12"), en="Recommend?"))


def test_s8_few_points_all_have_words():
    assert "ends-only-labelled" in codes(rating(scale=ELEVEN.replace("10", "6")))
    assert "ends-only-labelled" not in codes(rating(scale=ELEVEN.replace("10", "9")))
    assert "ends-only-labelled" not in codes(rating())


DOWN = levels(["very good", "good", "fair", "poor", "very poor"], ["非常好", "好", "一般", "差", "非常差"])


def test_s9_the_good_end_stays_on_its_side():
    assert "scale-turns" in codes(rating("a") + "\n" + rating("b", DOWN))
    assert "scale-turns" not in codes(rating("a", DOWN) + "\n" + rating("b", DOWN))


@pytest.mark.parametrize(("reverse", "told"), [("", True), (", reverse: [b]", False)])
def test_s9_within_a_construct_only_reversed_items_turn(reverse, told):
    top = f"constructs: {{x: {{role: other, label: {{en: X, zh: 某}}, items: [a, b, c]{reverse}}}}}\n"
    found = codes("\n".join([rating("a"), rating("b", DOWN), rating("c")]), top)
    assert ("construct-turns" in found) is told


def test_s9_an_item_reversed_by_its_words_keeps_its_scale():
    top = "constructs: {x: {role: other, label: {en: X, zh: 某}, items: [a, b, c], reverse: [b]}}\n"
    assert "construct-turns" not in codes("\n".join(rating(name) for name in "abc"), top)


@pytest.mark.parametrize(("rows", "more", "told"), [(6, "", True), (5, "", False), (6, ", content: factual", False)])
def test_s10_long_runs_of_agreement(rows, more, told):
    assert ("agreement-block" in codes(matrix(rows, AGREE, more=more))) is told


def test_s10_statements_one_by_one_count_together():
    assert "agreement-block" in codes("\n".join(rating(f"q{n}", AGREE) for n in range(6)))
    broken = "\n".join(rating(f"q{n}", AGREE if n != 3 else "good5") for n in range(6))
    assert "agreement-block" not in codes(broken)


@pytest.mark.parametrize(
    ("item", "told"),
    [
        (matrix(3, SEVEN), True),
        (matrix(3, SEVEN, more=", manner: hypothetical"), False),
        (matrix(3), False),
        (matrix(2, SEVEN), False),
        (rating(scale=SEVEN, more=", required: true"), True),
        (rating(scale=SEVEN), False),
        (rating(more=", required: true"), False),
    ],
)
def test_s5_who_cannot_judge_can_say_so(item, told):
    assert ("no-way-out" in codes(item)) is told
