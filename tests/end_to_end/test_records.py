"""The firm's records meet the answers: after-sales service, first response, first contact, who left."""

import csv
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from scipy.stats import spearmanr

import surveykit
from surveykit import pipeline
from surveykit.cli import commands
from surveykit.core.codebook import Missing, Origin
from surveykit.core.language import LANGUAGES, describe
from surveykit.design.diff import changes
from surveykit.design.load import parse_questionnaire, read
from surveykit.design.records import record_item
from surveykit.design.rename import rename
from surveykit.design.save import questionnaire_text
from surveykit.errors import AnalystError, AuthorError
from surveykit.interchange.codebook_csv import codebook_rows
from surveykit.interchange.ddi import ddi_text
from surveykit.report.codebook import codebook_page

STUDY = """
questionnaire: service
version: "1"
languages: [en, zh]
title: {en: Our service, zh: 我们的服务}
records:
  first_response_hours:
    {label: {en: First response, zh: 首次响应时间}, kind: number, unit: {en: hours, zh: 小时}, minimum: 0, decimals: 1}
  resolved_at_first_contact: {label: {en: Resolved at first contact, zh: 首次联系即解决}, kind: yes_no}
  category:
    label: {en: Category, zh: 类别}
    kind: choice
    options: {late: {en: Delay, zh: 延误}, parts: {en: Parts, zh: 配件}}
  churned: {label: {en: Left us, zh: 已流失}, kind: yes_no, sensitive: true}
  agent: {label: {en: Agent, zh: 坐席}, kind: text, sensitive: true}
  closed_on: {label: {en: Closed on, zh: 结案日期}, kind: date}
derived:
  quick:
    label: {en: Quick, zh: 迅速}
    bands: {of: first_response_hours, at: [4], options: {fast: {en: Fast, zh: 快}, slow: {en: Slow, zh: 慢}}}
  gone:
    label: {en: Gone, zh: 离开}
    recode:
      from: churned
      codes: {no: stays, yes: left}
      options: {stays: {en: Stays, zh: 留}, left: {en: Left, zh: 走}}
sections:
  - id: only
    title: {en: Only, zh: 唯一}
    items:
      - {id: order_id, kind: hidden, text: {en: Order, zh: 订单}}
      - id: satisfaction
        kind: rating
        text: {en: How satisfied?, zh: 满意吗？}
        scale: {from: 1, to: 10, low: {en: not, zh: 不}, high: {en: very, zh: 很}}
"""
READ = parse_questionnaire(STUDY)
N = 120
HOURS = [round(0.5 + at * 37 % 97 / 8, 1) for at in range(N)]
SATISFIED = [max(1, min(10, round(10 - hours * 0.6 + at * 13 % 5 - 2))) for at, hours in enumerate(HOURS)]
CHURNED = [("yes" if (s + at * 7 % 6) < 7 else "no") for at, s in enumerate(SATISFIED)]
RECORDS = ("order_id", "first_response_hours", "resolved_at_first_contact", "category", "churned", "agent", "closed_on")
PLAN = """
plan: service
questionnaire: service.yaml
data: {DATA}
analyses:
  - logistic_regression: {outcome: churned, predictors: [satisfaction, resolved_at_first_contact]}
  - relations: {variables: [satisfaction, first_response_hours], method: spearman}
  - groups: {by: [quick], outcomes: [satisfaction]}
"""


def write(path: Path, *rows) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def record(at: int) -> tuple[object, ...]:
    return (
        f"A-{at}",
        HOURS[at],
        "yes" if at % 3 else "否",
        "late" if at % 2 else "配件",
        CHURNED[at],
        "Li",
        "2026-01-15",
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "service.yaml").write_text(STUDY, encoding="utf-8")
    answers = [(f"r{at:03}", f"A-{at}", SATISFIED[at]) for at in range(N)]
    write(tmp_path / "answers.csv", ("id", "order_id", "satisfaction"), *answers)
    write(tmp_path / "crm.csv", RECORDS, *map(record, range(N)))
    return tmp_path


@pytest.fixture
def store(folder: Path) -> str:
    url = f"sqlite:///{folder / 'service.db'}"
    pipeline.import_responses(folder / "service.yaml", folder / "answers.csv", url)
    return url


