"""What the commands say of themselves: in both languages, within a terminal, and with the exit code of bad usage."""

import re

import click
import pytest
from click.testing import CliRunner

from surveykit.cli import commands
from surveykit.core.language import LANGUAGES, messages
from surveykit.core.lines import columns

EVERY = {"commands": commands, **commands.commands}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
ROW = re.compile(r"^  -", re.MULTILINE)


def run(language: str, *arguments: str):
    env = {"SURVEYKIT_LANGUAGE": language}
    return CliRunner().invoke(commands, arguments, prog_name="surveykit", env=env)


def named() -> set[str]:
    """Every name that the help looks up."""
    options = {
        f"cli.help.{name}.{option.name}"
        for name, command in EVERY.items()
        for option in command.params
        if isinstance(option, click.Option)
    }
    return {"cli.help.help"} | {f"cli.help.{name}" for name in EVERY} | options


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_and_option_has_its_words_in_the_catalogue_and_no_other(language):
    found = {name for name in messages(language, "cli") if name.startswith("cli.help.")}
    assert found == named()


@pytest.mark.parametrize("name", commands.commands)
def test_help_is_in_the_language_that_was_chosen(name):
    english, chinese = (run(language, name, "--help").output for language in LANGUAGES)
    assert english.startswith("Usage: surveykit")
    assert chinese.startswith("用法：surveykit")
    assert f"Example: surveykit {name}" in english
    assert f"示例：surveykit {name}" in chinese
    assert not CHINESE.search(english)
    told = chinese.partition("选项：")[2]
    assert len(ROW.findall(told)) == len([part for part in ROW.split(told)[1:] if CHINESE.search(part)])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_of_commands_stands_in_the_columns_of_a_terminal(language):
    lines = run(language, "--help").output.splitlines()
    assert max(map(columns, lines)) <= 80
    assert all(any(line.startswith(f"  {name} ") for line in lines) for name in commands.commands)


@pytest.mark.parametrize(
    ("arguments", "english", "chinese"),
    [
        (
            ("chek", "x"),
            "there is no command “chek”. Did you mean “check”?",
            "没有“chek”这个命令。您是不是想写“check”？",
        ),
        (("check",), "FILE is missing.", "缺少FILE。"),
        (("new", "ecsi"), "--output is missing.", "缺少--output。"),
        (("check", "x", "y", "z"), "too much was written: y, z.", "多写了：y、z。"),
        (("check", "x", "--jsno"), "there is no option “--jsno”. Did you mean “--json”?", "没有“--jsno”这个选项。"),
        (("check", "x", "--json=1"), "the option --json takes no value.", "选项--json后面不能写值。"),
        (("new", "ecsi", "-o"), "the option -o needs a value.", "选项-o后面需要写一个值。"),
        (("print", "x", "--version", "1..1", "-o", "y"), "--version has to be a whole number.", "--version应为整数。"),
        (("serve", "x", "--store", "y", "--port", "0"), "--port has to be a whole number from 1 to 65535.", "1至65535"),
        (("new", "ecsi", "-o", "x", "--language", "fr"), "--language has to be one of en, zh.", "以下之一：en、zh。"),
        (("import", "x", "y"), "--draft", "两者只能选一"),
    ],
)
def test_what_is_wrong_with_a_call_is_told_in_the_language_and_exits_with_2(arguments, english, chinese):
    for language, said in {"en": english, "zh": chinese}.items():
        done = run(language, *arguments)
        assert done.exit_code == 2
        assert said in done.stderr
        assert "--help" in done.stderr
    assert not re.search(r"Error|Usage|Try|Invalid|Missing", done.stderr)


def test_a_command_that_the_catalogue_lacks_says_its_own_words():
    @commands.command(name="outside")
    @click.option("--far", is_flag=True, help="From far away.")
    def outside(far: bool) -> None:
        """Comes from elsewhere."""

    try:
        shown = run("zh", "outside", "--help").output
    finally:
        del commands.commands["outside"]
    assert "Comes from elsewhere." in shown
    assert "From far away." in shown
