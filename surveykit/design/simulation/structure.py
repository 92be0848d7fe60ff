"""How latent variables hang together: a recursive path model of standardised coefficients (Wright, 1934)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Paths = Mapping[str, Mapping[str, float]]
"""Outcome -> predictor -> standardised coefficient."""
SMALLEST = 1e-9
"""An eigenvalue or a variance below this is none."""


class StructureError(Exception):
    """A path model that cannot be: the problem's code, the outcome (or predictor) it is about, and what it names."""

    def __init__(self, code: str, name: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.name = name
        self.values = values


def causal_order(names: Sequence[str], paths: Paths) -> tuple[str, ...]:
    """The names so that each stands after its predictors; ties as they come. Raises StructureError for a circle.

    >>> causal_order(["loyalty", "quality", "value"], {"loyalty": {"value": 0.5}, "value": {"quality": 0.6}})
    ('quality', 'value', 'loyalty')
    """
    order: list[str] = []
    waiting = list(names)
    while waiting:
        ready = [name for name in waiting if set(paths.get(name, ())) <= set(order)]
        if not ready:
            circle = [name for name in waiting if set(paths.get(name, ())) & set(waiting)]
            raise StructureError("simulation-circle", circle[0], names=tuple(circle))
        order += ready
        waiting = [name for name in waiting if name not in ready]
    return tuple(order)


@dataclass(frozen=True, eq=False)
class Structure:
    """Latent variables of unit variance, in causal order (k of them).

    `paths` are standardised coefficients, `correlations` those among the variables that nothing leads to (0 where
    none is stated). A group's shift is added to the variable itself and goes on along the paths.
    """

    names: tuple[str, ...]
    paths: Paths
    correlations: Paths

    @classmethod
    def of(cls, names: Sequence[str], paths: Paths, correlations: Paths) -> "Structure":
        """Raises StructureError for a circle, impossible correlations, and an outcome of more than its variance."""
        built = cls(causal_order(names, paths), paths, correlations)
        free = [at for at, name in enumerate(built.names) if not paths.get(name)]
        among = built.implied[np.ix_(free, free)]
        if free and np.linalg.eigvalsh(among).min() < SMALLEST:
            raise StructureError("simulation-correlations", next(iter(correlations)))
        for name in paths:
            share = built.explained(name)
            if share > 1 + SMALLEST:
                raise StructureError("simulation-explained", name, id=name, share=share)
        return built

    @cached_property
    def implied(self) -> Floats:
        """The correlations that the model implies (k x k), row and column in causal order (the tracing rule)."""
        at = {name: place for place, name in enumerate(self.names)}
        matrix = np.eye(len(self.names))
        for first, others in self.correlations.items():
            for second, r in others.items():
                matrix[at[first], at[second]] = matrix[at[second], at[first]] = r
        for place, name in enumerate(self.names):
            coefficients = self.paths.get(name, {})
            if coefficients:
                row = sum(b * matrix[at[p], :place] for p, b in coefficients.items())
                matrix[place, :place] = matrix[:place, place] = row
        return matrix

    def explained(self, name: str) -> float:
        """R squared of an outcome: the sum of its coefficients times the correlations that they go with."""
        at = {other: place for place, other in enumerate(self.names)}
        return float(sum(b * self.implied[at[name], at[p]] for p, b in self.paths.get(name, {}).items()))

    def drawn(self, n: int, shifts: Mapping[str, Floats], random: np.random.Generator) -> Floats:
        """n respondents (n x k), normally distributed; `shifts` are added (n each)."""
        noise = random.standard_normal((n, len(self.names)))
        free = [at for at, name in enumerate(self.names) if not self.paths.get(name)]
        at = {name: place for place, name in enumerate(self.names)}
        values = np.empty_like(noise)
        if free:
            values[:, free] = noise[:, free] @ np.linalg.cholesky(self.implied[np.ix_(free, free)]).T
        for place, name in enumerate(self.names):
            coefficients = self.paths.get(name, {})
            if coefficients:
                rest = np.sqrt(max(0.0, 1 - self.explained(name)))
                values[:, place] = rest * noise[:, place]
                for predictor, b in coefficients.items():
                    values[:, place] += b * values[:, at[predictor]]
            if name in shifts:
                values[:, place] += shifts[name]
        return values
