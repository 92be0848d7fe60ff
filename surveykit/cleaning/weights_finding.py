"""What the report says of the weights: which margins, which weights, what they cost, and what uses them."""

from collections.abc import Iterator

from surveykit import __version__
from surveykit.cleaning.weights import CLOSE, Weighting
from surveykit.core.finding import Cell, Column, Estimate, Excluded, Finding, Method, Sentences, Style, Table
from surveykit.core.language import LANGUAGES, Text, both, same
from surveykit.core.numbers import count, number

KISH = "Kish, L. (1965). Survey sampling. Wiley."
DEMING = (
    "Deming, W. E., & Stephan, F. F. (1940). On a least squares adjustment of a sampled frequency table when the "
    "expected marginal totals are known. Annals of Mathematical Statistics, 11(4), 427–444."
)
NOTICED = 0.0005
"""From here on a miss of a target is told."""


def weights_finding(found: Weighting) -> Finding:
    """The weights as a Finding beside that on data quality."""
    n, left = int(found.known.sum()), int((~found.known).sum())
    return Finding(
        id="weights",
        analysis="data_quality",
        question=both("weights.question"),
        n=n,
        excluded=(Excluded(both("weights.excluded"), left),) if left else (),
        sentences=Sentences(_cost(found, n), _joined(tuple(_full(found, n)))),
        estimates=tuple(_estimates(found, n)),
        table=_table(found),
        method=Method(
            both("weights.method"),
            "surveykit",
            __version__,
            {"trim": list(found.trim) or "none", "largest_change": f"{CLOSE:.0e}"},
        ),
        references=(DEMING, KISH),
    )


def _joined(texts: tuple[Text, ...]) -> Text:
    return {language: ("" if language == "zh" else " ").join(t[language] for t in texts) for language in LANGUAGES}


def _cost(found: Weighting, n: int) -> Text:
    values = {"n": count(n), "effective": number(found.effective, 0), "effect": number(n / found.effective)}
    return both("weights.cost", **values)


def _full(found: Weighting, n: int) -> Iterator[Text]:
    names = tuple(margin.variable.name for margin in found.margins)
    low, high = number(float(found.own.min())), number(float(found.own.max()))
    yield both("weights.raked", names=names, low=low, high=high)
    if found.trim:
        first, last = (number(bound) for bound in found.trim)
        if found.trimmed:
            yield both("weights.trimmed", low=first, high=last, n=count(found.trimmed))
        else:
            yield both("weights.untrimmed", low=first, high=last)
        if found.largest_miss >= NOTICED:
            yield both("weights.missed", miss=number(100 * found.largest_miss, 1))
    yield _cost(found, n)
    if n < len(found.weights):
        yield both("weights.left", n=count(len(found.weights) - n))
    yield both("weights.use")


def _estimates(found: Weighting, n: int) -> Iterator[Estimate]:
    yield Estimate("effective_n", {}, found.effective, n=n)
    yield Estimate("design_effect", {}, n / found.effective, n=n)
    yield Estimate("smallest_weight", {}, float(found.own.min()), n=n)
    yield Estimate("largest_weight", {}, float(found.own.max()), n=n)
    for at, margin in enumerate(found.margins):
        for code, share in zip(margin.codes, found.shares(at, True), strict=True):
            yield Estimate("weighted_share", {"variable": margin.variable.name, "value": str(code)}, float(share), n=n)


def _table(found: Weighting) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for at, margin in enumerate(found.margins):
        columns = (margin.codes, margin.targets, found.shares(at, False), found.shares(at, True))
        for code, target, sample, weighted in zip(*columns, strict=True):
            label = margin.variable.values.get(code) or same(count(code))
            rows.append((margin.variable.name, label, float(target), float(sample), float(weighted)))
    return Table(
        both("weights.table"),
        (
            Column(both("weights.column.variable"), Style.ID),
            Column(both("weights.column.category")),
            Column(both("weights.column.target"), Style.PERCENT, 1),
            Column(both("weights.column.sample"), Style.PERCENT, 1),
            Column(both("weights.column.weighted"), Style.PERCENT, 1),
        ),
        tuple(rows),
    )
