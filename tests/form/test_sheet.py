"""What is taken of a posted page."""

from surveykit.core.codebook import Missing
from surveykit.core.questionnaire import Questionnaire
from surveykit.form.sheet import read

EVERYTHING = {"shown": ["times channel late rs say"]}


def test_only_what_was_shown_is_read(questionnaire: Questionnaire) -> None:
    sheet = read(questionnaire.section("start"), {"shown": ["times nonsense"], "times": ["3"], "channel": ["home"]})
    assert sheet.values == {"times": 3}
    assert sheet.shown == {"times"}


def test_the_answered_rows_of_a_required_matrix_are_taken(questionnaire: Questionnaire) -> None:
    sheet = read(questionnaire.section("end"), {**EVERYTHING, "rs_2": ["1"]})
    assert sheet.values == {"rs_2": 1, "say": Missing.NOT_ANSWERED}
    assert [p.place.field for p in sheet.problems["rs"]] == ["rs_1"]


def test_an_unreadable_answer_does_not_blank_a_saved_one(questionnaire: Questionnaire) -> None:
    sheet = read(questionnaire.section("start"), {**EVERYTHING, "times": ["many"]})
    assert "times" not in sheet.changes({"times": 3})


def test_a_first_answer_overwrites_nothing(questionnaire: Questionnaire) -> None:
    sheet = read(questionnaire.section("start"), {**EVERYTHING, "times": ["3"], "channel": ["home"]})
    assert sheet.overwrites({"times": Missing.NOT_ANSWERED}) == []
    assert sheet.overwrites({"times": 4, "channel": "home"}) == ["times"]


def test_a_blank_is_an_overwrite(questionnaire: Questionnaire) -> None:
    sheet = read(questionnaire.section("start"), {**EVERYTHING, "times": ["3"]})
    assert sheet.overwrites({"channel": "phone"}) == ["channel"]


def test_a_page_comes_back_as_typed_and_the_rest_as_stored(questionnaire: Questionnaire) -> None:
    sheet = read(questionnaire.section("start"), {"shown": ["times"], "times": ["many"]})
    assert sheet.fields({"times": 3, "late": "traffic"}) == {
        "shown": ["times"],
        "times": ["many"],
        "late": ["traffic"],
    }
