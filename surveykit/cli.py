"""The command line. Exit codes: 0 done, 1 the input is at fault, 2 bad usage, 3 the machine lacks something, 130 it was
stopped."""

import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, NoReturn, get_args

import click

from surveykit import pipeline
from surveykit.core.fault import kept
from surveykit.core.language import LANGUAGES, describe, message, messages, own_language, place_in_words, say
from surveykit.core.lines import columns, wrapped
from surveykit.core.numbers import count, number, percent
from surveykit.core.plan import PresetName
from surveykit.core.progress import Step, progress
from surveykit.core.terminal import aligned, cut
from surveykit.errors import AuthorError, OperatorError, Place, Problem, Severity, SurveykitError
from surveykit.usage import Group, fault

FILE = click.Path(path_type=Path, readable=False)
CHECK_SCHEMA = "surveykit-check/1"
DIFF_SCHEMA = "surveykit-diff/1"
TRANSLATE_SCHEMA = "surveykit-translate/1"
MOST_TOLD = 10
"""So many unconfirmed texts are told one by one."""
MOST_SHOWN = 60
"""So many characters of a text are shown."""
STOPPED = 130
"""The exit code of what somebody stopped, as shells have it."""
SIMULATION_SCHEMA = "surveykit-simulation/1"


def tell(name: str, /, **values: object) -> None:
    """Print one of our messages."""
    click.echo(message(name, own_language(), **values))


