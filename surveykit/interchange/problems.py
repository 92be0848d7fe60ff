"""Many problems of one file, told so that a person can read them."""

from collections import Counter
from collections.abc import Iterable

from surveykit.errors import AnalystError, Place, Problem, Severity

MOST_SHOWN = 50
NOTHING_IMPORTED = Problem("nothing-imported", severity=Severity.ADVICE)
"""What stands at the end of every refusal."""


class Told:
    """Problems of one file as they are found: of each kind the first MOST_SHOWN are kept, the others counted."""

    def __init__(self) -> None:
        self._kinds: dict[str, list[Problem]] = {}
        self._counts: Counter[str] = Counter()

    def add(self, problem: Problem) -> None:
        """One more."""
        self._counts[problem.code] += 1
        kept = self._kinds.setdefault(problem.code, [])
        if len(kept) < MOST_SHOWN:
            kept.append(problem)

    def refuse(self, file: str) -> None:
        """Raise one AnalystError with all of them, kind by kind, if there are any, and what became of the import."""
        shown: list[Problem] = []
        for code, kept in self._kinds.items():
            shown += kept
            if self._counts[code] > len(kept):
                shown.append(Problem("import-more", Place(file), {"more": self._counts[code] - len(kept)}))
        shown.sort(key=lambda p: p.severity is Severity.ADVICE)
        if shown:
            raise AnalystError(*shown, NOTHING_IMPORTED)


def refuse(problems: Iterable[Problem], file: str) -> None:
    """Raise one AnalystError with all problems, if there are any, and what became of the import."""
    told = Told()
    for problem in problems:
        told.add(problem)
    told.refuse(file)


def refusal(code: str, place: Place, **values: object) -> AnalystError:
    """The error of a file that cannot be read further."""
    return AnalystError(Problem(code, place, values), NOTHING_IMPORTED)


def excerpt(text: str, most: int = 40) -> str:
    """A cell short enough for a message."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
