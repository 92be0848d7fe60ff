"""Forms as people write them: each is read, or refused with sheet, row and column."""

import pytest

from surveykit import pipeline
from surveykit.core.codebook import Missing
from surveykit.core.language import describe
from surveykit.errors import AuthorError
from tests.interchange.xlsform.small_forms import BOTH, YES_NO, book, read, refused


@pytest.fixture
def form(tmp_path):
    return lambda **sheets: book(tmp_path / "form.xlsx", **sheets)


def test_a_bilingual_form_with_the_usual_questions(form):
    survey = [
        (
            *BOTH,
            "hint::English (en)",
            "hint::中文 (zh)",
            "required",
            "relevant",
            "constraint",
            "appearance",
            "parameters",
        ),
        ("begin_group", "visit", "Your visit", "您的到访"),
        ("select_one way", "way", "How did you come?", "您怎么来的？", "One only", "只选一项", "yes"),
        ("integer", "age", "Age", "年龄", None, None, None, "${way} != ''", ". >= 18 and . <= 99"),
        ("decimal", "paid", "Paid", "花费"),
        ("date", "day", "Day", "日期", None, None, None, None, ". <= today()"),
        ("time", "hour", "Hour", "时间"),
        ("dateTime", "moment", "Moment", "时刻"),
        ("text", "why", "Why?", "为什么？", None, None, None, "selected(${way}, 'bus') and ${age} >= 30"),
        ("text", "more", "More?", "补充", None, None, None, None, None, "multiline"),
        ("note", "thanks", "You said ${age}.", "您填了${age}。"),
        ("range", "ease", "Ease", "便利程度", None, None, None, None, None, None, "start=0 end=10 step=1"),
        ("end_group",),
    ]
    choices = [
        ("list_name", "name", "label::English (en)", "label::中文 (zh)"),
        ("way", "bus", "Bus", "公交"),
        ("way", "car", "Car", "汽车"),
    ]
    settings = [("form_title", "form_id", "version", "default_language"), ("Visits", "visits", "3", "English (en)")]
    done = read(form(survey=survey, choices=choices, settings=settings))
    q = done.questionnaire
    assert (q.id, q.version, q.languages, q.title["en"]) == ("visits", "3", ("en", "zh"), "Visits")
    assert [(i.id, i.kind) for i in q.items] == [
        ("way", "single_choice"),
        ("age", "number"),
        ("paid", "number"),
        ("day", "date_time"),
        ("hour", "date_time"),
        ("moment", "date_time"),
        ("why", "short_text"),
        ("more", "open_text"),
        ("thanks", "information"),
        ("ease", "slider"),
    ]
    assert (done["way"].required, dict(done["way"].help)) == (True, {"en": "One only", "zh": "只选一项"})
    assert (done["age"].minimum, done["age"].maximum, done["age"].relevant.source) == (18, 99, "answered(way)")
    assert done["why"].relevant.source == "way = 'bus' and age >= 30"
    assert (done["day"].latest, done["moment"].part, done["ease"].maximum) == ("today", "both", 10)
    assert done["thanks"].text == {"en": "You said ${age}.", "zh": "您填了${age}。"}
    assert done.lost == ["xlsform-one-title"]


def test_or_other_becomes_an_option_with_words(form):
    done = read(form(survey=[("type", "name", "label"), ("select_one yes_no or_other", "q", "Q?")], choices=YES_NO))
    assert list(done["q"].options) == ["yes", "no", "other"]
    assert done["q"].options["other"].specify


def test_several_choices_and_a_ranking(form):
    survey = [
        ("type", "name", "label", "constraint", "constraint_message", "parameters"),
        ("select_multiple things", "used", "Used?", "count-selected(.) <= 2", "Two at most"),
        ("rank things", "order", "Order?", None, None, "randomize=true"),
        ("text", "why", "Why?", None, None, None),
    ]
    survey[3] = ("text", "why", "Why?")
    choices = [("list_name", "name", "label"), *(("things", x, x.title()) for x in ("shop", "app", "line"))]
    done = read(form(survey=survey, choices=choices))
    assert (done["used"].kind, done["order"].kind, done["order"].shuffle) == ("multiple_choice", "ranking", True)
    (rule,) = done["used"].validate
    assert rule.check.holds({"used_shop": 1, "used_app": 1, "used_line": 0}.get)
    assert not rule.check.holds({"used_shop": 1, "used_app": 1, "used_line": 1}.get)


