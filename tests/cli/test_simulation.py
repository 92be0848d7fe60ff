"""simulate: what it tells."""

import pytest

from tests.cli.calls import GOOD, run, written

pytestmark = pytest.mark.usefixtures("elsewhere")
WAYS = """\
questionnaire: ways
version: "1"
languages: [en]
title: Ways
sections:
  - id: only
    title: Ways
    items:
      - {id: seen, kind: single_choice, required: true, text: Seen?, options: {"yes": Seen, "no": Not seen}}
      - {id: often, kind: number, text: How often?, relevant: seen = 'yes'}
"""


def test_where_every_way_is_as_long_one_number_is_told():
    written("one.yaml", WAYS.replace(", relevant: seen = 'yes'", ""))
    written("two.yaml", WAYS)
    assert "Questions on the way: 2.\nMinutes (English): 0.2.\n" in run("simulate", "one.yaml", "-n", "20").output
    assert "Questions on the way: 1 to 2, median " in run("simulate", "two.yaml", "-n", "20").output


def test_an_ending_in_capitals_is_as_good():
    assert run("simulate", GOOD, "-n", "3", "-o", "DATA.CSV").exit_code == 0
