"""Relations: how two constructs or variables at a time go together."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from typing import Literal

import scipy

from surveykit.analysis.analysis import Analysis, Figures, Question, analysis
from surveykit.analysis.gates import GATES, base_cautions, is_small, limit
from surveykit.analysis.keying import keying_caution
from surveykit.analysis.overlap import Overlap, overlap_caution, overlap_estimates, overlaps
from surveykit.analysis.references import (
    BENJAMINI,
    BONETT,
    DUNN,
    FIELLER,
    FISHER,
    FISHER_PARTIAL,
    HENSELER,
    HOLM,
    KENDALL,
    MUTHEN,
    OLSSON,
    SPEARMAN,
)
from surveykit.analysis.relations_words import RelationsWords
from surveykit.analysis.statistics.consistency import below_convention, of_construct
from surveykit.analysis.statistics.correlation import FEWEST, Kind, Pair, correlations, rank_correlation
from surveykit.analysis.statistics.formulas import LEVEL
from surveykit.analysis.statistics.multiplicity import Correction, adjusted
from surveykit.analysis.words import base, listed, n_text, name_of
from surveykit.core.claims import holm
from surveykit.core.codebook import Codebook, Level
from surveykit.core.dataset import Dataset
from surveykit.core.document import did_you_mean
from surveykit.core.finding import (
    AssumptionCheck,
    Caution,
    Cell,
    Column,
    Estimate,
    Excluded,
    Figure,
    Finding,
    Method,
    Of,
    Style,
    Table,
    Verdict,
)
from surveykit.core.language import Text, both
from surveykit.core.moments import Moments
from surveykit.core.numbers import bounded, count

BENT = 0.10
"""By how much Spearman's and Pearson's coefficients may differ before the relation is called bent."""
ESTIMATES = {
    "pearson": "pearson_r",
    "spearman": "spearman_rho",
    "kendall": "kendall_tau",
    "polychoric": "polychoric_r",
    "partial": "partial_r",
}
"""What the estimates of each kind are called."""
REFERENCES = {
    "pearson": (FISHER, HENSELER, SPEARMAN),
    "spearman": (BONETT, SPEARMAN),
    "kendall": (FIELLER, KENDALL),
    "polychoric": (MUTHEN, OLSSON),
    "partial": (FISHER_PARTIAL,),
}
CORRECTORS = {"holm": (HOLM,), "benjamini_hochberg": (BENJAMINI,), "bonferroni": (DUNN,), "none": ()}


@analysis("relations")
@dataclass(frozen=True)
class Relations(Analysis):
    """Correlations of all pairs of constructs or variables, each over the respondents who have both.

    `variables`: ids of constructs or names of numeric variables; without it all constructs. `method`: pearson, or for
    ranks spearman or kendall (tau-b), or polychoric for ordinal ratings (variables, or constructs of one rating).
    `given`: what is held constant (partial correlations, with pearson only). `correction`: of the p values for their
    number.

    ```yaml
    - relations: {variables: [quality, value, loyalty], given: [image], correction: benjamini_hochberg}
    ```
    """

    variables: tuple[str, ...] = ()
    method: Literal["pearson", "spearman", "kendall", "polychoric"] = "pearson"
    given: tuple[str, ...] = ()
    correction: Correction = "holm"

    def faults(self, codebook: Codebook) -> Iterator[tuple[str, dict[str, object]]]:
        known = [*codebook.construct_by_id, *codebook.by_name]
        for name in (*self.variables, *self.given):
            if name not in known:
                yield "analysis-unknown-name", {"name": name, "hint": did_you_mean(name, known)}
            elif name in codebook.by_name and codebook.by_name[name].level in (Level.NOMINAL, Level.TEXT):
                yield "analysis-not-numeric", {"name": name}
            elif self.method == "polychoric" and name in self.variables and not _is_rating(codebook, name):
                yield "analysis-not-ordinal", {"name": name}
        for names in (self.variables, self.given):
            for name in sorted({v for v in names if names.count(v) > 1}):
                yield "analysis-name-twice", {"name": name}
        for name in sorted(set(self.variables) & set(self.given)):
            yield "analysis-given-also-variable", {"name": name}
        if len(self.variables) == 1:
            yield "analysis-few-variables", {}
        if self.given and self.method != "pearson":
            yield "analysis-given-needs-pearson", {"method": self.method}

    def questions(self, dataset: Dataset) -> Iterator["Correlations"]:
        ids = self.variables or self._all(dataset.codebook)
        if len(ids) > 1:
            self._ahead(dataset, ids)
            yield Correlations(dataset, ids, "partial" if self.given else self.method, self.given, self.correction)

    def _ahead(self, dataset: Dataset, ids: tuple[str, ...]) -> None:
        """Say which rows are asked for: all columns, every pair, two of them at least, the items of the constructs."""
        pairs = [((*pair, *self.given), None) for pair in combinations(sorted(ids), 2)]
        items = [(c.items, c) for c in dataset.codebook.constructs if c.id in ids]
        dataset.ahead([((*ids, *self.given), None), *pairs, *items], [(tuple((id,) for id in ids), 2, self.given)])

    def _all(self, codebook: Codebook) -> tuple[str, ...]:
        """Every construct that the method is for, but for those held constant."""
        ids = [c.id for c in codebook.constructs if c.id not in self.given]
        return tuple(i for i in ids if self.method != "polychoric" or _is_rating(codebook, i))


def _is_rating(codebook: Codebook, name: str) -> bool:
    """Whether it is an ordinal variable, or a construct of a single one."""
    items = codebook.construct_by_id[name].items if name in codebook.construct_by_id else (name,)
    return len(items) == 1 and codebook.by_name[items[0]].level is Level.ORDINAL


@dataclass(frozen=True, eq=False)
class Correlations(Question[tuple[Pair, ...]]):
    """Which constructs or variables go together, two at a time."""

    ids: tuple[str, ...]
    kind: Kind = "pearson"
    given: tuple[str, ...] = ()
    correction: Correction = "holm"

    analysis = "relations"

    @property
    def id(self) -> str:
        every = self.ids == tuple(c.id for c in self.dataset.codebook.constructs if c.id not in self.given)
        kind = () if self.kind == "pearson" else (self.kind,)
        return ".".join(("relations", *kind, *(() if every else self.ids), *self.given))

    @property
    def text(self) -> Text:
        if self.kind == "pearson":
            return self._words.say("question")
        return self._words.say("question.given" if self.given else "question.kind")

    @property
    def n(self) -> int:
        return self._paired

    @cached_property
    def _paired(self) -> int:
        """How many have two of the columns, and all that are held constant."""
        if self.dataset.moments((*self.ids, *self.given)).n == self.dataset.n:
            return self.dataset.n
        return self.dataset.having([[id] for id in self.ids], 2, self.given)

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        left = self.dataset.n - self.n
        return (Excluded(self._words.say("excluded.given" if self.given else "excluded"), left),) if left else ()

    def wanted(self) -> list[tuple[str, Of]]:
        return [(ESTIMATES[self.kind], self._of(pair)) for pair in combinations(sorted(self.ids), 2)]

    def _of(self, pair: tuple[str, str]) -> Of:
        return {"pair": pair, "given": self.given} if self.given else {"pair": pair}

    def needs(self) -> Iterator[Caution]:
        if self.n < FEWEST:
            yield GATES["SMALL_N"].caution("no_pairs", n=n_text(self.n), needed=count(FEWEST))
        elif not any(pair.r is not None for pair in self._pairs):
            yield GATES["NO_VARIANCE"].caution("pairs")

    def estimate(self) -> tuple[Pair, ...]:
        return self._pairs

    @cached_property
    def _pairs(self) -> tuple[Pair, ...]:
        pairs = correlations(self.dataset, list(combinations(sorted(self.ids), 2)), self.kind, self.given)
        ps = {pair.ids: pair.p for pair in pairs if pair.p is not None}
        corrected = dict(zip(ps, adjusted(list(ps.values()), self.correction), strict=True))
        return tuple(replace(pair, adjusted=corrected.get(pair.ids)) for pair in pairs)

    @cached_property
    def _tested(self) -> list[Pair]:
        return [p for p in self._pairs if p.p is not None]

    @cached_property
    def _words(self) -> RelationsWords:
        several = len(self.ids) > 2 and self.correction != "none"
        correction = self.correction if several else "none"
        return RelationsWords(self.dataset.codebook, self.ids, self.kind, self.given, correction)

    def figures(self, numbers: tuple[Pair, ...]) -> Figures:
        correction, close = self._words.correction, {"disattenuated_r": lambda: overlap_estimates(self._close)}
        after = {} if correction == "none" else {f"{correction}_p": self._adjusted}
        return {
            ESTIMATES[self.kind]: lambda: [self._estimate(pair) for pair in numbers],
            **after,
            **(close if self.kind == "pearson" else {}),
        }

    def _estimate(self, p: Pair) -> Estimate:
        reason = self._words.reason if p.r is None else None
        inside, df = LEVEL if p.interval else None, p.df
        of, name = self._of(p.ids), ESTIMATES[self.kind]
        return Estimate(name, of, p.r, p.interval, inside, p.statistic, df, p.p, n=p.n, reason=reason)

    def _adjusted(self) -> Iterator[Estimate]:
        name = f"{self.correction}_p"
        return (Estimate(name, self._of(p.ids), p.adjusted, n=p.n) for p in self._tested)

    @cached_property
    def _close(self) -> list[Overlap]:
        return overlaps(self.dataset, self.ids) if self.kind == "pearson" else []

    def checks(self, numbers: tuple[Pair, ...]) -> tuple[AssumptionCheck, ...]:
        if self.kind == "polychoric":
            name, advice = self._words.say("check.normal"), self._words.say("check.normal.advice")
            return (AssumptionCheck(name, Verdict.NOT_CHECKED, advice),)
        if self.kind in ("spearman", "kendall"):
            return ()
        widest = max(self._gaps(numbers))
        case, verdict = ("bent", Verdict.CAUTION) if widest > BENT else ("straight", Verdict.MET)
        advice = self._words.say(f"check.{case}", gap=bounded(widest))
        return (AssumptionCheck(self._words.say("check"), verdict, advice, statistic=widest),)

    def _gaps(self, pairs: tuple[Pair, ...]) -> Iterator[float]:
        """By how much Pearson's and Spearman's coefficients of each pair differ, nothing held constant."""
        for pair in pairs:
            if pair.r is not None:
                rows = self.dataset.complete((*pair.ids, *self.given))[:, :2]
                straight = float(Moments.of(pair.ids, rows).correlation[0, 1]) if self.given else pair.r
                yield abs(straight - rank_correlation(rows))

    def method(self) -> Method:
        options = {"level": LEVEL, "missing": "pairwise", "method": self.kind, "correction": self._words.correction}
        return Method(self._words.say(f"method.{self.kind}"), "SciPy", scipy.__version__, options)

    def references(self) -> tuple[str, ...]:
        return (*REFERENCES[self.kind], *CORRECTORS[self._words.correction])

    def present(self, numbers: tuple[Pair, ...], checks: tuple[AssumptionCheck, ...]) -> Finding:
        order = sorted((p for p in numbers if p.r is not None), key=lambda p: -p.size)
        sound = [p for p in order if not is_small(p.n) and p.interval is not None]
        steady, words = bool(sound), self._words
        return self.finding(
            words.sentences(sound, self._tested) if steady else words.few(order),
            self.estimates(numbers),
            self._table(numbers),
            self._figure(numbers, words.title(sound if steady else order, steady)),
            checks,
            list(self._cautions(order)),
            headline=steady and words.holds(sound[0]),
            claim=self._claim(sound[0]) if steady else None,
        )

    def _claim(self, named: Pair) -> float | None:
        """The p of the pair that is named, after Holm's correction whatever the plan's."""
        return holm([p.p or 0.0 for p in self._tested])[self._tested.index(named)]

    def _table(self, pairs: tuple[Pair, ...]) -> Table:
        """One row a pair, the largest first; intervals and p only where there are enough respondents."""
        sure = any(not is_small(p.n) and p.interval for p in pairs)
        order = sorted(pairs, key=lambda p: -p.size) if sure else list(pairs)
        p_column = Column(self._words.say(f"column.p.{self._words.correction}"), Style.P)
        columns = (
            Column(self._words.say("column.pair")),
            Column(both("analysis.column.n"), Style.COUNT),
            Column(self._words.say(f"column.{self.kind}"), Style.BOUNDED),
            *((Column(both("analysis.column.ci"), Style.BOUNDED), p_column) if sure else ()),
        )
        rows = tuple(self._row(pair, sure) for pair in order)
        return Table(self._words.say("table"), columns, rows, tuple(self._words.notes(pairs)))

    def _row(self, pair: Pair, sure: bool) -> tuple[Cell, ...]:
        cells: tuple[Cell, ...] = (self._words.say("row", **self._words.names(pair)), pair.n, pair.r)
        if not sure:
            return cells
        return (*cells, None, None) if is_small(pair.n) else (*cells, pair.interval, self._words.p(pair))

    def _figure(self, pairs: tuple[Pair, ...], title: Text) -> Figure:
        r = {pair.ids: pair.r for pair in pairs}
        diagonal = [self._alpha(i) for i in self.ids]
        known = any(alpha is not None for alpha in diagonal)
        data = {
            "labels": [self.dataset.codebook.label(i) for i in self.ids],
            "matrix": [
                [r[min(a, b), max(a, b)] if column < row else None for column, b in enumerate(self.ids)]
                for row, a in enumerate(self.ids)
            ],
            "diagonal": diagonal,
            "diagonal_label": self._words.say("diagonal" if known else "diagonal.empty"),
        }
        return Figure("heat_map", title, data, base(self.n))

    def _alpha(self, name: str) -> float | None:
        construct = self.dataset.codebook.construct_by_id.get(name)
        found = of_construct(self.dataset, construct) if construct else None
        return found.alpha if found else None

    def _cautions(self, order: list[Pair]) -> Iterator[Caution]:
        yield from self._bases(order)
        if all(is_small(p.n) for p in order):
            return
        yield from keying_caution(self.dataset, self.ids)
        yield from overlap_caution(self.dataset, self._close)
        if len(self._tested) > limit("MULTI_TEST", "pairs"):
            case = {"holm": "here", "none": "uncorrected"}.get(self._words.correction, "corrected")
            values = {"by": self._words.fixed["by"]} if case == "corrected" else {}
            yield GATES["MULTI_TEST"].caution(case, k=count(len(self._tested)), **values)
        low = below_convention(self.dataset, self.ids)
        if low:
            names = [name_of(self.dataset.codebook, c.id) for c, _ in low]
            yield GATES["LOW_ALPHA"].caution("attenuated", names=listed(names))
        yield GATES["NONPROB"].caution()

    @staticmethod
    def _bases(order: list[Pair]) -> Iterator[Caution]:
        few = [p for p in order if is_small(p.n)]
        if few and len(few) < len(order):
            yield GATES["SMALL_N"].caution("pairs", k=count(len(few)))
        else:
            yield from base_cautions(min(p.n for p in order))
