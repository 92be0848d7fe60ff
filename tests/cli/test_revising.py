"""rename, translate and diff: what they print and write."""

import json
from pathlib import Path

import pytest

from surveykit import pipeline
from surveykit.errors import AuthorError
from tests.cli.calls import run

SHOP = """\
questionnaire: shop
version: "1"
languages: [en, zh]
title: {en: The shop, zh: 门店}
constructs:
  service: {role: quality, label: {en: Service, zh: 服务}, items: [speed, care]}
sections:
  - id: visit
    title: {en: Visit, zh: 到访}
    items:
      - {id: speed, kind: rating, text: {en: How quick?, zh: 快吗？}, scale: {from: 1, to: 5}}
      - {id: care, kind: rating, text: {en: How careful?, zh: 细心吗？}, scale: {from: 1, to: 5}}
"""
PLAN = """\
plan: mine
questionnaire: ../shop.yaml  # beside
registered: 2026-01-15
data: {file: x.csv, mapping: x.map.yaml}
analyses: [{reliability: {constructs: [service]}}, {relations: {variables: [speed, care]}}]
"""
MODEL = "loadings: {service: 0.8, speed: 0.6}\n"
MAPPING = "columns: {Q1: {variable: speed}, Q2: {variable: care}}\n"


@pytest.fixture(autouse=True)
def _study(tmp_path, monkeypatch):
    """A questionnaire, its plan and mapping in another folder, a mapping and a plan of something else beside it."""
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SURVEYKIT_LANGUAGE", "en")
    Path("reports").mkdir()
    files = {
        "shop.yaml": SHOP,
        "reports/mine.yaml": PLAN,
        "reports/x.map.yaml": MAPPING,
        "own.map.yaml": MAPPING,
        "truth.yaml": MODEL,
        "other.model.yaml": MODEL.replace("service", "price"),
        "other.map.yaml": MAPPING.replace("care", "price"),
        "other.yaml": PLAN.replace("../shop.yaml", "other-shop.yaml"),
        "notes.yaml": "- no plan\n",
    }
    for name, text in files.items():
        Path(name).write_text(text, encoding="utf-8")


def texts() -> dict[str, str]:
    return {str(p): p.read_text(encoding="utf-8") for p in Path().rglob("*.yaml")}


def test_a_name_changes_in_the_questionnaire_its_plans_its_mapping_files_and_its_models():
    before = texts()
    done = run("rename", "shop.yaml", "speed", "pace")
    assert done.exit_code == 0, done.output
    assert done.output.splitlines()[-1] == (
        "Renamed item:speed to pace: shop.yaml:6, 11; reports/mine.yaml:5; reports/x.map.yaml:1; own.map.yaml:1; "
        "truth.yaml:1"
    )
    changed = {name for name, text in texts().items() if text != before[name]}
    assert changed == {"shop.yaml", "reports/mine.yaml", "reports/x.map.yaml", "own.map.yaml", "truth.yaml"}
    assert all(before[name].replace("speed", "pace") == texts()[name] for name in changed)
    assert "keep the old name" in done.output
    assert "reports/mine.yaml is registered (2026-01-15)" in done.output


def test_a_record_changes_in_the_mapping_of_the_records_too():
    records = "records: {contacts: {label: {en: Contacts, zh: 联系次数}, kind: number, minimum: 0}}\n"
    hidden = "      - {id: ticket, kind: hidden, text: {en: Ticket, zh: 单号}}\n"
    plan = PLAN.replace("x.map.yaml", "x.map.yaml, records: crm.csv, by: ticket, records_mapping: crm.map.yaml")
    mapping = "id: no\ncolumns: {C: {variable: contacts}}\n"
    Path("shop.yaml").write_text(SHOP.replace("constructs:", records + "constructs:") + hidden, encoding="utf-8")
    Path("reports/mine.yaml").write_text(plan, encoding="utf-8")
    for name in ("reports/crm.map.yaml", "own-crm.map.yaml"):
        Path(name).write_text(mapping, encoding="utf-8")
    done = run("rename", "shop.yaml", "record:contacts", "calls")
    assert done.exit_code == 0, done.output
    for name in ("reports/crm.map.yaml", "own-crm.map.yaml"):
        assert Path(name).read_text(encoding="utf-8") == mapping.replace("contacts", "calls")
    assert run("rename", "shop.yaml", "ticket", "order").exit_code == 0
    assert "by: order," in Path("reports/mine.yaml").read_text(encoding="utf-8")


