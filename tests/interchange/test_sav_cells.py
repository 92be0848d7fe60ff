"""The cells of a .sav read in NumPy are those that pyreadstat reads, or are left to it."""

import subprocess
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from itertools import chain

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveykit.errors import AnalystError
from surveykit.interchange.table import Repeated

pd = pytest.importorskip("pandas")
pyreadstat = pytest.importorskip("pyreadstat")
sav_cells = pytest.importorskip("surveykit.interchange.sav_cells")
statistics_file = pytest.importorskip("surveykit.interchange.statistics_file")

PLAIN, CODED, DEFLATED = {}, {"row_compress": True}, {"compress": True}
"""How pyreadstat is asked for the three kinds of compression."""
SPSS_BEGINS = datetime(1582, 10, 14)
LARGEST = float(np.finfo(np.float64).max)
SMALL = [-100.0, -99.0, -1.0, -0.0, 0.0, 1.0, 5.0, 151.0, 152.0]
"""Numbers about where codes begin and end."""
NUMBERS = st.none() | st.sampled_from(SMALL) | st.integers(-9, 300).map(float) | st.floats(allow_nan=False)
WORDS = [
    "",
    "a",
    "  b",
    "b  ",
    "eight by",
    "eight bytes, and more",
    "非常满意",
    "慢，真的慢；不满意。",
    "\ufdfd" * 8,
    "x" * 255,
]


def write(path, columns, kind, **options):
    pyreadstat.write_sav(pd.DataFrame(columns), path, **kind, **options)
    return path


@contextmanager
def at_a_time(rows, piece):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sav_cells, "_LEAST", rows)
        patch.setattr(sav_cells, "_ROWS", rows)
        patch.setattr(sav_cells, "_PIECE", piece)
        yield


def read(path):
    """All cells as texts, column by column, or what is wrong with the file; here, and by pyreadstat alone."""
    try:
        source = statistics_file.open_sav(path)
    except AnalystError as error:
        return 2 * [[problem.code for problem in error.problems]]
    return told(source), told(replace(source, layout=None))


def told(source):
    try:
        chunks = list(source.chunks())
    except AnalystError as error:
        return [(problem.code, problem.values) for problem in error.problems]
    assert [number for chunk in chunks for number in chunk.numbers] == list(range(1, source.last + 1))
    return [[cell for chunk in chunks for cell in chunk.cells[at]] for at in range(len(source.columns))]


def cells(path):
    """What is read without pyreadstat, column by column."""
    parts = zip(*sav_cells.sav_cells(path, sav_cells.sav_layout(path), 10**6), strict=True)
    return [list(chain(*part)) for part in parts]


@st.composite
def tables(draw):
    n = draw(st.integers(1, 30))
    words = WORDS + draw(st.lists(st.text(max_size=12).filter(lambda text: "\0" not in text), max_size=3))
    scale = st.integers(1, 5).map(float)
    kinds = draw(st.lists(st.sampled_from([NUMBERS, scale, st.sampled_from(words)]), min_size=1, max_size=9))
    columns = [draw(st.lists(kind, min_size=n, max_size=n)) for kind in kinds]
    types = [object if isinstance(column[0], str) else float for column in columns]
    return {f"q{at}": pd.Series(column, dtype=types[at]) for at, column in enumerate(columns)}


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    table=tables(), kind=st.sampled_from([PLAIN, CODED, DEFLATED]), rows=st.integers(1, 40), words=st.integers(1, 90)
)
def test_cells_are_those_that_pyreadstat_reads(tmp_path, table, kind, rows, words):
    path = write(tmp_path / "x.sav", table, kind)
    with at_a_time(rows, 8 * words):
        ours = cells(path)
        texts, by_pyreadstat = read(path)
    theirs, _ = pyreadstat.read_sav(path, user_missing=True, output_format="dict")
    for mine, other in zip(ours, theirs.values(), strict=True):
        np.testing.assert_array_equal(mine, [np.nan if cell is None else cell for cell in other])
    assert texts == by_pyreadstat


