"""The table of items that are answered on a response scale: one row a variable."""

from surveykit.analysis.answer_numbers import Answers, Mean
from surveykit.analysis.disclosure import reveals
from surveykit.analysis.gates import limit
from surveykit.analysis.statistics.distribution import Part
from surveykit.core.finding import Cell, Column, Style, Table
from surveykit.core.language import LANGUAGES, Text, both, say
from surveykit.core.numbers import count, number

COLUMNS = (
    ("item", Style.TEXT),
    ("variable", Style.ID),
    ("n", Style.COUNT),
    ("missing", Style.COUNT),
    ("mean", Style.NUMBER),
    ("sd", Style.NUMBER),
    ("median", Style.NUMBER),
    ("skewness", Style.NUMBER),
    ("kurtosis", Style.NUMBER),
    ("bottom_two", Style.PERCENT),
    ("top_two", Style.PERCENT),
)
"""Message `describe.column.<name>` and style."""
PLACES = {"median": 1, "bottom_two": 0, "top_two": 0}


def rated_table(title: Text, answers: Answers, background: bool) -> Table:
    """Where the answers lie and how they spread; a background question's shares hide small counts."""
    columns = tuple(Column(both(f"describe.column.{name}"), style, PLACES.get(name, 2)) for name, style in COLUMNS)
    means = [m for m in answers.means if m.variable.name in answers.boxes]
    rows = tuple(_row(answers, mean, background) for mean in means)
    return Table(title, columns, rows, tuple(_notes(answers, means)))


def _row(answers: Answers, mean: Mean, background: bool) -> tuple[Cell, ...]:
    variable, spread = mean.variable, mean.spread
    shape, ends = answers.shapes[variable.name], answers.boxes[variable.name]
    shares = (_shown(part, background) for part in (ends.bottom, ends.top))
    missing = sum(answers.missing[variable.name].values())
    middle = (spread.mean, spread.sd, spread.quartiles[1])
    return variable.label, variable.name, spread.n, missing, *middle, shape.skewness, shape.kurtosis, *shares


def _shown(part: Part, background: bool) -> float | None:
    hidden = background and reveals(part.times, part.n)
    return None if hidden or part.n < limit("SMALL_N", "fewest_shares") else part.share


def _notes(answers: Answers, means: list[Mean]) -> list[Text]:
    lows, highs = {m.variable.minimum for m in means}, {m.variable.maximum for m in means}
    low, high = min(v for v in lows if v is not None), max(v for v in highs if v is not None)
    notes = [both("describe.note.scale", low=number(low, 0), high=number(high, 0))]
    total: dict[str, int] = {}
    for mean in means:
        for reason, times in answers.missing[mean.variable.name].items():
            total[reason] = total.get(reason, 0) + times
    if total:
        notes.append(both("describe.note.missing", reasons=counted(total)))
    return notes


def counted(reasons: dict[str, int]) -> Text:
    """Reasons with how many each, the most frequent first.

    >>> counted({"not_answered": 2, "refused": 5})["en"]
    'refused 5, not answered 2'
    """
    order = sorted(reasons.items(), key=lambda pair: -pair[1])
    each = [both("describe.reason_count", reason=both(f"missing.{reason}"), n=count(n)) for reason, n in order]
    return {language: both("describe.comma")[language].join(say(e, language) for e in each) for language in LANGUAGES}
