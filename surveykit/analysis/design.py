"""The columns of a model: an outcome and its predictors, categories as dummy variables, read in blocks of rows.

A nominal variable becomes one column of 0 and 1 for each of its levels but the most frequent, which the others are
compared with. Whoever computes gets blocks and may ask for them again; all rows stand in memory only on request.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from surveykit.analysis.disclosure import small
from surveykit.analysis.words import called
from surveykit.core.codebook import Codebook, Level
from surveykit.core.dataset import Dataset
from surveykit.core.document import did_you_mean
from surveykit.core.finding import Of
from surveykit.core.language import Text, both, same
from surveykit.core.moments import Moments
from surveykit.core.numbers import count

Floats = NDArray[np.float64]
INTERCEPT = "(intercept)"
MOST_LEVELS = 6
"""A nominal variable with more levels is not taken as a predictor."""
Fault = tuple[str, dict[str, object]]


@dataclass(frozen=True)
class Term:
    """One column of a design: a predictor, or one level of a nominal predictor against its reference level."""

    predictor: str
    level: int | None = None
    reference: int | None = None

    @property
    def id(self) -> str:
        """A name for the column."""
        return self.predictor if self.level is None else f"{self.predictor}={self.level}"


@dataclass(frozen=True, eq=False)
class Design:
    """The columns of one model, and their names in words."""

    dataset: Dataset
    outcome: str
    predictors: tuple[str, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The outcome and the predictors."""
        return (self.outcome, *self.predictors)

    @cached_property
    def _levels(self) -> dict[str, dict[int, int]]:
        """Level -> how many, of the nominal predictors among the complete rows, the most frequent first."""
        at = {p: 1 + i for i, p in enumerate(self.predictors) if is_nominal(self.dataset.codebook, p)}
        counted: dict[str, dict[int, int]] = {p: {} for p in at}
        for block in self.dataset.blocks(self.ids) if at else ():
            for p, column in at.items():
                for level, times in zip(*np.unique(block[:, column], return_counts=True), strict=True):
                    counted[p][int(level)] = counted[p].get(int(level), 0) + int(times)
        return {p: dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))) for p, found in counted.items()}

    @property
    def sparse(self) -> tuple[str, ...]:
        """The nominal predictors from the background of which so few gave an answer that they could be recognised."""
        about = self.dataset.questionnaire.background
        return tuple(p for p, found in self._levels.items() if p in about and any(map(small, found.values())))

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The columns after the outcome's. A nominal predictor with a single level gives a column of ones."""
        found: list[Term] = []
        for p in self.predictors:
            if p not in self._levels:
                found.append(Term(p))
                continue
            levels = list(self._levels[p]) or [0]
            found += [Term(p, level, levels[0]) for level in sorted(levels[1:])] or [Term(p, levels[0], levels[0])]
        return tuple(found)

    @property
    def names(self) -> tuple[str, ...]:
        """A name for every column, the outcome's first."""
        return (self.outcome, *(t.id for t in self.terms))

    def blocks(self) -> Iterator[NDArray[Any]]:
        """Blocks of complete rows: the outcome, then one column for each term."""
        if not self._levels:
            yield from self.dataset.blocks(self.ids)
            return
        at = {p: 1 + i for i, p in enumerate(self.predictors)}
        for block in self.dataset.blocks(self.ids):
            columns = [block[:, 0]]
            for term in self.terms:
                column = block[:, at[term.predictor]]
                columns.append(column if term.level is None else (column == term.level).astype(np.float64))
            yield np.column_stack(columns)

    @property
    def summed(self) -> Moments | None:
        """The moments of the columns, where these are the dataset's own."""
        return None if self._levels else self.dataset.moments(self.ids)

    @cached_property
    def rows(self) -> Floats:
        """All complete rows, sorted, so that what is drawn or split by chance does not depend on their order."""
        table = np.concatenate([np.empty((0, 1 + len(self.terms))), *self.blocks()])
        return np.asarray(table[np.lexsort(table.T[::-1])], dtype=np.float64)

    def of(self, term: Term) -> Of:
        """What an estimate of a term is of."""
        of = {"outcome": self.outcome, "predictor": term.predictor}
        return of if term.level is None else {**of, "level": str(term.level)}

    @property
    def intercept(self) -> Of:
        """What an estimate of the intercept is of."""
        return {"outcome": self.outcome, "predictor": INTERCEPT}

    @property
    def objects(self) -> list[Of]:
        """What the coefficients are of: the intercept, then each term."""
        return [self.intercept, *(self.of(term) for term in self.terms)]

    def label(self, term: Term) -> Text:
        """A term in a table or figure."""
        label = self.dataset.codebook.label(term.predictor)
        return label if term.level is None else both("regression.level", label=label, level=self._said(term, "level"))

    def name(self, term: Term) -> Text:
        """A term inside a sentence."""
        if term.level is None:
            return called(self.dataset.codebook, term.predictor)
        return both("analysis.quoted", text=self.label(term))

    def against(self, term: Term) -> Text | None:
        """The level that a category is compared with, inside a sentence."""
        return None if term.level is None else both("analysis.quoted", text=self._said(term, "reference"))

    def _said(self, term: Term, which: str) -> Text:
        value = getattr(term, which)
        return self.dataset.variable(term.predictor).values.get(value) or same(count(value))

    def notes(self) -> Iterator[Text]:
        """Which level each nominal predictor is compared with."""
        firsts = {t.predictor: t for t in reversed(self.terms) if t.reference is not None}
        for p, term in firsts.items():
            n = count(self._levels[p].get(term.reference or 0, 0))
            label = self.dataset.codebook.label(p)
            yield both("regression.reference", label=label, level=self._said(term, "reference"), n=n)


