"""One report for each branch from one plan, with everybody else as the benchmark."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from surveykit.core.document import did_you_mean
from surveykit.core.language import Text
from surveykit.errors import AnalystError
from surveykit.pipeline.analyses import findings_of
from surveykit.pipeline.studies import Begun, Study, begin, carry_out

if TYPE_CHECKING:
    from surveykit.analysis.crossing import Category


@dataclass(frozen=True)
class BranchStudy:
    """A branch: its option's id and words, and its study; None where it is too small to be shown."""

    id: str
    label: Text
    study: Study | None


def branches(plan_path: Path, by: str, data: Path | None = None, store_url: str | None = None) -> Iterator[BranchStudy]:
    """The plan carried out for each option of a variable. Raises AnalystError for a variable without options.

    A branch with fewer respondents than are ever compared is refused, and so is one that leaves too few others.
    """
    begun = begin(plan_path, data, store_url)
    for level in _levels(begun, by):
        yield _branch(begun, by, level)


def _levels(begun: Begun, by: str) -> "Sequence[Category]":
    from surveykit.analysis.crossing import CATEGORICAL, categories

    known = {v.name: v for v in begun.questionnaire.codebook.variables if v.level in CATEGORICAL and v.stored}
    if by not in known:
        raise AnalystError.of("branch-unknown", name=by, hint=did_you_mean(by, known), known=tuple(known))
    codes = begun.cleaned.analysed.counts(by)
    return categories(known[by], [code for code, n in codes.items() if n])


def _branch(begun: Begun, by: str, level: "Category") -> BranchStudy:
    from surveykit.analysis.branch import Branch

    beside = findings_of(Branch(by, level.id), begun.cleaned.analysed)
    if all(finding.refused for finding in beside):
        return BranchStudy(level.id, level.label, None)
    part = replace(begun, cleaned=begun.cleaned.of(by, level.code))
    return BranchStudy(level.id, level.label, carry_out(part, beside, level.label))