def test_a_dry_run_writes_nothing():
    before = texts()
    done = run("rename", "shop.yaml", "speed", "pace", "--dry-run")
    assert done.output.splitlines()[-1].startswith(
        "Nothing is written. Renaming item:speed to pace would change shop.yaml:6, 11;"
    )
    assert texts() == before


def test_a_plan_elsewhere_follows_if_it_is_named():
    Path("far").mkdir()
    Path("far/plan.yaml").write_text(PLAN.replace(", mapping: x.map.yaml", ""), encoding="utf-8")
    assert run("rename", "shop.yaml", "service", "quality", "--plan", "far/plan.yaml").exit_code == 0
    assert "[quality]" in Path("far/plan.yaml").read_text(encoding="utf-8")
    assert "[quality]" in Path("reports/mine.yaml").read_text(encoding="utf-8")


def test_nothing_is_written_where_one_of_the_files_is_at_fault():
    Path("reports/mine.yaml").write_text(PLAN.replace("registered: 2026-01-15", "registered: soon"), encoding="utf-8")
    before = texts()
    done = run("rename", "shop.yaml", "speed", "pace")
    assert done.exit_code == 1
    assert "reports/mine.yaml:3" in done.stderr
    assert texts() == before


def test_a_difference_is_told_by_class_and_strict_fails_on_breaking():
    Path("new.yaml").write_text(
        SHOP.replace("How quick?", "How fast?").replace("id: care", "id: caring").replace(", care]", "]"),
        encoding="utf-8",
    )
    done = run("diff", "shop.yaml", "new.yaml")
    assert done.exit_code == 0
    headings = [line.partition(":")[0] for line in done.output.splitlines() if not line.startswith(" ")]
    assert headings[:2] == ["Breaking", "Harmless"]
    assert "seems to be called caring now" in done.output
    assert done.output.splitlines()[-1] == "2 breaking, 0 additive, 1 harmless."
    assert run("diff", "shop.yaml", "new.yaml", "--strict").exit_code == 1
    assert run("diff", "shop.yaml", "shop.yaml", "--strict").exit_code == 0


def test_a_difference_as_json_has_a_schema_and_both_languages():
    Path("new.yaml").write_text(SHOP.replace("to: 5", "to: 7"), encoding="utf-8")
    document = json.loads(run("diff", "shop.yaml", "new.yaml", "--json").output)
    assert document["schema"] == "surveykit-diff/1"
    first = document["changes"][0]
    assert (first["class"], first["code"], first["thing"]) == ("breaking", "other-range", "item:speed")
    assert first["what"].keys() == first["why"].keys() == {"en", "zh"}


def test_what_cannot_be_read_has_no_difference():
    assert run("diff", "shop.yaml", "none.yaml").exit_code == 1
    assert run("diff", "shop.yaml", "notes.yaml").exit_code == 1


def test_translations_are_confirmed_and_told_when_they_are_stale():
    assert "5 not confirmed" in run("translate", "shop.yaml", "--status").output
    assert run("translate", "shop.yaml", "--confirm", "zh").exit_code == 0
    assert "0 missing, 0 stale, 0 not confirmed" in run("translate", "shop.yaml").output.splitlines()[-1]
    Path("shop.yaml").write_text(SHOP.replace("How quick?", "How quick were we?"), encoding="utf-8")
    assert "shop.yaml:11:41: stale: 快吗？ (was for: How quick?)" in run("translate", "shop.yaml").output
    document = json.loads(run("translate", "shop.yaml", "--json").output)
    assert document["schema"] == "surveykit-translate/1"
    assert [(own["language"], own["texts"], own["stale"]) for own in document["languages"]] == [
        ("en", 5, 0),
        ("zh", 5, 1),
    ]


def test_the_first_language_and_one_that_is_not_there_cannot_be_confirmed():
    assert "the first language" in run("translate", "shop.yaml", "--confirm", "en").stderr
    assert run("translate", "shop.yaml", "--confirm", "fr").exit_code == 1


def test_renaming_keeps_translations_confirmed():
    why = '{id: why, kind: open_text, text: {en: "${speed}?", zh: "${speed}？"}}'
    piping = f"  - {{id: end, title: {{en: End, zh: 结束}}, items: [{why}]}}\n"
    Path("shop.yaml").write_text(SHOP + piping, encoding="utf-8")
    run("translate", "shop.yaml", "--confirm", "zh")
    assert "shop.translations.json:" in run("rename", "shop.yaml", "speed", "pace").output
    assert "0 stale, 0 not confirmed" in run("translate", "shop.yaml").output.splitlines()[-1]


def test_the_pipeline_refuses_what_diff_cannot_read():
    with pytest.raises(AuthorError):
        pipeline.diff(Path("shop.yaml"), Path("own.map.yaml"))
