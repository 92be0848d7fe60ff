"""Progress on a terminal, and Ctrl+C: a sentence in the user's language, exit code 130, and nothing half done."""

import os
import pty
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from surveykit.cli import commands
from surveykit.pipeline import example_data

ECSI = Path("questionnaires/ecsi-mobile.yaml").resolve()
PLAN = f"""\
plan: slow
questionnaire: {ECSI}
data: {{file: {example_data()}}}
registered: 2026-01-15
analyses:
  - paths: {{quality: [image], mediator: satisfaction, outcome: loyalty, draws: 1000000}}
"""


def stopped_at(sign: str, arguments: Sequence[object], language: str) -> tuple[int, str, str]:
    """A command with a terminal, stopped when the sign appears there: exit code, what it printed, and the terminal."""
    ours, its = pty.openpty()
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a child inherits that it is ignored
    try:
        command = [sys.executable, "-m", "surveykit", *map(str, arguments)]
        environment = os.environ | {"SURVEYKIT_LANGUAGE": language, "COLUMNS": "80"}
        running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=its, env=environment, text=True)
    finally:
        signal.signal(signal.SIGINT, before)
        os.close(its)
    seen = b""
    with suppress(OSError):  # the terminal is closed when the command ends
        while part := os.read(ours, 4096):
            if sign.encode() not in seen and sign.encode() in seen + part:
                running.send_signal(signal.SIGINT)
            seen += part
    os.close(ours)
    return running.wait(), running.communicate()[0], seen.decode()


@pytest.mark.parametrize(
    ("command", "out", "language", "sign", "said"),
    [
        ("analyse", "found.json", "en", "of 1000000 draws", "“analyse” was stopped: nothing was written or changed."),
        (
            "report",
            "report.pdf",
            "zh",
            "1000000次抽样中的第",
            "报告已停止生成：上面列出的文件均已完整写入，此外没有写入或更改任何内容。",
        ),
    ],
)
def test_long_work_is_shown_and_stops_without_a_trace(tmp_path, command, out, language, sign, said):
    plan = tmp_path / "plan.yaml"
    plan.write_text(PLAN, encoding="utf-8")
    code, printed, terminal = stopped_at(sign, [command, plan, "-o", tmp_path / out], language)
    assert code == 130
    assert printed == ""
    assert terminal.splitlines()[-1] == said
    assert "Traceback" not in terminal
    assert "Aborted" not in terminal
    assert [path.name for path in tmp_path.iterdir()] == ["plan.yaml"]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("raised", [KeyboardInterrupt, click.Abort])
@pytest.mark.parametrize("command", [c for c in commands.commands if c not in ("serve", "preview")])
def test_every_command_says_in_one_language_that_it_was_stopped(monkeypatch, command, raised, language):
    def stop(*_: object) -> None:
        raise raised

    monkeypatch.setattr(commands.commands[command], "invoke", stop)
    monkeypatch.setattr(commands.commands[command], "parse_args", lambda *_: [])
    done = CliRunner().invoke(commands, [command], env={"SURVEYKIT_LANGUAGE": language})
    assert done.exit_code == 130
    assert re.search("stopped:" if language == "en" else "已停止", done.output)
    assert len(done.output.splitlines()) == 1
