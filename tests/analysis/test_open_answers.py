"""Open answers: who wrote, in which words; what a code book finds; and what may be quoted."""

import random
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from surveykit.analysis import ANALYSES, open_answers, open_answers_texts
from surveykit.analysis.open_answers import Theme
from surveykit.analysis.open_answers_quotes import scrubbed
from surveykit.core.codebook import Missing
from surveykit.core.dataset import Dataset, Flag
from surveykit.core.finding import Finding
from surveykit.errors import AnalystError
from surveykit.items.open_text import OpenText
from tests.analysis.small import LANGUAGES, coded, gates, questionnaire, rating, said, text

NEWCOMBE = (0.0624, 0.1605)
"""The score interval of 15 of 148 (Newcombe, 1998, Statistics in Medicine 17, 857–872, table I)."""
THEMES = {
    "waiting": Theme(text("Waiting", "等候"), ("wait*", "太久")),
    "charges": Theme(text("Charges", "收费"), ("charge", "收费")),
}


def data(texts: Sequence[Any]) -> Dataset:
    items = [OpenText(id="why", text=text("Why?", "为什么？")), rating("r1")]
    return coded(questionnaire(items), {"why": texts, "r1": [1] * len(texts)})


def asked(texts: Sequence[Any], **options: Any) -> list[Finding]:
    return list(ANALYSES["open_answers"](**options).run(data(texts)))


def themes(texts: Sequence[Any], **options: Any) -> Finding:
    return asked(texts, themes=THEMES, **options)[1]


def terms(finding: Finding) -> dict[str, float | None]:
    return {str(e.of["term"]): e.value for e in finding.estimates if e.name == "term_users"}


def quotes(finding: Finding) -> list[str]:
    assert finding.table is not None
    return [row[-1]["en"] for row in finding.table.rows if isinstance(row[-1], dict)]


def test_the_base_is_who_wrote_something_of_those_who_were_asked() -> None:
    texts = ["slow repair"] * 15 + [Missing.NOT_ANSWERED] * 133 + [Missing.NOT_ASKED] * 50
    (found,) = asked(texts)
    share = found.estimate("wrote_share", variable="why")
    assert (share.value, share.n, found.n) == (15 / 148, 148, 15)
    assert share.interval == pytest.approx(NEWCOMBE, abs=5e-5)
    assert "15 of the 148 people who were asked wrote something (10%; 95% CI [6%, 16%])" in said(found, "en")


def test_nothing_to_say_and_nonsense_are_no_answers() -> None:
    made = data(["late again"] * 12 + ["None."] * 3 + ["没有"] * 2 + ["asdfghjk"])
    flagged = replace(made, flags=(Flag("nonsense", made.respondents[-1], text("keys", "乱敲")),))
    (found,) = ANALYSES["open_answers"]().run(flagged)
    assert found.n == 12
    assert {e.reason["en"]: e.n for e in found.excluded} == {
        "flagged for a text without meaning": 1,
        "wrote only that there is nothing to say": 5,
    }


def test_words_count_people_and_not_how_often_they_say_them() -> None:
    (found,) = asked(["Slow, slow, slow parts"] * 6 + ["parts were slow"] * 2 + ["nice driver"] * 4)
    assert terms(found) == {"parts": 8, "slow": 8}
    assert found.estimate("median_length", variable="why").value == 3.5


def test_a_word_that_few_use_and_a_name_are_not_shown() -> None:
    (found,) = asked([f"the parts and {word} from Miller" for word in ("box", "lid", "cap") * 4])
    assert terms(found) == {"parts": 12}
    (found,) = asked(["王师傅迟到"] * 12)
    assert "王师傅" not in str(terms(found))


def test_chinese_is_cut_into_words_or_named_as_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_answers_texts, "_cut", lambda piece: [piece[:2], piece[2:]])
    (found,) = asked(["配件太慢"] * 10)
    assert terms(found) == {"太慢": 10, "配件": 10}
    monkeypatch.setattr(open_answers_texts, "_cut", None)
    monkeypatch.setattr(open_answers, "SEGMENTER", None)
    (found,) = asked(["配件太慢"] * 10)
    assert terms(found) == {"件太": 10, "太慢": 10, "配件": 10}
    assert found.method is not None
    assert "pairs of neighbouring characters" in found.method.text["en"]
    assert "相邻两字" in found.method.text["zh"]


