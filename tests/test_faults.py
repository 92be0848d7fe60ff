"""A fault of our own inside one question costs that question, never the report."""

from pathlib import Path

import pytest

import surveykit as sk
from surveykit.analysis import ANALYSES
from surveykit.core.fault import kept
from surveykit.pipeline import example_data
from surveykit.pipeline.analyses import findings_of

ROOT = Path(__file__).parents[1]
ECSI = ROOT / "questionnaires" / "ecsi-mobile.yaml"


@pytest.fixture(scope="module")
def data():
    return sk.load_data(example_data(), sk.load_questionnaire(ECSI))


def broken(monkeypatch, analysis, data, method):
    kind = type(next(iter(analysis.questions(data))))
    monkeypatch.setattr(kind, method, lambda *_: 1 / 0)
    return findings_of(analysis, data)


def test_a_question_that_fails_inside_is_refused_with_the_id_of_the_fault(monkeypatch, data):
    whole = findings_of(ANALYSES["reliability"](), data)
    found = broken(monkeypatch, ANALYSES["reliability"](), data, "estimate")
    assert [f.id for f in found] == [f.id for f in whole]
    assert found[0].refused
    assert "error" in found[0].sentences.full["en"]
    assert "错误编号" in found[0].sentences.full["zh"]
    assert found[0].estimates == ()


def test_an_analysis_that_cannot_even_ask_becomes_one_refusal(monkeypatch, data):
    analysis = ANALYSES["describe"]()
    monkeypatch.setattr(type(analysis), "questions", lambda *_: 1 / 0)
    (found,) = findings_of(analysis, data)
    assert found.id == "describe.failed"
    assert found.refused
    assert found.n == 250


def test_the_same_fault_has_the_same_id_and_its_traceback_is_kept():
    def fault():
        try:
            1 / 0  # noqa: B018
        except ZeroDivisionError as error:
            return kept(error)

    first, second = fault(), fault()
    assert first.id == second.id
    assert "ZeroDivisionError" in first.log.read_text(encoding="utf-8")
    assert first.id in first.log.name
