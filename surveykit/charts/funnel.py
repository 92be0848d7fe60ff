"""Fieldwork as a funnel: how many came as far as each step, and how many were turned away or left out between."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from surveykit.charts.chart import Drawing, chart, listing, named, spoken
from surveykit.charts.layout import GAP, Band, Column, column_marks, columns, heads_height, legend, rows
from surveykit.charts.marks import WIDTH, line, rect
from surveykit.charts.palette import AXIS, MIDDLE_BLUE, PAPER
from surveykit.charts.scale import Scale
from surveykit.charts.shape import Label, words
from surveykit.charts.share import share_of
from surveykit.core.language import message
from surveykit.core.numbers import NOTHING, count

_LABELS = 0.32 * WIDTH
_THICK = 14.0
_AIR = 8.0
"""Above the legend's end and the heads of the columns."""


@dataclass(frozen=True)
class Step:
    """One step and how many reached it; `lost`: how many of those of the step before did not come further."""

    label: Label
    n: int
    lost: bool = False


@dataclass(frozen=True)
class Funnel:
    """The steps in their order: opened, begun, screened out (lost), completed, excluded (lost), analysed."""

    steps: tuple[Step, ...]


@chart("funnel", Funnel)
def draw_funnel(data: Funnel, language: str) -> Drawing:
    """A filled bar for those who went on; an empty one for the lost, at the end of the bar that they are lost from.

    The shares are of the last step that was reached before, and of the first. Of fewer than 10 they are counts.
    """
    texts = [words(step.label, language) for step in data.steps]
    stands = _stands(data)
    first = data.steps[0].n if data.steps else 0
    n, before, whole = (message(f"charts.{name}", language) for name in ("n", "of_before", "of_first"))
    kept = [share_of(step.n, of) for step, (of, _) in zip(data.steps, stands, strict=True)]
    beside = columns(
        [
            (n, [count(step.n) for step in data.steps]),
            (before, [NOTHING, *kept[1:]] if kept else []),
            (whole, [share_of(step.n, first) for step in data.steps]),
        ]
    )
    lost, reached = message("charts.lost", language), message("charts.reached", language)
    entries = [(MIDDLE_BLUE, reached), (PAPER, lost)] if any(step.lost for step in data.steps) else []
    marks, bottom = legend(entries, 0)
    top = bottom + (_AIR if entries else 0) + heads_height(beside) + 3
    frame = rows(texts, top=top, widest=_LABELS)
    most = max((end for _, end in stands), default=0) or 1
    scale = Scale(0, most, frame.width + GAP, beside[0].left - GAP)
    marks += frame.marks()
    for step, band, (_, end) in zip(data.steps, frame.bands, stands, strict=True):
        marks += _bar(step, end, band, scale)
    marks.append(line(scale.start, frame.top, scale.start, frame.bottom))
    marks += column_marks(beside, frame.bands, top)
    return Drawing(tuple(marks), frame.bottom + 2, _spoken(texts, beside, language))


def _stands(data: Funnel) -> list[tuple[int, int]]:
    """For each step how many had come as far before it, and where its bar ends: the lost stand behind each other."""
    found: list[tuple[int, int]] = []
    before = left = data.steps[0].n if data.steps else 0
    for step in data.steps:
        found.append((before, left if step.lost else step.n))
        left = left - step.n if step.lost else step.n
        before = before if step.lost else step.n
    return found


def _bar(step: Step, end: int, band: Band, scale: Scale) -> Iterator[str]:
    start = max(end - step.n, 0) if step.lost else 0
    fill, stroke = (PAPER, AXIS) if step.lost else (MIDDLE_BLUE, "")
    breadth = scale(max(end, start)) - scale(start)
    yield rect(scale(start), band.middle - _THICK / 2, breadth, _THICK, fill=fill, stroke=stroke)


def _spoken(texts: Sequence[str], beside: Sequence[Column], language: str) -> str:
    n, *shares = beside
    told = []
    for at, text in enumerate(texts):
        parts = [named(column.title, column.strings[at], language) for column in shares if at]
        told.append(spoken(text, [f"{n.title} = {n.strings[at]}", *parts], language))
    return listing(told, language)
