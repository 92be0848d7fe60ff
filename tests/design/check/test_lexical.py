"""Advice on words, L1 to L12: each rule with what it finds and what it must leave alone, in both languages."""

import re

import pytest

from surveykit.design.check.lexical import negated
from surveykit.design.review import faults_in, review
from surveykit.errors import Severity
from tests.design.check.definitions import choice, codes, matrix, rating, reviewed, source

FOUND = {
    "L1": [
        ("en", "How clean and quiet was the room?"),
        ("en", "Was the clerk helpful as well as quick?"),
        ("en", "How do you rate the price/quality?"),
        ("en", "Were you served? Was the food warm?"),
        ("zh", "房间干净和安静吗？"),
        ("zh", "您对价格、质量满意吗？"),
        ("zh", "菜热吗？服务快吗？"),
    ],
    "L2": [
        ("en", "Don't you like the new colour?"),
        ("en", "Surely the queue was short?"),
        ("en", "Most people prefer tea. What do you prefer?"),
        ("en", "Why do you like our shop?"),
        ("en", "What problems did you have with the delivery?"),
        ("zh", "难道您不喜欢新颜色？"),
        ("zh", "大多数人喜欢喝茶，您呢？"),
        ("zh", "您是否同意这样的安排更好？"),
        ("zh", "您为什么这么喜欢本店？"),
    ],
    "L3": [
        ("en", "How did you find our award-winning cakes?"),
        ("en", "How was our friendly driver?"),
        ("en", "How was our Excellent service?"),
        ("en", "What do you think of the unfair fees?"),
        ("zh", "您如何评价我们的优质产品？"),
        ("zh", "您如何看待乱收费？"),
    ],
    "L4": [
        ("en", "Is the lift always clean?"),
        ("en", "Do you read every letter from us?"),
        ("zh", "电梯总是干净吗？"),
        ("zh", "您阅读所有来信吗？"),
    ],
    "L5": [
        ("en", "Did the driver not stop?"),
        ("en", "Was the letter without a date?"),
        ("en", "It is not true that nobody helped me."),
        ("zh", "司机没停车吗？"),
        ("zh", "并不是没有人帮忙。"),
    ],
    "L6": [
        ("en", "Do you often travel by train?"),
        ("en", "Have you moved house recently?"),
        ("zh", "您经常坐火车吗？"),
        ("zh", "最近您搬过家吗？"),
    ],
    "L7": [
        ("en", "How often do you cook?"),
        ("en", "How many times did you call us?"),
        ("en", "Have you ever complained?"),
        ("zh", "您多久做一次饭？"),
        ("zh", "您给我们打过几次电话？"),
        ("zh", "您是否投诉过？"),
    ],
    "L8": [
        ("en", "How is the CRM?"),
        ("en", "How was the onboarding?"),
        ("zh", "您如何评价CRM系统？"),
        ("zh", "您如何评价各触点的体验？"),
    ],
    "L9": [
        ("en", " ".join(["When", *["word"] * 30]) + "?"),
        ("en", "How clear was the letter which came after you had called because the parcel that we sent was lost?"),
        ("zh", "请您想一想" + "在门店里面排队等候的那一段时间里" * 3 + "怎么样？"),
        ("zh", "您对我们的门店的员工的态度的评价是？"),
    ],
    "L10": [
        ("en", "If the fare rose, would you take the bus?"),
        ("en", "Suppose the shop closed. Where would you go?"),
        ("zh", "如果票价上涨，您会坐公交车吗？"),
        ("zh", "假设门店关门，您会去哪里？"),
    ],
    "L11": [
        ("en", "What is your income?"),
        ("en", "What is your religion?"),
        ("zh", "您的月收入是多少？"),
        ("zh", "您的婚姻状况是？"),
        ("en", "Has anybody here evaded a fare?"),
        ("en", "What is your phone number?"),
        ("zh", "您逃过税吗？"),
    ],
    "L12": [
        ("en", "In the past year, how many cups of tea did you drink?"),
        ("en", "What did you eat as a child?"),
        ("zh", "过去一年，您喝了多少杯茶？"),
        ("zh", "小时候您吃什么？"),
    ],
}
LEFT = {
    "L1": [
        ("en", "How satisfied or dissatisfied are you with the room?"),
        ("en", "Would you tell a friend or colleague about us?"),
        ("en", "Have you read the terms and conditions?"),
        ("en", "How clean was the kitchen (worktops, sink and floor)?"),
        ("en", "How loud or quiet was the music?"),
        ("en", "How satisfied are you with the shops of H&M?"),
        ("zh", "房间干净还是不干净？"),
        ("zh", "您会告诉亲友或同事吗？"),
        ("zh", "包裹送得及时吗？"),
        ("zh", "您参与过活动吗？"),
        ("zh", "您和客服联系方便吗？"),
        ("zh", "包裹送得是及时，还是不及时？"),
        ("zh", "您对永和豆浆的服务满意吗？"),
    ],
    "L2": [
        ("en", "To what extent do you agree or disagree with this?"),
        ("en", "How good or bad was the tea?"),
        ("en", "Why did you choose us?"),
        ("en", "What made you choose this shop?"),
        ("zh", "您为什么选择我们？"),
        ("zh", "是什么让您选择这家店？"),
        ("zh", "您同意还是不同意？"),
        ("zh", "您对茶的味道满意吗？"),
    ],
    "L3": [
        ("en", "Was the fee fair or unfair?"),
        ("en", "How rude or polite was the driver?"),
        ("en", "Was the driver polite or rude?"),
        ("en", "How was your stay at Premium Inn?"),
        ("zh", "您喜欢可口可乐的味道吗？"),
        ("zh", "收费公平还是不公平？"),
        ("zh", "收费是否合理？"),
    ],
    "L4": [
        ("en", "All in all, how was the trip?"),
        ("en", "How were all visits in March?"),
        ("en", "Was the lift clean every day?"),
        ("zh", "总的来说，旅途如何？"),
        ("zh", "您有任何建议吗？"),
    ],
    "L5": [
        ("en", "Do you know whether or not the shop is open?"),
        ("en", "Are you satisfied or not?"),
        ("zh", "您是否喝茶？"),
        ("zh", "您有没有孩子？"),
        ("zh", "您满不满意？"),
        ("zh", "您对不同的茶非常熟悉吗？"),
        ("zh", "您满意还是不满意？"),
        ("zh", "您的问题解决了没有？"),
    ],
    "L6": [
        ("en", "In the past week, how often did you cook?"),
        ("en", "How was the tea on your most recent visit?"),
        ("zh", "最近一次来店，茶怎么样？"),
        ("zh", "最近3个月您喝茶多久一次？"),
        ("en", "How fairly is the work shared out?"),
        ("zh", "从点单到上菜，您等了多长时间？"),
        ("zh", "您最常去的是哪家门店？"),
        ("zh", "培训对您的日常工作有帮助吗？"),
    ],
    "L7": [
        ("en", "In the past 7 days, how often did you cook?"),
        ("en", "How often did you cook last week?"),
        ("en", "How many times since March did you call us?"),
        ("zh", "最近7天您做过几次饭？"),
        ("zh", "上周您多久做一次饭？"),
        ("zh", "今年您投诉过吗？"),
        ("zh", "您通过什么途径了解我们？"),
    ],
    "L8": [
        ("en", "Do you own a TV?"),
        ("en", "How is the customer relationship management (CRM) tool?"),
        ("zh", "您用过我们的APP吗？"),
    ],
    "L9": [("en", "When you arrived, how warm was the room?"), ("zh", "您到达的时候，房间里暖和吗？")],
    "L10": [
        ("en", "If you have complained before, how was it dealt with?"),
        ("en", "Would you like tea?"),
        ("zh", "如果您投诉过，处理得怎么样？"),
    ],
    "L11": [
        ("en", "How easy or difficult was it to find the phone number?"),
        ("en", "How do you rate our health and safety training?"),
        ("zh", "您买过我们的健康食品吗？"),
    ],
    "L12": [
        ("en", "In the past week, how many cups of tea did you drink?"),
        ("en", "How many cars did you buy in the past ten years?"),
        ("zh", "过去一周，您喝了多少杯茶？"),
        ("zh", "过去五年，您换工作几次？"),
    ],
}


