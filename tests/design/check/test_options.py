"""Lists of options: S1 labels, S2 bands, S4 something else, S5 reasons, S14 order, S21 ticking."""

import pytest

from tests.design.check.definitions import choice, codes, levels, rating

PLACES = {"a": "Shop/门店", "b": "App/应用", "c": "Telephone/电话", "d": "Letter/信件"}
OTHER = {"other": "Other (please specify)/其他（请注明）|specify: true"}
NONE = {"none": "None of these/以上都没有|exclusive: true"}
MANY = {f"o{n}": f"Word {n}/词{n}" for n in range(11)}
BANDS = {"a": "Under 25/25岁以下", "b": "25 to 34/25至34岁", "c": "35 or over/35岁及以上"}


def multiple(options: dict[str, str], more: str = "") -> str:
    return choice(options, more, "multiple_choice")


def test_a_list_with_everything_is_left_alone():
    assert codes(choice(PLACES | OTHER)) == set()
    assert codes(multiple(PLACES | OTHER | NONE, ", maximum: 2")) == set()


@pytest.mark.parametrize("second", ["Shop/店铺", "Store/门店", "shop/店铺"])
def test_s1_options_that_read_alike_in_one_language(second):
    assert "labels-alike" in codes(choice({"a": "Shop/门店", "b": second}))
    assert "labels-alike" not in codes(choice({"a": "Shop/门店", "b": "Store/店铺"}))


def test_s1_points_that_read_alike():
    alike = levels(["bad", "poor", "fair", "fair", "good"], ["很差", "较差", "一般", "还行", "很好"])
    assert "labels-alike" in codes(rating(scale=alike))


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        ("18 to 25/18至25岁", "25 to 35/25至35岁", "bands-overlap"),
        ("18 to 25/18至25岁", "27 to 35/27至35岁", "bands-with-gap"),
        ("18 to 25/18至25岁", "26 to 35/26至36岁", "bands-differ"),
        ("18 to 25/18至25岁", "26 to 35/26至35岁", None),
    ],
)
def test_s2_bands_fit(first, second, code):
    found = codes(choice({"a": first, "b": second})) & {"bands-overlap", "bands-with-gap", "bands-differ"}
    assert found == ({code} if code else set())


def test_s4_a_long_list_needs_another_answer():
    assert "list-without-other" in codes(choice(PLACES))
    assert "list-without-other" not in codes(choice(PLACES, ", content: factual"))
    assert "list-without-other" not in codes(choice(BANDS | {"d": "Over 90/90岁以上"}))
    assert "list-without-other" not in codes(choice({"a": "Yes/是", "b": "No/否"}))


def test_s4_how_often_is_a_whole_list():
    often = {"a": "Every day/每天", "b": "Several times a week/每周几次", "c": "Less often/更少", "d": "Never/从未去过"}
    assert "list-without-other" not in codes(choice(often))
    assert "ordered-list-shuffled" in codes(choice(often, ", shuffle: true"))
    papers = {"a": "Daily news/日报", "b": "Weekly news/周报", "c": "Monthly news/月刊", "d": "Books/书"}
    assert "list-without-other" in codes(choice(papers))


def test_s4_other_without_a_field_is_told_once():
    found = codes(choice(PLACES | {"other": "Other (please specify)/其他（请注明）"}))
    assert "other-without-text" in found
    assert "list-without-other" not in found


def test_s4_reasons_are_never_complete():
    assert "list-without-other" in codes(choice({"a": "Price/价格", "b": "Speed/速度"}, ", content: motive"))
    assert "list-without-other" not in codes(choice({"a": "Price/价格", **OTHER}, ", content: motive"))


def test_s4_a_list_to_tick_needs_none():
    assert "list-without-none" in codes(multiple(PLACES | OTHER))
    assert "list-without-none" not in codes(multiple(PLACES | OTHER | NONE))


@pytest.mark.parametrize("words", ["None of these/都没有用过", "Nothing/无", "Neither/以上都没有"])
def test_s4_none_excludes_the_others(words):
    assert "none-not-exclusive" in codes(multiple(PLACES | {"n": words}))
    assert "none-not-exclusive" not in codes(multiple(PLACES | {"n": words + "|exclusive: true"}))


@pytest.mark.parametrize("words", ["Other (please specify)/另外", "Something else/其他（请注明）"])
def test_s4_other_asks_for_words(words):
    assert "other-without-text" in codes(choice(PLACES | {"o": words}))
    assert "other-without-text" not in codes(choice(PLACES | {"o": words + "|specify: true"}))


@pytest.mark.parametrize(
    "words", ["Don't know/想不起", "Cannot recall/不知道", "Prefer not to say/保密", "Secret/不愿透露"]
)
def test_s5_a_reason_for_no_answer_is_marked(words):
    assert "reason-not-marked" in codes(choice(PLACES | {"r": words}))
    assert "reason-not-marked" not in codes(choice(PLACES | {"r": words + "|missing: dont_know"}))


def test_s14_long_lists_are_shuffled():
    assert "long-list" in codes(choice(MANY | OTHER))
    assert "long-list" not in codes(choice(MANY | OTHER, ", shuffle: true"))
    assert "long-list" not in codes(choice(MANY | OTHER, ", appearance: dropdown"))
    assert "long-list" not in codes(choice(PLACES | OTHER))


def test_s14_ordered_lists_are_not():
    degrees = {"a": "Very poor/非常差", "b": "Fair/一般", "c": "Very good/非常好"}
    assert "ordered-list-shuffled" in codes(choice(BANDS, ", shuffle: true"))
    assert "ordered-list-shuffled" in codes(choice(degrees, ", shuffle: true"))
    assert "ordered-list-shuffled" not in codes(choice(PLACES, ", shuffle: true"))


def test_s14_other_stands_last():
    assert "other-not-last" in codes(choice(OTHER | PLACES))
    assert "other-not-last" not in codes(choice(PLACES | OTHER))


def test_s21_a_list_to_tick_is_pointed_out():
    assert "tick-all-list" in codes(multiple(PLACES | NONE))
    assert "tick-all-list" not in codes(multiple(PLACES | NONE, ", maximum: 3"))
    assert "tick-all-list" not in codes(choice(PLACES))
