"""What the columns of a labelled file become, kind by kind; every column is in the definition or named as left out."""

import datetime

import pytest

from surveykit.core.codebook import Level
from surveykit.design.check.labels import are_degrees, label_errors
from surveykit.interchange.adopt.drafted import draft
from surveykit.interchange.adopt.guess import Verdict
from surveykit.interchange.statistics_file import open_dta, open_sav
from surveykit.interchange.table import Meaning, Table
from tests.interchange.adopt.foreign import AGREE, ROWS, labelled, write


def judged(labels, language):
    return Verdict(are_degrees(labels, language), label_errors(labels, language))


def adopted(columns, **meanings):
    """The draft for plain columns, each with what a file says of it."""
    rows = tuple(zip(*([str(c) for c in cells] for cells in columns.values()), strict=True))
    table = Table(tuple(columns), rows, tuple(range(2, len(rows) + 2)), "study.csv", meanings=meanings)
    return draft(table, judged)


def items(found):
    return {item["id"]: item for item in found.tree["sections"][0]["items"]}


def targets(found):
    return {name: (own["variable"], own.get("codes", {})) for name, own in found.mapping["columns"].items()}


def only(cells, **about):
    """The one item that a column becomes, and its codes."""
    found = adopted({"x": cells}, x=Meaning(**about))
    (item,) = items(found).values()
    return item, targets(found)["x"][1], found


@pytest.mark.parametrize("ending", [".sav", ".dta"])
def test_a_study_becomes_questions_of_fitting_kinds(tmp_path, ending):
    path = write(tmp_path / f"study{ending}")
    found = draft(open_sav(path) if ending == ".sav" else open_dta(path), judged)
    made = items(found)
    assert {id: item["kind"] for id, item in made.items()} == {
        "sat_items": "matrix",
        "channel": "single_choice",
        "q7": "multiple_choice",
        "visits": "number",
        "why": "open_text",
    }
    assert made["sat_items"]["text"] == "Please judge us"
    assert made["sat_items"]["rows"]["sat1"] == "the price"
    assert made["q7"]["options"] == {"late": "Came late", "dirt": "Left dirt"}
    assert made["channel"]["options"]["refused"] == {"en": "Refused", "missing": "refused"}
    assert found.tree["scales"] == {
        "points5": {"levels": {str(code): label for code, label in AGREE.items()}, "dont_know": "Don't know"}
    }
    assert found.tree["constructs"] == {
        "sat": {"role": "satisfaction", "label": "sat", "items": ["sat1", "sat2", "sat3"]}
    }
    assert targets(found)["sat1"] == ("sat1", {"9": "dont_know"})
    assert [(left.name, left.why) for left in found.left_out] == [("empty", "empty")]
    assert found.mapping["ignore"] == ["empty"]


def test_a_chinese_study_is_drafted_in_chinese_with_ids_that_can_be_ids(tmp_path):
    found = draft(open_sav(write(tmp_path / "满意度.sav", "zh")), judged)
    assert found.tree["languages"] == ["zh"]
    assert found.tree["title"] == "满意度"
    assert found.tree["questionnaire"] == "q"
    assert [item["kind"] for item in items(found).values()] == [
        "matrix",
        "single_choice",
        "multiple_choice",
        "number",
        "open_text",
    ]
    assert items(found)["v4"]["options"]["refused"] == {"zh": "拒答", "missing": "refused"}
    assert found.tree["constructs"]["c"] == {"role": "satisfaction", "label": "满意", "items": ["v1", "v2", "v3"]}
    assert targets(found)["满意1"] == ("v1", {"9": "dont_know"})


def test_each_column_stands_in_the_mapping_once():
    columns = {"id": [101, 102], "a": [1, 2], "A": [3, 4], "not": ["x", "y"], "e": ["", ""]}
    found = adopted(columns)
    named = [found.mapping["id"], *found.mapping["columns"], *found.mapping["ignore"]]
    assert sorted(named) == sorted(columns)
    variables = [variable.lower() for variable, _ in targets(found).values()]
    assert len(set(variables)) == len(variables) == 3
    assert "not" not in variables


# --- kinds ------------------------------------------------------------------------------------------


def test_the_level_that_the_file_states_decides_between_choice_and_rating():
    labels = {"1": "Small shop", "2": "Market", "3": "Online"}
    assert only([1, 2, 3], values=labels, level=Level.NOMINAL)[0]["kind"] == "single_choice"
    assert only([1, 2, 3], values=labels, level=Level.ORDINAL)[0]["kind"] == "rating"


