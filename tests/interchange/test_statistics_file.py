"""Files of SPSS and Stata: codes, labels and declared missing values mean here what they mean there, or are refused."""

from dataclasses import replace
from datetime import datetime

import pytest

from surveykit.core.codebook import Missing
from surveykit.core.language import describe
from surveykit.design.load import parse_questionnaire
from surveykit.errors import AnalystError
from surveykit.interchange.draft.guess import draft
from surveykit.interchange.mapping import parse_mapping
from surveykit.interchange.responses import responses_of
from surveykit.interchange.statistics_file import open_dta, open_sav
from tests.interchange.foreign import TINY, answers

pd = pytest.importorskip("pandas")
pyreadstat = pytest.importorskip("pyreadstat")
NONE, NA = Missing.NOT_ANSWERED, Missing.NOT_APPLICABLE


def sav(tmp_path, columns, **options):
    pyreadstat.write_sav(pd.DataFrame(columns), tmp_path / "x.sav", **options)
    return open_sav(tmp_path / "x.sav")


def dta(tmp_path, columns, **options):
    frame = pd.DataFrame({name: pd.Series(cells, dtype=object) for name, cells in columns.items()})
    pyreadstat.write_dta(frame, tmp_path / "x.dta", version=14, **options)
    return open_dta(tmp_path / "x.dta", TINY.codebook.by_name)


def refusal(source, mapping=None):
    with pytest.raises(AnalystError) as error:
        answers(source, "speed", mapping)
    return error.value.problems[0]


def test_cells_are_numbers_texts_and_nothing(tmp_path):
    source = sav(tmp_path, {"id": [101.0, 102.0], "speed": [3.0, None], "why": ["slow", ""], "warmth": [-1.5, 20.0]})
    assert (source.last, source.header) == (2, None)
    assert answers(source, "speed") == [3, NONE]
    assert answers(source, "why") == ["slow", NONE]
    assert answers(source, "warmth") == [-1.5, 20]


@pytest.mark.parametrize("written", [sav, dta])
def test_a_long_file_is_read_in_pieces_and_cases_keep_their_numbers(tmp_path, monkeypatch, written):
    monkeypatch.setattr("surveykit.interchange.statistics_file._CELLS", 1)
    monkeypatch.setattr("surveykit.interchange.sav_cells._ROWS", 1_000)
    source = written(tmp_path, {"speed": [1.0] * 2_500 + [9.0]})
    assert [len(chunk.numbers) for chunk in source.chunks()] == [1_000, 1_000, 501]
    problem = refusal(source)
    assert (problem.place.row, problem.place.field) == (2_501, "speed")


def test_cases_that_are_left_to_pyreadstat_follow_those_before_them(tmp_path, monkeypatch):
    monkeypatch.setattr("surveykit.interchange.sav_cells._ROWS", 1_000)
    source = sav(tmp_path, {"speed": [1.0] * 2_500, "why": ["fine"] * 2_499 + ["slow"]})
    whole = source.path.read_bytes()
    source.path.write_bytes(whole.replace(b"slow", b"s\0ow"))
    assert [chunk.numbers[0] for chunk in source.chunks()] == [1, 1_001, 2_001]
    assert answers(source, "why") == answers(replace(source, layout=None), "why")


def test_our_own_codes_of_reasons_are_reasons_and_other_declared_ones_need_a_meaning(tmp_path):
    ranges = {"visits": [{"lo": -6, "hi": -1}, {"lo": 99, "hi": 99}]}
    source = sav(tmp_path, {"speed": [1.0] * 3, "visits": [5.0, -2.0, 99.0]}, missing_ranges=ranges)
    problem = refusal(source)
    assert (problem.code, problem.place.row, problem.values["value"]) == ("import-declared-missing", 3, "99")
    assert 'codes: {"99": refused}' in describe(problem, "en")
    mapping = parse_mapping('columns: {visits: {variable: visits, codes: {"99": refused}}}')
    assert answers(source, "visits", mapping) == [5, NONE, Missing.REFUSED]


def test_so_do_texts_that_the_file_declares_missing(tmp_path):
    source = sav(tmp_path, {"speed": [1.0] * 2, "why": ["slow", "NA"]}, missing_ranges={"why": ["NA"]})
    problem = refusal(source)
    assert (problem.code, problem.place.row, problem.values["value"]) == ("import-declared-missing", 2, "NA")
    guess = next(guess for guess in draft(source, TINY).guesses if guess.column == "why")
    assert guess.unexplained == ("NA",)
    mapping = parse_mapping("columns: {why: {variable: why, codes: {NA: not_applicable}}}")
    assert answers(source, "why", mapping) == ["slow", NA]


