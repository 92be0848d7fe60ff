"""Storing a page while others store theirs."""

from datetime import timedelta

import pytest

from surveykit.core.questionnaire import Questionnaire
from surveykit.core.response import Response
from surveykit.form.keeping import Conflict, Stamp, keep
from surveykit.form.sheet import read
from tests.form.conftest import NOON
from tests.form.memory import MemoryStore

STAMP = Stamp(revision=0, language="en", opened=None, now=NOON)
START = {"shown": ["times channel"], "times": ["3"]}
END = {"shown": ["rs"], "rs_1": ["1"], "rs_2": ["2"]}


@pytest.fixture
def response(store: MemoryStore, questionnaire: Questionnaire) -> Response:
    return store.start(questionnaire, "key", "en", NOON)


def test_a_save_that_comes_between_loses_neither_page(
    store: MemoryStore, questionnaire: Questionnaire, response: Response
) -> None:
    keep(store, response, read(questionnaire.section("start"), START), STAMP)
    keep(store, response, read(questionnaire.section("end"), END), STAMP)
    assert (store.only.answers["times"], store.only.answers["rs_2"]) == (3, 2)


def test_a_save_that_comes_between_is_not_replaced_unasked(
    store: MemoryStore, questionnaire: Questionnaire, response: Response
) -> None:
    section = questionnaire.section("start")
    keep(store, response, read(section, START), STAMP)
    with pytest.raises(Conflict) as conflict:
        keep(store, response, read(section, {**START, "times": ["5"]}), STAMP)
    assert conflict.value.names == ["times"]
    assert conflict.value.current.answers["times"] == 3


@pytest.mark.parametrize(("ago", "seconds"), [(0, 0), (90, 90), (-5, None), (100_000, None)])
def test_seconds_are_taken_only_where_they_can_be_true(ago: int, seconds: int | None) -> None:
    opened = round((NOON - timedelta(seconds=ago)).timestamp())
    assert Stamp(0, "en", opened, NOON).seconds == seconds
