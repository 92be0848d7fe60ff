"""questionnaires/every-item.yaml: every kind and all logic, walked to the end and found again as the codebook says."""

import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Locator, Page
from werkzeug.serving import make_server

from surveykit import assets
from surveykit.cleaning.code import code_responses
from surveykit.core.codebook import Missing
from surveykit.core.dataset import Dataset
from surveykit.core.item import KINDS, Item
from surveykit.core.questionnaire import Questionnaire, Route
from surveykit.core.response import Response, Status
from surveykit.design.load import load_questionnaire
from surveykit.form.app import create_app
from surveykit.store.store import Store
from tests.form.conftest import Respondent

ROOT = Path(__file__).parents[2]
EVERY = load_questionnaire(ROOT / "questionnaires" / "every-item.yaml")
FOLDERS = assets.folders("templates", ROOT)
ADULT = {"age": ["40"]}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'every.db'}") as opened:
        yield opened


def test_it_uses_every_kind() -> None:
    assert {item.kind for item in EVERY.items} == set(KINDS)


def newest(store: Store) -> Response | None:
    """The response that was begun last."""
    return max(store.responses(EVERY.id), key=lambda r: r.number, default=None)


def route_of(response: Response | None) -> Route:
    return EVERY.route(response.answers, response.seed, response.number) if response else EVERY.route({})


def typed(items: tuple[Item, ...], random: Random) -> dict[str, list[str]]:
    """A plausible page."""
    fields: dict[str, list[str]] = {}
    for item in items:
        fields |= item.optional().fields_of(item.random_answer(random))
    fields |= {name: value for name, value in ADULT.items() if name in fields}
    return fields | ({"agree": ["take_part", "reply"]} if any(i.id == "agree" for i in items) else {})


def open_items(mine: Response | None, name: str) -> tuple[Item, ...]:
    """The items of a section that were not sent yet."""
    route, answers = route_of(mine), mine.answers if mine else {}
    return tuple(item for item in route.items(route.section(name)) if not item.sent(answers))


def section_of(address: str) -> str:
    found = re.search(r"/every-item/\w+/(\w+)", address)
    assert found, address
    return found[1]


# --- as a browser without script sends it -----------------------------------------------------------


def walk(respondent: Respondent, store: Store, random: Random) -> None:
    """From the first page to thanks."""
    respondent.open(f"en/{EVERY.sections[0].id}")
    for _ in range(60):
        name = section_of(respondent.at)
        if name == "thanks":
            return
        mine = newest(store) if name != EVERY.sections[0].id else None
        go = random.choice(["next", "next", "next", "zh", "en"])
        respondent.press(go, **typed(open_items(mine, name), random))
        assert respondent.last is not None
        assert respondent.last.status_code in (200, 422), respondent.last.text
    pytest.fail(f"no end after {respondent.at}")


@pytest.fixture
def walked(store: Store) -> list[Response]:
    app = create_app([EVERY], store, FOLDERS)
    for seed in range(10):
        walk(Respondent(app.test_client(), EVERY.id), store, Random(seed))
    return list(store.responses(EVERY.id))


def test_responses_come_back_as_the_codebook_says(walked: list[Response]) -> None:
    assert {r.status for r in walked} == {Status.COMPLETE}
    data = code_responses({EVERY.hash: EVERY}, EVERY, walked)
    assert data.n == 10
    assert data.flags == ()
    for variable in EVERY.codebook.variables:
        check_column(data, variable.name)
    answered = {item.kind for item in EVERY.items for v in item.variables() if data.answered(v.name)}
    assert answered == set(KINDS) - {"information"}


def check_column(data: Dataset, name: str) -> None:
    """Every cell is a value that the codebook knows, or has a reason that it knows."""
    variable = data.variable(name)
    allowed = {m.value for m in (*variable.missing, Missing.NOT_ASKED, Missing.NOT_ANSWERED)}
    for value in map(data.column(name).cell, range(data.n)):
        assert value is not None, name
        if isinstance(value, Missing):
            assert value.value in allowed, name
        elif variable.numeric:
            assert variable.minimum is None or variable.minimum <= value, name
            assert variable.maximum is None or value <= variable.maximum, name
            assert not (variable.stored and value not in variable.values), name
        else:
            assert value, name


def test_what_was_shown_is_kept(walked: list[Response]) -> None:
    for response in walked:
        assert response.paradata["shown"] == route_of(response).orders()


