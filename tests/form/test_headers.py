"""Headers, cookies and limits, on every address."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from tests.form.conftest import Respondent, controls

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)
PAGES = ("/", "/visit", "/visit/en", "/visit/en/start", "/visit/en/thanks", "/nowhere", "/visit/xx", "/a/b/c/d")


def static_address(app: Flask, name: str = "form.css") -> str:
    found = re.search(rf"/_static/\w+/{name}", app.test_client().get("/visit/en").text)
    assert found
    return found[0]


def test_every_address_is_tested(app: Flask) -> None:
    """A new route needs a line in PAGES."""
    assert {rule.rule for rule in app.url_map.iter_rules()} == {
        "/",
        "/<id>",
        "/<id>/<language>",
        "/<id>/<language>/<name>",
        "/<id>/<language>/thanks",
        "/_static/<digest>/<name>",
    }


@pytest.mark.parametrize("path", PAGES)
def test_pages_carry_the_fixed_headers(app: Flask, path: str) -> None:
    headers = app.test_client().get(path).headers
    assert headers["Content-Security-Policy"] == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Permissions-Policy"].startswith("accelerometer=(), camera=()")
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert "Cookie" in headers["Vary"]
    assert "Strict-Transport-Security" not in headers


def test_posts_carry_them_too(respondent: Respondent) -> None:
    respondent.open("en/start")
    for answer in (respondent.press(times="x"), respondent.client.post("/visit/en/start", data={})):
        assert answer.headers["Content-Security-Policy"] == POLICY
        assert answer.headers["Cache-Control"] == "no-store"


def test_static_files_are_cached_under_the_hash_of_their_content(app: Flask) -> None:
    answer = app.test_client().get(static_address(app))
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert answer.mimetype == "text/css"
    assert app.test_client().get("/_static/0000000000000000/form.css").status_code == 404
    assert app.test_client().get(static_address(app).replace("form.css", "section.html")).status_code == 404


def test_the_cookie_is_for_the_server_alone(app: Flask) -> None:
    cookie = app.test_client().get("/visit/en/start").headers["Set-Cookie"]
    assert re.match(r"surveykit-visit=[\w-]{43};", cookie)
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/visit;" in cookie
    assert "Secure" not in cookie


def test_over_https_the_cookie_is_secure(app: Flask) -> None:
    headers = app.test_client().get("/visit/en", base_url="https://localhost").headers
    assert "Secure" in headers["Set-Cookie"]
    assert headers["Strict-Transport-Security"] == "max-age=31536000"


def test_each_token_is_new_and_a_known_one_is_kept(app: Flask) -> None:
    tokens = {controls(app.test_client().get("/visit/en/start").text)["token"][0] for _ in range(5)}
    assert len(tokens) == 5
    client = app.test_client()
    client.get("/visit/en/start")
    assert "Set-Cookie" not in client.get("/visit/en/start").headers


def test_two_clients_never_share_a_page(app: Flask) -> None:
    one, other = Respondent(app.test_client()), Respondent(app.test_client())
    one.open("en/start")
    one.press(times="3", channel="other", channel_other_text="only mine")
    assert "only mine" not in other.open("en/start").text


def test_the_key_in_the_store_is_not_the_token(respondent: Respondent, store: object) -> None:
    token = controls(respondent.open("en/start").text)["token"][0]
    respondent.press(times="3")
    assert token not in repr(vars(store))


def test_a_body_past_the_limit_is_refused(respondent: Respondent) -> None:
    respondent.open("en/start")
    page = respondent.press(times="9" * 1_000_001)
    assert page.status_code == 413
    assert "缩短" in page.text


@pytest.mark.parametrize(
    "name", ["SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "MAX_CONTENT_LENGTH", "MAX_FORM_PARTS"]
)
def test_no_default_of_flask_is_left_open(app: Flask, name: str) -> None:
    assert app.config[name]
    assert not app.debug


@pytest.mark.parametrize(("path", "words"), [("/nowhere", "There is no such page"), ("/visit/de", "没有这个页面")])
def test_a_missing_page_is_friendly_in_both_languages(app: Flask, path: str, words: str) -> None:
    page = app.test_client().get(path)
    assert page.status_code == 404
    assert words in page.text


def test_an_unexpected_error_shows_a_number_that_is_in_the_log(
    make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    app = make_app()

    def fail(*_: object) -> None:
        raise RuntimeError("inner detail")

    monkeypatch.setattr("surveykit.form.compose.welcome_page", fail)
    page = app.test_client().get("/visit/en")
    assert page.status_code == 500
    assert "inner detail" not in page.text
    number = re.search(r"number: (\w{8})", page.text)
    assert number
    assert number[1] in caplog.text
    assert "inner detail" in caplog.text


def test_nothing_inline_and_nothing_foreign(respondent: Respondent) -> None:
    for path in ("en", "en/start", "en/end"):
        page = respondent.open(path).text
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?! src=\"/_static)|https?:", page)
