"""Confirmatory factor analysis: whether the items measure the constructs that they are meant to measure."""

from collections.abc import Iterator
from dataclasses import dataclass

from surveykit.analysis.analysis import Analysis, Figures, analysis
from surveykit.analysis.confirmatory_checks import assumptions
from surveykit.analysis.confirmatory_items import ConvergentValidity, ItemLoadings
from surveykit.analysis.confirmatory_pairs import CommonMethod, DiscriminantValidity
from surveykit.analysis.confirmatory_question import MODEL, FactorQuestion, chi_text, said
from surveykit.analysis.factors_question import factors_text
from surveykit.analysis.gates import GATES, limit
from surveykit.analysis.references import HU_BENTLER, MARDIA, RHEMTULLA
from surveykit.analysis.statistics.factor_fit import RMSEA_LEVEL, ScoreTest
from surveykit.analysis.statistics.factor_model import Kind
from surveykit.analysis.statistics.measurement import (
    Estimator,
    Measurement,
    MissingRule,
    Oriented,
    modelled,
    shared_items,
)
from surveykit.analysis.words import beside, listed, n_text, sentences, stat
from surveykit.core.codebook import Codebook
from surveykit.core.dataset import Dataset
from surveykit.core.document import did_you_mean
from surveykit.core.finding import (
    AssumptionCheck,
    Caution,
    Cell,
    Column,
    Estimate,
    Finding,
    Of,
    Sentences,
    Style,
    Table,
)
from surveykit.core.language import Text, both, same
from surveykit.core.numbers import bounded, count, interval, number, p_cell, percent

NOTABLE = 10.83
"""A modification index is put into words above this: p < .001 for one degree of freedom."""
MOST_LISTED = 10
PLACES = 3
"""Decimals of the fit indices."""
INDICES = {"cfi": ("fit", 1), "tli": ("fit", 1), "rmsea": ("error", -1), "srmr": ("residual", -1)}
"""The fit indices: which limit of the gate MODEL_FIT each is held against; larger (1) or smaller (-1) is better."""


@analysis("confirmatory")
@dataclass(frozen=True)
class Confirmatory(Analysis):
    """Confirmatory factor analysis: every construct a factor of its own items. Answers how well that model fits, how
    strongly each item goes with its construct, what speaks for convergent and discriminant validity, and what little
    can be seen of common-method variance.

    `constructs`: which ones, by id; without it all that have two or more items. `estimator`: `ml` takes the answers as
    multivariate normal; `mlr` does not (scaled chi-square, robust standard errors). `missing`: `listwise` uses the
    respondents with all items, `fiml` every answer, which holds if what is missing depends on observed answers only.

    ```yaml
    - confirmatory: {constructs: [image, quality, satisfaction], estimator: mlr}
    ```
    """

    constructs: tuple[str, ...] = ()
    estimator: Estimator = "ml"
    missing: MissingRule = "listwise"

    def faults(self, codebook: Codebook) -> Iterator[tuple[str, dict[str, object]]]:
        yield from construct_faults(codebook, self.constructs)
        if self.estimator == "wlsmv":
            yield "confirmatory-wlsmv", {}
        if self.estimator == "mlr" and self.missing == "fiml":
            yield "confirmatory-robust-incomplete", {}

    def questions(self, dataset: Dataset) -> Iterator[FactorQuestion]:
        items = Oriented(dataset, modelled(dataset.codebook, self.constructs))
        measured = Measurement(items, self.estimator, self.missing)
        yield ModelFit(dataset, measured)
        if not items.constructs:
            return
        yield ItemLoadings(dataset, measured)
        yield ConvergentValidity(dataset, measured)
        if len(items.constructs) > 1:
            yield DiscriminantValidity(dataset, measured)
            yield CommonMethod(dataset, measured)


def construct_faults(codebook: Codebook, ids: tuple[str, ...]) -> Iterator[tuple[str, dict[str, object]]]:
    """What is wrong with the constructs named for a factor model."""
    for name in dict.fromkeys(ids):
        if name not in codebook.construct_by_id:
            hint = did_you_mean(name, list(codebook.construct_by_id))
            yield "analysis-unknown-name", {"name": name, "hint": hint}
        elif len(codebook.construct_by_id[name].items) < 2:
            yield "confirmatory-too-few-items", {"name": name}
        if ids.count(name) > 1:
            yield "confirmatory-construct-twice", {"name": name}
    if shared := shared_items(modelled(codebook, tuple(dict.fromkeys(ids)))):
        yield "confirmatory-shared-items", {"names": ", ".join(shared)}