@pytest.mark.parametrize(("rule", "language", "text"), [(r, *pair) for r, pairs in FOUND.items() for pair in pairs])
def test_what_a_rule_finds(rule, language, text):
    assert rule in faults_in(text, language)


@pytest.mark.parametrize(("rule", "language", "text"), [(r, *pair) for r, pairs in LEFT.items() for pair in pairs])
def test_what_a_rule_leaves_alone(rule, language, text):
    assert rule not in faults_in(text, language)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_rule_has_its_cases_in_both_languages(language):
    for cases in (FOUND, LEFT):
        assert [r for r, pairs in cases.items() if language in {lang for lang, _ in pairs}] == list(FOUND)
    assert list(FOUND) == [f"L{n}" for n in range(1, 13)]


CLEAN = {"en": "How was the repair?", "zh": "维修怎么样？"}


def asked(**words: str) -> set[str]:
    return codes(rating(**(CLEAN | words)))


def test_every_language_is_read_by_itself():
    assert asked() == set()
    assert asked(en="Was the repair always quick?") == {"absolute-words"}
    assert asked(zh="维修总是快吗？") == {"absolute-words"}


def test_advice_stands_at_the_text_of_its_language():
    item = "- id: q\n  kind: rating\n  text:\n    en: How was the repair?\n    zh: 维修总是快吗？\n  scale: good5\n"
    (found,) = reviewed(item).problems
    lines = 10  # what stands before the items of such a definition
    assert (found.code, found.place.line) == ("absolute-words", lines + 5)
    assert found.severity is Severity.ADVICE