def test_a_theme_is_found_by_whole_words_or_beginnings_in_both_languages() -> None:
    found = themes(
        ["Waited for weeks", "等了太久", "await", "charge", "charged", "收费高", "收费，等太久"] + ["fine"] * 8
    )
    assert found.estimate("theme_share", theme="waiting").value == 3 / 15
    assert found.estimate("theme_share", theme="charges").value == 3 / 15
    assert found.table is not None
    assert found.table.rows[-1][1] == 10


def test_the_share_of_a_theme_has_the_published_interval() -> None:
    found = themes(["too long to wait"] * 15 + ["friendly"] * 133)
    assert found.estimate("theme_share", theme="waiting").interval == pytest.approx(NEWCOMBE, abs=5e-5)


@pytest.mark.parametrize("language", LANGUAGES)
def test_themes_are_called_unread_and_nobody_speaks_for_all_customers(language: str) -> None:
    found = themes(["wait"] * 40)
    words = {"en": "found by words, not read by a person", "zh": "未经人工阅读"}[language]
    assert found.figure is not None
    assert found.table is not None
    shown = (found.sentences.short, found.figure.title, found.table.notes[0])
    assert all(words in said_text[language].lower() for said_text in shown)
    assert "UNREAD" in gates(found)
    assert not re.search("customers|satisf|positive|negative|客户|顾客|满意|正面|负面", said(found, language))


def test_nothing_is_quoted_unless_the_plan_asks_for_it() -> None:
    assert quotes(themes([f"wait {word}" for word in "abcdefghijkl"])) == []


def test_quotes_are_drawn_alike_whatever_the_order_of_the_rows() -> None:
    texts = [f"a wait of the {word} kind" for word in ("first", "next", "same", "other", "last", "usual")] * 2
    shuffled = random.Random(1).sample(texts, len(texts))
    assert quotes(themes(texts, quotes=2)) == quotes(themes(shuffled, quotes=2))
    assert quotes(themes(texts, quotes=2))[0].count("“") == 2


def test_of_a_theme_of_four_people_nothing_is_quoted() -> None:
    assert quotes(themes(["wait"] * 4 + ["fine"] * 9, quotes=2)) == []
    assert quotes(themes(["wait"] * 5 + ["fine"] * 9, quotes=2)) == ["“wait”"]


def test_a_long_answer_is_not_quoted() -> None:
    assert quotes(themes(["wait " * 40] * 12, quotes=1)) == []


@pytest.mark.parametrize(
    ("written", "quoted"),
    [
        ("Mail me: jo.smith@example.org", "[…] me: […]"),
        ("order A-4711 of 3 May 2025", "order A-[…] of […] May […]"),
        ("Ask Ms Lee or john", "[…] […] […] or john"),
        ("小李师傅和陈经理都来过", "[…]师傅[…]经理都来过"),
        ("打电话13800138000或一三八零零", "打电话[…]或[…]"),
        ("我叫王小明", "我叫[…]"),
        ("see https://example.org/x\nand\twww.example.org", "see […] and […]"),
    ],
)
def test_what_could_name_a_person_is_taken_out(written: str, quoted: str) -> None:
    assert scrubbed(written) == quoted


@pytest.mark.parametrize("texts", [[], ["wait"] * 9, [Missing.NOT_ANSWERED] * 40])
def test_of_fewer_than_ten_answers_nothing_is_said(texts: Sequence[Any]) -> None:
    for found in asked(texts, themes=THEMES, quotes=2):
        assert found.refused
        assert gates(found) == {"SMALL_N"}


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"items": ("nothing",)}, "analysis-unknown-item"),
        ({"items": ("r1",)}, "analysis-not-open"),
        ({"themes": {"a": Theme(text("A", "甲"), ())}}, "open-theme-no-words"),
        ({"themes": {"a": Theme(text("A", "甲"), ("*",))}}, "open-theme-no-words"),
        ({"quotes": 3}, "open-quotes"),
        ({"seed": -1}, "analysis-bad-seed"),
    ],
)
def test_an_option_that_does_not_fit_is_told(options: dict[str, Any], code: str) -> None:
    with pytest.raises(AnalystError) as caught:
        asked(["wait"] * 12, **options)
    assert [p.code for p in caught.value.problems] == [code]
