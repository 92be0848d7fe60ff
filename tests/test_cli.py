"""The command line: what it prints, in which language, and with which exit code."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from surveykit import pipeline
from surveykit.cli import _ask, commands
from surveykit.core.language import LANGUAGES
from surveykit.design.load import load_questionnaire
from surveykit.design.wording import Parameter
from surveykit.errors import AuthorError

ROOT = Path(__file__).parents[1]
GOOD = ROOT / "questionnaires" / "after-sales.yaml"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
BAD = """\
questionnaire: bad
version: "1"
languages: [en]
title: Bad
scales: {unused: {from: 1, to: 5}}
sections:
  - id: only
    title: Only
    items:
      - {id: why, kind: open_txt, text: Why?}
"""


WAYS = """\
questionnaire: ways
version: "1"
languages: [en]
title: Ways
sections:
  - id: only
    title: Ways
    items:
      - {id: seen, kind: single_choice, required: true, text: Seen?, options: {"yes": Seen, "no": Not seen}}
      - {id: often, kind: number, text: How often?, relevant: seen = 'yes'}
"""


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    """An empty folder and no language of the machine's own."""
    monkeypatch.chdir(tmp_path)
    for name in ("SURVEYKIT_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


def run(*arguments: object, language: str | None = None, **environment: str):
    env = environment | ({"SURVEYKIT_LANGUAGE": language} if language else {})
    return CliRunner().invoke(commands, [str(a) for a in arguments], env=env)


def written(name: str, text: str) -> Path:
    path = Path(name)
    path.write_text(text, encoding="utf-8")
    return path


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


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("new", "after-slaes", "-o", "x.yaml"), "Did you mean “after-sales”?"),
        (("new", "ecsi", "-o", "x.yaml", "--set", "provder=X"), "Did you mean “provider”?"),
        (("new", "ecsi", "-o", "x.yaml", "--set", "provider.fr=X"), "“fr”"),
        (("new", "ecsi", "-o", "x.yaml", "--set", "provider"), "“provider” is not of the form name=value"),
        (("new", "ecsi", "-o", "1 x.yaml"), "“1 x”"),
        (("new", "ecsi", "-o", "x.txt"), "“.txt” is not an ending that can be written here. Known: .yaml, .yml."),
        (("new", "ecsi", "-o", "x.yaml", "--plan", "plan"), "plan: the name has no ending"),
        (("new", "none-such", "-o", "x.yaml"), "Known: after-sales, behavioural-intentions, "),
        (("new", "ecsi", "--language", "zh", "--set", "provider.en=X", "-o", "x.yaml"), "“en”"),
        (("check", "none.yaml"), "there is no such file"),
        (("check", "."), "this is a folder"),
        (("codebook", GOOD, "-o", "book.docx"), ".html, .pdf, .csv, .xml"),
        (("codebook", GOOD, "-o", "book.xml", "--xsd", "none.xsd"), "none.xsd: there is no such file"),
        (("codebook", GOOD, "-o", "book.csv", "--xsd", "book.xsd"), "--xsd has no meaning for this kind of file"),
        (("print", GOOD, "--version", "2", "-o", "paper.html"), "--version"),
        (("codebook", "none.yaml", "-o", "book.html"), "there is no such file"),
    ],
)
def test_an_input_at_fault_is_told_and_exits_with_1(arguments, said):
    done = run(*arguments)
    assert done.exit_code == 1
    assert said in done.output
    assert "Traceback" not in done.output
    assert not Path("x.yaml").exists()


@pytest.mark.parametrize("arguments", [("chek", "x"), ("check",), ("new", "ecsi"), ("check", "--jsn", "x")])
def test_bad_usage_exits_with_2(arguments):
    assert run(*arguments).exit_code == 2


def test_every_command_has_a_help_with_an_example():
    for name in commands.commands:
        done = run(name, "--help")
        assert done.exit_code == 0
        assert f"Example: surveykit {name}" in done.output


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


@pytest.mark.parametrize(
    ("environment", "chinese"),
    [
        ({}, False),
        ({"SURVEYKIT_LANGUAGE": "zh"}, True),
        ({"LANG": "zh_CN.UTF-8"}, True),
        ({"LANG": "zh_CN.UTF-8", "SURVEYKIT_LANGUAGE": "en"}, False),
        ({"LANG": "de_DE.UTF-8"}, False),
        ({"LC_ALL": "en_GB.UTF-8", "LANG": "zh_CN.UTF-8"}, False),
    ],
)
def test_messages_follow_the_chosen_language_then_the_machine_s(environment, chinese):
    written("bad.yaml", BAD)
    assert bool(CHINESE.search(run("check", "bad.yaml", **environment).output)) is chinese


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


def test_an_ending_in_capitals_is_as_good():
    for arguments in (("codebook", GOOD, "-o", "BOOK.HTML"), ("print", GOOD, "-o", "PAPER.HTML")):
        assert run(*arguments).exit_code == 0
    assert Path("BOOK.HTML").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert run("codebook", GOOD, "-o", "BOOK.CSV").exit_code == 0
    assert run("codebook", GOOD, "-o", "BOOK.XML").exit_code == 0
    assert run("simulate", GOOD, "-n", "3", "-o", "DATA.CSV").exit_code == 0


def test_where_every_way_is_as_long_one_number_is_told():
    written("one.yaml", WAYS.replace(", relevant: seen = 'yes'", ""))
    written("two.yaml", WAYS)
    assert "Questions on the way: 2.\nMinutes (English): 0.2.\n" in run("simulate", "one.yaml", "-n", "20").output
    assert "Questions on the way: 1 to 2, median " in run("simulate", "two.yaml", "-n", "20").output


