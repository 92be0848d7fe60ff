"""The two conversions as wholes: a form and its problems to plain data, a questionnaire to a form."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from surveykit.core.questionnaire import Questionnaire
from surveykit.errors import AuthorError, Place, Problem
from surveykit.interchange.xlsform.definition import definition_of
from surveykit.interchange.xlsform.form import read_form
from surveykit.interchange.xlsform.forms import form_of
from surveykit.interchange.xlsform.headers import read_workbook
from surveykit.interchange.xlsform.load import load_grids
from surveykit.interchange.xlsform.merge import merged
from surveykit.interchange.xlsform.report import Report
from surveykit.interchange.xlsform.texts import Tree

_ID = re.compile(r"^\s*(?:- )?(?:\{?id: |\{?)?\"?([A-Za-z][A-Za-z0-9_]*)\b")


@dataclass(frozen=True)
class Read:
    """What a form becomes: plain data, and of a form of ours the text it was made from, which alone is there (`tree`
    is None) where nothing was changed.
    """

    tree: Tree | None
    text: str
    places: Mapping[str, Place]
    report: Report


def read_xlsform(path: Path, load: Callable[[str], Questionnaire]) -> Read:
    """Read a form. `load` reads a definition's text, for a form that surveykit has written.

    Raises AuthorError for what is no form at all; other problems are in the report.
    """
    report = Report()
    workbook = read_workbook(str(path), load_grids(path, report), report)
    form = read_form(workbook, report)
    if workbook.definition is not None:
        try:
            questionnaire = load(workbook.definition)
        except AuthorError:
            report.lose("xlsform-definition-lost", Place(str(path), sheet="surveykit"))
        else:
            written = form_of(questionnaire, {}, Report())
            variables = {id: tuple(v.name for v in own) for id, own in questionnaire.variables_of.items()}
            found = merged(form, written, variables, report)
            if found is None:
                return Read(None, workbook.definition, {}, report)
            return Read(found.tree, workbook.definition, found.places, report)
    definition = definition_of(form, path.stem, report)
    return Read(definition.tree, "", definition.places, report)


def located(problems: tuple[Problem, ...], text: str, places: Mapping[str, Place], file: str) -> list[Problem]:
    """The problems of a definition that a form became, each at the row of the form that it comes from."""
    lines = text.splitlines()
    return [replace(p, place=_place(p.place, lines, places, file)) for p in problems]


def _place(place: Place, lines: list[str], places: Mapping[str, Place], file: str) -> Place:
    for line in reversed(lines[: place.line or 0]):
        found = _ID.match(line)
        if found and found[1] in places:
            return places[found[1]]
    return Place(file)
