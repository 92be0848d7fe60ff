"""Simulated respondents to a questionnaire: along every way that it allows and, with a model, of a known truth.

Whatever they answer is a finding about nobody. Their ids begin with `simulated-`, by which every file, store and report
knows them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from surveykit.core.columns import MemoryColumns
from surveykit.core.dataset import Dataset, Source
from surveykit.core.questionnaire import Questionnaire
from surveykit.core.response import Status, simulated_id
from surveykit.design.simulation.answering import Answering
from surveykit.design.simulation.cells import Cells
from surveykit.design.simulation.drawn import Ratings
from surveykit.design.simulation.model import Blanks, Model
from surveykit.design.simulation.passage import Passage, passage
from surveykit.design.simulation.people import Care, drawn_people
from surveykit.design.simulation.structure import Floats
from surveykit.design.simulation.walk import Walk

BLANK = 0.05
"""The share of the questions that is left blank where no model says otherwise: what is optional is tried both ways."""


@dataclass(frozen=True, eq=False)
class Truth:
    """What the data do not say: how each respondent answered, and what they think (n x k, in standard deviations)."""

    care: NDArray[np.int8]
    constructs: tuple[str, ...]
    latent: Floats

    def columns(self) -> Mapping[str, list[str]]:
        """As a table of texts: `careless`, and a column for each construct."""
        careless = {
            "careless": ["" if kind == Care.CAREFUL else Care(kind).name.lower() for kind in self.care.tolist()]
        }
        scores = {
            f"latent_{name}": [f"{value:.6f}" for value in self.latent[:, at].tolist()]
            for at, name in enumerate(self.constructs)
        }
        return careless | scores


@dataclass(frozen=True, eq=False)
class Simulation:
    """The respondents who got to the end, coded; how all went through; and, of a model, the truth about them."""

    data: Dataset
    passage: Passage
    truth: Truth | None = None


def simulate(questionnaire: Questionnaire, n: int, seed: int = 1, model: Model | None = None) -> Simulation:
    """n respondents who begin. Without a model everything is answered at random, questions left blank here and there.

    The same questionnaire, n, seed and model give the same answers. Who is screened out, or finds no answer that the
    form takes, has no row in the data.

    >>> from surveykit.design.load import parse_questionnaire
    >>> tiny = parse_questionnaire('''
    ... questionnaire: tiny
    ... version: "1"
    ... languages: [en]
    ... title: Speed
    ... sections: [{id: s, title: S, items: [{id: speed, kind: rating, text: How?, scale: {from: 1, to: 5}}]}]
    ... ''')
    >>> done = simulate(tiny, 3, seed=7)
    >>> done.data.respondents, done.passage.finished
    (['simulated-7-1', 'simulated-7-2', 'simulated-7-3'], 3)
    """
    truth = model or Model(missing=Blanks(BLANK))
    people = drawn_people(questionnaire, truth, n, seed)
    cells = Cells(questionnaire.codebook, n)
    ratings = None if model is None else Ratings(questionnaire, model, people, seed)
    walk = Walk(questionnaire, cells, Answering(cells, truth, people, ratings, seed), seed)
    rows = walk.finished()
    ids = [simulated_id(seed, row) for row in rows.tolist()]
    columns = MemoryColumns(ids, cells.columns(questionnaire.codebook, rows))
    data = Dataset(questionnaire, columns, source=Source(statuses={Status.SIMULATED.value: len(ids)})).recorded({})
    known = None if model is None else Truth(people.care[rows], people.constructs, people.latent[rows])
    return Simulation(data, passage(questionnaire, walk, rows), known)