def bring(folder, store, data="crm.csv", by="order_id", mapping=None):
    return pipeline.import_records(folder / "service.yaml", folder / data, store, by, mapping)


def coded(folder, where):
    (folder / "plan.yaml").write_text(PLAN.replace("DATA", where), encoding="utf-8")
    return pipeline.study(folder / "plan.yaml")


def test_records_are_variables_of_the_codebook_and_nobody_is_asked_them():
    records = [v for v in READ.codebook.variables if v.origin is Origin.RECORD]
    assert [v.name for v in records] == [*RECORDS[1:]]
    assert not {v.name for v in records} & {*READ.item_of}
    assert READ.sensitive == {"churned", "agent", "gone"}


@pytest.mark.parametrize("own", READ.records, ids=lambda own: own.id)
def test_a_record_is_read_as_the_question_that_it_would_be(own):
    asked, kept = record_item(own).variables()[0], own.variable()
    shared = ("label", "level", "values", "stored", "unit", "minimum", "maximum", "decimals", "complete")
    assert [getattr(asked, name) for name in shared] == [getattr(kept, name) for name in shared]


def test_operational_figures_and_answers_meet_in_one_plan(folder, store):
    assert bring(folder, store) == pipeline.ImportedRecords(N, 0, 0, 0, 0)
    done = coded(folder, f'store: "{store}"')
    found = {(f.analysis, e.name, *e.of.values()): e for f in done.findings for e in f.estimates}
    assert any(key[0] == "logistic_regression" and "churned" in key and "satisfaction" in key for key in found)
    rho = spearmanr(HOURS, SATISFIED).statistic
    correlations = [e.value for key, e in found.items() if key[0] == "relations" and e.value is not None]
    assert any(np.isclose(value, rho) for value in correlations)
    assert any(key[0] == "groups" and "quick" in key for key in found)


def test_a_file_of_answers_has_its_records_in_another_or_in_itself(folder, store):
    beside = coded(folder, "file: answers.csv, records: crm.csv, by: order_id").data
    bring(folder, store)
    kept = coded(folder, f'store: "{store}"').data
    pipeline.export(folder / "service.yaml", store, folder / "out.csv", csv="exact")
    pipeline.export(folder / "service.yaml", store, folder / "out.parquet")
    itself = coded(folder, "file: out.csv").data
    loaded = surveykit.load_data(folder / "out.parquet", READ)
    other = surveykit.load_data(folder / "answers.csv", READ, records=folder / "crm.csv", by="order_id")
    for name in ("first_response_hours", "resolved_at_first_contact", "churned", "quick", "gone"):
        for data in (beside, itself, loaded, other):
            assert data.counts(name) == kept.counts(name), name
    assert beside.counts("resolved_at_first_contact") == {0.0: 40, 1.0: 80}
    assert beside.texts("closed_on") == ["2026-01-15"] * N
    assert kept.sha256() == beside.sha256()


@pytest.mark.parametrize("ending", ["sav", "dta"])
def test_an_export_brings_its_records_back_where_the_program_does_not_allow_a_name(folder, ending):
    """`with` is a word of SPSS and of Stata."""
    (folder / "service.yaml").write_text(STUDY.replace("id: satisfaction", "id: with"), encoding="utf-8")
    write(folder / "answers.csv", ("id", "order_id", "with"), ("r1", "A-1", 3), ("r2", "A-2", 4))
    store, again = (f"sqlite:///{folder / name}.db" for name in ("one", "two"))
    pipeline.import_responses(folder / "service.yaml", folder / "answers.csv", store)
    bring(folder, store)
    pipeline.export(folder / "service.yaml", store, folder / f"out.{ending}")
    pipeline.import_responses(folder / "service.yaml", folder / f"out.{ending}", again)
    for by, came in (("id", (2, 0, 0, 0, 0)), ("order_id", (0, 0, 2, 0, 0))):
        assert bring(folder, again, f"out.{ending}", by) == pipeline.ImportedRecords(*came)


