"""A CSV file split by Polars gives the same data as the file read record by record, or is left to that."""

import csv
import io
from contextlib import contextmanager, suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveykit import load_data
from surveykit.errors import AnalystError
from surveykit.interchange.csv_file import open_csv
from surveykit.interchange.table import Numbers
from surveykit.interchange.table_columns import dataset_of
from tests.interchange.test_responses import TINY

pytest.importorskip("polars")
quick_csv = pytest.importorskip("surveykit.interchange.quick_csv")

CELLS = {
    "id": ["1", "2", "03", " a ", "编号", "10", "11", "12", "13", "14", "15", "16"],
    "speed": [
        "1",
        "3",
        "5",
        "",
        "fast",
        "快",
        " ５ ",
        "5.0",
        "03",
        "-5",
        "-3",
        "not_applicable",
        "  ",
        "did not use",
        "+3",
        "1e0",
        "-01",
        "-6",
        " 3",
        "3 ",
        "-1.0",
    ],
    "place": ["1", "home", "家里", "At home", "2.0", "secret", "refused", "", "3", "-4", "+1"],
    "visits": ["0", "7", "12", "99", "7.0", "-2", "", "007", "+9", "1e1", "-0", " 8"],
    "hours": ["2.5", "0.1", "1e1", "３", "3", "", "-1", "-1.0", "-2.5", "-0", "+.5", "7.", "1e0001", "0.30", " 4.5"],
    "why": ["", "too slow", " 慢，真的 ", 'says "no"', "two\nlines", "a, b; c\td", "\ufeffmark", "x" * 60, "007", "-1"],
    "faults_late": ["1", "0", "1", ""],
    "faults_none": ["0", "0", ""],
}
"""Most are sound."""
STRANGE = [
    "7",
    "2.55",
    "-7",
    "-10",
    "128",
    "-128",
    "nan",
    "inf",
    "1e999",
    "1e15",
    "\t3",
    "--1",
    "٣",
    'in"side',
    '"shut"too early',
    '"open',
    "\r",
    "2\r\n3",
    '""',
    "1;2",
    "x" * 200,
]
LINES = ["", ",,,", ",,,,,,,,", '"', "1,2", "\r", " "]


@st.composite
def files(draw):
    """The bytes of a file: regular, or with a strange cell or line somewhere."""
    names = draw(st.permutations(list(CELLS)).map(lambda all: all[: 1 + len(all) * 2 // 3]))
    ids = draw(st.permutations(CELLS["id"]))
    if again := draw(st.sampled_from([[], [], [], ids[:1], [f" {ids[0]}"], [""]])):
        ids = draw(st.permutations([*ids[:-1], *again]))
    some = {n: draw(st.lists(st.sampled_from(CELLS[n]), min_size=1, max_size=draw(st.sampled_from([1, 3, 20]))))
            for n in names}  # fmt: skip
    rows = [[draw(st.sampled_from(some[n])) if n != "id" else ids[at] for n in names]
            for at in range(draw(st.sampled_from([*range(1, 13), 12, 12])))]  # fmt: skip
    text = io.StringIO()
    quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]))
    delimiter = draw(st.sampled_from(",,;\t"))
    writer = csv.writer(
        text,
        delimiter=delimiter,
        lineterminator=draw(st.sampled_from(["\n", "\n", "\n", "\r\n", "\r"])),
        quoting=quoting,
    )
    writer.writerows([names, *rows])
    lines = text.getvalue().splitlines(keepends=True)
    for _ in range(draw(st.sampled_from([0, 0, 0, 0, 1, 2]))):
        lines.insert(draw(st.integers(0, len(lines))), draw(st.sampled_from(LINES)) + "\n")
    if draw(st.integers(0, 4)) == 1:
        at = draw(st.integers(0, len(lines) - 1))
        cells = lines[at].rstrip("\r\n").split(delimiter)
        cells[draw(st.integers(0, len(cells) - 1))] = draw(st.sampled_from(STRANGE))
        lines[at] = delimiter.join(cells) + "\n"
    whole = "".join(lines)
    whole = whole.rstrip("\n") if draw(st.booleans()) else whole
    return whole.encode(draw(st.sampled_from(["utf-8"] * 5 + ["utf-8-sig", "utf-8-sig", "gb18030", "utf-16"])))


def content(data):
    """All that a Dataset holds: ids, and of each column its kind, values and reasons."""
    columns = {v.name: data.column(v.name) for v in data.codebook.variables}
    return list(data.respondents), {name: list(column.content()) for name, column in columns.items()}


def told(read):
    """What is read, or every problem."""
    try:
        return content(read())
    except AnalystError as error:
        return [(p.code, p.place, dict(p.values)) for p in error.problems]


@contextmanager
def cells_of_at_most(characters):
    before = csv.field_size_limit(characters)
    try:
        yield
    finally:
        csv.field_size_limit(before)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    written=files(),
    rows=st.sampled_from([1, 2, 5, 1 << 17]),
    part=st.sampled_from([1, 7, 1 << 18]),
    seen=st.sampled_from([1, 3, 9]),
)
def test_the_same_data_or_the_same_problems_as_record_by_record(tmp_path, written, rows, part, seen):
    path = tmp_path / "data.csv"
    path.write_bytes(written)
    with pytest.MonkeyPatch.context() as patch, cells_of_at_most(150):
        patch.setattr(quick_csv, "_ROWS", rows)
        patch.setattr(quick_csv, "_PART", part)
        patch.setattr(quick_csv, "_SAMPLE", seen)
        exact = told(lambda: dataset_of(open_csv(path), TINY))
        assert told(lambda: load_data(path, TINY)) == exact
        with suppress(AnalystError, quick_csv.DoubtfulError):
            for way in quick_csv.quick(path, TINY):
                with suppress(AnalystError, quick_csv.DoubtfulError):
                    assert content(dataset_of(way, TINY)) == exact


