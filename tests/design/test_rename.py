"""Renaming: everything that names a thing follows, and the rest of the file stays as it was."""

import difflib
from pathlib import Path

import pytest

from surveykit.analysis import ANALYSES
from surveykit.core.document import parse
from surveykit.design.load import parse_questionnaire
from surveykit.design.rename import (
    rename,
    rename_in_mapping,
    rename_in_model,
    rename_in_plan,
    rename_in_translations,
)
from surveykit.design.simulation.reading import parse_model
from surveykit.design.target import targets
from surveykit.errors import AuthorError

ROOT = Path(__file__).parents[2]
SHOP = """\
questionnaire: shop   # a comment that says speed
version: "1"
languages: [en, zh]
title: {en: The shop, zh: 门店}
quotas: {quick: {label: {en: Quick, zh: 快}, when: speed >= 4, limit: 9}}
scales:
  five: {from: 1, to: 5, low: {en: bad, zh: 差}, high: {en: good, zh: 好}}
constructs:
  service: {role: quality, label: {en: Service, zh: 服务}, items: [speed, care], reverse: ["speed"]}
sections:
  - id: visit
    title: {en: Visit, zh: 到访}
    screen_out: not (channel = 'web') and speed < 1
    items:
      - id: channel
        kind: single_choice
        text: {en: How?, zh: 怎样？}
        options: {web: {en: Online, zh: 网上}, shop: {en: Shop, zh: 到店, specify: true}}
      - {id: speed, kind: rating, text: {en: How quick?, zh: 快吗？}, scale: five}
      - {id: care, kind: rating, text: {en: How careful?, zh: 细心吗？}, scale: five, relevant: speed <= 2}
      - id: problems
        kind: multiple_choice
        text: {en: Which problems?, zh: 哪些问题？}
        options: {noise: {en: Noise, zh: 噪音}, web: {en: Page, zh: 网页}, none: {en: None, zh: 无, exclusive: true}}
  - id: about
    repeat: problems
    title: {en: "About ${repeat}", zh: "关于${repeat}"}
    items:
      - {id: bad, kind: rating, text: {en: "How bad?", zh: "多差？"}, scale: five}
      - {id: told, kind: open_text, text: {en: Why?, zh: 为何？}, relevant: bad <= 2}
  - id: end
    title: {en: End, zh: 结束}
    relevant: >-
      selected(problems, 'noise')
      or speed > 3
      or bad_noise = 1
    items:
      - id: why
        kind: open_text
        text:
          en: |
            You said ${speed}.
            speed or ${ channel | speed }?
          zh: "您说 ${speed}，\\"${channel}\\"\\n为什么？"
        validate: [{check: length(why) > 3, message: {en: More, zh: 更多}}]
      - {id: total, kind: calculated, text: {en: Sum, zh: 合计}, value: "if(answered(speed), speed + care, 0)"}
"""


def lines(before: str, after: str) -> list[str]:
    """The lines that differ, as they are after."""
    diff = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line[2:].strip() for line in diff if line.startswith("+ ")]


def code(source: str, old: str, new: str) -> str:
    with pytest.raises(AuthorError) as caught:
        rename(source, "shop.yaml", old, new)
    return caught.value.problems[0].code


def test_an_item_is_followed_by_conditions_pipes_constructs_quotas_and_sums():
    done = rename(SHOP, "shop.yaml", "speed", "pace")
    assert lines(SHOP, done.definition.text) == [
        "quotas: {quick: {label: {en: Quick, zh: 快}, when: pace >= 4, limit: 9}}",
        'service: {role: quality, label: {en: Service, zh: 服务}, items: [pace, care], reverse: ["pace"]}',
        "screen_out: not (channel = 'web') and pace < 1",
        "- {id: pace, kind: rating, text: {en: How quick?, zh: 快吗？}, scale: five}",
        "- {id: care, kind: rating, text: {en: How careful?, zh: 细心吗？}, scale: five, relevant: pace <= 2}",
        "or pace > 3",
        "You said ${pace}.",
        'zh: "您说 ${pace}，\\"${channel}\\"\\n为什么？"',
        '- {id: total, kind: calculated, text: {en: Sum, zh: 合计}, value: "if(answered(pace), pace + care, 0)"}',
    ]
    changed = [
        at
        for at, (a, b) in enumerate(zip(SHOP.split("\n"), done.definition.text.split("\n"), strict=True), 1)
        if a != b
    ]
    assert list(done.definition.lines) == changed


def test_the_choice_of_a_repeated_section_is_followed_by_the_section():
    text = rename(SHOP, "shop.yaml", "problems", "trouble").definition.text
    assert lines(SHOP, text) == ["- id: trouble", "repeat: trouble", "selected(trouble, 'noise')"]
    assert "bad_noise" in parse_questionnaire(text).codebook.by_name