@pytest.mark.parametrize("look", ["table-list", "field-list"])
def test_a_table_becomes_a_matrix(form, look):
    first = [("select_one good", "head", "", "label")] if look == "field-list" else []
    rest = "list-nolabel" if look == "field-list" else ""
    survey = [
        ("type", "name", "label", "appearance", "required", "relevant"),
        ("begin_group", "service", "How good?", look),
        *first,
        ("select_one good", "speed", "Speed", rest, "yes"),
        ("select_one good", "skill", "Skill", rest, "yes"),
        ("end_group",),
        ("text", "why", "Why?", None, None, "${speed} = 'bad' or ${skill} = 1"),
    ]
    if look == "table-list":
        survey[6 - 1] = ("text", "why", "Why?", None, None, "${speed} = 'bad'")
    else:
        survey[-1] = ("text", "why", "Why?", None, None, "${speed} = 'bad'")
    choices = [
        ("list_name", "name", "label"),
        *(("good", x, x.title()) for x in ("bad", "fair", "good")),
        ("good", "not_applicable", "Does not apply"),
    ]
    done = read(form(survey=survey, choices=choices))
    matrix = done["service"]
    assert (matrix.kind, list(matrix.rows), matrix.required) == ("matrix", ["speed", "skill"], True)
    assert list(matrix.scale.points) == [1, 2, 3]
    assert list(matrix.scale.missing) == [Missing.NOT_APPLICABLE]
    assert done["why"].relevant.source == "speed = 1"


def test_a_choice_filter_becomes_conditions_on_options(form):
    survey = [
        ("type", "name", "label", "choice_filter"),
        ("select_one country", "country", "Country?"),
        ("select_one city", "city", "City?", "country = ${country}"),
    ]
    choices = [
        ("list_name", "name", "label", "country"),
        ("country", "cn", "China"),
        ("country", "uk", "Britain"),
        ("city", "beijing", "Beijing", "cn"),
        ("city", "xian", "Xi'an", "cn"),
        ("city", "york", "York", "uk"),
        ("city", "bath", "Bath", "uk"),
    ]
    done = read(form(survey=survey, choices=choices))
    assert {n: o.relevant.source for n, o in done["city"].options.items()} == {
        "beijing": "country = 'cn'",
        "xian": "country = 'cn'",
        "york": "country = 'uk'",
        "bath": "country = 'uk'",
    }
    assert [len(s.items) for s in done.questionnaire.sections] == [1, 1]  # options are chosen before their page
    assert done.lost == []


def test_a_repeat_is_asked_once_and_said_so_unless_it_counts_choices(form):
    survey = [
        ("type", "name", "label", "repeat_count"),
        ("select_multiple yes_no", "m", "Which?"),
        ("begin_repeat", "each", "Each", "count-selected(${m})"),
        ("integer", "n", "How many?"),
        ("end_repeat",),
        ("begin_repeat", "person", "Person"),
        ("text", "who", "Who?"),
        ("end_repeat",),
    ]
    done = read(form(survey=survey, choices=YES_NO))
    assert [i.id for i in done.questionnaire.items] == ["m", "n_yes", "n_no", "who"]
    assert [(p.code, p.place.row) for p in done.problems] == [("xlsform-repeat", 6)]


def test_one_language_of_two_may_be_lacking_and_a_third_is_named(form):
    survey = [
        ("type", "name", "label::English", "label::中文", "label::Français (fr)"),
        ("text", "a", "A?", "甲？", "A ?"),
        ("text", "b", "B?", None, "B ?"),
    ]
    done = read(form(survey=survey))
    assert done["b"].text == {"en": "B?", "zh": "B?"}
    assert [(p.code, p.place.row, p.place.field) for p in done.problems] == [
        ("xlsform-language", 1, "E (label::Français (fr))"),
        ("xlsform-untranslated", 3, "D (label::中文)"),
    ]


def test_a_form_in_chinese_without_named_languages_is_chinese(form):
    done = read(form(survey=[("type", "name", "label"), ("text", "why", "为什么？")]))
    assert (done.questionnaire.languages, done["why"].text) == (("zh",), {"zh": "为什么？"})


