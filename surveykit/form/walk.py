"""The way through the sections: which are asked, which comes next, and what is still open."""

from collections.abc import Iterator

from surveykit.core.codebook import Answers
from surveykit.core.item import Item
from surveykit.core.questionnaire import Questionnaire, Section
from surveykit.errors import AnswerError, Problem

Asked = dict[str, bool]


def relevant(questionnaire: Questionnaire, asked: Asked) -> list[Section]:
    """The sections with at least one item that is asked."""
    return [s for s in questionnaire.sections if any(asked[item.id] for item in s.items)]


def neighbour(questionnaire: Questionnaire, asked: Asked, section: Section, step: int) -> Section | None:
    """The next (step 1) or previous (step -1) section with anything to ask."""
    at = questionnaire.sections.index(section)
    rest = questionnaire.sections[at + 1 :] if step > 0 else tuple(reversed(questionnaire.sections[:at]))
    return next((s for s in rest if any(asked[item.id] for item in s.items)), None)


def unseen(section: Section, asked: Asked, answers: Answers) -> list[Item]:
    """The items that are asked but were never posted: a posted one has an entry in every variable, if only a blank."""
    return [item for item in section.items if asked[item.id] and not all(v.name in answers for v in item.variables())]


def gaps(section: Section, asked: Asked, answers: Answers) -> Iterator[tuple[Item, Problem]]:
    """What the items have against the answers as stored."""
    for item in section.items:
        if asked[item.id]:
            try:
                item.parse(item.fields_of(answers))
            except AnswerError as error:
                yield from ((item, problem) for problem in error.problems)


def first_open(questionnaire: Questionnaire, answers: Answers) -> Section | None:
    """The first section that is not yet answered as it must be."""
    asked = questionnaire.asked(answers)
    for section in relevant(questionnaire, asked):
        if unseen(section, asked, answers) or any(True for _ in gaps(section, asked, answers)):
            return section
    return None


def resume(questionnaire: Questionnaire, answers: Answers) -> Section:
    """Where to go on: the first open section, else the last."""
    last = relevant(questionnaire, questionnaire.asked(answers))[-1]
    return first_open(questionnaire, answers) or last
