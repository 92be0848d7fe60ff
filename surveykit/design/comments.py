"""Comments of a definition: kept when its questionnaire is written anew.

What stands above a page, a question or a construct belongs to it; what opens the file belongs to the file.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

_ENTRY = re.compile(r"( *)- (?:id: (?=\w+$)|\{id: (?=\w+,))(\w+)|( {2})(\w+):$")
_COMMENTED = re.compile(r"(?:^[ ]*#.*\n)+", re.M)
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_SECTION = "  "
"""How far the pages of a questionnaire are set in; questions stand further in."""


@dataclass(frozen=True)
class Comments:
    """The lines at the top, and (depth, id) -> the lines above that entry."""

    top: tuple[str, ...] = ()
    entries: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, source: str, names: Mapping[str, str]) -> "Comments":
        """The comments of a definition; `names` has what is called otherwise where they are to stand.

        >>> Comments.of("sections:\\n  # The first page.\\n  - id: one\\n", {}).entries
        {('  -', 'one'): ('# The first page.',)}
        """
        lines = source.splitlines()
        start = next((at for at, line in enumerate(lines) if not line.startswith("#")), len(lines))
        found: dict[tuple[str, str], tuple[str, ...]] = {}
        above: list[str] = []
        for line in lines[start:]:
            if line.lstrip().startswith("#"):
                above.append(line.strip())
                continue
            entry = _place(line)
            if entry and above:
                depth, id = entry
                key = f"section {id}" if depth == f"{_SECTION}-" else id
                found[depth, names.get(key, id)] = tuple(above)
            above = []
        return cls(tuple(lines[:start]), found)

    def told_of(self, name: str) -> "Comments":
        """The same, the lines at the top under a name: they are about a part of the file."""
        return replace(self, top=(f"# {name}:", *self.top)) if self.top else self

    def worded(self, said: Callable[[str], str]) -> "Comments":
        """The same in other words."""
        entries = {entry: tuple(map(said, lines)) for entry, lines in self.entries.items()}
        return Comments(tuple(map(said, self.top)), entries)

    def also(self, later: "Comments") -> "Comments":
        """These, then those of another definition."""
        return replace(self, top=(*self.top, *later.top), entries={**later.entries, **self.entries})

    def above(self, text: str) -> str:
        """A definition with these comments in it, each above its first entry."""
        left, lines = dict(self.entries), list(self.top)
        for line in text.splitlines():
            entry = _place(line)
            indent = line[: len(line) - len(line.lstrip())]
            lines += [f"{indent}{comment}" for comment in (left.pop(entry, ()) if entry else ())]
            lines.append(line)
        return "\n".join(lines) + "\n"


def only_in(language: str, source: str) -> str:
    """A definition without the comments that say in another language what stands beside them.

    >>> print(only_in("zh", "# Later.\\n# 以后。\\na: 1\\n# Only here.\\nb: 2"))
    # 以后。
    a: 1
    # Only here.
    b: 2
    """

    def chosen(found: re.Match[str]) -> str:
        lines = found[0].splitlines(keepends=True)
        own = [line for line in lines if bool(_CHINESE.search(line)) is (language == "zh")]
        return "".join(own or lines)

    return _COMMENTED.sub(chosen, source)


def _place(line: str) -> tuple[str, str] | None:
    """The depth and the id of an entry that begins on a line: a page, a question, a construct."""
    found = _ENTRY.match(line)
    if found is None:
        return None
    return (f"{found[1]}-", found[2]) if found[2] else (found[3], found[4])
