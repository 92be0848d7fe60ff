"""Responses that come in, go out, and are looked at by people."""

from pathlib import Path

import click

from surveykit import pipeline
from surveykit.cli.progress_line import shown
from surveykit.cli.telling import FILE, on_a_plan, tell, tell_imported
from surveykit.cli.usage import Group
from surveykit.core.language import message, own_language
from surveykit.core.numbers import count
from surveykit.core.terminal import aligned

stage = Group()


@stage.command(name="import")
@click.argument("file", type=FILE)
@click.argument("data", type=FILE, required=False)
@click.option("--records", type=FILE)
@click.option("--by", metavar="COLUMN")
@click.option("--store", "store_url", metavar="URL")
@click.option("--mapping", type=FILE)
@click.option("--encoding", type=click.Choice(pipeline.ENCODINGS), metavar="NAME")
@click.option("--draft", is_flag=True)
@click.option("-o", "--output", "out", type=FILE)
def import_(
    file: Path,
    data: Path | None,
    records: Path | None,
    by: str | None,
    store_url: str | None,
    mapping: Path | None,
    encoding: str | None,
    draft: bool,
    out: Path | None,
) -> None:
    """Import the rows of a file as responses to a questionnaire FILE: all of them, or none and every reason.

    \b
    Example: surveykit import questionnaires/ecsi-mobile.yaml mobi.csv --store sqlite:///study.db
             surveykit import questionnaires/ecsi-mobile.yaml answers.xlsx --draft
             surveykit import after-sales.yaml --records crm.xlsx --by order_id --store sqlite:///study.db
    """
    given = records or data
    if encoding is not None and given is not None and given.suffix.lower() not in pipeline.TEXT_ENDINGS:
        raise click.UsageError(message("cli.import.encoding_usage", own_language()))
    if records is not None or by is not None:
        if records is None or by is None or store_url is None or data is not None or draft or out is not None:
            raise click.UsageError(message("cli.import.records_usage", own_language()))
        _import_records(file, records, store_url, by, mapping, encoding)
        return
    if data is None:
        raise click.UsageError(message("cli.import.usage", own_language()))
    if draft == (store_url is not None) or (draft and mapping is not None) or (out is not None and not draft):
        raise click.UsageError(message("cli.import.usage", own_language()))
    if store_url is None:
        _draft_mapping(file, data, out or data.with_suffix(".map.yaml"), encoding)
        return
    with shown():
        done = pipeline.import_again(file, data, store_url, mapping, encoding)
    if done.added:
        tell_imported(done.added, store_url)
    else:
        tell("cli.import.again", file=data, store=store_url)
    if done.records:
        tell("cli.import.records_left", names=done.records, file=file, data=data, store=store_url)


def _import_records(
    file: Path, records: Path, store_url: str, by: str, mapping: Path | None, encoding: str | None
) -> None:
    done = pipeline.import_records(file, records, store_url, by, mapping, encoding)
    tell("cli.records.done", added=done.added, changed=done.changed, same=done.same, store=store_url)
    if done.strangers:
        tell("cli.records.strangers", n=done.strangers)
    if done.without:
        tell("cli.records.without", n=done.without)


def _draft_mapping(file: Path, data: Path, out: Path, encoding: str | None) -> None:
    drafted = pipeline.draft_mapping(file, data, out, own_language(), encoding)
    for line in aligned(drafted.rows):
        click.echo(line)
    tell("draft.done", path=out, columns=drafted.columns, matched=drafted.matched, asked=drafted.doubtful)
    tell("draft.next", file=file, data=data, path=out)


@stage.command()
@click.argument("file", type=FILE)
@click.option("--store", "store_url", required=True, metavar="URL")
@click.option(
    "-o",
    "--output",
    "out",
    type=FILE,
    required=True,
)
@click.option(
    "--csv",
    type=click.Choice(["safe", "exact"]),
)
@click.option("--labels", is_flag=True)
@click.option("--language", type=click.Choice(["en", "zh"]))
@click.option("--flags", is_flag=True)
@click.option("--public", is_flag=True)
@click.option("--with", "chosen", multiple=True, metavar="NAME")
@click.option("--cell", type=int)
def export(
    file: Path,
    store_url: str,
    out: Path,
    csv: str | None,
    labels: bool,
    language: str | None,
    flags: bool,
    public: bool,
    chosen: tuple[str, ...],
    cell: int | None,
) -> None:
    """Export the responses to a questionnaire FILE for a spreadsheet or a statistics program.

    \b
    Example: surveykit export questionnaires/after-sales.yaml --store sqlite:///study.db -o answers.sav
             surveykit export questionnaires/after-sales.yaml --store sqlite:///study.db --public -o extract.csv
    """
    if flags if public else chosen or cell is not None:
        raise click.UsageError(message("cli.export.usage", own_language()))
    if public:
        done = pipeline.export_public(file, store_url, out, csv, labels, language, chosen, cell)
    else:
        done = pipeline.export(file, store_url, out, csv, labels, language, flags)
    for path in done.files:
        tell("cli.made", path=path)
    for note in done.notes:
        tell(note.name, **note.values)


@stage.command()
@on_a_plan
@click.option("-o", "--output", "out", type=FILE, required=True)
def clean(plan: Path, data: Path | None, store_url: str | None, out: Path) -> None:
    """Write what the cleaning rules of a report PLAN ask about as a table, for people to judge: keep, exclude, correct.

    \b
    Example: surveykit clean reports/after-sales.yaml -o review.csv
    """
    done = pipeline.clean_review(plan, out, own_language(), data, store_url)
    tell("cli.made", path=out)
    tell("cli.cleaned", flags=count(done.flags), responses=count(done.responses), open=count(done.open))
