"""A list of labels from elsewhere: whether they are degrees, and which errors the checker would find in it."""

from collections.abc import Sequence

from surveykit.core.item import Option
from surveykit.core.questionnaire import Questionnaire, Section
from surveykit.design.check.options import bands_fit
from surveykit.design.check.scales import balance_and_order
from surveykit.design.check.scope import Scope
from surveykit.design.check.valence import agreement, from_nothing, leaning
from surveykit.items.single_choice import SingleChoice

_FEWEST_FROM_NOTHING = 4
"""Of fewer labels, no and none are answers rather than the end of a scale."""


def are_degrees(labels: Sequence[str], language: str) -> bool:
    """Whether labels are degrees of one thing, in whatever order.

    >>> are_degrees(["never", "sometimes", "often", "always"], "en"), are_degrees(["shop", "home"], "en")
    (True, False)
    """
    texts = [{language: label} for label in labels]
    nothing = len(texts) >= _FEWEST_FROM_NOTHING and from_nothing(texts)
    return nothing or agreement(texts) or leaning(texts, language) is not None


def label_errors(labels: Sequence[str], language: str) -> frozenset[str]:
    """The codes of the errors in labels as the options of a question, in their order: of scales, and of bands.

    >>> sorted(label_errors(["under 20", "20 to 40", "40 to 60"], "en"))
    ['bands-overlap']
    """
    options = {f"o{at}": Option({language: label}) for at, label in enumerate(labels)}
    item = SingleChoice(id="q", text={language: "?"}, options=options)
    section = Section("only", {language: "?"}, (item,))
    scope = Scope(Questionnaire("lone", "1", (language,), {language: "?"}, (section,)), {})
    return frozenset(problem.code for rule in (bands_fit, balance_and_order) for problem in rule(scope))
