"""An item that goes against its fellows is told with its correlation; chance and few answers are not."""

import pytest

from surveykit.core.dataset import Dataset
from surveykit.design.load import parse_questionnaire
from surveykit.interchange.adopt.keying import FEWEST, going_against
from surveykit.interchange.adopt.written import turned

RATED = parse_questionnaire("""
questionnaire: rated
version: "1"
languages: [en]
title: Rated
sections:
  - id: one
    title: One
    items:
      - {id: a, kind: rating, text: A, scale: {from: 1, to: 5}}
      - {id: b, kind: rating, text: B, scale: {from: 1, to: 5}}
      - {id: c, kind: rating, text: C, scale: {from: 1, to: 5}}
""")
# In R: r <- rep(1:5, 6); x <- cbind(r, r, 6 - r); cor(x[, 3], x[, 1] + x[, 2]) is -1; cor(x[, 1], x[, 2] + x[, 3])
# has no variance on one side.
RUN = [1, 2, 3, 4, 5] * 6


def data(rows):
    return Dataset.build(RATED, {str(at): dict(zip("abc", row, strict=True)) for at, row in enumerate(rows)})


def test_the_item_that_runs_the_other_way_is_told():
    assert going_against(data([(r, r, 6 - r) for r in RUN]), ["a", "b", "c"]) == {"c": pytest.approx(-1)}


def test_items_that_agree_and_few_answers_say_nothing():
    assert going_against(data([(r, r, r) for r in RUN]), ["a", "b", "c"]) == {}
    assert going_against(data([(r, r, 6 - r) for r in RUN[: FEWEST - 1]]), ["a", "b", "c"]) == {}


def test_its_correlation_stands_in_the_brackets_of_the_language():
    said = {language: turned({"c": -0.5}, language)[0] for language in ("en", "zh")}
    assert (said["en"][:3], said["en"][-1]) == ("c (", ")")
    assert (said["zh"][:2], said["zh"][-1]) == ("c（", "）")
