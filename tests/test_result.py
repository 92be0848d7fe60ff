"""The Python door: an analysis called by its name gives something to read, show and compute with."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

import surveykit as sk
from surveykit.analysis import ANALYSES
from surveykit.errors import AnalystError
from surveykit.pipeline import example_data
from tests.analysis.small import LANGUAGES

ECSI = "questionnaires/ecsi-mobile.yaml"
CHINESE = re.compile("[\u4e00-\u9fff]")
ROAD = json.loads(Path("tests/reference/mobi_road.json").read_text(encoding="utf-8"))["results"]


@pytest.fixture(scope="module")
def data():
    return sk.load_data(example_data(), ECSI)


def test_every_analysis_is_there():
    assert set(ANALYSES) <= set(sk.__all__)


def test_an_analysis_is_a_function_of_that_name(data):
    result = sk.relations(data)
    assert len(result) == 1
    expected = ROAD["correlation.matrix"]["value"]["image"]["quality"]  # R: cor
    assert result.estimate("pearson_r", pair=("image", "quality")).value == pytest.approx(expected, abs=1e-6)
    with pytest.raises(AttributeError, match="no astrology"):
        _ = sk.astrology


def test_options_are_given_in_order_or_by_name(data):
    by_order = sk.regression(data, "loyalty", ["image", "satisfaction"])
    by_name = sk.regression(data, outcome="loyalty", predictors=("image", "satisfaction"))
    assert by_order == by_name
    with pytest.raises(TypeError, match="outcome, predictors"):
        sk.regression(data, *range(99))
    with pytest.raises(AnalystError):
        sk.regression(data, "loyalti", "image")


@pytest.mark.parametrize(
    ("call", "known"),
    [
        (lambda data: sk.regression(data, "loyalty", "image", errors="hc9"), "hc3"),
        (lambda data: sk.regression(data, "loyalty", "image", further="stabilty"), "stability"),
        (lambda data: sk.factors(data, rotation="quartimax"), "varimax"),
    ],
)
def test_a_word_that_an_option_does_not_have_is_told_with_those_it_has(data, call, known):
    with pytest.raises(AnalystError, match=known) as error:
        call(data)
    assert [p.code for p in error.value.problems] == ["unknown-word"]


def test_a_study_is_loaded_from_a_path_written_as_text():
    assert sk.load_questionnaire(ECSI).id == "ecsi-mobile"
    assert sk.load_plan("reports/ecsi-mobile.yaml").plan == "ecsi-mobile"


def test_printed_words_come_with_their_cautions_and_the_checks_that_fail(data):
    result = sk.regression(data, "loyalty", ["image", "satisfaction"])
    assert "Caution. α is below .70 for Loyalty." in str(result)
    assert "注意：α低于.70的构念：“忠诚度”。" in str(result.speaking("zh"))
    assert "Caution. Leaving out one respondent changes a conclusion" in str(
        sk.regression(data, "loyalty", ["image", "quality", "value", "satisfaction"])
    )


def test_it_reads_as_a_table_in_both_languages(data):
    result = sk.relations(data)
    assert "expectation" in str(result).lower()
    assert all(result.sentence(language) for language in LANGUAGES)
    assert result.sentence("zh") != result.sentence("en")
    lines = str(result.speaking("zh")).splitlines()
    rule = next(line for line in lines if set(line) == {"─"})
    assert len(rule) > 20
    with pytest.raises(ValueError, match="'fr'"):
        result.sentence("fr")


def test_it_is_a_page_in_a_notebook(data):
    page = sk.regression(data, "loyalty", ["image", "satisfaction"])._repr_html_()
    assert "<table" in page
    assert "<svg" in page
    assert "<script" not in page


def test_it_becomes_a_frame_and_a_figure(data):
    result = sk.regression(data, "loyalty", ["image", "satisfaction"])
    frame = result.to_frame()
    row = frame[(frame.estimate == "coefficient") & (frame.predictor == "image")].iloc[0]
    assert row.low < row.value < row.high
    assert row.level == 0.95
    assert ElementTree.fromstring(result.plot().svg).tag.endswith("svg")
    with pytest.raises(KeyError, match="no figure"):
        sk.relations(data, only=["pearson_r"]).plot()


def test_an_estimate_that_an_analysis_does_not_have_is_told_with_those_it_has(data):
    with pytest.raises(AnalystError, match="“alpha” is not an estimate of reliability") as error:
        sk.reliability(data, only=["alpha"])
    assert "cronbach_alpha" in str(error.value)
    assert error.value.problems[0].code == "analysis-unknown-estimate"


def test_an_error_tells_python_users_in_their_language_what_to_do(data, monkeypatch):
    monkeypatch.setenv("SURVEYKIT_LANGUAGE", "zh")
    with pytest.raises(AnalystError) as error:
        sk.reliability(data, "imag")
    assert "“imag”" in str(error.value)
    assert CHINESE.search(str(error.value))
    assert "[analysis-not-construct]" in str(error.value)