@dataclass(frozen=True, eq=False)
class ModelFit(FactorQuestion):
    """How well the model fits."""

    part = "fit"

    @property
    def id(self) -> str:
        return "confirmatory"

    def wanted(self) -> list[tuple[str, Of]]:
        return [(name, MODEL) for name in ("chi_square", *INDICES)]

    def figures(self, numbers: Measurement) -> Figures:
        fit = numbers.sound
        every = {
            "chi_square": lambda: [self._chi_square(numbers)],
            "cfi": lambda: [self._index("cfi", numbers.cfi)],
            "tli": lambda: [self._index("tli", numbers.tli)],
            "rmsea": lambda: [self._rmsea(numbers)],
            "srmr": lambda: [self._index("srmr", fit.srmr)],
            "aic": lambda: [self._index("aic", fit.aic)],
            "bic": lambda: [self._index("bic", fit.bic)],
        }
        if numbers.estimator == "mlr":
            every["scaling_factor"] = lambda: [self._scaling(numbers)]
        if numbers.missing == "listwise":
            every["modification_index"] = lambda: [self._modification(t) for t in fit.score_tests()[:MOST_LISTED]]
        return every

    @staticmethod
    def _index(name: str, value: float | None) -> Estimate:
        reason = both("confirmatory.reason.by_construction") if value is None else None
        return Estimate(name, MODEL, value, reason=reason)

    @staticmethod
    def _chi_square(numbers: Measurement) -> Estimate:
        chi = numbers.chi_square
        return Estimate("chi_square", MODEL, chi.scaled, statistic=chi.scaled, df=float(chi.df), p=chi.p)

    @staticmethod
    def _scaling(numbers: Measurement) -> Estimate:
        chi = numbers.robust.chi_square
        reason = both("confirmatory.reason.no_scaling") if chi is None else None
        return Estimate("scaling_factor", MODEL, chi.factor if chi else None, reason=reason)

    def _rmsea(self, numbers: Measurement) -> Estimate:
        if numbers.rmsea is None:
            return self._index("rmsea", None)
        value, inside = numbers.rmsea
        return Estimate("rmsea", MODEL, value, inside, RMSEA_LEVEL)

    def _modification(self, test: ScoreTest) -> Estimate:
        names = self.measured.items.names
        of: Of
        if test.kind is Kind.LOADING:
            of = {"construct": self.constructs[test.column].id, "item": names[test.row]}
        else:
            of = {"pair": tuple(sorted((names[test.row], names[test.column])))}
        return Estimate("modification_index", of, test.value, statistic=test.value, df=1.0)

    def checks(self, numbers: Measurement) -> tuple[AssumptionCheck, ...]:
        return tuple(assumptions(numbers, self.dataset.codebook))

    def references(self) -> tuple[str, ...]:
        return (*super().references(), HU_BENTLER, MARDIA, RHEMTULLA)

    def present(self, numbers: Measurement, checks: tuple[AssumptionCheck, ...]) -> Finding:
        return self.finding(
            self._sentences(numbers),
            self.estimates(numbers),
            self._table(numbers),
            checks=checks,
            cautions=list(self._cautions(numbers)),
        )

    def _values(self, numbers: Measurement) -> dict[str, float]:
        """The indices that exist."""
        found = {"cfi": numbers.cfi, "tli": numbers.tli, "srmr": numbers.sound.srmr}
        found["rmsea"] = numbers.rmsea[0] if numbers.rmsea else None
        return {name: value for name in INDICES if (value := found[name]) is not None}

    def _missed(self, numbers: Measurement) -> list[str]:
        return [
            name
            for name, value in self._values(numbers).items()
            if INDICES[name][1] * (value - limit("MODEL_FIT", INDICES[name][0])) < 0
        ]

    def _said(self, numbers: Measurement, names: list[str]) -> Text:
        return listed([self._one(numbers, name) for name in names])

    def _printed(self, numbers: Measurement, name: str) -> str:
        return beside(self._values(numbers)[name], limit("MODEL_FIT", INDICES[name][0]), places=PLACES)

    def _one(self, numbers: Measurement, name: str) -> Text:
        value = said(name, self._printed(numbers, name))
        if name != "rmsea" or numbers.rmsea is None:
            return value
        inside = stat("ci", level=percent(RMSEA_LEVEL), interval=interval(numbers.rmsea[1], Style.BOUNDED, PLACES))
        return both("analysis.with", name=value, inside=inside)

    def _sentences(self, numbers: Measurement) -> Sentences:
        chi, k, p = numbers.chi_square, factors_text(len(self.constructs)), count(numbers.p)
        if chi.df < 1:
            only = both("confirmatory.fit.by_construction", k=k, p=p, n=n_text(self.n))
            return Sentences(only, only)
        case = "rejected" if (chi.p or 0.0) < limit("NONSIG", "level") else "kept"
        exact = both(f"confirmatory.fit.{case}", k=k, p=p, n=n_text(self.n), inside=chi_text(chi))
        missed = self._missed(numbers)
        met = [name for name in self._values(numbers) if name not in missed]
        case = "all" if not missed else "some" if met else "none"
        limits = both(f"confirmatory.fit.{case}", met=self._said(numbers, met), missed=self._said(numbers, missed))
        return Sentences(sentences(exact, limits), sentences(exact, limits, self._largest(numbers)))

    def _largest(self, numbers: Measurement) -> Text | None:
        """The largest single misfit, if it is large."""
        tests = numbers.sound.score_tests()[:1] if numbers.missing == "listwise" else []
        if not tests or tests[0].value < NOTABLE:
            return None
        what = self._what(tests[0])
        return both("confirmatory.fit.largest", what=what, value=number(tests[0].value, 1))

    def _what(self, test: ScoreTest) -> Text:
        if test.kind is Kind.LOADING:
            return both("confirmatory.fit.cross", item=self.item(test.row), name=self.name(test.column))
        first, second = sorted((test.row, test.column), key=self.measured.items.names.__getitem__)
        case = "more" if test.change > 0 else "less"
        return both(f"confirmatory.fit.{case}", first=self.item(first), second=self.item(second))

    def _cautions(self, numbers: Measurement) -> Iterator[Caution]:
        for cautions in (self.few, self.negative, self.beyond):
            yield from cautions()
        two = [self.name(at) for at, c in enumerate(self.constructs) if len(c.items) == 2]
        if two:
            yield GATES["NOT_IDENTIFIED"].caution("two", names=listed(two))
        if missed := self._missed(numbers):
            yield GATES["MODEL_FIT"].caution(names=listed([both(f"confirmatory.index.{name}") for name in missed]))

    def _table(self, numbers: Measurement) -> Table:
        columns = ("index", "value", "limit")
        headings = tuple(Column(both(f"confirmatory.column.{name}")) for name in columns)
        notes = tuple(self._notes(numbers))
        return Table(both("confirmatory.fit.table"), headings, tuple(self._rows(numbers)), notes)

    def _rows(self, numbers: Measurement) -> Iterator[tuple[Cell, ...]]:
        chi, values = numbers.chi_square, self._values(numbers)
        scaled = "scaled" if chi.factor != 1.0 else "chi_square"
        yield both(f"confirmatory.index.{scaled}"), number(chi.scaled), None
        yield both("confirmatory.index.df"), count(chi.df), None
        yield both("confirmatory.index.p"), p_cell(chi.p), None
        for name in values:
            gate, sign = INDICES[name]
            mark = both(
                f"confirmatory.limit.{'least' if sign > 0 else 'most'}", value=bounded(limit("MODEL_FIT", gate))
            )
            yield both(f"confirmatory.index.{name}"), self._printed(numbers, name), mark
            if name == "rmsea" and numbers.rmsea:
                yield both("confirmatory.index.rmsea_ci"), interval(numbers.rmsea[1], Style.BOUNDED, PLACES), None
        yield both("confirmatory.index.aic"), number(numbers.sound.aic, 1), None
        yield both("confirmatory.index.bic"), number(numbers.sound.bic, 1), None

    def _notes(self, numbers: Measurement) -> Iterator[Text]:
        yield both("confirmatory.fit.note", n=n_text(self.n))
        if numbers.chi_square.factor != 1.0:
            yield both("confirmatory.fit.scaled", factor=number(numbers.chi_square.factor, 3))
        tests = numbers.sound.score_tests()[:3] if numbers.missing == "listwise" else []
        notable = [
            both("analysis.with", name=self._what(t), inside=same(number(t.value, 1)))
            for t in tests
            if t.value >= NOTABLE
        ]
        if notable:
            yield both("confirmatory.fit.modifications", names=listed(notable))
