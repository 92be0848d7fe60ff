"""Who answered: how many responses came in, and what the respondents say of themselves."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from surveykit import __version__
from surveykit.analysis.analysis import Analysis, Figures, Question, analysis
from surveykit.analysis.crossing import CATEGORICAL, categories
from surveykit.analysis.disclosure import concealed
from surveykit.analysis.gates import GATES, limit
from surveykit.analysis.grouping import background_choices
from surveykit.analysis.references import WILSON
from surveykit.analysis.sample_words import Category, Intake, IntakeWords, Profile, ProfileWords
from surveykit.analysis.statistics.formulas import LEVEL
from surveykit.analysis.words import n_text
from surveykit.core.codebook import Codebook, Variable
from surveykit.core.dataset import Dataset
from surveykit.core.document import did_you_mean
from surveykit.core.finding import AssumptionCheck, Caution, Estimate, Excluded, Finding, Method, Of
from surveykit.core.language import Text, both
from surveykit.core.numbers import count


@analysis("sample")
@dataclass(frozen=True)
class Sample(Analysis):
    """How many responses came in and are analysed, and how many respondents there are of each kind.

    `variables` are questions with one answer out of a list; without it, those of the background sections. Where the
    plan weights the respondents, the shares that it states stand beside.

    ```yaml
    - sample: {variables: [age, gender]}
    ```
    """

    variables: tuple[str, ...] = ()

    def faults(self, codebook: Codebook) -> Iterator[tuple[str, dict[str, object]]]:
        known = [v.name for v in codebook.variables if v.level in CATEGORICAL]
        for name in dict.fromkeys(self.variables):
            if name not in codebook.by_name:
                yield "analysis-unknown-name", {"name": name, "hint": did_you_mean(name, known)}
            elif name not in known:
                yield "analysis-not-categorical", {"name": name}

    def questions(self, dataset: Dataset) -> Iterator["Responses | Respondents"]:
        yield Responses(dataset)
        names = tuple(dict.fromkeys(self.variables)) or background_choices(dataset.questionnaire)
        yield Respondents(dataset, names)


@dataclass(frozen=True, eq=False)
class Responses(Question[Intake]):
    """From all responses that came in to those that are analysed."""

    analysis = "sample"

    @property
    def id(self) -> str:
        return "sample.responses"

    @property
    def text(self) -> Text:
        return both("sample.responses.question")

    @property
    def n(self) -> int:
        return self.dataset.n

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        return ()

    def wanted(self) -> list[tuple[str, Of]]:
        return [("responses", {"stage": "analysed"})]

    def needs(self) -> Iterator[Caution]:
        if not self.n:
            yield GATES["SMALL_N"].caution("no_respondents")

    def estimate(self) -> Intake:
        left = sum(e.n for e in self.dataset.exclusions)
        return Intake(self.dataset.source.statuses, left, self.n)

    def figures(self, numbers: Intake) -> Figures:
        return {"responses": lambda: self._responses(numbers)}

    @staticmethod
    def _responses(intake: Intake) -> Iterator[Estimate]:
        for stage, n in intake.stages.items():
            yield Estimate("responses", {"stage": stage}, n)

    def method(self) -> Method:
        return Method(both("sample.responses.method"), "surveykit", __version__)

    def present(self, numbers: Intake, checks: tuple[AssumptionCheck, ...]) -> Finding:
        words = IntakeWords(numbers)
        return self.finding(words.sentences, self.estimates(numbers), words.table, words.figure, checks)


@dataclass(frozen=True, eq=False)
class Respondents(Question[tuple[Profile, ...]]):
    """The respondents by what they say of themselves."""

    variables: tuple[str, ...]

    analysis = "sample"

    @property
    def id(self) -> str:
        return "sample.respondents"

    @property
    def text(self) -> Text:
        return both("sample.respondents.question")

    @property
    def n(self) -> int:
        return self.dataset.n

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        return ()

    def wanted(self) -> list[tuple[str, Of]]:
        variables = [self.dataset.variable(name) for name in self.variables]
        return [
            ("share", {"variable": v.name, "value": c.id}) for v in variables for c in categories(v, list(v.values))
        ]

    def needs(self) -> Iterator[Caution]:
        if not self.variables:
            yield GATES["NOT_ASKED"].caution()
        elif not self.n:
            yield GATES["SMALL_N"].caution("no_respondents")
        elif all(self._hides(name) for name in self.variables):
            yield GATES["CELL_LT5"].caution("sample", n=n_text(self.n))

    @cached_property
    def _protected(self) -> frozenset[str]:
        return self.dataset.questionnaire.background

    def _hides(self, name: str) -> bool:
        """Whether so few answered that nothing is shown."""
        return name in self._protected and self.dataset.answered(name) < limit("CELL_LT5", "fewest")

    def estimate(self) -> tuple[Profile, ...]:
        return tuple(self._profile(self.dataset.variable(name)) for name in self.variables)

    def _profile(self, variable: Variable) -> Profile:
        counts = self.dataset.counts(variable.name)
        times, n = list(counts.values()), sum(counts.values())
        hidden: tuple[int, ...] = ()
        if variable.name in self._protected:
            hidden = tuple(range(len(times))) if self._hides(variable.name) else concealed(times, n)
        targets = self.dataset.targets.get(variable.name, {})
        known = enumerate(zip(categories(variable, list(counts)), times, strict=True))
        return Profile(
            variable,
            n,
            tuple(Category(c.id, c.label, k, n, at in hidden, targets.get(int(c.code))) for at, (c, k) in known),
        )

    def figures(self, numbers: tuple[Profile, ...]) -> Figures:
        return {
            "share": lambda: self._shares(numbers),
            "target_difference": lambda: self._differences(numbers),
        }

    @staticmethod
    def _shares(profiles: tuple[Profile, ...]) -> Iterator[Estimate]:
        for profile in profiles:
            for c in profile.categories:
                of = {"variable": profile.variable.name, "value": c.id}
                if c.share is None:
                    few = {"n": n_text(c.n), "fewest": count(limit("SMALL_N", "fewest_shares"))}
                    reason = (
                        both("analysis.reason.masked") if c.hidden else both("analysis.reason.few_for_share", **few)
                    )
                    yield Estimate("share", of, None, n=profile.n, reason=reason)
                else:
                    yield Estimate("share", of, c.share, c.interval, LEVEL, n=profile.n)

    @staticmethod
    def _differences(profiles: tuple[Profile, ...]) -> Iterator[Estimate]:
        for profile in profiles:
            for c in profile.categories:
                if c.difference is not None:
                    of = {"variable": profile.variable.name, "value": c.id}
                    yield Estimate("target_difference", of, c.difference, c.difference_interval, LEVEL, n=profile.n)

    def method(self) -> Method:
        return Method(both("sample.respondents.method"), "surveykit", __version__, {"level": LEVEL})

    def references(self) -> tuple[str, ...]:
        return (WILSON,)

    def present(self, numbers: tuple[Profile, ...], checks: tuple[AssumptionCheck, ...]) -> Finding:
        words = ProfileWords(self.dataset.codebook, numbers, self.n)
        cautions = [GATES["NONPROB"].caution("sample")]
        if any(c.hidden for profile in numbers for c in profile.categories):
            cautions.append(GATES["CELL_LT5"].caution())
        return self.finding(words.sentences, self.estimates(numbers), words.table, words.figure, checks, cautions)
