"""Out and in again: what surveykit writes, other programs read, and surveykit reads back whole."""

import csv
import dataclasses
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from pyxform.xls2xform import convert as pyxform_convert

from surveykit import pipeline
from surveykit.design.load import load_questionnaire, parse_questionnaire
from surveykit.design.save import questionnaire_text
from surveykit.errors import AuthorError, Severity
from tests.interchange.xlsform.small_forms import book, read

READY = Path(__file__).parents[3] / "questionnaires"
NAMES = ("every-item", "after-sales", "ecsi-mobile")


def sheets(path):
    workbook = CalamineWorkbook.from_path(str(path))
    return {name: workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_a_questionnaire_comes_back_as_it_was(name, ending, tmp_path):
    source, form = READY / f"{name}.yaml", tmp_path / f"form{ending}"
    pipeline.convert(source, form)
    back = tmp_path / "back.yaml"
    assert pipeline.convert(form, back) == []
    assert back.read_bytes() == source.read_bytes()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_pyxform_takes_the_form(name, ending, tmp_path):
    form = tmp_path / f"form{ending}"
    pipeline.convert(READY / f"{name}.yaml", form)
    warnings = []
    made = pyxform_convert(str(form), warnings=warnings, validate=False).xform
    assert warnings == []
    for item in load_questionnaire(READY / f"{name}.yaml").items:
        several = item.kind in ("multiple_choice", "ranking")
        names = [item.id] if several else [variable.name for variable in item.variables()]
        assert all(f"<{name}" in made for name in names), item.id


@pytest.mark.parametrize("name", NAMES)
def test_without_our_sheet_the_questions_are_still_there(name, tmp_path):
    form = tmp_path / "form.xlsx"
    pipeline.convert(READY / f"{name}.yaml", form)
    bare = book(tmp_path / "bare.xlsx", **{k: rows for k, rows in sheets(form).items() if k != "surveykit"})
    done = read(bare)
    before = load_questionnaire(READY / f"{name}.yaml")
    kept = {v.name for v in done.questionnaire.codebook.variables}
    usual = ("single_choice", "multiple_choice", "rating", "number", "matrix", "date_time", "open_text", "short_text")
    for item in before.items:
        if item.kind in usual and not item.id.startswith(("makers", "region", "gender", "used")):
            assert {v.name for v in item.variables()} <= kept, item.id


def test_what_a_form_cannot_do_is_named_and_strict_refuses_it(tmp_path):
    out = tmp_path / "form.xlsx"
    lost = {p.code for p in pipeline.convert(READY / "every-item.yaml", out) if p.severity is Severity.WARNING}
    assert lost >= {
        *("xlsform-out-shuffle", "xlsform-out-quota", "xlsform-out-soft-rule", "xlsform-out-arms", "xlsform-out-top"),
        *("xlsform-out-at-once", "xlsform-out-all-pairs", "xlsform-out-fixed-options", "xlsform-out-shuffled-parts"),
    }
    out.unlink()
    with pytest.raises(AuthorError) as error:
        pipeline.convert(READY / "every-item.yaml", out, strict=True)
    assert not out.exists()
    assert {p.code for p in error.value.problems} == {*lost, "nothing-converted"}
    assert all(p.place.line for p in error.value.problems[:-1])
    assert [p.code for p in pipeline.convert(READY / "ecsi-mobile.yaml", out, strict=True)] == ["xlsform-out-one-title"]


def test_no_cell_is_a_formula(tmp_path):
    source = tmp_path / "q.yaml"
    source.write_text(
        'questionnaire: q\nversion: "1"\nlanguages: [en]\ntitle: "=1+1"\nsections:\n  - id: s\n    title: "@SUM(1)"\n'
        '    items:\n      - {id: a, kind: open_text, text: "=HYPERLINK(1)", help: "-2+3"}\n'
        '      - {id: b, kind: single_choice, text: "+1", options: {x: "=A1", y: "-"}}\n',
        encoding="utf-8",
    )
    for ending in (".xlsx", ".csv"):
        form = tmp_path / f"form{ending}"
        pipeline.convert(source, form)
        pipeline.convert(form, tmp_path / "back.yaml")
        assert (tmp_path / "back.yaml").read_text("utf-8") == source.read_text("utf-8")
    cells = [cell for rows in sheets(tmp_path / "form.xlsx").values() for row in rows for cell in row]
    assert {"=1+1", "@SUM(1)", "=HYPERLINK(1)", "-2+3", "+1", "=A1", "-"} <= set(cells)
    with (tmp_path / "form.csv").open(encoding="utf-8", newline="") as file:
        assert not [cell for row in csv.reader(file) for cell in row if cell.startswith(tuple("=+-@"))]


WORDS = st.text(
    alphabet=st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co"), exclude_characters="{}"),
    min_size=1,
    max_size=12,
).map(lambda text: f"x{text}x")
TEXTS = st.builds(lambda en, zh: {"en": en, "zh": zh}, WORDS, WORDS)
CONDITIONS = st.sampled_from(["n > 2", "c = 'a' or not answered(n)", "selected(m, 'b') and n != 3", "not (c != 'b')"])


@st.composite
def questionnaires(draw):
    """Questionnaires made from one with every usual kind, with other words, flags and conditions."""
    base = parse_questionnaire(SMALL)
    items = []
    for item in base.items:
        change = {"text": draw(TEXTS), "required": draw(st.booleans()) and not item.unseen}
        if item.id not in ("n", "c", "m") and draw(st.booleans()):
            change["relevant"] = (
                parse_questionnaire(SMALL.replace("RELEVANT", draw(CONDITIONS))).item_by_id["t"].relevant
            )
        if draw(st.booleans()):
            change["help"] = draw(TEXTS)
        if item.kind in ("single_choice", "multiple_choice", "ranking"):
            change["options"] = {k: dataclasses.replace(o, label=draw(TEXTS)) for k, o in item.options.items()}
        items.append(dataclasses.replace(item, **change))
    section = dataclasses.replace(base.sections[0], items=tuple(items), title=draw(TEXTS))
    return dataclasses.replace(base, sections=(section,), title=draw(TEXTS))


SMALL = """
questionnaire: small
version: "1"
languages: [en, zh]
title: {en: T, zh: T}
scales:
  good: {levels: {1: {en: bad, zh: 差}, 2: {en: good, zh: 好}}, dont_know: {en: cannot say, zh: 说不上来}}
sections:
  - id: s
    title: {en: S, zh: S}
    items:
      - {id: n, kind: number, text: {en: N, zh: N}, minimum: 0, maximum: 9}
      - id: c
        kind: single_choice
        text: {en: C, zh: C}
        options: {a: {en: A, zh: A}, b: {en: B, zh: B, specify: true}}
      - {id: m, kind: multiple_choice, text: {en: M, zh: M}, options: {a: {en: A, zh: A}, b: {en: B, zh: B}}}
      - {id: r, kind: rating, text: {en: R, zh: R}, scale: good}
      - {id: x, kind: matrix, text: {en: X, zh: X}, scale: good, rows: {x1: {en: X1, zh: X1}, x2: {en: X2, zh: X2}}}
      - {id: o, kind: ranking, text: {en: O, zh: O}, options: {a: {en: A, zh: A}, b: {en: B, zh: B}}}
      - {id: t, kind: open_text, text: {en: T, zh: T}, relevant: "RELEVANT"}
      - {id: d, kind: date_time, text: {en: D, zh: D}, latest: today}
      - {id: k, kind: kano, text: {en: K, zh: K}, features: {kf: {en: F, zh: F}}}
""".replace("RELEVANT", "n > 1")


@settings(max_examples=25)
@given(questionnaire=questionnaires())
def test_any_questionnaire_comes_back(questionnaire, tmp_path_factory):
    folder = tmp_path_factory.mktemp("trip")
    (folder / "q.yaml").write_text(questionnaire_text(questionnaire), encoding="utf-8")
    before = load_questionnaire(folder / "q.yaml")
    pipeline.convert(folder / "q.yaml", folder / "form.xlsx")
    pyxform_convert(str(folder / "form.xlsx"), validate=False)
    pipeline.convert(folder / "form.xlsx", folder / "back.yaml")
    assert load_questionnaire(folder / "back.yaml") == before
    # Without our sheet: the same questions, asked of the same people.
    rows = {k: rows for k, rows in sheets(folder / "form.xlsx").items() if k != "surveykit"}
    bare = read(book(folder / "bare.xlsx", **rows)).questionnaire
    for item in before.items:
        if item.kind in ("number", "single_choice", "multiple_choice", "rating", "matrix", "ranking", "open_text"):
            again = bare.item_by_id[item.id]
            assert (again.kind, dict(again.text), again.required) == (item.kind, dict(item.text), item.required)
            assert [v.name for v in again.variables() if "_text" not in v.name] == [
                v.name for v in item.variables() if "_text" not in v.name
            ]