SOME = {
    "q1": [1.0, 5.0, None, -2.0, 3.0],
    "q2": [0.5, 1e6, -1e-9, 7.0, 152.0],
    "why": ["a", "", "慢，真的慢", "", "so"],
}


@pytest.mark.parametrize("kind", [PLAIN, CODED, DEFLATED])
def test_the_largest_numbers_are_no_values(tmp_path, kind):
    extremes = [LARGEST, -LARGEST, np.nextafter(-LARGEST, 0), np.nextafter(LARGEST, 0), np.inf, -np.inf, 1.0]
    path = write(tmp_path / "x.sav", {"q": extremes}, kind)
    texts, by_pyreadstat = read(path)
    assert texts == by_pyreadstat
    assert [text == "" for text in texts[0]] == [True, True, True, False, False, False, False]
    np.testing.assert_array_equal(cells(path)[0], [np.nan] * 3 + extremes[3:])


def test_user_missing_values_are_values_and_labels_do_not_matter(tmp_path):
    path = write(
        tmp_path / "x.sav",
        SOME,
        CODED,
        missing_ranges={"q1": [{"lo": -6, "hi": -1}, 5], "why": ["so"]},
        variable_value_labels={"q1": {1.0: "slow", 5.0: "非常快" * 9}, "why": {"so": "so so"}},
        column_labels={"q1": "How fast?", "q2": "多少？"},
        note=["of no matter", "two lines"],
        file_label="x",
    )
    assert cells(path)[0][3:] == [-2, 3]
    assert cells(path)[2] == SOME["why"]
    texts, by_pyreadstat = read(path)
    assert texts == by_pyreadstat


@pytest.mark.parametrize("kind", [PLAIN, CODED, DEFLATED])
def test_what_repeats_is_kept_once(tmp_path, kind):
    path = write(tmp_path / "x.sav", {"q": [1.0, 2.0] * 500, "why": ["", "too slow to be true"] * 500}, kind)
    ((numbers, texts),) = sav_cells.sav_cells(path, sav_cells.sav_layout(path), 1_000)
    assert numbers.dtype == np.float64
    assert isinstance(texts, Repeated)
    assert sorted(texts.words) == ["", "too slow to be true"]


def changed(path, at, value):
    whole = bytearray(path.read_bytes())
    whole[at : at + len(value)] = value
    path.write_bytes(whole)
    return path


def test_what_is_written_in_a_rarer_way_is_left_to_pyreadstat(tmp_path):
    long = write(tmp_path / "long.sav", {"q": [1.0, 2.0], "why": ["x" * 300, "慢" * 100]}, CODED)
    day, moment = ((date - SPSS_BEGINS).total_seconds() for date in (datetime(2020, 2, 2), datetime(2026, 1, 15, 9)))
    dates = write(tmp_path / "dates.sav", {"q": [day, day], "p": [1.0, 2.0]}, CODED, variable_format={"q": "DATE11"})
    times = write(tmp_path / "times.sav", {"q": [day, moment]}, CODED, variable_format={"q": "DATETIME23.2"})
    western = write(tmp_path / "western.sav", SOME, CODED)
    changed(western, western.read_bytes().index(b"UTF-8"), b"CP866")
    for path in (long, dates, times, western):
        assert statistics_file.open_sav(path).layout is None
        texts, by_pyreadstat = read(path)
        assert texts == by_pyreadstat
    assert read(dates)[0] == [["2020-02-02"] * 2, ["1", "2"]]
    assert read(times)[0] == [["2020-02-02", "2026-01-15T09:00:00"]]
    other_bias = changed(write(tmp_path / "bias.sav", SOME, CODED), 84, np.float64(99).tobytes())
    assert sav_cells.sav_layout(long) is sav_cells.sav_layout(other_bias) is None


def test_other_numbers_that_are_no_values_are_left_to_pyreadstat(tmp_path):
    path = write(tmp_path / "x.sav", {"q": [1.0, 2.5]}, PLAIN)
    sysmis = np.float64(-LARGEST).tobytes()
    changed(path, path.read_bytes().index(sysmis), np.float64(2.5).tobytes())
    assert sav_cells.sav_layout(path) is None
    assert read(path)[0] == [["1", ""]]


