"""The command line. Exit codes: 0 done, 1 the input is at fault, 2 bad usage, 3 the machine lacks something."""

import json
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, NoReturn

import click

from surveykit import pipeline
from surveykit.core.language import LANGUAGES, describe, message, place_in_words, say
from surveykit.core.lines import wrapped
from surveykit.core.numbers import count, number, percent
from surveykit.core.terminal import aligned
from surveykit.errors import AuthorError, OperatorError, Place, Problem, Severity, SurveykitError

FILE = click.Path(path_type=Path, readable=False)
CHECK_SCHEMA = "surveykit-check/1"
DIFF_SCHEMA = "surveykit-diff/1"
TRANSLATE_SCHEMA = "surveykit-translate/1"
MOST_TOLD = 10
"""So many unconfirmed texts are told one by one."""
MOST_SHOWN = 60
"""So many characters of a text are shown."""
LONG = 5_000
"""Fewer rows take no time worth showing."""
SIMULATION_SCHEMA = "surveykit-simulation/1"


def language() -> str:
    """The language of our messages: SURVEYKIT_LANGUAGE, else the system's if it is Chinese, else English."""
    chosen = os.environ.get("SURVEYKIT_LANGUAGE")
    system = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh" if (chosen or system).lower().startswith("zh") else "en"


def tell(name: str, /, **values: object) -> None:
    """Print one of our messages."""
    click.echo(message(name, language(), **values))