def test_without_a_record_nothing_is_reached_and_an_empty_cell_is_not_answered(folder, store):
    write(folder / "few.csv", RECORDS[:2], ("A-0", 2.5), ("A-1", ""), ("Z-1", 1), ("Z-2", 1))
    assert bring(folder, store, "few.csv") == pipeline.ImportedRecords(2, 0, 0, 2, N - 2)
    data = coded(folder, f'store: "{store}"').data
    assert data.missing("first_response_hours") == {Missing.NOT_ANSWERED: 1, Missing.NOT_REACHED: N - 2}
    assert data.missing("churned") == {Missing.NOT_ANSWERED: 2, Missing.NOT_REACHED: N - 2}
    assert data.missing("quick") == {Missing.NOT_ANSWERED: 1, Missing.NOT_REACHED: N - 2}


def test_the_same_file_adds_nothing_and_a_changed_one_says_how_much(folder, store):
    bring(folder, store)
    assert bring(folder, store) == pipeline.ImportedRecords(0, 0, N, 0, 0)
    write(
        folder / "crm.csv",
        RECORDS,
        *((*record(at)[:1], 99, *record(at)[2:]) if at < 3 else record(at) for at in range(N)),
    )
    assert bring(folder, store) == pipeline.ImportedRecords(0, 3, N - 3, 0, 0)
    assert coded(folder, f'store: "{store}"').data.spread("first_response_hours").largest == 99


def test_ids_of_respondents_and_columns_of_other_names(folder, store):
    rows = [(f"r{at:03}", HOURS[at], "x") for at in range(N)]
    write(folder / "other.csv", ("customer", "Reaktion", "note"), *rows)
    (folder / "m.yaml").write_text(
        "id: customer\ncolumns: {Reaktion: {variable: first_response_hours}}\nignore: [note]\n", encoding="utf-8"
    )
    assert bring(folder, store, "other.csv", "id", folder / "m.yaml").added == N


def test_every_problem_is_told_and_nothing_is_kept(folder, store):
    rows = (("A-0", -1, "maybe", "late", "yes", "Li", "x"), ("A-0", 1, "yes", "late", "no", "Li", "2026-01-15"))
    write(folder / "bad.csv", (*RECORDS, "colour"), *((*row, "red") for row in rows), ("", 1, "", "", "", "", "", ""))
    with pytest.raises(AnalystError) as caught:
        bring(folder, store, "bad.csv")
    told = [(p.code, p.place.row) for p in caught.value.problems]
    assert ("import-not-in-codebook", 2) in told
    assert ("records-duplicate-id", 3) in told
    assert ("records-missing-id", 4) in told
    assert any(code == "import-unknown-column" for code, _ in told)
    assert any(row == 2 and code.startswith("answer-") for code, row in told)
    assert all(describe(p, language) for p in caught.value.problems for language in LANGUAGES)
    assert coded(folder, f'store: "{store}"').data.answered("churned") == 0


def test_a_loss_is_no_reason_unless_somebody_says_so(folder, store):
    earned = "  revenue: {label: {en: Revenue, zh: 收入}, kind: number}\n  closed_on:"
    (folder / "service.yaml").write_text(STUDY.replace("  closed_on:", earned), encoding="utf-8")
    write(folder / "money.csv", ("order_id", "revenue"), ("A-0", 120), ("A-1", -3))
    with pytest.raises(AnalystError) as caught:
        bring(folder, store, "money.csv")
    (problem, _) = caught.value.problems
    assert (problem.code, problem.place.row, problem.place.field) == ("import-number-or-reason", 3, "revenue")
    bounded = STUDY.replace("  closed_on:", earned.replace("number}", "number, minimum: -1000}"))
    (folder / "service.yaml").write_text(bounded, encoding="utf-8")
    bring(folder, store, "money.csv")
    data = coded(folder, f'store: "{store}"').data
    assert data.spread("revenue").smallest == -3
    assert data.missing("revenue") == {Missing.NOT_REACHED: N - 2}


def test_a_row_that_stands_twice_counts_once(folder, store):
    write(folder / "twice.csv", RECORDS, record(0), record(1), record(0))
    assert bring(folder, store, "twice.csv").added == 2


def test_an_unknown_column_of_ids_is_told(folder, store):
    with pytest.raises(AnalystError) as caught:
        bring(folder, store, by="order")
    assert caught.value.problems[0].code == "records-no-id-column"


def test_a_questionnaire_without_records_takes_none(folder, store):
    bare = STUDY[: STUDY.index("records:")] + STUDY[STUDY.index("sections:") :]
    (folder / "bare.yaml").write_text(bare, encoding="utf-8")
    with pytest.raises(AuthorError) as caught:
        pipeline.import_records(folder / "bare.yaml", folder / "crm.csv", store, "order_id")
    assert caught.value.problems[0].code == "no-records"


