"""How well the lexical rules find what a methodologist finds: on questions whose writer has not seen the rules.

`tests/design/held_out/<language>.yaml` is a list of `{text: ..., faults: [L1, L4]}`; an empty list is a sound question.
Each text is judged as an open question alone on its page.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

from surveykit.core.language import LANGUAGES
from surveykit.core.numbers import number
from surveykit.design.check.catalogue import CATALOGUE
from surveykit.design.review import faults_in

HELD_OUT = Path(__file__).parents[1] / "tests" / "design" / "held_out"
LEXICAL = [rule.id for rule in CATALOGUE.values() if rule.lexical]


@dataclass(frozen=True)
class Question:
    """One text with the faults that a methodologist finds in it, and those that the rules find."""

    text: str
    wanted: frozenset[str]
    found: frozenset[str]


@dataclass(frozen=True)
class Tally:
    """How often a rule was right (`hits`) among the questions it flagged and among those that have the fault."""

    hits: int
    flagged: int
    wanted: int

    @property
    def precision(self) -> float | None:
        """The share of what was flagged that has the fault; None where nothing was flagged."""
        return self.hits / self.flagged if self.flagged else None

    @property
    def recall(self) -> float | None:
        """The share of what has the fault that was flagged; None where nothing has it."""
        return self.hits / self.wanted if self.wanted else None


def questions(language: str) -> list[Question]:
    """The held-out questions of a language, judged. Raises FileNotFoundError, and ValueError for an unknown rule."""
    path = HELD_OUT / f"{language}.yaml"
    entries = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    judged = []
    for entry in entries:
        wanted = frozenset(entry["faults"])
        if unknown := wanted - set(LEXICAL):
            raise ValueError(f"{path.name}: no rule {', '.join(sorted(unknown))}: {entry['text']}")
        judged.append(Question(entry["text"], wanted, frozenset(faults_in(entry["text"], language))))
    return judged


def tallies(judged: list[Question]) -> dict[str, Tally]:
    """Each rule, and «all» for all of them together."""
    found = {rule: _tally(judged, rule) for rule in LEXICAL}
    every = found.values()
    found["all"] = Tally(sum(t.hits for t in every), sum(t.flagged for t in every), sum(t.wanted for t in every))
    return found


def _tally(judged: list[Question], rule: str) -> Tally:
    return Tally(
        sum(rule in q.wanted & q.found for q in judged),
        sum(rule in q.found for q in judged),
        sum(rule in q.wanted for q in judged),
    )


def section() -> str:
    """The figures as a part of docs/checks.md; what is not there yet is said."""
    missing = [name for name in LANGUAGES if not (HELD_OUT / f"{name}.yaml").exists()]
    if missing:
        return (
            "No held-out questions yet: " + ", ".join(f"`tests/design/held_out/{name}.yaml`" for name in missing) + "."
        )
    judged = {name: questions(name) for name in LANGUAGES}
    return "\n".join(_lines(judged))


def _lines(judged: Mapping[str, list[Question]]) -> Iterator[str]:
    for language, asked in judged.items():
        sound = [q for q in asked if not q.wanted]
        disturbed = sum(bool(q.found) for q in sound)
        yield (
            f"`{language}`: {len(asked)} questions, {len(sound)} of them without a fault; "
            f"of these, {disturbed} were flagged all the same."
        )
    yield ""
    yield "| rule | " + " | ".join(f"{name}: precision | {name}: recall" for name in judged) + " |"
    yield "|---|" + "---|" * (2 * len(judged))
    counted = {name: tallies(asked) for name, asked in judged.items()}
    for rule in [*LEXICAL, "all"]:
        cells = [cell for found in counted.values() for cell in _cells(found[rule])]
        yield f"| {rule} | " + " | ".join(cells) + " |"


def _cells(tally: Tally) -> Iterator[str]:
    for share, of in ((tally.precision, tally.flagged), (tally.recall, tally.wanted)):
        yield "–" if share is None else f"{number(share, 2)} ({tally.hits}/{of})"
