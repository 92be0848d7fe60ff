"""What changed between two versions, and of which weight it is."""

import pytest

from surveykit.design.change import Weight, moved
from surveykit.design.diff import changes, gravest
from surveykit.design.load import read
from surveykit.design.rename import rename

SHOP = """\
questionnaire: shop
version: "1"
languages: [en, zh]
title: {en: The shop, zh: 门店}
scales:
  five: {levels: {1: {en: very bad, zh: 很差}, 2: {en: bad, zh: 差}, 3: {en: good, zh: 好}}}
constructs:
  service: {role: quality, label: {en: Service, zh: 服务}, items: [speed, care]}
sections:
  - id: visit
    title: {en: Visit, zh: 到访}
    items:
      - id: way
        kind: single_choice
        text: {en: How did you come?, zh: 您怎么来的？}
        options: {foot: {en: On foot, zh: 步行}, bus: {en: By bus, zh: 公交}}
      - {id: speed, kind: rating, text: {en: How quick was the service?, zh: 服务快吗？}, scale: five}
      - {id: care, kind: rating, text: {en: How careful was it?, zh: 细心吗？}, scale: five}
      - {id: age, kind: number, text: {en: How old are you?, zh: 您多大？}, unit: {en: years, zh: 岁}, maximum: 120}
      - {id: mood, kind: slider, text: {en: How was it?, zh: 感觉如何？}, maximum: 10}
  - id: end
    title: {en: End, zh: 结束}
    relevant: age > 20
    items:
      - {id: why, kind: open_text, text: {en: Why?, zh: 为何？}}
"""
B, A, H = Weight.BREAKING, Weight.ADDITIVE, Weight.HARMLESS


