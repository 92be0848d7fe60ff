"""What a conversion has to tell: what is wrong (it stops), what is lost, and what merely changes its form."""

from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import islice

from surveykit.core.document import did_you_mean
from surveykit.core.language import Text, same
from surveykit.errors import Place, Problem, Severity

MOST_ALIKE = 50
MOST_KNOWN = 1_000


@dataclass
class Report:
    """Collects problems: of severity error what stops the conversion, of severity warning the losses."""

    problems: list[Problem] = field(default_factory=list)
    _hints: int = 0
    _known: set[tuple[str, str, str]] = field(default_factory=set)

    def refuse(self, code: str, place: Place, /, **values: object) -> None:
        """Note what is wrong, and go on to find the rest."""
        self._add(Problem(code, place, values))

    def lose(self, code: str, place: Place, /, **values: object) -> None:
        """Note what the other format cannot say."""
        self._add(Problem(code, place, values, Severity.WARNING))

    def note(self, code: str, place: Place, /, **values: object) -> None:
        """Note what is kept, but otherwise."""
        self._add(Problem(code, place, values, Severity.ADVICE))

    def hint(self, word: str, known: Collection[str]) -> Text:
        """« Did you mean ...? », for the first problems only: to look for the nearest of many words takes its time."""
        self._hints += 1
        return did_you_mean(word, islice(known, MOST_KNOWN)) if self._hints <= MOST_ALIKE else same("")

    def _add(self, problem: Problem) -> None:
        key = (problem.code, str(problem.place), repr(problem.values))
        if key not in self._known:
            self._known.add(key)
            self.problems.append(problem)

    @property
    def errors(self) -> list[Problem]:
        """What stops the conversion."""
        return [p for p in self.problems if p.severity is Severity.ERROR]

    def told(self) -> list[Problem]:
        """All problems in the order of sheets and rows; of very many alike the first ones, and how many more."""
        alike: dict[str, list[Problem]] = {}
        for problem in self.problems:
            alike.setdefault(problem.code, []).append(problem)
        told = []
        for found in alike.values():
            told += found[:MOST_ALIKE]
            if len(found) > MOST_ALIKE:
                more, last = len(found) - MOST_ALIKE, found[MOST_ALIKE]
                told.append(Problem("xlsform-more", last.place, {"more": more}, last.severity))
        return sorted(told, key=_order)


_SHEETS = ("survey", "choices", "settings")


def _order(problem: Problem) -> tuple[int, int, int]:
    place = problem.place
    sheet = _SHEETS.index(place.sheet) if place.sheet in _SHEETS else -1 if place.sheet is None else len(_SHEETS)
    return sheet, place.row or place.line or 0, place.column or 0
