"""The columns of an export: what they are called, and what stands in them."""

from dataclasses import replace

from surveykit.core.codebook import Missing
from surveykit.core.response import Response, Status
from surveykit.design.load import parse_questionnaire
from surveykit.interchange.export.table import ExportTable, Kind, shown_id
from tests.interchange.export.study import SMALL, table


def names(of: ExportTable) -> list[str]:
    return [field.name for field in of.fields]


def test_texts_and_numbers_that_can_be_negative_have_their_reasons_beside_them():
    assert [name for name in names(table()) if name.endswith(".missing")] == ["warmth.missing", "why.missing"]


def test_what_is_known_of_a_response_comes_first():
    own = ["id", *(f"response.{name}" for name in ("status", "started", "closed", "version", "language"))]
    assert names(table())[:6] == own
    assert names(table(flagged=True))[6] == "response.flags"


def test_a_variable_called_id_keeps_its_name():
    asked = parse_questionnaire("""
questionnaire: ids
version: "1"
languages: [en]
title: Ids
sections: [{id: s, title: S, items: [{id: Id, kind: short_text, text: Id?}]}]
""")
    own = ExportTable(replace(table().data, questionnaire=asked), {}, "en")
    assert names(own)[0] == "respondent_id"


def test_imported_respondents_keep_their_ids_and_the_keys_of_others_stay_secret():
    assert table().ids[-1] == "=customer 7"
    assert shown_id(Response("abc", "import:secret", "small", "v", status=Status.COMPLETE)) == "abc"
    assert not any("key-" in id for id in table().ids)


def test_reasons_have_the_words_under_which_they_were_chosen():
    scaled = SMALL.codebook.by_name["rs_1"]
    assert table().reasons(scaled)[Missing.NOT_APPLICABLE]["zh"] == "未使用"
    assert table().reasons(scaled)[Missing.NOT_ASKED]["en"] == "not asked"


def test_every_kind_of_column_is_there():
    assert {field.kind for field in table().fields} == set(Kind)
