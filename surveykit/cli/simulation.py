"""Respondents that are simulated."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from surveykit import pipeline
from surveykit.cli.telling import FILE, tell, tell_document, tell_imported
from surveykit.cli.usage import Group
from surveykit.core.language import message, own_language, say
from surveykit.core.numbers import count, number, percent

SCHEMA = "surveykit-simulation/1"

stage = Group()


@stage.command()
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
        tell_document(_passage_as_json(file, seed, found))
        return
    _tell_passage(read, found, seed)
    for path in (out, truth):
        if path is not None:
            tell("cli.made", path=path)
    if store_url is not None:
        tell_imported(found.finished, store_url)
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
        "schema": SCHEMA,
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
