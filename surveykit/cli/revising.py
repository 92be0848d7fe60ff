"""To change a questionnaire: renamed, translated, compared with what it was."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from surveykit import pipeline
from surveykit.cli.telling import FILE, spoken, tell, tell_document
from surveykit.cli.usage import Group
from surveykit.core.language import message, own_language, say

DIFF_SCHEMA = "surveykit-diff/1"
TRANSLATE_SCHEMA = "surveykit-translate/1"
STATES = ("missing", "stale", "unconfirmed")
"""What can be said of a text in one language."""
MOST_TOLD = 10
"""So many unconfirmed texts are told one by one."""
MOST_SHOWN = 60
"""So many characters of a text are shown."""

stage = Group()


@stage.command()
@click.argument("file", type=FILE)
@click.argument("old")
@click.argument("new")
@click.option("--plan", "plans", type=FILE, multiple=True)
@click.option("--dry-run", is_flag=True)
def rename(file: Path, old: str, new: str, plans: tuple[Path, ...], dry_run: bool) -> None:
    """Rename an id in a questionnaire FILE, with all that names it: conditions, texts, constructs, plans.

    \b
    Example: surveykit rename mine.yaml speed promptness
    """
    done = pipeline.rename(file, old, new, plans, dry_run)
    if done.stored:
        tell("rename.stored")
    for plan, date in done.registered.items():
        tell("rename.registered", plan=plan, date=date)
    told = [message("rename.place", own_language(), file=path, lines=lines) for path, lines in done.lines.items()]
    places = ("；" if own_language() == "zh" else "; ").join(told)
    tell("rename.would" if dry_run else "rename.done", what=done.what, new=new, places=places)


@stage.command()
@click.argument("file", type=FILE)
@click.option("--status", is_flag=True)
@click.option("--confirm", "confirmed", metavar="LANGUAGE")
@click.option("--json", "as_json", is_flag=True)
def translate(file: Path, status: bool, confirmed: str | None, as_json: bool) -> None:
    """Say how far a questionnaire FILE is translated: what is missing, and what has changed since it was confirmed.

    \b
    Example: surveykit translate mine.yaml --status
    """
    if confirmed:
        count, beside = pipeline.confirm_translation(file, confirmed)
        tell("translate.confirmed", count=count, language=spoken(confirmed), file=beside)
    if as_json:
        _print_translations(file)
    elif status or not confirmed:
        _tell_translations(file)


def _short(text: str) -> str:
    """A text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= MOST_SHOWN else line[: MOST_SHOWN - 1] + "…"


def _tell_translations(file: Path) -> None:
    found = pipeline.translation_status(file)
    for own in found:
        tell("translate.status", language=spoken(own.language), texts=own.texts, **{s: own.count(s) for s in STATES})
        told = [r for r in own.remarks if r.state != "unconfirmed"] or own.remarks[:MOST_TOLD]
        for remark in told:
            said = message(
                f"translate.{remark.state}", own_language(), text=_short(remark.text), before=_short(remark.before)
            )
            click.echo(f"  {remark.place}: {said}")
        if len(told) < len(own.remarks):
            tell("translate.more", count=len(own.remarks) - len(told))


def _print_translations(file: Path) -> None:
    languages = [
        {
            "language": own.language,
            "texts": own.texts,
            **{state: own.count(state) for state in STATES},
            "remarks": [
                {"state": r.state, "line": r.place.line, "column": r.place.column, "text": r.text, "before": r.before}
                for r in own.remarks
            ],
        }
        for own in pipeline.translation_status(file)
    ]
    document = {"schema": TRANSLATE_SCHEMA, "file": str(file), "languages": languages}
    tell_document(document)


@stage.command()
@click.argument("before", type=FILE, metavar="A")
@click.argument("after", type=FILE, metavar="B")
@click.option("--json", "as_json", is_flag=True)
@click.option("--strict", is_flag=True)
def diff(before: Path, after: Path, as_json: bool, strict: bool) -> None:
    """Say what changed from questionnaire file A to B, and what that does to the answers given so far.

    \b
    Example: surveykit diff mine.2026-1.yaml mine.yaml
    """
    changes = pipeline.diff(before, after)
    if as_json:
        found = [{"class": c.weight, "code": c.code, "thing": c.thing, "what": c.what, "why": c.why} for c in changes]
        document = {"schema": DIFF_SCHEMA, "a": str(before), "b": str(after), "changes": found}
        tell_document(document)
    else:
        _tell_changes(before, after, changes)
    sys.exit(1 if strict and any(c.weight == "breaking" for c in changes) else 0)


def _tell_changes(before: Path, after: Path, changes: Sequence[Any]) -> None:
    """A table for each class: what, how, why."""
    if not changes:
        tell("diff.same", a=before, b=after)
        return
    width = max(len(c.thing) for c in changes)
    counts = dict.fromkeys(("breaking", "additive", "harmless"), 0)
    for change in changes:
        if not counts[change.weight]:
            tell(f"diff.heading.{change.weight}")
        counts[change.weight] += 1
        what, why = (say(text, own_language()) for text in (change.what, change.why))
        click.echo(f"  {change.thing:<{width}}  {message('diff.line', own_language(), what=what, why=why)}")
    tell("diff.total", **counts)