def test_options_and_points_are_never_judged():
    always = choice({"a": "Always and only/总是和只有", "b": "Never/从不"})
    assert codes(always) == set()


def test_rows_of_a_matrix_are_judged():
    rows = matrix(2).replace("Step 1", "Clean and quiet rooms")
    assert codes(rows) == {"double-barrelled"}
    (found,) = reviewed(rows).problems
    assert found.values["found"] == "and"


def test_l1_a_choice_that_names_its_options_asks_one_thing():
    either = {"a": "Tea/茶", "b": "Coffee/咖啡"}
    question = choice(either).replace("Which one?", "Did you drink tea or coffee?")
    assert "double-barrelled" not in codes(question)
    assert "double-barrelled" in codes(question.replace("tea or coffee", "juice or milk"))


def test_l2_what_an_earlier_answer_said_may_be_taken_for_granted():
    first = rating("a")
    why = "- {id: w, kind: open_text, text: {en: What problems did you have?, zh: 遇到了哪些问题？}}"
    assert "leading-question" in codes(f"{first}\n{why}")
    assert "leading-question" not in codes(f"{first}\n{why[:-1]}, relevant: a < 3}}")


def test_l8_a_term_that_is_explained_is_none():
    asks = rating(en="How was the CRM?", zh="CRM怎么样？")
    assert "jargon" in codes(asks)
    explained = ", help: {en: CRM is our customer file., zh: CRM是客户档案。}"
    assert "jargon" not in codes(rating(en="How was the CRM?", zh="CRM怎么样？", more=explained))


@pytest.mark.parametrize("name", ["BYD", "H&M"])
def test_l8_a_name_that_the_survey_is_introduced_with_is_none(name):
    asks = source(rating(en=f"How was the service of {name}?", zh=f"{name}的服务怎么样？"))
    assert "jargon" in [p.code for p in review(asks).problems]
    introduced = re.sub("^title: .*$", f"title: {{en: Customers of {name}, zh: {name}顾客调查}}", asks, flags=re.M)
    assert "jargon" not in [p.code for p in review(introduced).problems]


