"""What the data quality finding says, and what it must not say."""

import re

from surveykit.cleaning.clean import apply_rules
from surveykit.cleaning.quality import quality_finding
from surveykit.core.codebook import Missing
from surveykit.core.dataset import Dataset, Flag
from surveykit.core.plan import Cleaning
from surveykit.design.load import parse_questionnaire

NAMES = [f"q{i}" for i in range(12)]
TWELVE = parse_questionnaire(
    "questionnaire: twelve\nversion: '1'\nlanguages: [en]\ntitle: Twelve\n"
    "scales: {five: {from: 1, to: 5, low: low, high: high}}\nsections:\n  - id: all\n    title: All\n    items:\n"
    + "".join(f"      - {{id: {n}, kind: rating, text: {n}, scale: five}}\n" for n in NAMES)
)
VARIED = dict(zip(NAMES, [1, 2, 3, 4, 5, 4, 3, 2, 1, 2, 3, 4], strict=True))
ROWS = {
    "a": VARIED,
    "b": dict.fromkeys(NAMES, 3),
    "c": dict.fromkeys(NAMES, 3),
    "d": dict.fromkeys(NAMES, Missing.NOT_REACHED),
    "e": VARIED | {"q0": Missing.NOT_ASKED, "q1": Missing.REFUSED},
}


OTHERS = (
    "Contradictory answers",
    "Nearly identical answers",
    "Unusual pattern of answers",
    "Short time",
    "Too fast to read",
)
"""Rules that ask nothing of these rows."""


def finding(rows, *flags, **thresholds):
    cleaning = Cleaning(**thresholds)
    data = Dataset.build(TWELVE, rows).with_flags(flags)
    return quality_finding(data, cleaning, apply_rules(data, cleaning))


def rows_of(found):
    return {row[0]["en"]: row[2:] for row in found.table.rows}


def test_the_method_says_which_version_of_each_rule_was_asked():
    said = finding(ROWS).method.options["rule_versions"]
    assert {"straight_line": 2, "duplicates": 2, "fast": 2}.items() <= said.items()


def test_the_table_counts_flags_and_reasons():
    counted = {name: cells for name, cells in rows_of(finding(ROWS)).items() if name not in OTHERS}
    assert counted == {
        "Identical answers": (2, 5, 0.4),
        "Partial response": (0, 5, 0.0),
        "Break-off": (1, 5, 0.2),
        "Straight line": (2, 4, 0.5),
        "Missing: not asked": (1, 60, 1 / 60),
        "Missing: refused": (1, 59, 1 / 59),
        "Missing: not reached": (12, 59, 12 / 59),
    }


def test_the_thresholds_of_the_plan_are_printed():
    found = finding(ROWS, complete=0.9, partial=0.4, straight_line=7)
    words = {row[0]["en"]: (row[1]["en"], row[1]["zh"]) for row in found.table.rows if row[1]}
    assert all("90%" in text for text in words["Partial response"])
    assert all("40%" in text for text in words["Break-off"])
    assert all("7" in text for text in words["Straight line"])
    assert found.method.options["straight_line"] == 7


def test_the_sentences_say_how_the_flags_are_distributed_and_that_nobody_was_removed():
    said = finding(ROWS).sentences
    assert said.short["en"] == "Flagged for a second look: 3 of 5 responses (60.0%); none was removed."
    assert "1 by one rule, 2 by several" in said.full["en"]
    assert "not reached 12" in said.full["en"]
    assert "13 (22.0%) are missing" in said.full["en"]
    assert "3份（60.0%）" in said.short["zh"]
    assert "未删除任何答卷" in said.full["zh"]
    assert "分析计划" in said.full["zh"]
    assert "those of the plan" in said.full["en"]


def test_no_claim_is_made_about_why_answers_are_missing():
    said = finding(ROWS).sentences
    assert not re.search(r"at random|MCAR|careless|cheat|fraud|invalid", said.full["en"], re.IGNORECASE)
    assert not re.search("随机缺失|敷衍|作弊|无效", said.full["zh"])


def test_faultless_data_are_said_to_be_so_without_praise():
    found = finding({"a": VARIED})
    assert found.sentences.short["en"] == "Flagged for a second look: none of 1 responses; none was removed."
    assert "All 12 answers asked for were given." in found.sentences.full["en"]
    assert not any(name.startswith("Missing") for name in rows_of(found))


def test_what_could_not_be_judged_says_why():
    found = finding(ROWS)
    assert rows_of(found)["Short time"] == (None, None, None)
    assert found.estimate("flagged", rule="fast").reason["zh"] == "答卷未记录用时"
    assert (
        "Short time, Too fast to read: could not be judged, because no times were recorded"
        in found.table.notes[2]["en"]
    )


def test_answers_that_no_codebook_knows_get_a_row():
    assert "Answer not in the codebook" not in rows_of(finding(ROWS))
    found = finding(ROWS, Flag("not_in_codebook", "a", {}), Flag("not_in_codebook", "a", {}))
    assert rows_of(found)["Answer not in the codebook"] == (1, 5, 0.2)


def test_estimates_carry_the_same_numbers():
    found = finding(ROWS)
    assert found.id == found.analysis == "data_quality"
    assert found.estimate("flagged", rule="straight_line").value == 2
    assert found.estimate("missing_share", reason="not_reached").value == 12 / 59
    assert found.n == 5


def test_no_responses_are_no_finding_of_quality():
    found = finding({})
    assert found.n == 0
    assert found.sentences.full == {"en": "There are no responses.", "zh": "没有答卷。"}
    assert all(row[4] is None for row in found.table.rows)
