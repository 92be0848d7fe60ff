"""How a command ends: with which exit code, and with words in which language."""

import re
from pathlib import Path

import pytest

from surveykit.cli import commands
from surveykit.core.language import LANGUAGES
from tests.cli.calls import BAD, CHINESE, GOOD, ROOT, run, written

pytestmark = pytest.mark.usefixtures("elsewhere")


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


def test_the_version_is_told():
    assert re.fullmatch(r"surveykit \d+\.\d+\.\d+\n", run("--version").output)


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