def test_blank_rows_blank_columns_and_odd_writing_are_read(form):
    survey = [
        (None,),
        (" Type ", None, "NAME", "Caption", "Relevance", "Read Only"),
        (None, None, None, None),
        ("Select One from yes_no", None, "q", "Q?"),
        (None, None, "   "),
        ("  begin   group ", None, "g", "G"),
        ("int", None, "n", "N", "${ q } = “yes”"),
        ("END GROUP",),
    ]
    choices = [("list name", "value", "label"), *YES_NO[1:]]
    done = read(form(survey=survey, Choices=choices))
    assert [i.kind for i in done.questionnaire.items] == ["single_choice", "number"]
    assert done["n"].relevant.source == "q = 'yes'"
    assert done.lost == []


def test_choices_named_by_numbers_keep_them_as_codes(form):
    survey = [
        ("type", "name", "label", "relevant"),
        ("select_one n", "q", "Q?"),
        ("text", "t", "T?", "${q} > 1 and ${q} != 3"),
    ]
    done = read(
        form(
            survey=survey, choices=[("list_name", "name", "label"), ("n", 1, "One"), ("n", 2, "Two"), ("n", 3, "Three")]
        )
    )
    assert {n: o.code for n, o in done["q"].options.items()} == {"o1": 1, "o2": 2, "o3": 3}
    holds = done["t"].relevant.holds
    assert [holds({"q": name}.get) for name in ("o1", "o2", "o3", None)] == [False, True, False, False]


def test_names_that_are_no_ids_are_renamed_and_said_so(form):
    survey = [
        ("type", "name", "label", "relevant"),
        ("integer", "q-1", "Q1?"),
        ("integer", "问题", "Q2?", "${q-1} > 2"),
        ("integer", "Q_1", "Q3?", "${问题} > 2"),
    ]
    done = read(form(survey=survey))
    ids = [i.id for i in done.questionnaire.items]
    assert (ids[0], len({id.lower() for id in ids})) == ("q_1", 3)
    assert done[ids[1]].relevant.source == "q_1 > 2"
    assert done.lost == ["xlsform-renamed"] * 3


@pytest.mark.parametrize(
    ("type", "names", "lost"),
    [
        ("select_one n", ("是", "否"), 2),
        ("select_one n", ("1", "2", "dont_know"), 2),
        ("select_one n or_other", ("1", "2"), 2),
        ("select_multiple n", ("1", "2"), 2),
        ("select_one n", ("1", "2"), 0),
        ("select_one n", ("yes", "no"), 0),
    ],
)
def test_choices_that_are_renamed_are_said_so_unless_a_code_keeps_the_name(form, type, names, lost):
    choices = [("list_name", "name", "label"), *(("n", name, f"第{name}项") for name in names)]
    done = read(form(survey=[("type", "name", "label"), (type, "q", "哪一项？")], choices=choices))
    assert done.lost == ["xlsform-renamed"] * lost


def test_a_header_and_a_flag_may_be_written_in_chinese_signs(form):
    survey = [
        ("type", "name", "label::English (en)", "label：：中文（zh）", "required"),
        ("integer", "age", "Age", "年龄", "是"),
        ("integer", "visits", "Visits", "次数", "否"),
    ]
    done = read(form(survey=survey))
    assert [i.text["zh"] for i in done.questionnaire.items] == ["年龄", "次数"]
    assert [i.required for i in done.questionnaire.items] == [True, False]
    assert done.lost == []


def test_what_has_no_counterpart_is_named_with_its_place(form):
    survey = [
        ("type", "name", "label", "default", "relevant", "calculation", "media::image", "color"),
        ("start", "start"),
        ("geopoint", "where", "Where?"),
        ("integer", "n", "N?", "5", "${where} != ''", None, "n.png", "red"),
        ("calculate", "c", None, None, None, "concat('a', 'b')"),
        ("integer", "m", "M?", None, "today() > date('2026-01-01')"),
    ]
    done = read(form(survey=survey))
    assert [i.id for i in done.questionnaire.items] == ["n", "m"]
    assert [(p.code, p.place.row, p.place.field) for p in done.problems] == [
        ("xlsform-unknown-column", 1, "H (color)"),
        ("xlsform-own-times", 2, "A (type)"),
        ("xlsform-no-kind", 3, "A (type)"),
        ("xlsform-column-lost", 4, "D (default)"),
        ("xlsform-expression-lost", 4, "E (relevant)"),
        ("xlsform-column-lost", 4, "G (media::image)"),
        ("xlsform-expression-lost", 5, "F (calculation)"),
        ("xlsform-expression-lost", 6, "E (relevant)"),
    ]