def test_a_question_of_a_repeated_section_is_followed_inside_and_outside():
    text = rename(SHOP, "shop.yaml", "bad", "awful").definition.text
    assert lines(SHOP, text)[1:] == [
        "- {id: told, kind: open_text, text: {en: Why?, zh: 为何？}, relevant: awful <= 2}",
        "or awful_noise = 1",
    ]


def test_an_option_is_followed_where_it_is_ticked_repeated_or_compared():
    noise = rename(SHOP, "shop.yaml", "noise", "din").definition.text
    assert lines(SHOP, noise)[1:] == ["selected(problems, 'din')", "or bad_din = 1"]
    web = rename(SHOP, "shop.yaml", "channel.web", "online")
    assert lines(SHOP, web.definition.text) == [
        "screen_out: not (channel = 'online') and speed < 1",
        "options: {online: {en: Online, zh: 网上}, shop: {en: Shop, zh: 到店, specify: true}}",
    ]
    assert web.names.options == {"channel": {"web": "online"}}
    assert rename(SHOP, "shop.yaml", "channel.shop", "store").names.variables == {
        "channel_shop_text": "channel_store_text"
    }


def test_scales_sections_and_constructs():
    assert len(rename(SHOP, "shop.yaml", "five", "points").definition.lines) == 4
    assert rename(SHOP, "shop.yaml", "section:end", "finish").definition.lines == (31,)
    assert rename(SHOP, "shop.yaml", "service", "quality").names.named == {"service": "quality"}


def test_what_is_written_in_a_windows_file_stays_so():
    text = rename(SHOP.replace("\n", "\r\n"), "shop.yaml", "speed", "pace").definition.text
    assert text == rename(SHOP, "shop.yaml", "speed", "pace").definition.text.replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("sped", "pace", "rename-unknown"),
        ("web", "page", "rename-ambiguous"),
        ("speed", "care", "rename-taken"),
        ("speed", "CARE", "rename-taken"),
        ("speed", "service", "rename-taken"),
        ("speed", "channel_shop_text", "rename-taken"),
        ("speed", "not", "rename-reserved"),
        ("speed", "repeat", "rename-reserved"),
        ("section:end", "thanks", "rename-reserved"),
        ("section:end", "about_noise", "rename-taken"),
        ("speed", "2nd", "bad-id"),
        ("speed", "s" * 33, "long-id"),
        ("problems", "p" * 30, "long-id"),
        ("noise", "web", "rename-taken"),
    ],
)
def test_what_cannot_be_is_refused(old, new, expected):
    assert code(SHOP, old, new) == expected


@pytest.mark.parametrize(("old", "near"), [("item:sped", "speed"), ("row:chanel", "channel"), ("chanel", "channel")])
def test_the_nearest_name_is_told_whatever_kind_was_said(old, near):
    with pytest.raises(AuthorError) as caught:
        rename(SHOP, "shop.yaml", old, "pace")
    assert caught.value.problems[0].values["hint"]["en"] == f"Did you mean “{near}”?"


def test_a_file_with_faults_and_a_name_behind_an_escape_are_refused():
    assert code(SHOP.replace("kind: open_text", "kind: open_txt"), "speed", "pace") == "unknown-kind"
    hidden = SHOP.replace("relevant: speed <= 2", 'relevant: "\\x73peed <= 2"')
    assert code(hidden, "speed", "pace") == "rename-hidden"


def test_capitals_alone_may_change():
    assert "id: Speed," in rename(SHOP, "shop.yaml", "speed", "Speed").definition.text


