"""The numbers behind a figure as a table, to be looked up, sorted and copied: one function a kind of figure.

A figure whose kind is not here, such as the dots of single respondents, has no such table.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from surveykit.charts.bars import Bars
from surveykit.charts.distribution import Distribution
from surveykit.charts.dumbbells import Dumbbells
from surveykit.charts.funnel import Funnel
from surveykit.charts.heat_map import HeatMap
from surveykit.charts.intervals import Intervals
from surveykit.charts.johnson_neyman import JohnsonNeyman
from surveykit.charts.kano_map import KanoMap
from surveykit.charts.likert import Likert
from surveykit.charts.loadings import Loadings
from surveykit.charts.missing_pattern import MissingPattern
from surveykit.charts.parts import Parts
from surveykit.charts.paths import Paths
from surveykit.charts.profile import Profile
from surveykit.charts.quadrant import Quadrant
from surveykit.charts.rank_changes import RankChanges
from surveykit.charts.ranks import Ranks
from surveykit.charts.roc import Roc
from surveykit.charts.sample import Sample
from surveykit.charts.scree import Scree
from surveykit.charts.shape import Label, fit
from surveykit.charts.shares import Shares
from surveykit.charts.waves import Waves
from surveykit.charts.words import Words
from surveykit.core.finding import Cell, Column, Figure, Style, Table
from surveykit.core.language import Text, both, enumerated, same

_Numbers = tuple[Sequence[Column], Sequence[tuple[Cell, ...]]]


def figure_table(figure: Figure) -> Table | None:
    """The numbers in a figure at full precision, or None where its kind has no table of them."""
    if figure.kind not in _KINDS:
        return None
    columns, rows = _KINDS[figure.kind][1](figure_data(figure))
    return Table(both("report.numbers.title"), tuple(columns), tuple(rows))


def figure_data(figure: Figure) -> Any:
    """A figure's data as the dataclass of its kind (one that has a table)."""
    return fit(_KINDS[figure.kind][0], figure.data, figure.kind)


def as_text(label: Label) -> Text:
    """A label in every language."""
    return same(label) if isinstance(label, str) else label


def point_labels(data: Likert) -> list[Text]:
    """The points of a scale: their values, with their words where they have any."""
    return [_point(str(point.value), point.label) for point in data.scale]


def _point(value: str, label: Label | None) -> Text:
    if label is None:
        return same(value)
    return both("report.numbers.point", value=value, label=as_text(label))


def _head(name: str, style: Style = Style.TEXT, places: int = 2) -> Column:
    return Column(both(f"report.numbers.{name}"), style, places)


def _axis(label: Label, style: Style = Style.NUMBER, places: int = 2) -> Column:
    return Column(as_text(label), style, places)


_N = Column(both("charts.n"), Style.COUNT)


def _bars(data: Bars) -> _Numbers:
    columns = [_head("name"), _head("count", Style.COUNT), _head("share", Style.PERCENT, 1)]
    return columns, [(bar.label, bar.count, bar.share) for bar in data.bars]


def _distribution(data: Distribution) -> _Numbers:
    unit = _axis(data.unit) if data.unit else _head("value", Style.NUMBER)
    columns = [unit, _head("count", Style.COUNT), _head("share", Style.PERCENT, 1)]
    return columns, [(each.value, each.count, each.count / data.n if data.n else None) for each in data.values]


def _dumbbells(data: Dumbbells) -> _Numbers:
    columns = [_head("name"), *map(_axis, (data.first, data.second, data.gap)), _head("interval", Style.NUMBER)]
    return columns, [(row.label, row.first, row.second, row.gap, row.interval) for row in data.rows]


def _funnel(data: Funnel) -> _Numbers:
    return [_head("name"), _N], [(step.label, step.n) for step in data.steps]


def _heat_map(data: HeatMap) -> _Numbers:
    columns = [_head("name"), *(_axis(label, Style.BOUNDED) for label in data.labels)]
    rows: list[tuple[Cell, ...]] = []
    for at, (label, line) in enumerate(zip(data.labels, data.matrix, strict=True)):
        above = [None] * (len(data.labels) - at - 1)
        rows.append((label, *line[:at], data.diagonal[at], *above))
    return columns, rows


def _intervals(data: Intervals) -> _Numbers:
    style = Style(data.style)
    columns = [_head("name"), _axis(data.axis, style, data.places), _head("interval", style, data.places)]
    return columns, [(row.label, row.note if row.value is None else row.value, row.interval) for row in data.rows]


def _johnson_neyman(data: JohnsonNeyman) -> _Numbers:
    columns = [_axis(data.moderator), _axis(data.slope), _head("interval", Style.NUMBER)]
    return columns, [(at.moderator, at.slope, (at.low, at.high)) for at in data.points]


def _kano_map(data: KanoMap) -> _Numbers:
    better, worse = (Column(both(f"charts.{name}"), Style.NUMBER) for name in ("better", "worse"))
    columns = [_head("name"), better, _head("interval", Style.NUMBER), worse, _head("interval", Style.NUMBER)]
    return columns, [(f.label, f.better, f.better_interval, f.worse, f.worse_interval) for f in data.features]


def _likert(data: Likert) -> _Numbers:
    points = [Column(label, Style.COUNT) for label in point_labels(data)]
    columns = [_head("name"), _head("id", Style.ID), *points, _N]
    counts = [tuple(row.counts.get(point.value, 0) for point in data.scale) for row in data.rows]
    return columns, [(row.label, row.id, *given, row.n) for row, given in zip(data.rows, counts, strict=True)]


def _loadings(data: Loadings) -> _Numbers:
    columns = [_head("name"), *map(_axis, data.factors)]
    return columns, [(item, *line) for item, line in zip(data.items, data.loadings, strict=True)]


