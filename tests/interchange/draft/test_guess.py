"""A draft says what each column may be, leaves open what it cannot know, and is a mapping that imports."""

import pytest

from surveykit.core.codebook import Missing
from surveykit.design.load import parse_questionnaire
from surveykit.interchange.csv_file import open_csv
from surveykit.interchange.draft.guess import Role, draft
from surveykit.interchange.draft.written import is_doubtful, mapping_text, table_rows
from surveykit.interchange.mapping import parse_mapping
from surveykit.interchange.responses import responses_of
from surveykit.interchange.table import Meaning, Table
from tests.interchange.foreign import TINY


def table(*lines, meanings=None):
    header, *rows = (tuple(line.split("|")) for line in lines)
    return Table(header, tuple(rows), tuple(range(2, 2 + len(rows))), "x.csv", meanings=meanings or {})


def guesses(source):
    return {guess.column: guess for guess in draft(source, TINY).guesses}


def imported(source, name):
    """What the drafted mapping makes of a variable."""
    mapping = parse_mapping(mapping_text(draft(source, TINY), "x.csv", "tiny.yaml", "en"), TINY)
    return [response.answers[name] for response in responses_of(source, TINY, mapping)]


@pytest.mark.parametrize(
    ("column", "variable"),
    [
        ("Speed", "speed"),
        ("How fast was the repair", "speed"),
        ("1. How fast was the repair?", "speed"),
        ("Q1: 维修有多快", "speed"),
        ("Faults Late", "faults_late"),
        ("What went wrong? (Left dirt)", "faults_dirty"),
        ("number_of_visits", "visits"),
    ],
)
def test_a_column_is_known_by_its_name_or_its_question_in_any_language(column, variable):
    guess = guesses(table(column, "1", "0"))[column]
    assert (guess.role, guess.variable) == (Role.VARIABLE, variable)
    assert guess.confidence > 0.6


def test_a_column_of_which_nothing_is_known_is_left_open():
    source = table("gender|speed", "male|1", "female|3")
    guess = guesses(source)["gender"]
    assert (guess.role, guess.confidence) == (Role.UNKNOWN, None)
    assert '- "gender"  # nothing like it' in mapping_text(draft(source, TINY), "x", "q", "en")
    assert imported(source, "speed") == [1, 3]


def test_names_with_other_numbers_are_not_the_same():
    assert guesses(table("visits2|speed_1", "3|1"))["visits2"].role is Role.UNKNOWN


def test_labels_become_codes_and_those_that_only_come_near_are_doubted():
    source = table("Where did you buy it?|speed", "in the shop.|1", "At home|2")
    guess = guesses(source)["Where did you buy it?"]
    assert guess.codes == {"in the shop.": "shop"}
    assert guess.doubts == ("near",)
    assert is_doubtful(guess)
    assert imported(source, "place") == ["shop", "home"]


OPINION = parse_questionnaire("""
questionnaire: opinion
version: "1"
languages: [en]
title: Opinion
scales: {sure: {levels: {1: Extremely satisfied with the repair, 2: Neither}}}
sections:
  - {id: one, title: One, items: [{id: opinion, kind: rating, text: All in all?, scale: sure}]}
""")


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("extremely satisfied with this repair", {"extremely satisfied with this repair": "1"}),
        ("extremely dissatisfied with the repair", {}),
    ],
)
def test_the_opposite_of_a_label_is_not_taken_for_it(cell, codes):
    (guess,) = draft(table("opinion", cell, "neither"), OPINION).guesses
    assert {word: code for word, code in guess.codes.items() if word == cell} == codes
    assert guess.unexplained == (() if codes else (cell,))
    assert is_doubtful(guess)


def test_a_column_is_known_by_its_words_if_only_one_variable_has_them():
    guess = guesses(table("xyz", "门店", "家里"))["xyz"]
    assert (guess.variable, guess.confidence) == ("place", 0.5)


def test_a_file_that_codes_another_way_is_turned_by_its_labels():
    meaning = Meaning("How fast was the repair?", {"1": "fast", "2": "fair", "3": "slow", "9": "Did not use"})
    source = table("v17", "1", "3", "9", meanings={"v17": meaning})
    guess = guesses(source)["v17"]
    assert guess.variable == "speed"
    assert guess.codes == {"1": "3", "3": "1", "9": "not_applicable"}
    assert imported(source, "speed") == [3, 1, Missing.NOT_APPLICABLE]


def test_a_declared_missing_value_without_a_label_is_asked_about():
    source = table("visits", "3", "99", meanings={"visits": Meaning(missing=((99, 99),))})
    assert guesses(source)["visits"].unexplained == ("99",)


@pytest.mark.parametrize("separator", ["┋", ";", ", "])
def test_a_list_of_choices_is_split(separator):
    source = table("出了什么问题？|speed", f"迟到{separator}弄脏|1", "弄脏|2", "|3")
    assert guesses(source)["出了什么问题？"].role is Role.SPLIT
    assert imported(source, "faults_late") == [1, 0, Missing.NOT_ANSWERED]
    assert imported(source, "faults_dirty") == [1, 1, Missing.NOT_ANSWERED]