@pytest.mark.parametrize("path", sorted((ROOT / "questionnaires").glob("*.yaml")), ids=lambda p: p.stem)
def test_every_name_of_the_worked_examples_can_be_changed_and_changed_back(path):
    source = path.read_text(encoding="utf-8")
    things = list(targets(parse(source)))
    for thing in things[:: max(1, len(things) // 8)]:
        done = rename(source, path.name, thing.exact, "zz9")
        owner = f"{thing.owner}." if thing.owner else ""
        back = rename(done.definition.text, path.name, f"{thing.kind}:{owner}zz9", thing.id)
        assert back.definition.text == source


def test_a_plan_follows_in_names_and_nowhere_else():
    plan = """\
plan: service           # service
questionnaire: shop.yaml
analyses:
  - describe
  - reliability: {constructs: [service]}
  - regression: {outcome: service, predictors: [speed], errors: hc3}
report: {title: {en: service, zh: 服务}}
"""
    names = rename(SHOP, "shop.yaml", "service", "quality").names
    assert rename_in_plan(plan, "plan.yaml", ANALYSES, names).lines == (5, 6)
    names = rename(SHOP, "shop.yaml", "speed", "hc3").names
    assert "predictors: [hc3], errors: hc3}" in rename_in_plan(plan, "plan.yaml", ANALYSES, names).text


def test_a_plan_follows_in_its_interviewer_its_margins_and_what_goes_with_what():
    plan = """\
plan: p
questionnaire: shop.yaml
cleaning: {interviewer: channel}
weights: {margins: {channel: {web: 0.5, shop: 0.5}, speed: {web: 1}}}
analyses:
  - gaps: {pairs: {care: speed}, weights: {care: 1}}
  - regression: {outcome: service, blocks: {channel: [channel], speed: [speed]}}
  - open_answers: {items: [why], themes: {channel: {label: {en: channel, zh: 渠道}, words: [channel]}}}
groups: [channel]
path: {quality: [speed], mediator: care, outcome: service}
"""
    way = rename(SHOP, "shop.yaml", "channel", "way").names
    assert lines(plan, rename_in_plan(plan, "plan.yaml", ANALYSES, way).text) == [
        "cleaning: {interviewer: way}",
        "weights: {margins: {way: {web: 0.5, shop: 0.5}, speed: {web: 1}}}",
        "- regression: {outcome: service, blocks: {channel: [way], speed: [speed]}}",  # a block's name is a heading
        "groups: [way]",
    ]
    net = rename(SHOP, "shop.yaml", "channel.web", "net").names
    assert "{channel: {net: 0.5, shop: 0.5}, speed: {web: 1}}" in rename_in_plan(plan, "p.yaml", ANALYSES, net).text
    kind = rename(SHOP, "shop.yaml", "care", "kindness").names
    followed = rename_in_plan(plan, "plan.yaml", ANALYSES, kind).text
    assert "{pairs: {kindness: speed}, weights: {kindness: 1}}" in followed
    assert "mediator: kindness" in followed


MODEL = """\
loadings: {service: 0.8, speed: 0.6}      # of speed and service
paths: {liking: {service: 0.5}}
means: {speed: 0.7}
thresholds: {care: [-1, -0.5, 0, 1]}
groups: {channel: {shares: {web: 0.4, shop: 0.6}, shifts: {web: {service: 0.3}}}}
missing: {share: 0.02, items: {speed: 0.1, bad_noise: 0.2}, by: {channel: {web: 2}}}
"""
LIKING = "  liking: {role: loyalty, label: {en: Liking, zh: 喜欢}, items: [bad_noise]}\nsections:"


@pytest.mark.parametrize(
    ("old", "new", "instead"),
    [
        ("service", "quality", {"service:": "quality:"}),
        ("speed", "pace", {"speed:": "pace:"}),
        ("channel", "way", {"channel:": "way:"}),
        ("channel.web", "net", {"web:": "net:"}),
        ("liking", "loyalty", {"liking:": "loyalty:"}),
        ("bad", "awful", {"bad_noise:": "awful_noise:"}),
    ],
)
def test_a_simulation_model_follows_in_its_keys(old, new, instead):
    shop = SHOP.replace("sections:", LIKING, 1)
    done = rename(shop, "shop.yaml", old, new)
    followed = rename_in_model(MODEL, "model.yaml", done.names).text
    wanted = MODEL
    for before, after in instead.items():
        wanted = wanted.replace(before, after)
    assert followed == wanted
    parse_model(followed, parse_questionnaire(done.definition.text))


def test_a_construct_and_a_question_of_one_name_are_told_apart_in_a_model():
    shop = SHOP.replace("service: {role", "problems: {role")
    model = "loadings: {problems: 0.8}\nmissing: {items: {problems: 0.1}}\n"
    item = rename(shop, "shop.yaml", "item:problems", "trouble").names
    assert rename_in_model(model, "m.yaml", item).text == model.replace("items: {problems", "items: {trouble")
    construct = rename(shop, "shop.yaml", "construct:problems", "service").names
    assert rename_in_model(model, "m.yaml", construct).text == model.replace(
        "loadings: {problems", "loadings: {service"
    )


def test_columns_of_a_foreign_file_keep_their_names():
    mapping = "id: speed\nignore: [care]\nstarted: speed\ncolumns: {speed: {variable: speed}}\n"
    names = rename(SHOP, "shop.yaml", "speed", "pace").names
    assert rename_in_mapping(mapping, "x.map.yaml", names).text == mapping.replace("variable: speed", "variable: pace")


def test_a_mapping_file_and_confirmed_translations_follow():
    mapping = "columns:\n  speed: {variable: speed}\n  C: {variable: channel, codes: {speed: web, W: web}}\n"
    speed, web = rename(SHOP, "shop.yaml", "speed", "pace").names, rename(SHOP, "shop.yaml", "channel.web", "net").names
    assert rename_in_mapping(mapping, "x.map.yaml", speed).text == mapping.replace("variable: speed", "variable: pace")
    assert "{speed: net, W: net}" in rename_in_mapping(mapping, "x.map.yaml", web).text
    followed = rename_in_translations('["a ${speed}",\n"b"]\n', speed)
    assert (followed.text, followed.lines) == ('["a ${pace}",\n"b"]\n', (1,))
