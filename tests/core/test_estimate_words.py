"""Names of estimates, and what they are of, in words."""

import pytest

from surveykit.core.codebook import Codebook, Construct, Level, Variable
from surveykit.core.estimate_words import name_in_words, object_in_words
from surveykit.core.finding import Estimate
from surveykit.core.language import messages

AREA = Variable(
    "area",
    "area",
    {"en": "Where do you live?", "zh": "您住在哪里？"},
    Level.NOMINAL,
    {1: {"en": "In a city", "zh": "城市"}, 2: {"en": "Elsewhere", "zh": "其他地方"}},
    {"city": 1, "other": 2},
)
SEX = Variable(
    "sex", "sex", {"en": "Gender", "zh": "性别"}, Level.NOMINAL, {1: {"en": "Other", "zh": "其他"}}, {"other": 1}
)
BOOK = Codebook((AREA, SEX), (Construct("image", "image", {"en": "Image", "zh": "形象"}, ()),))


@pytest.mark.parametrize(
    ("of", "english", "chinese"),
    [
        ({"construct": "image"}, "Image", "形象"),
        ({"outcome": "image", "predictor": "area", "level": "2"}, "Image – Where do you live? – Elsewhere", None),
        ({"outcome": "image", "by": "area", "pair": ("city", "other")}, None, "形象 – 您住在哪里？ – 城市 – 其他地方"),
        ({"outcome": "image", "predictor": "(intercept)"}, "Image – intercept", "形象 – 截距"),
        ({"construct": "image", "group": "city"}, "Image – In a city", None),  # the only label that this id has
        ({"construct": "image", "group": "other"}, "Image – other", None),  # two labels: neither is guessed
    ],
)
def test_ids_become_labels(of, english, chinese):
    words = object_in_words(Estimate("mean", of, 1.0), BOOK)
    assert english is None or words["en"] == english
    assert chinese is None or words["zh"] == chinese


def test_names_are_the_terms_of_the_field():
    assert name_in_words("cronbach_alpha") == {"en": "Cronbach’s alpha", "zh": "Cronbach α系数"}
    assert name_in_words("average_variance_extracted")["zh"] == "平均方差抽取量"


def test_a_name_from_outside_stays_as_it_is():
    assert name_in_words("kano_better") == {"en": "kano_better", "zh": "kano_better"}


def test_both_languages_have_the_same_names():
    assert list(messages("en", "estimate")) == list(messages("zh", "estimate"))
