"""Definitions: a sound one has no problems; each thing that can be wrong is told with its code and its line."""

import ast
import time
from pathlib import Path

import pytest

from surveykit.core.expression import Expression
from surveykit.design.load import parse_questionnaire, read_definition
from surveykit.errors import AuthorError, Severity

DESIGN = Path(__file__).parents[2] / "surveykit" / "design"
HEAD = """\
questionnaire: tiny
version: "1"
languages: [en]
title: Tiny
"""
SECTION = """\
sections:
  - id: only
    title: Only
    items:
"""
SPEED = "      - {id: speed, kind: rating, text: Speed?, scale: {from: 1, to: 5}}\n"
CHANNEL = "      - {id: channel, kind: single_choice, text: How?, options: {phone: Phone, app: App}}\n"
MATRIX = "      - {id: rs, kind: matrix, text: H?, scale: {from: 1, to: 5}, rows: {rs_1: A, rs_2: B}}\n"
WHY = "      - {id: why, kind: open_text, text: Why?}\n"
TINY = HEAD + SECTION + WHY


def problems(source: str) -> list[tuple[str, int | None]]:
    """Code and line of every problem of a definition, in the order of the file."""
    try:
        return [(p.code, p.place.line) for p in read_definition(source, "tiny.yaml")[1]]
    except AuthorError as error:
        return [(p.code, p.place.line) for p in error.problems]


def items(*lines: str) -> str:
    """A questionnaire of these items: the first one stands in line 9."""
    return HEAD + SECTION + "".join(line if line.startswith(" ") else f"      - {line}\n" for line in lines)


def choice(options: str, more: str = "", kind: str = "single_choice") -> str:
    return items(f"{{id: q, kind: {kind}, text: Q?, options: {{{options}}}{more}}}")


def scaled(scale: str) -> str:
    return items(f"{{id: q, kind: rating, text: Q?, scale: {scale}}}")


def construct(content: str, *more: str) -> str:
    """A construct in line 5 over three ratings a, b, c."""
    ratings = [f"{{id: {n}, kind: rating, text: Q?, scale: {{from: 1, to: 5}}}}" for n in "abc"]
    return HEAD + f"constructs: {{x: {{label: X, {content}}}}}\n" + items(*ratings, *more).removeprefix(HEAD)


def top(line: str) -> str:
    """A top-level line in line 5."""
    return HEAD + line + "\n" + SECTION + WHY


