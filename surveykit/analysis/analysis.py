"""The base of all analyses, and the registry that finds them.

An analysis is one file with a frozen dataclass under `@analysis("name")`; its fields are the options that a report
plan may state. It puts one or more `Question`s to a Dataset, and each is answered by one Finding, always in the same
order: what it needs of the data, the numbers, the checks of its assumptions, and then the words, table and figure
that are made from those numbers and from nothing else.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, ClassVar, Generic, Literal, TypeVar, get_args, get_origin, get_type_hints

from surveykit.core.codebook import Codebook
from surveykit.core.dataset import Dataset
from surveykit.core.document import did_you_mean
from surveykit.core.finding import (
    AssumptionCheck,
    Caution,
    Estimate,
    Excluded,
    Figure,
    Finding,
    Method,
    Of,
    Sentences,
    Table,
)
from surveykit.core.language import Text
from surveykit.errors import AnalystError, Problem, raise_all

Numbers = TypeVar("Numbers")
Figures = Mapping[str, Callable[[], Iterable[Estimate]]]
"""The name of an estimate -> what computes all estimates of that name."""


@dataclass(frozen=True, eq=False)
class Question(ABC, Generic[Numbers]):
    """One question put to the data; `Numbers` is what its `estimate` computes.

    `needs` yields a Caution for each thing the data lack: the first is the reason of a refusal.
    """

    dataset: Dataset

    analysis: ClassVar[str] = ""

    @property
    @abstractmethod
    def id(self) -> str:
        """The Finding's id."""

    @property
    @abstractmethod
    def text(self) -> Text:
        """The question in words."""

    @property
    @abstractmethod
    def n(self) -> int:
        """How many respondents the answer rests on."""

    @property
    @abstractmethod
    def excluded(self) -> tuple[Excluded, ...]:
        """Why the others were left out."""

    @abstractmethod
    def wanted(self) -> Sequence[tuple[str, Of]]:
        """The estimates that are asked for: name and object of each. A refusal gives them without a value."""

    def needs(self) -> Iterator[Caution]:
        """What the data lack for an answer."""
        yield from ()

    @abstractmethod
    def estimate(self) -> Numbers:
        """Numbers only."""

    def figures(self, numbers: Numbers) -> Figures:
        """What can be asked for by name, in the order of the Finding; nothing is computed before it is called."""
        return {}

    def estimates(self, numbers: Numbers) -> tuple[Estimate, ...]:
        """Every figure."""
        return tuple(e for compute in self.figures(numbers).values() for e in compute())

    def checks(self, numbers: Numbers) -> tuple[AssumptionCheck, ...]:
        """The assumptions, looked at."""
        return ()

    @abstractmethod
    def present(self, numbers: Numbers, checks: tuple[AssumptionCheck, ...]) -> Finding:
        """Words, table and figure."""

    @abstractmethod
    def method(self) -> Method:
        """How it was computed."""

    def references(self) -> tuple[str, ...]:
        """What a reader may look up."""
        return ()

    def answer(self, only: Collection[str] = ()) -> Finding:
        """The common order: needs -> estimate -> checks -> present. `only` names figures: then no others are computed,
        and nothing is said of them."""
        lacking = next(self.needs(), None)
        if lacking is not None:
            return self.refuse(lacking)
        numbers = self.estimate()
        if not only:
            return self.present(numbers, self.checks(numbers))
        asked = [e for name, compute in self.figures(numbers).items() if name in only for e in compute()]
        return self.finding(Sentences(self.text, self.text), asked)

    def names(self) -> Collection[str]:
        """The names of all estimates that it gives of these data, which it does not refuse."""
        return list(self.figures(self.estimate()))

    def refuse(self, caution: Caution) -> Finding:
        """The Finding that says why there is no number."""
        empty = tuple(Estimate(name, of, None, reason=caution.text) for name, of in self.wanted())
        return self.finding(Sentences(caution.text, caution.text), empty, cautions=(caution,), refused=True)

    def finding(
        self,
        sentences: Sentences,
        estimates: Sequence[Estimate],
        table: Table | None = None,
        figure: Figure | None = None,
        checks: tuple[AssumptionCheck, ...] = (),
        cautions: Sequence[Caution] = (),
        refused: bool = False,
        headline: bool = False,
        claim: float | None = None,
    ) -> Finding:
        """A Finding with what every one of this question has in common."""
        return Finding(
            id=self.id,
            analysis=self.analysis,
            question=self.text,
            n=self.n,
            sentences=sentences,
            excluded=(*self.dataset.exclusions, *self.excluded),
            estimates=tuple(estimates),
            table=table,
            figure=figure,
            checks=checks,
            method=self.method(),
            references=self.references(),
            cautions=tuple(cautions),
            refused=refused,
            headline=headline,
            claim=claim,
        )


