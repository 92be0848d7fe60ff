"""templates, new, check and preview: what they print and write."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from surveykit import pipeline
from surveykit.cli.authoring import _ask
from surveykit.core.language import LANGUAGES
from surveykit.design.load import load_questionnaire
from surveykit.design.wording import Parameter
from surveykit.errors import AuthorError
from tests.cli.calls import BAD, CHINESE, GOOD, run, written

pytestmark = pytest.mark.usefixtures("elsewhere")


def test_templates_are_listed_with_their_parameters():
    done = run("templates")
    assert done.exit_code == 0
    assert {"ecsi", "after-sales"} <= {line.split()[0] for line in done.output.splitlines() if line[:1].strip()}
    assert "--set company=..." in done.output
    assert CHINESE.search(run("templates", language="zh").output)


def test_the_texts_of_templates_stand_in_line_beside_the_longest_name():
    lines = run("templates").output.splitlines()
    names = [line.split()[0] for line in lines if line[:1].strip()]
    width = max(map(len, names)) + 1
    assert {len(line) - len(line[width:].lstrip()) for line in lines} == {width}


def test_several_templates_make_one_questionnaire_with_its_plan():
    done = run("new", "csat", "recommendation", "-o", "both.yaml", "--plan", "plan.yaml", "--set", "company=Acme")
    assert done.exit_code == 0, done.output
    read = load_questionnaire(Path("both.yaml"))
    assert {"sa_1", "recommend"} <= read.item_by_id.keys()
    assert read.id == "both"
    assert "both.yaml" in Path("plan.yaml").read_text(encoding="utf-8")
    assert run("check", "both.yaml").exit_code == 0
    again = run("new", "csat", "csat", "-o", "twice.yaml")
    assert again.exit_code == 1
    assert "“csat”" in again.output


def test_a_file_named_in_chinese_has_the_id_of_its_template():
    done = run("new", "csat", "recommendation", "-o", "满意度.yaml", "--plan", "计划.yaml", "--set", "company=Acme")
    assert done.exit_code == 0, done.output
    assert load_questionnaire(Path("满意度.yaml")).id == "csat"
    assert run("check", "满意度.yaml").exit_code == 0
    assert 'questionnaire: "满意度.yaml"' in Path("计划.yaml").read_text(encoding="utf-8")


def test_a_new_questionnaire_checks_without_errors():
    done = run("new", "after-sales", "-o", "mine.yaml", "--set", "company=Acme", "--plan", "plans/mine.yaml")
    assert done.exit_code == 0, done.output
    assert "Acme" in Path("mine.yaml").read_text(encoding="utf-8")
    assert "questionnaire: ../mine.yaml" in Path("plans/mine.yaml").read_text(encoding="utf-8")
    assert run("check", "mine.yaml").exit_code == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_questionnaire_can_be_in_one_language(language):
    done = run("new", "csat", "recommendation", "-o", "one.yml", "--language", language, "--plan", "plan.yaml")
    assert done.exit_code == 0, done.output
    assert load_questionnaire(Path("one.yml")).languages == (language,)
    assert f"languages: [{language}]" in Path("plan.yaml").read_text(encoding="utf-8")
    assert run("check", "one.yml").exit_code == 0
    assert run("print", "one.yml", "-o", "one.html").exit_code == 0


def test_nothing_is_overwritten():
    written("mine.yaml", "precious")
    done = run("new", "ecsi", "-o", "mine.yaml", "--plan", "plan.yaml")
    assert done.exit_code == 1
    assert "mine.yaml: the file is already there." in done.stderr
    assert Path("mine.yaml").read_text(encoding="utf-8") == "precious"
    assert not Path("plan.yaml").exists()


def test_problems_are_told_with_place_and_remedy_errors_first():
    written("bad.yaml", BAD)
    done = run("check", "bad.yaml")
    assert done.exit_code == 1
    errors, first, warnings, second, unread, last = done.output.splitlines()
    assert errors.startswith("Errors")
    assert first.startswith("Error: bad.yaml:10:25: there is no item kind “open_txt”. Did you mean “open_text”? ")
    assert first.endswith("[unknown-kind]")
    assert warnings.startswith("Warnings")
    assert second.startswith("Warning: bad.yaml:5:10: no question uses the scale “unused”. ")
    assert "once the questions can be read" in unread
    assert last == "bad.yaml: errors: 1; warnings and advice: 1."


def test_a_language_that_is_not_available_is_told_and_its_minutes_are_not():
    written("cn.yaml", BAD.replace("[en]", "[en, cn]").replace("open_txt", "open_text"))
    done = run("check", "cn.yaml")
    assert done.exit_code == 1
    assert "the language “cn” is not available. Available: en, zh" in done.output
    assert "(cn)" not in done.output


def test_on_a_terminal_each_language_is_asked_for_where_the_defaults_differ():
    apart = Parameter({"en": "Name", "zh": "名称"}, {"en": "Acme", "zh": "某公司"})
    alike = Parameter({"en": "Contact", "zh": "联系方式"}, {"en": "a@b.org", "zh": "a@b.org"})
    minutes = Parameter({"en": "Minutes", "zh": "分钟"}, {"en": "5", "zh": "5"}, "minutes")
    with CliRunner().isolation(input="\n甲公司\n\nmany\n7\n"):
        answers = _ask({"company": apart, "contact": alike, "minutes": minutes})
    assert answers == {"company.zh": "甲公司", "minutes": "7"}


def test_what_is_wrong_with_an_answer_is_said_at_once_and_in_our_language(monkeypatch):
    monkeypatch.setenv("SURVEYKIT_LANGUAGE", "zh")
    minutes = Parameter({"en": "Minutes", "zh": "分钟"}, {"en": "5", "zh": "5"}, "minutes")
    with CliRunner().isolation(input="很多\n7\n") as (told, _, _):
        assert _ask({"minutes": minutes}) == {"minutes": "7"}
    assert "“minutes”是分钟数，应为1到999的整数，现在是“很多”" in told.getvalue().decode()
    assert "Error" not in told.getvalue().decode()


def test_lists_of_unequal_length_are_asked_for_again_and_nothing_that_was_typed_is_lost():
    features = Parameter({"en": "Features", "zh": "功能"}, {"en": "One; Two", "zh": "一；二"}, "list")
    company = Parameter({"en": "Company", "zh": "公司"}, {"en": "Acme", "zh": "Acme"})
    with CliRunner().isolation(input="Ours\nA; a\nA; B; C\n\n\n甲；乙；丙\n") as (told, _, _):
        answers = _ask({"company": company, "features": features})
    assert answers == {"company": "Ours", "features.en": "A; B; C", "features.zh": "甲；乙；丙"}
    said = told.getvalue().decode()
    assert "the list “features.en” says “a” twice" in said
    assert said.count("not as many phrases in each language (3, 2)") == 1


@pytest.mark.parametrize("pair", ["features.en=A; B", "company=${way}"])
def test_what_is_set_is_looked_at_before_anything_is_asked_or_written(pair):
    key, _, value = pair.partition("=")
    with pytest.raises(AuthorError):
        pipeline.asked(["kano"], {key: value})
    done = run("new", "kano", "-o", "k.yaml", "--plan", "k.plan.yaml", "--set", pair)
    assert done.exit_code == 1
    assert f"“{key.partition('.')[0]}”" in done.output
    assert list(Path().iterdir()) == []


def test_of_an_interview_no_minutes_are_told_beside_those_of_its_introduction():
    assert run("new", "interview-guide", "-o", "guide.yaml").exit_code == 0
    said = run("check", "guide.yaml").output
    assert "how long it takes depends on what is told" in said
    assert "to fill in" not in said
    assert json.loads(run("check", "guide.yaml", "--json").output)["minutes"] == {}
    assert "Minutes" not in run("simulate", "guide.yaml", "-n", "10").output


def test_a_template_made_with_few_features_is_left_without_advice():
    assert run("new", "kano", "-o", "few.yaml", "--set", "features=A; B").exit_code == 0
    assert "warnings and advice: 0." in run("check", "few.yaml").output


def test_warnings_alone_exit_with_0():
    written("warned.yaml", BAD.replace("open_txt", "open_text").replace("scales:", "intro: Hello.\nscales:"))
    done = run("check", "warned.yaml")
    assert done.exit_code == 0
    assert "[unused-scale]" in done.output
    assert "[S19 instruction-lacks]" in done.output
    assert re.search(r"Takes \d+ to \d+ minutes to fill in \(English\), \d+ to \d+ read out", done.output)


def test_advice_that_is_set_aside_is_counted_and_stands_in_the_json():
    ignored = BAD.replace("open_txt, text: Why?", "open_text, text: Is it always so?, ignore: {L4: asked since 2019}")
    written("aside.yaml", ignored.replace("scales: {unused: {from: 1, to: 5}}", "intro: Hello."))
    done = run("check", "aside.yaml")
    assert "Set aside with a reason: 1." in done.output
    assert "[L4 absolute-words]" not in done.output
    document = json.loads(run("check", "aside.yaml", "--json").output)
    assert [(p["rule"], p["code"], p["reason"]) for p in document["ignored"]] == [
        ("L4", "absolute-words", "asked since 2019")
    ]
    assert document["reviewed"] is True
    assert document["minutes"]["en"].keys() == {"silent", "aloud"}
    assert all(low <= high for low, high in document["minutes"]["en"].values())
    assert {p["rule"] for p in document["problems"]} == {"S19", "L13"}


def test_check_as_json_says_the_same_in_both_languages():
    written("bad.yaml", BAD)
    done = run("check", "bad.yaml", "--json")
    document = json.loads(done.output)
    assert done.exit_code == 1
    assert (document["schema"], document["file"]) == ("surveykit-check/1", "bad.yaml")
    assert [(p["code"], p["severity"], p["line"], p["column"]) for p in document["problems"]] == [
        ("unused-scale", "warning", 5, 10),
        ("unknown-kind", "error", 10, 25),
    ]
    for problem in document["problems"]:
        assert set(problem["message"]) == set(LANGUAGES)
        assert CHINESE.search(problem["message"]["zh"])
        assert "bad.yaml" not in problem["message"]["en"]


def test_check_as_json_of_a_sound_file_is_empty():
    done = run("check", GOOD, "--json", language="zh")
    assert done.exit_code == 0
    assert [p for p in json.loads(done.output)["problems"] if p["severity"] == "error"] == []


def test_a_preview_of_no_file_is_refused():
    assert run("preview", "none.yaml").exit_code == 1
