"""To write a questionnaire: begun from templates, checked, looked at."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from surveykit import pipeline
from surveykit.cli.telling import FILE, spoken, tell, tell_document
from surveykit.cli.usage import Group
from surveykit.core.language import LANGUAGES, describe, message, own_language, place_in_words, say
from surveykit.core.lines import wrapped
from surveykit.errors import AuthorError, Place, Problem, Severity

SCHEMA = "surveykit-check/1"

stage = Group()


@stage.command()
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


@stage.command()
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


@stage.command()
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
            "schema": SCHEMA,
            "file": str(file),
            "reviewed": found.whole,
            "problems": [_as_json(p, found.rule(p)) for p in found.problems],
            "ignored": [_as_json(a.problem, found.rule(a.problem)) | {"reason": a.reason} for a in found.aside],
            "minutes": {name: {"silent": m.silent, "aloud": m.aloud} for name, m in found.minutes.items()},
        }
        tell_document(document)
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


@stage.command()
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
