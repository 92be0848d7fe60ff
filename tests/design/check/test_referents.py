"""What «it» and «该服务» point to (L13)."""

import pytest

from surveykit.design.review import faults_in, review
from tests.design.check.definitions import codes, rating, source


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "How happy are you with it?"),
        ("en", "Did they answer?"),
        ("en", "How do you rate this service?"),
        ("zh", "您对它满意吗？"),
        ("zh", "他们回答了吗？"),
        ("zh", "您如何评价该服务？"),
    ],
)
def test_what_points_to_nothing_is_told(language, text):
    assert "L13" in faults_in(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "When the driver came, was he on time?"),
        ("en", "How easy was it to park?"),
        ("en", "How was the service that you got?"),
        ("en", "How likely is it that you come again?"),
        ("en", "Which of these did you use?"),
        ("zh", "司机到达后，他准时吗？"),
        ("zh", "您应该怎么停车？"),
        ("zh", "您还有其他意见吗？"),
        ("zh", "您对这次服务满意吗？"),
    ],
)
def test_what_points_to_something_is_left_alone(language, text):
    assert "L13" not in faults_in(text, language)


IT = {"en": "How good was it?", "zh": "它好不好？"}


def test_only_the_first_question_of_a_page_has_nothing_before_it():
    assert "unclear-referent" in codes(rating("a", **IT))
    assert "unclear-referent" not in codes(rating("a") + "\n" + rating("b", **IT))


def test_an_introduction_to_the_page_says_what_is_meant():
    intro = "    intro: {en: Think of the tea., zh: 请想想茶。}\n"
    assert "unclear-referent" not in codes(rating("a", **IT), section=intro)


def test_after_a_change_of_page_it_is_unclear_again():
    more = f"  - id: two\n    title: {{en: Two, zh: 二}}\n    items:\n      {rating('b', **IT)}\n"
    assert "unclear-referent" in {p.code for p in review(source(rating("a")) + more).problems}
