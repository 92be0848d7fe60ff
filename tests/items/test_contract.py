"""One contract over all item kinds, each with the sample that its own documentation shows."""

from random import Random

import pytest

import surveykit.items
from surveykit.core.codebook import CHOSEN_MISSING, Missing
from surveykit.core.finding import Style
from surveykit.core.item import KINDS
from surveykit.core.language import LANGUAGES
from tests.items.contract import FIGURES, coded, example, filled, is_missing, refusals

ALL = pytest.mark.parametrize("kind", sorted(KINDS))
COLUMNS = sorted(k for k in KINDS if example(k).items[0].variables())
WITH_COLUMNS = pytest.mark.parametrize("kind", COLUMNS)
WITH_ANSWERS = pytest.mark.parametrize("kind", [k for k in COLUMNS if not KINDS[k].unseen])
SEEDS = 200
VAST = "9" * 400
FREE_TEXT = {"open_text", "recall"}
REQUIRED = {"answer-required", "answer-row-required", "answer-consent-required"}


def random_answers(asked, count=SEEDS):
    return [asked.items[0].random_answer(Random(seed)) for seed in range(count)]


def test_the_room_names_every_kind_it_has():
    assert sorted(surveykit.items.__all__) == sorted(KINDS)


@ALL
def test_the_documented_sample_loads(kind):
    items = example(kind).items
    assert type(items[0]) is KINDS[kind]
    assert items == items[0].expanded()


@ALL
@pytest.mark.parametrize("required", [False, True])
def test_what_is_posted_again_is_the_same_answer(kind, required):
    asked = example(kind, required and not KINDS[kind].unseen)
    for answer in random_answers(asked):
        assert asked.items[0].parse(asked.items[0].fields_of(answer)) == answer


@ALL
def test_exactly_the_declared_variables_are_filled(kind):
    asked = example(kind)
    names = {v.name for v in asked.items[0].variables()}
    assert all(answer.keys() == names for answer in random_answers(asked))
    assert asked.items[0].optional().parse({}).keys() == names
    assert asked.items[0].unanswered().keys() == names
    assert all(v.item == asked.items[0].id for v in asked.items[0].variables())


@ALL
def test_every_answer_is_in_the_codebook(kind):
    asked = example(kind)
    for answer in random_answers(asked):
        for name, value in coded(asked, answer).items():
            variable = asked.codebook.by_name[name]
            if is_missing(value):
                assert value in variable.missing or value is Missing.NOT_ASKED
            elif not variable.numeric:
                assert isinstance(value, str)
            else:
                assert not isinstance(value, str)
                assert variable.minimum is None or variable.minimum <= value
                assert variable.maximum is None or value <= variable.maximum
                if variable.complete and variable.stored:
                    assert value in variable.values


@ALL
def test_variables_speak_both_languages(kind):
    for variable in example(kind).items[0].variables():
        for text in (variable.label, *variable.values.values(), *([variable.unit] if variable.unit else [])):
            assert set(text) == set(LANGUAGES)
            assert all(text.values())


@WITH_COLUMNS
@pytest.mark.parametrize("case", ["empty", "all missing", "filled", "one"])
def test_any_column_can_be_summarised(kind, case):
    asked = example(kind)
    nobody = [asked.items[0].unanswered()] * 5
    answers = {"empty": [], "all missing": nobody, "filled": random_answers(asked), "one": random_answers(asked, 1)}
    data = filled(asked, answers[case])
    summary = asked.items[0].summary(data)
    assert 0 <= summary.n <= data.n
    assert all(len(row) == len(summary.table.columns) for row in summary.table.rows)
    assert summary.table.rows
    if case in ("empty", "all missing"):
        assert summary.n == 0
        assert summary.figure is None
        for row in summary.table.rows:
            numbers = zip(row, summary.table.columns, strict=True)
            assert not any(isinstance(cell, float) for cell, column in numbers if column.style is not Style.COUNT)
    if summary.figure is not None:
        assert summary.figure.kind in FIGURES
        assert set(summary.figure.title) == set(LANGUAGES)


def test_what_has_no_column_posts_nothing_and_has_no_summary():
    (kind,) = [k for k in KINDS if not example(k).items[0].variables()]
    item = example(kind, required=True).items[0]
    assert (item.kind, item.parse({"other": ["1"]}), item.fields_of({"other": 1})) == ("information", {}, {})
    assert item.summary(filled(example(kind), [{}, {}])) is None


@WITH_ANSWERS
def test_nothing_answered_is_taken_unless_required(kind):
    blank = {Missing.NOT_ANSWERED, Missing.NOT_ASKED} if kind != "consent" else {0}
    assert set(example(kind).items[0].optional().parse({}).values()) <= blank
    required = example(kind, required=True).items[0]
    assert {code for code, _ in refusals(required, {})} <= REQUIRED
    assert refusals(required, {})
    blank = {field: ["  "] for field in required.fields_of(required.random_answer(Random(1)))}
    assert refusals(required, blank)


@WITH_ANSWERS
@pytest.mark.parametrize("value", ["a\x00b", "half \ud83d"])
def test_what_no_database_keeps_is_refused(kind, value):
    item = example(kind).items[0]
    fields = item.fields_of(next(a for a in random_answers(example(kind)) if item.fields_of(a)))
    for field in fields:
        assert refusals(item, fields | {field: [value]}), field


@WITH_ANSWERS
@pytest.mark.parametrize("value", ["no_such", "<script>", "-2", VAST, "'; drop", "not_asked", "1e9"])
def test_what_is_not_offered_is_refused(kind, value):
    item = example(kind).items[0]
    if kind in FREE_TEXT:
        assert value[:100] in item.parse({item.variables()[0].name: [value[:100]]}).values()
        return
    fields = item.fields_of(item.random_answer(Random(3)))
    for field in (f for f in fields if not f.endswith("_text")):
        assert [place for _, place in refusals(item, fields | {field: [value]})], field


@pytest.mark.parametrize("kind", sorted(k for k in KINDS if not KINDS[k].unseen))
def test_a_refusal_names_the_item_or_one_of_its_fields(kind):
    item = example(kind, required=True).items[0]
    names = {item.id, *(v.name for v in item.variables())}
    assert {place for _, place in refusals(item, {})} <= names


@ALL
def test_fields_of_others_do_not_disturb(kind):
    item = example(kind).items[0]
    answer = item.random_answer(Random(5))
    assert item.parse(item.fields_of(answer) | {"csrf_token": ["x"], "other": ["1", "2"]}) == answer


@ALL
def test_answers_that_were_never_given_post_nothing(kind):
    item = example(kind).items[0]
    assert item.fields_of({}) == {}
    for reason in (Missing.NOT_ANSWERED, Missing.NOT_ASKED, Missing.NOT_REACHED):
        assert item.fields_of({v.name: reason for v in item.variables()}) == {}


@ALL
def test_reasons_to_choose_are_among_those_that_a_form_can_offer(kind):
    for variable in example(kind).items[0].variables():
        assert variable.missing <= {Missing.NOT_ANSWERED, *CHOSEN_MISSING}
