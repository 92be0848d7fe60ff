"""A page rendered once: fixed text with slots, and what is personal filled in at each request.

Rendering 150 radio buttons anew is most of the work of a plain survey server. So a template runs once per
questionnaire version and language. Where something personal belongs, it writes a slot:
`<input value="4"{{ slot.checked("rs_1", "4") }}>`. A request only joins strings.
"""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from jinja2 import Template
from markupsafe import Markup


@dataclass(frozen=True)
class Slot:
    """A place to fill: the name of a method of the filling, and its arguments."""

    name: str
    arguments: tuple[str, ...]


class Slots:
    """What a template writes slots with: every public method of the filling's class is one.

    Each slot leaves a marker that begins with 128 random bits, so that no text of an author can pass for one.
    """

    def __init__(self, filling: type) -> None:
        self._filling = filling
        self._mark = secrets.token_hex(16)
        self._written: list[Slot] = []

    def __getattr__(self, name: str) -> Callable[..., Markup]:
        if name.startswith("_") or not callable(getattr(self._filling, name, None)):
            raise AttributeError(name)
        return lambda *arguments: self._write(Slot(name, tuple(str(a) for a in arguments)))

    def _write(self, slot: Slot) -> Markup:
        self._written.append(slot)
        return Markup(f"{self._mark}:{len(self._written) - 1};")  # noqa: S704 - hexadecimal digits and a number

    def split(self, rendered: str) -> tuple[str | Slot, ...]:
        """The rendered text, cut at its markers."""
        cut = re.split(rf"{self._mark}:(\d+);", rendered)
        return tuple(self._written[int(part)] if at % 2 else part for at, part in enumerate(cut))


@dataclass(frozen=True)
class Skeleton:
    """Fixed text and slots in turn."""

    parts: tuple[str | Slot, ...]

    @classmethod
    def render(cls, template: Template, filling: type, **context: object) -> "Skeleton":
        """Run the template once, with `slot` beside its context."""
        slots = Slots(filling)
        return cls(slots.split(template.render(slot=slots, **context)))

    def fill(self, filling: object) -> str:
        """The whole text. Every method of the filling returns text that is already escaped."""
        return "".join(
            [part if isinstance(part, str) else getattr(filling, part.name)(*part.arguments) for part in self.parts]
        )

    def fields(self, name: str) -> frozenset[str]:
        """The first arguments of all slots of one name: the fields that have a place for an error, say."""
        return frozenset(part.arguments[0] for part in self.parts if isinstance(part, Slot) and part.name == name)
