"""What simulation tells of a questionnaire: who got what, how long the ways are, and where they end."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from surveykit.core.questionnaire import Questionnaire
from surveykit.design.check.minutes import SILENT, is_talk, size, steps
from surveykit.design.simulation.cells import Rows
from surveykit.design.simulation.structure import Floats
from surveykit.design.simulation.walk import Walk


@dataclass(frozen=True)
class Length:
    """Shortest, median and longest."""

    least: float
    middle: float
    most: float

    @classmethod
    def of(cls, values: Floats) -> "Length | None":
        """None where there is nothing to measure."""
        if not len(values):
            return None
        return cls(float(np.min(values)), float(np.median(values)), float(np.max(values)))


@dataclass(frozen=True)
class Passage:
    """How `n` simulated respondents went through a questionnaire, and how many of them `finished`.

    `screened` counts by section, `stuck` by the item that found no answer which the form takes, `asked` by item.
    `questions` and `minutes` (reading silently, for each language) are those of who finished; None where nobody did.
    """

    n: int
    finished: int
    asked: Mapping[str, int]
    screened: Mapping[str, int] = field(default_factory=dict)
    stuck: Mapping[str, int] = field(default_factory=dict)
    questions: Length | None = None
    minutes: Mapping[str, Length] = field(default_factory=dict)

    @property
    def unreached(self) -> list[str]:
        """The items that nobody was asked."""
        return [id for id, count in self.asked.items() if not count]


def passage(questionnaire: Questionnaire, walk: Walk, finished: Rows) -> Passage:
    """The counts of a walk that has ended."""
    seen = [item for item in questionnaire.items if not item.unseen]
    asked = {item.id: int(walk.asked[item.id].sum()) for item in seen}
    questions: Floats = np.zeros(len(finished))
    for item in seen:
        if questionnaire.variables_of[item.id]:
            questions += walk.asked[item.id][finished]
    languages = () if is_talk(questionnaire) else questionnaire.languages
    timed = {language: _minutes(questionnaire, walk, finished, language) for language in languages}
    return Passage(
        walk.cells.n,
        len(finished),
        asked,
        {id: count for id, count in walk.screened.items() if count},
        dict(walk.stuck),
        Length.of(questions),
        {language: found for language, values in timed.items() if (found := Length.of(values))},
    )


def _minutes(questionnaire: Questionnaire, walk: Walk, rows: Rows, language: str) -> Floats:
    """What each respondent takes (as long as `rows`): reading what is shown, and answering it."""
    pace = SILENT.get(language, SILENT["en"])
    total: Floats = np.full(
        len(rows), sum(size(text, language) for text in (questionnaire.title, questionnaire.intro)) / pace
    )
    for section in questionnaire.sections:
        head, *each = (
            sum(size(text, language) for text in texts) / pace + seconds / 60 for texts, seconds, _ in steps(section)
        )
        seen = [item for item in section.items if not item.unseen]
        somewhere = np.zeros(len(rows), dtype=bool)
        for item, own in zip(seen, each, strict=True):
            asked = walk.asked[item.id][rows]
            somewhere |= asked
            total += own * asked
        total += head * somewhere
    return total
