"""What commands share: what they are given, and what they tell with."""

import json
from collections.abc import Callable
from pathlib import Path

import click

from surveykit.core.language import LANGUAGES, message, own_language

FILE = click.Path(path_type=Path, readable=False)
"""A file that is named in a call; whether it is there, the room that reads it says."""


def on_a_plan(command: Callable[..., None]) -> Callable[..., None]:
    """What every command on a plan is given: the plan, and data or a store in place of those that it names."""
    command = click.option("--store", "store_url", metavar="URL")(command)
    command = click.option("--data", type=FILE)(command)
    return click.argument("plan", type=FILE)(command)


def tell(name: str, /, **values: object) -> None:
    """Print one of our messages."""
    click.echo(message(name, own_language(), **values))


def tell_document(document: object) -> None:
    """Print a document of ours as JSON."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))


def tell_imported(n: int, store_url: str) -> None:
    """Print how many responses are in a store now."""
    tell("cli.imported.one" if n == 1 else "cli.imported", count=n, store=store_url)


def spoken(name: str) -> str:
    """A language by its name."""
    return message(f"cli.language.{name}", own_language()) if name in LANGUAGES else name