def test_a_day_that_is_declared_missing_stays_as_it_is(tmp_path):
    day = (datetime(2026, 1, 15) - datetime(1582, 10, 14)).total_seconds()
    missing = {"why": [{"lo": day, "hi": day}]}
    source = sav(tmp_path, {"why": [day, day + 86_400]}, variable_format={"why": "DATE11"}, missing_ranges=missing)
    assert answers(source, "why") == ["2026-01-15", "2026-01-16"]


def test_a_declared_value_whose_label_the_questionnaire_knows_is_explained_by_it(tmp_path):
    source = sav(
        tmp_path,
        {"speed": [1.0, 9.0]},
        missing_ranges={"speed": [9]},
        variable_value_labels={"speed": {1: "Slow", 9: "Did not use"}},
    )
    assert answers(source, "speed") == [1, NA]


def test_a_code_that_only_its_label_explains_is_read_by_its_label(tmp_path):
    labels = {"speed": {11: "slow", 12: "fair", 13: "快"}}
    assert answers(sav(tmp_path, {"speed": [13.0, 11.0]}, variable_value_labels=labels), "speed") == [3, 1]


def test_a_code_that_means_another_thing_in_the_file_is_refused(tmp_path):
    source = sav(tmp_path, {"speed": [1.0, 3.0]}, variable_value_labels={"speed": {1: "fast", 2: "fair", 3: "slow"}})
    problem = refusal(source)
    assert (problem.code, problem.place.field, problem.values["value"]) == ("import-label-differs", "speed", "1")
    assert "means “fast”, in the questionnaire “slow”" in describe(problem, "en")
    turned = parse_mapping('columns: {speed: {variable: speed, codes: {"1": 3, "2": 2, "3": 1}}}')
    assert answers(source, "speed", turned) == [3, 1]


def test_labels_that_are_numbers_are_held_against_labels_and_not_against_codes(tmp_path):
    options = "{none: {en: '0', zh: '0'}, one: {en: '1', zh: '1'}, two: {en: '2', zh: '2'}}"
    asked = parse_questionnaire(
        "questionnaire: q\nversion: '1'\nlanguages: [en, zh]\ntitle: {en: T, zh: 题}\nsections:\n"
        "  - id: all\n    title: {en: A, zh: 全}\n    items:\n"
        f"      - {{id: kids, kind: single_choice, text: {{en: Kids, zh: 几个}}, options: {options}}}\n"
    )
    source = sav(tmp_path, {"kids": [1.0, 2.0, 3.0]}, variable_value_labels={"kids": {1: "0", 2: "1", 3: "2"}})
    assert [response.answers["kids"] for response in responses_of(source, asked)] == ["none", "one", "two"]
    other = sav(tmp_path, {"kids": [0.0, 1.0, 2.0]}, variable_value_labels={"kids": {0: "0", 1: "1", 2: "2"}})
    with pytest.raises(AnalystError) as error:
        list(responses_of(other, asked))
    assert [p.code for p in error.value.problems[:-1]] == ["import-label-differs"] * 2


def test_a_reason_with_another_label_is_refused(tmp_path):
    source = sav(tmp_path, {"speed": [1.0, -1.0]}, variable_value_labels={"speed": {-1: "Hung up"}})
    assert refusal(source).code == "import-label-differs"


def test_a_number_without_bounds_is_a_reason_where_the_file_says_that_it_is_missing(tmp_path):
    asked = parse_questionnaire("""
questionnaire: change
version: "1"
languages: [en]
title: Change
sections: [{id: one, title: One, items: [{id: change, kind: number, text: By how much?}]}]
""")
    declared = sav(tmp_path, {"change": [7.0, -3.0]}, missing_ranges={"change": [{"lo": -6, "hi": -1}]})
    assert [r.answers["change"] for r in responses_of(declared, asked)] == [7, Missing.DONT_KNOW]
    with pytest.raises(AnalystError) as error:
        list(responses_of(sav(tmp_path, {"change": [7.0, -3.0]}), asked))
    assert [(p.code, p.place.row) for p in error.value.problems[:-1]] == [("import-number-or-reason", 2)]


