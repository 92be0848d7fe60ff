"""The table of paths and effects, and the figure: a diagram, or bars of the effects where there are too many paths."""

from collections.abc import Callable, Iterator

from surveykit.analysis.statistics.formulas import Interval
from surveykit.analysis.statistics.least_squares import Coefficient
from surveykit.analysis.statistics.path_model import Paths, Resampled, Route
from surveykit.analysis.words import base, called, listed, n_text
from surveykit.core.codebook import Codebook
from surveykit.core.finding import Cell, Column, Figure, Style, Table
from surveykit.core.language import LANGUAGES, Text, both, say
from surveykit.core.numbers import number

MOST_PATHS = 16
"""With more paths a diagram is a thicket."""
_ARROW = " \u2192 "
COLUMNS = (
    ("what", Style.TEXT),
    ("path", Style.TEXT),
    ("b", Style.NUMBER),
    ("ci", Style.NUMBER),
    ("bca", Style.NUMBER),
    ("beta", Style.NUMBER),
    ("beta_ci", Style.NUMBER),
)
UNSTEADY = ("ci", "bca", "beta_ci")
"""Not printed where there are too few respondents."""
_LABELLED = {"b": "analysis.column.b", "ci": "analysis.column.ci", "beta": "analysis.column.beta"}


def path_table(paths: Paths, codebook: Codebook, few: bool) -> Table:
    """Every path, then every effect: in the units of the data and standardised, with their intervals."""
    shown = [at for at, (name, _) in enumerate(COLUMNS) if not few or name not in UNSTEADY]
    columns = [Column(both(_LABELLED.get(name, f"paths.column.{name}")), style) for name, style in COLUMNS]
    rows = [tuple(row[at] for at in shown) for row in _rows(paths, codebook)]
    title = both("paths.table", outcome=called(codebook, paths.model.outcome))
    notes = [both("paths.note", n=n_text(len(paths.table)))]
    if paths.model.covariates:
        names = listed([called(codebook, c) for c in paths.model.covariates])
        notes.append(both("paths.held", names=names))
    return Table(title, tuple(columns[at] for at in shown), tuple(rows), tuple(notes))


def _rows(paths: Paths, codebook: Codebook) -> Iterator[tuple[Cell, ...]]:
    model = paths.model

    def named(route: Route) -> Text:
        labels = [codebook.label(id) for id in route]
        return {language: _ARROW.join(say(label, language) for label in labels) for language in LANGUAGES}

    def paired(pair: tuple[Route, Route]) -> Text:
        return both("paths.less", first=named(pair[0]), second=named(pair[1]))

    for outcome, predictor in arrows(paths):
        if outcome != model.outcome or predictor not in model.focal:
            slope, beta = paths.slope(outcome, predictor), paths.beta(outcome, predictor)
            yield _coefficients("path", named((predictor, outcome)), slope, beta)
    for x in model.focal:
        route = named((x, model.outcome))
        yield _coefficients("direct", route, paths.slope(model.outcome, x), paths.beta(model.outcome, x))
    kind = "indirect_at_mean" if model.moderator else "indirect"
    for way, effect in paths.indirect.items():
        yield _effects(kind, named(way), effect, paths.standardised_indirect[way])
    if model.moderator:
        yield from _moderated_rows(paths, named)
        return
    if len(model.routes(model.focal[0])) > 1:
        for x, effect in paths.total_indirect.items():
            route = named((x, model.outcome))
            yield _effects("total_indirect", route, effect, paths.standardised_total_indirect[x])
    for x, slope, beta in zip(model.focal, paths.total_fit.slopes, paths.total_fit.betas, strict=False):
        yield _coefficients("total", named((x, model.outcome)), slope, beta)
    for pair, effect in paths.standardised_differences.items():
        yield _effects("difference", paired(pair), paths.contrasts.get(pair), effect)


def _moderated_rows(paths: Paths, named: Callable[[Route], Text]) -> Iterator[tuple[Cell, ...]]:
    for route, effect in paths.index.items():
        yield _effects("index", named(route), effect, None)
    for (route, at), effect in paths.conditional.items():
        yield (both("paths.row.at", value=number(paths.levels[at])), *_effects("", named(route), effect, None)[1:])


def _coefficients(kind: str, route: Text, slope: Coefficient, beta: Coefficient) -> tuple[Cell, ...]:
    return both(f"paths.row.{kind}"), route, slope.value, slope.interval, "", beta.value, beta.interval


def _effects(kind: str, route: Text, raw: Resampled | None, z: Resampled | None) -> tuple[Cell, ...]:
    first: tuple[Cell, ...] = (raw.value, raw.percentile, raw.bca) if raw else ("", "", "")
    second: tuple[Cell, ...] = (z.value, z.percentile) if z else ("", "")
    return (both(f"paths.row.{kind}") if kind else "", route, *first, *second)


def arrows(paths: Paths) -> list[tuple[str, str]]:
    """Outcome and predictor of every path between predictors, mediators and outcome."""
    model = paths.model
    inside = {*model.focal, *model.mediators}
    return [(y, x) for y in (*model.mediators, model.outcome) for x in model.predictors(y) if x in inside]


def path_figure(paths: Paths, codebook: Codebook, title: Text) -> Figure:
    """The diagram; where it would be a thicket, the standardised indirect effects one below the other."""
    found, n = arrows(paths), base(len(paths.table))
    if len(found) > MOST_PATHS:
        return Figure("intervals", title, _effect_rows(paths, codebook), n)
    nodes = [{"id": id, "label": codebook.label(id), "column": column} for id, column in _columns(paths)]
    data = {"nodes": nodes, "arrows": [_arrow(paths, y, x) for y, x in found], "note": _held(paths, codebook)}
    return Figure("paths", title, data, n)


def _arrow(paths: Paths, outcome: str, predictor: str) -> dict[str, object]:
    beta = paths.beta(outcome, predictor)
    return {"start": predictor, "end": outcome, "value": beta.value, "interval": beta.interval}


def _columns(paths: Paths) -> Iterator[tuple[str, int]]:
    """Where each one stands: predictors first, mediators side by side or one after the other, the outcome last."""
    model = paths.model
    yield from ((x, 0) for x in model.focal)
    for at, mediator in enumerate(model.mediators):
        yield mediator, 1 + at if model.serial else 1
    yield model.outcome, 1 + (len(model.mediators) if model.serial else 1)


def _held(paths: Paths, codebook: Codebook) -> Text | None:
    model = paths.model
    if model.moderator:
        return both("paths.figure.moderated", moderator=called(codebook, model.moderator))
    if model.covariates:
        return both("paths.held", names=listed([called(codebook, c) for c in model.covariates]))
    return None


def _effect_rows(paths: Paths, codebook: Codebook) -> dict[str, object]:
    rows = []
    for route, effect in paths.standardised_indirect.items():
        labels = [codebook.label(id) for id in route[:-1]]
        label = {language: _ARROW.join(say(text, language) for text in labels) for language in LANGUAGES}
        inside: Interval | None = effect.percentile
        rows.append({"label": label, "value": effect.value, "interval": inside, "hollow": not effect.shown})
    return {"rows": rows, "axis": both("paths.axis"), "zero": True}
