"""Files: workbooks, CSV in one file or in a folder, and what is no form at all or far too large."""

import re
import subprocess
import sys
import time
import zipfile
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveykit import pipeline
from surveykit.errors import SurveykitError
from tests.interchange.xlsform.small_forms import book, read, refused

SURVEY = [("type", "name", "label"), ("text", "why", "Why?")]


def test_one_csv_file_with_the_name_of_the_sheet_first(tmp_path):
    path = tmp_path / "form.csv"
    path.write_text(
        '"survey",,,\n,"type","name","label"\n,"select_one c","q","Q, or not?"\n"choices"\n'
        ',"list_name","name","label"\n'
        ',"c","a","A"\n,"c","b","\'=B"\n"settings"\n,"form_id"\n,"mine"\n',
        encoding="utf-8",
    )
    done = read(path)
    assert (done.questionnaire.id, done["q"].text["en"]) == ("mine", "Q, or not?")
    assert done["q"].options["b"].label["en"] == "=B"


def test_a_folder_of_csv_files_and_a_bare_survey(tmp_path):
    folder = tmp_path / "form"
    folder.mkdir()
    (folder / "survey.csv").write_text("type;name;label\nselect_one c;q;Q?\n", encoding="utf-8-sig")
    (folder / "choices.csv").write_text("list_name;name;label\nc;a;A\nc;b;B\n", encoding="utf-8")
    assert list(read(folder)["q"].options) == ["a", "b"]
    bare = tmp_path / "bare.csv"
    bare.write_text("type,name,label\ntext,why,Why?\n", encoding="utf-8")
    assert read(bare)["why"].kind == "short_text"


def test_a_problem_in_a_folder_names_its_file(tmp_path):
    folder = tmp_path / "form"
    folder.mkdir()
    (folder / "survey.csv").write_text("type,name,label\nselect_one d,q,Q?\n", encoding="utf-8")
    (folder / "choices.csv").write_text("list_name,name,label\nc,a,A\n", encoding="utf-8")
    with pytest.raises(SurveykitError) as error:
        pipeline.convert(folder, tmp_path / "q.yaml")
    (first, *_) = error.value.problems
    assert (first.code, first.place.file, first.place.row) == ("xlsform-unknown-list", str(folder / "survey.csv"), 2)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("none.xlsx", None, "no-such-file"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "xlsform-not-xlsx"),
        ("text.xlsx", b"type,name,label\n", "xlsform-not-xlsx"),
        ("half.xlsx", b"PK\x03\x04" + b"\x00" * 200, "xlsform-damaged"),
        ("empty.csv", b"", "xlsform-csv-sheets"),
        ("gbk.csv", "type,name,label\ntext,why,您好吗\n".encode("gb18030"), "not-utf8"),
        ("nul.csv", b"type,name,label\ntext,a,b" + b"x" * 200 + b"\x00\n", "xlsform-unprintable"),
        ("quote.csv", b'type,name\n"' + b"x" * 200_000, "xlsform-csv"),
    ],
)
def test_files_that_are_no_form(tmp_path, name, content, code):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    assert code in [found[0] for found in refused(path)]


def test_a_folder_without_a_survey(tmp_path):
    (tmp_path / "form").mkdir()
    assert refused(tmp_path / "form")[0][0] == "xlsform-no-survey-file"


def test_one_of_the_two_must_be_a_definition(tmp_path):
    for source, out in [("a.yaml", "b.yaml"), ("a.xlsx", "b.csv"), ("a.txt", "b.yaml"), ("a.yaml", "b.pdf")]:
        with pytest.raises(SurveykitError) as error:
            pipeline.convert(tmp_path / source, tmp_path / out)
        assert [p.code for p in error.value.problems] == ["convert-direction"]


# --- too large --------------------------------------------------------------------------------------


def replaced(path, part, content):
    """The workbook with another content of one part."""
    with zipfile.ZipFile(path) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    parts[part] = content
    out = path.with_name("large.xlsx")
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, piece in parts.items():
            archive.writestr(name, piece)
    return out


SHEET = "xl/worksheets/sheet1.xml"
HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'


def bombs(path):
    small = book(path / "small.xlsx", survey=SURVEY)
    cell = b'<c r="%s" t="n"><v>1</v></c>'
    wide = b"".join(cell % letters for letters in (b"A1", b"ZZ1", b"XFD1"))
    yield "xlsform-too-wide", replaced(small, SHEET, HEAD + b"<row>" + wide + b"</row></sheetData></worksheet>")
    deep = cell % b"A1" + cell % b"CV1048576"
    yield "xlsform-too-many-cells", replaced(small, SHEET, HEAD + b"<row>" + deep + b"</row></sheetData></worksheet>")
    many = b'<row><c r="A1"/></row>' * 1_000_000
    yield "xlsform-too-many-cells", replaced(small, SHEET, HEAD + many + b"</sheetData></worksheet>")
    empty = HEAD + b"<row/>" * 3_000_000
    yield "xlsform-too-many-cells", replaced(small, SHEET, empty)
    yield "xlsform-too-large", replaced(small, SHEET, HEAD + b" " * 60_000_000)
    yield "xlsform-damaged", replaced(small, SHEET, b'<!DOCTYPE a [<!ENTITY b "c">]>' + HEAD)
    strings = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>'
        + b"x" * 32_000
        + b"</t></si></sst>"
    )
    long = replaced(small, "xl/sharedStrings.xml", strings).rename(path / "long.xlsx")
    often = b"".join(b'<row><c t="s"><v>0</v></c></row>' for _ in range(5_000))
    yield "xlsform-too-much-text", replaced(long, SHEET, HEAD + often + b"</sheetData></worksheet>")


