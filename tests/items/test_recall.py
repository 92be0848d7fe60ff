"""Recall: unaided first, in order of mention, and the list only afterwards."""

import pytest

from surveykit.core.codebook import Missing
from surveykit.errors import AuthorError
from surveykit.items.multiple_choice import MultipleChoice
from tests.items.contract import filled, item, questionnaire, refusals

BRANDS = """
- id: brands
  kind: recall
  text: {en: Which brands?, zh: 哪些品牌？}
  lines: 3
"""
AIDED = (
    BRANDS
    + """\
  aided: {en: Which of these?, zh: 以下哪些？}
  options:
    north: {en: North Wind, zh: 北风}
    contoso: {en: Contoso, zh: 康拓}
    none: {en: None, zh: 都没有, exclusive: true}
"""
)
NAMES = ("brands_1", "brands_2", "brands_3")


def row(*texts):
    return dict(zip(NAMES, [*texts, *[Missing.NOT_ANSWERED] * (3 - len(texts))], strict=True))


def test_mentions_close_up_in_their_order():
    assert item(BRANDS).parse({"brands_1": [" "], "brands_2": ["  North  Wind "], "brands_3": ["B"]}) == row(
        "North Wind", "B"
    )
    assert item(BRANDS).parse({}) == row()


def test_one_mention_is_enough_where_one_is_required():
    required = item(BRANDS + "  required: true\n")
    assert refusals(required, {}) == [("answer-required", "brands")]
    assert required.parse({"brands_3": ["B"]}) == row("B")


def test_a_long_line_is_refused_by_itself():
    found = refusals(item(BRANDS), {"brands_1": ["B"], "brands_2": ["x" * 101]})
    assert found == [("answer-too-long", "brands_2")]


def test_the_list_is_a_multiple_choice_of_its_own_after_it():
    first, aided = questionnaire(AIDED).items
    assert (first.locked, aided.locked) == (True, False)
    assert (aided.id, aided.after, aided.kind) == ("brands_aided", "brands", "multiple_choice")
    assert isinstance(aided, MultipleChoice)
    assert [v.name for v in aided.variables()] == ["brands_north", "brands_contoso", "brands_none"]
    assert aided.text["en"] == "Which of these?"


def test_without_options_there_is_no_list():
    assert [i.id for i in questionnaire(BRANDS).items] == ["brands"]


def test_the_list_is_asked_only_once_the_first_part_was_sent():
    asked = questionnaire(AIDED)
    assert asked.asked({})["brands_aided"] is False
    assert asked.asked({"brands_1": "B"})["brands_aided"] is False
    assert asked.asked(row())["brands_aided"] is True


def test_neither_part_is_asked_where_the_condition_fails():
    asked = questionnaire(
        "- {id: n, kind: number, text: {en: N, zh: 数}}\n" + AIDED.strip() + '\n  relevant: "n = 1"\n'
    )
    assert asked.asked({"n": 2, **row()}) == {"n": True, "brands": False, "brands_aided": False}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (BRANDS.replace("lines: 3", "lines: 0"), "recall-lines"),
        (BRANDS + "  aided: {en: Which?, zh: 哪些？}\n", "recall-aided"),
        (AIDED.replace("  aided: {en: Which of these?, zh: 以下哪些？}\n", ""), "recall-aided"),
        (AIDED + "- {id: brands_aided, kind: open_text, text: {en: Why?, zh: 为何？}}\n", "duplicate-id"),
        ("- {id: brands_aided, kind: open_text, text: {en: Why?, zh: 为何？}}\n" + AIDED.strip(), "duplicate-id"),
    ],
)
def test_what_an_author_can_get_wrong(text, code):
    with pytest.raises(AuthorError) as error:
        questionnaire(text)
    assert code in [p.code for p in error.value.problems]


def test_a_copy_in_a_repeated_section_keeps_its_two_parts_together():
    first, aided = (part.renamed("_shop") for part in questionnaire(AIDED).items)
    assert aided.after == first.id == "brands_shop"
    assert aided.variables()[0].name == "brands_shop_north"


def test_unaided_mentions_are_counted_in_the_words_of_the_options():
    asked = questionnaire(AIDED)
    answers = [
        row("north wind", "Contoso"),
        row("康拓", "ＮＯＲＴＨ ＷＩＮＤ"),
        row("Contoso", "contoso"),
        row("Kontoso"),
        row(),
    ]
    summary = asked.items[0].summary(filled(asked, answers))
    assert summary.n == 4
    assert [(r[0]["en"], *r[1:3]) for r in summary.table.rows] == [("North Wind", 1, 2), ("Contoso", 2, 3)]


def test_without_a_list_only_the_mentions_are_counted():
    asked = questionnaire(BRANDS)
    summary = asked.items[0].summary(filled(asked, [row("A", "B"), row("C"), row()]))
    assert [r[1] for r in summary.table.rows] == [2, 1, 0]
    assert summary.n == 2
