"""Who the simulated respondents are: the options that they choose, and what they think of each construct."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from surveykit.core.item import Item
from surveykit.core.ordering import derived
from surveykit.core.questionnaire import Questionnaire
from surveykit.core.response import IMPORTED_KEY, Response, simulated_id
from surveykit.design.simulation.model import Model
from surveykit.design.simulation.structure import Floats, Structure


class Care(IntEnum):
    """How a respondent answers: as they think, in one column throughout, or anything."""

    CAREFUL = 0
    STRAIGHT = 1
    RANDOM = 2


@dataclass(frozen=True)
class Choice:
    """A question with one option for each respondent. `arms`: which one is drawn for them, and not theirs to choose."""

    item: Item
    options: tuple[str, ...]
    arms: bool


def respondent_seed(seed: int, row: int) -> int:
    """The seed of what the form draws for one respondent."""
    return Response("", IMPORTED_KEY + simulated_id(seed, row), "", "").seed


def choices(questionnaire: Questionnaire) -> dict[str, Choice]:
    """The variables whose options divide people into groups."""
    found: dict[str, Choice] = {}
    for item in questionnaire.items:
        own = [v for v in questionnaire.variables_of[item.id] if v.name == item.id and v.stored]
        for variable in own:
            arms = item.computed(lambda name: None, 0, 0) is not None
            found[variable.name] = Choice(item, tuple(variable.stored), arms)
    return found


@dataclass(frozen=True, eq=False)
class People:
    """n respondents. `latent` has a column for each construct (n x k); `chosen` the number of the option of each choice
    that the model speaks of; `care` how each answers, and `column` where a straight-liner ticks (0 left, 1 right)."""

    constructs: tuple[str, ...]
    latent: Floats
    chosen: Mapping[str, NDArray[np.intp]]
    options: Mapping[str, tuple[str, ...]]
    care: NDArray[np.int8]
    column: Floats

    def factor(self, by: Mapping[str, Mapping[str, float]]) -> Floats:
        """For each respondent the product of what is said of the options that they choose."""
        factors = np.ones(len(self.care))
        for variable, of_option in by.items():
            own = np.array([of_option.get(option, 1.0) for option in self.options[variable]])
            factors *= own[self.chosen[variable]]
        return factors


def drawn_people(questionnaire: Questionnaire, model: Model, n: int, seed: int) -> People:
    """n respondents as the model has them."""
    random = np.random.default_rng(derived(seed, "people"))
    known = choices(questionnaire)
    chosen = {
        name: _options(known[name], model.groups[name].shares if name in model.groups else {}, n, random)
        for name in dict.fromkeys([*model.groups, *model.missing.by])
    }
    options = {name: known[name].options for name in chosen}
    constructs = [construct.id for construct in questionnaire.constructs]
    structure = Structure.of(constructs, model.paths, model.correlations)
    shifts = {name: _shift(model, name, chosen, options, n) for name in constructs}
    latent = structure.drawn(n, shifts, random)
    care = random.choice(
        np.array([kind.value for kind in Care], dtype=np.int8),
        size=n,
        p=[1 - model.careless.straight - model.careless.random, model.careless.straight, model.careless.random],
    )
    return People(structure.names, latent, chosen, options, care, random.random(n))


def _options(choice: Choice, shares: Mapping[str, float], n: int, random: np.random.Generator) -> NDArray[np.intp]:
    """The number of each respondent's option."""
    if choice.arms:
        item, names = choice.item, list(choice.options)
        arms = (item.computed(lambda name: None, 0, number) or {} for number in range(n))
        return np.array([names.index(str(arm[item.id])) for arm in arms], dtype=np.intp)
    weights = [shares.get(option, 0.0) for option in choice.options] if shares else None
    return random.choice(len(choice.options), size=n, p=_summing_to_one(weights)).astype(np.intp)


def _summing_to_one(weights: Sequence[float] | None) -> list[float] | None:
    return None if weights is None else [weight / sum(weights) for weight in weights]


def _shift(
    model: Model, construct: str, chosen: Mapping[str, NDArray[np.intp]], options: Mapping[str, tuple[str, ...]], n: int
) -> Floats:
    """What belonging to groups adds to a construct (n)."""
    total: Floats = np.zeros(n)
    for name, group in model.groups.items():
        own = np.array([group.shifts.get(option, {}).get(construct, 0.0) for option in options[name]])
        total += own[chosen[name]]
    return total
