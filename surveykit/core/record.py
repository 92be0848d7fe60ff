"""What the firm keeps of the service itself: times, contacts, categories, revenue. Joined to responses by an id."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from surveykit.core.codebook import Level, Missing, Origin, Value, Variable
from surveykit.core.language import Text, both


@dataclass(frozen=True)
class Record:
    """One column of the records. A duration is a number with its unit; texts and days are never analysed."""

    id: str
    label: Text
    kind: Literal["number", "choice", "yes_no", "text", "date"]
    unit: Text | None = None
    minimum: float | None = None
    maximum: float | None = None
    decimals: int = 0
    options: Mapping[str, Text] = field(default_factory=dict)
    sensitive: bool = False

    @property
    def categories(self) -> dict[str, tuple[int, Text]]:
        """Each option with its code and its label: 1, 2, ... of a choice, 0 and 1 of yes or no."""
        if self.kind == "yes_no":
            return {"no": (0, both("records.no")), "yes": (1, both("records.yes"))}
        return {name: (code, label) for code, (name, label) in enumerate(self.options.items(), 1)}

    def variable(self) -> Variable:
        """Its Variable."""
        missing = frozenset({Missing.NOT_ANSWERED})
        if self.kind == "number":
            return Variable(
                self.id,
                "",
                self.label,
                Level.RATIO,
                missing=missing,
                unit=self.unit,
                minimum=self.minimum,
                maximum=self.maximum,
                decimals=self.decimals,
                origin=Origin.RECORD,
            )
        if self.kind in ("text", "date"):
            return Variable(self.id, "", self.label, Level.TEXT, missing=missing, origin=Origin.RECORD)
        return Variable(
            self.id,
            "",
            self.label,
            Level.NOMINAL,
            values=dict(self.categories.values()),
            stored={name: code for name, (code, _) in self.categories.items()},
            missing=missing,
            complete=True,
            origin=Origin.RECORD,
        )


def recorded_cell(variable: Variable, said: Value | Missing) -> Value | Missing | None:
    """What stands in the column for what a record says; None for what the questionnaire no longer knows."""
    if isinstance(said, Missing) or not variable.numeric:
        return said if isinstance(said, Missing) else str(said)
    if variable.stored:
        return variable.stored.get(str(said))
    low, high = variable.minimum, variable.maximum
    fits = not isinstance(said, str) and (low is None or said >= low) and (high is None or said <= high)
    return said if fits else None