def test_what_the_questionnaire_no_longer_knows_is_not_compared(folder, store):
    bring(folder, store)
    (folder / "service.yaml").write_text(
        STUDY.replace("minimum: 0, decimals", "minimum: 1, decimals"), encoding="utf-8"
    )
    data = coded(folder, f'store: "{store}"').data
    assert data.answered("first_response_hours") == sum(hours >= 1 for hours in HOURS)


def test_the_command_says_what_came_of_it(folder, store):
    def ran(*arguments):
        return CliRunner().invoke(commands, ["import", str(folder / "service.yaml"), *arguments])

    wanted = ("--records", str(folder / "crm.csv"), "--by", "order_id")
    done = ran(*wanted, "--store", store)
    assert (done.exit_code, f"{N} new" in done.output) == (0, True)
    assert ran(*wanted).exit_code == 2
    assert ran("--by", "order_id", "--store", store).exit_code == 2
    assert ran("--store", store).exit_code == 2


def test_an_import_of_answers_says_which_columns_are_records(folder, store):
    write(folder / "both.csv", ("id", "satisfaction", "churned", "agent"), ("r900", 4, "yes", "Li"))
    given = ["import", str(folder / "service.yaml"), str(folder / "both.csv"), "--store", store]
    for language, left in (
        ("en", "Left out, as they are the firm’s records: churned, agent"),
        ("zh", "业务记录，未导入：churned、agent"),
    ):
        done = CliRunner().invoke(commands, given, env={"SURVEYKIT_LANGUAGE": language})
        assert left in done.output
        assert "--records" in done.output
    (folder / "m.yaml").write_text("ignore: [churned, agent]\n", encoding="utf-8")
    done = CliRunner().invoke(commands, [*given, "--mapping", str(folder / "m.yaml")])
    assert "--records" not in done.output


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("kind: yes_no}", "kind: yes_no, unit: {en: h, zh: 时}}", "record-idle-key"),
        ("minimum: 0, decimals: 1", "minimum: 5, maximum: 1", "number-bounds"),
        ("late: {en: Delay, zh: 延误}, ", "", "too-few-options"),
        ("  category:", "  satisfaction:", "name-taken"),
        ("kind: date", "kind: dates", "unknown-word"),
        ("of: first_response_hours", "of: agent", "derived-needs-numbers"),
    ],
)
def test_a_fault_of_the_definition_is_told(old, new, code):
    assert old in STUDY
    assert code in [p.code for p in read(STUDY.replace(old, new)).problems]


@pytest.mark.parametrize(
    ("where", "code"),
    [
        ('store: "sqlite:///x.db", records: crm.csv, by: id', "records-and-store"),
        ("file: answers.csv, records: crm.csv", "records-incomplete"),
        ("file: answers.csv, by: id", "records-incomplete"),
    ],
)
def test_a_plan_says_both_or_neither(folder, where, code):
    with pytest.raises(AuthorError) as caught:
        coded(folder, where)
    assert code in [p.code for p in caught.value.problems]


def test_saved_renamed_compared_and_printed():
    assert parse_questionnaire(questionnaire_text(READ)) == READ
    after = rename(STUDY, "q.yaml", "record:churned", "left_us").definition.text
    assert "from: left_us\n" in after
    assert "options: {delay: {en: Delay" in rename(STUDY, "q.yaml", "option:category.late", "delay").definition.text
    told = changes(read(STUDY).written, read(STUDY.replace("decimals: 1", "decimals: 1, maximum: 9")).written)
    assert [(c.weight.value, c.thing) for c in told] == [("harmless", "record:first_response_hours")]
    fewer = STUDY.replace("  closed_on: {label: {en: Closed on, zh: 结案日期}, kind: date}\n", "")
    assert [c.code for c in changes(read(STUDY).written, read(fewer).written)] == ["record-removed"]
    header, *rows = codebook_rows(READ)
    assert dict(zip(header, rows[2], strict=True))["origin"] == "record"
    assert "企业业务记录" in codebook_page(READ, pipeline.template_folders(), ("en", "zh"))
    assert ddi_text(READ, ("en",)).count("<security") == 3