def test_l7_options_may_name_the_period():
    often = choice({"a": "Once a week/每周一次", "b": "Once a month/每月一次"})
    cooking = often.replace("Which one?", "How often do you cook?").replace("哪一个？", "您多久做一次饭？")
    assert "no-reference-period" not in codes(cooking)
    bare = cooking.replace(" a week", "").replace(" a month", "").replace("每周", "").replace("每月", "两月")
    assert "no-reference-period" in codes(bare)


def test_l11_a_tag_or_a_refusal_answers_it():
    bands = {"a": "Under 3,000/不到3000元", "b": "3,000 or more/3000元及以上"}
    income = choice(bands).replace("Which one?", "What is your income?").replace("哪一个？", "您的收入是多少？")
    refused = choice(bands | {"r": "Prefer not to say/不愿透露|missing: refused"})
    assert "sensitive-question" in codes(income)
    assert "sensitive-question" not in codes(income[:-1] + ", sensitive: true}")
    assert "sensitive-question" not in codes(refused.replace("Which one?", "What is your income?"))


def test_l12_bands_ask_for_less():
    text = "In the past year, how many cups of tea did you drink?"
    bands = choice({"a": "Under 100/不到100杯", "b": "100 or more/100杯及以上"}).replace("Which one?", f'"{text}"')
    assert "recall-burden" not in codes(bands)
    assert "recall-burden" in codes(rating(en=text))


@pytest.mark.parametrize(
    ("tags", "words", "code"),
    [
        (
            "manner: hypothetical",
            {"en": "Suppose we closed. How bad or good?", "zh": "假设关门，好不好？"},
            "hypothetical-question",
        ),
        ("manner: indirect", {"en": "Surely it was good or bad?", "zh": "难道好不好？"}, "leading-question"),
        ("manner: indirect", {"en": "How were the awful rooms?", "zh": "糟糕的房间怎么样？"}, "loaded-words"),
        ("manner: indirect", {"en": "How about their income?", "zh": "收入怎么样？"}, "sensitive-question"),
        ("content: attitude", {"en": "How often are you happy?", "zh": "您多久高兴一次？"}, "no-reference-period"),
        (
            "content: attitude",
            {"en": "In the past year, how often were you sad?", "zh": "去年您有几次难过？"},
            "recall-burden",
        ),
    ],
)
def test_tags_take_rules_away(tags, words, code):
    assert code in codes(rating(**words))
    assert code in codes(rating(**words, more=", manner: direct, content: factual"))
    assert code not in codes(rating(**words, more=f", {tags}"))


def test_l7_behaviour_needs_a_period_also_without_a_word_that_asks_for_one():
    assert "no-reference-period" in codes(rating(more=", content: behaviour"))
    assert "no-reference-period" not in codes(rating())
    latest = rating(en="How was the latest repair?", zh="最近一次维修怎么样？", more=", content: behaviour")
    assert "no-reference-period" not in codes(latest)


def test_l5_two_negations_are_told_as_two():
    assert "double-negation" in asked(en="Was it not unlikely?")
    assert "negation" in asked(en="Was it not likely?")


def test_negations_are_found_by_language():
    assert negated("nobody came", "en") == ["nobody"]
    assert negated("没有人来", "zh") == ["没"]
    assert negated("niemand", "de") == []


def test_a_repeated_section_is_told_of_once():
    used = choice({"a": "Shop/门店", "b": "App/应用"}, kind="multiple_choice", id="used")
    again = (
        "  - id: way\n    repeat: used\n    title: {en: Way, zh: 途径}\n    items:\n"
        "      - {id: w, kind: open_text, text: {en: 'Was ${repeat} always good?', zh: '${repeat}总是好吗？'}}\n"
    )
    found = [p.code for p in review(source(used) + again).problems if p.code == "absolute-words"]
    assert len(found) == 2
