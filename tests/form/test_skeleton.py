"""A template is rendered once; slots are filled at each request."""

import pytest
from jinja2 import Environment, StrictUndefined
from jinja2.exceptions import UndefinedError
from markupsafe import Markup

from surveykit.form.filling import Filling
from surveykit.form.skeleton import Skeleton


def skeleton(source: str, **context: object) -> Skeleton:
    template = Environment(autoescape=True, undefined=StrictUndefined).from_string(source)
    return Skeleton.render(template, Filling, **context)


def test_slots_are_filled_where_the_template_wrote_them() -> None:
    made = skeleton('<input value="4"{{ slot.checked("rs_1", 4) }}> {{ slot.value("why") }}.')
    assert made.fill(Filling({"rs_1": ["4"], "why": ["late"]})) == '<input value="4" checked> late.'
    assert made.fill(Filling()) == '<input value="4"> .'


def test_filled_text_is_escaped() -> None:
    made = skeleton('{{ slot.value("a") }}{{ slot.error("a") }}{{ slot.part("p") }}{{ slot.answer("x") }}')
    hostile = "<script>\"'&"
    filled = made.fill(Filling({"a": [hostile]}, {"a": hostile}, lambda name: hostile, {"p": hostile}))
    assert "<script" not in filled
    assert filled.count("&lt;script&gt;") == 4


def test_a_fallback_is_escaped_and_stands_in_for_an_unknown_answer() -> None:
    made = skeleton('{{ slot.answer("a", "<i>none</i>") }} {{ slot.answer("b") }} {{ slot.answer("c", "none") }}')
    assert made.fill(Filling(piped={"c": "three"}.get)) == "&lt;i&gt;none&lt;/i&gt; … three"


def test_markup_in_a_part_stays() -> None:
    assert skeleton('{{ slot.part("p") }}').fill(Filling(parts={"p": Markup("<b>x</b>")})) == "<b>x</b>"


def test_a_text_that_looks_like_a_marker_is_only_text() -> None:
    made = skeleton('{{ text }}{{ slot.value("a") }}', text="0000:0;")
    assert made.fill(Filling({"a": ["{{ slot }}"]})) == "0000:0;{{ slot }}"


def test_an_unknown_slot_fails_when_the_template_is_rendered() -> None:
    with pytest.raises(UndefinedError, match="chekced"):
        skeleton('{{ slot.chekced("a", "1") }}')


def test_the_fields_with_a_place_for_an_error_are_known() -> None:
    made = skeleton('{{ slot.error("a") }}{{ slot.error("b") }}{{ slot.value("c") }}')
    assert made.fields("error") == {"a", "b"}


def test_descriptions_name_help_and_error() -> None:
    made = skeleton('<input{{ slot.described("a", "h-a") }}{{ slot.invalid("a") }}>')
    assert made.fill(Filling()) == '<input aria-describedby="h-a">'
    wrong = made.fill(Filling(errors={"a": "no"}))
    assert wrong == '<input aria-describedby="h-a e-a" aria-invalid="true">'