def test_acknowledgement_hidden_value_and_calculation(form):
    survey = [
        ("type", "name", "label", "required", "calculation", "relevant"),
        ("acknowledge", "agree", "I agree to take part", "yes"),
        ("hidden", "source", None),
        ("integer", "n", "N?"),
        ("calculate", "twice", None, None, "if(${n} > 3, ${n} * 2, coalesce(${n}, 0) div 2)"),
        ("text", "t", "T?", None, None, "${agree} = 'OK' and ${twice} >= 8"),
    ]
    done = read(form(survey=survey))
    assert [i.kind for i in done.questionnaire.items] == ["consent", "hidden", "number", "calculated", "short_text"]
    assert done["t"].relevant.source == "agree_ok = 1 and twice >= 8"
    assert [done["twice"].value.value({"n": n}.get) for n in (4, 2, None)] == [8, 1, 0]


def test_groups_in_groups_hand_on_their_conditions(form):
    survey = [
        ("type", "name", "label", "relevant"),
        ("integer", "n", "N?"),
        ("begin_group", "outer", "Outer", "${n} > 1 or ${n} < -1"),
        ("text", "a", "A?"),
        ("begin_group", "inner", "Inner", "${n} > 2"),
        ("text", "b", "B?"),
        ("end_group",),
        ("text", "c", "C?"),
        ("end_group",),
    ]
    q = read(form(survey=survey)).questionnaire
    assert [(s.id, [i.id for i in s.items]) for s in q.sections][1:] == [
        ("outer", ["a"]),
        ("inner", ["b"]),
        ("outer_2", ["c"]),
    ]
    assert q.section("inner").relevant.source == "(n > 1 or n < -1) and n > 2"


# --- refused ----------------------------------------------------------------------------------------


def test_all_problems_are_told_at_once_each_with_its_cell(form):
    survey = [
        ("type", "name", "label", "requird", "constraint", "relevant"),
        ("txt", "a", "A?"),
        ("text", "1b", "B?"),
        ("text", "c", "Hello ${nobody}"),
        ("text", "c", "C again"),
        ("select_one missing", "d", "D?"),
        ("select_one", "e", "E?"),
        (None, "f", "F?"),
        ("text", None, "G?"),
        ("integer", "h", "H?", None, ". > and 3"),
        ("select_one yes_no", "i", "I?"),
        ("text", "j", "J?", None, None, "${i} = 'maybe'"),
        ("calculate", "k", None),
        ("range", "l", "L?"),
        ("begin_group", "m", "M"),
        ("end_repeat",),
        ("end_group",),
        ("begin_group", "n", "N"),
    ]
    choices = [*YES_NO, ("yes_no", "yes", "Yes again"), ("yes_no", None, "Nameless"), (None, "x", "X")]
    assert refused(form(survey=survey, choices=choices)) == [
        ("xlsform-misspelt-column", "survey", 1, "D (requird)"),
        ("xlsform-unknown-type", "survey", 2, "A (type)"),
        ("xlsform-bad-name", "survey", 3, "B (name)"),
        ("xlsform-unknown-reference", "survey", 4, "C (label)"),
        ("xlsform-duplicate-name", "survey", 5, "B (name)"),
        ("xlsform-unknown-list", "survey", 6, "A (type)"),
        ("xlsform-select-without-list", "survey", 7, "A (type)"),
        ("xlsform-no-type", "survey", 8, "A (type)"),
        ("xlsform-no-name", "survey", 9, "B (name)"),
        ("xlsform-bad-expression", "survey", 10, "E (constraint)"),
        ("xlsform-bad-expression", "survey", 12, "F (relevant)"),
        ("xlsform-no-calculation", "survey", 13, "B (name)"),
        ("xlsform-other-end", "survey", 16, "A (type)"),
        ("xlsform-end-without-begin", "survey", 17, "A (type)"),
        ("xlsform-never-ended", "survey", 18, "A (type)"),
        ("xlsform-duplicate-choice", "choices", 4, "B (name)"),
        ("xlsform-choice-without-name", "choices", 5, "B (name)"),
        ("xlsform-choice-without-list", "choices", 6, "A (list_name)"),
    ]


def test_known_names_are_told_in_the_order_of_the_form(form):
    asked = [("text", name, "?") for name in ("visit", "wait", "staff", "room", "price", "end")]
    survey = [("type", "name", "label"), *asked, ("note", "last", "Hello ${nobody}")]
    with pytest.raises(AuthorError) as caught:
        read(form(survey=survey))
    problem = caught.value.problems[0]
    assert problem.values["hint"]["en"] == "Known: visit, wait, staff, room, price, end, last."