class Commands(Group):
    """Turns our errors into words and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except SurveykitError as error:
            for problem in error.problems:
                click.echo(describe(problem, own_language()), err=True)
            ctx.exit(3 if isinstance(error, OperatorError) else 1)
        except BrokenPipeError:
            sys.stderr.close()
            ctx.exit(0)
        except (KeyboardInterrupt, click.Abort):
            click.echo("\n" * sys.stderr.isatty() + _stopped(ctx.invoked_subcommand or ""), err=True)
            ctx.exit(STOPPED)
        except click.UsageError as error:
            raise fault(error, ctx) from None
        except (click.ClickException, click.exceptions.Exit):
            raise
        except Exception as error:  # noqa: BLE001  a fault of ours, which nobody should meet as a traceback
            click.echo(message("cli.fault", own_language(), log=kept(error).log), err=True)
            ctx.exit(3)


def _stopped(command: str) -> str:
    """That a command was stopped, and what that leaves behind."""
    own = f"cli.interrupted.{command}"
    known = own if own in messages(own_language(), "cli") else "cli.interrupted"
    return message(known, own_language(), command=command)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
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


# --- questionnaires ---------------------------------------------------------------------------------


@commands.command()
def templates() -> None:
    """List the templates that a questionnaire can start from.

    \b
    Example: surveykit templates
    """
    known = list(pipeline.templates())
    indent = " " * (max((len(found.id) for found in known), default=0) + 1)
    for found in known:
        click.echo(f"{found.id:<{len(indent)}}{say(found.title, own_language())}")
        click.echo(indent + f"\n{indent}".join(wrapped(say(found.about, own_language()), 80 - len(indent))))
        for name, parameter in found.parameters.items():
            label, default = say(parameter.label, own_language()), say(parameter.default, own_language())
            click.echo(
                f"{indent}--set {name}=...  {message('cli.parameter', own_language(), label=label, default=default)}"
            )


@commands.command()
@click.argument("templates", metavar="TEMPLATE...", nargs=-1, required=True)
@click.option("-o", "--output", "out", type=FILE, required=True)
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE")
@click.option("--language", "chosen", type=click.Choice(["en", "zh"]))
@click.option("--plan", type=FILE)
def new(
    templates: tuple[str, ...], out: Path, settings: tuple[str, ...], chosen: str | None, plan: Path | None
) -> None:
    """Make a questionnaire from a TEMPLATE, or from several put together: the first gives title and introduction.

    \b
    Example: surveykit new after-sales -o mine.yaml --plan mine.plan.yaml --set company="Acme"
             surveykit new servperf recommendation -o both.yaml
    """
    values = {}
    for pair in settings:
        name, sign, value = pair.partition("=")
        if not sign:
            raise AuthorError.of("bad-setting", found=pair)
        values[name.strip()] = value
    pipeline.refuse_unfit(out, plan)
    asked = pipeline.asked(templates, values, chosen)
    if sys.stdin.isatty():
        values |= _ask(asked, [chosen] if chosen else LANGUAGES)
    pipeline.new(templates, out, values, plan, chosen)
    tell("cli.made", path=out)
    if plan is not None:
        tell("cli.made", path=plan)
    tell("cli.next", file=out, store=f"sqlite:///{pipeline.default_store(out)}")


def _ask(parameters: Mapping[str, Any], languages: Sequence[str] = LANGUAGES) -> dict[str, str]:
    """Ask on the terminal for what was not said, in each language where defaults differ. Empty keeps the default."""
    answers: dict[str, str] = {}
    for name, parameter in parameters.items():
        apart = len({say(parameter.default, tongue) for tongue in languages}) > 1
        asked = [(f"{name}.{tongue}", tongue) for tongue in languages] if apart else [(name, languages[0])]
        shown = {key: say(parameter.default, tongue) for key, tongue in asked}
        typed = _typed(name, parameter, shown)
        answers |= {key: answer for key, answer in typed.items() if answer != shown[key]}
    return answers


def _typed(name: str, parameter: Any, shown: Mapping[str, str]) -> dict[str, str]:
    """What is typed for a parameter in each language; lists that do not go together are asked for again."""
    while True:
        shown = {key: _answer(key, parameter, said) for key, said in shown.items()}
        problems = pipeline.uneven_setting(name, parameter, shown.values())
        if not problems:
            return dict(shown)
        for problem in problems:
            click.echo(describe(problem, own_language()))


def _answer(key: str, parameter: Any, shown: str) -> str:
    """What is typed for a parameter; it is asked for again until it can stand."""
    while True:
        typed = str(click.prompt(f"{say(parameter.label, own_language())} ({key})", default=shown))
        problems = pipeline.unfit_setting(key, typed, parameter)
        if not problems:
            return typed
        for problem in problems:
            click.echo(describe(problem, own_language()))


@commands.command()
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True)
def check(file: Path, as_json: bool) -> None:
    """Check a questionnaire FILE: every problem with its line, what is wrong and what to do.

    \b
    Example: surveykit check questionnaires/after-sales.yaml
    """
    found = pipeline.check(file)
    errors = sum(p.severity is Severity.ERROR for p in found.problems)
    if as_json:
        document = {
            "schema": CHECK_SCHEMA,
            "file": str(file),
            "reviewed": found.whole,
            "problems": [_as_json(p, found.rule(p)) for p in found.problems],
            "ignored": [_as_json(a.problem, found.rule(a.problem)) | {"reason": a.reason} for a in found.aside],
            "minutes": {name: {"silent": m.silent, "aloud": m.aloud} for name, m in found.minutes.items()},
        }
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        _tell_review(file, found, errors)
    sys.exit(1 if errors else 0)


def _tell_review(file: Path, found: Any, errors: int) -> None:
    """Errors, then warnings, then advice; then what is set aside, and the time that answering takes."""
    for severity in Severity:
        own = [p for p in found.problems if p.severity is severity]
        if own:
            tell(f"cli.check.group.{severity}")
        for problem in own:
            word = message(f"cli.severity.{problem.severity}", own_language())
            code = f"{found.rule(problem)} {problem.code}".strip()
            tell("cli.told", word=word, what=f"{describe(problem, own_language())} [{code}]")
    if found.aside:
        tell("cli.check.aside", count=len(found.aside))
    for name, minutes in found.minutes.items():
        if name not in LANGUAGES:
            continue
        (low, high), (aloud_low, aloud_high) = minutes.rounded
        tell("cli.check.minutes", language=spoken(name), low=low, high=high, aloud_low=aloud_low, aloud_high=aloud_high)
    if found.whole and not found.minutes:
        tell("cli.check.talk")
    if not found.whole:
        tell("cli.check.unread")
    tell("cli.checked", file=file, errors=errors, others=len(found.problems) - errors)


def _as_json(problem: Problem, rule: str | None) -> dict[str, object]:
    bare = Problem(problem.code, Place(), problem.values, problem.severity)
    return {
        "code": problem.code,
        "rule": rule or None,
        "severity": str(problem.severity),
        "place": place_in_words(problem, "en"),
        "line": problem.place.line,
        "column": problem.place.column,
        "message": {"en": describe(bare, "en"), "zh": describe(bare, "zh")},
    }


@commands.command()
@click.argument("file", type=FILE)
@click.option("--port", default=8001, show_default=True, type=click.IntRange(1, 65535))
def preview(file: Path, port: int) -> None:
    """Show the form of a questionnaire FILE while you write it: what you save appears at once, faults too.

    \b
    Example: surveykit preview mine.yaml
    """

    def ready() -> None:
        tell("preview.ready", file=file, address=f"http://127.0.0.1:{port}/")
        tell("cli.stop")

    pipeline.preview(file, port, ready)
    tell("preview.stopped")


@commands.command()
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


@commands.command()
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


STATES = ("missing", "stale", "unconfirmed")
"""What can be said of a text in one language."""


def spoken(name: str) -> str:
    """A language by its name."""
    return message(f"cli.language.{name}", own_language()) if name in LANGUAGES else name


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
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))


@commands.command()
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
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
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


@commands.command()
@click.argument("file", type=FILE)
@click.option("--language", "chosen", type=click.Choice(["en", "zh", "both"]))
@click.option("--xsd", type=FILE)
@click.option("-o", "--output", "out", type=FILE, required=True)
def codebook(file: Path, chosen: str | None, xsd: Path | None, out: Path) -> None:
    """Write the codebook of a questionnaire FILE: variables, values, missing codes, constructs.

    \b
    Example: surveykit codebook questionnaires/after-sales.yaml -o codebook.pdf
    """
    pipeline.codebook(file, out, _languages(chosen), xsd)
    tell("cli.made", path=out)


def _languages(chosen: str | None) -> list[str] | None:
    return ["en", "zh"] if chosen == "both" else [chosen] if chosen else None


@commands.command(name="print")
@click.argument("file", type=FILE)
@click.option("--language", "chosen", type=click.Choice(["en", "zh", "both"]))
@click.option("--version", default=1, show_default=True)
@click.option("-o", "--output", "out", type=FILE, required=True)
def print_(file: Path, chosen: str | None, version: int, out: Path) -> None:
    """Write a questionnaire FILE as it is printed: boxes with codes, lines, and who is to answer what in words.

    \b
    Example: surveykit print questionnaires/after-sales.yaml --language both -o after-sales.pdf
    """
    pipeline.print_questionnaire(file, out, _languages(chosen), version)
    tell("cli.made", path=out)


@commands.command()
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


@commands.command()
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


# --- simulation -------------------------------------------------------------------------------------


@commands.command()
@click.argument("file", type=FILE)
@click.option("-n", "n", default=200, show_default=True, type=click.IntRange(1, 1_000_000))
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0))
@click.option("--model", type=FILE)
@click.option("-o", "--output", "out", type=FILE)
@click.option("--store", "store_url", metavar="URL")
@click.option("--truth", type=FILE)
@click.option("--json", "as_json", is_flag=True)
@click.option("--draft-model", "drafted", type=FILE)
def simulate(
    file: Path,
    n: int,
    seed: int,
    model: Path | None,
    out: Path | None,
    store_url: str | None,
    truth: Path | None,
    as_json: bool,
    drafted: Path | None,
) -> None:
    """Let simulated respondents answer a questionnaire FILE: what is reached, where they end, how long it takes.

    \b
    Example: surveykit simulate questionnaires/after-sales.yaml -n 300 --model default -o simulated.csv
    """
    if drafted is not None:
        pipeline.draft_model(file, drafted)
        tell("cli.made", path=drafted)
        return
    read, found = pipeline.simulate(file, n, seed, model, out, store_url, truth)
    if as_json:
        click.echo(json.dumps(_passage_as_json(file, seed, found), ensure_ascii=False, indent=2))
        return
    _tell_passage(read, found, seed)
    for path in (out, truth):
        if path is not None:
            tell("cli.made", path=path)
    if store_url is not None:
        _tell_imported(found.finished, store_url)
    if out is not None or store_url is not None:
        tell("simulation.nobodys")


def _tell_passage(read: Any, found: Any, seed: int) -> None:
    """How the respondents went through, from the worst news on."""
    tell("simulation.begun", n=count(found.n), seed=seed, finished=count(found.finished))
    for name, many in found.stuck.items():
        tell("simulation.stuck", item=name, count=count(many), share=percent(many / found.n, 1))
    for name, many in found.screened.items():
        title = say(read.section(name).title, own_language())
        tell("simulation.screened", section=title, count=count(many), share=percent(many / found.n, 1))
    if found.unreached:
        tell("simulation.unreached", items=("、" if own_language() == "zh" else ", ").join(found.unreached))
    else:
        tell("simulation.all_reached")
    _tell_length("simulation.questions", found.questions, 0)
    for name, length in found.minutes.items():
        _tell_length("simulation.minutes", length, 1, language=message(f"cli.language.{name}", own_language()))
    some = {name: many for name, many in found.asked.items() if 0 < many < found.finished}
    if some:
        tell("simulation.some")
    for name, many in some.items():
        tell("simulation.share", item=name, count=count(many), share=percent(many / found.n, 1))


def _tell_length(name: str, length: Any, places: int, **values: object) -> None:
    """The least, the most and the median; one number where all are the same."""
    said = {key: number(getattr(length, key), places) for key in ("least", "middle", "most")}
    tell(name if len({*said.values()}) > 1 else f"{name}.same", **said, **values)


def _passage_as_json(file: Path, seed: int, found: Any) -> dict[str, object]:
    return {
        "schema": SIMULATION_SCHEMA,
        "file": str(file),
        "n": found.n,
        "seed": seed,
        "finished": found.finished,
        "unreached": found.unreached,
        "stuck": dict(found.stuck),
        "screened": dict(found.screened),
        "asked": dict(found.asked),
        "questions": asdict(found.questions),
        "minutes": {name: asdict(length) for name, length in found.minutes.items()},
    }


# --- responses --------------------------------------------------------------------------------------


@commands.command()
@click.argument("files", type=FILE, nargs=-1, required=True)
@click.option("--store", "store_url", required=True, metavar="URL")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
def serve(files: tuple[Path, ...], store_url: str, port: int) -> None:
    """Serve questionnaire FILES as web forms on this machine until stopped (Ctrl+C).

    \b
    Example: surveykit serve questionnaires/after-sales.yaml --store sqlite:///study.db
    """

    def ready(ids: list[str], changed: Mapping[str, str]) -> None:
        for id in ids:
            tell("cli.serving", address=f"http://127.0.0.1:{port}/{id}")
        for id, weight in changed.items():
            tell(f"diff.served.{weight}", id=id)
        tell("cli.stop")

    pipeline.serve(files, store_url, port, ready)
    tell("cli.stopped")


@commands.command(name="import")
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
    with _shown():
        done = pipeline.import_again(file, data, store_url, mapping, encoding)
    if done.added:
        _tell_imported(done.added, store_url)
    else:
        tell("cli.import.again", file=data, store=store_url)
    if done.records:
        tell("cli.import.records_left", names=done.records, file=file, data=data, store=store_url)


def _tell_imported(n: int, store_url: str) -> None:
    tell("cli.imported.one" if n == 1 else "cli.imported", count=n, store=store_url)


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


@contextmanager
def _shown() -> Iterator[None]:
    """Show on a terminal how far the work has come; nothing where the output goes elsewhere."""
    if not sys.stderr.isatty():
        yield
        return
    line = _Line()
    try:
        with progress(line.show):
            yield
    finally:
        line.write("")


class _Line:
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


@commands.command()
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


# --- findings ---------------------------------------------------------------------------------------


@commands.command()
@click.argument("plan", type=FILE)
@click.option("--data", type=FILE)
@click.option("--store", "store_url", metavar="URL")
@click.option("-o", "--output", "out", type=FILE, required=True)
def clean(plan: Path, data: Path | None, store_url: str | None, out: Path) -> None:
    """Write what the cleaning rules of a report PLAN ask about as a table, for people to judge: keep, exclude, correct.

    \b
    Example: surveykit clean reports/after-sales.yaml -o review.csv
    """
    done = pipeline.clean_review(plan, out, own_language(), data, store_url)
    tell("cli.made", path=out)
    tell("cli.cleaned", flags=count(done.flags), responses=count(done.responses), open=count(done.open))


@commands.command()
@click.argument("plan", type=FILE)
@click.option("--data", type=FILE)
@click.option("--store", "store_url", metavar="URL")
@click.option("-o", "--output", "out", type=FILE, required=True)
def analyse(plan: Path, data: Path | None, store_url: str | None, out: Path) -> None:
    """Carry out a report PLAN and write its findings as JSON.

    \b
    Example: surveykit analyse reports/ecsi-mobile.yaml -o findings.json
    """
    with _shown():
        pipeline.write_findings(pipeline.study(plan, data, store_url), out)
    tell("cli.made", path=out)


@commands.command()
@click.argument("plan", type=FILE)
@click.option("--data", type=FILE)
@click.option("--store", "store_url", metavar="URL")
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
    with _shown():
        for done in pipeline.report(plan, data, store_url, out, style, by):
            if isinstance(done, pipeline.Refused):
                tell("cli.report.refused", branch=done.branch)
            else:
                tell("cli.made", path=done)
    if chosen == "both" and (out is None or out.suffix.lower() in (".docx", ".pptx")):
        tell("cli.report.one_language")


@commands.command()
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


@commands.command()
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
