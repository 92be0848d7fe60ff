"""A ranking: for each option the share that put it first, within the share that put it among the first k."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from surveykit.charts.chart import Drawing, chart, listing, named, spoken
from surveykit.charts.layout import GAP, Band, Column, column_marks, columns, heads_height, legend, rows
from surveykit.charts.marks import WIDTH, label, line, rect
from surveykit.charts.palette import AXIS, BLUE, PALE_BLUE, QUIET
from surveykit.charts.scale import Scale
from surveykit.charts.shape import Label, words
from surveykit.charts.share import share_of
from surveykit.charts.typography import SMALL
from surveykit.core.language import message
from surveykit.core.numbers import count, number

_LABELS = 0.36 * WIDTH
_THICK = 13.0


@dataclass(frozen=True)
class Option:
    """One option: its mean rank (1 is best), how many put it first and among the first k, and how many ranked it."""

    label: Label
    mean_rank: float | None
    first: int
    top: int
    n: int


@dataclass(frozen=True)
class Ranks:
    """The options in the order to be shown, k, and n: all who ranked anything, of whom the shares are.

    Without n the shares of each option are of those who ranked it.
    """

    rows: tuple[Option, ...]
    k: int
    n: int | None = None

    def base(self, row: Option) -> int:
        """What an option's shares are taken of."""
        return row.n if self.n is None else self.n


@chart("ranks", Ranks)
def draw_ranks(data: Ranks, language: str) -> Drawing:
    """A dark bar for the share first, going on in a pale one to the share among the first k; numbers at the right.

    Shares of fewer than 10 people show counts.
    """
    names = [words(row.label, language) for row in data.rows]
    first, top_k = message("charts.first", language), message("charts.among_first", language, k=data.k)
    entries = [(BLUE, first)] + ([(PALE_BLUE, top_k)] if data.k > 1 else [])
    marks, bottom = legend(entries, 0)
    beside = _columns(data, first, top_k, language)
    top = bottom + 8 + heads_height(beside)
    frame = rows(names, top=top, widest=_LABELS)
    end = beside[0].left - GAP
    start = frame.width + GAP
    longest = max((row.top / data.base(row) for row in data.rows if data.base(row)), default=0.0)
    scale = Scale(0, longest or 1, start, end)
    marks += frame.marks()
    for row, band in zip(data.rows, frame.bands, strict=True):
        marks += _bar(row, data.base(row), band, scale, language)
    marks.append(line(start, top, start, frame.bottom, stroke=AXIS))
    marks += column_marks(beside, frame.bands, top)
    return Drawing(tuple(marks), frame.bottom + 2, _spoken(names, beside, language))


def _columns(data: Ranks, first: str, top_k: str, language: str) -> tuple[Column, ...]:
    bases = [data.base(row) for row in data.rows]
    titled = [(first, [share_of(row.first, n) for row, n in zip(data.rows, bases, strict=True)])]
    if data.k > 1:
        titled.append((top_k, [share_of(row.top, n) for row, n in zip(data.rows, bases, strict=True)]))
    titled.append((message("charts.mean_rank", language), [number(row.mean_rank, 1) for row in data.rows]))
    titled.append((message("charts.n", language), [count(row.n) for row in data.rows]))
    return columns(titled)


def _bar(row: Option, n: int, band: Band, scale: Scale, language: str) -> list[str]:
    if not n:
        words_ = message("charts.no_answers", language)
        return [label(scale.start + 6, band.middle, words_, size=SMALL, fill=QUIET)]
    edges = (scale(0), scale(row.first / n), scale(row.top / n))
    top = band.middle - _THICK / 2
    pieces = zip(pairwise(edges), (BLUE, PALE_BLUE), strict=True)
    return [rect(a, top, b - a, _THICK, fill=colour) for (a, b), colour in pieces if b > a]


def _spoken(names: Sequence[str], beside: Sequence[Column], language: str) -> str:
    *measures, n = beside
    told = [
        spoken(
            name,
            [
                *(named(column.title, column.strings[at], language) for column in measures),
                f"{n.title} = {n.strings[at]}",
            ],
            language,
        )
        for at, name in enumerate(names)
    ]
    return listing(told, language)