def found(old: str, new: str, times: int = 1) -> list[tuple[Weight, str, str]]:
    assert SHOP.count(old) >= times
    after = read(SHOP.replace(old, new))
    assert not [p for p in after.problems if p.severity == "error"]
    return [(c.weight, c.code, c.thing) for c in changes(read(SHOP).written, after.written)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("How old are you", "How old you are", [(H, "wording", "item:age")]),
        ("{en: Visit, zh: 到访}", "{en: Your visit, zh: 到访}", [(H, "wording", "section:visit")]),
        ("en: On foot", "en: on foot", [(H, "wording", "option:way.foot")]),
        ("en: very bad", "en: really bad", [(H, "wording", "scale:five")]),
        ("kind: open_text,", "kind: open_text, required: true,", [(H, "accepted", "item:why")]),
        ("maximum: 120", "maximum: 110", [(H, "accepted", "item:age")]),
        ("age > 20", "(age  >  20)", []),
        ("role: quality", "role: value", [(H, "note", "construct:service")]),
        ("  service: {", "  assistance: {", [(H, "construct-renamed", "construct:service")]),
        (
            "  service: {role: quality, label: {en: Service, zh: 服务}, items: [speed, care]}",
            "  help: {role: quality, label: {en: Help, zh: 服务}, items: [care, speed]}",
            [(H, "construct-renamed", "construct:service"), (H, "wording", "construct:service")],
        ),
    ],
)
def test_what_leaves_answers_as_they_were_is_harmless(old, new, expected):
    assert found(old, new) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("zh: 公交}}", "zh: 公交}, car: {en: By car, zh: 开车}}", [(A, "part-added", "option:way.car")]),
        (
            "kind: open_text, text: {en: Why?, zh: 为何？}}",
            "kind: open_text, text: {en: Why?, zh: 为何？}}\n"
            "      - {id: more, kind: open_text, text: {en: More?, zh: 还有？}}",
            [(A, "item-added", "item:more")],
        ),
        ("zh: 好}}}", "zh: 好}}, not_applicable: {en: none, zh: 无}}", [(A, "reason-added", "scale:five")]),
        (
            "{foot: {en: On foot, zh: 步行}",
            "{foot: {en: On foot, zh: 步行, specify: true}",
            [(A, "variables-added", "item:way")],
        ),
    ],
)
def test_what_comes_beside_earlier_answers_is_additive(old, new, expected):
    assert found(old, new) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("foot: {en: On foot, zh: 步行}", "sail: {en: Ship, zh: 乘船}", (B, "part-removed", "option:way.foot")),
        ("foot: {en", "walk: {en", (B, "part-renamed", "option:way.foot")),
        ("{en: On foot, zh: 步行}", "{en: By car, zh: 开车}", (B, "part-replaced", "option:way.foot")),
        ("{foot: {en: On foot, zh: 步行}", "{foot: {en: On foot, zh: 步行, code: 7}", (B, "codes", "item:way")),
        ("zh: 公交}", "zh: 公交, missing: refused}, x: {en: X, zh: 某}", (B, "meaning", "option:way.bus")),
        ("id: age", "id: years", (B, "item-renamed", "item:age")),
        ("age > 20", "age > 30", (B, "condition", "section:end")),
        ("kind: slider", "kind: number", (B, "kind", "item:mood")),
        ("maximum: 10}", "maximum: 100}", (B, "other-range", "item:mood")),
        ("3: {en: good, zh: 好}", "3: {en: good, zh: 好}, 4: {en: best, zh: 最好}", (B, "other-range", "scale:five")),
        (
            "1: {en: very bad, zh: 很差}, 2: {en: bad, zh: 差}, 3: {en: good, zh: 好}",
            "1: {en: good, zh: 好}, 2: {en: bad, zh: 差}, 3: {en: very bad, zh: 很差}",
            (B, "other-labels", "scale:five"),
        ),
        (
            "{en: How old are you?, zh: 您多大？}",
            "{en: What do you earn?, zh: 您的月收入是多少？}",
            (B, "replaced", "item:age"),
        ),
        (
            "{en: How careful was it?, zh: 细心吗？}",
            "{en: How careful was it not?, zh: 不细心吗？}",
            (B, "turned", "item:care"),
        ),
        ("1: {en: very bad, zh: 很差}", "1: {en: excellent, zh: 极佳}", (B, "part-replaced", "scale:five")),
        ("{en: years, zh: 岁}", "{en: months, zh: 月}", (B, "unit", "item:age")),
        ("items: [speed, care]", "items: [speed]", (B, "score", "construct:service")),
        ("  - id: end\n", "  - id: end\n    screen_out: age > 90\n", (B, "screening", "section:end")),
        (
            "  - id: end\n",
            "      - {id: b, kind: open_text, text: {en: B?, zh: 乙？}}\n  - id: end\n",
            (A, "item-added", "item:b"),
        ),
    ],
)
def test_what_earlier_answers_do_not_survive_is_breaking(old, new, expected):
    source = SHOP.replace(old, new)
    source = source.replace("age > 20", "years > 20") if old == "id: age" else source
    after = read(source)
    assert not [p for p in after.problems if p.severity == "error"]
    assert expected in [(c.weight, c.code, c.thing) for c in changes(read(SHOP).written, after.written)]


def test_the_gravest_change_comes_first_and_each_has_words_in_both_languages():
    changed = (
        SHOP.replace("age > 20", "age > 30")
        .replace("How old are", "What age are")
        .replace("title: {en: The", "title: {en: A")
    )
    all_of_them = changes(read(SHOP).written, read(changed).written)
    assert gravest(all_of_them) is Weight.BREAKING
    assert [c.weight for c in all_of_them] == [B, H, H]
    assert all(c.what.keys() == c.why.keys() == {"en", "zh"} for c in all_of_them)
    assert "age > 30" in all_of_them[0].what["zh"]
    assert gravest([]) is None


def test_a_language_more_or_less_is_told_once():
    one = SHOP.replace("[en, zh]", "[en]")
    for text in (
        "门店",
        "很差",
        "差",
        "好",
        "服务",
        "到访",
        "您怎么来的？",
        "步行",
        "公交",
        "服务快吗？",
        "细心吗？",
        "您多大？",
        "岁",
        "感觉如何？",
        "结束",
        "为何？",
    ):
        one = one.replace(f", zh: {text}}}", "}")
    fewer = [(c.weight, c.code) for c in changes(read(SHOP).written, read(one).written)]
    more = [(c.weight, c.code) for c in changes(read(one).written, read(SHOP).written)]
    assert (fewer, more) == ([(H, "language-removed")], [(A, "language-added")])


