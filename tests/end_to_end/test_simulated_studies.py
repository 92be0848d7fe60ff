"""The dry run: from a template to the findings on simulated respondents, and the mark that they cannot lose."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from surveykit import pipeline
from surveykit.cli import commands
from surveykit.design.draft import plan_text, wishes
from surveykit.errors import AnalystError, AuthorError
from surveykit.pipeline import Study, write_report

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted(path.stem for path in (ROOT / "templates" / "questionnaire").glob("*.yaml"))
N = 60
DEFAULT = Path("default")
MARKS = {"en": "Simulated data: no finding about anybody.", "zh": "模拟数据：不是任何真实受访者的调查结果。"}
SMALL = """
questionnaire: small
version: "1"
languages: [en, zh]
title: {en: Small, zh: 小问卷}
constructs:
  satisfaction: {role: satisfaction, label: {en: S, zh: 满意}, items: [s1, s2, s3]}
sections:
  - id: s
    title: {en: S, zh: 一}
    items:
      - {id: s1, kind: rating, text: {en: One?, zh: 一？}, scale: {from: 1, to: 5}}
      - {id: s2, kind: rating, text: {en: Two?, zh: 二？}, scale: {from: 1, to: 5}}
      - {id: s3, kind: rating, text: {en: Three?, zh: 三？}, scale: {from: 1, to: 5}}
      - {id: why, kind: open_text, text: {en: Why?, zh: 为什么？}, relevant: s1 = 1 and s1 = 2}