MANY = ", ".join(f"o{i}: X" for i in range(3))
CASES = {
    "bad-name": (TINY.replace("tiny", "a b"), 1),
    "no-such-language": (TINY.replace("[en]", "[fr]"), 3),
    "no-languages": (TINY.replace("[en]", "[]"), 3),
    "needs-mapping": (top("scales: [a]"), 5),
    "missing-key": (items("{id: q, text: Q?}"), 9),
    "unknown-key": (items("{id: q, kind: open_text, text: Q?, lnes: 3}"), 9),
    "unknown-kind": (items("{id: q, kind: opentext, text: Q?}"), 9),
    "unknown-scale": (scaled("spede5"), 9),
    "scale-levels-or-range": (scaled("{levels: {1: A, 2: B}, from: 1}"), 9),
    "scale-range": (scaled("{from: 5, to: 1}"), 9),
    "missing-code-in-range": (scaled("{levels: {-1: A, 0: B}}"), 9),
    "duplicate-id": (items("{id: q, kind: open_text, text: A}", "{id: q, kind: open_text, text: B}"), 10),
    "too-few-points": (scaled("{levels: {1: A}}"), 9),
    "no-rows": (items("{id: q, kind: matrix, text: Q?, scale: {from: 1, to: 5}, rows: {}}"), 9),
    "too-few-options": (choice("a: A, b: {en: B, missing: refused}"), 9),
    "duplicate-code": (choice("a: A, b: {en: B, code: 1}"), 9),
    "choice-bounds": (choice(MANY, ", minimum: 4", "multiple_choice"), 9),
    "missing-not-exclusive": (choice(f"{MANY}, z: {{en: Z, missing: refused}}", "", "multiple_choice"), 9),
    "number-bounds": (items("{id: q, kind: number, text: Q?, minimum: 5, maximum: 5}"), 9),
    "number-decimals": (items("{id: q, kind: number, text: Q?, decimals: 7}"), 9),
    "number-bound-decimals": (items("{id: q, kind: number, text: Q?, minimum: 0.5}"), 9),
    "text-length": (items("{id: q, kind: open_text, text: Q?, maximum_length: 0}"), 9),
    "text-lines": (items("{id: q, kind: open_text, text: Q?, lines: 21}"), 9),
    "ranking-top": (choice(MANY, ", top: 4", "ranking"), 9),
    "ranking-flags": (choice(f"{MANY}, z: {{en: Z, specify: true}}", "", "ranking"), 9),
    "no-sections": (HEAD + "sections: []\n", 1),
    "empty-section": (HEAD + "sections: [{id: s, title: S, items: []}]\n", 5),
    "duplicate-section": (
        TINY + "  - id: only\n    title: Again\n    items: [{id: b, kind: open_text, text: B}]\n",
        10,
    ),
    "duplicate-variable": (items("{id: q, kind: open_text, text: A}", "{id: Q, kind: open_text, text: B}"), 10),
    "long-id": (choice("a: A, a_very_long_name_of_an_option_ab: B", "", "multiple_choice"), 9),
    "number-as-id": (choice("1: A, b: B"), 9),
    "bad-id": (items("{id: 1q, kind: open_text, text: Q?}"), 9),
    "construct-name-taken": (construct("role: other, items: [a, b, c]").replace("{x:", "{A:"), 5),
    "unknown-role": (construct("role: qualty, items: [a, b, c]"), 5),
    "construct-without-items": (construct("role: other, items: []"), 5),
    "share-out-of-range": (construct("role: other, items: [a, b, c], minimum_answered: 0"), 5),
    "unknown-item": (construct("role: other, items: [a, b, d]"), 5),
    "construct-item-twice": (construct("role: other, items: [a, b, a]"), 5),
    "construct-needs-numbers": (
        construct("role: other, items: [a, b, w]", "{id: w, kind: open_text, text: W?}"),
        5,
    ),
    "construct-mixed-scales": (
        construct("role: other, items: [a, b, w]", "{id: w, kind: rating, text: W?, scale: {from: 0, to: 10}}"),
        5,
    ),
    "reverse-not-an-item": (construct("role: other, items: [a, b, c], reverse: [d]"), 5),
    "relevant-later": (items("{id: q, kind: open_text, text: Q?, relevant: speed > 1}", SPEED), 9),
    "relevant-unknown": (items(SPEED, "{id: q, kind: open_text, text: Q?, relevant: sped > 1}"), 10),
    "value-not-offered": (items(CHANNEL, "{id: q, kind: open_text, text: Q?, relevant: channel = 'fax'}"), 10),
    "compared-without-order": (items(CHANNEL, "{id: q, kind: open_text, text: Q?, relevant: channel > 1}"), 10),
    "expression-unexpected": (items(SPEED, "{id: q, kind: open_text, text: Q?, relevant: speed 1}"), 10),
    "expression-sign": (items(SPEED, "{id: q, kind: open_text, text: Q?, relevant: speed == 1}"), 10),
    "number-in-quotes": (items(SPEED, "{id: q, kind: open_text, text: Q?, relevant: speed = '3'}"), 10),
    "option-without-quotes": (items(CHANNEL, "{id: q, kind: open_text, text: Q?, relevant: channel = app}"), 10),
    "relevant-itself": (items("{id: q, kind: open_text, text: Q?, relevant: answered(q)}"), 9),
    "relevant-parts": (items(MATRIX, "{id: q, kind: open_text, text: Q?, relevant: rs > 3}"), 10),
    "condition-reads-nothing": (items("{id: q, kind: open_text, text: Q?, relevant: 6}"), 9),
    "construct-item-of-parts": (construct("role: other, items: [a, b, rs]", MATRIX), 5),
    "scale-gap": (scaled("{levels: {1: A, 2: B, 4: C, 5: D}}"), 9),
    "languages-full-width": (TINY.replace("[en]", "[en，zh]"), 3),
    "plan-not-questionnaire": ("plan: p\nquestionnaire: q.yaml\ndata: {file: x.csv}\n", 1),
    "template-not-questionnaire": (TINY + "template: {}\n", 10),
    "texts-in-other-language": (choice(", ".join(f"{n}: {{en: A, zh: 甲}}" for n in "abcd")), 9),
    "texts-without-language": (choice(", ".join(f"{n}: {{zh: 甲}}" for n in "abcd")).replace("[en]", "[zh, en]"), 9),
    "texts-without-translations": (items(SPEED, WHY).replace("[en]", "[zh, en]"), 4),
    "unknown-language": (items("{id: q, kind: open_text, text: {en: Q?, zh: 问}}"), 9),
    "pipe-unknown": (items("{id: q, kind: open_text, text: 'What of ${speed}?'}", SPEED), 9),
    "pipe-parts": (items(MATRIX, "{id: q, kind: open_text, text: 'What of ${rs}?'}"), 10),
    "pipe-malformed": (items("{id: q, kind: open_text, text: 'What of ${a b}?'}"), 9),
    "unfilled-parameter": (items("{id: q, kind: open_text, text: 'How is {{ company }}?'}"), 9),
    "unused-scale": (top("scales: {s: {from: 1, to: 5}}"), 5),
    "unknown-rule": (items("{id: q, kind: open_text, text: Q?, ignore: {L99: old}}"), 9),
    "rule-not-ignorable": (top("ignore: {S1: old}"), 5),
    "ignore-without-reason": (top("ignore: {L4: ' '}"), 5),
    "duplicate-key": (TINY + "title: Again\n", 10),
    "repeat-unknown": (
        TINY + "  - {id: two, title: Two, repeat: whom, items: [{id: b, kind: open_text, text: B}]}\n",
        10,
    ),
    "derived-one-way": (top("derived: {d: {label: D}}"), 5),
    "quota-limit": (top("quotas: {q: {label: Q, when: answered(why), limit: 0}}"), 5),
}


