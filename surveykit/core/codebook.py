"""What the columns of the data mean: Variables, ResponseScales, Constructs, and why an answer is missing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from functools import cached_property

from surveykit.core.language import Text


class Level(StrEnum):
    """Level of measurement (Stevens 1946). Text is for open answers and ids."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"
    TEXT = "text"


class Origin(StrEnum):
    """Where the cells of a column come from: a question, the firm's records, or other columns."""

    QUESTION = "question"
    RECORD = "record"
    DERIVED = "derived"


class Missing(Enum):
    """Why there is no answer. The value is the code in every export."""

    NOT_ASKED = -1
    NOT_ANSWERED = -2
    DONT_KNOW = -3
    REFUSED = -4
    NOT_APPLICABLE = -5
    NOT_REACHED = -6

    @property
    def id(self) -> str:
        """The name used in files: not_asked, not_answered, ..."""
        return self.name.lower()

    @classmethod
    def of(cls, name: str) -> "Missing":
        """The reason of that name. Raises KeyError for another word."""
        return cls[name.upper()]


CHOSEN_MISSING = (Missing.NOT_APPLICABLE, Missing.DONT_KNOW, Missing.REFUSED)
"""The reasons that a respondent can choose on the form."""

Value = int | float | str
Answers = Mapping[str, Value | Missing]
"""Variable name -> what was answered, as stored: a number, a text, an option's id, or why it is missing."""


@dataclass(frozen=True)
class ResponseScale:
    """The points that an item is answered on.

    `points` maps each value to its label (None where only the ends are labelled); `missing` maps a reason that
    the respondent may choose (not applicable, don't know, refused) to its label.
    """

    id: str
    points: Mapping[int, Text | None]
    low: Text | None = None
    high: Text | None = None
    missing: Mapping[Missing, Text] = field(default_factory=dict)

    @property
    def minimum(self) -> int:
        """The lowest value."""
        return min(self.points)

    @property
    def maximum(self) -> int:
        """The highest value."""
        return max(self.points)

    def label(self, value: int) -> Text | None:
        """The words for a point: its own label, or the end label at an end."""
        own = self.points.get(value)
        if own is not None:
            return own
        return self.low if value == self.minimum else self.high if value == self.maximum else None

    def labels(self) -> dict[int, Text]:
        """Value labels of the points that have words."""
        return {v: label for v in self.points if (label := self.label(v)) is not None}


@dataclass(frozen=True)
class Variable:
    """One column of the data. `item` is the question that fills it; empty where none does.

    `values` maps a code to its label. `stored` maps what a response stores to the code, where they differ
    (an option's id -> 1, 2, ...). `minimum` and `maximum` bound numbers, both ends included.
    """

    name: str
    item: str
    label: Text
    level: Level
    values: Mapping[int, Text] = field(default_factory=dict)
    stored: Mapping[str, int] = field(default_factory=dict)
    missing: frozenset[Missing] = frozenset()
    unit: Text | None = None
    minimum: float | None = None
    maximum: float | None = None
    decimals: int = 0
    complete: bool = False
    """Whether `values` (or whole numbers from minimum to maximum) are all that can occur."""
    origin: Origin = Origin.QUESTION

    @property
    def numeric(self) -> bool:
        """Whether the column holds numbers."""
        return self.level is not Level.TEXT

    @property
    def holds_reasons(self) -> bool:
        """Whether the codes of reasons (-1 to -6) can stand among its numbers, because none of them can be one."""
        listed = self.complete or bool(self.values)
        return self.numeric and (listed or (self.minimum is not None and self.minimum >= 0))

    @property
    def reasons(self) -> tuple[Missing, ...]:
        """Why an answer can be missing: what befalls any question, and what can be chosen at this one."""
        return tuple(m for m in Missing if m in self.missing or m not in CHOSEN_MISSING)

    @property
    def is_unclear(self) -> bool:
        """Whether -1 to -6 may be numbers or the codes of reasons, because nothing says how low a number can be."""
        return self.numeric and not self.holds_reasons and self.minimum is None

    def coded(self, answer: "Value") -> "Value":
        """What stands in the column for a stored answer: an option's code, else the answer itself."""
        return self.stored[answer] if isinstance(answer, str) and self.numeric else answer


@dataclass(frozen=True)
class Construct:
    """What several items measure together. Its score is the unweighted mean of its items, reversed where stated.

    `minimum_answered` is the share of items (0 to 1) that must be answered for a score; None: the plan's.
    """

    id: str
    role: str
    label: Text
    items: tuple[str, ...]
    reverse: tuple[str, ...] = ()
    definition: Text | None = None
    source: str | None = None
    minimum_answered: float | None = None


ROLES = (
    "image",
    "expectation",
    "quality",
    "value",
    "satisfaction",
    "complaints",
    "loyalty",
    "background",
    "other",
)


@dataclass(frozen=True)
class Codebook:
    """All Variables and Constructs of one questionnaire version."""

    variables: tuple[Variable, ...]
    constructs: tuple[Construct, ...] = ()

    @cached_property
    def by_name(self) -> dict[str, Variable]:
        """Variables by name."""
        return {v.name: v for v in self.variables}

    @cached_property
    def asked(self) -> "Codebook":
        """The same without the variables that no question fills."""
        return Codebook(tuple(v for v in self.variables if v.origin is Origin.QUESTION), self.constructs)

    @cached_property
    def construct_by_id(self) -> dict[str, Construct]:
        """Constructs by id."""
        return {c.id: c for c in self.constructs}

    def construct_of(self, variable: str) -> Construct | None:
        """The construct that a variable belongs to, if any."""
        return next((c for c in self.constructs if variable in c.items), None)

    def label(self, name: str) -> Text:
        """The label of a variable or a construct."""
        return self.by_name[name].label if name in self.by_name else self.construct_by_id[name].label

    def bounds(self, variable: str) -> tuple[float, float]:
        """The lowest and highest value. Raises ValueError where there are none."""
        v = self.by_name[variable]
        if v.minimum is None or v.maximum is None:
            raise ValueError(f"{variable} has no bounds")
        return v.minimum, v.maximum