"""


def drafted(folder: Path, text: str) -> tuple[Path, Path]:
    """A questionnaire and its drafted plan."""
    file, plan = folder / "q.yaml", folder / "plan.yaml"
    file.write_text(text, encoding="utf-8")
    plan.write_text(plan_text(pipeline.questionnaire(file), "p", "q.yaml", "q.db"), encoding="utf-8")
    return file, plan


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_template_can_be_tried_before_fieldwork(template, tmp_path):
    file, plan = drafted(tmp_path, pipeline.made([template], "q", {}))
    read, passage = pipeline.simulate(file, N, 1, DEFAULT, tmp_path / "simulated.csv")
    assert passage.stuck == {}
    done = pipeline.study(plan, tmp_path / "simulated.csv")
    assert done.data.n == passage.finished > 0
    wished = {wish.name for wish in wishes(read)}
    assert {"data_quality", *wished} <= {finding.analysis for finding in done.findings}
    assert read.hash == done.questionnaire.hash
    page = marked(done, tmp_path)
    assert all(title in page for title in read.title.values())


@pytest.mark.parametrize(
    ("template", "items"), [("recommendation", ["recommend"]), ("effort", ["effort_spent", "ease_felt"])]
)
def test_a_measure_of_one_question_has_its_figure_n_and_interval_and_no_alpha(template, items, tmp_path):
    file, plan = drafted(tmp_path, pipeline.made([template], "q", {}))
    pipeline.simulate(file, N, 1, DEFAULT, tmp_path / "simulated.csv")
    found = {finding.id: finding for finding in pipeline.study(plan, tmp_path / "simulated.csv").findings}
    for item in items:
        figure = found[f"{template}.{item}"].estimates[0]
        low, high = figure.interval
        assert low < figure.value < high
        assert 0 < figure.n == found[f"{template}.{item}"].n
    told = [e for f in found.values() if f.analysis == "reliability" for e in f.estimates]
    alphas = [e for e in told if e.name == "cronbach_alpha"]
    assert alphas
    assert all(e.value is None and e.reason for e in alphas)


@pytest.fixture
def small(tmp_path, monkeypatch) -> tuple[Path, Path]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SURVEYKIT_LANGUAGE", "en")
    return drafted(tmp_path, SMALL)


def marked(done: Study, folder: Path) -> str:
    write_report(done, folder / "r.html", ["en", "zh"])
    return (folder / "r.html").read_text(encoding="utf-8")


def test_the_mark_goes_with_the_file_into_the_report_and_the_findings(small, tmp_path):
    file, plan = small
    pipeline.simulate(file, N, 1, DEFAULT, tmp_path / "answers.csv")
    pipeline.import_responses(file, tmp_path / "answers.csv", "sqlite:///imported.db")
    for done in (pipeline.study(plan, tmp_path / "answers.csv"), pipeline.study(plan, None, "sqlite:///imported.db")):
        page = marked(done, tmp_path)
        # In the title, and in each language on the cover, in the summary and at the foot of the window.
        assert [page.count(mark) for mark in MARKS.values()] == [4, 3]
        pipeline.write_findings(done, tmp_path / "f.json")
        assert json.loads((tmp_path / "f.json").read_text(encoding="utf-8"))["data"]["simulated"] == N


def test_one_simulated_respondent_among_real_ones_is_told(small, tmp_path):
    plan = small[1]
    rows = "id,s1,s2,s3\n" + "".join(f"r{at},{at % 5 + 1},3,4\n" for at in range(9)) + "simulated-1-1,1,2,3\n"
    (tmp_path / "mixed.csv").write_text(rows, encoding="utf-8")
    assert "1 of 10 respondents are simulated" in marked(pipeline.study(plan, tmp_path / "mixed.csv"), tmp_path)
    (tmp_path / "real.csv").write_text(rows.replace("simulated-1-1", "r10"), encoding="utf-8")
    real = pipeline.study(plan, tmp_path / "real.csv")
    assert "imulated" not in marked(real, tmp_path).partition("</style>")[2]
    pipeline.write_findings(real, tmp_path / "f.json")
    assert "simulated" not in json.loads((tmp_path / "f.json").read_text(encoding="utf-8"))["data"]


def test_a_store_holds_simulated_or_real_answers(small, tmp_path):
    file, plan = small
    pipeline.simulate(file, N, 1, store_url="sqlite:///simulated.db")
    pipeline.simulate(file, N, 2, store_url="sqlite:///simulated.db")
    assert pipeline.study(plan, None, "sqlite:///simulated.db").data.n == 2 * N
    with pytest.raises(AnalystError) as again:
        pipeline.simulate(file, N, 2, store_url="sqlite:///simulated.db")
    assert [p.code for p in again.value.problems] == ["simulated-again"]
    (tmp_path / "real.csv").write_text("id,s1\nr1,3\n", encoding="utf-8")
    pipeline.import_responses(file, tmp_path / "real.csv", "sqlite:///real.db")
    with pytest.raises(AnalystError) as refused:
        pipeline.simulate(file, N, 1, store_url="sqlite:///real.db")
    assert [p.code for p in refused.value.problems] == ["simulated-into-real"]


def test_where_nobody_comes_to_the_end_nothing_is_written(tmp_path):
    item = "{id: code, kind: short_text, text: Code?, required: true, pattern: '[0-9]{7}'}"
    file = tmp_path / "q.yaml"
    head = 'questionnaire: q\nversion: "1"\nlanguages: [en]\ntitle: T\n'
    file.write_text(f"{head}sections: [{{id: s, title: S, items: [{item}]}}]\n", encoding="utf-8")
    with pytest.raises(AuthorError) as refused:
        pipeline.simulate(file, N, 1, out=tmp_path / "x.csv")
    assert [p.code for p in refused.value.problems] == ["simulation-nobody", "simulation-stuck"]
    assert not (tmp_path / "x.csv").exists()


# --- the command ------------------------------------------------------------------------------------


def run(*arguments: object):
    return CliRunner().invoke(commands, ["simulate", *map(str, arguments)])


def test_the_command_says_what_was_found_out(small):
    done = run(small[0], "-n", 40, "--model", "default", "-o", "a.csv", "--truth", "t.csv")
    assert done.exit_code == 0, done.output
    assert "40 simulated respondents (seed 1): 40 came to the end." in done.output
    assert "Asked of nobody: why." in done.output
    assert "no finding about anybody" in done.output
    head = Path("t.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert head == "id,careless,latent_satisfaction"
    assert Path("a.csv").read_text(encoding="utf-8-sig").splitlines()[1].startswith("simulated-1-1,")


def test_the_same_as_json(small):
    done = run(small[0], "-n", 40, "--json")
    found = json.loads(done.output)
    assert found["schema"] == "surveykit-simulation/1"
    assert (found["n"], found["finished"], found["unreached"]) == (40, 40, ["why"])
    assert found["questions"] == {"least": 3.0, "middle": 3.0, "most": 3.0}
    assert 0 < found["minutes"]["en"]["least"] <= found["minutes"]["en"]["most"]


def test_a_drafted_model_is_a_model_and_overwrites_nothing(small):
    assert run(small[0], "--draft-model", "m.yaml").exit_code == 0
    assert run(small[0], "--model", "m.yaml", "-n", 20, "-o", "a.csv").exit_code == 0
    assert run(small[0], "--draft-model", "m.yaml").exit_code == 1


def test_random_answers_have_no_truth(small):
    done = run(small[0], "--truth", "t.csv")
    assert (done.exit_code, "--model default" in done.stderr) == (1, True)


def test_only_csv_is_written(small):
    done = run(small[0], "-o", "a.xlsx")
    assert done.exit_code == 1
    assert not Path("a.xlsx").exists()
