"""Answers survive storage exactly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveykit.core.codebook import Missing
from surveykit.errors import AnswerError
from surveykit.store.answers import dump_answers, load_answers

storable = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]))
values = st.one_of(
    st.integers(-(2**63), 2**63), st.floats(allow_nan=False, allow_infinity=False), storable, st.sampled_from(Missing)
)


@given(st.dictionaries(storable, values))
def test_every_answer_comes_back_as_it_was(answers):
    back = load_answers(dump_answers(answers))
    assert back == answers
    assert {k: type(v) for k, v in back.items()} == {k: type(v) for k, v in answers.items()}


def test_whole_numbers_emoji_and_reasons_stay_apart():
    answers = {"a": 1, "b": 1.0, "c": "1", "d": "家族👨‍👩‍👧 𠮷", "e": Missing.NOT_APPLICABLE, "f": "not_applicable"}
    text = dump_answers(answers)
    assert '"b":1.0' in text
    assert '"e":{"missing":"not_applicable"}' in text
    assert [type(v) for v in load_answers(text).values()] == [int, float, str, str, Missing, str]


@pytest.mark.parametrize("text", ["a\x00b", "half \ud83d"])
def test_what_no_database_keeps_is_refused_with_its_field(text):
    with pytest.raises(AnswerError) as refused:
        dump_answers({"fine": "ok", "why": text})
    assert [(p.code, p.place.field) for p in refused.value.problems] == [("store-unstorable-text", "why")]


def test_a_number_that_is_none_is_refused():
    with pytest.raises(ValueError, match="JSON"):
        dump_answers({"x": float("nan")})
