"""Calls of commands, and questionnaires for them."""

import re
from pathlib import Path

from click.testing import CliRunner

from surveykit.cli import commands

ROOT = Path(__file__).parents[2]
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


def run(*arguments: object, language: str | None = None, **environment: str):
    env = environment | ({"SURVEYKIT_LANGUAGE": language} if language else {})
    return CliRunner().invoke(commands, [str(a) for a in arguments], env=env)


def written(name: str, text: str) -> Path:
    path = Path(name)
    path.write_text(text, encoding="utf-8")
    return path
