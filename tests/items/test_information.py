"""Information: read, not answered; it leaves no trace in the data and none in the findings."""

from surveykit.analysis.describe import Describe
from tests.items.contract import filled, questionnaire

PAGE = """
- {id: note, kind: information, text: {en: Please read., zh: 请阅读。}}
- {id: why, kind: open_text, text: {en: Why?, zh: 为什么？}}
"""


def test_it_has_no_column():
    asked = questionnaire(PAGE)
    assert [v.item for v in asked.codebook.variables] == ["why"]
    assert asked.settled({}).keys() == {"why"}
    assert asked.asked({}) == {"note": True, "why": True}


def test_it_has_no_finding():
    asked = questionnaire(PAGE)
    findings = Describe().run(filled(asked, [{"why": "..."}] * 3))
    assert [finding.id for finding in findings] == ["describe.why"]


def test_nobody_has_to_answer_it():
    asked = questionnaire(PAGE.replace("kind: information,", "kind: information, required: true,"))
    assert asked.items[0].parse({}) == {}
    assert asked.items[0].sent({})