def test_a_sound_definition_has_no_problems():
    definition, found = read_definition(TINY)
    assert found == []
    assert definition is not None
    assert [item.id for item in definition.questionnaire.items] == ["why"]


@pytest.mark.parametrize("code", CASES)
def test_what_is_wrong_is_told_at_its_line(code):
    source, line = CASES[code]
    assert (code, line) in problems(source)


@pytest.mark.parametrize("code", CASES)
def test_one_fault_is_told_once_and_drags_in_no_others(code):
    lost = {"missing-translation", "needs-translations", "unknown-language"}
    others = {"no-languages": lost, "texts-without-language": {"needs-translations"}}
    alike = {**others, "no-such-language": set[str]()}
    source, _ = CASES[code]
    assert {found for found, _ in problems(source)} - alike.get(code, set()) == {code}


def test_every_code_that_this_room_reports_has_a_case():
    told = set()
    reading = ("load.py", "repeat.py", "told.py", "check/structure.py", "check/conditions.py", "check/aside.py")
    for path in (DESIGN / name for name in reading):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in (
                "report",
                "Problem",
                "unknown",
                "_check_filled",
            ):
                texts = [a.value for a in node.args if isinstance(a, ast.Constant) and "-" in str(a.value)]
                told |= set(texts)
    assert len(told) > 25
    assert told - {"ignore-of-nothing"} <= CASES.keys()  # a review tells that one


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("unknown-role", "qualty"),
        ("share-out-of-range", "0}"),
        ("unknown-item", "d]"),
        ("construct-item-twice", "a]"),
        ("construct-item-of-parts", "rs]"),
        ("reverse-not-an-item", "d]"),
    ],
)
def test_a_fault_of_a_construct_is_told_at_the_word(code, word):
    source, _ = CASES[code]
    line = next(line for line in source.splitlines() if line.startswith("constructs"))
    assert [p.place.column for p in read_definition(source)[1] if p.code == code] == [line.index(word) + 1]


@pytest.mark.parametrize("languages", ["[zh]", "[en, cn]", "[cn]", "[en，zh]"])
def test_languages_that_do_not_fit_are_told_once(languages):
    worked = (DESIGN.parents[1] / "questionnaires" / "after-sales.yaml").read_text(encoding="utf-8")
    found = read_definition(worked.replace("languages: [en, zh]", f"languages: {languages}"))[1]
    assert "languages: [en, zh]" in worked
    (problem,) = [p for p in found if p.severity is Severity.ERROR]
    assert problem.code in ("texts-in-other-language", "no-such-language", "languages-full-width")
    assert problem.values.get("count", 100) >= 100


