"""Data looked over by the rules of a plan, corrected, weighted; and what becomes of the headlines otherwise."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from surveykit.core.language import LANGUAGES
from surveykit.core.plan import Plan
from surveykit.errors import AnalystError, Severity
from surveykit.pipeline.analyses import findings_of

if TYPE_CHECKING:
    from surveykit.cleaning.review import Review as Judged
    from surveykit.cleaning.rule import Applied
    from surveykit.cleaning.sensitivity import Kind, Shift
    from surveykit.core.dataset import Dataset
    from surveykit.core.finding import Finding
    from surveykit.interchange.table import Table


@dataclass(frozen=True)
class CleanedData:
    """Data after the rules (`flagged`, everybody as coded), after the corrections (`whole`, everybody), and after the
    exclusions (`analysed`); the last two are scored."""

    applied: "tuple[Applied, ...]"
    flagged: "Dataset"
    review: "Judged | None"
    whole: "Dataset"
    analysed: "Dataset"

    def of(self, variable: str, code: float) -> "CleanedData":
        """Only those whose answer to a variable is a code."""
        flagged, whole, analysed = (
            d.where(d.numbers(variable) == code) for d in (self.flagged, self.whole, self.analysed)
        )
        return replace(self, flagged=flagged, whole=whole, analysed=analysed)


def cleaned_data(plan: Plan, coded: "Dataset") -> CleanedData:
    """Look the data over by the plan's rules, and carry out the plan's review. Raises AnalystError for a bad review."""
    from surveykit.cleaning.clean import apply_rules, flagged
    from surveykit.cleaning.score import score

    applied = apply_rules(coded, plan.cleaning)
    data = flagged(coded, applied)
    review = _review(plan, data)
    share = plan.cleaning.scale_minimum_answered
    whole = score(data if review is None else review.corrected(data), share)
    excluded = {} if review is None else review.excluded()
    return CleanedData(applied, data, review, whole, whole.without(excluded) if excluded else whole)


def weighted_data(plan: Plan, cleaned: CleanedData) -> "tuple[CleanedData, Finding | None]":
    """The data with the plan's weights, and what is said of these. Raises AnalystError if they cannot be met."""
    from surveykit.cleaning.weights import weigh
    from surveykit.cleaning.weights_finding import weights_finding

    if plan.weights is None:
        return cleaned, None
    found = weigh(cleaned.analysed, plan.weights)
    whole = cleaned.whole.weighted(weigh(cleaned.whole, plan.weights).weights)
    analysed = cleaned.analysed.weighted(found.weights, found.aims)
    return replace(cleaned, whole=whole, analysed=analysed), weights_finding(found)


def _review(plan: Plan, data: "Dataset") -> "Judged | None":
    """The verdicts of the file that the plan names."""
    from surveykit.cleaning.review import read_review
    from surveykit.interchange.export.delimited import original_text

    if plan.cleaning.review is None:
        return None
    file = plan.beside(plan.cleaning.review)
    table = _review_table(file)
    rows = [
        (number, {name: original_text(cell) for name, cell in zip(table.columns, row, strict=True)})
        for number, row in zip(table.numbers, table.rows, strict=True)
    ]
    return read_review(table.columns, rows, str(file), data)


def _review_table(file: Path) -> "Table":
    """A review may have a header only: nobody was flagged."""
    from surveykit.interchange.csv_file import read_csv
    from surveykit.interchange.table import Table

    try:
        return read_csv(file)
    except AnalystError as error:
        if any(problem.code == "csv-no-rows" for problem in error.problems):
            return Table(("record", "rule", "verdict", "who", "when"), (), ())
        raise AnalystError(*(p for p in error.problems if p.severity is Severity.ERROR)) from None


def sensitivity_of(cleaned: CleanedData, ran: "list[tuple[Any, tuple[Finding, ...]]]") -> "Finding | None":
    """The headlines once more: without those who are flagged, and with those who were left out."""
    from surveykit.cleaning.sensitivity import Comparison, asked_again, compared, sensitivity_finding

    data, reason = cleaned.analysed, dict.fromkeys(LANGUAGES, "")
    without = data.without(dict.fromkeys(data.flagged, reason)) if data.flagged else data
    others: list[tuple[Kind, Dataset]] = [("without_flagged", without), ("with_excluded", cleaned.whole)]
    comparisons = []
    for kind, other in others:
        if other.n == data.n:
            continue
        shifts: list[Shift] = []
        for analysis, found in ran:
            names = {e.name for f in found if asked_again(f) for e in f.estimates if e.interval is not None}
            if names:
                shifts += compared(found, findings_of(analysis, other, tuple(names)))
        comparisons.append(Comparison(kind, other.n, abs(data.n - other.n), tuple(shifts)))
    return sensitivity_finding(data.n, data.exclusions, comparisons, data.codebook) if comparisons else None