def test_a_question_on_another_page_takes_that_page_s_condition():
    item = "      - {id: mood, kind: slider, text: {en: How was it?, zh: 感觉如何？}, maximum: 10}\n"
    moved_on = SHOP.replace(item, "") + item
    told = [(c.weight, c.code, c.thing) for c in changes(read(SHOP).written, read(moved_on).written)]
    assert (B, "condition", "item:mood") in told
    assert (H, "page", "item:mood") in told


def test_the_copies_of_a_repeated_section_are_told_once():
    repeated = SHOP.replace("kind: single_choice", "kind: multiple_choice").replace("relevant: age > 20", "repeat: way")
    other = repeated.replace("id: why,", "id: because,")
    told = [(c.code, c.thing) for c in changes(read(repeated).written, read(other).written)]
    assert told == [("item-renamed", "item:why")]


def test_the_fewest_moves_explain_an_order():
    assert moved(["a", "b", "c", "d"], ["d", "a", "b", "c", "e"]) == ["d"]
    assert moved(["a", "x", "b"], ["a", "b"]) == []


def test_a_section_is_recognised_by_its_questions_or_by_its_title():
    assert found("id: end", "id: last") == [(H, "section-renamed", "section:end")]
    assert found("id: end\n    title: {en: End, zh: 结束}", "id: last\n    title: {en: Why, zh: 原因}") == [
        (H, "section-renamed", "section:end"),
        (H, "wording", "section:end"),
    ]
    more = "      - {id: more, kind: open_text, text: {en: More?, zh: 还有？}}\n  - id: last\n"
    assert found("  - id: end\n", more) == [(A, "item-added", "item:more"), (H, "section-renamed", "section:end")]


READ = SHOP.replace("relevant: age > 20", "relevant: age > 20 and way = 'foot' and selected(extra, 'car')").replace(
    "      - {id: mood",
    "      - {id: extra, kind: multiple_choice, text: {en: And what else?, zh: 还有呢？},\n"
    "         options: {car: {en: By car, zh: 开车}, ship: {en: By ship, zh: 乘船}}}\n"
    "      - {id: grid, kind: matrix, text: {en: How was each?, zh: 各项如何？}, scale: five,\n"
    "         rows: {till: {en: The till, zh: 收银台}, door: {en: The door, zh: 门口}}}\n"
    "      - {id: mood",
)
YOUNG = """\
derived:
  young:
    label: {en: Age, zh: 年龄}
    bands: {of: age, at: [30], options: {low: {en: up to 29, zh: 29岁及以下}, high: {en: from 30, zh: 30岁及以上}}}
"""
READ = READ.replace("items: [speed, care]", "items: [speed, care, till]").replace("sections:", f"{YOUNG}sections:")
READ = READ.replace("Why?, zh: 为何？", '"Why ${age}?", zh: "为何${age}？"')


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("item:age", "years", [(B, "item-renamed", "item:age")]),
        ("item:extra", "besides", [(B, "item-renamed", "item:extra")]),
        ("way.foot", "walk", [(B, "part-renamed", "option:way.foot"), (B, "other-labels", "item:way")]),
        ("extra.car", "auto", [(B, "part-renamed", "option:extra.car")]),
        ("till", "cash", [(B, "part-renamed", "row:grid.till")]),
        ("item:speed", "pace", [(B, "item-renamed", "item:speed")]),
        ("section:end", "last", [(H, "section-renamed", "section:end")]),
    ],
)
def test_what_merely_follows_a_new_name_is_no_change(old, new, expected):
    after = rename(READ, "shop.yaml", old, new).definition.text
    told = changes(read(READ).written, read(after).written)
    assert [(c.weight, c.code, c.thing) for c in told] == expected
    assert told[0].values["new"] == new


