"""How far the work has come, on a line of a terminal."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from surveykit.core.language import message, own_language
from surveykit.core.lines import columns
from surveykit.core.numbers import count
from surveykit.core.progress import Step, progress
from surveykit.core.terminal import cut


@contextmanager
def shown() -> Iterator[None]:
    """Show on a terminal how far the work has come; nothing where the output goes elsewhere."""
    if not sys.stderr.isatty():
        yield
        return
    line = Line()
    try:
        with progress(line.show):
            yield
    finally:
        line.write("")


class Line:
    """A line of a terminal that is written anew in its place."""

    def __init__(self) -> None:
        self.of = ""
        self.width = 0

    def show(self, step: Step) -> None:
        """How far the work has come; of an analysis, with its name. Nothing once all is done."""
        self.of = step.of or self.of
        values = {"of": self.of, "done": count(step.done), "total": count(step.total)}
        over = step.what == "analyses" and step.done == step.total
        self.write("" if over else message(f"cli.progress.{step.what}", own_language(), **values))

    def write(self, text: str) -> None:
        """Put a text in the place of the last one."""
        shown = cut(text, shutil.get_terminal_size().columns - 1)
        click.echo(f"\r{' ' * self.width}\r{shown}", nl=False, err=True)
        self.width = columns(shown)
