"""A filled review is read strictly, and does what it says: no more."""

import pytest

from surveykit.cleaning.clean import apply_rules, flagged
from surveykit.cleaning.code import code_responses
from surveykit.cleaning.corrections import corrections_finding
from surveykit.cleaning.quality import quality_finding
from surveykit.cleaning.review import COLUMNS, Review, Verdict, read_review, review_rows
from surveykit.core.codebook import Missing
from surveykit.core.dataset import Dataset
from surveykit.core.plan import Cleaning
from surveykit.core.response import Response, Status
from surveykit.errors import AnalystError
from tests.cleaning.applied import asking, ratings

NAMES = [f"q{at}" for at in range(12)]
Q = asking(
    *ratings(*NAMES),
    "{id: came, kind: single_choice, text: Came, options: {bus: Bus, rail: Rail}}",
    "{id: link, kind: hidden, text: Link}",
)
VARIED = {name: 1 + at % 5 for at, name in enumerate(NAMES)} | {"came": 1, "link": "x"}
ROWS = {"ann": VARIED, "bob": VARIED | dict.fromkeys(NAMES, 3), "cy": VARIED | {"q0": 5, "q11": Missing.REFUSED}}
PLAN = Cleaning()
CODED = Dataset.build(Q, ROWS)
APPLIED = apply_rules(CODED, PLAN)
DATA = flagged(CODED, APPLIED)
KEEP = {"record": "bob", "rule": "straight_line", "verdict": "keep", "who": "Li", "when": "2026-01-31"}
EXCLUDE = KEEP | {"verdict": "exclude"}
CORRECT = KEEP | {"record": "ann", "rule": "manual", "verdict": "correct", "variable": "q0", "corrected": "4"}


def read(*rows, columns=COLUMNS):
    return read_review(columns, list(enumerate(rows, 2)), "r.csv", DATA)


def faults(*rows, columns=COLUMNS):
    with pytest.raises(AnalystError) as error:
        read(*rows, columns=columns)
    return [(p.code, p.place.row, p.place.field) for p in error.value.problems]


def test_the_table_has_a_row_for_every_flag_and_room_for_a_verdict():
    (row,) = review_rows(APPLIED, Review(), DATA, "en")
    assert row == {
        "record": "bob",
        "rule": "straight_line",
        "rule_version": "2",
        "evidence": "the answer 3, 12 times in a row, from q0 to q11",
    }


def test_an_imported_record_goes_by_the_id_of_its_file():
    answers = {v.name: VARIED.get(v.name, 1) for v in Q.codebook.asked.variables} | dict.fromkeys(NAMES, 3)
    answers["came"] = "bus"
    response = Response("f" * 32, "import:A-17", Q.id, Q.hash, answers, None, Status.IMPORTED)
    coded = code_responses({Q.hash: Q}, Q, [response])
    applied = apply_rules(coded, PLAN)
    (row,) = review_rows(applied, Review(), coded, "en")
    assert row["record"] == "A-17"
    filled = [(2, row | EXCLUDE | {"record": "A-17"})]
    assert set(read_review(COLUMNS, filled, "r.csv", coded).excluded()) == {"f" * 32}


def test_what_was_said_already_is_carried_over_in_either_language():
    filled = {**review_rows(APPLIED, Review(), DATA, "zh")[0], **KEEP}
    rows = review_rows(APPLIED, read(filled, CORRECT), DATA, "en")
    assert [(row["verdict"], row["who"]) for row in rows] == [("keep", "Li"), ("correct", "Li")]
    assert (rows[1]["original"], rows[1]["corrected"]) == ("1", "4")
    assert rows[0]["evidence"].startswith("the answer 3")


def test_rows_without_a_verdict_are_open():
    assert read({"record": "bob", "rule": "straight_line"}).judgements == ()