KEPT = """\
records:
  wait: {label: {en: Time in the queue, zh: 排队时间}, kind: number, unit: {en: minutes, zh: 分钟}, minimum: 0}
  desk: {label: {en: Which desk, zh: 柜台}, kind: choice,
         options: {left: {en: Left, zh: 左}, right: {en: Right, zh: 右}}}
derived:
  long: {label: {en: All of it, zh: 总时长}, sum: [wait, age]}
  twice: {label: {en: On average, zh: 平均}, mean: [long, wait]}
  side: {label: {en: Side, zh: 侧}, recode: {from: desk, codes: {left: near, right: far},
         options: {near: {en: near, zh: 近}, far: {en: far, zh: 远}}}}
"""
KEPT = SHOP.replace("sections:", f"{KEPT}sections:")


def kept(*words: tuple[str, str]) -> list[tuple[Weight, str, str, object]]:
    after = KEPT
    for old, new in words:
        assert old in after
        after = after.replace(old, new)
    told = read(after)
    assert not [p for p in told.problems if p.severity == "error"]
    return [(c.weight, c.code, c.thing, c.values.get("new")) for c in changes(read(KEPT).written, told.written)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("record:wait", "queue", [(B, "record-renamed", "record:wait", "queue")]),
        ("derived:long", "duration", [(H, "derived-renamed", "derived:long", "duration")]),
        ("derived:side", "place", [(H, "derived-renamed", "derived:side", "place")]),
        ("desk.left", "first", [(B, "part-renamed", "option:desk.left", "first")]),
    ],
)
def test_a_record_or_a_derived_variable_is_recognised_under_another_name(old, new, expected):
    after = rename(KEPT, "shop.yaml", old, new).definition.text
    told = changes(read(KEPT).written, read(after).written)
    own = [(c.weight, c.code, c.thing, c.values.get("new")) for c in told if c.code != "other-labels"]
    assert own == expected
    assert all(c.what[language] and c.why[language] for c in told for language in ("en", "zh"))


def test_a_derived_variable_is_recognised_by_what_it_is_made_of_or_by_its_words():
    assert kept(("twice: {label: {en: On average, zh: 平均}", "mid: {label: {en: The mean, zh: 均值}")) == [
        (H, "derived-renamed", "derived:twice", "mid"),
        (H, "wording", "derived:twice", None),
    ]
    assert kept(("twice:", "mid:"), ("mean: [long, wait]", "mean: [long, age]")) == [
        (B, "derivation", "derived:twice", None),
        (H, "derived-renamed", "derived:twice", "mid"),
    ]


def test_a_chain_of_derived_variables_under_other_names_is_recognised():
    assert kept(("long", "all"), ("twice", "mid"), ("wait", "queue")) == [
        (B, "record-renamed", "record:wait", "queue"),
        (H, "derived-renamed", "derived:long", "all"),
        (H, "derived-renamed", "derived:twice", "mid"),
    ]


def test_what_has_neither_the_words_nor_the_making_is_another_thing():
    other = "side: {label: {en: Side, zh: 侧}", "wing: {label: {en: Wing, zh: 翼}"
    assert kept(
        ("desk: {label: {en: Which desk, zh: 柜台}", "till: {label: {en: Which till, zh: 收银台}"),
        ("from: desk", "from: till"),
        other,
    ) == [
        (B, "record-removed", "record:desk", None),
        (B, "derived-removed", "derived:side", None),
        (A, "record-added", "record:till", None),
        (A, "derived-added", "derived:wing", None),
    ]


def test_a_condition_that_reads_another_question_is_told_beside_a_new_name():
    after = rename(READ, "shop.yaml", "age", "years").definition.text.replace("years > 20", "mood > 20")
    told = {(c.code, c.thing) for c in changes(read(READ).written, read(after).written)}
    assert {("item-renamed", "item:age"), ("condition", "section:end")} <= told
