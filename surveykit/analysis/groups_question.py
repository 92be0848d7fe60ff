"""What the questions about one outcome by one variable have in common: the groups, what is needed, the cautions."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import scipy

from surveykit.analysis.analysis import Question
from surveykit.analysis.disclosure import unnamed
from surveykit.analysis.gates import GATES, limit
from surveykit.analysis.grouping import Comparison, Family, Grouping
from surveykit.analysis.keying import keying_caution
from surveykit.analysis.statistics.formulas import LEVEL
from surveykit.analysis.statistics.many_samples import Pair
from surveykit.analysis.words import called, listed, n_text, name_of, quoted
from surveykit.core.finding import (
    Caution,
    Excluded,
    Method,
)
from surveykit.core.language import Text, both
from surveykit.core.numbers import count

FEWEST_ITEMS = 3
"""From so many items on it can be looked at whether a construct is measured alike in groups."""


@dataclass(frozen=True, eq=False)
class GroupQuestion(Question[Comparison]):
    """What the questions on one outcome by one variable share."""

    grouping: Grouping
    family: Family
    declared: bool
    alone: bool

    analysis = "groups"

    @property
    def id(self) -> str:
        return f"groups.{self.grouping.by}.{self.grouping.outcome}"

    def say(self, name: str, **values: object) -> Text:
        """A message of this analysis, which may name the outcome, the variable and how many are compared."""
        codebook = self.dataset.codebook
        fixed = {"by": called(codebook, self.grouping.by), "outcome": called(codebook, self.grouping.outcome)}
        return both(f"groups.{name}", **fixed, n=n_text(self.n), **values)

    def ask(self, name: str) -> Text:
        """A question, which also gives the wording of what the sentences call by its name."""
        codebook = self.dataset.codebook
        by, outcome = name_of(codebook, self.grouping.by), name_of(codebook, self.grouping.outcome)
        return both(f"groups.{name}", by=by, outcome=outcome)

    @property
    def of(self) -> dict[str, str | tuple[str, ...]]:
        """What the figures are of."""
        return {"outcome": self.grouping.outcome, "by": self.grouping.by}

    def pair_of(self, pair: tuple[int, int]) -> dict[str, str | tuple[str, ...]]:
        """What the figures of two groups are of."""
        first, second = (self.grouping.levels[at].id for at in pair)
        return {**self.of, "pair": (first, second)}

    def group(self, at: int) -> Text:
        """A group inside a sentence."""
        return quoted(self.grouping.levels[at].label)

    @property
    def n(self) -> int:
        return self.grouping.n

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        left = self.dataset.n - self.n
        if self.grouping.enough and self.grouping.dropped and left:
            return (Excluded(both("groups.excluded"), left),)
        named = self.dataset.excluded((self.grouping.by, self.grouping.outcome))
        return unnamed(named) if self.grouping.by in self.dataset.questionnaire.background else named

    def needs(self) -> Iterator[Caution]:
        codebook = self.dataset.codebook
        names = {"outcome": called(codebook, self.grouping.outcome), "by": called(codebook, self.grouping.by)}
        if self.grouping.gives_away:
            yield GATES["CELL_LT5"].caution("groups", **names)
        elif not self.grouping.enough:
            yield GATES["SMALL_N"].caution("groups", **names)
        elif self.grouping.constant:
            yield GATES["NO_VARIANCE"].caution("groups", **names)
        elif self.grouping.flat:
            groups = listed([quoted(level.label) for level in self.grouping.flat])
            yield GATES["NO_VARIANCE"].caution("group", groups=groups, **names)

    def estimate(self) -> Comparison:
        assert self.grouping.comparison is not None  # `needs` has seen to it
        return self.grouping.comparison

    @cached_property
    def differs(self) -> bool:
        """Whether the data show that the means differ: by the p that counts."""
        return self.family.p(self.grouping) < limit("NONSIG", "level")

    def cautions(self) -> Iterator[Caution]:
        """What holds for every answer."""
        least = int(self.grouping.samples.n.min())
        if least < limit("LOW_BASE", "enough"):
            yield GATES["LOW_BASE"].caution("group", n=count(least))
        if not self.declared:
            yield GATES["EXPLORATORY"].caution()
        yield from keying_caution(self.dataset, (self.grouping.outcome,))
        construct = self.dataset.codebook.construct_by_id.get(self.grouping.outcome)
        if construct is not None and len(construct.items) >= FEWEST_ITEMS:
            yield GATES["NOT_INVARIANT"].caution("unchecked", name=name_of(self.dataset.codebook, construct.id))

    def method(self) -> Method:
        return self._method("method" if self._two else "method.many")

    @property
    def _two(self) -> bool:
        return len(self.grouping.levels) < 3

    def _method(self, name: str) -> Method:
        options: dict[str, object] = {"level": LEVEL, "correction": self.family.correction}
        if self.family.bound is not None:
            options |= {"bounds": self.family.bound, "bounds_in": "sd" if self.family.in_sd else "raw"}
        return Method(both(f"groups.{name}"), "SciPy", scipy.__version__, options)


def settles(pair: Pair) -> bool:
    """Whether the data tell which of two groups is higher, all pairs taken together (Games and Howell)."""
    return pair.games_howell_p < limit("NONSIG", "level") and not pair.games_howell[0] <= 0 <= pair.games_howell[1]
