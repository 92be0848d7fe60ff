"""What the codebook says of derived variables, and their formulas in words."""

import pytest

from surveykit.core.codebook import Level, Missing, Origin
from surveykit.core.derived_words import formula
from surveykit.design.load import parse_questionnaire
from surveykit.design.save import questionnaire_text
from tests.core.derived_study import STUDY

READ = parse_questionnaire(STUDY)
BOOK = READ.codebook


def test_they_stand_after_what_is_asked_and_no_question_fills_them():
    names = [v.name for v in BOOK.variables if v.origin is Origin.DERIVED]
    assert names == ["age_group", "pleased", "remote", "troubles", "pace", "care_index", "care_level"]
    assert [v.name for v in BOOK.variables][-7:] == names
    assert not {*names} & {*BOOK.asked.by_name}
    assert not {*names} & {*READ.item_of}


@pytest.mark.parametrize(
    ("name", "level", "ends"),
    [
        ("age_group", Level.ORDINAL, (1, 3)),
        ("pleased", Level.NOMINAL, (None, None)),
        ("troubles", Level.RATIO, (0, 2)),
        ("pace", Level.INTERVAL, (1, 5)),
        ("care_index", Level.INTERVAL, (0, 100)),
    ],
)
def test_level_and_range_follow(name, level, ends):
    v = BOOK.by_name[name]
    assert (v.level, (v.minimum, v.maximum)) == (level, ends)


def test_categories_have_codes_in_their_order():
    v = BOOK.by_name["age_group"]
    assert (v.stored, v.values[2]["zh"]) == ({"young": 1, "middle": 2, "old": 3}, "30至49岁")
    assert v.complete


def test_reasons_and_a_shared_unit_are_handed_on():
    assert BOOK.by_name["pleased"].missing == {Missing.NOT_ANSWERED, Missing.NOT_APPLICABLE}
    text = STUDY.replace("mean: [a, b], minimum_answered: 0.5", "mean: [age]")
    assert parse_questionnaire(text).codebook.by_name["pace"].unit == {"en": "years", "zh": "岁"}


def test_a_level_and_a_unit_can_be_stated():
    text = STUDY.replace("minimum_answered: 0.5", "level: ratio, unit: {en: points, zh: 分}")
    v = parse_questionnaire(text).codebook.by_name["pace"]
    assert (v.level, v.unit) == (Level.RATIO, {"en": "points", "zh": "分"})


@pytest.mark.parametrize(
    ("name", "en", "zh"),
    [
        (
            "age_group",
            "age in bands: below 30 → “Under 30”; from 30 to below 50 → “30 to 49”; 50 and above → “50 on”.",
            "age分段：低于30→“未满30”；30及以上、低于50→“30至49岁”；50及以上→“50岁以上”。",
        ),
        (
            "remote",
            "From channel: phone, app → “Remote”; shop → “In person”.",
            "由channel合并取值：phone、app→“远程”；shop→“当面”。",
        ),
        ("pace", "The mean of a, b; at least 1 of 2 must have a value.", "a、b的平均值；2项中至少1项须有值。"),
        (
            "care_index",
            "The score of care on another range: 1 becomes 0, 5 becomes 100.",
            "care的得分换算到另一区间：1对应0，5对应100。",
        ),
        (
            "care_level",
            "care_index in bands: up to 50 → “Low”; above 50 → “High”.",
            "care_index分段：50及以下→“低”；高于50→“高”。",
        ),
    ],
)
def test_the_formula_in_words(name, en, zh):
    assert formula(READ.derived_by_id[name], BOOK) == {"en": en, "zh": zh}


def test_what_is_saved_reads_the_same():
    assert parse_questionnaire(questionnaire_text(READ)) == READ
