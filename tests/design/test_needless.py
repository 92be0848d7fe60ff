"""What sets nothing aside goes from a definition that was made; what is needed stays, word for word."""

import pytest

from surveykit.design.needless import without_needless
from tests.design.check.definitions import WHY, matrix, source

ROW = "        ignore: {S12: one row a step}   # as above\n"


def steps(rows: int) -> str:
    return source(f"""
        - id: q
          kind: matrix
          text: {{en: How was each?, zh: 各项怎么样？}}
          ignore: {{S12: one row a step}}   # as above
          {matrix(rows)[matrix(rows).index("scale:") : -1].replace(", rows:", chr(10) + "          rows:")}
    """)


def test_what_is_needless_goes_and_nothing_else():
    assert without_needless(steps(8)) == steps(8)
    assert without_needless(steps(3)) == steps(3).replace(ROW, "")
    assert ROW in steps(3)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("ignore:\n  S12: long\n  S19: told by telephone\n", "ignore:\n  S19: told by telephone\n"),
        ("ignore:\n  S12: long\n  S13: many\n", ""),
        ("ignore: {S12: long, S19: told by telephone}\n", "ignore: {S12: long, S19: told by telephone}\n"),
    ],
)
def test_of_several_rules_those_go_that_stand_on_lines_of_their_own(before, after):
    told = {"en": "Hello.", "zh": "您好。"}
    assert without_needless(source(f"- {WHY}", top=before, intro=told)) == source(f"- {WHY}", top=after, intro=told)