# --- as nobody sends it -----------------------------------------------------------------------------

WORDS = st.one_of(
    st.sampled_from(
        ["", "1", "5", "-1", "99999999999999999999", "none", "not_applicable", "NaN", "<script>", "'", "\x00"]
    ),
    st.text(max_size=30),
)
NAMES = st.one_of(
    st.sampled_from(
        [*EVERY.codebook.by_name, *EVERY.item_by_id, "token", "revision", "shown", "accepted", "opened", "go"]
    ),
    st.text(max_size=10),
)
POSTS = st.dictionaries(NAMES, st.lists(WORDS, max_size=3), max_size=12)


def fuzz(store: Store, count: int) -> None:
    """Posts of any kind: never a 5xx, and nothing outside the codebook in the store."""
    app = create_app([EVERY], store, FOLDERS)
    client = app.test_client()
    client.get(f"/{EVERY.id}/en/{EVERY.sections[0].id}")
    cookie = client.get_cookie(f"surveykit-{EVERY.id}", path=f"/{EVERY.id}")
    assert cookie is not None
    everything = " ".join(EVERY.item_by_id)

    @settings(max_examples=count, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from([s.id for s in EVERY.sections]), st.sampled_from(["en", "zh"]), POSTS)
    def post(section: str, language: str, fields: dict[str, list[str]]) -> None:
        sent = {"token": [cookie.value], "shown": [everything], "revision": ["0"]} | fields
        answer = client.post(f"/{EVERY.id}/{language}/{section}", data=sent)
        assert answer.status_code < 500, (section, fields)

    post()
    stored = list(store.responses(EVERY.id))
    data = code_responses({EVERY.hash: EVERY}, EVERY, stored)
    assert data.flags == ()
    for variable in EVERY.codebook.variables:
        check_column(data, variable.name)


def test_posts_that_no_page_makes(store: Store) -> None:
    fuzz(store, 300)


@pytest.mark.slow
def test_many_posts_that_no_page_makes(store: Store) -> None:
    fuzz(store, 2000)


# --- in a browser -----------------------------------------------------------------------------------


@pytest.fixture
def address(store: Store) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, create_app([EVERY], store, FOLDERS), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/{EVERY.id}"
    finally:
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_it_is_walked_to_the_end(
    page: Callable[..., Page], address: str, store: Store, language: str, javascript: bool
) -> None:
    browser = page(width=390, height=844, javascript=javascript)
    faults: list[str] = []
    browser.on("pageerror", lambda error: faults.append(str(error)))
    browser.goto(f"{address}/{language}/{EVERY.sections[0].id}")
    random = Random(5)
    for _ in range(60):
        name = section_of(browser.url)
        if name == "thanks":
            break
        for field, values in typed(open_items(newest(store), name), random).items():
            give(browser.locator(f'[name="{field}"]'), values, javascript)
        browser.locator("main button.primary").click()
    assert browser.url.endswith("/thanks")
    assert not faults
    response = newest(store)
    assert response is not None
    assert (response.status, response.language) == (Status.COMPLETE, language)
    assert not code_responses({EVERY.hash: EVERY}, EVERY, [response]).flags


def give(control: Locator, values: list[str], javascript: bool) -> None:
    """Enter values into the controls of one name, as far as the page shows them now."""
    if not control.count():
        return
    sort = control.first.evaluate("e => e.tagName === 'INPUT' ? e.type : e.tagName.toLowerCase()")
    if sort in ("radio", "checkbox"):
        for value in values:
            chosen = control.and_(control.page.locator(f'[value="{value}"]'))
            if chosen.count() and not chosen.first.is_checked():
                chosen.first.check(force=True)
    elif javascript and not control.first.is_visible():  # a script put another control in its place
        control.first.evaluate(SET, values[-1])
    elif sort == "select":
        control.first.select_option(values[-1])
    elif control.first.is_editable():
        control.first.fill(values[-1])


SET = """(control, value) => {
  control.value = value;
  for (const kind of ["input", "change"]) control.dispatchEvent(new Event(kind, {bubbles: true}));
}"""


def test_the_questionnaire_is_what_its_file_says() -> None:
    assert isinstance(EVERY, Questionnaire)
    assert EVERY.shuffle
    assert {s.id for s in EVERY.sections} >= {"way_shop", "way_line", "way_app", "way_other"}
    assert set(EVERY.quotas) == {"under_40", "at_least_40"}