class Commands(click.Group):
    """Shows commands in the order of a study, and turns our errors into words and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except SurveykitError as error:
            for problem in error.problems:
                click.echo(describe(problem, language()), err=True)
            ctx.exit(3 if isinstance(error, OperatorError) else 1)
        except BrokenPipeError:
            sys.stderr.close()
            ctx.exit(0)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception:  # noqa: BLE001  a fault of ours, which nobody should meet as a traceback
            click.echo(message("cli.fault", language(), log=keep_traceback()), err=True)
            ctx.exit(3)


def keep_traceback() -> Path:
    """Write the traceback of what went wrong inside to a file of its own, and say which."""
    with tempfile.NamedTemporaryFile("w", prefix="surveykit-", suffix=".log", delete=False, encoding="utf-8") as log:
        log.write(traceback.format_exc())
    return Path(log.name)


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
        click.echo(f"{found.id:<{len(indent)}}{say(found.title, language())}")
        click.echo(indent + f"\n{indent}".join(wrapped(say(found.about, language()), 80 - len(indent))))
        for name, parameter in found.parameters.items():
            label, default = say(parameter.label, language()), say(parameter.default, language())
            click.echo(
                f"{indent}--set {name}=...  {message('cli.parameter', language(), label=label, default=default)}"
            )


@commands.command()
@click.argument("templates", metavar="TEMPLATE...", nargs=-1, required=True)
@click.option("-o", "--output", "out", type=FILE, required=True, help="The questionnaire file to make.")
@click.option(
    "--set", "settings", multiple=True, metavar="NAME=VALUE", help="A parameter; company.zh=... sets one language."
)
@click.option("--plan", type=FILE, help="Also draft a report plan into this file.")
def new(templates: tuple[str, ...], out: Path, settings: tuple[str, ...], plan: Path | None) -> None:
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
    asked = pipeline.asked(templates)
    if sys.stdin.isatty():
        values |= _ask({n: p for n, p in asked.items() if not any(v.partition(".")[0] == n for v in values)})
    pipeline.new(templates, out, values, plan)
    tell("cli.made", path=out)
    if plan is not None:
        tell("cli.made", path=plan)
    tell("cli.next", file=out, store=f"sqlite:///{pipeline.default_store(out)}")


def _ask(parameters: Mapping[str, Any]) -> dict[str, str]:
    """Ask on the terminal for what was not said, in each language where defaults differ. Empty keeps the default."""
    answers = {}
    for name, parameter in parameters.items():
        apart = len(set(parameter.default.values())) > 1
        asked = [(f"{name}.{tongue}", tongue) for tongue in parameter.default] if apart else [(name, language())]
        kind = click.IntRange(1, 999) if parameter.type == "minutes" else str
        for key, tongue in asked:
            shown = say(parameter.default, tongue)
            answer = click.prompt(f"{say(parameter.label, language())} ({key})", default=shown, type=kind)
            if str(answer) != shown:
                answers[key] = str(answer)
    return answers


@commands.command()
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
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
            word = message(f"cli.severity.{problem.severity}", language())
            code = f"{found.rule(problem)} {problem.code}".strip()
            tell("cli.told", word=word, what=f"{describe(problem, language())} [{code}]")
    if found.aside:
        tell("cli.check.aside", count=len(found.aside))
    for name, minutes in found.minutes.items():
        if name not in LANGUAGES:
            continue
        (low, high), (aloud_low, aloud_high) = minutes.rounded
        tell("cli.check.minutes", language=spoken(name), low=low, high=high, aloud_low=aloud_low, aloud_high=aloud_high)
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

    Nothing that is entered is kept. Stop with Ctrl+C.

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
@click.option("--plan", "plans", type=FILE, multiple=True, help="A report plan elsewhere that is to follow.")
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
def rename(file: Path, old: str, new: str, plans: tuple[Path, ...], dry_run: bool) -> None:
    """Rename an id in a questionnaire FILE, with all that names it: conditions, texts, constructs, plans.

    OLD is the id of an item, a section, a scale or a construct; or an option or a row, as channel.phone. Where
    several things have it: item:channel, option:channel.phone.

    \b
    Example: surveykit rename mine.yaml speed promptness
    """
    done = pipeline.rename(file, old, new, plans, dry_run)
    if done.stored:
        tell("rename.stored")
    for plan, date in done.registered.items():
        tell("rename.registered", plan=plan, date=date)
    told = [message("rename.place", language(), file=path, lines=lines) for path, lines in done.lines.items()]
    places = ("；" if language() == "zh" else "; ").join(told)
    tell("rename.would" if dry_run else "rename.done", what=done.what, new=new, places=places)


@commands.command()
@click.argument("file", type=FILE)
@click.option("--status", is_flag=True, help="Say what is missing, stale or not confirmed (done if nothing is said).")
@click.option("--confirm", "confirmed", metavar="LANGUAGE", help="Record that every text in LANGUAGE has been read.")
@click.option("--json", "as_json", is_flag=True, help="Print the status as JSON.")
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
    return message(f"cli.language.{name}", language()) if name in LANGUAGES else name


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
                f"translate.{remark.state}", language(), text=_short(remark.text), before=_short(remark.before)
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
@click.option("--json", "as_json", is_flag=True, help="Print the changes as JSON.")
@click.option("--strict", is_flag=True, help="Exit with 1 if a change is breaking.")
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
        what, why = (say(text, language()) for text in (change.what, change.why))
        click.echo(f"  {change.thing:<{width}}  {message('diff.line', language(), what=what, why=why)}")
    tell("diff.total", **counts)


@commands.command()
@click.argument("file", type=FILE)
@click.option(
    "--language", "chosen", type=click.Choice(["en", "zh", "both"]), help="One language only; without it, all."
)
@click.option("--xsd", type=FILE, help="The schema file codebook.xsd of DDI 2.5, to hold a .xml to it.")
@click.option(
    "-o", "--output", "out", type=FILE, required=True, help="The codebook to write: .html, .pdf, .csv or .xml (DDI)."
)
def codebook(file: Path, chosen: str | None, xsd: Path | None, out: Path) -> None:
    """Write the codebook of a questionnaire FILE: variables, values, missing codes, constructs.

    A .csv always has all languages. A .xml is DDI-Codebook 2.5, for archives and statistics programs.

    \b
    Example: surveykit codebook questionnaires/after-sales.yaml -o codebook.pdf
    """
    pipeline.codebook(file, out, _languages(chosen), xsd)
    tell("cli.made", path=out)


def _languages(chosen: str | None) -> list[str] | None:
    return ["en", "zh"] if chosen == "both" else [chosen] if chosen else None


@commands.command(name="print")
@click.argument("file", type=FILE)
@click.option(
    "--language", "chosen", type=click.Choice(["en", "zh", "both"]), help="One language only; without it, all."
)
@click.option("--version", default=1, show_default=True, help="Which version of a design to print, from 1.")
@click.option("-o", "--output", "out", type=FILE, required=True, help="The printed questionnaire to write: .pdf.")
def print_(file: Path, chosen: str | None, version: int, out: Path) -> None:
    """Write a questionnaire FILE as it is printed: boxes with codes, lines, and who is to answer what in words.

    \b
    Example: surveykit print questionnaires/after-sales.yaml --language both -o after-sales.pdf
    """
    pipeline.print_questionnaire(file, out, _languages(chosen), version)
    tell("cli.made", path=out)


@commands.command()
@click.argument("source", type=FILE, metavar="IN")
@click.option("-o", "--output", "out", type=FILE, required=True, help="A form (.xlsx, .csv) or a definition (.yaml).")
@click.option("--strict", is_flag=True, help="Write nothing if anything would be lost.")
def convert(source: Path, out: Path, strict: bool) -> None:
    """Convert an XLSForm to a questionnaire file, or a questionnaire file to an XLSForm, and say what is lost.

    IN is a workbook (.xlsx), a CSV file, or a folder with survey.csv, choices.csv and settings.csv; or a
    questionnaire file (.yaml).

    \b
    Example: surveykit convert questionnaires/after-sales.yaml -o after-sales.xlsx
    """
    problems = pipeline.convert(source, out, strict)
    for problem in problems:
        word = message(f"cli.convert.{problem.severity}", language())
        tell("cli.told", word=word, what=describe(problem, language()))
    tell("cli.made", path=out)
    tell("cli.converted", losses=sum(p.severity is Severity.WARNING for p in problems))


# --- simulation -------------------------------------------------------------------------------------


@commands.command()
@click.argument("file", type=FILE)
@click.option("-n", "n", default=200, show_default=True, type=click.IntRange(1, 1_000_000), help="How many begin.")
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0), help="The same seed, the same answers.")
@click.option("--model", type=FILE, help="A model file, or “default” for the drafted one; without it, at random.")
@click.option("-o", "--output", "out", type=FILE, help="The answers: .csv, which import and report take as it is.")
@click.option("--store", "store_url", metavar="URL", help="Also put the answers into a store of their own.")
@click.option("--truth", type=FILE, help="Of a model, what the data do not say: who is careless, and true scores.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found out as JSON.")
@click.option("--draft-model", "drafted", type=FILE, help="Only draft a model from the constructs, into this file.")
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

    Their answers can be analysed like real ones, to try a plan before fieldwork; every report on them says that they
    are simulated.

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
        tell("cli.imported", count=found.finished, store=store_url)
    if out is not None or store_url is not None:
        tell("simulation.nobodys")


def _tell_passage(read: Any, found: Any, seed: int) -> None:
    """How the respondents went through, from the worst news on."""
    tell("simulation.begun", n=count(found.n), seed=seed, finished=count(found.finished))
    for name, many in found.stuck.items():
        tell("simulation.stuck", item=name, count=count(many), share=percent(many / found.n, 1))
    for name, many in found.screened.items():
        title = say(read.section(name).title, language())
        tell("simulation.screened", section=title, count=count(many), share=percent(many / found.n, 1))
    if found.unreached:
        tell("simulation.unreached", items=("、" if language() == "zh" else ", ").join(found.unreached))
    else:
        tell("simulation.all_reached")
    tell("simulation.questions", **_rounded(found.questions, 0))
    for name, length in found.minutes.items():
        tell("simulation.minutes", language=message(f"cli.language.{name}", language()), **_rounded(length, 1))
    some = {name: many for name, many in found.asked.items() if 0 < many < found.finished}
    if some:
        tell("simulation.some")
    for name, many in some.items():
        tell("simulation.share", item=name, count=count(many), share=percent(many / found.n, 1))


def _rounded(length: Any, places: int) -> dict[str, str]:
    return {name: number(getattr(length, name), places) for name in ("least", "middle", "most")}


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
@click.option(
    "--store", "store_url", required=True, metavar="URL", help="Where responses are kept, such as sqlite:///study.db."
)
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
@click.argument("data", type=FILE)
@click.option("--store", "store_url", metavar="URL", help="Where responses are kept, such as sqlite:///study.db.")
@click.option("--mapping", type=FILE, help="A mapping file, where columns or codes have other names.")
@click.option("--draft", is_flag=True, help="Import nothing: draft a mapping file for DATA, to be looked through.")
@click.option("-o", "--output", "out", type=FILE, help="The mapping file to draft; without it, DATA.map.yaml.")
def import_(file: Path, data: Path, store_url: str | None, mapping: Path | None, draft: bool, out: Path | None) -> None:
    """Import the rows of a file as responses to a questionnaire FILE: all of them, or none and every reason.

    DATA is .csv, .tsv, .txt, .xlsx, .sav (SPSS), .dta (Stata) or .parquet.

    \b
    Example: surveykit import questionnaires/ecsi-mobile.yaml mobi.csv --store sqlite:///study.db
             surveykit import questionnaires/ecsi-mobile.yaml answers.xlsx --draft
    """
    if draft == (store_url is not None) or (draft and mapping is not None) or (out is not None and not draft):
        raise click.UsageError(message("cli.import.usage", language()))
    if store_url is None:
        _draft_mapping(file, data, out or data.with_suffix(".map.yaml"))
        return
    with _progress() as progress:
        added = pipeline.import_again(file, data, store_url, mapping, progress)
    if added:
        tell("cli.imported", count=added, store=store_url)
    else:
        tell("cli.import.again", file=data, store=store_url)


def _draft_mapping(file: Path, data: Path, out: Path) -> None:
    drafted = pipeline.draft_mapping(file, data, out, language())
    for line in aligned(drafted.rows):
        click.echo(line)
    tell("draft.done", path=out, columns=drafted.columns, matched=drafted.matched, asked=drafted.doubtful)
    tell("draft.next", file=file, data=data, path=out)


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """A bar on a terminal, for long work only; nothing where the output goes elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    with ExitStack() as stack:
        bars: list[Any] = []

        def advance(at: int, last: int) -> None:
            if last >= LONG and not bars:
                bar = click.progressbar(length=last, label=message("cli.import.reading", language()), file=sys.stderr)
                bars.append(stack.enter_context(bar))
            for bar in bars:
                bar.update(at - bar.pos)

        yield advance


