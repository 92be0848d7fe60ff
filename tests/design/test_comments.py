"""Comments of a definition are kept when it is written anew."""

from surveykit.design.comments import Comments

WRITTEN = """\
# What this is about.
questionnaire: x   # its name
constructs:
  # What speed is.
  # In two lines.
  speed:
    items: [a]
sections:
  # The first page.
  - id: main
    items:
      # Read slowly.
      - id: a
      - id: b
"""
ANEW = """\
questionnaire: x
constructs:
  speed:
    items: [a]
sections:
  - id: main
    items:
      - id: new_a
      - id: b
"""


def test_each_stands_above_its_entry_again():
    text = Comments.of(WRITTEN, {"a": "new_a"}).above(ANEW)
    assert text.startswith("# What this is about.\nquestionnaire: x\n")
    assert "  # What speed is.\n  # In two lines.\n  speed:\n" in text
    assert "  # The first page.\n  - id: main\n" in text
    assert "      # Read slowly.\n      - id: new_a\n      - id: b\n" in text


def test_a_page_that_is_called_otherwise_keeps_its_comment():
    text = Comments.of(WRITTEN, {"section main": "other_main"}).above(ANEW.replace("id: main", "id: other_main"))
    assert "  # The first page.\n  - id: other_main\n" in text


def test_what_has_no_entry_any_more_is_left_out():
    assert "Read slowly" not in Comments.of(WRITTEN, {}).above(ANEW)
