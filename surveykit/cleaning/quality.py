"""The data quality Finding: what the rules asked about and how much is missing, why.

It reports what was found and removes nothing. Why an answer is missing beyond the recorded reason is not known from
the data, and nothing here claims it.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass

import numpy as np

from surveykit import __version__
from surveykit.cleaning.questions import states
from surveykit.cleaning.rule import RULES
from surveykit.cleaning.rules.duplicates import FEWEST_ANSWERS
from surveykit.core.codebook import Missing
from surveykit.core.dataset import Dataset
from surveykit.core.finding import Cell, Column, Estimate, Finding, Method, Sentences, Style, Table
from surveykit.core.language import LANGUAGES, Text, both, message
from surveykit.core.numbers import count, percent
from surveykit.core.plan import Cleaning

AAPOR = (
    "American Association for Public Opinion Research. (2023). Standard definitions: Final dispositions of case codes "
    "and outcome rates for surveys (10th ed.)."
)
MEADE = (
    "Meade, A. W., & Craig, S. B. (2012). Identifying careless responses in survey data. Psychological Methods, "
    "17(3), 437–455."
)


@dataclass(frozen=True)
class Quality:
    """The counts behind the finding. `by_kind` counts respondents; `reasons` counts (respondent, question) cells."""

    n: int
    by_kind: Mapping[str, int]
    times: Mapping[int, int]
    """How many rules -> how many respondents they flagged."""
    reasons: Mapping[Missing, int]
    cells: int

    @property
    def flagged(self) -> int:
        """Respondents flagged by at least one rule."""
        return sum(self.times.values())

    @property
    def asked(self) -> int:
        """Cells that were asked for."""
        return self.cells - self.reasons.get(Missing.NOT_ASKED, 0)

    @property
    def missing(self) -> int:
        """Cells that were asked for and have no value."""
        return sum(n for reason, n in self.reasons.items() if reason is not Missing.NOT_ASKED)

    def base(self, reason: Missing) -> int:
        """What a reason's share is taken of."""
        return self.cells if reason is Missing.NOT_ASKED else self.asked


def quality_finding(dataset: Dataset, cleaning: Cleaning) -> Finding:
    """What the rules of the plan found in a dataset that `clean` has flagged."""
    thresholds = _thresholds(dataset, cleaning)
    quality = _quality(dataset, tuple(thresholds))
    return Finding(
        id="data_quality",
        analysis="data_quality",
        question=both("cleaning.quality.question"),
        n=quality.n,
        sentences=_sentences(quality),
        estimates=_estimates(quality),
        table=_table(quality, thresholds),
        method=Method(
            both("cleaning.quality.method"),
            "surveykit",
            __version__,
            {**asdict(cleaning), "duplicates_fewest_answers": FEWEST_ANSWERS},
        ),
        references=(AAPOR, MEADE),
    )


def _thresholds(dataset: Dataset, cleaning: Cleaning) -> dict[str, Text]:
    """Kind of flag -> its threshold; kinds raised while coding only where they occur."""
    known = {kind: words for rule in RULES.values() for kind, words in rule.thresholds(dataset, cleaning).items()}
    raised = dict.fromkeys(flag.rule for flag in dataset.flags if flag.rule not in known)
    return known | {kind: both(f"cleaning.threshold.{kind}") for kind in raised}


def _quality(dataset: Dataset, kinds: tuple[str, ...]) -> Quality:
    pairs = {(flag.rule, flag.respondent) for flag in dataset.flags}
    by_kind = Counter(kind for kind, _ in pairs)
    times = Counter(Counter(respondent for _, respondent in pairs).values())
    codes, found = np.unique(states(dataset), return_counts=True)
    reasons = {Missing(int(c)): int(n) for c, n in zip(codes, found, strict=True) if c != 0}
    ordered = {m: reasons[m] for m in Missing if m in reasons}
    return Quality(dataset.n, {kind: by_kind[kind] for kind in kinds}, times, ordered, int(found.sum()))


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _estimates(quality: Quality) -> tuple[Estimate, ...]:
    flags = [Estimate("flagged", {"rule": kind}, n, n=quality.n) for kind, n in quality.by_kind.items()]
    shares = [
        Estimate("missing_share", {"reason": m.id}, _share(n, quality.base(m)), n=quality.base(m))
        for m, n in quality.reasons.items()
    ]
    return (*flags, *shares)


def _table(quality: Quality, thresholds: Mapping[str, Text]) -> Table:
    columns = (
        Column(both("cleaning.quality.check")),
        Column(both("cleaning.quality.threshold")),
        Column(both("cleaning.quality.count"), Style.COUNT),
        Column(both("cleaning.quality.of"), Style.COUNT),
        Column(both("cleaning.quality.share"), Style.PERCENT, 1),
    )
    rules: list[tuple[Cell, ...]] = [
        (both(f"cleaning.rule.{kind}"), thresholds[kind], n, quality.n, _share(n, quality.n))
        for kind, n in quality.by_kind.items()
    ]
    reasons: list[tuple[Cell, ...]] = [
        (both("cleaning.quality.missing", reason=both(f"missing.{m.id}")), None, n, base, _share(n, base))
        for m, n in quality.reasons.items()
        for base in (quality.base(m),)
    ]
    notes = (both("cleaning.quality.note_rules"), *([both("cleaning.quality.note_missing")] if reasons else []))
    return Table(both("cleaning.quality.title"), columns, (*rules, *reasons), notes)


def _sentences(quality: Quality) -> Sentences:
    if quality.n == 0:
        return Sentences(both("cleaning.quality.nobody"), both("cleaning.quality.nobody"))
    short = both("cleaning.quality.short" if quality.flagged else "cleaning.quality.short_none", **_said(quality))
    return Sentences(short, {language: _full(quality, language) for language in LANGUAGES})


def _full(quality: Quality, language: str) -> str:
    none = message("cleaning.quality.none", language)
    names = [
        "cleaning.quality.rules",
        "cleaning.quality.flagged" if quality.flagged else "cleaning.quality.flagged_none",
        "cleaning.quality.kept",
        "cleaning.quality.absent" if quality.missing else "cleaning.quality.absent_none",
        *(["cleaning.quality.unknown"] if quality.missing else []),
    ]
    values = {name: none if value == count(0) else value for name, value in _said(quality).items()}
    values |= {"reasons": _reasons(quality, language)}
    return ("" if language == "zh" else " ").join(message(name, language, **values) for name in names)


def _said(quality: Quality) -> dict[str, str]:
    several = sum(n for rules, n in quality.times.items() if rules > 1)
    return {
        "n": count(quality.n),
        "flagged": count(quality.flagged),
        "share": percent(_share(quality.flagged, quality.n), 1),
        "one": count(quality.times.get(1, 0)),
        "several": count(several),
        "asked": count(quality.asked),
        "missing": count(quality.missing),
        "missing_share": percent(_share(quality.missing, quality.asked), 1),
    }


def _reasons(quality: Quality, language: str) -> str:
    parts = [
        message("cleaning.quality.reason", language, reason=both(f"missing.{m.id}"), n=count(n))
        for m, n in quality.reasons.items()
        if m is not Missing.NOT_ASKED
    ]
    return ("，" if language == "zh" else ", ").join(parts)
