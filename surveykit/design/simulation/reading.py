"""A model file -> Model, every fault with its place."""

from pathlib import Path

from surveykit.core.document import Node, Reader, Scalar, parse, read_text
from surveykit.core.language import LANGUAGES
from surveykit.core.questionnaire import Questionnaire
from surveykit.design.simulation.faults import check
from surveykit.design.simulation.model import Blanks, Careless, Model
from surveykit.design.told import in_order
from surveykit.errors import AuthorError, raise_all


def load_model(path: Path, questionnaire: Questionnaire) -> Model:
    """Read a model file. Raises AuthorError with every problem and its place."""
    return parse_model(read_text(path), questionnaire, str(path))


def parse_model(text: str, questionnaire: Questionnaire, file: str = "") -> Model:
    """A model for this questionnaire. Raises AuthorError with every problem and its place."""
    top = parse(text, file)
    reader = Reader(LANGUAGES, readings={Blanks: _blanks, Careless: _careless})
    model: Model | None = reader.record(top, Model)
    if model is not None and not reader.problems:
        reader.problems += check(model, questionnaire, top)
    raise_all(AuthorError, in_order(reader.problems))
    assert model is not None  # without problems there is a model
    return model


def _blanks(reader: Reader, node: Node) -> Blanks | None:
    """`missing: 0.03` is short for a share without more."""
    if isinstance(node, Scalar):
        share = reader.scalar(node, float)
        return None if share is None else Blanks(share)
    built: Blanks | None = reader.record(node, Blanks)
    return built


def _careless(reader: Reader, node: Node) -> Careless | None:
    """`careless: 0.02` is half of each kind."""
    if isinstance(node, Scalar):
        share = reader.scalar(node, float)
        return None if share is None else Careless(share / 2, share / 2)
    built: Careless | None = reader.record(node, Careless)
    return built