@pytest.mark.parametrize(("said", "n"), [(-1, 5), (3, 3)])
def test_cases_are_as_many_as_the_header_says_or_are_counted(tmp_path, said, n):
    path = changed(write(tmp_path / "x.sav", SOME, CODED), 80, said.to_bytes(4, "little", signed=True))
    texts, by_pyreadstat = read(path)
    assert texts == by_pyreadstat
    assert len(texts[0]) == n


def test_what_fills_the_last_word_of_a_text_is_no_part_of_it(tmp_path):
    path, text = write(tmp_path / "x.sav", SOME, PLAIN), SOME["why"][2]
    end = path.read_bytes().index(text.encode()) + len(text.encode())
    changed(path, end, b"x")
    assert cells(path)[2] == SOME["why"] == read(path)[1][2]


@pytest.mark.parametrize("entry", [-4, -8])
def test_a_deflated_file_whose_blocks_are_of_another_size_is_refused(tmp_path, entry):
    path = write(tmp_path / "x.sav", SOME, DEFLATED)
    at = path.stat().st_size + entry
    changed(path, at, (path.read_bytes()[at] + 100).to_bytes(1))
    texts, by_pyreadstat = read(path)
    assert texts == by_pyreadstat
    assert texts[0][0] == "statistics-unreadable"


@pytest.mark.parametrize("kind", [PLAIN, CODED, DEFLATED])
def test_a_file_that_is_cut_short_is_refused(tmp_path, kind):
    path = write(tmp_path / "x.sav", SOME, kind)
    whole, start = path.read_bytes(), sav_cells.sav_layout(path).start
    for end in range(start, len(whole)):
        path.write_bytes(whole[:end])
        with at_a_time(2, 16):
            texts, by_pyreadstat = read(path)
        assert texts == by_pyreadstat
        assert texts[0] == "statistics-unreadable" or texts[0][0] == "statistics-unreadable"


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), kind=st.sampled_from([PLAIN, CODED, DEFLATED]))
def test_a_damaged_file_says_what_it_says_to_pyreadstat(tmp_path, data, kind):
    path = write(tmp_path / "x.sav", SOME, kind)
    start, size = sav_cells.sav_layout(path).start, path.stat().st_size
    strange = st.sampled_from([0, 1, 32, 252, 253, 254, 255]) | st.integers(0, 255)
    for _ in range(data.draw(st.integers(1, 3))):
        changed(path, data.draw(st.integers(start, size - 1)), bytes([data.draw(strange)]))
    with at_a_time(2, 16):
        texts, by_pyreadstat = read(path)
    assert texts == by_pyreadstat


@pytest.mark.pspp
@pytest.mark.parametrize("kind", ["UNCOMPRESSED", "COMPRESSED", "ZCOMPRESSED"])
def test_a_file_that_pspp_wrote_is_read_here(tmp_path, kind):
    lines = ["DATA LIST LIST /q1 (F8.0) q2 (F8.2) why (A40).", "BEGIN DATA", "1 0.5 '慢，真的慢'", ". -99 ''"]
    lines += ["151 152 'x'"] * 300 + ["END DATA.", "MISSING VALUES q2 (-99).", f"SAVE OUTFILE='x.sav' /{kind}.", ""]
    (tmp_path / "run.sps").write_text("\n".join(lines), encoding="utf-8")
    subprocess.run(["pspp", "-o", "out.txt", "run.sps"], cwd=tmp_path, check=True)
    with at_a_time(7, 80):
        texts, by_pyreadstat = read(tmp_path / "x.sav")
        ours = cells(tmp_path / "x.sav")
    assert texts == by_pyreadstat
    assert [column[:3] for column in texts] == [["1", "", "151"], ["0.5", "-99", "152"], ["慢，真的慢", "", "x"]]
    np.testing.assert_array_equal(ours[0], [1, np.nan] + 300 * [151])
    assert ours[2] == texts[2]