def test_a_labelled_number_stands_for_the_reason_that_its_label_names(tmp_path):
    source = sav(tmp_path, {"visits": [3.0, 150.0]}, variable_value_labels={"visits": {150: "refused"}})
    assert answers(source, "visits") == [3, Missing.REFUSED]


def test_letters_of_stata_are_reasons_as_in_our_exports(tmp_path):
    letters = {"speed": list("abcdef")}
    source = dta(tmp_path, {"speed": [3, "e", "b"], "why": ["a", "b", ""]}, missing_user_values=letters)
    assert answers(source, "speed") == [3, NA, NONE]
    assert answers(source, "why") == ["a", "b", NONE]


def test_numbers_of_stata_in_single_precision_have_the_digits_that_were_typed(tmp_path):
    """float is the type that Stata gives a number unless it is told otherwise: 1.1 is kept as 1.10000002384185791."""
    pd.DataFrame({"warmth": pd.Series([1.1, -3.3, 16.7], dtype="float32")}).to_stata(tmp_path / "x.dta", version=118)
    assert answers(open_dta(tmp_path / "x.dta"), "warmth", parse_mapping("ignore: [index]")) == [1.1, -3.3, 16.7]


def test_the_reasons_beside_texts_of_our_exports_are_known_however_stata_shortens_their_names(tmp_path):
    long, alike = f"{'a' * 24}b", f"{'a' * 24}c"
    stored = ("with_", "with_missing", long, f"{'a' * 24}_missing", alike, f"{'a' * 24}_missin2", "_missing")
    pyreadstat.write_dta(pd.DataFrame({name: ["x"] for name in stored}), tmp_path / "x.dta", version=14)
    columns = open_dta(tmp_path / "x.dta", {"with", long, alike}).columns
    assert columns == ("with", "with.missing", long, f"{long}.missing", alike, f"{alike}.missing", "_missing")


def test_another_letter_of_stata_needs_a_meaning_and_one_that_is_labelled_otherwise_too(tmp_path):
    source = dta(tmp_path, {"speed": [3, "z"]}, missing_user_values={"speed": ["z"]})
    assert (refusal(source).code, refusal(source).values["value"]) == ("import-not-in-codebook", ".z")
    mapping = parse_mapping('columns: {speed: {variable: speed, codes: {".z": refused}}}')
    assert answers(source, "speed", mapping) == [3, Missing.REFUSED]
    labels = {"speed": {1: "slow", "a": "Hung up"}}
    other = dta(tmp_path, {"speed": [1, "a"]}, missing_user_values={"speed": ["a"]}, variable_value_labels=labels)
    assert refusal(other).code == "import-label-differs"


def test_negative_numbers_are_numbers_in_stata(tmp_path):
    assert answers(dta(tmp_path, {"warmth": [-1, 20]}), "warmth") == [-1, 20]


@pytest.mark.parametrize(
    ("opened", "why"), [(open_sav, "第0个字节处的内容与文件不符"), (open_dta, "文件类型不符、已损坏，或正被占用")]
)
def test_what_is_no_such_file_is_said_to_be_none(tmp_path, opened, why):
    path = tmp_path / f"x.{opened.__name__[-3:]}"
    path.write_text("id,speed\n1,2\n")
    with pytest.raises(AnalystError) as error:
        opened(path)
    assert [p.code for p in error.value.problems] == ["statistics-unreadable", "nothing-imported"]
    assert f"（{why}）" in describe(error.value.problems[0], "zh")
    with pytest.raises(AnalystError) as error:
        opened(tmp_path / "none")
    assert error.value.problems[0].code == "no-such-file"


def test_a_damaged_file_is_told_without_a_traceback(tmp_path):
    sav(tmp_path, {"speed": [1.0, 2.0]})
    path = tmp_path / "x.sav"
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(AnalystError) as error:
        answers(open_sav(path), "speed")
    assert error.value.problems[0].code == "statistics-unreadable"


def test_a_damaged_dictionary_is_told_without_a_traceback(tmp_path):
    sav(tmp_path, {"speed": [1.0, 2.0], "why": ["a", "b"]})
    path = tmp_path / "x.sav"
    path.write_bytes(path.read_bytes().replace(b"SPEED   ", b"        "))
    with pytest.raises(AnalystError) as error:
        open_sav(path)
    assert error.value.problems[0].code == "statistics-unreadable"
    assert "有一列没有列名" in describe(error.value.problems[0], "zh")