def written(tmp_path, text):
    path = tmp_path / "data.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def quick(tmp_path, text):
    """The first way that is free of doubt, else the last."""
    *ways, last = quick_csv.quick(written(tmp_path, text), TINY)
    for way in ways:
        with suppress(quick_csv.DoubtfulError):
            list(way.chunks())
            return way
    return last


@pytest.mark.parametrize(
    "text",
    [
        "id,speed,why\n1,5,\n2,,fine\n",
        '﻿id,why\r\n1,"a ""b"", c"\r\n2,"two\r\nlines"',
        "id;why\na;说\n" * 1 + "b;" + "long " * 100 + "\n",
        "id,visits\n" + "".join(f"{n},{n % 90}\n" for n in range(500)),
        "id,why\n\ufeff1,a\n",
    ],
)
def test_what_is_written_regularly_is_split_by_polars(tmp_path, text):
    source = quick(tmp_path, text)
    assert content(dataset_of(source, TINY)) == content(dataset_of(open_csv(source.path), TINY))


@pytest.mark.parametrize(
    ("last", "quoted", "numbers"),
    [('"warm"', False, True), ('"warm, and how"', True, True), ('"say ""warm"""', True, True), ("5.0", False, False)],
)
def test_quotes_are_heeded_and_numbers_texts_only_where_a_cell_needs_it(tmp_path, last, quoted, numbers):
    plain = [f'{n},3,"{word}"' for n in range(399) for word in ["cold", ""][n % 2 :][:1]]
    row = f"400,3,{last}" if numbers else f"400,{last},"
    source = quick(tmp_path, "\n".join(["id,speed,why", *plain, "399,3,", row, ""]))
    (chunk,) = source.chunks()
    assert source.quoted == (quoted or not numbers)
    assert isinstance(chunk.cells[1], Numbers) == numbers
    assert {"", "cold"} <= {*chunk.cells[2].words}
    assert content(dataset_of(source, TINY)) == content(dataset_of(open_csv(source.path), TINY))


def test_rows_that_came_before_a_cell_that_polars_cannot_read_are_not_believed(tmp_path, monkeypatch):
    """Polars hands out what follows such a cell before it raises."""
    monkeypatch.setattr(quick_csv, "_ROWS", 1)
    monkeypatch.setattr(quick_csv, "_SAMPLE", 1)
    ways = list(quick_csv.quick(written(tmp_path, "speed,why\n1,a\nfast,b\n3,c\n"), TINY))
    for way in ways[:2]:
        with pytest.raises(quick_csv.DoubtfulError):
            list(way.chunks())
    assert [list(chunk.cells[0]) for chunk in ways[2].chunks()] == [["1"], ["fast"], ["3"]]


@pytest.mark.parametrize(
    "text",
    [
        'id,why\n1,a\n2,"a"b\n',  # a quote that ends before its cell does
        'id,why\n1,5" pipe\n',
        "id,why\n1,a\rb\n",
        "id,why\r1,a\r2,b\r",
        "id,why\n1,a\n\n2,b\n",  # an empty line, and one of empty cells
        "id,why\n1,a\n , \n2,b\n",
        "id,why\n1,a,b\n",
        "\nid,why\n1,a\n",
        "id,why\n1,慢\n".encode("gb18030"),
        "id,why\n1,a\n2," + "x" * 140_000 + "\n",
        b"id,why\n1,a\n" * 100_000 + b"2,\xff\n",  # beyond what is looked at before
        b"id,why\n1,a\n" * 100_000 + b"2,a\0b\n",
    ],
)
def test_what_may_be_meant_otherwise_is_left_to_the_slow_way(tmp_path, text):
    with pytest.raises((quick_csv.DoubtfulError, AnalystError)):
        list(quick(tmp_path, text).chunks())


def test_rows_keep_their_numbers_numbers_are_numbers_and_equal_texts_are_read_once(tmp_path):
    (chunk,) = quick(tmp_path, "id,speed,why\n1,5,\n2,,fine\n3,5,\n").chunks()
    assert list(chunk.numbers) == [2, 3, 4]
    assert [list(cells) for cells in chunk.cells] == [["1", "2", "3"], ["5", "", "5"], ["", "fine", ""]]
    assert chunk.cells[1][0] == "5"
    assert list(chunk.cells[1][1:]) == ["", "5"]
    assert chunk.cells[1].values.dtype == "int8"
    assert {word for word in chunk.cells[2].words if word} == {"fine"}


def test_problems_are_told_as_ever(tmp_path):
    path = tmp_path / "data.csv"
    path.write_text("id,speed\n1,5\n1,7\n,3\n", encoding="utf-8")
    with pytest.raises(AnalystError) as error:
        load_data(path, TINY)
    found = {(p.code, p.place.row) for p in error.value.problems}
    assert {("import-duplicate-id", 3), ("import-not-in-codebook", 3), ("import-missing-id", 4)} <= found


@pytest.mark.parametrize("again", ["a", " a", "\u3000a "])
def test_an_id_is_found_twice_in_whatever_blocks_it_stands(tmp_path, monkeypatch, again):
    monkeypatch.setattr(quick_csv, "_ROWS", 1)
    with pytest.raises(AnalystError) as error:
        dataset_of(quick(tmp_path, f"id,speed\na,1\nb,1\n{again},5\n"), TINY)
    assert [(p.code, p.place.row) for p in error.value.problems[:1]] == [("import-duplicate-id", 4)]
