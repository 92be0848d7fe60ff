"""What is personal on a page: typed values, errors, piped answers. Each public method is a slot of the templates."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from surveykit.core.item import Posted
from surveykit.form.piping import UNKNOWN, InWords, said


@dataclass(frozen=True)
class Filling:
    """The slots that a template can write, as in `{{ slot.checked("rs_1", "4") }}`.

    `fields` are the values to show, `errors` the messages by field, `piped` says an earlier answer in words, and
    `parts` holds what a page frame needs beside them: text that is escaped here, or Markup that is whole. `settled`
    are the items whose answers stay as they were sent.
    """

    fields: Posted = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    piped: InWords = str
    parts: Mapping[str, str] = field(default_factory=dict)
    focus: str = ""
    settled: Collection[str] = ()

    def value(self, name: str) -> str:
        """The typed text of a field."""
        return escape((self.fields.get(name) or [""])[-1])

    def checked(self, name: str, value: str) -> str:
        """` checked` if the field holds the value."""
        return " checked" if value in self.fields.get(name, ()) else ""

    def selected(self, name: str, value: str) -> str:
        """` selected` if the field holds the value."""
        return " selected" if value in self.fields.get(name, ()) else ""

    def error(self, name: str) -> str:
        """The message beside a field, with the id `e-<field>`; nothing if there is none."""
        if name not in self.errors:
            return ""
        return Markup('<p class="error" id="e-{0}">{1}</p>').format(name, self.errors[name])

    def invalid(self, name: str) -> str:
        """` aria-invalid="true"` if the field has an error."""
        return ' aria-invalid="true"' if name in self.errors else ""

    def described(self, name: str, *ids: str) -> str:
        """` aria-describedby` with the ids given and, if there is one, that of the field's error."""
        named = [*ids, *([f"e-{name}"] if name in self.errors else [])]
        return Markup(' aria-describedby="{}"').format(" ".join(named)) if named else ""

    def flag(self, name: str) -> str:
        """` data-error` on what surrounds a field with an error, for the style sheet."""
        return " data-error" if name in self.errors else ""

    def answer(self, name: str, fallback: str = UNKNOWN) -> str:
        """An earlier answer in words, or the fallback."""
        return escape(said(self.piped, name, fallback))

    def part(self, name: str) -> str:
        """A part of the page frame, such as the token."""
        return escape(self.parts.get(name, ""))

    def focused(self, name: str) -> str:
        """` autofocus` on the item that the respondent is led to."""
        return " autofocus" if name == self.focus else ""

    def locked(self, item: str) -> str:
        """` readonly` if the item's answers stay as they were sent."""
        return " readonly" if item in self.settled else ""

    def unless_locked(self, item: str) -> str:
        """` hidden` as long as the item can be answered."""
        return "" if item in self.settled else " hidden"
