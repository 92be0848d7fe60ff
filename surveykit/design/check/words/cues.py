"""Cues of a fault, and what is allowed although it looks like one."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import re2

BLANK = "\u2420"
"""Stands for every character of what is allowed: no letter, no blank, no sign that a cue could be."""


@dataclass(frozen=True)
class Cues:
    """The patterns of one rule in one language."""

    cues: tuple[str, ...]
    allowed: tuple[str, ...] = ()
    also: tuple[Callable[[str], str], ...] = ()
    """What takes out more of the allowed than a pattern can."""

    @cached_property
    def _cue(self) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{cue})" for cue in self.cues), re.IGNORECASE)

    @cached_property
    def _allowed(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(pattern, re.IGNORECASE) for pattern in self.allowed)

    def masked(self, text: str) -> str:
        """The text with blanks for what is allowed."""
        for take_out in self.also:
            text = take_out(text)
        for pattern in self._allowed:
            text = pattern.sub(lambda found: BLANK * len(found[0]), text)
        return text

    def joined(self, other: "Cues") -> "Cues":
        """The patterns of both."""
        return Cues(self.cues + other.cues, self.allowed + other.allowed, self.also + other.also)

    def find(self, text: str) -> list[str]:
        """Every cue that is left when the allowed is taken out, as it is written.

        >>> Cues((r"\\bonly\\b",), (r"only one",)).find("Only one, or only you?")
        ['only']
        """
        return [found[0].strip() for found in self._cue.finditer(self.masked(text))]


class Sieve:
    """Finds in one pass which of several rules have a cue in a text."""

    def __init__(self, rules: Mapping[str, Cues]) -> None:
        options = re2.Options()
        options.case_sensitive = False
        options.log_errors = False
        self._names: list[str] = []
        self._set = re2.Set.SearchSet(options)
        for name, rule in rules.items():
            for cue in rule.cues:
                self._set.Add(cue)
                self._names.append(name)
        self._set.Compile()

    def names(self, text: str) -> Sequence[str]:
        """The rules with a cue, each once."""
        return list(dict.fromkeys(self._names[at] for at in sorted(self._set.Match(text) or ())))