@dataclass(frozen=True)
class Analysis(ABC):
    """An analysis with its options. `faults` compares the options with the codebook before any data are read."""

    name: ClassVar[str] = ""

    @abstractmethod
    def questions(self, dataset: Dataset) -> Iterator[Question[Any]]:
        """What is asked of the data, in the report's order."""

    def faults(self, codebook: Codebook) -> Iterator[tuple[str, dict[str, object]]]:
        """What is wrong with the options: (problem code, values)."""
        yield from ()

    def run(self, dataset: Dataset, only: Collection[str] = ()) -> tuple[Finding, ...]:
        """One Finding for each question. Raises AnalystError if the options do not fit the codebook.

        `only` names estimates: no others are computed, and the Findings have neither table nor words.
        """
        faults = (*self._unknown_words(), *self.faults(dataset.codebook))
        raise_all(AnalystError, [Problem(code, values=v) for code, v in faults])
        questions = tuple(self.questions(dataset))
        found = tuple(question.answer(only) for question in questions)
        given = {e.name for finding in found for e in finding.estimates}
        if unknown := [name for name in only if name not in given]:
            self._refuse_unknown(unknown, list(zip(questions, found, strict=True)))
        return found

    def _unknown_words(self) -> Iterator[tuple[str, dict[str, object]]]:
        """Words of a choice that it does not have; from a plan none come this far, from Python they may."""
        hints = get_type_hints(type(self))
        for option in fields(self):
            known, value = _choice(hints[option.name]), getattr(self, option.name)
            for word in value if isinstance(value, tuple) else (value,):
                if known and word not in known:
                    yield "unknown-word", {"word": word, "hint": did_you_mean(str(word), known)}

    def _refuse_unknown(self, names: Sequence[str], asked: Sequence[tuple[Question[Any], Finding]]) -> None:
        """Raise AnalystError for estimates that the analysis does not have, as far as its answers tell which it has."""
        answered = [question for question, finding in asked if not finding.refused]
        if not {type(question) for question, _ in asked} <= {type(question) for question in answered}:
            return
        known = {name for question in answered for name in question.names()}
        values = {"analysis": self.name, "known": tuple(sorted(known))}
        problems = [Problem("analysis-unknown-estimate", values={"name": n, **values}) for n in names if n not in known]
        raise_all(AnalystError, problems)


def _choice(hint: Any) -> tuple[str, ...]:
    """The words that a choice, or a list of choices, may have; none for anything else."""
    if get_origin(hint) is Literal:
        return get_args(hint)
    return _choice(get_args(hint)[0]) if get_origin(hint) is tuple else ()


ANALYSES: dict[str, type[Analysis]] = {}
AnalysisClass = TypeVar("AnalysisClass", bound=type[Analysis])


def analysis(name: str) -> Callable[[AnalysisClass], AnalysisClass]:
    """Register an analysis under its name in report plans. Raises ValueError if the name is taken."""

    def register(cls: AnalysisClass) -> AnalysisClass:
        if name in ANALYSES:
            raise ValueError(f"the analysis {name} is registered twice")
        cls.name = name
        ANALYSES[name] = cls
        return cls

    return register
