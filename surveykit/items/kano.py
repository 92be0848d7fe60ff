"""Kano pairs: how one feels about a feature if it is there, and if it is not."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING

from surveykit.core.codebook import Answers, Level, Missing, ResponseScale, Value, Variable
from surveykit.core.finding import Column, Figure, Style, Table
from surveykit.core.item import Item, Part, Posted, Summary, kind
from surveykit.core.language import Text, both, join, same
from surveykit.items.aspects import (
    Aspect,
    aspect_variables,
    label_of,
    name_of,
    parse_aspects,
    posted_aspects,
    random_aspects,
)
from surveykit.items.frequency import FEWEST_FOR_SHARES

if TYPE_CHECKING:
    from surveykit.core.dataset import Dataset

PRESENT, ABSENT = "present", "absent"
REACTIONS = 5
EVALUATION = ("QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ")
"""The category of each pair: row = reaction if present (1 to 5), column = reaction if absent (1 to 5)."""
CATEGORIES = ("A", "O", "M", "I", "R", "Q")


@kind("kano")
@dataclass(frozen=True, kw_only=True)
class Kano(Item):
    """What a feature does to satisfaction: each feature is asked twice, as if it were there and as if it were not.

    Columns `<feature>_present` and `<feature>_absent`, 1 (pleased) to 5 (bothered). The five reactions are our own
    wording; `scale` puts others in their place, in the same order. They are categories to this method, so no mean of
    them is reported. Each pair falls into one of six categories, by this table (the variant of 1993):

    | if present | absent: 1 | 2 | 3 | 4 | 5 |
    |---|---|---|---|---|---|
    | 1 pleased | Q | A | A | A | O |
    | 2 taken for granted | R | I | I | I | M |
    | 3 no difference | R | I | I | I | M |
    | 4 put up with | R | I | I | I | M |
    | 5 bothered | R | R | R | R | Q |

    A attractive, O one-dimensional, M must-be, I indifferent, R reverse, Q questionable (a pair that contradicts
    itself; many of them say that the question was not understood). Better = (A + O) / (A + O + M + I), 0 to 1;
    worse = -(O + M) / (A + O + M + I), -1 to 0. Kano, Seraku, Takahashi and Tsuji (1984), Journal of the Japanese
    Society for Quality Control 14(2); Center for Quality Management Journal 2(4), 1993.

    ```yaml
    - id: offers
      kind: kano
      text: {en: How would you feel about these services?, zh: 对于以下服务，您会有什么感受？}
      features:
        tracking: {en: Following the repair online, zh: 在线查询维修进度}
        loan: {en: A loan device during the repair, zh: 维修期间提供备用机}
    ```
    """

    part_field = "features"
    parts_are_variables = True

    features: Mapping[str, Part]
    scale: ResponseScale | None = None

    def faults(self) -> Iterator[tuple[str, dict[str, object]]]:
        if not self.features:
            yield "no-rows", {}
        if self.scale is not None and list(self.scale.points) != [1, 2, 3, 4, 5]:
            yield "five-reactions", {}
        elif self.scale is not None and (self.scale.missing or None in self.scale.points.values()):
            yield "reactions-in-words", {}

    @property
    def reactions(self) -> ResponseScale:
        """The five reactions, from pleased to bothered."""
        own = {value: both(f"items.reaction_{value}") for value in range(1, REACTIONS + 1)}
        return self.scale or ResponseScale("", own)

    @property
    def groups(self) -> tuple[Aspect, ...]:
        """The two questions about a feature."""
        return tuple(Aspect(name, both(f"items.if_{name}"), self.reactions) for name in (PRESENT, ABSENT))

    def scale_of(self, variable: str) -> ResponseScale | None:
        return self.reactions

    def variables(self) -> tuple[Variable, ...]:
        columns = aspect_variables(self, self.features, self.groups)
        return tuple(replace(v, level=Level.NOMINAL) for v in columns)

    def parse(self, posted: Posted) -> dict[str, Value | Missing]:
        return parse_aspects(self, self.features, self.groups, posted)

    def fields_of(self, answers: Answers) -> dict[str, list[str]]:
        return posted_aspects(self.features, self.groups, answers)

    def summary(self, data: "Dataset") -> Summary:
        judged = [_Judged.of(name, part.label, data) for name, part in self.features.items()]
        columns = (
            Column(both("items.feature")),
            Column(both("items.n_both"), Style.COUNT),
            *(Column(same(c), Style.COUNT) for c in CATEGORIES),
            Column(both("items.kano_most")),
            Column(both("items.kano_better"), Style.BOUNDED),
            Column(both("items.kano_worse"), Style.BOUNDED),
        )
        rows = tuple((j.label, j.n, *j.counts, j.most, j.better, j.worse) for j in judged)
        n = max((j.n for j in judged), default=0)
        return Summary(n, Table(self.text, columns, rows, _notes(judged)), self._figure(judged))

    def _figure(self, judged: "list[_Judged]") -> Figure | None:
        """Better and worse on one axis, feature by feature."""
        rows = [
            {"label": label_of(j.label, both(f"items.kano_{name}")), "value": value}
            for j in judged
            for name, value in (("better", j.better), ("worse", j.worse))
            if value is not None
        ]
        if not rows:
            return None
        shown = {"rows": rows, "axis": both("items.kano_axis"), "range": (-1.0, 1.0), "zero": True, "style": "bounded"}
        low, high = min(j.n for j in judged), max(j.n for j in judged)
        base = both("items.base", n=high) if low == high else both("items.base_range", low=low, high=high)
        return Figure("intervals", self.text, shown, base)

    def random_answer(self, random: Random) -> dict[str, Value | Missing]:
        return random_aspects(self.features, self.groups, random)


def category(present: int, absent: int) -> str:
    """The category of a pair of reactions (1 to 5 each).

    >>> category(1, 5), category(3, 5), category(1, 3), category(5, 1), category(1, 1)
    ('O', 'M', 'A', 'R', 'Q')
    """
    return EVALUATION[present - 1][absent - 1]


@dataclass(frozen=True)
class _Judged:
    """One feature: how many pairs fall into each category, in the order of CATEGORIES."""

    label: Text
    counts: tuple[int, ...]

    @classmethod
    def of(cls, feature: str, label: Text, data: "Dataset") -> "_Judged":
        pairs = data.complete([name_of(feature, PRESENT), name_of(feature, ABSENT)])
        found = Counter(category(int(present), int(absent)) for present, absent in pairs)
        return cls(label, tuple(found[c] for c in CATEGORIES))

    @property
    def n(self) -> int:
        """How many gave both reactions."""
        return sum(self.counts)

    @property
    def most(self) -> Text | None:
        """The most frequent category, or those that share the first place; None where n is too small to say."""
        if self.n < FEWEST_FOR_SHARES:
            return None
        first = [c for c, times in zip(CATEGORIES, self.counts, strict=True) if times == max(self.counts)]
        names = [both(f"items.kano_{c}") for c in first]
        return {language: join(names, language) for language in names[0]}

    @property
    def better(self) -> float | None:
        """How far having the feature adds to satisfaction, 0 to 1; None where too few pairs count."""
        return self._of_those_that_count("AO")

    @property
    def worse(self) -> float | None:
        """How far lacking it takes satisfaction away, -1 to 0; None where too few pairs count."""
        part = self._of_those_that_count("OM")
        return None if part is None else -part

    def _of_those_that_count(self, categories: str) -> float | None:
        by_name = dict(zip(CATEGORIES, self.counts, strict=True))
        base = sum(by_name[c] for c in "AOMI")
        return sum(by_name[c] for c in categories) / base if base >= FEWEST_FOR_SHARES else None


def _notes(judged: list[_Judged]) -> tuple[Text, ...]:
    pairs, odd = sum(j.n for j in judged), sum(j.counts[CATEGORIES.index("Q")] for j in judged)
    table = "; ".join(f"{at}: {' '.join(row)}" for at, row in enumerate(EVALUATION, 1))
    few = (both("items.kano_few", fewest=FEWEST_FOR_SHARES),) if any(j.better is None for j in judged) else ()
    return (
        both("items.kano_letters"),
        both("items.kano_table", table=table),
        both("items.kano_coefficients"),
        both("items.kano_questionable", odd=odd, pairs=pairs),
        *few,
    )
