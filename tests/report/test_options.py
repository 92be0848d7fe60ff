"""Every option that a method has is called by a name in both languages, and so is every word that it is set to."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import get_args, get_type_hints

import pytest

from surveykit.analysis import ANALYSES
from surveykit.analysis.attribute_map import Cuts, Importance
from surveykit.analysis.statistics.correlation import Kind
from surveykit.analysis.statistics.exploration import Correlation
from surveykit.analysis.statistics.factor_extraction import ExtractionMethod
from surveykit.analysis.statistics.factor_rotation import Rotation
from surveykit.analysis.statistics.multiplicity import Correction
from surveykit.cleaning.weights import weigh
from surveykit.cleaning.weights_finding import weights_finding
from surveykit.core.codebook import Codebook, Construct, Level, Variable
from surveykit.core.finding import Finding, Method
from surveykit.core.language import messages, same
from surveykit.core.plan import Weights
from surveykit.report.options import options_in_words, value_in_words
from tests.analysis.groupings import customers
from tests.analysis.test_any_data import EVERY as ANY
from tests.analysis.test_any_data import asked
from tests.analysis.test_claims import EVERY, found
from tests.analysis.test_estimate_words import drawn
from tests.analysis.test_open_answers import themes
from tests.cleaning import test_quality
from tests.cleaning.test_weights import HALVES, people
from tests.report.tiny_study import text

OWN = ("themes", "largest_change")
"""Options whose values are an author's words, or a number as a text."""
SEX = Variable("sex", "sex", text("Gender", "性别"), Level.NOMINAL)
BOOK = Codebook((SEX,), (Construct("image", "image", text("Image", "形象"), ()),))


def choices(analysis: str, option: str) -> tuple[str, ...]:
    return get_args(get_type_hints(ANALYSES[analysis])[option])


WORDS = {
    "correction": get_args(Correction),
    "method": (*get_args(Kind), *choices("drivers", "method")),
    "extraction": get_args(ExtractionMethod),
    "rotation": get_args(Rotation),
    "correlation": get_args(Correlation),
    "importance": get_args(Importance),
    "lines": get_args(Cuts),
    "bounds_in": choices("groups", "bounds_in"),
    "model": choices("paths", "model"),
    "moderates": choices("paths", "moderates"),
}
"""Options that are one of several words, with all that a plan can set them to."""
UNTOLD = {("method", "auto")}
"""What a plan can say that a method never does: it has what was chosen."""


@cache
def methods() -> tuple[tuple[Method, Codebook], ...]:
    """Those of findings of every analysis and of the cleaning, each with the codebook of its data."""
    cleaned = test_quality.finding(test_quality.ROWS, variability=0.1, even_odd=0.3, synonyms=0.2)
    weighted = weights_finding(weigh(people([1] * 80 + [2] * 20), Weights(HALVES)))
    pairs: list[tuple[Finding, Codebook]] = [(cleaned, BOOK), (weighted, BOOK), (themes(["wait"] * 40), BOOK)]
    pairs += [(finding, customers().codebook) for at in range(len(EVERY)) for finding in found(at)]
    pairs += [(finding, asked().codebook) for at in range(len(ANY)) for finding in drawn(at)]
    return tuple((finding.method, book) for finding, book in pairs if finding.method)


def words(value: object) -> Iterator[str]:
    """The texts in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (word for pair in value.items() for part in pair for word in words(part))
    elif isinstance(value, list | tuple):
        yield from (word for part in value for word in words(part))


def test_every_option_has_a_name() -> None:
    given = {option for method, _ in methods() for option in method.options}
    assert {option for option in given if f"method.{option}" not in messages("en", "method")} == set()


def test_every_word_that_an_option_is_set_to_is_said() -> None:
    """Signs such as HC3 are the same in every language."""
    given = [(option, word, book) for m, book in methods() for option, v in m.options.items() for word in words(v)]
    given += [(option, word, BOOK) for option, of in WORDS.items() for word in of if (option, word) not in UNTOLD]
    unsaid = {(o, w) for o, w, book in given if o not in OWN and value_in_words(o, w, book) == same(w)}
    assert {(option, word) for option, word in unsaid if not word.isupper()} == set()


def test_no_words_are_left_over() -> None:
    given = {("seed",)} | {(option,) for method, _ in methods() for option in method.options}
    given |= {(o, str(v)) for m, _ in methods() for o, v in m.options.items() if isinstance(v, str | bool)}
    given |= {(option, word) for option, of in WORDS.items() for word in of}
    assert {tuple(name.split(".")[1:]) for name in messages("en", "method")} <= given


@pytest.mark.parametrize(
    ("option", "english", "chinese"),
    [
        ({"level": 0.95, "folds": 10}, ["confidence level = 0.95", "folds = 10"], ["置信水平 = 0.95", "折数 = 10"]),
        ({"missing": "listwise"}, ["missing answers = listwise deletion"], ["缺失回答的处理 = 成列删除"]),
        ({"cov_type": "HC3"}, ["standard errors = HC3"], ["标准误 = HC3"]),
        ({"predictors": ["image", "sex"]}, ["predictors = Image, “Gender”"], ["预测变量 = 形象、“性别”"]),
        ({"items": ["i"] * 9, "factors": None, "covariates": []}, ["items = 9 in all"], ["题目 = 共9个"]),
        (
            {"blocks": [["image"], ["sex", "x"]]},
            ["blocks of predictors, in order = (Image), (“Gender”, x)"],
            ["依次加入的各组预测变量 = （形象）、（“性别”、x）"],
        ),
        (
            {"rule_versions": {"straight_line": 2, "fast": 1}},
            ["versions of the rules = Straight line: 2, Short time: 1"],
            ["规则版本 = 直线作答：2、用时过短：1"],
        ),
        (
            {"themes": {"sex": "image sex*"}},
            ["words of the themes = sex: image sex*"],
            ["各主题的词 = sex：image sex*"],
        ),
        ({"from_outside": "image"}, ["from_outside = image"], ["from_outside = image"]),
    ],
)
def test_options_are_said_in_the_readers_language(
    option: dict[str, object], english: list[str], chinese: list[str]
) -> None:
    said = options_in_words(Method(text("", ""), "", "", option), BOOK)
    assert [each["en"] for each in said] == english
    assert [each["zh"] for each in said] == chinese


def test_the_seed_stands_last() -> None:
    said = options_in_words(Method(text("", ""), "", "", {"draws": 1000}, seed=0), BOOK)
    assert [each["zh"] for each in said] == ["随机抽取次数 = 1000", "随机种子 = 0"]