@pytest.mark.skipif(sys.platform != "linux", reason="the peak of memory is read from /proc")
@pytest.mark.parametrize("number", range(7))
def test_a_file_that_swells_is_refused_at_once_and_in_little_memory(number, tmp_path):
    code, path = next(islice(bombs(tmp_path), number, None))
    started = time.process_time()
    assert [found[0] for found in refused(path)] == [code]
    assert time.process_time() - started < 1
    command = ["convert", str(path), "-o", str(tmp_path / "q.yaml")]
    script = (
        "from surveykit.cli import commands\n"
        f"try:\n    commands({command})\n"
        "finally:\n    print(open('/proc/self/status').read())\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    peak = re.search(r"VmHWM:\s+([0-9]+) kB", done.stdout)
    assert peak is not None
    assert int(peak[1]) < 200_000


def test_a_large_form_is_read(tmp_path):
    survey = [SURVEY[0], *(("text", f"q{n}", f"Q{n}?") for n in range(2_000))]
    assert len(read(book(tmp_path / "form.xlsx", survey=survey)).questionnaire.items) == 2_000


@pytest.mark.parametrize(
    ("survey", "choices", "code"),
    [
        ([("text", f"q{n}", "Q") for n in range(10_001)], 2, "xlsform-many-questions"),
        ([("select_one c", f"q{n}", "Q") for n in range(40)], 1_000, "xlsform-many-options"),
        ([("txet", f"q{n}", "${nobody}") for n in range(5_000)], 2, "xlsform-unknown-type"),
    ],
)
def test_a_form_of_immense_length_does_not_keep_the_machine_busy(survey, choices, code, tmp_path):
    lists = [("list_name", "name", "label"), *(("c", f"c{n}", "C") for n in range(choices))]
    path = book(tmp_path / "form.xlsx", survey=[SURVEY[0], *survey], choices=lists)
    started = time.process_time()
    assert code in [found[0] for found in refused(path)]
    assert time.process_time() - started < 5


# --- anything ---------------------------------------------------------------------------------------

WORDS = (
    *(None, "text", "integer", "select_one c", "select_multiple c", "begin_group", "end_group", "begin repeat", "note"),
    *("end_repeat", "calculate", "rank c", "range", "a", "b", "${a}", "${a} > 1", "selected(${b}, 'a')", ". > 3"),
    *("yes", "c", "type", "name", "label", "label::中文", "table-list", "not(", "today()", "acknowledge", "date"),
)
CELLS = st.one_of(
    st.sampled_from(WORDS),
    st.integers(-5, 5),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.booleans(),
    st.text(st.characters(exclude_categories=("Cs",)), max_size=8),
)
HEADERS = st.sampled_from(
    (
        *("type", "name", "label", "label::English (en)", "label::中文 (zh)", "relevant", "constraint", "calculation"),
        *("required", "hint", "choice_filter", "appearance", "parameters", "repeat_count", "typ", "", "default"),
        "list_name",
    )
)


def read_or_reasons(path):
    """Read a form, or the reasons why it is refused. Anything else that is raised is our fault."""
    try:
        return read(path)
    except SurveykitError as error:
        return error.problems


def grid(heads):
    rows = st.lists(st.lists(CELLS, max_size=8), max_size=8)
    header = st.one_of(st.just(heads), st.lists(HEADERS, max_size=8))
    return st.builds(lambda head, body: [head, *body], header, rows)


@settings(max_examples=150)
@given(
    survey=grid(["type", "name", "label", "relevant", "constraint", "calculation", "choice_filter", "appearance"]),
    choices=grid(["list_name", "name", "label", "extra"]),
    setting=grid(["form_title", "form_id", "version", "default_language"]),
)
def test_any_cells_are_read_or_refused_with_reasons(survey, choices, setting, tmp_path_factory):
    folder = tmp_path_factory.mktemp("any")
    path = book(folder / "form.xlsx", survey=survey, choices=choices, settings=setting)
    done = read_or_reasons(path)
    assert not isinstance(done, tuple) or all(p.place.file or p.code == "nothing-converted" for p in done)


@settings(max_examples=100)
@given(at=st.floats(0, 1), piece=st.binary(min_size=1, max_size=40))
def test_any_damage_is_refused_or_does_not_matter(at, piece, tmp_path_factory):
    folder = tmp_path_factory.mktemp("damage")
    path = book(folder / "form.xlsx", survey=SURVEY)
    content = path.read_bytes()
    place = int(at * (len(content) - 1))
    path.write_bytes(content[:place] + piece + content[place + len(piece) :])
    assert read_or_reasons(path) != ()
