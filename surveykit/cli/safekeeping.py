"""Responses kept safe: a copy of a store, a store from a copy, and one person's answers erased."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from surveykit import pipeline
from surveykit.cli.telling import FILE, tell
from surveykit.cli.usage import Group
from surveykit.core.language import message, own_language
from surveykit.core.numbers import count
from surveykit.core.stop import STOPPED

stage = Group()
DAY = slice(10)
"""The part of a time that is its day."""


@stage.command()
@click.option("--store", "store_url", required=True, metavar="URL")
@click.option("-o", "--output", "out", type=FILE, required=True)
def backup(store_url: str, out: Path) -> None:
    """Copy a store, which may be in use, into one file, and say what the file holds.

    \b
    Example: surveykit backup --store sqlite:///study.db -o study-2026-01-15.backup.db
    """
    made = pipeline.backup(store_url, out)
    tell("safekeeping.backup", path=out, content=made.content)
    _tell_held(made.held)
    if made.erasures:
        tell("safekeeping.erasures", n=count(made.erasures))


@stage.command()
@click.argument("file", type=FILE)
@click.option("--store", "store_url", required=True, metavar="URL")
@click.option("--erasures", type=FILE)
def restore(file: Path, store_url: str, erasures: Path | None) -> None:
    """Bring the backup FILE into a store that is not there yet, or has no responses.

    \b
    Example: surveykit restore study-2026-01-15.backup.db --store sqlite:///restored.db
             surveykit restore study-2026-01-15.backup.db --store sqlite:///restored.db --erasures study.db
    """
    done = pipeline.restore(file, store_url, erasures)
    tell("safekeeping.restored", store=store_url, day=done.made[DAY])
    _tell_held(done.held)
    if done.repeated:
        tell("safekeeping.repeated", n=count(done.repeated))
    if erasures is None:
        tell("safekeeping.later")


@stage.command()
@click.argument("file", type=FILE)
@click.option("--store", "store_url", required=True, metavar="URL")
@click.option("--respondent", required=True, metavar="ID")
@click.option("--reason", default="", metavar="TEXT")
@click.option("--yes", is_flag=True)
def erase(file: Path, store_url: str, respondent: str, reason: str, yes: bool) -> None:
    """Erase one person's answers to the questionnaire FILE from a store, for good.

    \b
    Example: surveykit erase after-sales.yaml --store sqlite:///study.db --respondent C-1042 --reason "asked by letter"
    """
    if not yes and not sys.stdin.isatty():
        raise click.UsageError(message("safekeeping.erase.usage", own_language()))

    def sure(found: Sequence[Any]) -> bool:
        asked = message("safekeeping.erase.sure", own_language(), id=respondent, n=count(len(found)))
        return yes or bool(click.prompt(asked) == respondent)

    done = pipeline.erase(file, store_url, respondent, reason, sure)
    if done is None:
        tell("safekeeping.erase.kept")
        sys.exit(STOPPED)
    if done.before is None:
        tell("safekeeping.erase.done", id=respondent, n=count(done.responses))
    else:
        tell("safekeeping.erase.before", id=respondent, day=done.before[DAY])
    tell("safekeeping.erase.elsewhere")


def _tell_held(held: Sequence[Any]) -> None:
    """How many responses to which versions, from when to when."""
    for own in held:
        values = {"id": own.questionnaire, "version": own.version, "hash": own.hash[:8], "n": count(own.responses)}
        if own.first is None:
            tell("safekeeping.held.untimed", **values)
        else:
            tell("safekeeping.held", **values, first=own.first[DAY], last=own.last[DAY])
    if not held:
        tell("safekeeping.held.none")
