"""Strict YAML: every place right, every trick refused, and nothing but an AuthorError for any text at all."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveykit.core.document import Reader, Scalar, Sequence, did_you_mean, parse, read_text, unprintable
from surveykit.core.expression import Expression
from surveykit.core.language import Text, describe
from surveykit.errors import AuthorError

PIECES = ["a", "b", ": ", ":", "- ", "\n", "\n  ", " ", "{", "}", "[", "]", ",", "&x", "*x", "!t", "|", ">", "'", '"']
PIECES += [
    "#",
    "---",
    "...",
    "?",
    "%YAML 1.1\n",
    "%TAG ! x\n",
    "\t",
    "\u2028",
    "\x85",
    "\ufeff",
    "中",
    "\\x",
    "<<",
    "~",
]


def faults(source: str) -> list[tuple[str, int | None, int | None]]:
    """Code, line and column of every problem of a text."""
    with pytest.raises(AuthorError) as error:
        parse(source, "f.yaml")
    return [(p.code, p.place.line, p.place.column) for p in error.value.problems]


def test_every_node_knows_its_place():
    top = parse("a: 1\nb:\n  - 甲\n  - {c: d}\n", "f.yaml")
    assert str(top.entries["a"].place) == "f.yaml:1:4"
    assert str(top.keys["b"].place) == "f.yaml:2:1"
    inner = top.entries["b"]
    assert isinstance(inner, Sequence)
    assert [str(item.place) for item in inner.items] == ["f.yaml:3:5", "f.yaml:4:5"]


@pytest.mark.parametrize("source", ["a:\n\n# note\nb: 1\n", "a:   # note\nb: 1\n", "a:\nb: 1\n", "{a: , b: 1}\n"])
def test_a_value_that_is_not_written_stands_beside_its_key(source):
    node = parse(source).entries["a"]
    assert isinstance(node, Scalar)
    assert node.empty
    assert node.place.line == 1


def test_offsets_find_the_words_in_the_source_again():
    source = "# 说明\na: 你好 # 注\nb: \"x\\ny\"\nc: 'it''s'\nd: |\n  two\n  lines\ne: end\n"
    nodes = parse(source).entries
    written = {k: source[n.start : n.end] for k, n in nodes.items() if isinstance(n, Scalar)}
    assert written["a"] == "你好"
    assert written["b"] == '"x\\ny"'
    assert written["c"] == "'it''s'"
    assert written["d"].startswith("|\n  two")
    assert written["e"] == "end"
    assert [n.text for n in nodes.values() if isinstance(n, Scalar)] == ["你好", "x\ny", "it's", "two\nlines\n", "end"]


@pytest.mark.parametrize(
    "word", ["no", "yes", "on", "off", "True", "1.10", "0o17", "012", "1e3", "2026-01-15", "12:30:00"]
)
def test_a_word_stays_the_word_that_was_written(word):
    node = parse(f"key: {word}").entries["key"]
    assert isinstance(node, Scalar)
    assert node.text == word


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", [("duplicate-key", 3, 1)]),
        ("a: {b: 1, b: 2}\n", [("duplicate-key", 1, 11)]),
        ("a: &x 1\n", [("yaml-anchor", 1, 4)]),
        ("a: &x 1\nb: *x\n", [("yaml-anchor", 1, 4), ("yaml-alias", 2, 4)]),
        ("a: !!python/object:os.system 1\n", [("yaml-tag", 1, 4)]),
        ("a: ! 1\n", [("yaml-tag", 1, 4)]),
        ("a: 1\n---\nb: 2\n", [("yaml-several-documents", 2, 1)]),
        ("{a: 1, [b]: 2}\n", [("yaml-complex-key", 1, 8)]),
        ("? {a: 1}\n: 2\n", [("yaml-complex-key", 1, 3)]),
        ("t: {en: Yes, please, zh: b}\n", [("yaml-comma-in-text", 1, 14)]),
        ("t: {en: b, zh: Yes, please}\n", [("yaml-comma-in-text", 1, 21)]),
        ("- a\n", [("yaml-not-a-mapping", 1, 1)]),
        ("", [("yaml-empty", 1, 1)]),
        ("just words", [("yaml-not-a-mapping", 1, 1)]),
        ("a: 1\nb: [1\n", [("yaml-bracket-open", 2, 4)]),
        ("a: 1\n  b: 2\n", [("yaml-indentation", 2, 4)]),
        ("a: 1\nb: x\x00y\n", [("yaml-unprintable", 2, 5)]),
        ("a: x\x1by\n", [("yaml-unprintable", 1, 5)]),
        ("a: x\ud800\n", [("yaml-unprintable", 1, 5)]),
        ('a: 1\nb: "x\\0y"\n', [("yaml-unprintable", 2, 4)]),
        ('a: "\\e[31m"\n', [("yaml-unprintable", 1, 4)]),
    ],
)
def test_a_fault_is_told_with_its_place(source, expected):
    assert faults(source) == expected


def test_all_faults_of_a_document_are_told_at_once():
    assert len(faults("a: &x 1\nb: *x\nc: !t 1\na: 2\n")) == 4


def test_a_bomb_of_aliases_is_refused_at_once():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 30)]
    started = time.process_time()
    assert "yaml-alias" in {code for code, _, _ in faults("\n".join(lines))}
    assert time.process_time() - started < 1


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "{"])
def test_nesting_without_end_is_refused_at_once(opening):
    started = time.process_time()
    assert "yaml-too-deep" in {code for code, _, _ in faults("a:\n  " + opening * 10_000)}
    assert time.process_time() - started < 1


def test_fifty_levels_are_read_and_one_more_is_not():
    assert parse("a: " + "[" * 49 + "]" * 49)
    assert faults("a: " + "[" * 50 + "]" * 50)[0][0] == "yaml-too-deep"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a： 1\nb: 2\n", ("yaml-full-width", 1, 2)),
        ("a: 1\nb：2\nc: 3\n", ("yaml-full-width", 2, 2)),
        ("a: {en: x， zh: y}\n", ("yaml-full-width", 1, 10)),
        ("a: {en: x, zh: y｝\nb: 1\n", ("yaml-full-width", 1, 17)),
        ("a:\n\tb: 1\n", ("yaml-tab", 2, 1)),
        ("a:\n  b: 1\t\n  c: 2\n", ("yaml-tab", 2, 7)),
        ("a:\n  b: {x: 1\n\u3000c: 2\nd: e: f\n", ("yaml-wide-blank", 3, 1)),
        ("a: 1\nb:2\nc: 3\n", ("yaml-tight-colon", 2, 2)),
        ("a: What: this\n", ("yaml-second-colon", 1, 8)),
        ("b: {text: What: this, c: d}\n", ("yaml-second-colon", 1, 15)),
        ("a: 'x\nb: 1\n", ("yaml-quote-open", 1, 4)),
        ("a: 'x\nb: \"y\"\nc: 'z'\n", ("yaml-quote-open", 1, 4)),
        ("a: 'it's'\n", ("yaml-quote-inside", 1, 8)),
        *[(f"a: {sign} x\n", ("yaml-special-start", 1, 4)) for sign in "%@`&*|>"],
        ("a:\n  b: 1\n c: 2\n", ("yaml-indentation", 3, 2)),
        ("a: - b\n", ("yaml-dash", 1, 4)),
        ("a: ]\n", ("yaml-bracket-alone", 1, 4)),
        ("a: 1\nwords\nc: 3\n", ("yaml-no-colon", 2, 1)),
        ("%a: 1\n", ("yaml-syntax", 2, 1)),
    ],
)
def test_a_fault_of_syntax_is_told_as_what_was_written(source, expected):
    with pytest.raises(AuthorError) as error:
        parse(source, "f.yaml")
    (problem,) = error.value.problems
    assert (problem.code, problem.place.line, problem.place.column) == expected
    assert "expected" not in describe(problem, "zh")


@pytest.mark.parametrize(
    ("content", "line", "looks"),
    [
        ("a: 1\nb: 电话".encode("gb18030"), 2, "GB18030"),
        ("a: 1".encode("utf-16"), 1, "UTF-16"),
        ("a: 1".encode("utf-16-le"), 1, "UTF-16"),
        (b"a: 1\n\nb: \xff\xfe", 3, ""),
    ],
)
def test_a_file_in_another_encoding_is_told_with_its_line(tmp_path, content, line, looks):
    path = tmp_path / "q.yaml"
    path.write_bytes(content)
    with pytest.raises(AuthorError) as error:
        read_text(path)
    (problem,) = error.value.problems
    assert (problem.code, problem.place.line) == ("not-utf8", line)
    assert looks in problem.values["looks"]["zh"]
    assert looks or not problem.values["looks"]["zh"]


def test_a_text_in_chinese_quotation_marks_is_pointed_out():
    value, problems = read("id: x\ntext: {en: A, zh: “电话”}\n")
    assert problems == [("text-in-wide-quotes", 2, 19)]
    assert value == Small("x", {"en": "A", "zh": "“电话”"})
    assert read('id: x\ntext: {en: A, zh: "“电话”"}\n')[1] == read("id: x\ntext: {en: A, zh: 选“电话”}\n")[1] == []


@pytest.mark.parametrize(("end", "told"), [(" #1 hit?", ["#1 hit?"]), (" # a remark", []), ("#1 hit?", [])])
def test_what_a_sign_cuts_off_from_a_text_is_pointed_out(end, told):
    reader = Reader()
    reader.read(parse(f"id: x\ntext:\n  en: The{end}\n  zh: 那\n"), Small)
    assert [problem.values["rest"] for problem in reader.problems] == told
    assert {problem.code for problem in reader.problems} <= {"text-cut-by-comment"}


def test_html_in_a_text_is_pointed_out_and_kept_as_typed():
    value, problems = read('id: x\ntext: {en: "<b>A</b>&nbsp;B<br />", zh: A}\n')
    assert problems == [("text-with-markup", 2, 12)]
    assert value == Small("x", {"en": "<b>A</b>&nbsp;B<br />", "zh": "A"})
    assert read('id: x\ntext: {en: "1 < 2 > 0, A & B; R&D", zh: "《甲》"}\n')[1] == []


@pytest.mark.parametrize("word", ["en，zh", 'zh："电话"', "red：", "（red）", "en:x"])
def test_of_a_word_with_full_width_signs_the_half_width_one_is_named(word):
    hint = did_you_mean(word, ["en", "zh", "red"])["zh"]
    assert "半角" in hint or "空格" in hint


def test_more_than_a_megabyte_is_refused():
    assert parse("a: " + "x" * 900_000)
    assert faults("a: " + "好" * 333_400) == [("yaml-too-large", 1, 1)]


@settings(max_examples=300)
@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=30).map("".join)))
def test_any_text_is_a_mapping_or_an_author_error(source):
    try:
        top = parse(source, "f.yaml")
    except AuthorError as error:
        places = [p.place for p in error.problems]
    else:
        places = [top.place]
    assert places
    assert all(place.line and place.column for place in places)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK\x03\x04x", "office-file"),
        (b"\xff\xfea", "not-utf8"),
        ("a: 中".encode("gb18030"), "not-utf8"),
        (None, "no-such-file"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(tmp_path, content, code):
    path = tmp_path / "q.yaml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(AuthorError) as error:
        read_text(path)
    assert [p.code for p in error.value.problems] == [code]


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(AuthorError) as error:
        read_text(tmp_path, "shown")
    assert [(p.code, p.place.file) for p in error.value.problems] == [("is-a-folder", "shown")]


def test_a_file_without_the_right_to_read_it_is_told_in_one_language(tmp_path, monkeypatch):
    def refused(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refused)
    with pytest.raises(AuthorError) as error:
        read_text(tmp_path, "q.yaml")
    assert describe(error.value.problems[0], "zh") == "q.yaml: 无法读取文件。请检查您是否有权读取该文件。"


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path):
    path = tmp_path / "q.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
    assert list(parse(read_text(path)).entries) == ["a", "b"]


def test_the_nearest_word_is_proposed_else_the_known_ones():
    assert did_you_mean("requierd", ["required", "relevant"])["en"] == "Did you mean “required”?"
    assert did_you_mean("xyz", ["required", "relevant"])["en"] == "Known: required, relevant."
    assert did_you_mean("xyz", ["required", "relevant"])["zh"] == "可用的有：required、relevant。"
    assert did_you_mean("xyz", [f"known_{n}" for n in range(31)])["en"].endswith("known_29, ….")
    assert did_you_mean("xyz", []) == {"en": "", "zh": ""}


def test_what_cannot_be_printed_is_named_by_its_number():
    assert [unprintable(t) for t in ("fine\n\t好😀", "a\x00", "\x7f", "\ud83d")] == ["", "U+0000", "U+007F", "U+D83D"]


class Colour(Enum):
    RED = "red"


@dataclass(frozen=True)
class Small:
    id: str
    text: Text
    n: int = 0
    share: float | None = None
    on: bool = False
    colour: Colour | None = None
    word: Literal["a", "b"] = "a"
    names: tuple[str, ...] = ()
    table: Mapping[int, Text] | None = None
    when: Expression | None = None
    more: "Small | None" = None


def read(source: str) -> tuple[object, list[tuple[str, int | None, int | None]]]:
    reader = Reader()
    value = reader.record(parse(source), Small)
    return value, [(p.code, p.place.line, p.place.column) for p in reader.problems]


TEXT = "text: {en: A, zh: 甲}\n"


def test_a_dataclass_is_read_by_its_types():
    value, problems = read(
        f"id: x\n{TEXT}n: -3\nshare: 0.5\non: true\ncolour: red\nword: b\nnames: [p, no]\n"
        "table: {1: {en: B, zh: 乙}}\nwhen: a > 1\nmore: {id: y, text: {en: C, zh: 丙}}\n"
    )
    assert problems == []
    assert isinstance(value, Small)
    assert (value.n, value.share, value.on, value.colour, value.word) == (-3, 0.5, True, Colour.RED, "b")
    assert value.names == ("p", "no")
    assert value.table == {1: {"en": "B", "zh": "乙"}}
    assert value.more == Small("y", {"en": "C", "zh": "丙"})


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("n: 1.5", ("wrong-type", 3, 4)),
        ("n: '1'", ("number-in-quotes", 3, 4)),
        ("n: １", ("yaml-full-width", 3, 4)),
        ("n: 1e3", ("wrong-type", 3, 4)),
        ("n: 1234567890123456", ("wrong-type", 3, 4)),
        ("n:", ("needs-value", 3, 3)),
        ("n: null", ("needs-value", 3, 4)),
        ("n: [1]", ("needs-value", 3, 4)),
        ("share: .5", ("wrong-type", 3, 8)),
        ("on: yes", ("not-true-or-false", 3, 5)),
        ("on: 是", ("not-true-or-false", 3, 5)),
        ("on: 'true'", ("not-true-or-false", 3, 5)),
        ("colour: blue", ("unknown-word", 3, 9)),
        ("word: c", ("unknown-word", 3, 7)),
        ("word: [a]", ("needs-value", 3, 7)),
        ("names: p", ("needs-list", 3, 8)),
        ("names: [p, ]\nn: x", ("wrong-type", 4, 4)),
        ("names: [null]", ("needs-value", 3, 9)),
        ("table: [1]", ("needs-mapping", 3, 8)),
        ("table: {1: {en: B, zh: 乙}, 01: {en: C, zh: 丙}}", ("duplicate-key", 3, 28)),
        ("when: a >", ("expression-end", 3, 10)),
        ("when: 'a >'", ("expression-end", 3, 11)),
        ("when: |\n  a >\n", ("expression-end", 3, 7)),
        ("more: x", ("needs-mapping", 3, 7)),
        ("more: ｛id｝", ("yaml-full-width", 3, 7)),
        ("names: ［p, q]", ("yaml-full-width", 3, 8)),
        ("when: a == 1", ("expression-sign", 3, 9)),
        ("when: a = 1 && b", ("expression-sign", 3, 13)),
        ("when: a = 1 AND b", ("expression-sign", 3, 13)),
        ("when: （a = 1）", ("expression-sign", 3, 7)),
        ("when: a = ‘x’", ("expression-sign", 3, 11)),
        ("when: a = 1 且 b ≤ 2", ("expression-sign", 3, 13)),
        ("when: a = １．５", ("expression-sign", 3, 11)),
        ("when: a = 电话", ("expression-word", 3, 11)),
        ("nmaes: [p]", ("unknown-key", 3, 1)),
    ],
)
def test_a_value_of_another_type_is_told_with_its_place(line, expected):
    _, problems = read(f"id: x\n{TEXT}{line}\n")
    assert problems == [expected]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("A", "needs-translations"),
        ("[A]", "needs-text"),
        ("{en: A}", "missing-translation"),
        ("{en: A, zh: 甲, fr: B}", "unknown-language"),
        ("{en: A, zh: ''}", "empty-text"),
        ("{en: A, zh: }", "empty-text"),
        ("{en: A, zh: [甲]}", "empty-text"),
    ],
)
def test_a_text_is_there_in_every_language(text, code):
    _, problems = read(f"id: x\ntext: {text}\n")
    assert [problem[0] for problem in problems] == [code]


@pytest.mark.parametrize(
    ("id", "code"),
    [("1a", "bad-id"), ("名", "bad-id"), ("a-b", "bad-id"), ("a" * 33, "long-id"), ("[a]", "needs-value")],
)
def test_an_id_is_a_letter_and_then_letters_digits_or_underscores(id, code):
    assert [problem[0] for problem in read(f"id: {id}\n{TEXT}")[1]] == [code]


def test_missing_keys_are_told_and_nothing_is_built():
    value, problems = read("n: 1\n")
    assert value is None
    assert [problem[0] for problem in problems] == ["missing-key", "missing-key"]


def test_later_checks_can_go_on_where_stand_ins_are_given():
    reader = Reader()
    value = reader.record(parse("id: x\nn: many\n"), Small, instead={"text": {}})
    assert value == Small("x", {})
    assert {p.code for p in reader.problems} == {"wrong-type", "missing-key"}


def test_one_language_needs_no_mapping():
    reader = Reader(("en",))
    assert reader.read(parse("a: Words").entries["a"], Text) == {"en": "Words"}
