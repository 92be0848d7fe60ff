"""Whoever was erased while a page was open begins anew; nothing of before comes back."""

import pytest

from surveykit.store import Store
from surveykit.store.erasing import erase
from tests.form.conftest import NOON


@pytest.fixture
def store(tmp_path):
    with Store.open(f"sqlite:///{tmp_path}/study.db") as opened:
        yield opened


def cookie(respondent):
    return respondent.client.get_cookie("surveykit-visit", path="/visit").value


def test_a_page_that_is_sent_after_the_erasure_leads_to_the_first_page_and_stores_nothing(store, respondent):
    respondent.open("en/start")
    respondent.press(times="2", channel="phone")
    before = cookie(respondent)
    erase(store, list(store.responses("visit")), "asked", NOON)
    sent = respondent.press(rs_1="1", rs_2="2", say="the secret")
    assert (sent.status_code, respondent.at) == (200, "/visit/en")
    assert store.count("visit") == 0
    assert cookie(respondent) != before
    respondent.open("en/start")
    respondent.press(times="3", channel="phone")
    (begun,) = store.responses("visit")
    assert begun.answers["times"] == 3
