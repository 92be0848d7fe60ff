"""The codebook as a page."""

from surveykit.report.codebook import codebook_page, codebook_view
from tests.report.page_reader import PageReader
from tests.report.tiny_study import HOSTILE, QUESTIONNAIRE, TEMPLATES


def test_every_variable_stands_with_both_labels_and_its_construct() -> None:
    view = codebook_view(QUESTIONNAIRE)
    assert [v.name for v in view.variables] == ["SP1", "SP2"]
    first = view.variables[0]
    assert "How fast were we?" in first.label
    assert "我们有多快？" in first.label
    assert first.range == "1 … 5"
    assert [v.code for v in first.values] == ["1", "5"]
    assert [m.code for m in view.missing] == ["\u22121", "\u22122", "\u22123", "\u22124", "\u22125", "\u22126"]
    assert view.constructs[0].items == ("SP1", "SP2")


def test_the_page_is_whole_and_asks_nobody_for_anything() -> None:
    page = PageReader(codebook_page(QUESTIONNAIRE, TEMPLATES))
    assert page.faults == []
    assert page.addresses == []
    assert HOSTILE in page.text
    assert QUESTIONNAIRE.hash in page.text
    assert not {"script", "img"} & {tag for tag, _ in page.tags}
