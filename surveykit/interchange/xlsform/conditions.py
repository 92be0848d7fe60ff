"""The conditions in the cells of a form: translated, or lost with the reason."""

import re
from collections.abc import Callable, Mapping

import re2

from surveykit.core.language import both
from surveykit.interchange.xlsform.form import Choice, Form
from surveykit.interchange.xlsform.from_xpath import FromXPath
from surveykit.interchange.xlsform.reference import Reference
from surveykit.interchange.xlsform.report import Report
from surveykit.interchange.xlsform.sheets import Row
from surveykit.interchange.xlsform.texts import Tree
from surveykit.interchange.xlsform.xpath import SMART, XPathError

_WRONG = frozenset({"xlsform.expression-no-choice", "xlsform.expression-unexpected", "xlsform.expression-end"})
"""What is a mistake in the form; the rest is right in a form, but cannot be said with us."""
_AND = re.compile(r"\s+and\s+")
_BOUND = re.compile(r"\(?\s*\.\s*(>=|<=)\s*(-?[0-9]{1,12}(?:\.[0-9]{1,6})?)\s*\)?\Z")
_PATTERN = re.compile(r"regex\(\s*\.\s*,\s*(?:'([^']*)'|\"([^\"]*)\")\s*\)\Z")
_LONGEST_PATTERN = 500
_QUIET = re2.Options()
_QUIET.log_errors = False
_DATE = r"(today\(\)|date\(\s*'[0-9-]{10}'\s*\)|'[0-9-]{10}')"
_DATE_BOUND = re.compile(rf"\(?\s*\.\s*(>=|<=)\s*{_DATE}\s*\)?\Z")


class Conditions:
    """Translates the cells of one form and reports what cannot be translated."""

    def __init__(self, references: Mapping[str, Reference], report: Report) -> None:
        self.references = references
        self.report = report
        self.translator = FromXPath(references)

    def read(self, row: Row, column: str, own: Reference | None = None) -> str:
        """The condition of a cell in our language; empty where there is none, or it is lost."""
        if not row[column]:
            return ""
        said = self._translated(row, column, lambda: self.translator.condition(row[column], own))
        return "" if said == "true" else said

    def calculation(self, row: Row) -> str:
        """The calculation of a row; empty where it is lost."""
        return self._translated(row, "calculation", lambda: self.translator.number(row["calculation"]))

    def filtered(self, row: Row, choice: Choice, form: Form) -> str | None:
        """When a choice is offered, empty if always, None if never."""
        extra = form.workbook.choices.extra if form.workbook.choices else ()
        columns = {column: choice.row[column] for column in (*extra, "name")}
        said = self._translated(
            row, "choice_filter", lambda: self.translator.condition(row["choice_filter"], columns=columns)
        )
        return None if said == "false" else "" if said == "true" else said

    def _translated(self, row: Row, column: str, translate: Callable[[], str]) -> str:
        try:
            return translate()
        except XPathError as error:
            place, source = row.at(column), _excerpt(row[column])
            if error.code != "xlsform-unknown-reference":  # these have been reported for the whole form
                why = both(error.code, found=error.found)
                tell = self.report.refuse if error.code in _WRONG else self.report.lose
                code = "xlsform-bad-expression" if error.code in _WRONG else "xlsform-expression-lost"
                tell(code, place, name=row["name"] or row["list_name"], column=column, source=source, why=why)
        return ""

    # --- bounds --------------------------------------------------------------------------------------

    def bounds(self, row: Row) -> Tree:
        """The lowest and highest number, if that is all that the constraint says."""
        found = [_BOUND.match(piece) for piece in _AND.split(row["constraint"].strip())]
        if not row["constraint"] or not all(found):
            return {}
        said = {("minimum" if f[1] == ">=" else "maximum"): _number(f[2]) for f in found if f}
        ordered = len(said) < 2 or said["minimum"] < said["maximum"]
        whole = row["type"].lower().startswith("int") and any(not isinstance(n, int) for n in said.values())
        return said if len(said) == len(found) and ordered and not whole else {}

    def pattern(self, row: Row) -> str:
        """The pattern that a whole answer must match, if that is all that the constraint says."""
        found = _PATTERN.match(row["constraint"].strip())
        pattern = (found[1] or found[2]) if found else ""
        pattern = pattern.removeprefix("^").removesuffix("$") if pattern.startswith("^") else pattern
        if not pattern or len(pattern) > _LONGEST_PATTERN:
            return ""
        try:
            re2.compile(pattern, _QUIET)
        except re2.error:  # another dialect
            return ""
        return pattern

    def date_bounds(self, row: Row, part: str) -> Tree:
        """The earliest and latest day, if that is all that the constraint says."""
        source = row["constraint"].strip().translate(SMART)
        found = [_DATE_BOUND.match(piece) for piece in _AND.split(source)]
        if not source or not all(found) or part == "time":
            return {}
        said = {("earliest" if f[1] == ">=" else "latest"): _day(f[2]) for f in found if f}
        return said if len(said) == len(found) else {}


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)


def _day(text: str) -> str:
    found = re.search(r"[0-9-]{10}", text)
    return found[0] if found else "today"


def _excerpt(source: str, most: int = 60) -> str:
    line = " ".join(source.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