@commands.command()
@click.argument("file", type=FILE)
@click.option("--store", "store_url", required=True, metavar="URL", help="Where the responses are kept.")
@click.option(
    "-o",
    "--output",
    "out",
    type=FILE,
    required=True,
    help="The file to write: .csv, .xlsx, .sav, .dta, .parquet, .R, .sps, .xml (DDI) or .jsonl.",
)
@click.option(
    "--csv",
    type=click.Choice(["safe", "exact"]),
    help="How a .csv is written: safe for spreadsheets (if not said), or exact for programs.",
)
@click.option("--labels", is_flag=True, help="Words instead of codes, in .csv and .xlsx.")
@click.option("--language", type=click.Choice(["en", "zh"]), help="The language of labels; else the first one.")
@click.option("--flags", is_flag=True, help="Add a column with the cleaning rules that ask about each response.")
def export(
    file: Path, store_url: str, out: Path, csv: str | None, labels: bool, language: str | None, flags: bool
) -> None:
    """Export the responses to a questionnaire FILE for a spreadsheet or a statistics program.

    \b
    Example: surveykit export questionnaires/after-sales.yaml --store sqlite:///study.db -o answers.sav
    """
    done = pipeline.export(file, store_url, out, csv, labels, language, flags)
    for path in done.files:
        tell("cli.made", path=path)
    for note in done.notes:
        tell(note.name, **note.values)


