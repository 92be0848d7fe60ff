"""A public extract: nothing that identifies, no small group, and nothing else changed; in every format."""

import json
from collections import Counter
from xml.etree import ElementTree

import numpy as np
import pyarrow.parquet as pq
import pyreadstat
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import load_workbook

from surveykit import pipeline
from surveykit.cli import commands
from surveykit.core.codebook import Missing
from surveykit.core.columns import SUPPRESSED
from surveykit.core.response import SIMULATED_ID, Response, Status
from surveykit.errors import AnalystError
from surveykit.interchange.codebook_csv import codebook_rows
from surveykit.interchange.export.losses import Note
from surveykit.store.store import Store
from tests.interchange.export.public_study import SECRETS, SOURCE, STUDY, TWELVE, dataset, extract, responses, row
from tests.interchange.export.test_withheld import KEYS, OUT

KEPT = ["arm", "kind", "quick", "paid", "way", "sex", "area", "changing", "branch", "age_band", "care_index"]


def cells(table, name):
    """The cells as they are told apart: a value, a reason, or blank."""
    column = table.data.column(name)
    return ["blank" if code == SUPPRESSED else column.cell(at) for at, code in enumerate(column.codes.tolist())]


def test_the_one_who_is_alone_is_hidden_among_four_of_the_smallest_group():
    """By hand: the one (another, 60) differs from the men, who cost 1 x 2 + 4 x 2 values if they could spare four; five
    cannot, so that all five lose both. Six women cannot spare four either, and would cost 2 + 12."""
    table, notes = extract(TWELVE)
    assert Counter(zip(*(cells(table, name) for name in KEYS), strict=True)) == {
        (1, 1, 1, 1): 6,
        ("blank", 1, 1, "blank"): 6,
    }
    assert Counter(cells(table, "changing")) == {4: 6, "blank": 6}
    assert Note("export.public.blanked", {"times": ("sex 6", "area 0", "branch 0", "age_band 6")}) in notes


def test_respondents_are_numbers_in_an_order_that_tells_nothing():
    table, _ = extract(TWELVE)
    assert table.ids == [str(number) for number in range(1, 13)]
    assert [field.name for field in table.fields if field.variable is None] == ["id"]
    assert cells(table, "paid") != sorted(range(12))
    assert sorted(cells(table, "paid")) == list(range(12))
    assert cells(extract(TWELVE)[0], "paid") == cells(table, "paid")
    others = [*TWELVE[:-1], row(11, 3, 1, 61)]
    assert cells(extract(others)[0], "paid") != cells(table, "paid")


def test_what_is_left_out_is_in_neither_data_nor_codebook():
    table, notes = extract(TWELVE)
    assert [v.name for v in table.data.codebook.variables] == KEPT
    assert [name for name, *_ in codebook_rows(table.questionnaire)[1:]] == KEPT
    told = {note.name.rpartition(".")[2]: note.values.get("names") for note in notes}
    for reason in set(OUT.values()):
        assert told[reason] == tuple(name for name, why in OUT.items() if why == reason)


def test_a_choice_is_kept_as_it_is_and_said():
    table, notes = extract(TWELVE, "id", "why", "response.started")
    by_id = dict(zip(table.ids, cells(table, "why"), strict=True))
    assert by_id == {f"person-{at:03}": f"wrote-{at}" for at in range(12)}
    assert [field.name for field in table.fields if field.variable is None] == ["id", "response.started"]
    assert Note("export.public.chosen", {"names": ("id", "why", "response.started")}) in notes


@pytest.mark.parametrize(
    ("rows", "chosen", "cell", "codes"),
    [
        (TWELVE[:4], (), 5, ["extract-too-few"]),
        (TWELVE, (), 13, ["extract-too-few"]),
        (TWELVE, ("kind", "nobody"), 4, ["extract-with", "extract-with", "extract-cell"]),
    ],
)
def test_what_cannot_be_given_away_is_refused(rows, chosen, cell, codes):
    with pytest.raises(AnalystError) as refused:
        extract(rows, *chosen, cell=cell)
    assert [problem.code for problem in refused.value.problems] == codes


def test_a_group_can_be_asked_to_be_larger():
    table, _ = extract(TWELVE, cell=7)
    assert all(min(Counter(cells(table, name)).values()) == 12 for name in KEYS)


answer = st.sampled_from([1, 2, 3, Missing.REFUSED, Missing.NOT_ANSWERED, None])
person = st.tuples(answer, answer.map(lambda x: 2 if x == 3 else x), st.sampled_from([20, 39, 40, 80]))
people = st.lists(person, min_size=5, max_size=40)


@given(people.map(lambda drawn: [row(at, *who) for at, who in enumerate(drawn)]), st.integers(5, 6))
def test_for_any_data_no_small_group_is_left_and_nothing_else_changes(rows, cell):
    cell = min(cell, len(rows))
    table, notes = extract(rows, "id", cell=cell)
    shown = {name: cells(table, name) for name in KEPT}
    assert min(Counter(zip(*(shown[name] for name in KEYS), strict=True)).values()) >= cell
    for name in KEYS:
        assert min(Counter(shown[name]).values()) >= cell
    times = next(note.values["times"] for note in notes if note.name == "export.public.blanked")
    assert times == tuple(f"{name} {shown[name].count('blank')}" for name in KEYS)
    before = dataset(rows)
    place = {id: at for at, id in enumerate(before.respondents)}
    for at, id in enumerate(table.ids):
        for name in KEPT:
            blank = shown[name][at] == "blank"
            assert blank or shown[name][at] == before.column(name).cell(place[id])
            assert not blank or name in KEYS or (name == "changing" and shown["sex"][at] == "blank")


