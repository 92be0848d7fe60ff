"""The way of simulated respondents through a questionnaire: section by section, all of them together.

Conditions are judged in the written order, as for real respondents. A section is answered anew by those who break one
of its hard rules, until they do not or give up.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from surveykit.core.codebook import Missing
from surveykit.core.item import Item
from surveykit.core.ordering import derived
from surveykit.core.questionnaire import Questionnaire, Section
from surveykit.design.simulation.answering import Answering
from surveykit.design.simulation.cells import Cells, Mask, Rows
from surveykit.design.simulation.people import respondent_seed

TRIES = 60
"""So often somebody answers a section anew whose rules the answers break."""


class Walk:
    """n respondents on their way. `asked` says of each item who was shown it; the counts say who did not get further:
    screened out after a section, or stuck at an item for want of an answer that the form takes."""

    def __init__(self, questionnaire: Questionnaire, cells: Cells, answering: Answering, seed: int) -> None:
        self.questionnaire = questionnaire
        self.cells = cells
        self.answering = answering
        self.seed = seed
        self.asked: Mapping[str, Mask] = {item.id: np.zeros(cells.n, dtype=bool) for item in questionnaire.items}
        self.screened: Counter[str] = Counter()
        self.stuck: Counter[str] = Counter()

    def finished(self) -> Rows:
        """Goes through all sections; the respondents who reached the end."""
        going = np.arange(self.cells.n)
        for section in self.questionnaire.sections:
            going = self._section(section, going)
        return going

    def _section(self, section: Section, rows: Rows) -> Rows:
        """Who goes on after a section."""
        shown = self.cells.holds(section.relevant, rows)
        for item in section.items:
            self._not_asked(item, rows[~shown])
        answered, stuck = self._answered(section, rows[shown])
        ended = answered[self._screened(section, answered)]
        self.screened[section.id] += len(ended)
        return np.setdiff1d(rows, np.union1d(stuck, ended), assume_unique=True)

    def _screened(self, section: Section, rows: Rows) -> Mask:
        return (
            np.zeros(len(rows), dtype=bool)
            if section.screen_out is None
            else self.cells.holds(section.screen_out, rows)
        )

    def _answered(self, section: Section, rows: Rows) -> tuple[Rows, Rows]:
        """Those who answered a section as its rules want it, and those who could not."""
        done: list[Rows] = []
        stuck: list[Rows] = []
        for _ in range(TRIES):
            rows = self._once(section, rows, stuck)
            broken = self._broken(section, rows)
            done.append(rows[broken < 0])
            rows, broken = rows[broken >= 0], broken[broken >= 0]
            if not len(rows):
                break
        else:
            for at, count in Counter(broken.tolist()).items():
                self.stuck[section.items[at].id] += count
            stuck.append(rows)
        return np.concatenate(done), np.concatenate([*stuck, np.empty(0, dtype=np.intp)])

    def _once(self, section: Section, rows: Rows, stuck: list[Rows]) -> Rows:
        """Answer a section; returns who found answers to all of it."""
        for item in section.items:
            for variable in self.questionnaire.variables_of[item.id]:
                self.cells.forget(variable.name, rows)
        for item in section.items:
            lost = self._item(item, rows)
            if len(lost):
                self.stuck[item.id] += len(lost)
                stuck.append(lost)
                rows = np.setdiff1d(rows, lost, assume_unique=True)
        return rows

    def _item(self, item: Item, rows: Rows) -> Rows:
        """Ask an item of those who are to get it; returns who found no answer."""
        self._not_asked(item, rows)
        shown = self.cells.holds(item.relevant, rows)
        if item.after is not None:
            shown &= self.asked[item.after][rows]
        lost: list[Rows] = [np.empty(0, dtype=np.intp)]
        for as_shown, own in self._as_shown(item, rows[shown]):
            if item.parts() and not as_shown.parts():
                continue
            self.asked[item.id][own] = True
            lost.append(own[~self.answering.answer(as_shown, own)])
        return np.concatenate(lost)

    def _not_asked(self, item: Item, rows: Rows) -> None:
        self.asked[item.id][rows] = False
        for variable in self.questionnaire.variables_of[item.id]:
            self.cells.fill(variable.name, rows, Missing.NOT_ASKED)

    def _as_shown(self, item: Item, rows: Rows) -> Iterator[tuple[Item, Rows]]:
        """The item with the parts that are shown, and to whom."""
        parts = item.parts()
        draws = type(item).drawn is not Item.drawn
        if not len(rows) or not (draws or any(part.relevant is not None for part in parts.values())):
            yield item, rows
            return
        holds = {name: self.cells.holds(part.relevant, rows) for name, part in parts.items()}
        groups: dict[tuple[str, ...], list[int]] = {}
        for at, row in enumerate(rows.tolist()):
            drawn = item.drawn(derived(respondent_seed(self.seed, row), item.id), row) if draws else tuple(parts)
            groups.setdefault(tuple(name for name in drawn if holds[name][at]), []).append(row)
        for names, own in groups.items():
            yield item.only(names), np.array(own, dtype=np.intp)

    def _broken(self, section: Section, rows: Rows) -> NDArray[np.int64]:
        """The place of the first item of which a respondent breaks a hard rule; -1 where all are kept."""
        first = np.full(len(rows), -1)
        for at, item in enumerate(section.items):
            for rule in item.validate:
                if rule.level == "hard" and not item.unseen:
                    own = self.asked[item.id][rows] & self.cells.breaks(rule.check, rows)
                    first[own & (first < 0)] = at
        return first
