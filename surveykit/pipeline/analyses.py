"""An analysis of a plan carried out, whatever happens inside it."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from surveykit.core.fault import failed, kept
from surveykit.core.language import both
from surveykit.errors import SurveykitError

if TYPE_CHECKING:
    from surveykit.core.dataset import Dataset
    from surveykit.core.finding import Finding


def findings_of(analysis: Any, data: "Dataset", only: Collection[str] = ()) -> "tuple[Finding, ...]":
    """What an analysis finds. A fault of ours costs the one question that it concerns, and says so in its place."""
    found: list[Finding] = []
    try:
        for question in analysis.questions(data):
            found.append(_answer(question, data, only))
    except SurveykitError:
        raise
    except Exception as error:  # noqa: BLE001  the questions themselves could not be put
        text = both("analysis.failed.question")
        found.append(failed(analysis.name, f"{analysis.name}.failed", text, data.n, kept(error)))
    return tuple(found)


def _answer(question: Any, data: "Dataset", only: Collection[str]) -> "Finding":
    try:
        answer: Finding = question.answer(only)
    except SurveykitError:
        raise
    except Exception as error:  # noqa: BLE001  a report without this answer is better than none
        return failed(question.analysis, question.id, question.text, data.n, kept(error))
    return answer
