"""Every figure of the worked examples can be read: no text on another, nothing struck through or outside."""

from pathlib import Path

import pytest

import surveykit as sk
from surveykit import pipeline
from surveykit.charts import draw
from surveykit.core.finding import Figure
from surveykit.core.language import LANGUAGES
from tests.charts.reading import Picture

ROOT = Path(__file__).parents[2]
RESPONDENTS, SEED = 400, 11
EXAMPLES = {"ecsi-mobile": 15, "after-sales": 50}
"""Each study with fewer figures than it has."""


@pytest.fixture(scope="module", params=EXAMPLES)
def figures(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Figure]:
    """The figures of a study by the ids of their findings."""
    name, data = request.param, pipeline.example_data()
    if name == "after-sales":
        data = tmp_path_factory.mktemp("figures") / "data.csv"
        asked = ROOT / "questionnaires" / f"{name}.yaml"
        pipeline.simulate(asked, RESPONDENTS, SEED, Path(pipeline.DEFAULT_MODEL), data, None, None)
    findings = sk.study(ROOT / "reports" / f"{name}.yaml", data).findings
    drawn = {f.id: f.figure for f in findings if f.figure is not None}
    assert len(drawn) > EXAMPLES[name]
    return drawn


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_a_figure_lies_on_another_or_is_struck(figures: dict[str, Figure], language: str) -> None:
    pictures = {id: Picture(draw(figure, language)) for id, figure in figures.items()}
    faults = {id: [*picture.faults(), *picture.struck()] for id, picture in pictures.items()}
    assert {id: told for id, told in faults.items() if told} == {}
