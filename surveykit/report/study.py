"""What a report is made from."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from surveykit.core.codebook import Missing
from surveykit.core.finding import Cell, Finding
from surveykit.core.language import LANGUAGES, Text, both, message
from surveykit.core.plan import Plan
from surveykit.core.questionnaire import Questionnaire
from surveykit.core.response import Status
from surveykit.report.theme import Theme
from surveykit.report.typography import written_date

ID_LENGTH = 12


@dataclass(frozen=True)
class DataFacts:
    """Where the data come from and what came in, as the report states it.

    `wording` says how what the respondents were asked differs from the questionnaire at hand. `first` and `last`
    are ISO dates of the first and last response. `statuses` maps a response status (draft, complete, imported)
    to how many responses have it. `versions` counts responses by the version that was seen, `incomparable` the answers
    to each variable that an older version asked otherwise.
    """

    origin: Text | None = None
    wording: Text | None = None
    first: str | None = None
    last: str | None = None
    statuses: Mapping[str, int] = field(default_factory=dict)
    versions: Mapping[str, int] = field(default_factory=dict)
    incomparable: Mapping[str, int] = field(default_factory=dict)
    excluded: int = 0
    """How many were left out after somebody had looked at them."""

    @property
    def simulated(self) -> int:
        """How many respondents there are none of: their answers were drawn at random."""
        return self.statuses.get(Status.SIMULATED.value, 0)


@dataclass(frozen=True)
class Counted:
    """How many have a value of a variable, and how many have none for which reason; what could point at a person is no
    number."""

    answered: Cell
    missing: Mapping[Missing, Cell] = field(default_factory=dict)

    @property
    def masked(self) -> bool:
        """Whether a count is not told."""
        return not all(isinstance(n, int) for n in (self.answered, *self.missing.values()))


@dataclass(frozen=True)
class Study:
    """All that a report shows. `n` respondents are in the data; `data_sha256` is the hash of their coded values.

    `version` is surveykit's own, `software` the (name, version) of what else computed, `conventions` the
    (id, words) of the gates behind the cautions. `theme` is how the report looks. `counts` are those of each variable.
    """

    questionnaire: Questionnaire
    plan: Plan
    findings: tuple[Finding, ...]
    n: int
    data_sha256: str
    source: DataFacts = field(default_factory=DataFacts)
    version: str = ""
    software: tuple[tuple[str, str], ...] = ()
    conventions: tuple[tuple[str, Text], ...] = ()
    theme: Theme = field(default_factory=Theme)
    counts: Mapping[str, Counted] = field(default_factory=dict)
    branch: Text | None = None
    """The part of the respondents that the report is about, if it is not about all."""

    @property
    def title(self) -> Text:
        """The plan's title for the report, or the questionnaire's; with the branch that it is about."""
        title = self.plan.report.title or self.questionnaire.title
        return title if self.branch is None else both("report.title_of_branch", title=title, branch=self.branch)

    @property
    def wording(self) -> Text | None:
        """How what was asked differs from the questionnaire at hand, if anybody said so."""
        return self.source.wording or self.plan.data.wording

    @property
    def dates(self) -> Text | None:
        """When the answers were given, as the author says or as the responses tell; None if neither does."""
        if self.plan.disclosure.dates:
            return self.plan.disclosure.dates
        days = sorted({day[:10] for day in (self.source.first, self.source.last) if day})
        if not days:
            return None
        return {language: _period(days, language) for language in LANGUAGES}


def report_id(study: Study) -> str:
    """12 hexadecimal digits that change with the data, the definition, the plan or the version only."""
    parts = (study.data_sha256, study.questionnaire.hash, study.plan.hash, study.version)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:ID_LENGTH]


def _period(days: list[str], language: str) -> str:
    written = [written_date(day, language) for day in days]
    return written[0] if len(written) == 1 else message("report.dates", language, first=written[0], last=written[-1])
