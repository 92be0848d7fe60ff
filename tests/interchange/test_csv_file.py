"""CSV files as spreadsheets and statistics programs write them, and what is refused."""

import pytest

from surveykit.core.language import describe
from surveykit.errors import AnalystError, Severity
from surveykit.interchange.csv_file import open_csv, read_csv


@pytest.fixture
def written(tmp_path):
    def write(content, encoding="utf-8"):
        path = tmp_path / "data.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write


def refused(path):
    with pytest.raises(AnalystError) as error:
        read_csv(path)
    *problems, last = error.value.problems
    assert (last.code, last.severity) == ("nothing-imported", Severity.ADVICE)
    assert all(p.place.file == str(path) for p in problems)
    return [(p.code, p.place.row) for p in problems]


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("gb18030", "gb18030"),
    ],
)
def test_encodings_are_found_by_looking(written, encoding, named):
    table = read_csv(written("编号,意见\r\n1,非常快𠮷\r\n", encoding))
    assert (table.columns, table.rows, table.encoding) == (("编号", "意见"), (("1", "非常快𠮷"),), named)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("a,b\n1,très bien à côté\n", "cp1252"),  # as GB18030: tr鑣 bien
        ("a,b\n1,“It’s” 5 €\n", "cp1252"),
        ("a,b\n1,fine 😀\n", "gb18030"),
        ("a,b\n1,朱镕基：遲到\n", "gb18030"),
    ],
)
def test_letters_with_accents_and_chinese_signs_are_told_apart(written, text, encoding):
    table = read_csv(written(text, encoding))
    assert (table.encoding, table.column("b")) == (encoding, [text.splitlines()[1][2:]])


@pytest.mark.parametrize("why", ["等候時間太長，希望可以改善。", "慢", "維修,很好"])
def test_big5_is_not_guessed_over_and_read_as_such_once_somebody_says_so(written, why):
    path = written(f'id,why\n1,"{why}"\n', "big5")
    assert refused(path) == [("csv-perhaps-big5", None)]
    (chunk,) = open_csv(path, "big5").chunks()
    assert chunk.cells[1] == (why,)


@pytest.mark.parametrize("why", ["等候时间太长，希望可以改善。", "慢", "很好", "张喆，朱镕基", "遲到"])
def test_chinese_of_the_mainland_is_not_taken_for_big5(written, why):
    assert read_csv(written(f'id,why\n1,"{why}"\n', "gb18030")).column("why") == [why]


def test_lines_are_counted_once(written):
    source = open_csv(written("a,b\n1,2\n3,4\n"))
    assert source.last == 3
    source.path.unlink()
    assert source.last == 3


def test_an_encoding_that_is_stated_must_fit(written):
    path = written("id,why\n1,慢\n", "gb18030")
    with pytest.raises(AnalystError) as error:
        open_csv(path, "utf-8")
    assert error.value.problems[0].code == "csv-other-encoding"
    assert open_csv(path, "gb18030").first(1) == [["1", "慢"]]
    for mark in ("utf-8", "utf-8-sig"):
        assert open_csv(written("id,why\n1,慢\n", mark), "utf-8").columns == ("id", "why")


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_both_orders_of_utf16(written, mark):
    name = "utf-16-le" if mark == b"\xff\xfe" else "utf-16-be"
    assert read_csv(written(mark + "a,b\n1,慢\n".encode(name))).column("b") == ["慢"]


@pytest.mark.parametrize(
    "text",
    [
        'a,b\n1,"x;y;z"\n2,"p;q"\n',
        "a;b\n1;x,y\n2;p,q,r\n",
        "a\tb\n1\tx;y,z\n2\tp;q\n",
        "a;b\n1,5;2,5\n2,5;1,5\n",
    ],
)
def test_the_delimiter_is_the_one_that_splits_all_rows_alike(written, text):
    table = read_csv(written(text))
    assert table.columns == ("a", "b")
    assert len(table.rows) == 2


def test_a_delimiter_that_only_the_header_has_is_none(written):
    assert read_csv(written("a, in days;b\n1;2\n3;4\n")).columns == ("a, in days", "b")


def test_empty_lines_before_the_header_are_passed_over_and_counted(written):
    table = read_csv(written("\n,\na,b\n1,2\n"))
    assert (table.columns, table.numbers) == (("a", "b"), (4,))


def test_a_single_column_needs_no_delimiter(written):
    assert read_csv(written("why\nslow\n")).rows == (("slow",),)


def test_rows_are_numbered_as_a_spreadsheet_shows_them(written):
    table = read_csv(written('id,why\n1,"two\nlines, quoted"\n\n2,plain\n'))
    assert table.numbers == (2, 4)
    assert table.rows[0] == ("1", "two\nlines, quoted")


def test_every_ragged_row_is_named_with_its_number(written):
    assert refused(written('id,a\n1,2\n2\n3,"x\ny",5\n4,1\n')) == [("csv-ragged-row", 3), ("csv-ragged-row", 4)]


def test_columns_need_names_of_their_own(written):
    assert refused(written("id,,a,a\n1,2,3,4\n")) == [("csv-unnamed-column", 1), ("csv-duplicate-column", 1)]


def test_many_problems_of_a_kind_are_counted(written):
    found = refused(written("a,b\n" + "1\n" * 80))
    assert found[:50] == [("csv-ragged-row", row) for row in range(2, 52)]
    assert found[50:] == [("import-more", None)]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", ("csv-empty", None)),
        (b"id,a\n", ("csv-no-rows", None)),
        (b"id,a\n,\n", ("csv-no-rows", None)),
        (b"PK\x03\x04\x14\x00xl/workbook.xml", ("csv-spreadsheet", None)),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ("csv-spreadsheet", None)),
        (b"a,b\n1,2\n3," + b"x" * 131_073 + b"\n", ("csv-cell-too-long", 3)),
        (b"\n\n", ("csv-empty", None)),
        (b"\xef\xbb\xbf", ("csv-empty", None)),
        (b"a,b\n1,\x00\n", ("csv-nul", 2)),
        ("a,b\n1,2\n".encode("utf-16-le"), ("csv-nul", 1)),
        (b"\xef\xbb\xbfa,b\n1,\xff\n", ("csv-encoding", None)),
        (b"a,b\n1,\xff\xff\n", ("csv-encoding", None)),
        (b'a,b\n1,2\n3,"open\n', ("csv-malformed", 3)),
        (b'a,b\n1,"x"y\n', ("csv-malformed", 2)),
        (b"a," * 500_000 + b"\n", ("csv-too-wide", 1)),
    ],
)
def test_what_is_no_table_is_refused_with_the_reason(written, content, expected):
    assert refused(written(content)) == [expected]


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    assert refused(tmp_path / "none.csv") == [("no-such-file", None)]
    assert refused(tmp_path) == [("is-a-folder", None)]


@pytest.mark.parametrize("content", [b'a,b\n1,2\n3,"open\n', b'a,b\n1,"x"y\n'])
def test_quotation_marks_that_do_not_match_are_told_in_our_words(written, content):
    with pytest.raises(AnalystError) as error:
        read_csv(written(content))
    assert "引号不配对。" in describe(error.value.problems[0], "zh")
