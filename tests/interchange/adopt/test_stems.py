"""Labels that begin alike are a question and its parts; a chance likeness is not."""

import pytest

from surveykit.interchange.adopt.stems import alike, split_stem


@pytest.mark.parametrize(
    ("labels", "stem", "parts"),
    [
        (["How quick: the call", "How quick: the visit"], "How quick", ["the call", "the visit"]),
        (["What was wrong? [Late]", "What was wrong? [Dirt]"], "What was wrong?", ["Late", "Dirt"]),
        (["How quick was the call", "How quick was the visit"], "How quick was the", ["call", "visit"]),
        (["您的满意程度：价格", "您的满意程度：质量"], "您的满意程度", ["价格", "质量"]),
    ],
)  # fmt: skip
def test_a_question_is_split_from_its_parts(labels, stem, parts):
    assert split_stem(labels) == (stem, parts)


@pytest.mark.parametrize(
    "labels",
    [
        ["The call", "The visit"],
        ["满意价格", "满意质量"],
        ["Same", "Same"],
        ["Speed: call", "Speed: "],
        ["Speed: call"],
        ["", ""],
    ],
)
def test_a_chance_likeness_is_no_question(labels):
    assert split_stem(labels) == ("", labels)


def test_the_first_labels_that_belong_together_are_counted():
    assert alike(["How quick: call", "How quick: visit", "How quick: call", "Price"]) == 2
    assert alike([]) == 0
