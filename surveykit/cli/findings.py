"""A report plan carried out."""

from pathlib import Path
from typing import get_args

import click

from surveykit import pipeline
from surveykit.cli.progress_line import shown
from surveykit.cli.telling import FILE, on_a_plan, tell
from surveykit.cli.usage import Group
from surveykit.core.language import LANGUAGES
from surveykit.core.plan import PresetName

stage = Group()


@stage.command()
@on_a_plan
@click.option("-o", "--output", "out", type=FILE, required=True)
def analyse(plan: Path, data: Path | None, store_url: str | None, out: Path) -> None:
    """Carry out a report PLAN and write its findings as JSON.

    \b
    Example: surveykit analyse reports/ecsi-mobile.yaml -o findings.json
    """
    with shown():
        pipeline.write_findings(pipeline.study(plan, data, store_url), out)
    tell("cli.made", path=out)


@stage.command()
@on_a_plan
@click.option("--language", "chosen", type=click.Choice(["en", "zh", "both"]))
@click.option("--preset", type=click.Choice(get_args(PresetName)))
@click.option("--by", metavar="VARIABLE")
@click.option("--allow-missing-glyphs", "allow_missing", is_flag=True)
@click.option("-o", "--output", "out", type=FILE)
def report(
    plan: Path,
    data: Path | None,
    store_url: str | None,
    chosen: str | None,
    preset: PresetName | None,
    by: str | None,
    allow_missing: bool,
    out: Path | None,
) -> None:
    """Carry out a report PLAN and write the report in the plan's languages.

    \b
    Example: surveykit report reports/after-sales.yaml
    """
    languages = (chosen,) if chosen in LANGUAGES else ()
    style = pipeline.Style(languages, preset, chosen == "both", allow_missing)
    with shown():
        for done in pipeline.report(plan, data, store_url, out, style, by):
            if isinstance(done, pipeline.Refused):
                tell("cli.report.refused", branch=done.branch)
            else:
                tell("cli.made", path=done)
    if chosen == "both" and (out is None or out.suffix.lower() in (".docx", ".pptx")):
        tell("cli.report.one_language")