def _missing_pattern(data: MissingPattern) -> _Numbers:
    rows: list[tuple[Cell, ...]] = []
    for pattern in data.patterns:
        lacking = [as_text(item.label) for item, missing in zip(data.items, pattern.missing, strict=True) if missing]
        rows.append((enumerated(lacking), pattern.n))
    return [_head("lacking"), _N], rows


def _parts(data: Parts) -> _Numbers:
    columns = [_head("name"), _axis(data.axis, Style.PERCENT, 1), _head("interval", Style.PERCENT, 1)]
    return columns, [(row.label, row.value, row.interval) for row in data.rows]


def _paths(data: Paths) -> _Numbers:
    labels = {node.id: node.label for node in data.nodes}
    columns = [_head("from"), _head("to"), _head("coefficient", Style.NUMBER), _head("interval", Style.NUMBER)]
    return columns, [(labels[a.start], labels[a.end], a.value, a.interval) for a in data.arrows]


def _profile(data: Profile) -> _Numbers:
    columns = [_head("name")]
    for segment in data.segments:
        columns += [_axis(segment.label, Style.NUMBER, data.places), _head("interval", Style.NUMBER, data.places)]
    rows: list[tuple[Cell, ...]] = []
    for each in data.dimensions:
        pairs = [(value.value, value.interval) if value else (None, None) for value in each.values]
        rows.append((each.label, *(cell for pair in pairs for cell in pair)))
    return columns, rows


def _quadrant(data: Quadrant) -> _Numbers:
    columns = [
        _head("name"),
        _axis(data.performance),
        _head("interval", Style.NUMBER),
        _axis(data.importance, Style.NUMBER, data.places),
        _head("interval", Style.NUMBER, data.places),
    ]
    return columns, [
        (each.label, each.performance, each.performance_interval, each.importance, each.importance_interval)
        for each in data.attributes
    ]


def _rank_changes(data: RankChanges) -> _Numbers:
    columns = [_head("name"), *(_axis(occasion, Style.NUMBER, 1) for occasion in data.occasions)]
    return columns, [(one.label, *(place.rank if place else None for place in one.places)) for one in data.objects]


def _ranks(data: Ranks) -> _Numbers:
    columns = [
        _head("name"),
        Column(both("charts.mean_rank"), Style.NUMBER),
        Column(both("charts.first"), Style.COUNT),
        Column(both("charts.among_first", k=data.k), Style.COUNT),
        _N,
    ]
    return columns, [(row.label, row.mean_rank, row.first, row.top, row.n) for row in data.rows]


def _roc(data: Roc) -> _Numbers:
    columns = [Column(both(f"charts.{name}"), Style.BOUNDED) for name in ("false_alarms", "hits")]
    return columns, list(data.points)


def _sample(data: Sample) -> _Numbers:
    columns = [_head("variable"), _head("name"), _head("count", Style.COUNT), _head("target", Style.PERCENT, 1)]
    return columns, [(each.label, g.label, g.count, g.target) for each in data.demographics for g in each.groups]


def _scree(data: Scree) -> _Numbers:
    columns = [
        Column(both("charts.component"), Style.COUNT),
        Column(both("charts.eigenvalue"), Style.NUMBER),
        _head("random", Style.NUMBER),
    ]
    return columns, list(zip(range(1, len(data.eigenvalues) + 1), data.eigenvalues, data.random, strict=True))


def _shares(data: Shares) -> _Numbers:
    columns = [_head("name"), *(Column(as_text(part), Style.COUNT) for part in data.parts), _N]
    rows: list[tuple[Cell, ...]] = [(row.label, *row.counts, row.n) for row in data.rows]
    if data.axis is None:
        return columns, rows
    style = Style(data.style)
    columns += [_axis(data.axis, style, data.places), _head("interval", style, data.places)]
    return columns, [(*cells, row.value, row.interval) for cells, row in zip(rows, data.rows, strict=True)]


def _waves(data: Waves) -> _Numbers:
    columns = [_head("name"), _axis(data.axis, Style.NUMBER, data.places), _head("interval", Style.NUMBER, data.places)]
    return [*columns, _N], [(wave.label, wave.value, wave.interval, wave.n) for wave in data.waves]


def _words(data: Words) -> _Numbers:
    columns = [_head("name"), _head("count", Style.COUNT), _head("words")]
    return columns, [(theme.label, theme.count, enumerated(map(same, theme.words))) for theme in data.themes]


_KINDS: Mapping[str, tuple[type, Callable[[Any], _Numbers]]] = {
    "bars": (Bars, _bars),
    "distribution": (Distribution, _distribution),
    "dumbbells": (Dumbbells, _dumbbells),
    "funnel": (Funnel, _funnel),
    "heat_map": (HeatMap, _heat_map),
    "intervals": (Intervals, _intervals),
    "johnson_neyman": (JohnsonNeyman, _johnson_neyman),
    "kano_map": (KanoMap, _kano_map),
    "likert": (Likert, _likert),
    "loadings": (Loadings, _loadings),
    "missing_pattern": (MissingPattern, _missing_pattern),
    "parts": (Parts, _parts),
    "paths": (Paths, _paths),
    "profile": (Profile, _profile),
    "quadrant": (Quadrant, _quadrant),
    "rank_changes": (RankChanges, _rank_changes),
    "ranks": (Ranks, _ranks),
    "roc": (Roc, _roc),
    "sample": (Sample, _sample),
    "scree": (Scree, _scree),
    "shares": (Shares, _shares),
    "waves": (Waves, _waves),
    "words": (Words, _words),
}
