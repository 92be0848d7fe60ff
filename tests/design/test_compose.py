"""Several templates in one questionnaire: nothing asked twice, no name twice, every condition still reads its own."""

from functools import cache
from itertools import permutations
from pathlib import Path

import pytest

from surveykit.core.questionnaire import Questionnaire
from surveykit.design.check.structure import structural_problems
from surveykit.design.compose import Part, compose, joined
from surveykit.design.load import parse_questionnaire, read_definition
from surveykit.design.wording import Template, load_template, make, parameters, settings
from surveykit.errors import AuthorError, Severity

FOLDER = Path(__file__).parents[2] / "templates" / "questionnaire"
NAMES = [path.stem for path in sorted(FOLDER.glob("*.yaml"))]
HEAD = """
questionnaire: {name}
version: "1"
languages: [en]
title: About {name}
intro: It is about {name}.
instrument:
  wording: Our own.
  status: {status}
  note: About {name}. Pilot it first.
  references: [Smith (2000)., {name} (2001).]
"""
SPEED = """
scales:
  degree: {levels: {1: slow, 2: fair, 3: quick}}
  chance: {from: 0, to: 10, low: none, high: certain}
constructs:
  speed: {role: quality, label: Speed, items: [a_1, a_2]}
sections:
  - id: main
    title: Speed
    items:
      - {id: a, kind: matrix, text: How quick?, scale: degree, rows: {a_1: Start, a_2: End}}
      - {id: recommend, kind: rating, text: Would you?, scale: chance}
      - {id: why, kind: open_text, text: "Why ${recommend}?", relevant: recommend <= 6}
  - id: about_you
    role: background
    title: About you
    intro: One thing.
    items:
      - {id: tenure, kind: number, text: How many years?}
"""
HEIGHT = """
scales:
  degree: {levels: {1: low, 2: fair, 3: high}}
  chance: {from: 0, to: 10, low: none, high: certain}
constructs:
  speed: {role: value, label: Height, items: [a_1, a_2, b_1], reverse: [a_2]}
sections:
  - id: filter
    role: screening
    title: Filter
    items:
      - {id: adult, kind: single_choice, text: Of age?, options: {"yes": "Yes", "no": "No"}}
  - id: main
    title: Height
    items:
      - {id: a, kind: matrix, text: How high?, scale: degree, rows: {a_1: Left, a_2: Right}}
      - {id: b_1, kind: rating, text: How high in all?, scale: degree}
      - {id: recommend, kind: rating, text: Would you?, scale: chance}
      - {id: low, kind: open_text, text: "Why ${a_1}, ${recommend|so many}?", relevant: a_1 <= 2 and recommend <= 6}
  - id: about_you
    role: background
    title: About you
    intro: Two things.
    items:
      - {id: tenure, kind: number, text: How many years?}
      - {id: children, kind: number, text: How many children?}
"""


def part(name: str, body: str, status: str = "unvalidated") -> Part:
    return Part(name, parse_questionnaire(HEAD.format(name=name, status=status) + body))


@pytest.fixture(scope="module")
def whole() -> Questionnaire:
    return joined([part("speed", SPEED, "piloted"), part("tall-things", HEIGHT)])


def test_screening_comes_first_and_background_last(whole):
    assert [section.id for section in whole.sections] == ["filter", "main", "tall_things_main", "about_you"]


def test_the_first_gives_the_words_around(whole):
    assert (whole.id, whole.title, whole.intro) == ("speed", {"en": "About speed"}, {"en": "It is about speed."})


def test_an_equal_question_is_asked_once(whole):
    ids = [item.id for item in whole.items]
    assert ids.count("recommend") == ids.count("tenure") == 1
    assert [item.id for item in whole.section("about_you").items] == ["tenure", "children"]
    assert whole.section("about_you").intro == {"en": "Two things."}


def test_what_clashes_gets_the_name_of_its_template(whole):
    matrix = whole.item_by_id["tall_things_a"]
    assert [v.name for v in matrix.variables()] == ["tall_things_a_1", "tall_things_a_2"]
    assert matrix.scale == whole.scales["tall_things_degree"]
    constructs = {c.id: c for c in whole.constructs}
    assert constructs["speed"].items == ("a_1", "a_2")
    assert constructs["tall_things_speed"].items == ("tall_things_a_1", "tall_things_a_2", "b_1")
    assert constructs["tall_things_speed"].reverse == ("tall_things_a_2",)


def test_conditions_and_piped_answers_read_the_new_names(whole):
    low = whole.item_by_id["low"]
    assert low.relevant.source == "tall_things_a_1 <= 2 and recommend <= 6"
    assert low.text == {"en": "Why ${tall_things_a_1}, ${recommend|so many}?"}


def test_a_question_that_reads_a_renamed_one_is_another_question():
    first, second = SPEED, SPEED.replace("Would you?", "Will you?")
    whole = joined([part("one", first), part("two", second)])
    why = {id: item.relevant.source for id, item in whole.item_by_id.items() if id.endswith("why")}
    assert why == {"why": "recommend <= 6", "two_why": "two_recommend <= 6"}


def test_the_same_question_about_something_else_is_asked_again():
    second = SPEED.replace("    title: Speed\n", "    title: Speed\n    intro: Now think of the shop.\n")
    whole = joined([part("one", SPEED), part("shop", second)])
    assert "shop_recommend" in whole.item_by_id
    assert whole.section("shop_main").intro == {"en": "Now think of the shop."}