def is_nominal(codebook: Codebook, id: str) -> bool:
    """Whether an id names a variable whose values are categories without an order."""
    return id in codebook.by_name and codebook.by_name[id].level is Level.NOMINAL


def measured(codebook: Codebook, id: str) -> bool:
    """Whether an id names a construct, or a variable with an order of its values."""
    return id in codebook.construct_by_id or codebook.by_name[id].level not in (Level.NOMINAL, Level.TEXT)


def unknown(codebook: Codebook, names: Iterable[str]) -> Iterator[Fault]:
    """The names that neither a construct nor a variable has."""
    known = [*codebook.construct_by_id, *codebook.by_name]
    for name in names:
        if name not in known:
            yield "analysis-unknown-name", {"name": name, "hint": did_you_mean(name, known)}


def predictor_faults(codebook: Codebook, outcome: str, predictors: Sequence[str]) -> Iterator[Fault]:
    """What is wrong with the predictors of a model."""
    yield from unknown(codebook, predictors)
    for name in predictors:
        variable = codebook.by_name.get(name)
        if variable is None or name in codebook.construct_by_id:
            continue
        if variable.level is Level.TEXT:
            yield "analysis-not-numeric", {"name": name}
        elif variable.level is Level.NOMINAL and len(variable.values) > MOST_LEVELS:
            yield "analysis-many-levels", {"name": name, "most": MOST_LEVELS, "levels": len(variable.values)}
    if not predictors:
        yield "analysis-no-predictors", {"outcome": outcome}
    for name in sorted({p for p in predictors if list(predictors).count(p) > 1}):
        yield "analysis-predictor-twice", {"name": name}
    if outcome in predictors:
        yield "analysis-outcome-as-predictor", {"name": outcome}


def outcome_faults(codebook: Codebook, outcome: str) -> Iterator[Fault]:
    """What is wrong with the outcome of a linear model."""
    yield from unknown(codebook, (outcome,))
    if outcome in codebook.by_name and outcome not in codebook.construct_by_id and not measured(codebook, outcome):
        yield "analysis-not-numeric", {"name": outcome}
