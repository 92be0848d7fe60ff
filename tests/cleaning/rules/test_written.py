"""Open answers that say nothing, or the same at length."""

from surveykit.cleaning.rules.written import Written
from surveykit.core.codebook import Missing
from surveykit.core.dataset import Dataset
from tests.cleaning.applied import applied, asking, ratings, said

Q = asking("{id: why, kind: open_text, text: Why}", "{id: name, kind: short_text, text: Name}")
LONG = "The delivery came two weeks late and nobody called."


def found(**texts):
    return applied(Written, Dataset.build(Q, {id: {"why": text, "name": text} for id, text in texts.items()}))


def test_nonsense_is_shown():
    assert said(found(a="asdfgh", b="Too slow.", c=Missing.NOT_ANSWERED)["nonsense"]) == {"a": "why holds “asdfgh”"}
    assert found(a="asdfgh", c=Missing.NOT_ANSWERED)["nonsense"].n == 1


def test_long_texts_that_are_equal_but_for_case_and_punctuation():
    same = found(a=LONG, b=LONG.upper() + "!!", c=LONG[:-3], d="Too slow.", e="Too slow.")["copied_text"]
    assert set(said(same)) == {"a", "b"}
    chinese = "送货晚了两个星期，而且没有人打电话通知我。"
    assert set(said(found(a=chinese, b=chinese.replace("，", " "))["copied_text"])) == {"a", "b"}


def test_without_open_questions_nothing_is_asked():
    assert applied(Written, Dataset.build(asking(*ratings("a")), {})) == {}
