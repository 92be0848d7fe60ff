"""No cell of a safe CSV starts a formula, and every text can be had back."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveykit.cleaning.code import code_responses
from surveykit.core.response import Response, Status
from surveykit.design.load import parse_questionnaire
from surveykit.interchange.export.csv_table import write_csv
from surveykit.interchange.export.delimited import inert_text, original_text
from surveykit.interchange.export.table import Cases, ExportTable

SIGNS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"
NASTY = st.text(
    alphabet=st.sampled_from([*SIGNS, " ", "\u3000", "'", '"', ",", ";", "1", "a", "慢", "\ufeff"]), max_size=8
)
TEXTS = st.one_of(NASTY, st.text(max_size=20)).filter(
    lambda t: "\x00" not in t and not any("\ud800" <= c <= "\udfff" for c in t)
)


@given(TEXTS)
def test_a_text_begins_with_no_sign_of_a_formula_and_is_had_back(text):
    cell = inert_text(text)
    assert not cell.startswith(tuple(SIGNS))
    assert not cell.lstrip().startswith(tuple(SIGNS))
    assert original_text(cell) == text


def asked(label: str, option: str):
    """A questionnaire whose words are anybody's."""
    q = parse_questionnaire("""
questionnaire: words
version: "1"
languages: [en]
title: Words
sections:
  - id: s
    title: S
    items:
      - {id: a, kind: single_choice, text: LABEL, options: {x: OPTION, y: Other}}
      - {id: b, kind: open_text, text: LABEL}
      - {id: n, kind: number, text: N, minimum: -9, maximum: 9}
""")
    choice, text, number = q.items
    options = {"x": replace(choice.options["x"], label={"en": option}), "y": choice.options["y"]}
    items = (replace(choice, text={"en": label}, options=options), replace(text, text={"en": label}), number)
    return replace(q, sections=(replace(q.sections[0], items=items),))


@given(TEXTS, TEXTS, TEXTS, TEXTS, st.booleans())
def test_no_cell_of_a_safe_file_starts_a_formula(tmp_path_factory, label, option, text, id, labels):
    q = asked(label, option)
    answers = {"a": "x", "b": text, "n": -3}
    response = Response("r", f"import:{id}", q.id, q.hash, answers, "en", Status.IMPORTED)
    cases = Cases({q.hash: "=1"})
    data = code_responses({q.hash: q}, q, cases.passing(iter([response])))
    path = tmp_path_factory.mktemp("safe") / "x.csv"
    write_csv(ExportTable(data, cases, "en"), path, safe=True, labels=labels)
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    header, row = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
    numeric = {at for at, name in enumerate(row) if name == "-3"}
    assert len(numeric) == 1
    for at, cell in enumerate([*header, *row]):
        if at - len(header) not in numeric:
            assert not cell.startswith(tuple(SIGNS))
    if not labels:
        assert original_text(row[header.index("b")]) == text


@pytest.mark.parametrize("sign", SIGNS)
def test_every_sign_is_disarmed(sign):
    assert inert_text(f"{sign}1").startswith("'")
