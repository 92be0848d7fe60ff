"""This machine: a whole study on it, and what it lacks."""

import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import click

from surveykit import pipeline
from surveykit.cli.telling import FILE, tell
from surveykit.cli.usage import Group
from surveykit.core.language import message, own_language
from surveykit.core.terminal import aligned

stage = Group()


@stage.command()
@click.argument("folder", type=FILE, default=Path("surveykit-demo"))
@click.option("--no-serve", is_flag=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
def demo(folder: Path, no_serve: bool, port: int) -> None:
    """Make a whole study in FOLDER, from questionnaire to report, and serve a form of your own to try.

    \b
    Example: surveykit demo
    """
    started = time.monotonic()
    for step in pipeline.demo(folder):
        seconds, started = time.monotonic() - started, time.monotonic()
        words = message(step.message, own_language(), **step.values)
        click.echo(f"{seconds:6.1f} s  {step.product}  {words}")
    if no_serve:
        return
    arguments = [
        str(folder / "questionnaires" / "after-sales.yaml"),
        "--store",
        f"sqlite:///{folder / 'after-sales.db'}",
    ]
    tell("cli.demo.report", plan=folder / "reports" / "after-sales.yaml")
    sys.stdout.flush()
    # A new process image: what serves the form holds nothing of what made the reports.
    os.execv(sys.executable, [sys.executable, "-m", "surveykit", "serve", *arguments, "--port", str(port)])  # noqa: S606


@stage.command()
@click.option("--install-fonts", is_flag=True)
def doctor(install_fonts: bool) -> None:
    """Say whether this machine has what reports need, above all fonts for English and Chinese.

    \b
    Example: surveykit doctor
    """
    if install_fonts:
        tell("doctor.installed" if pipeline.install_fonts() else "doctor.nothing")
    found = pipeline.doctor()
    rows = [(_mark(p.found, p.needed), message(f"doctor.part.{p.name}", own_language()), p.detail) for p in found.parts]
    rows += [(_mark(e.found, False), _extra(e.name, e.packages), "") for e in found.extras]
    for line in aligned(rows):
        click.echo(line)
    if found.ready:
        tell("doctor.ready")
        return
    lacking = {part.name for part in found.parts if part.needed and not part.found}
    tell("doctor.not_ready")
    for name in ("pango", "fontconfig"):
        if name in lacking:
            tell(f"doctor.{name}")
    if lacking & {"latin", "chinese"}:
        tell("doctor.fonts")
    sys.exit(3)


def _mark(found: bool, needed: bool) -> str:
    return message(f"doctor.{'found' if found else 'missing' if needed else 'without'}", own_language())


def _extra(name: str, packages: Mapping[str, str | None]) -> str:
    said = tuple(f"{package} {version or ''}".strip() for package, version in packages.items())
    return message("doctor.extra", own_language(), name=name, packages=said)
