"""Phrases about groups: statistics with their degrees of freedom, corrected p values, names of groups."""

from collections.abc import Sequence

from surveykit.analysis.references import BENJAMINI, DUNN, HOLM
from surveykit.analysis.statistics.formulas import Interval
from surveykit.analysis.statistics.multiplicity import Correction
from surveykit.analysis.statistics.noncentral import LEVEL_F
from surveykit.analysis.statistics.samples import Statistic
from surveykit.analysis.words import p_text, stat, tied
from surveykit.core.finding import Style
from surveykit.core.language import Text, both
from surveykit.core.numbers import bounded, interval, number, percent

CORRECTORS: dict[Correction, tuple[str, ...]] = {
    "holm": (HOLM,),
    "benjamini_hochberg": (BENJAMINI,),
    "bonferroni": (DUNN,),
    "none": (),
}


def degrees(df: float | Sequence[float] | None) -> str:
    """Degrees of freedom as they stand in brackets: whole, or with one place.

    >>> degrees((2.0, 143.237)), degrees(58)
    ('2,\\xa0143.2', '58')
    """
    parts = [] if df is None else [df] if isinstance(df, int | float) else list(df)
    return ",\u00a0".join(number(x, 0 if float(x).is_integer() else 1) for x in parts)


def statistic(name: str, found: Statistic) -> Text:
    """« F(2, 143.2) = 4.31 »: groups.stat.<name>."""
    return tied(
        both(f"groups.stat.{name}", df=degrees(found.df), value=number(found.statistic, 1 if name == "u" else 2))
    )


def size(name: str, value: float, inside: Interval | None = None) -> Text:
    """A size of 0 to 1 or of standard deviations: groups.stat.<name>, with its interval if it has one."""
    alone = tied(both(f"groups.stat.{name}", value=number(value) if name in ("d", "g") else bounded(value)))
    if inside is None:
        return alone
    in_sd = name in ("d", "g")
    ends = interval(inside, Style.NUMBER if in_sd else Style.BOUNDED)
    said = stat("ci", level=percent(0.95 if in_sd else LEVEL_F), interval=ends)
    return both("analysis.inside.2", a=alone, b=said)


def signed(ends: Interval, sign: int) -> Interval:
    """An interval as it is, or that of the difference the other way round.

    >>> signed((-0.5, 0.25), -1)
    (-0.25, 0.5)
    """
    return ends if sign > 0 else (-ends[1], -ends[0])


def corrected(p: float, correction: Correction) -> Text:
    """p, and after whose correction."""
    return tied(both(f"groups.p.{correction}", p=p_text(p)))
