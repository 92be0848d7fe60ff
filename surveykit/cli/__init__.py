"""The command line. Exit codes: 0 done, 1 the input is at fault, 2 bad usage, 3 the machine lacks something, 130 it was
stopped."""

import sys
from collections.abc import Callable
from typing import NoReturn

import click

from surveykit.cli import (
    authoring,
    data,
    documents,
    fieldwork,
    findings,
    machine,
    revising,
    safekeeping,
    simulation,
    workspace,
)
from surveykit.cli.ending import Commands

STAGES = (workspace, authoring, revising, documents, simulation, fieldwork, data, safekeeping, findings, machine)
"""The files of commands, in the order of a study."""


@click.group(
    cls=Commands,
    commands=[command for file in STAGES for command in file.stage.commands.values()],
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="surveykit", message="surveykit %(version)s")
def commands() -> None:
    """Questionnaires, responses and findings of satisfaction research, in English and Chinese."""


def main() -> NoReturn:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):  # a Windows console may not be UTF-8
        reconfigure: Callable[..., None] | None = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    commands()
    sys.exit(0)