@pytest.mark.parametrize("code", ["scale-gap", "condition-reads-nothing"])
def test_what_may_be_meant_is_only_advised(code):
    definition, found = read_definition(CASES[code][0])
    assert [p.severity for p in found] == [Severity.ADVICE]
    assert definition is not None


@pytest.mark.parametrize("code", ["unused-scale"])
def test_advice_does_not_stop_the_work(code):
    definition, found = read_definition(CASES[code][0])
    assert [p.severity for p in found] == [Severity.WARNING]
    assert definition is not None
    assert parse_questionnaire(CASES[code][0])


def test_all_problems_are_told_at_once_in_the_order_of_the_file():
    source = """\
questionnaire: tiny
languages: [en, zh]
title: {en: Tiny}
constructs:
  care: {role: qualty, label: {en: Care, zh: 关怀}, items: [rs_1, rs_9]}
sections:
  - id: first
    titel: {en: First, zh: 一}
    items:
      - {id: rs, kind: matrix, text: {en: How?, zh: 怎样？}, scale: {from: 1, to: 5}, rows: {rs_1: {en: A, zh: 甲}}}
      - {id: no, kind: open_text, text: {en: Why?, zh: ''}}
      - {id: why, kind: open_txt, text: {en: Why?, zh: 为什么？}}
      - {id: more, kind: open_text, text: {en: More?, zh: 还有？}, relevant: "rs_2 >"}
"""
    assert problems(source) == [
        ("missing-key", 1),
        ("missing-translation", 3),
        ("unknown-role", 5),
        ("unknown-item", 5),
        ("missing-key", 7),
        ("unknown-key", 8),
        ("empty-text", 11),
        ("unknown-kind", 12),
        ("expression-end", 13),
    ]


@pytest.mark.parametrize("written", ["sped > 1", "'sped > 1'", '"sped > 1"'])
def test_a_fault_in_a_condition_is_told_at_its_column(written):
    line = f"      - {{id: q, kind: open_text, text: Q?, relevant: {written}}}\n"
    (problem,) = read_definition(items(SPEED, line))[1]
    assert problem.place.column == line.index("sped") + 1


def test_a_fault_in_the_condition_of_a_section_is_told_at_its_column():
    more = (
        "  - {id: second, title: S, relevant: 'speed > 1 and channle = 1',\n"
        "     items: [{id: b, kind: open_text, text: B}]}\n"
    )
    (problem,) = read_definition(HEAD + SECTION + SPEED + more)[1]
    assert (problem.code, problem.place.column) == ("relevant-unknown", more.index("channle") + 1)


@pytest.mark.parametrize("text", ["title", "intro"])
def test_what_is_shown_before_the_first_question_pipes_no_answer(text):
    source = TINY.replace("title: Tiny\n", "title: Tiny\nintro: Hello\n", 1)
    old = {"title": "title: Tiny", "intro": "intro: Hello"}[text]
    source = source.replace(old, f"{text}: '${{why}}'", 1)
    assert problems(source) == [("pipe-unknown", {"title": 4, "intro": 5}[text])]
    assert problems(top("closing: '${why}'")) == []
    assert problems(top("closing: '${why|Nothing} and ${ why | nothing, (really) }'")) == []


def test_an_answer_that_an_option_shows_is_told_at_the_option():
    choice = "{id: q, kind: single_choice, text: Q?, options: {\n  a: A,\n  b: 'Not ${who}'}}"
    ((code, line),) = problems(items(SPEED, choice))
    start = items(SPEED, choice).splitlines().index("  b: 'Not ${who}'}}")
    assert (code, line) == ("pipe-unknown", start + 1)


@pytest.mark.parametrize("text", ["${who|somebody}", "${why} ${who|}"])
def test_a_fallback_does_not_excuse_an_unknown_name(text):
    assert [code for code, _ in problems(top(f"closing: '{text}'"))] == ["pipe-unknown"]


