"""The catalogues and the phrases made from them."""

import string

import pytest

from surveykit.analysis.words import listed, tied
from surveykit.core.language import messages
from tests.analysis.small import text

DOMAINS = (
    "analysis",
    "gates",
    "reliability",
    "relations",
    "describe",
    "cross_tables",
    "multiple_response",
    "measures",
    "regression",
    "odds",
    "robust_regression",
    "ordinal_regression",
    "logistic_regression",
    "moderation",
    "groups",
    "gaps",
    "importance_performance",
    "missing_data",
    "weighted",
    "weights",
    "imputation",
)


def placeholders(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


@pytest.mark.parametrize("domain", DOMAINS)
def test_both_languages_have_the_same_names_and_placeholders(domain: str) -> None:
    english, chinese = messages("en", domain), messages("zh", domain)
    assert list(english) == list(chinese)
    for name in english:
        assert placeholders(english[name]) == placeholders(chinese[name]), name


def test_lists() -> None:
    names = [text("A", "“甲”"), text("B", "“乙”"), text("C", "“丙”")]
    assert listed(names) == {"en": "A, B and C", "zh": "“甲”“乙”和“丙”"}
    assert listed(names[:1]) == names[0]
    assert listed([text("A", "甲（1）"), text("B", "乙（2）"), text("C", "丙")])["zh"] == "甲（1）、乙（2）和丙"


def test_a_statistic_stays_on_one_line() -> None:
    assert tied(text("n = 5"))["en"] == "n\u00a0=\u00a05"