# ---- the command -----------------------------------------------------------------------------------------------


@pytest.fixture
def study(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SURVEYKIT_LANGUAGE", "en")
    (tmp_path / "visit.yaml").write_text(SOURCE, encoding="utf-8")
    keep(responses(TWELVE))
    return tmp_path


def keep(found):
    with Store.open("sqlite:///visit.db", writable=True) as store:
        store.register(STUDY)
        store.add_all(found)


def run(*arguments):
    return CliRunner().invoke(commands, ["export", "visit.yaml", "--store", "sqlite:///visit.db", *arguments])


def read_back(path):
    """Names, and the cells of one blanked column, as each program reads them."""
    if path.suffix in (".sav", ".dta"):
        read = pyreadstat.read_sav if path.suffix == ".sav" else pyreadstat.read_dta
        frame, _ = read(path, user_missing=True)
        return frame.columns, [None if np.isnan(x) else x for x in frame["sex"]], frame.to_csv()
    if path.suffix == ".parquet":
        frame = pq.read_table(path)
        return frame.column_names, frame["sex"].to_pylist(), str(frame.to_pylist()) + str(frame.schema)
    if path.suffix == ".xlsx":
        book = load_workbook(path)
        header, *rows = book.get_sheet_by_name("data").to_python()
        everything = str([book.get_sheet_by_name(name).to_python() for name in book.sheet_names])
        return header, [x[header.index("sex")] or None for x in rows], everything
    if path.suffix == ".jsonl":
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        assert Counter(line["reasons"].get("sex") for line in lines) == {"suppressed": 6, None: 6}
        names = [
            "id",
            *(v.name for v in STUDY.codebook.variables if v.name in lines[0]["values"] | lines[0]["reasons"]),
        ]
        return names, [line["values"].get("sex") for line in lines], str(lines)
    text = path.read_text(encoding="utf-8-sig")
    header, *rows = [line.split(",") for line in text.splitlines()]
    return header, [int(x[header.index("sex")] or 0) or None for x in rows], text


@pytest.mark.parametrize("ending", pipeline.EXPORTS)
def test_every_format_holds_the_extract_and_no_secret(study, ending):
    done = run("--public", "-o", f"out{ending}")
    assert done.exit_code == 0, done.output
    beside = {".R": "out.exact.csv", ".xml": "out.exact.csv", ".sps": "out.spss.csv"}.get(ending, f"out{ending}")
    names, sexes, everything = read_back(study / beside)
    assert list(names) == ["id", *KEPT]
    assert Counter(sexes) == {1: 6, None: 6}
    others = [path.read_text(encoding="utf-8-sig") for path in study.glob("out*") if path.suffix != ending]
    own = [(study / f"out{ending}").read_text(encoding="utf-8-sig")] if ending in (".R", ".sps", ".xml") else []
    told = "".join([everything, *others, *own])
    assert not [secret for secret in SECRETS if secret in told]
    assert "Blanked values: sex 6" in told
    assert "隐去的取值个数：sex 6" in told
    assert "Blanked values: sex 6" in done.output


def test_the_labels_sheet_says_what_an_empty_cell_is(study):
    run("--public", "-o", "out.xlsx")
    labels = load_workbook(study / "out.xlsx").get_sheet_by_name("labels").to_python()
    assert ["sex", "", "blanked, because too few people had this value"] in labels


def test_the_codebook_for_archives_refers_to_nothing_that_is_left_out(study):
    run("--public", "-o", "out.xml")
    root = ElementTree.parse(study / "out.xml").getroot()
    ids = {element.get("ID") for element in root.iter()}
    used = {id for element in root.iter() for name in ("var", "files") for id in element.get(name, "").split()}
    assert used <= ids
    assert {f"V_{name}" for name in KEPT} == {id for id in ids if id and id.startswith("V_")}


def test_drafts_are_not_given_away_and_the_simulated_are_told(study):
    keep([Response("e" * 32, "key", "visit", STUDY.hash, {"paid": 99}, "en", Status.DRAFT)])
    again = Response("f" * 32, "import:robot", "visit", STUDY.hash, {"paid": 98}, "en", Status.SIMULATED)
    keep([again])
    done = run("--public", "-o", "out.jsonl")
    lines = [json.loads(line) for line in (study / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(lines) == 13
    assert [x["id"] for x in lines if x["id"].startswith(SIMULATED_ID)] == [
        x["id"] for x in lines if x["values"]["paid"] == 98
    ]
    assert "simulated, nobody’s answers: 1" in done.output


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--with", "id"), 2, "--with and --cell belong to --public"),
        (("--cell", "9"), 2, "--with and --cell belong to --public"),
        (("--public", "--flags"), 2, "--flags does not"),
        (("--public", "--cell", "4"), 1, "groups of 4 are too small"),
        (("--public", "--cell", "20"), 1, "there are 12 responses, too few"),
        (("--public", "--with", "sex"), 1, "“sex” is nothing that a public extract leaves out"),
    ],
)
def test_what_makes_no_sense_is_refused(study, arguments, code, said):
    done = run("-o", "out.csv", *arguments)
    assert done.exit_code == code
    assert said in done.output
    assert not list(study.glob("out*"))
