"""How simulated respondents answer one item, together."""

import numpy as np

from surveykit.core.codebook import Answers, Missing, Variable
from surveykit.core.item import Item
from surveykit.core.ordering import derived
from surveykit.design.simulation.cells import Cells, Mask, Rows
from surveykit.design.simulation.drawn import Ratings
from surveykit.design.simulation.model import Model
from surveykit.design.simulation.people import People, respondent_seed
from surveykit.design.simulation.pool import Pool, blank
from surveykit.items.calculated import Calculated


class Answering:
    """Puts answers to an item into cells. Without `ratings` everything is answered at random."""

    def __init__(self, cells: Cells, model: Model, people: People, ratings: Ratings | None, seed: int) -> None:
        self.cells = cells
        self.model = model
        self.people = people
        self.ratings = ratings
        self.pool = Pool(seed)
        self.random = np.random.default_rng(derived(seed, "chance"))
        self.seed = seed
        self.blank_factor = people.factor(model.missing.by)

    def answer(self, item: Item, rows: Rows) -> Mask:
        """Answer an item that these respondents are shown. False for those who find no answer that the form takes."""
        if type(item).computed is not Item.computed and self._compute(item, rows):
            return np.ones(len(rows), dtype=bool)
        found = self._choose(item, rows) if item.id in self.people.chosen else self._draw(item, rows)
        if not item.unseen:
            self._leave_blank(item, rows[found])
        return found

    def _compute(self, item: Item, rows: Rows) -> bool:
        """What nobody answers; False where the item is answered after all."""
        if isinstance(item, Calculated):
            group, lookups = self.cells.groups(item.value.names, rows)
            for at, lookup in enumerate(lookups):
                self._put(item, rows[group == at], item.computed(lookup, 0, 0))
            return True
        for row in rows.tolist():
            known = item.computed(self.cells.lookup(row), derived(respondent_seed(self.seed, row), item.id), row)
            if known is None:
                return False
            self._put(item, np.array([row]), known)
        return True

    def _put(self, item: Item, rows: Rows, answers: Answers) -> None:
        for variable in item.variables():
            self.cells.fill(variable.name, rows, answers.get(variable.name, Missing.NOT_ANSWERED))

    def _choose(self, item: Item, rows: Rows) -> Mask:
        """The option that each belongs to; what is not shown to somebody is answered at random."""
        chosen, done = self.people.chosen[item.id][rows], np.zeros(len(rows), dtype=bool)
        for at, option in enumerate(self.people.options[item.id]):
            own = chosen == at
            answers = self.pool.choosing(item, option) if own.any() and option in item.parts() else []
            if answers:
                self._put(item, rows[own], answers[0])
                done |= own
        done[~done] = self._from_pool(item, rows[~done])
        return done

    def _draw(self, item: Item, rows: Rows) -> Mask:
        """From the model where it speaks of every variable of the item, else at random, with the model laid over it."""
        variables = item.variables()
        ratings = self.ratings
        if ratings is not None and variables and all(v.name in ratings.construct_of for v in variables):
            for v in variables:
                self._rate(ratings, v, rows)
            return np.ones(len(rows), dtype=bool)
        found = self._from_pool(item, rows)
        if ratings is not None:
            for v in variables:
                answered = self.cells.having(v.name, rows[found], Missing.NOT_ASKED, Missing.NOT_ANSWERED)
                self._rate(ratings, v, rows[found][answered])
        return found

    def _from_pool(self, item: Item, rows: Rows) -> Mask:
        if not len(rows):
            return np.empty(0, dtype=bool)
        answers = self.pool.answers(item, len(rows))
        if not answers:
            return np.zeros(len(rows), dtype=bool)
        each = np.arange(len(rows)) if len(answers) == len(rows) else self.random.integers(len(answers), size=len(rows))
        for v in item.variables():
            self.cells.put(v.name, rows, [answer[v.name] for answer in answers], each)
        return np.ones(len(rows), dtype=bool)

    def _rate(self, ratings: Ratings, variable: Variable, rows: Rows) -> None:
        """Put in what the model says; where it says nothing of a variable, what was drawn at random stays."""
        rated = ratings.rated.get(variable.name)
        if rated is None:
            return
        mine, at = ratings.drawn(variable.name, rows)
        self.cells.put(variable.name, rows[mine], rated.points, at[mine])
        if rated.not_applicable and variable.name in ratings.construct_of:
            not_mine = self.random.random(len(rows)) < self.model.not_applicable
            self.cells.fill(variable.name, rows[not_mine], Missing.NOT_APPLICABLE)

    def _leave_blank(self, item: Item, rows: Rows) -> None:
        """Leave questions empty by chance: each rating by itself, the columns of another item together."""
        empty = blank(item)
        if empty is None or item.id in self.model.missing.by:
            return
        variables = item.variables()
        if all(item.scale_of(v.name) is not None for v in variables):
            for v in variables:
                own = rows[self._skipped(rows, v.name, item.id)]
                self.cells.fill(v.name, own, Missing.NOT_ANSWERED)
        else:
            self._put(item, rows[self._skipped(rows, item.id)], empty)

    def _skipped(self, rows: Rows, *names: str) -> Mask:
        share = self.model.missing.of(*names)
        if not share:
            return np.zeros(len(rows), dtype=bool)
        skipped: Mask = self.random.random(len(rows)) < share * self.blank_factor[rows]
        return skipped
