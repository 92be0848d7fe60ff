"""The columns that our exports add are taken back by import, or passed over."""

import pytest

from surveykit.core.codebook import Missing
from surveykit.design.load import parse_questionnaire
from surveykit.errors import AnalystError
from surveykit.interchange.csv_file import open_csv
from surveykit.interchange.table_columns import dataset_of

TINY = parse_questionnaire("""
questionnaire: tiny
version: "1"
languages: [en]
title: Tiny
sections:
  - id: s
    title: S
    items:
      - {id: warmth, kind: number, text: Degrees, minimum: -9, maximum: 9}
      - {id: why, kind: open_text, text: Why?}
""")


def cells(tmp_path, text, name):
    (tmp_path / "x.csv").write_text(text, encoding="utf-8")
    data = dataset_of(open_csv(tmp_path / "x.csv"), TINY)
    return [data.column(name).cell(row) for row in range(data.n)]


def test_a_column_of_reasons_says_why_a_cell_is_empty(tmp_path):
    text = "id,response.status,warmth,warmth.missing\na,complete,-1,\nb,complete,,-4\nc,draft,,-6\nd,draft,,\n"
    expected = [-1, Missing.REFUSED, Missing.NOT_REACHED, Missing.NOT_ANSWERED]
    assert cells(tmp_path, text, "warmth") == expected


def test_beside_a_column_of_reasons_a_text_is_a_text(tmp_path):
    assert cells(tmp_path, "why,why.missing\n-1,\n,-1\n", "why") == ["-1", Missing.NOT_ASKED]
    assert cells(tmp_path, "why\n-1\n", "why") == [Missing.NOT_ASKED]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("warmth,warmth.missing\n,-9\n", "import-not-in-codebook"),
        ("warmth,what.missing\n1,\n", "import-unknown-column"),
    ],
)
def test_what_is_no_reason_is_told(tmp_path, text, code):
    with pytest.raises(AnalystError) as refused:
        cells(tmp_path, text, "warmth")
    assert code in [problem.code for problem in refused.value.problems]