def test_labels_that_are_degrees_are_a_scale_whatever_the_level_says():
    never = {"1": "never", "2": "sometimes", "3": "often", "4": "always"}
    assert only([1, 4], values=never)[0]["kind"] == "rating"
    item, _, found = only([1, 4], values=never, level=Level.NOMINAL)
    assert item["kind"] == "rating"
    assert found.entries[0].doubts == ("nominal",)


def test_a_scale_with_labelled_ends_keeps_its_bare_points():
    _, _, found = only([1, 2, 3, 4, 5, 6, 7], values={"1": "poor", "7": "good"})
    assert found.tree["scales"] == {"points7": {"from": 1, "to": 7, "low": "poor", "high": "good"}}


def test_numbered_columns_without_labels_are_on_the_scale_that_their_values_show():
    found = adopted({"ease1": [0, 20, 40, 60], "ease2": [80, 100, 20, 0], "overall": [20, 40, 60, 80]})
    levels = {"points6": {"levels": {str(n): str(n) for n in range(0, 101, 20)}}}
    assert found.tree["scales"] == levels
    assert {item["scale"] for item in items(found).values()} == {"points6"}
    assert found.tree["constructs"]["ease"]["items"] == ["ease1", "ease2"]


def test_questions_that_are_only_numbered_are_no_construct():
    assert "constructs" not in adopted({"q1": [1, 2, 3, 4], "q2": [4, 3, 2, 1]}).tree


def test_columns_of_zero_and_one_are_one_question_only_beside_their_like():
    values = {"0": "not selected", "1": "Came late"}
    alone = only([0, 1], values=values)[0]
    assert (alone["kind"], alone["options"]) == (
        "single_choice",
        {"not_selected": {"en": "not selected", "code": 0}, "came_late": {"en": "Came late", "code": 1}},
    )
    two = adopted({"p_1": [0, 1], "p_2": [1, 1]}, p_1=Meaning(values=values))
    assert items(two)["p"]["options"] == {"o1": "Came late", "o2": "p_2"}
    assert (
        items(adopted({"sex_1": [0, 1], "sex_2": [1, 0]}, sex_1=Meaning(values={"0": "Man", "1": "Woman"})))["sex_1"][
            "kind"
        ]
        == "single_choice"
    )


@pytest.mark.parametrize(
    ("cells", "kind", "more"),
    [
        ([datetime.date(2026, 1, 5), datetime.date(2026, 1, 6)], "date_time", {}),
        (["2026-01-05T10:00:00", "2026-01-06 11:30:00"], "date_time", {"part": "both"}),
        (["10:00:00", "11:30"], "date_time", {"part": "time"}),
        ([1.5, 20.25, 3], "number", {"decimals": 2}),
        ([-3, 40, 2000], "number", {}),
        (["a", "b"], "short_text", {}),
        (["w" * 90, "b"], "open_text", {}),
    ],
)
def test_what_has_no_labels_is_told_by_its_cells(cells, kind, more):
    item, _, _ = only(cells)
    assert item == {"id": "x", "kind": kind, "text": "x", **more}


def test_zeros_in_front_are_not_lost():
    """Postal codes and numbers of staff; a constant one, too. Codes that have labels stay codes."""
    for cells in ([f"{n:05}" for n in range(20)], ["007"] * 5):
        item, codes, _ = only(cells)
        assert (item["kind"], codes) == ("short_text", {})
    item, codes, _ = only(["01", "02"] * 5, values={"01": "By phone", "02": "By mail"})
    assert (item["kind"], list(codes)) == ("single_choice", ["01", "02"])


def test_few_different_words_are_a_list():
    assert only(["shop", "home"] * 10)[0]["options"] == {"shop": "shop", "home": "home"}


# --- codes ------------------------------------------------------------------------------------------


def test_declared_values_become_reasons_and_those_without_a_known_word_are_doubtful():
    labels = {"1": "Yes", "2": "No", "97": "拒绝回答", "98": "Spoiled", "99": "N/A"}
    item, codes, found = only([1, 2, 97, 98, 99, 96], values=labels, missing=((96, 99),))
    assert codes == {"97": "refused", "98": "not_answered", "99": "not_applicable", "96": "not_answered"}
    assert list(item["options"]) == ["yes", "no", "not_applicable", "refused"]
    assert found.entries[0].guesses[0].column.unknown == ("98", "96")
    assert "unknown" in found.entries[0].doubts


