"""The folder of a study."""

from pathlib import Path

import click

from surveykit import pipeline
from surveykit.cli.telling import FILE, tell
from surveykit.cli.usage import Group
from surveykit.core.language import message, own_language
from surveykit.core.terminal import aligned

stage = Group()


@stage.command()
@click.argument("folder", type=FILE)
def init(folder: Path) -> None:
    """Make a workspace in FOLDER: the folders of a study, and a README.md that says what to do next.

    \b
    Example: surveykit init my-study
    """
    parts = pipeline.init(folder, own_language())
    for line in aligned([(message(f"workspace.{part.state}", own_language()), str(part.path)) for part in parts]):
        click.echo(line)
    tell("workspace.built_in", folder=pipeline.built_in_templates())
    readme = pipeline.Part(folder / "README.md", "made")
    if readme in parts:
        tell("workspace.next", readme=readme.path)