@pytest.mark.parametrize("ending", [".html", ".csv", ".xml"])
def test_a_codebook_names_every_variable(ending):
    done = run("codebook", ROOT / "questionnaires" / "ecsi-mobile.yaml", "-o", f"book{ending}")
    assert done.exit_code == 0, done.output
    text = Path(f"book{ending}").read_text(encoding="utf-8-sig")
    assert all(name in text for name in ("IMAG1", "CUEX3", "CUSCO", "CUSL3", "loyalty", "非常满意"))


@pytest.mark.parametrize("ending", [".html", ".xml"])
def test_a_codebook_is_in_the_language_that_was_chosen(ending):
    assert run("codebook", GOOD, "--language", "zh", "-o", f"book{ending}").exit_code == 0
    text = Path(f"book{ending}").read_text(encoding="utf-8")
    assert "By telephone" not in text
    assert "电话" in text


SCHEMA = """<?xml version="1.0"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
           targetNamespace="ddi:codebook:2_5" elementFormDefault="qualified">
  <xs:element name="codeBook"><xs:complexType>
    <xs:sequence>FIRST<xs:any minOccurs="0" maxOccurs="unbounded" processContents="skip"/></xs:sequence>
    <xs:anyAttribute processContents="skip"/>
  </xs:complexType></xs:element>
</xs:schema>
"""


def test_a_codebook_is_held_to_a_schema_and_not_written_where_it_breaks_it():
    written("fits.xsd", SCHEMA.replace("FIRST", ""))
    done = run("codebook", GOOD, "-o", "book.xml", "--xsd", "fits.xsd")
    assert done.exit_code == 0, done.output
    assert "<codeBook" in Path("book.xml").read_text(encoding="utf-8")
    written("other.xsd", SCHEMA.replace("FIRST", '<xs:element name="cover" type="xs:string"/>'))
    done = run("codebook", GOOD, "-o", "other.xml", "--xsd", "other.xsd")
    assert done.exit_code == 1
    assert "breaks the schema" in done.stderr
    assert "cover" in done.stderr
    assert not Path("other.xml").exists()


def test_without_the_package_for_schemas_the_command_says_what_to_install(monkeypatch):
    monkeypatch.setattr("surveykit.pipeline.questionnaires.find_spec", lambda _: None)
    done = run("codebook", GOOD, "-o", "book.xml", "--xsd", "codebook.xsd")
    assert done.exit_code == 3
    assert 'pip install "surveykit[ddi]"' in done.output
    assert not Path("book.xml").exists()


def test_a_version_of_the_design_is_printed():
    every = ROOT / "questionnaires" / "every-item.yaml"
    assert run("print", every, "--version", "2", "--language", "en", "-o", "paper.html").exit_code == 0
    assert "design version 2 of 6" in Path("paper.html").read_text(encoding="utf-8")


def test_the_version_is_told():
    assert re.fullmatch(r"surveykit \d+\.\d+\.\d+\n", run("--version").output)


@pytest.mark.parametrize("language", ["en", "zh", "both", None])
def test_a_questionnaire_is_printed_in_one_language_or_in_all(language):
    chosen = ["--language", language] if language else []
    done = run("print", GOOD, *chosen, "-o", "paper.html")
    assert done.exit_code == 0, done.output
    page = Path("paper.html").read_text(encoding="utf-8")
    assert ("customer survey" in page) is (language != "zh")
    assert ("客户调查" in page) is (language != "en")


def test_a_language_that_the_questionnaire_lacks_cannot_be_printed():
    path = written(
        "tiny.yaml", BAD.replace("open_txt", "open_text").replace("scales: {unused: {from: 1, to: 5}}\n", "")
    )
    done = run("print", path, "--language", "zh", "-o", "paper.html")
    assert done.exit_code == 1
    assert "tiny.yaml" in done.stderr
    assert run("print", path, "-o", "paper.html").exit_code == 0
    assert run("print", path, "-o", "paper.docx").exit_code == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "arguments",
    [
        ("new", "after-sales", "-o", "file/below.yaml"),
        ("new", "after-sales", "-o", "folder"),
        ("new", "after-sales", "-o", "one.yaml", "--plan", "one.yaml"),
        ("codebook", GOOD, "-o", "file/below.html"),
        ("codebook", GOOD, "-o", "file/below.csv"),
        ("check", "folder"),
    ],
)
def test_what_cannot_be_written_or_read_is_told_in_words(arguments, language):
    written("file", "x")
    Path("folder").mkdir()
    done = run(*arguments, language=language)
    assert done.exit_code in (1, 3)
    assert "Traceback" not in done.output
    assert bool(CHINESE.search(done.output)) == (language == "zh")
    assert Path("file").read_text(encoding="utf-8") == "x"


def test_a_fault_of_ours_is_no_traceback(monkeypatch):
    def broken(_: Path) -> None:
        raise RuntimeError("inside")

    monkeypatch.setattr("surveykit.pipeline.check", broken)
    done = run("check", GOOD)
    assert done.exit_code == 3
    assert "Traceback" not in done.output
    log = re.search(r"(/\S+\.log)", done.output)
    assert log
    assert "inside" in Path(log[1]).read_text(encoding="utf-8")


def test_every_command_that_a_message_names_exists():
    for language in LANGUAGES:
        for path in (ROOT / "surveykit" / "locale" / language).glob("*.po"):
            named = re.findall(r"surveykit ([a-z]+)\b", path.read_text(encoding="utf-8"))
            assert {n for n in named if n not in ("itself",)} <= set(commands.commands), path