def test_values_that_stand_for_reasons_here_are_moved_and_mapped():
    labels = {"-2": "worse", "-1": "slightly worse", "0": "same", "1": "better"}
    item, codes, found = only([-2, -1, 0, 1], values=labels, level=Level.ORDINAL)
    assert list(found.tree["scales"][item["scale"]]["levels"]) == ["1", "2", "3", "4"]
    assert codes == {"-2": "1", "-1": "2", "0": "3", "1": "4"}
    item, codes, _ = only([-1, 7], values={"-1": "Shop", "7": "Market"})
    assert (item["options"], codes) == ({"shop": "Shop", "market": {"en": "Market", "code": 7}}, {"-1": "shop"})
    assert only([-1, 5, 200])[1] == {"-1": "-1"}
    assert only([-1, 5.5, 200])[1] == {"-1": "-1"}


def test_labels_of_words_and_of_fractions_are_options():
    item, codes, _ = only(["m", "f"], values={"m": "Male", "f": "Female"})
    assert (item["options"], codes) == ({"male": "Male", "female": "Female"}, {"m": "male", "f": "female"})
    item, codes, _ = only([1.5, 2], values={"1.5": "Half", "2": "Whole"})
    assert (item["options"], codes) == ({"half": "Half", "whole": "Whole"}, {"1.5": "half"})


def test_values_without_a_label_beside_labelled_ones_are_kept_and_told():
    item, _, found = only([1, 2, 5], values={"1": "Shop", "2": "Market"}, level=Level.NOMINAL)
    assert item["options"] == {"shop": "Shop", "market": "Market", "o3": {"en": "5", "code": 5}}
    assert found.entries[0].doubts == ("unlabelled",)


def test_numbers_that_look_like_codes_for_no_answer_are_taken_for_them():
    assert only([1, 2, 3, -99])[1] == {"-99": "not_answered"}
    assert only([20, 35, 99])[1] == {}


def test_cells_that_hold_labels_are_read_as_their_values():
    _, codes, _ = only(["Shop", "2", "Refused"], values={"1": "Shop", "2": "Market", "8": "Refused"})
    assert codes == {"8": "refused", "Refused": "refused", "Shop": "shop"}


def test_texts_hold_the_codes_of_reasons():
    assert only(["refused", "w" * 90])[1] == {"refused": "-4"}


# --- labels -----------------------------------------------------------------------------------------


def test_equal_labels_are_told_apart():
    item, codes, _ = only([1, 2, 3], values={"1": "Other", "2": "Shop", "3": "other"})
    assert item["options"] == {"other": "Other [1]", "shop": "Shop", "other_2": "other [3]"}
    assert codes == {"1": "other", "3": "other_2"}


def test_signs_of_templates_and_of_yaml_are_only_texts():
    item, _, _ = only([1, 2], label="{{a}} ${b}: <i>#\x07", values={"1": "- no", "2": "yes: {x}"})
    assert item["text"] == "{ {a} } $ {b}: <i>#"
    assert list(item["options"].values()) == ["- no", "yes: {x}"]


def test_labels_that_the_checker_would_refuse_are_said_in_another_way():
    good = {"1": "excellent", "2": "very good", "3": "good", "4": "fair", "5": "poor"}
    _, _, found = only([1, 5], values=good)
    assert found.tree["scales"] == {"points5": {"from": 1, "to": 5, "low": "excellent", "high": "poor"}}
    assert found.entries[0].doubts == ("unbalanced",)
    item, _, found = only([1, 2, 3], values={"1": "satisfied", "2": "dissatisfied", "3": "neither"})
    assert list(item["options"].values()) == ["1", "2", "3"]
    assert found.entries[0].doubts == ("order",)
    item, _, found = only([1, 2, 3], values={"1": "18-25", "2": "25-35", "3": "35-45"})
    assert item["kind"] == "rating"
    assert found.entries[0].doubts == ("bands",)


def test_computed_values_and_columns_of_our_own_exports_are_left_out():
    found = adopted({"weight": [0.12345678, 1], "why": ["a", "b"], "why.missing": ["", ""], "response.status": [1, 2]})
    assert {left.name: left.why for left in found.left_out} == {
        "weight": "decimals",
        "why.missing": "system",
        "response.status": "system",
    }


def test_a_letter_of_stata_without_a_label_is_doubtful(tmp_path):
    columns = {"x": [float(1 + at % 3) for at in range(ROWS)]}
    path = labelled(tmp_path / "x.dta", columns, variable_value_labels={"x": {1: "Shop", 2: "Market", 3: "Online"}})
    assert targets(draft(open_dta(path), judged))["x"] == ("x", {})
    item, codes, found = only([1, 2, ".b"], values={"1": "Shop", "2": "Market"}, coded=False)
    assert (item["kind"], codes, found.entries[0].doubts) == ("single_choice", {".b": "not_answered"}, ("unknown",))