def test_the_ids_are_the_column_that_differs_in_every_row():
    assert guesses(table("编号|speed", "a|1", "b|2"))["编号"].role is Role.ID
    twice = table("编号|speed", "a|1", "a|2")
    assert guesses(twice)["编号"].role is Role.UNKNOWN
    assert "each row gets its number" in mapping_text(draft(twice, TINY), "x", "q", "en")


def test_columns_of_our_own_exports_need_no_line():
    assert "response.status" not in guesses(table("response.status|why|why.missing", "complete|a|"))


def test_variables_without_a_column_are_listed():
    found = draft(table("speed", "1"), TINY)
    assert found.without == ("place", "visits", "warmth", "faults_late", "faults_dirty", "why")


# --- other systems ----------------------------------------------------------------------------------

LIMESURVEY = """\
"id","submitdate","lastpage","startlanguage","seed","startdate","datestamp","speed","place","visits","faults[late]",\
"faults[dirty]","why","interviewtime","speedTime"
"7","2026-01-15 12:30:00","2","en","1","2026-01-15 12:20:00","2026-01-15 12:30:00","A3","A2","3","Y","N","late","9","2"
"8","","1","en","1","2026-01-15 13:20:00","2026-01-15 13:30:00","A1","","","","","","6","2"
"""
LIMESURVEY_TEXTS = """\
"Response ID";"Date submitted";"Last page";"Start language";"How fast was the repair?";"Where did you buy it?";\
"What went wrong? [Came late]";"What went wrong? [Left dirt]"
"7";"1980-01-01 00:00:00";"2";"en";"fast";"At home";"Yes";"No"
"""
KOBO = """\
"start";"end";"service/speed";"service/place";"service/faults";"service/faults/late";"service/faults/dirty";"why";\
"__version__";"_id";"_uuid";"_submission_time";"_validation_status";"_index"
"2026-01-15T20:20:00.000+08:00";"2026-01-15T20:30:00.000+08:00";"3";"home";"late";"1";"0";"late";"v1";"11";"aaa";\
"2026-01-15T12:31:00";"";"1"
"""
ODK = """\
SubmissionDate,start,end,service-speed,service-place,service-faults,why,meta-instanceID,KEY,SubmitterID,Status
2026-01-15T12:31:00.000Z,2026-01-15T20:20:00.000+08:00,2026-01-15T20:30:00.000+08:00,3,home,late,late,uuid:1,uuid:1,4,
"""
WENJUANXING = """\
序号,提交答卷时间,所用时间,来源,来自IP,1、维修有多快？,2、在哪里购买？,3、出了什么问题？
1,2026/1/15 12:30:00,80秒,微信,1.1.1.1,快,家里,迟到
2,2026/1/15 12:40:00,70秒,微信,1.1.1.2,慢,门店,迟到┋弄脏
"""
EXPORTS = {
    "LimeSurvey": (LIMESURVEY, "7", "12:20", "12:30", 9),
    "LimeSurvey, texts": (LIMESURVEY_TEXTS, "7", None, None, None),
    "KoboToolbox": (KOBO, "aaa", "12:20", "12:30", 600),
    "ODK": (ODK, "uuid:1", "12:20", "12:30", 600),
    "问卷星": (WENJUANXING, "1", None, "12:30", 80),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_of_another_system_is_known_and_its_draft_imports_it(tmp_path, name):
    text, id, started, closed, seconds = EXPORTS[name]
    (tmp_path / "x.csv").write_text(text, encoding="utf-8")
    source = open_csv(tmp_path / "x.csv")
    found = draft(source, TINY)
    assert found.system == name.removesuffix(", texts")
    assert [guess.column for guess in found.guesses if guess.role is Role.UNKNOWN] == []
    mapping = parse_mapping(mapping_text(found, "x.csv", "tiny.yaml", "zh"), TINY)
    first, *_ = responses_of(source, TINY, mapping)
    assert first.key == f"import:{id}"
    answers = {name: first.answers[name] for name in ("speed", "place", "faults_late", "faults_dirty")}
    assert answers == {"speed": 3, "place": "home", "faults_late": 1, "faults_dirty": 0}
    times = [time and f"{time:%H:%M}" for time in (first.started, first.closed)]
    assert times == [started, closed]
    assert first.paradata.get("duration") == seconds


def test_who_did_not_finish_in_limesurvey_is_counted_and_codes_by_place_are_doubted(tmp_path):
    (tmp_path / "x.csv").write_text(LIMESURVEY, encoding="utf-8")
    found = draft(open_csv(tmp_path / "x.csv"), TINY)
    assert found.unfinished == 1
    doubted = {guess.variable: guess.doubts for guess in found.guesses if guess.doubts}
    assert doubted == {"": ("utc",), "speed": ("counted",), "place": ("counted",)}


RANKED = parse_questionnaire("""
questionnaire: ranked
version: "1"
languages: [en]
title: Ranked
sections:
  - id: one
    title: One
    items: [{id: order, kind: ranking, text: What matters most to you?, options: {a: Speed, b: Price}}]
""")


@pytest.mark.parametrize("header", ["order[1]|order[2]", "What matters most to you? [Rank 1]|order[Rank 2]"])
def test_the_places_of_a_ranking_are_left_out_and_said_to_be_such(header):
    found = draft(table(f"{header}|other[1]", "Speed|Price|x"), RANKED)
    assert [guess.role for guess in found.guesses] == [Role.PLACE, Role.PLACE, Role.UNKNOWN]
    first, *_ = header.split("|")
    assert f'  - "{first}"  # a place of a ranking' in mapping_text(found, "x", "q", "en")
    assert parse_mapping(mapping_text(found, "x", "q", "zh"), RANKED).ignore == (*header.split("|"), "other[1]")


def test_the_table_has_a_row_a_column_and_question_marks():
    header, speed, gender = table_rows(draft(table("Speed|gender", "fast|m", "quick|f"), TINY), "en")
    assert header == ("Column", "Taken for", "Codes", "Sure")
    assert speed[:3] == ("Speed", "speed", "quick→?")
    assert speed[3].endswith(" ?")
    assert gender == ("gender", "(nothing like it in the questionnaire)", "", "")


def test_a_name_that_would_break_the_file_is_quoted():
    source = table('a: "b" # {c}|speed', "x|1")
    mapping = parse_mapping(mapping_text(draft(source, TINY), "x", "q", "zh"), TINY)
    assert mapping.ignore == ('a: "b" # {c}',)


def test_numbers_that_are_the_codes_of_our_reasons_are_written_down_and_doubted():
    source = table("speed|visits|warmth", "2|-3|-3", "-1|4|20")
    found = guesses(source)
    assert (found["speed"].codes, found["visits"].codes) == ({"-1": "not_asked"}, {"-3": "dont_know"})
    assert all(is_doubtful(found[name]) for name in ("speed", "visits"))
    assert not found["warmth"].codes  # degrees may be negative
    assert not is_doubtful(found["warmth"])


def test_a_number_that_may_be_a_reason_is_left_to_the_researcher():
    asked = parse_questionnaire("""
questionnaire: change
version: "1"
languages: [en]
title: Change
sections: [{id: one, title: One, items: [{id: change, kind: number, text: By how much?}]}]
""")
    (guess,) = draft(table("change", "-3", "12"), asked).guesses
    assert (guess.codes, guess.unexplained, guess.doubts) == ({}, (), ("unclear",))
    assert is_doubtful(guess)
    assert '"-3": dont_know' in mapping_text(draft(table("change", "-3"), asked), "x", "q", "zh")


def test_times_without_an_offset_are_said_to_be_taken_for_utc():
    header = "lastpage|startlanguage|startdate|submitdate|speed"
    source = table(header, "1|en|2026-01-15 12:20:00|2026-01-15T20:30:00+08:00|2")
    rows = {column: (codes, sure) for column, _, codes, sure in table_rows(draft(source, TINY), "zh")}
    assert (rows["startdate"], rows["submitdate"]) == (("按UTC", "?"), ("", ""))
    assert "# times that name no offset are taken for UTC\nstarted:" in mapping_text(
        draft(source, TINY), "x", "q", "en"
    )


def test_choices_in_the_words_of_wenjuanxing_are_a_list_and_not_the_words_beside_another_choice():
    asked = parse_questionnaire(OTHER_CHOICE)
    source = table(
        "序号|提交答卷时间|1、出了什么问题？", "1|2026/1/5 9:05:00|迟到┋弄脏", "2|2026/1/5 9:06:00|弄脏", "3||(跳过)"
    )
    found = {guess.column: guess for guess in draft(source, asked).guesses}["1、出了什么问题？"]
    assert (found.role, found.variable, found.separator, found.unexplained) == (Role.SPLIT, "faults", "┋", ())
    mapping = parse_mapping(mapping_text(draft(source, asked), "x.csv", "q.yaml", "en"), asked)
    ticked = [response.answers["faults_late"] for response in responses_of(source, asked, mapping)]
    assert ticked == [1, 0, Missing.NOT_ANSWERED]


def test_what_wenjuanxing_writes_in_place_of_an_answer_is_its_reason():
    source = table(
        "序号|提交答卷时间|1、维修有多快？",
        "1|2026/1/5 9:05:00|快",
        "2|2026/1/5 9:06:00|(跳过)",
        "3|2026/1/5 9:07:00|(空)",
    )
    assert imported(source, "speed") == [3, Missing.NOT_ASKED, Missing.NOT_ANSWERED]


def test_so_is_what_it_writes_in_place_of_a_text():
    source = table("序号|提交答卷时间|why", "1|2026/1/5 9:05:00|太慢", "2||(跳过)", "3||(空)")
    assert imported(source, "why") == ["太慢", Missing.NOT_ASKED, Missing.NOT_ANSWERED]


OTHER_CHOICE = """
questionnaire: other
version: "1"
languages: [zh]
title: 其他
sections:
  - id: one
    title: 一
    items:
      - id: faults
        kind: multiple_choice
        text: 出了什么问题？
        options: {late: 迟到, dirty: 弄脏, other: {zh: 其他, specify: true}}
"""