def test_columns_that_stand_twice(form):
    survey = [("type", "name", "label", "label", "Caption", "label::中文"), ("text", "a", "A?", "B?", "C?", "甲？")]
    assert refused(form(survey=survey)) == [
        ("xlsform-duplicate-column", "survey", 1, "D (label)"),
        ("xlsform-duplicate-column", "survey", 1, "E (Caption)"),
    ]


@pytest.mark.parametrize(
    ("sheets", "found"),
    [
        ({"surveys": [("type", "name")]}, ("xlsform-no-survey", None, None, None)),
        ({"survey": []}, ("xlsform-empty-sheet", "survey", None, None)),
        ({"survey": [("a", "b"), ("text", "x")]}, ("xlsform-no-column", "survey", 1, None)),
        ({"survey": [("type", "name", "label")]}, ("xlsform-no-questions", "survey", None, None)),
        (
            {"survey": [("type", "name"), ("text", "a")], "choises": [("list_name", "name")]},
            ("xlsform-misspelt-sheet", "choises", None, None),
        ),
    ],
)
def test_forms_that_are_none(form, sheets, found):
    assert found in refused(form(**sheets))


def test_what_only_the_definition_shows_is_located_in_the_form(form):
    survey = [
        ("type", "name", "label", "relevant"),
        ("text", "a", "A?", "${b} = 2"),
        ("integer", "b", "B?"),
    ]
    assert refused(form(survey=survey)) == [("relevant-later", "survey", 2, None)]


def test_a_choice_of_a_later_question_is_told_by_its_question(form, tmp_path):
    survey = [
        ("type", "name", "label", "relevant"),
        ("text", "a", "A?", "selected(${m}, 'yes')"),
        ("select_multiple yes_no", "m", "M?"),
    ]
    with pytest.raises(AuthorError) as error:
        pipeline.convert(form(survey=survey, choices=YES_NO), tmp_path / "never.yaml")
    assert "“m”" in describe(error.value.problems[0], "en")
    assert "“m”" in describe(error.value.problems[0], "zh")


@pytest.mark.parametrize(("written", "meant"), [("relevence", "relevance"), ("requird", "required")])
def test_a_column_that_is_nearly_one_of_the_format_is_refused(form, tmp_path, written, meant):
    survey = [("type", "name", "label", written), ("text", "a", "A?", "yes")]
    with pytest.raises(AuthorError) as error:
        pipeline.convert(form(survey=survey), tmp_path / "never.yaml")
    assert error.value.problems[0].code == "xlsform-misspelt-column"
    assert f"“{meant}”" in describe(error.value.problems[0], "zh")


def test_a_column_that_is_no_other_is_lost(form):
    done = read(form(survey=[("type", "name", "label", "country"), ("text", "a", "A?", "CN")]))
    assert done.lost == ["xlsform-unknown-column"]


def test_a_note_without_a_name_is_called_as_pyxform_calls_it(form):
    path = form(survey=[("type", "name", "label"), ("note", None, "Hello"), ("text", "a", "A?")])
    assert [item.id for item in read(path).questionnaire.items] == ["generated_note_name_2", "a"]
    xform = pytest.importorskip("pyxform.xls2xform").convert(str(path)).xform
    assert "generated_note_name_2" in xform


def test_points_of_a_scale_that_get_other_numbers_than_their_names_are_told(form):
    survey = [("type", "name", "label", "appearance"), ("select_one good", "q", "How good?", "likert")]
    header = ("list_name", "name", "label")
    choices = [
        header,
        ("good", "1", "bad"),
        ("good", "2", "fair"),
        ("good", "unsure", "no idea"),
        ("good", "3", "good"),
    ]
    done = read(form(survey=survey, choices=choices))
    assert done["q"].scale.points[4]["en"] == "good"
    told = [(p.place.row, p.values["name"], p.values["id"]) for p in done.problems if p.code == "xlsform-renamed"]
    assert told == [(4, "unsure", "3"), (5, "3", "4")]
    numbers = read(form(survey=survey, choices=[header, ("good", "1", "bad"), ("good", "5", "good")]))
    assert list(numbers["q"].scale.points) == [1, 5]
    assert not numbers.lost