def test_the_excluded_are_counted_by_rule():
    excluded = read(EXCLUDE).excluded()
    assert excluded == {"bob": {"en": "left out after review: Straight line", "zh": "复核后剔除：直线作答"}}
    left = DATA.without(excluded)
    assert (list(left.respondents), left.flags, [e.n for e in left.exclusions]) == (["ann", "cy"], (), [1])


@pytest.mark.parametrize(
    ("variable", "written", "cell"),
    [
        ("q0", "4", 4),
        ("q0", "not_answered", Missing.NOT_ANSWERED),
        ("came", "rail", 2),
        ("came", "2", 2),
    ],
)
def test_corrections_are_made_and_the_original_is_kept(variable, written, cell):
    review = read(CORRECT | {"variable": variable, "corrected": written})
    mended = review.corrected(DATA)
    assert mended.column(variable).cell(0) == cell
    assert DATA.column(variable).cell(0) == 1
    assert review.of(Verdict.CORRECT)[0].original == 1


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"record": "dan"}, "review-unknown-record", "record"),
        ({"rule": "straight"}, "review-unknown-rule", "rule"),
        ({"verdict": "drop"}, "review-unknown-verdict", "verdict"),
        ({"who": " "}, "review-no-name", "who"),
        ({"when": "31.1.2026"}, "review-no-day", "when"),
        ({"when": "2026-02-30"}, "review-no-day", "when"),
        ({"verdict": "keep"}, "review-idle-correction", "verdict"),
        ({"variable": "q99"}, "review-unknown-variable", "variable"),
        ({"variable": "link"}, "review-unknown-variable", "variable"),
        ({"corrected": "6"}, "review-bad-value", "corrected"),
        ({"corrected": "2.5"}, "review-bad-value", "corrected"),
        ({"corrected": ""}, "review-bad-value", "corrected"),
        ({"variable": "came", "corrected": "plane"}, "review-bad-value", "corrected"),
        ({"original": "2"}, "review-other-original", "original"),
    ],
)
def test_what_is_wrong_is_told_with_its_cell(change, code, field):
    assert faults(CORRECT | change) == [(code, 2, field)]


def test_all_problems_are_told_at_once():
    found = faults(KEEP | {"who": ""}, KEEP | {"record": "dan", "when": ""}, {"record": "bob", "who": "Li"})
    assert [code for code, _, _ in found] == [
        "review-no-name",
        "review-unknown-record",
        "review-no-day",
        "review-no-verdict",
    ]


def test_two_verdicts_on_one_flag_or_one_cell_contradict_each_other():
    assert faults(KEEP, EXCLUDE) == [("review-contradiction", 3, "verdict")]
    assert faults(CORRECT, CORRECT | {"corrected": "5", "rule": "outlier"}) == [("review-contradiction", 3, "verdict")]
    assert len(read(KEEP, EXCLUDE | {"rule": "manual"}).judgements) == 2  # one flag answered, another not


def test_columns_are_those_of_the_table():
    assert faults(columns=[*COLUMNS[:-1], "wen"]) == [
        ("review-unknown-column", 1, "wen"),
        ("review-missing-column", 1, None),
    ]


def test_the_finding_counts_the_verdicts_beside_the_flags():
    found = quality_finding(DATA, PLAN, APPLIED, read(EXCLUDE, CORRECT))
    rows = {row[0]["en"]: row[2:] for row in found.table.rows}
    assert rows["Straight line"] == (1, 3, 1 / 3, 0, 1, 0)
    assert rows["Found on inspection"] == (None, None, None, 0, 0, 1)
    assert found.estimate("verdicts", rule="straight_line", verdict="exclude").value == 1
    assert "1 of 3 responses were left out, and 2 are analysed" in found.sentences.full["en"]
    assert "剔除1份，分析2份" in found.sentences.full["zh"]
    assert "no response was removed" not in found.sentences.full["en"]


