"""A fault of our own: its traceback goes into a file, and people get its id."""

import hashlib
import tempfile
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from surveykit.core.finding import Caution, Finding, Sentences
from surveykit.core.language import Text, both
from surveykit.errors import SurveykitError

_LENGTH = 8
Made = TypeVar("Made")


@dataclass(frozen=True)
class Fault:
    """What went wrong inside: the same fault has the same `id`. `log` is the file with its traceback."""

    id: str
    log: Path


def kept(error: BaseException) -> Fault:
    """Write the traceback of what went wrong to a file of its own.

    >>> kept(ValueError("two")).log.read_text(encoding="utf-8")
    'ValueError: two\\n'
    """
    told = "".join(traceback.format_exception(error))
    where = traceback.extract_tb(error.__traceback__)
    steps = [f"{Path(step.filename).name} {step.name}" for step in where]
    name = hashlib.sha256("\n".join((type(error).__name__, *steps)).encode()).hexdigest()[:_LENGTH]
    prefix = f"surveykit-{name}-"
    with tempfile.NamedTemporaryFile("w", prefix=prefix, suffix=".log", delete=False, encoding="utf-8") as log:
        log.write(told)
    return Fault(name, Path(log.name))


def tried(make: Callable[[], Made]) -> Made | Fault:
    """What is made, or the fault of ours that prevents it. What somebody can mend is raised as it is."""
    try:
        return make()
    except SurveykitError:
        raise
    except Exception as error:  # noqa: BLE001  a report without this one thing is better than none
        return kept(error)


def failed(analysis: str, id: str, question: Text, n: int, fault: Fault) -> Finding:
    """A question that a fault of ours left without an answer: a refusal that names the fault."""
    said = both("analysis.failed", id=fault.id)
    caution = Caution("FAULT", said)
    return Finding(id, analysis, question, n, Sentences(said, said), cautions=(caution,), refused=True)
