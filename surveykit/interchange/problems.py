"""Many problems of one file, told so that a person can read them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from surveykit.errors import AnalystError, Place, Problem, Severity

MOST_SHOWN = 50
NOTHING_IMPORTED = Problem("nothing-imported", severity=Severity.ADVICE)
"""What stands at the end of every refusal."""


def capped(problems: Iterable[Problem], file: str, most: int = MOST_SHOWN) -> list[Problem]:
    """The first `most` problems of each kind, and for each kind with more a last one that counts the rest."""
    kinds: dict[str, list[Problem]] = {}
    for problem in problems:
        kinds.setdefault(problem.code, []).append(problem)
    shown: list[Problem] = []
    for of_kind in kinds.values():
        shown += of_kind[:most]
        if len(of_kind) > most:
            shown.append(Problem("import-more", Place(file), {"more": len(of_kind) - most}))
    return shown


def refuse(problems: Iterable[Problem], file: str) -> None:
    """Raise one AnalystError with all problems, if there are any, and what became of the import."""
    shown = sorted(capped(problems, file), key=lambda p: p.severity is Severity.ADVICE)
    if shown:
        raise AnalystError(*shown, NOTHING_IMPORTED)


def refusal(code: str, place: Place, **values: object) -> AnalystError:
    """The error of a file that cannot be read further."""
    return AnalystError(Problem(code, place, values), NOTHING_IMPORTED)


def excerpt(text: str, most: int = 40) -> str:
    """A cell short enough for a message."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


@dataclass
class Told:
    """Problems as they are found: of each kind so many as are shown, the others counted."""

    problems: list[Problem] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, problem: Problem) -> None:
        seen = self.counts[problem.code] = self.counts.get(problem.code, 0) + 1
        if seen <= MOST_SHOWN:
            self.problems.append(problem)

    def all(self, file: str) -> list[Problem]:
        found = []
        last = {problem.code: at for at, problem in enumerate(self.problems)}
        for at, problem in enumerate(self.problems):
            found.append(problem)
            more = self.counts[problem.code] - MOST_SHOWN
            if at == last[problem.code] and more > 0:
                found.append(Problem("import-more", Place(file), {"more": more}))
        return found
