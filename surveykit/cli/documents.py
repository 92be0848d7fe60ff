"""What is made of a questionnaire, and what one is made of: codebook, print, forms and files of other systems."""

from pathlib import Path

import click

from surveykit import pipeline
from surveykit.cli.telling import FILE, tell
from surveykit.cli.usage import Group
from surveykit.core.language import describe, message, own_language
from surveykit.core.terminal import aligned
from surveykit.errors import Severity

stage = Group()


@stage.command()
@click.argument("file", type=FILE)
@click.option("--language", "chosen", type=click.Choice(["en", "zh", "both"]))
@click.option("--xsd", type=FILE)
@click.option("--allow-missing-glyphs", "allow_missing", is_flag=True)
@click.option("-o", "--output", "out", type=FILE, required=True)
def codebook(file: Path, chosen: str | None, xsd: Path | None, allow_missing: bool, out: Path) -> None:
    """Write the codebook of a questionnaire FILE: variables, values, missing codes, constructs.

    \b
    Example: surveykit codebook questionnaires/after-sales.yaml -o codebook.pdf
    """
    pipeline.codebook(file, out, _languages(chosen), xsd, allow_missing)
    tell("cli.made", path=out)


def _languages(chosen: str | None) -> list[str] | None:
    return ["en", "zh"] if chosen == "both" else [chosen] if chosen else None


@stage.command(name="print")
@click.argument("file", type=FILE)
@click.option("--language", "chosen", type=click.Choice(["en", "zh", "both"]))
@click.option("--version", default=1, show_default=True)
@click.option("--allow-missing-glyphs", "allow_missing", is_flag=True)
@click.option("-o", "--output", "out", type=FILE, required=True)
def print_(file: Path, chosen: str | None, version: int, allow_missing: bool, out: Path) -> None:
    """Write a questionnaire FILE as it is printed: boxes with codes, lines, and who is to answer what in words.

    \b
    Example: surveykit print questionnaires/after-sales.yaml --language both -o after-sales.pdf
    """
    pipeline.print_questionnaire(file, out, _languages(chosen), version, allow_missing)
    tell("cli.made", path=out)


@stage.command()
@click.argument("source", type=FILE, metavar="IN")
@click.option("-o", "--output", "out", type=FILE, required=True)
@click.option("--strict", is_flag=True)
def convert(source: Path, out: Path, strict: bool) -> None:
    """Convert an XLSForm to a questionnaire file, or a questionnaire file to an XLSForm, and say what is lost.

    \b
    Example: surveykit convert questionnaires/after-sales.yaml -o after-sales.xlsx
    """
    problems = pipeline.convert(source, out, strict)
    for problem in problems:
        word = message(f"cli.convert.{problem.severity}", own_language())
        tell("cli.told", word=word, what=describe(problem, own_language()))
    tell("cli.made", path=out)
    tell("cli.converted", losses=sum(p.severity is Severity.WARNING for p in problems))


@stage.command()
@click.argument("data", type=FILE)
@click.option("-o", "--output", "out", type=FILE, required=True)
@click.option("--codebook", type=FILE)
@click.option("--plan", type=FILE)
def adopt(data: Path, out: Path, codebook: Path | None, plan: Path | None) -> None:
    """Draft a questionnaire file from a labelled data file of a study done elsewhere, to analyse its DATA here.

    \b
    Example: surveykit adopt survey.sav -o survey.yaml --plan survey.plan.yaml
             surveykit adopt answers.csv --codebook codebook.csv -o survey.yaml
    """
    found = pipeline.adopt(data, out, own_language(), codebook, plan)
    for line in aligned(found.rows):
        click.echo(line)
    if found.constructs:
        click.echo()
    for line in aligned(found.constructs) if found.constructs else ():
        click.echo(line)
    for path in found.files:
        tell("cli.made", path=path)
    tell("adopt.done", columns=found.columns, matched=found.matched, asked=found.doubtful)
    tell("adopt.next", file=out, data=data, mapping=found.files[1])
    if plan is not None:
        tell("adopt.plan", plan=plan)
