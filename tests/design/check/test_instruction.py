"""The instruction: S19."""

import pytest

from tests.design.check.definitions import INTRO, WHY, codes, reviewed

SAID = {
    "purpose": ("would like to learn how you found our repair", "希望了解您对维修的看法"),
    "duration": ("It takes 3 minutes", "大约需要3分钟"),
    "consent": ("taking part is voluntary", "自愿参加"),
    "data": ("Your answers are used for this study only.", "您的回答只用于本研究。"),
    "contact": ("Questions to: ask@example.org", "联系：ask@example.org"),
}
NAMES = {"purpose": "purpose", "duration": "duration", "consent": "voluntary", "data": "used for", "contact": "contact"}


def lacking(intro: dict[str, str]) -> str:
    found = [p for p in reviewed(f"- {WHY}", intro=intro).problems if p.code == "instruction-lacks"]
    return str(found[0].values["missing"]["en"]) if found else ""


def test_an_introduction_that_says_everything():
    assert not codes(f"- {WHY}") & {"no-instruction", "instruction-lacks"}


def test_no_introduction_at_all_is_an_error():
    assert "no-instruction" in codes(f"- {WHY}", intro=None)


def test_information_or_consent_before_the_first_question_is_one():
    told = "- {id: hi, kind: information, text: {en: Hello., zh: 您好。}}"
    assert "no-instruction" not in codes(f"{told}\n- {WHY}", intro=None)
    assert "no-instruction" in codes(f"- {WHY}\n{told}", intro=None)


@pytest.mark.parametrize("part", SAID)
@pytest.mark.parametrize("language", [0, 1])
def test_what_one_language_does_not_say_is_named(part, language):
    name = ("en", "zh")[language]
    intro = INTRO | {name: INTRO[name].replace(SAID[part][language], "")}
    assert NAMES[part] in lacking(intro)


def test_who_asks_is_named():
    nobody = {"en": "It takes 3 minutes.", "zh": "大约需要3分钟。"}
    assert "who asks" in lacking(nobody)
    named = {"en": f"A survey of Acme. {nobody['en']}", "zh": f"Acme希望了解您的看法。{nobody['zh']}"}
    assert "who asks" not in lacking(named)
    asking = {"en": f"Acme asks you about its repairs. {nobody['en']}", "zh": named["zh"]}
    assert "who asks" not in lacking(asking)
    assert "who asks" in lacking(asking | {"en": f"It asks about repairs. {nobody['en']}"})


MAIL = "- {id: m, kind: short_text, format: email, text: {en: Where?, zh: 哪里？}}"
NAME = "- {id: n, kind: short_text, text: {en: What is your name?, zh: 怎么称呼您？}}"
WECHAT = "- {id: n, kind: short_text, text: {en: How may we find you?, zh: 您的微信号是？}}"


@pytest.mark.parametrize("item", [MAIL, NAME, WECHAT])
@pytest.mark.parametrize("promise", [{"en": " It is anonymous."}, {"zh": "匿名填写。"}])
def test_who_is_promised_anonymity_is_not_asked_who_they_are(item, promise):
    intro = {language: said + promise.get(language, "") for language, said in INTRO.items()}
    assert "anonymous-but-identifying" in codes(f"- {WHY}\n{item}", intro=intro)
    assert "anonymous-but-identifying" not in codes(f"- {WHY}\n{item}")
    assert "anonymous-but-identifying" not in codes(f"- {WHY}", intro=intro)


def test_not_anonymous_promises_nothing():
    intro = INTRO | {"en": INTRO["en"] + " This is not anonymous."}
    assert "anonymous-but-identifying" not in codes(f"- {WHY}\n{MAIL}", intro=intro)
