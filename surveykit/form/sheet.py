"""What one page posted: answers, problems, and which questions it showed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from surveykit.core.codebook import Answers, Missing, Value
from surveykit.core.item import Item, Posted
from surveykit.core.questionnaire import Section
from surveykit.errors import AnswerError, Problem

BLANK = (None, Missing.NOT_ANSWERED, Missing.NOT_ASKED)


@dataclass(frozen=True)
class Sheet:
    """The posted fields, read. `values` holds what can be taken, `problems` what cannot, by item id.

    `shown` are the items that the page says it showed. It is the browser's word: it only decides whether a
    question has yet to be shown, never whether an answer is valid.
    """

    section: Section
    posted: Posted
    shown: frozenset[str]
    values: Mapping[str, Value | Missing]
    problems: Mapping[str, tuple[Problem, ...]]

    def changes(self, answers: Answers) -> dict[str, Value | Missing]:
        """The values that differ from these answers. What is locked stays as it was sent."""
        locked = [item for item in self.section.items if item.locked and item.sent(answers)]
        kept = {v.name for item in locked for v in item.variables()}
        new = {name: v for name, v in self.values.items() if name not in answers or answers[name] != v}
        return {name: v for name, v in new.items() if name not in kept}

    def overwrites(self, answers: Answers) -> list[str]:
        """The variables where a given answer would be replaced or blanked."""
        return [name for name in self.changes(answers) if answers.get(name) not in BLANK]

    def fields(self, answers: Answers) -> dict[str, list[str]]:
        """The page as typed; items that it did not show as stored."""
        stored = [item.fields_of(answers) for item in self.section.items if item.id not in self.shown]
        return {field: values for fields in [*stored, self.posted] for field, values in fields.items()}


def read(section: Section, posted: Posted, carried: Iterable[Item] = ()) -> Sheet:
    """Read a posted page. Nothing is raised: what an item refuses stands in `problems`.

    `carried` are the hidden items whose values came with the link.
    """
    said = set(" ".join(posted.get("shown", [])).split())
    shown = [item for item in section.items if item.id in said]
    leaving = posted.get("go", ["next"])[-1] != "next"
    values: dict[str, Value | Missing] = {}
    for item in carried:
        values |= {name: v for name, v in item.parse(posted).items() if v not in BLANK}
    problems = {}
    for item in shown:
        taken, refused = _read_item(item, posted)
        if item.locked and leaving:  # not sent yet: another language, or a page before
            taken = {name: value for name, value in taken.items() if value not in BLANK}
        values.update(taken)
        if refused:
            problems[item.id] = refused
    return Sheet(section, posted, frozenset(item.id for item in shown), values, problems)


def _read_item(item: Item, posted: Posted) -> tuple[dict[str, Value | Missing], tuple[Problem, ...]]:
    try:
        return item.parse(posted), ()
    except AnswerError as error:
        return _valid_part(item, posted, error), error.problems


def _valid_part(item: Item, posted: Posted, error: AnswerError) -> dict[str, Value | Missing]:
    """What can be taken of an item in spite of its problems, such as the answered rows of a required matrix.

    A blank is not taken: it may stand for something that could not be read.
    """
    faulty = {problem.place.field for problem in error.problems}
    rest = {field: values for field, values in posted.items() if field not in faulty}
    try:
        values = item.optional().parse(rest)
    except AnswerError:
        return {}
    return {name: value for name, value in values.items() if value not in BLANK}