def test_a_reason_in_the_list_of_corrections_is_said_in_words():
    found = corrections_finding(DATA, read(CORRECT | {"corrected": "not_answered"}))
    assert found.table.rows[0][1:3] == ("1", {"en": "not answered", "zh": "未作答"})


def test_the_corrections_are_listed_with_what_had_been_there():
    found = corrections_finding(DATA, read(CORRECT, CORRECT | {"variable": "came", "corrected": "rail"}))
    assert found.table.rows == (("q0", "1", "4", 1, "Li", "2026-01-31"), ("came", "bus", "rail", 1, "Li", "2026-01-31"))
    assert "ann" not in str(found)
    assert corrections_finding(DATA, read(EXCLUDE)) is None


COMPOSED = asking(
    "{id: prio, kind: ranking, text: Rank, options: {fast: Fast, cheap: Cheap}}",
    "{id: ills, kind: multiple_choice, text: Ills, options: {late: Late, none: {en: None, exclusive: true}}}",
    "{id: day, kind: date_time, text: Day, earliest: 2026-01-01, latest: 2026-12-31}",
    "{id: paid, kind: number, text: Paid, decimals: 1}",
)
ORDERED = {"prio_fast": 1, "prio_cheap": 2, "ills_late": 1, "ills_none": 0, "day": "2026-01-05", "paid": 2.5}


def corrections(**cells):
    data = Dataset.build(COMPOSED, {"ann": ORDERED})
    made = [CORRECT | {"variable": name, "corrected": text} for name, text in cells.items()]
    return data, read_review(COLUMNS, list(enumerate(made, 2)), "r.csv", data)


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"day": "2026-02-30"}, [("review-bad-value", 2)]),
        ({"day": "2025-12-31"}, [("review-bad-value", 2)]),
        ({"paid": "2.55"}, [("review-bad-value", 2)]),
        ({"paid": "3", "prio_fast": "2"}, [("answer-rank-twice", 3)]),
        ({"ills_none": "1"}, [("answer-exclusive", 2)]),
    ],
)
def test_what_nobody_could_have_answered_is_no_correction(cells, found):
    with pytest.raises(AnalystError) as error:
        corrections(**cells)
    assert [(p.code, p.place.row) for p in error.value.problems] == found


def test_corrections_are_held_together_and_kept_as_the_form_keeps_answers():
    data, review = corrections(prio_fast="2", prio_cheap="1", ills_late="0", ills_none="1", day="2026/3/1", paid="2.5")
    mended = review.corrected(data)
    assert [mended.column(name).cell(0) for name in ORDERED] == [2, 1, 0, 1, "2026-03-01", 2.5]


STRANGE = CORRECT | {"record": "f", "rule": "not_in_codebook", "evidence": "q0 holds “9”"}


def with_nine():
    answers = {v.name: VARIED.get(v.name, 1) for v in Q.codebook.asked.variables} | {"q0": 9, "came": "bus"}
    return code_responses({Q.hash: Q}, Q, [Response("f", "k", Q.id, Q.hash, answers, None, Status.COMPLETE)])


@pytest.mark.parametrize("original", ["", "9", "not_answered"])
def test_an_answer_that_was_not_counted_is_corrected_from_what_it_was(original):
    data = with_nine()
    review = read_review(COLUMNS, [(2, STRANGE | {"original": original})], "r.csv", data)
    (row,) = [own for own in review_rows(apply_rules(data, PLAN), review, data, "en") if own["rule"] != "partial"]
    assert (row["original"], row["corrected"]) == ("9", "4")
    assert corrections_finding(data, review).table.rows[0][1:3] == ("9", "4")
    assert review.corrected(data).column("q0").cell(0) == 4


def test_another_original_than_what_was_not_counted_is_refused():
    with pytest.raises(AnalystError) as error:
        read_review(COLUMNS, [(2, STRANGE | {"original": "8"})], "r.csv", with_nine())
    (problem,) = error.value.problems
    assert (problem.code, problem.values["stored"]) == ("review-other-original", "9")
