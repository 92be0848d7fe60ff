from surveykit.charts.marks import dots, line, rect, svg, text


def test_places_are_short_and_never_minus_zero() -> None:
    assert line(-0.001, 1 / 3, 2.0, 10.50, stroke="#000000").startswith('<line x1="0" y1="0.33" x2="2" y2="10.5"')


def test_what_is_the_default_is_left_out() -> None:
    assert text(1, 2, "a") == '<text x="1" y="2">a</text>'
    assert "stroke" not in rect(0, 0, 1, 1, fill="#ffffff")


def test_the_language_is_told_for_the_reading_voice() -> None:
    assert 'lang="zh-Hans"' in svg(10, "结论", [], "zh")


def test_rare_characters_of_names_are_kept() -> None:
    assert "𠮷\u3400" in text(0, 0, "𠮷\u3400\ufffe\x1f")
    assert "\ufffe" not in text(0, 0, "\ufffe")


def test_many_dots_are_one_shape_of_a_ring_each() -> None:
    shape = dots([(10, 20), (30, 40)], radius=2.5, colour="#1f5a93")
    ring = "a2.5 2.5 0 0 0 5 0a2.5 2.5 0 0 0 -5 0z"
    assert shape.startswith(f'<path d="M7.5 20{ring}M27.5 40{ring}"')
