"""What labels lean to: known only where every one of them is."""

import pytest

from surveykit.design.check.valence import agreement, from_nothing, leaning


def said(*labels: str) -> list[dict[str, str]]:
    return [{"en": label} for label in labels]


def chinese(*labels: str) -> list[dict[str, str]]:
    return [{"zh": label} for label in labels]


@pytest.mark.parametrize(
    ("labels", "language", "degrees"),
    [
        (said("very dissatisfied", "dissatisfied", "neither", "satisfied", "very satisfied"), "en", (-3, -2, 0, 2, 3)),
        (said("strongly agree", "agree", "neither agree nor disagree", "disagree"), "en", (3, 2, 0, -2)),
        (said("excellent", "good", "fair", "poor"), "en", (3, 2, 0, -2)),
        (said("not very likely", "likely"), "en", (-3, 2)),
        (chinese("非常不满意", "不太满意", "一般", "比较满意", "非常满意"), "zh", (-3, -1, 0, 2, 3)),
        (chinese("非常慢", "比较慢", "不快不慢", "比较快", "非常快"), "zh", (-3, -2, 0, 2, 3)),
        (chinese("完全不同意", "同意"), "zh", (-3, 2)),
    ],
)
def test_known_labels_lean(labels, language, degrees):
    found = leaning(labels, language)
    assert found is not None
    assert found.degrees == degrees


@pytest.mark.parametrize(
    ("labels", "language"),
    [
        (said("red", "blue"), "en"),
        (said("not at all satisfied", "satisfied", "very satisfied"), "en"),
        (said("good", "blue"), "en"),
        (chinese("完全没有", "有一点", "非常多"), "zh"),
        (said("good"), "en"),
    ],
)
def test_others_do_not(labels, language):
    assert leaning(labels, language) is None


def test_agreement_is_known_in_both_languages():
    assert agreement(said("disagree", "agree"))
    assert agreement(chinese("不同意", "同意"))
    assert not agreement(said("bad", "good"))


def test_a_scale_from_nothing_has_one_pole():
    assert from_nothing(said("not at all", "a little", "very"))
    assert from_nothing(chinese("完全没有", "有一点", "非常"))
    assert not from_nothing(said("bad", "good"))
