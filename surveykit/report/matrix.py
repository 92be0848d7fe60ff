"""The first table of an empirical paper: means, standard deviations, correlations, reliabilities on the diagonal."""

from surveykit.core.finding import Cell, Column, Estimate, Finding, Style, Table
from surveykit.core.language import Text, both, same
from surveykit.core.numbers import bounded, count
from surveykit.report.context import Part
from surveykit.report.exhibits import Writer
from surveykit.report.study import Study


def matrix_parts(writer: Writer, study: Study) -> tuple[Part, ...]:
    """The table, or that the plan asks for too little to make it."""
    pairs = writer.numbers.get("section:relations")
    note = both("report.matrix.note_pairs", number=pairs) if pairs else both("report.matrix.note")
    table = matrix(study, note)
    if table is None:
        return (Part(paragraphs=(writer.sentence("matrix.none"),)),)
    return (Part(tables=(writer.table(table),)),)


def matrix(study: Study, note: Text) -> Table | None:
    """A row for each construct whose mean is reported, in the order of the questionnaire; None for fewer than two."""
    means, sds = _of(study, "mean"), _of(study, "sd")
    ids = [c.id for c in study.questionnaire.constructs if c.id in means]
    correlations = _pairs(study)
    if len(ids) < 2 or not correlations:
        return None
    labels = {c.id: c.label for c in study.questionnaire.constructs}
    alphas = _of(study, "cronbach_alpha")
    columns = (
        Column(both("report.matrix.variable")),
        Column(both("report.matrix.n"), Style.COUNT),
        Column(both("report.matrix.mean"), Style.NUMBER),
        Column(both("report.matrix.sd"), Style.NUMBER),
        *(Column(same(count(at)), Style.BOUNDED) for at in range(1, len(ids) + 1)),
    )
    rows = tuple(
        (
            _numbered(at, labels[id]),
            means[id].n,
            means[id].value,
            sds[id].value if id in sds else None,
            *(correlations.get(tuple(sorted((id, other)))) for other in ids[: at - 1]),
            _diagonal(alphas.get(id)),
            *[""] * (len(ids) - at),
        )
        for at, id in enumerate(ids, 1)
    )
    return Table(both("report.matrix.title"), columns, rows, (note,))


def _of(study: Study, name: str) -> dict[str, Estimate]:
    """The first estimate of that name for each construct as such: not by group, not by another method."""
    found: dict[str, Estimate] = {}
    for e in _estimates(study.findings):
        if e.name == name and e.of.keys() == {"construct"} and e.value is not None:
            found.setdefault(str(e.of["construct"]), e)
    return found


def _pairs(study: Study) -> dict[tuple[str, ...], float]:
    """Pearson's r of each pair."""
    found: dict[tuple[str, ...], float] = {}
    for e in _estimates(study.findings):
        pair = e.of.get("pair")
        if e.name == "pearson_r" and isinstance(pair, tuple) and e.of.keys() == {"pair"} and e.value is not None:
            found.setdefault(tuple(sorted(pair)), e.value)
    return found


def _estimates(findings: tuple[Finding, ...]) -> tuple[Estimate, ...]:
    return tuple(e for finding in findings for e in finding.estimates)


def _numbered(at: int, label: Text) -> Text:
    return both("report.matrix.row", number=count(at), name=label)


def _diagonal(alpha: Estimate | None) -> Cell:
    """Cronbach's alpha in parentheses; nothing for a construct that has none."""
    return None if alpha is None else same(f"({bounded(alpha.value)})")
