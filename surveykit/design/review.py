"""A definition looked over as a methodologist would: structure, words, time. What is exact blocks, the rest advises.

Reading a definition (`design.load`) finds what keeps it from being read; a review comes on top and is not needed to
serve a questionnaire or to read the answers to an old version of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from surveykit.core.document import read_text
from surveykit.core.questionnaire import Questionnaire, Section
from surveykit.design.check.aside import SetAside, sort_out
from surveykit.design.check.burden import BURDEN_RULES
from surveykit.design.check.catalogue import RULE_IDS
from surveykit.design.check.constructs import CONSTRUCT_RULES
from surveykit.design.check.instruction import INSTRUCTION_RULES
from surveykit.design.check.lexical import WORD_RULES
from surveykit.design.check.minutes import Minutes
from surveykit.design.check.options import OPTION_RULES
from surveykit.design.check.order import ORDER_RULES
from surveykit.design.check.reach import REACH_RULES
from surveykit.design.check.scales import SCALE_RULES
from surveykit.design.check.scope import Rule, Scope
from surveykit.design.check.translation import TRANSLATION_RULES
from surveykit.design.load import read
from surveykit.design.told import first_causes, in_order
from surveykit.errors import AuthorError, Problem, Severity
from surveykit.items.open_text import OpenText

RULES: tuple[Rule, ...] = (
    *REACH_RULES,
    *OPTION_RULES,
    *SCALE_RULES,
    *ORDER_RULES,
    *BURDEN_RULES,
    *INSTRUCTION_RULES,
    *CONSTRUCT_RULES,
    *WORD_RULES,
    *TRANSLATION_RULES,
)


@dataclass(frozen=True)
class Review:
    """What is to be said of a definition, in the order of the file.

    `aside` is what its author set aside with a reason, `minutes` the time that it takes by language. `whole` is false
    where a question or a scale could not be read: then only what keeps it from being read is told. `questionnaire` is
    what was read, where nothing in it is an error.
    """

    problems: tuple[Problem, ...]
    aside: tuple[SetAside, ...] = ()
    minutes: Mapping[str, Minutes] = field(default_factory=dict)
    whole: bool = False
    questionnaire: Questionnaire | None = None

    @staticmethod
    def rule(problem: Problem) -> str:
        """The id of the rule that a problem breaks, such as S6; empty for one that belongs to no rule."""
        return RULE_IDS.get(problem.code, "")


def review_file(path: Path) -> Review:
    """Look a questionnaire file over. Raises nothing: what cannot be read at all is a problem too."""
    try:
        return review(read_text(path), str(path))
    except AuthorError as error:
        return Review(error.problems)


def review(source: str, file: str = "") -> Review:
    """Look a definition over. Raises AuthorError for what is no definition at all."""
    found = read(source, file)
    if not found.whole:
        return Review(tuple(found.problems))
    scope = Scope(found.questionnaire, found.places)
    kept, aside = sort_out(scope, [*found.problems, *(p for rule in RULES for p in rule(scope))])
    told = {id(problem) for problem in _once([a.problem for a in aside])}
    aside = [a for a in aside if id(a.problem) in told]
    problems = tuple(in_order(first_causes(_once(kept))))
    fit = all(problem.severity is not Severity.ERROR for problem in problems)
    return Review(problems, tuple(aside), scope.minutes, whole=True, questionnaire=found.questionnaire if fit else None)


def _once(problems: list[Problem]) -> list[Problem]:
    """Each problem once at its place: the copies of a repeated section stand where it is written."""
    kept: dict[object, Problem] = {}
    for problem in problems:
        values = {key: value for key, value in problem.values.items() if key != "id"}
        kept.setdefault((problem.code, problem.place, str(values)), problem)
    return list(kept.values())


def faults_in(text: str, language: str) -> list[str]:
    """The lexical rules that a question by itself breaks, such as L1: as an open question, alone on its page.

    >>> faults_in("How satisfied are you with our prices and our staff?", "en")
    ['L1']
    """
    item = OpenText(id="q", text={language: text})
    section = Section("only", {language: text}, (item,))
    lone = Questionnaire("lone", "1", (language,), {language: "–"}, (section,))
    found = {RULE_IDS[p.code] for rule in WORD_RULES for p in rule(Scope(lone, {}))}
    return sorted(found, key=lambda rule: int(rule[1:]))
