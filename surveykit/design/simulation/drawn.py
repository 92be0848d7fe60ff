"""Answers on scales, drawn from what people think: a latent response, cut into the points of the scale."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from surveykit.core.codebook import Construct
from surveykit.core.ordering import derived
from surveykit.core.questionnaire import Questionnaire
from surveykit.design.simulation.cells import Mask, Rows
from surveykit.design.simulation.model import LOADING, MEAN, SPREAD, Model, Table
from surveykit.design.simulation.people import Care, People
from surveykit.design.simulation.ratings import Rated, rated_variables
from surveykit.design.simulation.structure import Floats


class Ratings:
    """Draws answers to the items of constructs, and to every scale for those who do not read."""

    def __init__(self, questionnaire: Questionnaire, model: Model, people: People, seed: int) -> None:
        self.model = model
        self.people = people
        self.random = np.random.default_rng(derived(seed, "ratings"))
        self.rated = rated_variables(questionnaire)
        self.construct_of = _first_construct(questionnaire, self.rated)
        self._cuts = {name: cut_points(model, construct, self.rated[name]) for name, construct in self._items()}

    def _items(self) -> list[tuple[str, Construct]]:
        return list(self.construct_of.items())

    def drawn(self, name: str, rows: Rows) -> tuple[Mask, NDArray[np.intp]]:
        """For these respondents: whose answer is drawn here, and the number of its point (as long as `rows`)."""
        rated = self.rated[name]
        count, care = len(rated.points), self.people.care[rows]
        if name in self.construct_of:
            mine, at = np.ones(len(rows), dtype=bool), self._meant(name, rows)
        else:
            mine, at = np.zeros(len(rows), dtype=bool), np.zeros(len(rows), dtype=np.intp)
        if rated.on_scale:
            straight, wild = care == Care.STRAIGHT, care == Care.RANDOM
            at[straight] = np.minimum(self.people.column[rows[straight]] * count, count - 1).astype(np.intp)
            at[wild] = self.random.integers(count, size=int(wild.sum()))
            mine |= straight | wild
        return mine, at

    def _meant(self, name: str, rows: Rows) -> NDArray[np.intp]:
        construct = self.construct_of[name]
        loading = _own(self.model.loadings, name, construct.id, LOADING)
        thought = self.people.latent[rows, self.people.constructs.index(construct.id)]
        response = loading * thought + np.sqrt(1 - loading**2) * self.random.standard_normal(len(rows))
        at: NDArray[np.intp] = np.searchsorted(self._cuts[name], response).astype(np.intp)
        return len(self.rated[name].points) - 1 - at if name in construct.reverse else at


def cut_points(model: Model, construct: Construct, rated: Rated) -> Floats:
    """Where the latent response passes from one point to the next: one fewer than the points.

    Point j of k (0, 1, ...) stands at j / (k - 1) of the scale's length, and a response goes to the nearest.

    >>> three = Rated("q", (1, 2, 3), True, False)
    >>> cut_points(Model(means={"q": 0.5}, spreads={"q": 0.25}), Construct("c", "quality", {}, ("q",)), three).tolist()
    [-1.0, 1.0]
    """
    if rated.name in model.thresholds:
        return np.array(model.thresholds[rated.name])
    points = len(rated.points)
    mean = _own(model.means, rated.name, construct.id, MEAN)
    spread = _own(model.spreads, rated.name, construct.id, SPREAD)
    return ((np.arange(1, points) - 0.5) / (points - 1) - mean) / spread


def _own(table: Table, item: str, construct: str, usual: float) -> float:
    return table.get(item, table.get(construct, usual))


def _first_construct(questionnaire: Questionnaire, rated: Mapping[str, Rated]) -> dict[str, Construct]:
    """The construct that each of its items is drawn from: the first that names it."""
    found: dict[str, Construct] = {}
    for construct in questionnaire.constructs:
        for name in construct.items:
            if name in rated:
                found.setdefault(name, construct)
    return found
