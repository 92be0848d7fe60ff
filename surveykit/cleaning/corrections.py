"""The Finding that lists what was put right in the data, beside what had been there."""

from collections import Counter

from surveykit import __version__
from surveykit.cleaning.cells import shown
from surveykit.cleaning.review import Review, Verdict
from surveykit.core.codebook import Missing, Variable
from surveykit.core.columns import Cell
from surveykit.core.dataset import Dataset
from surveykit.core.finding import Column, Estimate, Finding, Method, Sentences, Style, Table
from surveykit.core.language import Text, both
from surveykit.core.numbers import count


def corrections_finding(dataset: Dataset, review: Review) -> Finding | None:
    """Every correction, without the respondents' ids; None where there is none. `dataset` has the original cells."""
    made = {(j.record, j.variable): j for j in review.of(Verdict.CORRECT)}.values()
    if not made:
        return None
    rows: Counter[tuple[str, Cell, Cell, str, str]] = Counter()
    for j in made:
        assert j.variable is not None  # a correction has one
        rows[j.variable, j.original, j.corrected, j.who, j.when] += 1
    columns = (
        Column(both("cleaning.corrections.variable"), Style.ID),
        Column(both("cleaning.corrections.original")),
        Column(both("cleaning.corrections.corrected")),
        Column(both("cleaning.corrections.responses"), Style.COUNT),
        Column(both("cleaning.corrections.who")),
        Column(both("cleaning.corrections.when")),
    )
    cells = tuple(
        (v.name, _words(v, old), _words(v, new), n, who, when)
        for (name, old, new, who, when), n in rows.items()
        for v in (dataset.variable(name),)
    )
    said = both("cleaning.corrections.said", cells=count(len(made)), responses=count(len({j.record for j in made})))
    per_variable = Counter(j.variable for j in made)
    return Finding(
        id="data_quality.corrections",
        analysis="data_quality",
        question=both("cleaning.corrections.question"),
        n=dataset.n,
        sentences=Sentences(said, said),
        estimates=tuple(
            Estimate("corrected", {"variable": name or ""}, n, n=dataset.n) for name, n in per_variable.items()
        ),
        table=Table(both("cleaning.corrections.title"), columns, cells),
        method=Method(both("cleaning.corrections.method"), "surveykit", __version__),
    )


def _words(variable: Variable, cell: Cell) -> str | Text:
    """A cell as a reader knows it: why there is no value, in words."""
    if cell is None or isinstance(cell, Missing):
        return both(f"missing.{shown(variable, cell)}")
    return shown(variable, cell)
