"""The way through the sections: which comes next, what is still open, and what an answer breaks."""

from collections.abc import Iterator

from surveykit.core.codebook import Answers
from surveykit.core.item import Item, Validation
from surveykit.core.questionnaire import Route, Section
from surveykit.errors import AnswerError, Place, Problem


def neighbour(route: Route, section: Section, step: int) -> Section | None:
    """The next (step 1) or previous (step -1) section with anything to ask."""
    at = [s.id for s in route.sections].index(section.id)
    rest = route.sections[at + 1 :] if step > 0 else tuple(reversed(route.sections[:at]))
    return next((s for s in rest if route.items(s)), None)


def unseen(route: Route, section: Section, answers: Answers) -> list[Item]:
    """The items that are asked but were never posted."""
    return [item for item in route.items(section) if not item.sent(answers)]


def gaps(route: Route, section: Section, answers: Answers) -> Iterator[tuple[Item, Problem]]:
    """What the items have against the answers as stored."""
    for item in route.items(section):
        try:
            item.parse(item.fields_of(answers))
        except AnswerError as error:
            yield from ((item, problem) for problem in error.problems)
    yield from refusals(route, section)


def refusals(route: Route, section: Section) -> Iterator[tuple[Item, Problem]]:
    """The hard rules that the answers break."""
    for item, rule in broken(route, section, "hard"):
        yield item, Problem("answer-invalid", Place(field=item.id), {"item": item.text, "message": rule.message})


def broken(route: Route, section: Section, level: str) -> Iterator[tuple[Item, Validation]]:
    """The rules of one level that the answers are known to break."""
    for item in route.items(section):
        for rule in item.validate:
            if rule.level == level and rule.check.value(route.settled.get) is False:
                yield item, rule


def first_open(route: Route, answers: Answers) -> Section | None:
    """The first section that is not yet answered as it must be."""
    for section in route.pages:
        if unseen(route, section, answers) or any(True for _ in gaps(route, section, answers)):
            return section
    return None


def resume(route: Route, answers: Answers) -> Section:
    """Where to go on: the first open section, else the last."""
    return first_open(route, answers) or route.pages[-1]
