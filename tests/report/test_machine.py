"""What the doctor finds, on a machine that has all and on one that lacks a font."""

import re

import pytest
from click.testing import CliRunner

from surveykit.cli import commands
from surveykit.errors import OperatorError
from surveykit.report import machine
from surveykit.report.machine import Part, hanzi


def parts() -> dict[str, Part]:
    return {part.name: part for part in machine.machine()}


def told(*options: str, language: str = "en"):
    return CliRunner().invoke(commands, ["doctor", *options], env={"SURVEYKIT_LANGUAGE": language})


@pytest.fixture
def _latin_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "coverage", lambda: {range(0x20, 0x2000), range(0x2000, 0x2300)})
    monkeypatch.setattr(machine, "_family", lambda pattern: "")


def test_the_two_levels_of_gb_2312_have_as_many_characters_as_the_standard_says() -> None:
    assert len(hanzi(range(16, 56))) == 3755
    assert len(hanzi(range(56, 88))) == 3008


@pytest.mark.usefixtures("_latin_only")
def test_a_machine_without_chinese_fonts_is_not_ready() -> None:
    assert parts()["latin"] == Part("latin", True, "216 / 216")
    assert parts()["chinese"] == Part("chinese", False, "0 / 3755")
    done = told()
    assert done.exit_code == 3
    assert re.search(r"MISSING +Chinese characters in common use", done.output)
    assert "surveykit doctor --install-fonts" in done.output
    assert "本机尚不能正常生成报告。" in told(language="zh").output


def test_a_machine_that_has_everything_is_ready() -> None:
    assert all(part.found for part in parts().values() if part.needed)
    done = told()
    assert done.exit_code == 0
    assert "This machine can make reports in English and Chinese." in done.output
    assert "extra spss: pyreadstat" in done.output


@pytest.mark.usefixtures("_latin_only")
def test_fonts_that_cannot_be_installed_here_are_named_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine.shutil, "which", lambda name: None)
    with pytest.raises(OperatorError, match="fonts-not-installed"):
        machine.install_fonts()
    done = told("--install-fonts", language="zh")
    assert done.exit_code == 3
    assert "fonts-noto-cjk" in done.output


def test_nothing_is_installed_where_all_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine.subprocess, "run", lambda *a, **k: pytest.fail("nothing was to be run"))
    monkeypatch.setattr(machine, "_fonts", lambda: (Part("latin", True), Part("rare", False, needed=False)))
    assert machine.install_fonts() is False
