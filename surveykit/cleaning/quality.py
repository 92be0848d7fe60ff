"""The data quality Findings: what the rules asked about, what people said to it, and how much is missing, why.

It reports what was found and removes nothing. Why an answer is missing beyond the recorded reason is not known from
the data, and nothing here claims it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from surveykit import __version__
from surveykit.cleaning.quality_words import sentences
from surveykit.cleaning.questions import questions, states
from surveykit.cleaning.references import AAPOR, MEADE, OF_A_RULE
from surveykit.cleaning.review import Review, Verdict
from surveykit.cleaning.rule import Applied
from surveykit.cleaning.rules.duplicates import FEWEST_ANSWERS
from surveykit.core.codebook import Missing
from surveykit.core.dataset import Dataset
from surveykit.core.finding import Cell, Column, Estimate, Finding, Method, Style, Table
from surveykit.core.language import Text, both
from surveykit.core.plan import Cleaning


@dataclass(frozen=True)
class Quality:
    """The counts behind the finding. `by_kind` counts respondents; `reasons` counts (respondent, question) cells."""

    n: int
    by_kind: Mapping[str, int]
    times: Mapping[int, int]
    """How many rules -> how many respondents they flagged."""
    reasons: Mapping[Missing, int]
    cells: int
    verdicts: Mapping[tuple[str, Verdict], int] = field(default_factory=dict)
    """(kind, verdict) -> how many respondents got it on that rule."""
    excluded: int = 0
    corrected: int = 0
    """How many respondents were left out, and how many cells were put right."""
    reviewed: bool = False

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


def quality_finding(
    dataset: Dataset, cleaning: Cleaning, applied: Sequence[Applied], review: Review | None = None
) -> Finding:
    """What the rules of the plan found in all responses, and what people said to it. `dataset` has everybody."""
    quality = _quality(dataset, applied, review)
    own = {
        "duplicates_fewest_answers": FEWEST_ANSWERS,
        "rule_versions": {a.kind: a.version for a in applied},
    }
    return Finding(
        id="data_quality",
        analysis="data_quality",
        question=both("cleaning.quality.question"),
        n=quality.n,
        sentences=sentences(quality),
        estimates=_estimates(quality, applied),
        table=_table(quality, applied),
        method=Method(
            both("cleaning.quality.method"),
            "surveykit",
            __version__,
            {**cleaning.thresholds(), **own},
        ),
        references=(AAPOR, MEADE, *(OF_A_RULE[own.kind] for own in applied if own.kind in OF_A_RULE)),
    )


def _quality(dataset: Dataset, applied: Sequence[Applied], review: Review | None) -> Quality:
    pairs = {(flag.rule, flag.respondent) for own in applied for flag in own.flags}
    by_kind = Counter(kind for kind, _ in pairs)
    times = Counter(Counter(respondent for _, respondent in pairs).values())
    codes, found = np.unique(states(dataset, questions(dataset.questionnaire)), return_counts=True)
    reasons = {Missing(int(c)): int(n) for c, n in zip(codes, found, strict=True) if c != 0}
    ordered = {m: reasons[m] for m in Missing if m in reasons}
    said = review or Review()
    given = {(j.rule, j.verdict, j.record) for j in said.judgements}
    return Quality(
        dataset.n,
        {own.kind: by_kind[own.kind] for own in applied},
        times,
        ordered,
        int(found.sum()),
        Counter((rule, verdict) for rule, verdict, _ in given),
        len(said.excluded()),
        len({(j.record, j.variable) for j in said.of(Verdict.CORRECT)}),
        review is not None,
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _estimates(quality: Quality, applied: Sequence[Applied]) -> tuple[Estimate, ...]:
    flags = [
        Estimate("flagged", {"rule": own.kind}, None, reason=own.reason)
        if own.reason is not None
        else Estimate("flagged", {"rule": own.kind}, quality.by_kind[own.kind], n=own.n)
        for own in applied
    ]
    shares = [
        Estimate("missing_share", {"reason": m.id}, _share(n, quality.base(m)), n=quality.base(m))
        for m, n in quality.reasons.items()
    ]
    verdicts = [
        Estimate("verdicts", {"rule": rule, "verdict": verdict.value}, n, n=quality.by_kind.get(rule))
        for (rule, verdict), n in sorted(quality.verdicts.items())
    ]
    return (*flags, *verdicts, *shares, *(e for own in applied for e in own.estimates))


def _table(quality: Quality, applied: Sequence[Applied]) -> Table:
    verdicts = tuple(Verdict) if quality.reviewed else ()
    columns = (
        Column(both("cleaning.quality.check")),
        Column(both("cleaning.quality.threshold")),
        Column(both("cleaning.quality.count"), Style.COUNT),
        Column(both("cleaning.quality.of"), Style.COUNT),
        Column(both("cleaning.quality.share"), Style.PERCENT, 1),
        *(Column(both(f"cleaning.quality.{verdict.value}"), Style.COUNT) for verdict in verdicts),
    )
    rows: list[tuple[Cell, ...]] = [
        (*_rule_cells(quality, own), *(quality.verdicts.get((own.kind, verdict), 0) for verdict in verdicts))
        for own in applied
    ]
    known = {own.kind for own in applied}
    others = dict.fromkeys(kind for kind, _ in quality.verdicts if kind not in known)
    rows += [
        (both(f"cleaning.rule.{kind}"), None, None, None, None, *(quality.verdicts.get((kind, v), 0) for v in verdicts))
        for kind in others
    ]
    rows += [
        (_reason(m), None, n, base, _share(n, base), *(None for _ in verdicts))
        for m, n in quality.reasons.items()
        for base in (quality.base(m),)
    ]
    return Table(both("cleaning.quality.title"), columns, tuple(rows), tuple(_notes(quality, applied)))


def _rule_cells(quality: Quality, own: Applied) -> tuple[Cell, ...]:
    words = both(f"cleaning.rule.{own.kind}")
    if own.reason is not None:
        return words, own.threshold, None, None, None
    n = quality.by_kind[own.kind]
    return words, own.threshold, n, own.n, _share(n, own.n)


def _reason(missing: Missing) -> Text:
    return both("cleaning.quality.missing", reason=both(f"missing.{missing.id}"))


def _notes(quality: Quality, applied: Sequence[Applied]) -> list[Text]:
    refused: dict[str, tuple[Text, list[Text]]] = {}
    for own in applied:
        if own.reason is not None:
            refused.setdefault(own.reason["en"], (own.reason, []))[1].append(both(f"cleaning.rule.{own.kind}"))
    names = {reason: _listed(kinds) for reason, (_, kinds) in refused.items()}
    return [
        both("cleaning.quality.note_reviewed" if quality.reviewed else "cleaning.quality.note_rules"),
        *(
            both("cleaning.quality.note_refused", rules=names[key], reason=reason)
            for key, (reason, _) in refused.items()
        ),
        *(note for own in applied for note in own.notes),
        *([both("cleaning.quality.note_missing")] if quality.reasons else []),
    ]


def _listed(texts: Sequence[Text]) -> Text:
    return {"en": ", ".join(t["en"] for t in texts), "zh": "、".join(t["zh"] for t in texts)}