@pytest.mark.parametrize("text", ["${}", "${why", "${why|a {b}}", "${why|${why}}", "${1}", "${why + 1}"])
def test_a_pipe_that_is_none_is_told(text):
    assert [code for code, _ in problems(top(f"closing: '{text}'"))] == ["pipe-malformed"]


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ("speed = 6", "value-not-offered"),
        ("0 = speed", "value-not-offered"),
        ("speed != 'slow'", "value-not-offered"),
        ("speed >= '3'", "number-in-quotes"),
        ("channel = 1", "value-not-offered"),
        ("channel < 2", "compared-without-order"),
        ("2 <= channel", "compared-without-order"),
        ("why > 3", "compared-without-order"),
        ("speed = 5", None),
        ("speed > 4.5", None),
        ("speed > 9 - 5", None),
        ("channel = 'app' and why = '没有'", None),
    ],
)
def test_a_condition_that_can_never_hold_is_told(condition, code):
    later = f'      - {{id: q, kind: open_text, text: Q?, relevant: "{condition}"}}\n'
    assert problems(items(SPEED, CHANNEL, WHY, later)) == ([(code, 12)] if code else [])


def test_no_language_stands_twice():
    assert ("duplicate-key", 3) in problems(TINY.replace("[en]", "[en, en]"))


def test_a_word_that_nearly_fits_is_proposed():
    (problem,) = read_definition(CASES["unknown-kind"][0])[1]
    assert problem.values["hint"]["en"] == "Did you mean “open_text”?"


@pytest.mark.parametrize(
    "options", ["a: A, A: B", "a: {en: A, specify: true}, a_text: B"], ids=["by case", "by the text beside"]
)
def test_two_columns_of_one_item_never_share_a_name(options):
    assert problems(choice(options, "", "multiple_choice")) == [("duplicate-variable", 9)]


@pytest.mark.parametrize("code", [-1, -6])
def test_no_option_has_the_code_of_a_reason(code):
    assert problems(choice(f"a: A, b: {{en: B, code: {code}}}")) == [("missing-code-in-range", 9)]


def test_a_scale_without_points_is_no_scale():
    assert problems(scaled("{levels: {}}")) == [("needs-mapping", 9)]


def test_levels_keep_their_values_and_their_order():
    (item,) = parse_questionnaire(scaled("{levels: {5: A, 3: B, 1: C}, not_applicable: None}")).items
    assert list(item.scale.points) == [5, 3, 1]


def test_an_unreadable_item_is_told_once():
    unread = "{id: pr, kind: multiple_choce, text: Q?, options: {a: A, b: B}}"
    later = "{id: q, kind: open_text, text: Q?, relevant: \"selected(pr, 'a')\"}"
    assert problems(construct("role: other, items: [a, b, pr_a]", unread, later)) == [("unknown-kind", 13)]


def test_a_scale_of_an_unreadable_item_is_not_left_over():
    source = top("scales: {s: {from: 1, to: 5}}") + "      - {id: q, kind: ratng, text: Q?, scale: s}\n"
    assert problems(source) == [("unknown-kind", 11)]


def test_a_section_that_is_at_fault_keeps_its_items():
    source = construct("role: other, items: [a, b, c]").replace("    title: Only\n", "")
    assert problems(source) == [("missing-key", 7)]


def test_a_condition_keeps_its_meaning():
    source = items(CHANNEL, "{id: q, kind: open_text, text: Q?, relevant: channel = 'app'}")
    assert parse_questionnaire(source).items[1].relevant == Expression.parse("channel = 'app'")


def test_the_same_id_elsewhere_is_told_with_its_first_line():
    (problem,) = read_definition(CASES["duplicate-id"][0])[1]
    assert problem.values == {"id": "q", "line": 9}


@pytest.mark.parametrize("languages", ["[en]", "[zh]"])
def test_one_language_needs_no_translations(languages):
    assert problems(TINY.replace("[en]", languages)) == []


def test_five_hundred_items_are_checked_within_a_second():
    lines = [
        f"      - {{id: q{i}, kind: rating, text: How is {i}?, scale: {{from: 1, to: 7}}, relevant: q{i - 1} > 1}}\n"
        for i in range(1, 501)
    ]
    source = items("{id: q0, kind: rating, text: How?, scale: {from: 1, to: 7}}", *lines)
    best = 9.0
    for _ in range(3):
        started = time.process_time()
        assert problems(source) == []
        best = min(best, time.process_time() - started)
    assert best < 1


@pytest.mark.parametrize("options", ["[A, B]", "{1: A, b: B}"])
def test_options_that_cannot_be_read_are_not_counted(options):
    found = [code for code, _ in problems(items(f"{{id: q, kind: single_choice, text: Q?, options: {options}}}"))]
    assert "too-few-options" not in found
    assert found
