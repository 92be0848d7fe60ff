"""Rules on the instruction: what people are told before they agree to answer."""

import re
from collections.abc import Iterator, Mapping

from surveykit.core.item import Item
from surveykit.core.language import LANGUAGES, Text, both, join
from surveykit.design.check.catalogue import problem
from surveykit.design.check.scope import Rule, Scope
from surveykit.errors import Problem

_TOLD: Mapping[str, re.Pattern[str]] = {
    "purpose": re.compile(
        r"\b(?:would like to|want to|wish to|in order to|aims? to|purpose|to (?:learn|find out|understand|improve|"
        r"study|help us))\b|\b(?:survey|study|shows?|questions are) (?:is )?about\b|了解|目的|为了|旨在|"
        r"用于改进|希望|(?:关于|进行)[^，。]{2,20}(?:研究|调查)|展示",
        re.I,
    ),
    "sponsor": re.compile(
        r"\b(?:by|at|of|from|for|behalf of) (?:the )?(?-i:[A-Z])\w+|\b(?:our|us|we)\b|"
        r"\b(?!it|this|you)(?-i:[A-Z])\w+ (?:asks?|invites?|would like|wants?|wishes)\b|公司|大学|学院|研究所|中心|"
        r"由[^，。]{2,20}(?:进行|开展|主办|实施|组织|负责)|受[^，。]{2,20}委托|我们|"
        r"\w{2,15}(?:希望|邀请)",
        re.I,
    ),
    "duration": re.compile(r"\bminutes?\b|\bmins?\b|分钟", re.I),
    "consent": re.compile(
        r"\bvoluntar|\bagree\b|\bconsent\b|\b(?:may|can|free to) (?:leave|skip|stop|refuse)|自愿|同意|随时退出|"
        r"可以跳过",
        re.I,
    ),
    "data": re.compile(
        r"\b(?:answers?|data|information|responses?|whatever you enter|results?)\b[^.]*"
        r"\b(?:used?|kept|stored|confidential|anonym\w*|shown|published|shared|deleted)\b|"
        r"\bconfidential|\banonym|仅用于|只用于|用于|保密|匿名|保存",
        re.I,
    ),
    "contact": re.compile(
        r"[\w.+-]+@[\w-]+\.\w+|https?://|www\.|\+?\d[\d -]{5,}\d|\b(?:call|write to|contact) \w+", re.I
    ),
}
_ANONYMOUS = re.compile(r"\banonym|匿名|不记名|无记名", re.I)
_NOT_ANONYMOUS = re.compile(r"\bnot (?:be )?(?:fully |completely )?anonym|并?(?:不|非)是?(?:完全)?匿名", re.I)
_IDENTIFIES = re.compile(
    r"\byour (?:full |first |last |family )?name\b|\be-?mail|\b(?:tele)?phone number|\bmobile number|"
    r"\b(?:id|identity|passport|social security) (?:card )?number|\b(?:home|postal) address|"
    r"姓名|手机号|电话号码|身份证|微信号|邮箱|电子邮件|家庭住址|通信地址",
    re.I,
)


def instruction(scope: Scope) -> Iterator[Problem]:
    """Before the first question people read who asks, what for, how long it takes, what becomes of the answers."""
    q = scope.questionnaire
    texts = _before(scope)
    place = scope.place(("text", "intro"), ("text", "title"))
    if not texts:
        yield problem("no-instruction", place)
        return
    said = {language: " ".join(text.get(language, "") for text in texts) for language in q.languages}
    lacking = [
        name
        for name, cue in _TOLD.items()
        if not (name == "consent" and _consents(scope)) and not all(cue.search(words) for words in said.values())
    ]
    if lacking:
        names = [both(f"checks.told.{name}") for name in lacking]
        yield problem("instruction-lacks", place, missing={lang: join(names, lang) for lang in LANGUAGES})


def _before(scope: Scope) -> list[Text]:
    """The introduction, and what is read before the first question: information and statements of consent."""
    texts = [text for text in (scope.questionnaire.intro,) if text is not None]
    for asked in scope.asked:
        item = asked.item
        if item.kind not in ("information", "consent"):
            break
        texts.extend([item.text, getattr(item, "statement", None) or {}])
    return texts


def _consents(scope: Scope) -> bool:
    return any(asked.item.kind == "consent" for asked in scope.asked)


def anonymity(scope: Scope) -> Iterator[Problem]:
    """Who is promised anonymity is not asked for a name or an address."""
    promised = " ".join(said for text in _before(scope) for said in text.values())
    if not _ANONYMOUS.search(_NOT_ANONYMOUS.sub("", promised)):
        return
    for asked in scope.asked:
        if _identifies(asked.item):
            yield problem("anonymous-but-identifying", scope.of(asked.item), id=asked.item.id)


def _identifies(item: Item) -> bool:
    """Whether an item asks who somebody is: by its form, or a field to write in by its words."""
    if getattr(item, "format", "any") in ("email", "phone"):
        return True
    written = item.kind in ("short_text", "open_text")
    return written and any(_IDENTIFIES.search(said) for said in item.text.values())


INSTRUCTION_RULES: tuple[Rule, ...] = (instruction, anonymity)
