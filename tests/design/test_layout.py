"""The YAML that we write: read back as it was, by our own reader and by anybody's."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from surveykit.core.document import parse
from surveykit.design.layout import WIDTH, Branch, Bundle, Leaf, yaml_text
from tests.design.definitions import NASTY, texts


def text_in(source: str, key: str = "a") -> str:
    return parse(source).entries[key].text


@given(texts())
def test_a_text_is_read_back_wherever_it_stands(text):
    leaf = Leaf(text)
    top = parse(yaml_text(Branch({"a": leaf, "b": Bundle((leaf, leaf)), "c": Branch({"d": leaf}, open=True)})))
    found = [top.entries["a"], *top.entries["b"].items, top.entries["c"].entries["d"]]
    assert [node.text for node in found] == [text] * 4


@pytest.mark.parametrize("text", [text for text in NASTY if text.strip() == text])
def test_other_readers_see_a_text_too(text):
    written = yaml_text(Branch({"a": Leaf(text), "b": Branch({"c": Leaf(text)})}))
    for version in ("1.1", "1.2"):
        yaml = YAML(typ="safe", pure=True)
        yaml.version = version
        assert yaml.load(written) == {"a": text, "b": {"c": text}}


@pytest.mark.parametrize(
    "text", ["no", "Yes", "1.10", "2026-01-15", "null", "- a", "? a", "a: b", "a #b", "'a'", "", " a"]
)
def test_what_could_be_taken_for_something_else_is_quoted(text):
    assert yaml_text(Branch({"a": Leaf(text)})).startswith('a: "')


@pytest.mark.parametrize("text", ["Why?", "channel = 'home'", "it's so, isn't it", "为什么？", "a-b (c) & d%"])
def test_plain_words_stand_plain(text):
    assert yaml_text(Branch({"a": Leaf(text)})) == f"a: {text}\n"


def test_several_lines_stand_as_they_are():
    assert yaml_text(Branch({"a": Leaf("one\n\n- two # 2")})) == "a: |-\n  one\n\n  - two # 2\n"


@pytest.mark.parametrize("text", [" a\nb", "a \nb", "a\nb\n", "\na", "a\n\u2028b"])
def test_lines_that_a_block_would_change_are_escaped(text):
    written = yaml_text(Branch({"a": Leaf(text)}))
    assert written.startswith('a: "')
    assert text_in(written) == text


def test_a_short_mapping_stands_on_one_line_and_a_long_one_does_not():
    short, long = ({"en": Leaf("好" * n), "zh": Leaf("x")} for n in (20, 60))
    assert yaml_text(Branch({"a": Branch(short)})).count("\n") == 1
    assert yaml_text(Branch({"a": Branch(long)})).count("\n") == 3
    assert all(len(line) <= WIDTH for line in yaml_text(Branch({"a": Branch(long)})).splitlines())


@given(st.recursive(texts().map(Leaf), lambda inner: st.lists(inner, max_size=3).map(lambda x: Bundle(tuple(x)))))
@example(Bundle((Bundle((Bundle(),)), Branch({"b": Leaf("x\ny")}))))
def test_any_nesting_is_read_back(node):
    def plain(value):
        return [plain(item) for item in value.items] if hasattr(value, "items") else value.text

    written = yaml_text(Branch({"a": node}))
    if isinstance(node, Bundle) and any(isinstance(item, Branch) for item in node.items):
        assert parse(written).entries["a"].items[1].entries["b"].text == "x\ny"
    else:
        assert plain(parse(written).entries["a"]) == plain(node)
