"""What a foreign column could be: a variable of the questionnaire, and all that it may be called there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from surveykit.core.codebook import Variable
from surveykit.core.item import Item
from surveykit.core.language import Text
from surveykit.core.questionnaire import Questionnaire
from surveykit.interchange.readings import CellReader


@dataclass(frozen=True)
class Target:
    """A variable. `texts` are its label and its question, in every language."""

    variable: Variable
    item: Item
    texts: Sequence[str]
    coded: bool = True

    @property
    def name(self) -> str:
        return self.variable.name

    @cached_property
    def reader(self) -> CellReader:
        """What a cell may say."""
        return CellReader(self.item, self.variable, self.coded)

    @property
    def ticked(self) -> bool:
        """Whether it says of one choice whether it was made."""
        return not self.variable.stored and set(self.variable.values) == {0, 1} and self.variable.complete

    @cached_property
    def part(self) -> str:
        """The option that it is about, if it is about one."""
        name = self.name.removeprefix(f"{self.item.id}_")
        return name if name in self.item.parts() else ""


def targets(questionnaire: Questionnaire) -> list[Target]:
    """Every variable that a file could hold."""
    return [
        Target(v, item, _texts(v, item, len(variables)))
        for item in questionnaire.items
        for variables in [questionnaire.variables_of[item.id]]
        for v in variables
    ]


def _texts(variable: Variable, item: Item, count: int) -> list[str]:
    own = list(variable.label.values())
    if count == 1:
        return list(dict.fromkeys([*own, *item.text.values()]))
    return list(dict.fromkeys([*own, *_joined(item.text, variable.label)]))


def _joined(question: Text, part: Text) -> list[str]:
    """The question with its part, as exports put them together."""
    return [f"{words} {part[language]}" for language, words in question.items() if language in part]


@dataclass(frozen=True)
class Choices:
    """A question of which a column may list all that was chosen. `words` are by what a cell may say: the variable."""

    item: Item
    targets: Sequence[Target]

    @cached_property
    def words(self) -> Mapping[str, str]:
        """An option's id or label -> its variable."""
        found: dict[str, str] = {}
        for target in self.targets:
            part = self.item.parts()[target.part]
            found |= dict.fromkeys((target.part, *(label.strip() for label in part.label.values())), target.name)
        return found


def choices_of(found: Sequence[Target]) -> list[Choices]:
    """The questions that take any number of choices."""
    by_item: dict[str, list[Target]] = {}
    for target in found:
        if target.ticked and target.part:
            by_item.setdefault(target.item.id, []).append(target)
    return [Choices(own[0].item, own) for own in by_item.values()]
