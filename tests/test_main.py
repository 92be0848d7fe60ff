"""Where the command enters: Ctrl+C ends in one sentence and exit code 130 however early it comes."""

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PRESSED = """\
import os, runpy, signal, sys


class Pressed:
    \"\"\"Ctrl+C in the very moment in which a module is looked for, for the first time or each time.\"\"\"

    def __init__(self, module, once):
        self.module, self.once = module, once

    def find_spec(self, name, *_):
        if name == self.module:
            if self.once:
                sys.meta_path.remove(self)
            os.kill(os.getpid(), signal.SIGINT)


signal.signal(signal.SIGINT, signal.default_int_handler)
sys.meta_path.insert(0, Pressed({module!r}, {once}))
sys.argv[1:] = {arguments}
runpy.run_module("surveykit", run_name="__main__", alter_sys=True)
"""
SAID = {
    "en": "“check” was stopped: nothing was written or changed.\n",
    "zh": "“check”已停止：没有写入或更改任何内容。\n",
}


def pressed_at(module: str, *arguments: str, once: bool = True, language: str = "en"):
    code = PRESSED.format(module=module, once=once, arguments=list(arguments))
    environment = os.environ | {"SURVEYKIT_LANGUAGE": language}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, cwd=ROOT)


@pytest.mark.parametrize("language", SAID)
@pytest.mark.parametrize(
    "module", ["surveykit.cli", "click", "babel.messages", "surveykit.core.language", "surveykit.pipeline"]
)
def test_ctrl_c_while_python_still_loads_is_told_like_any_later_one(module, language):
    done = pressed_at(module, "check", "questionnaires/after-sales.yaml", language=language)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", SAID[language])


def test_a_command_s_own_sentence_is_told_and_without_a_command_that_of_the_whole():
    assert pressed_at("click", "import", "mine.yaml").stderr == "The import was stopped: nothing was imported.\n"
    assert pressed_at("click", "--help").stderr.startswith("“surveykit” was stopped:")


def test_where_even_the_words_cannot_be_loaded_it_ends_in_silence():
    done = pressed_at("surveykit.core.language", "check", "questionnaires/after-sales.yaml", once=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_the_command_enters_where_nothing_is_loaded_yet():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["scripts"] == {"surveykit": "surveykit.__main__:main"}
    code = "import json, sys, surveykit.__main__\nprint(json.dumps(list(sys.modules)))"
    done = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    others = {name for name in json.loads(done.stdout) if name.partition(".")[0] not in sys.stdlib_module_names}
    assert others == {"__main__", "surveykit", "surveykit.__main__"}