def test_the_least_is_claimed_and_every_reference_named_once(whole):
    assert whole.instrument.status == "unvalidated"
    assert whole.instrument.note == {"en": "About speed. Pilot it first. About tall-things."}
    assert whole.instrument.references == ("Smith (2000).", "speed (2001).", "tall-things (2001).")


def test_a_prefix_that_makes_a_name_too_long_is_shortened():
    long = "very_long_name_of_a_question"
    bodies = [SPEED.replace("id: why", f"id: {long}").replace("Why", word) for word in ("Why", "What for")]
    whole = joined([part("one", bodies[0]), part("customer-opinions", bodies[1])])
    assert f"co_{long}" in whole.item_by_id


def test_what_is_set_aside_for_a_whole_template_names_it():
    short, order = "ignore: {S20: short}\n", "ignore: {S20: small, S16: the order}\n"
    read = joined([part("one", SPEED + short), part("other", HEIGHT + order)])
    assert read.ignore == {"S20": "one: short; other: small", "S16": "other: the order"}


def test_languages_have_to_be_the_same():
    text = HEAD.format(name="zh", status="piloted") + SPEED
    other = parse_questionnaire(text.replace("languages: [en]", "languages: [zh]"))
    with pytest.raises(AuthorError) as error:
        joined([part("one", SPEED), Part("zh", other)])
    assert [p.code for p in error.value.problems] == ["template-languages"]


# --- the shipped templates --------------------------------------------------------------------------


@cache
def template(name: str) -> Template:
    return load_template(FOLDER / f"{name}.yaml")


@cache
def made(name: str) -> Part:
    one = template(name)
    return Part(name, parse_questionnaire(make(one, "made", settings({}, one))))


@pytest.mark.parametrize("first", NAMES)
def test_any_two_templates_make_one_questionnaire(first):
    for second in NAMES:
        if second == first:
            continue
        whole = joined([made(first), made(second)])
        problems = structural_problems(whole, {})
        assert [p for p in problems if p.severity is Severity.ERROR] == [], (first, second)
        names = [v.name.lower() for v in whole.codebook.variables]
        assert len(names) == len({*names}), (first, second)
        apart = sum(len(made(name).questionnaire.constructs) for name in (first, second))
        assert len(whole.constructs) <= apart


@pytest.mark.parametrize("names", [(a, b) for a, b in zip(NAMES, [*NAMES[1:], NAMES[0]], strict=True)])
def test_the_text_of_two_templates_reads_back_as_the_whole(names):
    chosen = [template(name) for name in names]
    text = compose(chosen, "made", settings({}, *chosen))
    definition, problems = read_definition(text)
    assert [p for p in problems if p.severity is Severity.ERROR] == []
    values = settings({}, *chosen)
    parts = [Part(t.id, parse_questionnaire(make(t, "made", values))) for t in chosen]
    assert definition.questionnaire == joined(parts)


@pytest.mark.slow
def test_three_templates_in_any_order():
    for names in permutations(("after-sales", "loyalty-phases", "telephone", "kano"), 3):
        whole = joined([made(name) for name in names])
        assert [p for p in structural_problems(whole, {}) if p.severity is Severity.ERROR] == [], names


def test_comments_and_settings_stay():
    chosen = [template("after-sales"), template("recommendation")]
    text = compose(chosen, "mine", settings({"company": "Acme"}, *chosen))
    assert text.startswith("# Made from the templates after-sales (version 1), recommendation (version 1) with:\n")
    assert "\n# recommendation:\n" in text
    assert (
        "      # Asked only of those served at home.\n      # 只问接受过上门服务的人。\n      - id: punctual\n" in text
    )
    assert "own and must not be averaged with the 5-point items below.\n  # `recommend`" in text
    assert parse_questionnaire(text).title["en"].startswith("After-sales service of Acme")


def test_what_is_told_of_a_question_uses_its_new_name():
    chosen = [template("after-sales"), template("csat")]
    text = compose(chosen, "mine", settings({}, *chosen))
    assert "delete csat_sa_2 and csat_sa_3 here" in text
    note = parse_questionnaire(text).instrument.note
    assert "the two highest answers to csat_sa_1" in note["en"]
    assert "csat_sa_1最高两级" in note["zh"]


def test_a_parameter_is_asked_once_and_minutes_add_up():
    chosen = [template("after-sales"), template("recommendation")]
    asked = parameters(chosen)
    assert asked["company"].default["en"] == "Example Electronics"
    assert asked["minutes"].default == {"en": "9", "zh": "9"}
    text = compose(chosen, "mine", settings({}, *chosen))
    assert "about 9 minutes" in parse_questionnaire(text).intro["en"]
    assert "大约需要9分钟" in parse_questionnaire(text).intro["zh"]


def test_a_parameter_of_one_name_is_one_thing_in_every_template():
    labels = [(name, *p.label.values(), p.type) for t in map(template, NAMES) for name, p in t.parameters.items()]
    assert len({*labels}) == len({name for name, *_ in labels})


def test_a_template_named_twice_is_refused():
    with pytest.raises(AuthorError) as error:
        compose([template("csat"), template("csat")], "mine", settings({}, template("csat")))
    assert [p.code for p in error.value.problems] == ["template-twice"]
