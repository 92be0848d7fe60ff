"""The whole way of a respondent, and what goes wrong on it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from surveykit.core.codebook import Missing
from surveykit.core.response import Status
from surveykit.errors import AuthorError
from tests.form.conftest import HIDDEN, VISIT, Respondent, controls, text_of
from tests.form.memory import MemoryStore


def answer_all(respondent: Respondent) -> None:
    respondent.open("en/start")
    respondent.press(times="3", channel="phone")
    respondent.press(rs_1="2", rs_2="not_applicable", say="fine")


def test_a_questionnaire_is_answered_from_the_first_page_to_thanks(respondent: Respondent, store: MemoryStore) -> None:
    welcome = respondent.client.get("/", follow_redirects=True)
    assert welcome.request.path == "/visit/en"
    assert "Your visit" in text_of(welcome.text)
    assert 'href="/visit/en/start"' in welcome.text
    answer_all(respondent)
    assert respondent.at == "/visit/en/thanks"
    assert "It is stored." in text_of(respondent.last.text)
    assert store.only.status is Status.COMPLETE
    assert store.only.answers == {
        "times": 3,
        "channel": "phone",
        "channel_other_text": Missing.NOT_ASKED,
        "late": Missing.NOT_ASKED,
        "tidy": Missing.NOT_ASKED,
        "rs_1": 2,
        "rs_2": Missing.NOT_APPLICABLE,
        "say": "fine",
    }


def test_the_language_of_the_browser_is_chosen(app: Flask) -> None:
    client = app.test_client()
    assert client.get("/visit", headers={"Accept-Language": "zh-CN,zh;q=0.9"}).location == "/visit/zh"
    assert client.get("/visit", headers={"Accept-Language": "fr"}).location == "/visit/en"


def test_several_questionnaires_are_listed(make_app: Callable[..., Flask]) -> None:
    other = VISIT.replace("questionnaire: visit", "questionnaire: second")
    page = make_app(VISIT, other).test_client().get("/")
    assert 'href="/visit"' in page.text
    assert 'href="/second"' in page.text


def test_a_get_never_writes(app: Flask, store: MemoryStore) -> None:
    client = app.test_client()
    for path in ("/", "/visit", "/visit/en", "/visit/en/start", "/visit/en/end?check", "/visit/en/thanks", "/x"):
        client.get(path)
    assert store.writes == []


def test_errors_keep_everything_typed_and_are_tied_to_their_fields(respondent: Respondent) -> None:
    respondent.open("en/start")
    page = respondent.press(times="many", channel="other", channel_other_text="by “boat” <b>")
    assert page.status_code == 422
    assert "<title>Error: The start" in page.text
    assert 'href="#f-times"' in page.text
    assert 'id="e-times"' in page.text
    assert 'aria-invalid="true" aria-describedby="e-times"' in page.text
    shown = controls(page.text)
    assert shown["times"] == ["many"]
    assert shown["channel"] == ["other"]
    assert shown["channel_other_text"] == ["by “boat” <b>"]


def test_what_is_valid_on_a_page_with_errors_is_already_saved(respondent: Respondent, store: MemoryStore) -> None:
    respondent.open("en/start")
    respondent.press(times="many", channel="phone")
    assert store.only.answers["channel"] == "phone"
    assert "times" not in store.only.answers


def test_every_field_at_fault_has_its_own_link(respondent: Respondent) -> None:
    respondent.open("en/end")
    page = respondent.press(say="x" * 51)
    assert page.status_code == 422
    assert "3 answers need your attention" in text_of(page.text)
    for field in ("rs_1", "rs_2", "say"):
        assert f'href="#f-{field}"' in page.text
        assert f'id="f-{field}"' in page.text
        assert f'id="e-{field}"' in page.text


def test_back_saves_what_is_valid_and_demands_nothing(respondent: Respondent, store: MemoryStore) -> None:
    respondent.open("en/start")
    respondent.press(times="3")
    page = respondent.press("back", rs_1="1", say="half")
    assert respondent.at == "/visit/en/start"
    assert controls(page.text)["times"] == ["3"]
    assert store.only.answers["rs_1"] == 1
    assert controls(respondent.press().text)["say"] == ["half"]


def test_the_language_switch_keeps_answers(respondent: Respondent, store: MemoryStore) -> None:
    respondent.open("en/start")
    page = respondent.press("zh", times="4", channel="home")
    assert respondent.at == "/visit/zh/start"
    assert "几次？" in page.text
    assert controls(page.text)["times"] == ["4"]
    assert controls(page.text)["channel"] == ["home"]
    assert store.only.language == "zh"
    assert respondent.client.get("/visit").location == "/visit/zh"


def test_a_section_without_relevant_items_is_skipped_both_ways(respondent: Respondent) -> None:
    respondent.open("en/start")
    respondent.press(times="1", channel="phone")
    assert respondent.at == "/visit/en/end"
    respondent.press("back")
    assert respondent.at == "/visit/en/start"
    respondent.open("en/home_visit")
    assert respondent.last.location == "/visit/en/end"


def test_a_question_that_becomes_relevant_on_the_page_is_shown_first(
    respondent: Respondent, store: MemoryStore
) -> None:
    first = respondent.open("en/start")
    assert "Why so late?" not in text_of(first.text)
    page = respondent.press(times="1", channel="home")
    assert page.status_code == 200
    assert "one more question" in text_of(page.text)
    assert "Error:" not in page.text
    assert 'id="q-late" tabindex="-1" autofocus' in page.text
    assert controls(page.text)["channel"] == ["home"]
    respondent.press()
    assert respondent.at == "/visit/en/home_visit"


def test_an_answer_that_stopped_being_relevant_is_not_asked_in_the_end(
    respondent: Respondent, store: MemoryStore
) -> None:
    respondent.open("en/start")
    respondent.press(times="1", channel="home")
    respondent.press(late="traffic")
    respondent.press(tidy="2")
    respondent.open("en/start")
    respondent.press(channel="phone")
    respondent.press(rs_1="1", rs_2="1")
    assert store.only.status is Status.COMPLETE
    assert store.only.answers["late"] is Missing.NOT_ASKED
    assert store.only.answers["tidy"] is Missing.NOT_ASKED


def test_whoever_jumps_to_the_last_page_is_led_to_what_is_open(respondent: Respondent, store: MemoryStore) -> None:
    respondent.open("en/end")
    page = respondent.press(rs_1="1", rs_2="1")
    assert respondent.at == "/visit/en/start?check"
    assert "has not been answered yet" in text_of(page.text)
    assert store.only.status is Status.DRAFT
    respondent.press(times="2")
    respondent.press()
    assert store.only.status is Status.COMPLETE


def test_a_forged_list_of_shown_questions_does_not_submit(respondent: Respondent, store: MemoryStore) -> None:
    respondent.open("en/start")
    respondent.press(times="2")
    page = respondent.press(shown="say", say="only this")
    assert page.status_code == 200
    assert "rs_1" in page.text
    assert store.only.status is Status.DRAFT


def test_a_replayed_last_post_shows_thanks_and_stores_nothing(respondent: Respondent, store: MemoryStore) -> None:
    respondent.open("en/start")
    respondent.press(times="3")
    last = {**controls(respondent.last.text), "rs_1": "1", "rs_2": "2", "go": "next"}
    first = respondent.client.post("/visit/en/end", data=last)
    written = list(store.writes)
    stored = store.only
    again = respondent.client.post("/visit/en/end", data=last)
    assert first.location == again.location == "/visit/en/thanks"
    assert store.writes == written
    assert store.only == stored


def test_a_double_click_saves_once(respondent: Respondent, store: MemoryStore) -> None:
    page = respondent.open("en/start")
    posted = {**controls(page.text), "times": "3", "go": "next"}
    assert [respondent.client.post("/visit/en/start", data=posted).status_code for _ in range(2)] == [303, 303]
    assert store.writes == ["start", "save"]


def test_a_second_tab_does_not_overwrite_the_first(respondent: Respondent, store: MemoryStore) -> None:
    stale = controls(respondent.open("en/start").text)
    respondent.press(times="3", channel="home")
    page = respondent.client.post("/visit/en/start", data={**stale, "times": "5", "go": "next"})
    assert page.status_code == 409
    assert "Saved answer: 3" in text_of(page.text)
    assert "Saved answer: Home" in text_of(page.text)
    assert controls(page.text)["times"] == ["5"]
    assert store.only.answers["times"] == 3
    assert store.only.answers["channel"] == "home"
    decided = {**controls(page.text), "go": "next"}
    assert respondent.client.post("/visit/en/start", data=decided).status_code == 303
    assert store.only.answers["times"] == 5


def test_a_saved_not_applicable_is_named_before_it_is_replaced(respondent: Respondent) -> None:
    stale = controls(respondent.open("en/end").text)
    respondent.press(rs_1="not_applicable")
    page = respondent.client.post("/visit/en/end", data={**stale, "rs_1": "2", "go": "next"})
    assert "Saved answer: not applicable" in text_of(page.text)


def test_a_stale_page_of_another_section_just_goes_on(respondent: Respondent, store: MemoryStore) -> None:
    stale = controls(respondent.open("en/end").text)
    respondent.open("en/start")
    respondent.press(times="3")
    posted = {**stale, "rs_1": "1", "rs_2": "1", "go": "next"}
    assert respondent.client.post("/visit/en/end", data=posted).location == "/visit/en/thanks"


def test_without_cookies_the_token_travels_in_the_form(app: Flask, store: MemoryStore) -> None:
    respondent = Respondent(app.test_client(use_cookies=False))
    page = respondent.open("en/start")
    token = controls(page.text)["token"]
    page = respondent.press(times="3", channel="phone")
    assert page.status_code == 200
    assert controls(page.text)["token"] == token
    assert 'action="/visit/en/end"' in page.text
    page = respondent.press(rs_1="1", rs_2="1")
    assert "It is stored." in text_of(page.text)
    assert store.only.status is Status.COMPLETE


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}])
def test_a_post_from_another_site_is_refused(
    respondent: Respondent, store: MemoryStore, headers: dict[str, str]
) -> None:
    respondent.open("en/start")
    assert respondent.press(times="3", headers=headers).status_code == 403
    assert store.responses == {}


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "null"}, {"Origin": "http://localhost"}]
)
def test_a_post_from_our_own_page_is_taken(respondent: Respondent, headers: dict[str, str]) -> None:
    respondent.open("en/start")
    assert respondent.press(times="3", headers=headers).status_code == 200


@pytest.mark.parametrize("token", ["", "x" * 43])
def test_a_wrong_token_keeps_what_was_typed(respondent: Respondent, store: MemoryStore, token: str) -> None:
    respondent.open("en/start")
    page = respondent.press(times="7", token=token)
    assert page.status_code == 403
    assert controls(page.text)["times"] == ["7"]
    assert store.responses == {}
    respondent.press()
    assert store.only.answers["times"] == 7


def test_a_store_that_fails_returns_the_typed_page(
    respondent: Respondent, store: MemoryStore, caplog: pytest.LogCaptureFixture
) -> None:
    respondent.open("en/start")
    store.broken = True
    page = respondent.press(times="7", channel="home")
    assert page.status_code == 503
    assert page.headers["Retry-After"]
    assert controls(page.text)["times"] == ["7"]
    assert "could not be saved" in text_of(page.text)
    assert "the store did not take a page" in caplog.text
    assert "home" not in caplog.text
    store.broken = False
    respondent.press()
    assert store.only.answers["times"] == 7


def test_a_store_that_fails_returns_questions_that_only_the_typed_answers_asked_for(
    respondent: Respondent, store: MemoryStore
) -> None:
    respondent.open("en/start")
    respondent.press(times="7", channel="home")
    store.broken = True
    assert controls(respondent.press(late="traffic").text)["late"] == ["traffic"]


def test_a_page_of_a_forgotten_token_does_not_overwrite_without_a_word(
    respondent: Respondent, store: MemoryStore
) -> None:
    respondent.open("en/start")
    respondent.press(times="3")
    respondent.open("en/start")
    refused = respondent.press(times="9", token="x" * 43)
    assert refused.status_code == 403
    assert respondent.press().status_code == 409
    assert store.only.answers["times"] == 3


def test_64_first_posts_at_once_make_one_response(app: Flask, store: MemoryStore) -> None:
    client = app.test_client()
    page = client.get("/visit/en/start")
    posted = {**controls(page.text), "times": "3", "go": "next"}
    cookie = page.headers["Set-Cookie"].partition(";")[0]

    def post(_: int) -> int:
        own = app.test_client(use_cookies=False)
        return own.post("/visit/en/start", data=posted, headers={"Cookie": cookie}).status_code

    with ThreadPoolExecutor(16) as pool:
        assert set(pool.map(post, range(64))) == {303}
    assert len(store.responses) == 1
    assert store.only.answers["times"] == 3


def test_a_closed_response_shows_thanks_until_a_new_one_is_begun(respondent: Respondent, store: MemoryStore) -> None:
    answer_all(respondent)
    for path in ("/visit/en", "/visit/en/start"):
        assert respondent.client.get(path).location == "/visit/en/thanks"
    respondent.press("new")
    assert respondent.at == "/visit/en"
    assert controls(respondent.open("en/start").text)["times"] == [""]
    respondent.press(times="9")
    assert len(store.responses) == 2


def test_the_first_page_leads_on_to_where_a_draft_stopped(respondent: Respondent) -> None:
    respondent.open("en/start")
    respondent.press(times="3")
    page = respondent.open("en")
    assert 'href="/visit/en/end"' in page.text
    assert "Continue" in page.text


def test_two_questionnaires_in_one_browser_never_mix(make_app: Callable[..., Flask], store: MemoryStore) -> None:
    other = VISIT.replace("questionnaire: visit", "questionnaire: second")
    client = make_app(VISIT, other).test_client()
    first, second = Respondent(client), Respondent(client, "second")
    first.open("en/start")
    second.open("en/start")
    first.press(times="1")
    second.press(times="2")
    assert {(r.questionnaire, r.answers["times"]) for r in store.responses.values()} == {("visit", 1), ("second", 2)}


def test_a_response_goes_on_with_the_version_it_was_begun_with(
    make_app: Callable[..., Flask], store: MemoryStore
) -> None:
    old = Respondent(make_app(VISIT).test_client())
    old.open("en/start")
    old.press(times="3")
    newer = VISIT.replace("Anything else?", "Any other matter?")
    cookie = {"Cookie": f"surveykit-visit={controls(old.last.text)['token'][0]}"}
    both = make_app(VISIT, newer).test_client(use_cookies=False)
    assert "Anything else?" in both.get("/visit/en/end", headers=cookie).text
    assert "Any other matter?" in both.get("/visit/en/end").text
    gone = make_app(newer).test_client(use_cookies=False).get("/visit/en/end", headers=cookie)
    assert gone.status_code == 410
    assert "surveykit-visit=;" in gone.headers["Set-Cookie"]


def test_seconds_per_section_are_kept_and_nothing_of_the_person(respondent: Respondent, store: MemoryStore) -> None:
    page = respondent.open("en/start")
    opened = int(controls(page.text)["opened"][0])
    respondent.press(times="3", opened=str(opened - 12))
    respondent.press(rs_1="1", opened="1")
    assert store.only.paradata == {"seconds": {"start": 12}}


def test_a_section_may_not_have_the_name_of_the_last_page(make_app: Callable[..., Flask]) -> None:
    with pytest.raises(AuthorError, match="section-id-reserved"):
        make_app(VISIT.replace("id: start", "id: thanks"))


def test_only_one_view_writes_answers(app: Flask) -> None:
    writers = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    assert writers == {"form.answer", "form.anew"}  # anew only forgets a cookie


def test_hidden_fields_are_all_there(respondent: Respondent) -> None:
    assert set(HIDDEN) <= set(controls(respondent.open("en/start").text))