# --- findings ---------------------------------------------------------------------------------------


@commands.command()
@click.argument("plan", type=FILE)
@click.option("--data", type=FILE, help="A file of responses, such as .csv, .xlsx or .sav, instead of the plan's data.")
@click.option("--store", "store_url", metavar="URL", help="A store, instead of the plan's data.")
@click.option("-o", "--output", "out", type=FILE, required=True, help="The table to write: .csv.")
def clean(plan: Path, data: Path | None, store_url: str | None, out: Path) -> None:
    """Write what the cleaning rules of a report PLAN ask about as a table, for people to judge: keep, exclude, correct.

    The plan then names the filled table (cleaning: {review: review.csv}). Nothing is deleted.

    \b
    Example: surveykit clean reports/after-sales.yaml -o review.csv
    """
    done = pipeline.clean_review(plan, out, language(), data, store_url)
    tell("cli.made", path=out)
    tell("cli.cleaned", flags=count(done.flags), responses=count(done.responses), open=count(done.open))


@commands.command()
@click.argument("plan", type=FILE)
@click.option("--data", type=FILE, help="A file of responses, such as .csv, .xlsx or .sav, instead of the plan's data.")
@click.option("--store", "store_url", metavar="URL", help="A store, instead of the plan's data.")
@click.option("-o", "--output", "out", type=FILE, required=True, help="The findings to write: .json.")
def analyse(plan: Path, data: Path | None, store_url: str | None, out: Path) -> None:
    """Carry out a report PLAN and write its findings as JSON.

    \b
    Example: surveykit analyse reports/ecsi-mobile.yaml -o findings.json
    """
    pipeline.write_findings(pipeline.study(plan, data, store_url), out)
    tell("cli.made", path=out)


@commands.command()
@click.argument("plan", type=FILE)
@click.option("--data", type=FILE, help="A file of responses, such as .csv, .xlsx or .sav, instead of the plan's data.")
@click.option("--store", "store_url", metavar="URL", help="A store, instead of the plan's data.")
@click.option("--language", "chosen", type=click.Choice(["en", "zh"]), help="One language only.")
@click.option("-o", "--output", "out", type=FILE, help="One file: .pdf or .html. Without it all, beside the plan.")
def report(plan: Path, data: Path | None, store_url: str | None, chosen: str | None, out: Path | None) -> None:
    """Carry out a report PLAN and write the report: PDF and HTML, in the plan's languages.

    \b
    Example: surveykit report reports/after-sales.yaml
    """
    for path in pipeline.report(plan, data, store_url, [chosen] if chosen else None, out):
        tell("cli.made", path=path)


@commands.command()
@click.argument("folder", type=FILE, default=Path("surveykit-demo"))
@click.option("--no-serve", is_flag=True, help="End before the form is served.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
def demo(folder: Path, no_serve: bool, port: int) -> None:
    """Make a whole study in FOLDER, from questionnaire to report, and serve a form of your own to try.

    \b
    Example: surveykit demo
    """
    started = time.monotonic()
    for step in pipeline.demo(folder):
        seconds, started = time.monotonic() - started, time.monotonic()
        words = message(step.message, language(), **step.values)
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
