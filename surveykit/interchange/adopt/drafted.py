"""A foreign file -> the draft of a definition and of a mapping file, with all that was guessed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from surveykit.core.language import message
from surveykit.errors import Place
from surveykit.interchange.adopt.column import Column, columns_of, tidy
from surveykit.interchange.adopt.constructs import Candidate, candidates
from surveykit.interchange.adopt.definition import Definition, Entry, Target, Tree
from surveykit.interchange.adopt.guess import LeftOut, Verdict, guesses_of
from surveykit.interchange.problems import refusal
from surveykit.interchange.table import Source
from surveykit.interchange.xlsform.languages import guess as spoken
from surveykit.interchange.xlsform.names import plain_id


@dataclass(frozen=True)
class Draft:
    """What a file becomes. `tree` and `mapping` are the plain data of the definition and of the mapping file.

    `left_out` are the columns that are in the file and not in the definition.
    """

    tree: Mapping[str, Any]
    mapping: Mapping[str, Any]
    entries: Sequence[Entry]
    constructs: Sequence[Candidate]
    left_out: Sequence[LeftOut]


def draft(source: Source, judge: Callable[[Sequence[str], str], Verdict]) -> Draft:
    """The draft for a file. `judge` says what the checker of questionnaires finds in labels of a language.

    Raises AnalystError for rows that cannot be read, and for a file without a column that could be a question.
    """
    columns = columns_of(source)
    language = spoken(text for column in columns for text in (column.label, *column.labelled.values()))

    @cache
    def judged(labels: tuple[str, ...]) -> Verdict:
        return judge(labels, language)

    guesses, left_out, id = guesses_of(columns, lambda labels: judged(tuple(labels)))
    if not guesses:
        raise refusal("adopt-nothing", Place(source.file))
    made = Definition(guesses, lambda labels: judged(tuple(labels)), language)
    constructs = candidates(made.entries, made.names)
    mapping = _mapping(made.entries, left_out, id)
    return Draft(_tree(made, constructs, Path(source.file).stem, language), mapping, made.entries, constructs, left_out)


def _tree(made: Definition, constructs: Sequence[Candidate], stem: str, language: str) -> Tree:
    tree: Tree = {
        "questionnaire": plain_id(stem, "q"),
        "version": "1",
        "languages": [language],
        "title": tidy(stem),
        "intro": message("adopt.intro", language),
    }
    if made.scales.trees:
        tree["scales"] = made.scales.trees
    if constructs:
        tree["constructs"] = {c.id: {"role": c.role, "label": c.label, "items": list(c.items)} for c in constructs}
    section = {"id": "questions", "title": message("adopt.section", language), "items": made.items}
    return {**tree, "sections": [section]}


def _mapping(entries: Sequence[Entry], left_out: Sequence[LeftOut], id: Column | None) -> Tree:
    """Every column once: where it goes, or that it is left out."""
    pairs = [pair for entry in entries for pair in zip(entry.guesses, entry.targets, strict=True)]
    mapping: Tree = {"id": id.name} if id is not None else {}
    mapping["columns"] = {guess.column.name: _written(target) for guess, target in pairs}
    ignored = [left.name for left in left_out if id is None or left.name != id.name]
    return {**mapping, "ignore": ignored} if ignored else mapping


def _written(target: Target) -> Tree:
    return {"variable": target.variable, **({"codes": dict(target.codes)} if target.codes else {})}
