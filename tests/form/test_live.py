"""What may come and go on a page, and how the script reads the answers there."""

from collections.abc import Callable, Mapping
from random import Random

import pytest
from flask import Flask

from surveykit.core.codebook import Missing, Value
from surveykit.core.item import KINDS, Item
from surveykit.form.live import Live, Reading, live, reading
from tests.form.conftest import VISIT, Respondent
from tests.form.memory import MemoryStore
from tests.items.contract import example, questionnaire

CHANNEL = """
- id: channel
  kind: single_choice
  text: {en: How?, zh: 如何？}
  options:
    phone: {en: Phone, zh: 电话}
    other: {en: Other, zh: 其他, specify: true}
    no: {en: No, zh: 不, missing: refused}
- id: went
  kind: multiple_choice
  text: {en: What?, zh: 什么？}
  minimum: 2
  options: {late: {en: Late, zh: 迟}, lost: {en: Lost, zh: 丢}, no: {en: No, zh: 不, missing: refused, exclusive: true}}
- {id: cost, kind: number, text: {en: Cost?, zh: 费用？}, minimum: 0, decimals: 2}
- {id: speed, kind: rating, text: {en: Speed?, zh: 速度？}, scale: speed5}
- {id: why, kind: open_text, text: {en: Why?, zh: 为何？}}
"""


def read(how: Reading, posted: Mapping[str, list[str]]) -> Value | None:
    """A reading, in Python."""
    sent = [text.strip() for text in posted.get(how.name, []) if text.strip()]
    if not sent:
        return None
    if how.kind == "choice":
        return next((how.values[word] for word in sent if word in how.values), how.otherwise)
    try:
        return sent[-1] if how.kind == "text" else float(sent[-1])
    except ValueError:
        return None


def readings(items: str = CHANNEL) -> dict[str, Reading | None]:
    return {v.name: reading(item, v) for item in questionnaire(items).items for v in item.variables()}


def found(relevant: str, text: str = "Really?", pipes: tuple[str, ...] = ()) -> Live:
    """What is live where a question with this condition follows the others."""
    more = f'- {{id: more, kind: open_text, text: {{en: "{text}", zh: "{text}"}}, relevant: "{relevant}"}}\n'
    return live(questionnaire(CHANNEL + more).sections[0], lambda item: pipes)


def test_each_answer_has_its_reading() -> None:
    made = readings()
    assert made["channel"] == Reading("channel", "choice", {"phone": "phone", "other": "other", "no": None})
    assert made["went_late"] == Reading("went", "choice", {"late": 1, "no": None}, otherwise=0)
    assert made["cost"] == Reading("cost", "number", minimum=0, decimals=2)
    assert made["speed"] == Reading("speed", "number", minimum=1, maximum=5)
    assert made["why"] == Reading("why", "text")


def test_a_text_beside_an_option_follows_from_two_fields() -> None:
    assert readings()["channel_other_text"] is None


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_reading_finds_what_the_server_finds(kind: str) -> None:
    for item in example(kind).items:
        made = {v.name: reading(item, v) for v in item.variables()}
        for seed in range(30):
            posted = item.fields_of(item.random_answer(Random(seed)))
            stored = item.optional().parse(posted)
            for name, how in made.items():
                known = None if isinstance(stored[name], Missing) else stored[name]
                assert how is None or read(how, posted) == known


def test_most_kinds_can_be_read() -> None:
    def read_whole(item: Item) -> bool:
        return all(reading(item, v) for v in item.variables() if not v.name.endswith("_text"))

    whole = {kind for kind in KINDS if all(read_whole(item) for item in example(kind).items)}
    assert {"single_choice", "multiple_choice", "rating", "matrix", "number", "open_text", "ranking"} <= whole


def test_a_condition_on_the_same_page_is_live() -> None:
    made = found("channel = 'phone' and cost > 10")
    assert made.conditions == {"more": "channel = 'phone' and cost > 10"}
    assert set(made.readings) == set(made.variables()) == {"channel", "cost"}


@pytest.mark.parametrize(
    "condition", ["true", "1 = 1", "length(channel_other_text) > 2", "cost > 1 and answered(channel_other_text)"]
)
def test_what_reads_nothing_of_the_page_or_what_cannot_be_read_is_not_live(condition: str) -> None:
    assert found(condition) == Live()


def test_a_text_with_an_answer_of_the_page_waits_for_the_post() -> None:
    assert found("cost > 10", pipes=("cost",)) == Live()
    assert found("cost > 10", pipes=("elsewhere",)).conditions


def test_what_was_typed_stays_whatever_its_condition_says(respondent: Respondent, store: MemoryStore) -> None:
    respondent.open("en/start")
    page = respondent.press(times="7", channel="home")
    assert '<template data-item="late" data-relevant="channel = &#39;home&#39;"></template><div>' in page.text
    store.broken = True
    page = respondent.press(late="traffic")
    assert page.status_code == 503
    assert 'data-item="late"' not in page.text
    assert 'id="q-late"' in page.text


def test_a_page_without_live_questions_loads_no_script_for_them(make_app: Callable[..., Flask]) -> None:
    client = make_app(VISIT).test_client()
    assert "relevance.js" in client.get("/visit/en/start").text
    page = client.get("/visit/en/end").text
    assert "relevance.js" not in page
    assert "data-earlier" not in page
    assert "<template" not in page


def test_a_question_of_which_nothing_is_offered_cannot_appear(make_app: Callable[..., Flask]) -> None:
    parts = """
      - {id: far, kind: matrix, text: {en: "How far?", zh: 多远？}, scale: speed, relevant: "rs_1 = 1",
         rows: {far_1: {en: Near, zh: 近, relevant: "channel = 'home'"}}}"""
    respondent = Respondent(make_app(VISIT.rstrip() + parts).test_client())
    respondent.open("en/start")
    assert "q-far" not in respondent.press(times="3", channel="phone").text
    respondent.open("en/start")
    respondent.press(channel="home")
    respondent.press(late="traffic")
    assert "q-far" in respondent.press(tidy="1").text


def test_only_what_is_read_of_earlier_pages_is_told(make_app: Callable[..., Flask], store: MemoryStore) -> None:
    condition = "rs_1 = 1 and times > 2 and not answered(late)"
    told = VISIT.replace("{id: say, kind: open_text,", f'{{id: say, kind: open_text, relevant: "{condition}",')
    respondent = Respondent(make_app(told).test_client())
    respondent.open("en/start")
    respondent.press(times="3", channel="home")
    respondent.press(late="<b>'\"&")
    page = respondent.press(tidy="1")
    assert 'data-earlier="{&#34;late&#34;: &#34;&lt;b&gt;&#39;\\&#34;&amp;&#34;, &#34;times&#34;: 3}"' in page.text
    respondent.open("en/start")
    page = respondent.press(times="4", channel="phone")
    assert 'data-earlier="{&#34;times&#34;: 4}"' in page.text
