"""The codebook as a CSV file that a spreadsheet opens as it stands: one row a variable, one column a language."""

import csv
import re
from pathlib import Path

from surveykit.core.codebook import Variable
from surveykit.core.derived_words import formula
from surveykit.core.language import Text, say
from surveykit.core.output import replacing
from surveykit.core.questionnaire import Questionnaire

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_NUMBER = re.compile(r"-?\d+(\.\d+)?\Z", re.ASCII)


def write_codebook_csv(questionnaire: Questionnaire, path: Path) -> None:
    """Write the codebook. UTF-8 with a byte order mark, so that Excel shows Chinese."""
    with replacing(path) as part, part.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([inert(cell) for cell in row] for row in codebook_rows(questionnaire))


def codebook_rows(questionnaire: Questionnaire) -> list[list[str]]:
    """The codebook as a table of texts: a header, then one row a variable."""
    languages = questionnaire.languages
    header = [
        *("name", "item", *(f"label_{x}" for x in languages), "level", *(f"values_{x}" for x in languages)),
        *("missing", "minimum", "maximum", *(f"unit_{x}" for x in languages), "construct", "reversed"),
        *("origin", *(f"formula_{x}" for x in languages)),
    ]
    return [header, *(_row(questionnaire, v) for v in questionnaire.codebook.variables)]


def inert(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; a number stays a number.

    >>> inert("=1+1"), inert("-5"), inert("plain")
    ("'=1+1", '-5', 'plain')
    """
    risky = cell.startswith(_FORMULA) or cell.lstrip().startswith(_FORMULA)
    return f"'{cell}" if risky and not _NUMBER.match(cell) else cell


def _row(questionnaire: Questionnaire, v: Variable) -> list[str]:
    construct = questionnaire.codebook.construct_of(v.name)
    reverse = construct is not None and v.name in construct.reverse
    derived = questionnaire.derived_by_id.get(v.name)
    return [
        *(v.name, v.item, *_said(v.label, questionnaire), v.level.value),
        *(_values(v, language) for language in questionnaire.languages),
        *(_missing(v), _bound(v.minimum), _bound(v.maximum)),
        *_said(v.unit or {}, questionnaire),
        *(construct.id if construct else "", str(reverse).lower(), v.origin.value),
        *_said(formula(derived, questionnaire.codebook) if derived else {}, questionnaire),
    ]


def _said(text: Text, questionnaire: Questionnaire) -> list[str]:
    return [say(text, language) for language in questionnaire.languages]


def _values(v: Variable, language: str) -> str:
    return "; ".join(f"{code} = {say(label, language)}" for code, label in v.values.items())


def _missing(v: Variable) -> str:
    """The codes of reasons that can stand in the column: none in a text, or among numbers that may be negative."""
    return "; ".join(f"{m.id} = {m.value}" for m in v.reasons) if v.holds_reasons else ""


def _bound(bound: float | None) -> str:
    """A bound as data, for machines: a plain minus sign and no rounding."""
    return "" if bound is None else f"{bound:.15g}"
