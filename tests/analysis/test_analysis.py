"""The common order, the registry, the options, and what must not depend on the order of rows."""

from dataclasses import fields
from typing import Any

import pytest

from surveykit.analysis import ANALYSES, Analysis, analysis
from surveykit.core.codebook import Missing
from surveykit.core.dataset import Dataset
from surveykit.core.document import Reader, parse
from surveykit.core.finding import Finding
from surveykit.errors import AnalystError
from tests.analysis.small import LANGUAGES, MOBI, mobi, study

EVERY: tuple[tuple[str, dict[str, Any]], ...] = (
    ("describe", {}),
    ("reliability", {}),
    ("relations", {}),
    ("regression", {"outcome": "loyalty", "predictors": ("image", "quality", "satisfaction")}),
    ("regression", {"outcome": "loyalty", "blocks": {"a": ("image",), "b": ("quality", "value")}, "order": "CUSCO"}),
    ("regression", {"outcome": "loyalty", "predictors": ("image", "value"), "errors": "classical"}),
    ("robust_regression", {"outcome": "loyalty", "predictors": ("image", "quality", "satisfaction")}),
    ("ordinal_regression", {"outcome": "CUSA1", "predictors": ("image", "value")}),
    ("logistic_regression", {"outcome": "CUSL1", "event": (8, 9, 10), "predictors": ("image", "value")}),
    ("moderation", {"outcome": "loyalty", "predictor": "satisfaction", "moderator": "value"}),
    ("confirmatory", {}),
    ("confirmatory", {"estimator": "mlr"}),
    ("confirmatory", {"missing": "fiml"}),
    ("factors", {}),
    ("factors", {"factors": 4, "extraction": "ml", "rotation": "promax"}),
    ("factors", {"factors": 3, "rotation": "varimax", "correlation": "polychoric"}),
    ("invariance", {"by": "CUSCO"}),
    ("drivers", {"outcome": "satisfaction", "predictors": ("image", "quality", "value"), "draws": 200}),
    ("paths", {"quality": ("image", "quality"), "mediator": "satisfaction", "outcome": "loyalty", "draws": 1000}),
    ("missing", {}),
    ("sample", {"variables": ("IMAG1",)}),
    ("open_answers", {}),
    ("weighted", {}),
    ("weighted_regression", {"outcome": "loyalty", "predictors": ("image", "value")}),
    ("imputed_regression", {"outcome": "loyalty", "predictors": ("image", "value")}),
    ("cross_tables", {"rows": ("CUSA1",), "columns": ("IMAG1",)}),
    ("recommendation", {"item": "CUSL3", "by": "IMAG1"}),
    ("satisfaction_share", {"items": ("CUSA1", "CUSA2"), "by": "IMAG1"}),
    ("effort", {"item": "CUEX3", "easy": "high", "by": "IMAG1"}),
    ("branch", {"by": "IMAG1", "level": "8"}),
    ("satisfaction_index", {"constructs": ("satisfaction",), "by": "IMAG1"}),
    ("groups", {"by": ("CUSA3",), "outcomes": ("loyalty", "value"), "bounds": 1.0, "covariates": ("image",)}),
    ("gaps", {"pairs": {"quality": "expectation", "value": "expectation", "PERQ1": "CUEX1"}}),
    ("importance_performance", {"outcome": "satisfaction", "attributes": ("image", "expectation", "quality", "value")}),
)


def test_these_analyses_are_registered() -> None:
    assert set(ANALYSES) == {
        "branch",
        "confirmatory",
        "cross_tables",
        "describe",
        "drivers",
        "effort",
        "factors",
        "gaps",
        "groups",
        "importance_performance",
        "imputed_regression",
        "invariance",
        "logistic_regression",
        "missing",
        "moderation",
        "multiple_response",
        "open_answers",
        "ordinal_regression",
        "paths",
        "recommendation",
        "regression",
        "relations",
        "reliability",
        "robust_regression",
        "sample",
        "satisfaction_index",
        "satisfaction_share",
        "weighted",
        "weighted_regression",
    }
    assert all(cls.name == name and cls.__doc__ for name, cls in ANALYSES.items())


def test_a_name_is_registered_once() -> None:
    with pytest.raises(ValueError, match="describe is registered twice"):
        analysis("describe")(ANALYSES["describe"])


def test_options_are_read_from_a_plan() -> None:
    reader = Reader()
    written = parse("outcome: loyalty\npredictors: [image, quality]")
    built = reader.record(written, ANALYSES["regression"])
    assert not reader.problems
    assert isinstance(built, Analysis)
    read = {f.name: getattr(built, f.name) for f in fields(built)}
    assert (read["outcome"], read["predictors"], read["errors"]) == ("loyalty", ("image", "quality"), "hc3")


def test_a_missing_option_is_the_readers_problem() -> None:
    reader = Reader()
    assert reader.record(parse("predictors: [image]"), ANALYSES["regression"]) is None
    assert [p.code for p in reader.problems] == ["missing-key"]


@pytest.mark.parametrize(
    ("outcome", "predictors", "codes"),
    [
        ("loyalti", ("image",), ["analysis-unknown-name"]),
        ("loyalty", (), ["analysis-no-predictors"]),
        ("loyalty", ("image", "image"), ["analysis-predictor-twice"]),
        ("loyalty", ("image", "loyalty"), ["analysis-outcome-as-predictor"]),
        ("x", ("y", "image"), ["analysis-unknown-name", "analysis-unknown-name"]),
    ],
)
def test_options_that_do_not_fit_are_all_reported(outcome: str, predictors: tuple[str, ...], codes: list[str]) -> None:
    with pytest.raises(AnalystError) as caught:
        ANALYSES["regression"](outcome=outcome, predictors=predictors).run(mobi())  # type: ignore[call-arg]  # the registry's type has no fields
    assert [p.code for p in caught.value.problems] == codes


def test_an_unknown_name_gets_the_nearest_known_one() -> None:
    with pytest.raises(AnalystError) as caught:
        ANALYSES["regression"](outcome="loyalti", predictors=("image",)).run(mobi())  # type: ignore[call-arg]  # as above
    hint = caught.value.problems[0].values["hint"]
    assert isinstance(hint, dict)
    assert "loyalty" in hint["en"]


def turned_round(data: Dataset) -> Dataset:
    """The same customers under other ids, in the opposite order."""
    names = [name for items in MOBI.values() for name in items]
    return study({name: [float(v) for v in data.numbers(name)[::-1]] for name in names}, MOBI)


@pytest.mark.parametrize(("name", "options"), EVERY)
def test_the_order_of_rows_changes_nothing(name: str, options: dict[str, Any]) -> None:
    before = ANALYSES[name](**options).run(mobi())
    after = ANALYSES[name](**options).run(turned_round(mobi()))
    for one, other in zip(before, after, strict=True):
        assert one.sentences == other.sentences
        for e, f in zip(one.estimates, other.estimates, strict=True):
            assert (e.name, e.of) == (f.name, f.of)
            assert (e.value is None) == (f.value is None)
            assert e.value is None or e.value == pytest.approx(f.value, rel=1e-9)


@pytest.mark.parametrize(("name", "options"), EVERY)
def test_every_finding_is_whole(name: str, options: dict[str, Any]) -> None:
    found = ANALYSES[name](**options).run(mobi())
    assert len({f.id for f in found}) == len(found)
    for finding in found:
        assert finding.analysis == name
        assert finding.method is not None
        assert finding.method.version
        assert finding.n + sum(x.n for x in finding.excluded) == 250
        unweighted = name in ("weighted", "weighted_regression")
        assert finding.excluded == () or name in ("branch", "groups") or unweighted, "small groups, no weight"
        for language in LANGUAGES:
            for words in (finding.question, finding.sentences.short, finding.sentences.full, finding.method.text):
                assert words[language].strip()
                assert "{" not in words[language]


def test_statistics_do_not_break_across_lines() -> None:
    finding, *_ = ANALYSES["regression"](**EVERY[3][1]).run(mobi())
    full = finding.sentences.full["en"]
    assert "95%\u00a0CI\u00a0[" in full
    assert "p\u00a0=\u00a0.009" in full
    assert "p = " not in full


def test_headlines_are_few() -> None:
    found: list[Finding] = [f for name, options in EVERY for f in ANALYSES[name](**options).run(mobi())]
    headlines = [f.id for f in found if f.headline]
    assert list(dict.fromkeys(headlines)) == [
        "describe.constructs",
        "reliability",
        "relations",
        "regression.loyalty",
        "ordinal_regression.CUSA1",
        "logistic_regression.CUSL1",
        "cross_tables.CUSA1.IMAG1",
        "satisfaction_share.CUSA1",
        "satisfaction_share.CUSA2",
        "effort.CUEX3",
        "satisfaction_index.satisfaction",
        "groups",
        "gaps.dimensions",
        "importance_performance.satisfaction",
    ]


def test_the_excluded_are_counted_by_reason() -> None:
    gone, silent = Missing.NOT_APPLICABLE, Missing.NOT_ANSWERED
    columns = {"a": [1, 2, 3, gone, 5, silent] * 10, "b": [2, 2, 4, 4, 6, 6] * 10}
    data = study(columns, {"trust": ["a", "b"]})
    finding = {f.id: f for f in ANALYSES["reliability"]().run(data)}["reliability.trust"]
    assert finding.n == 40
    assert {(x.reason["en"], x.n) for x in finding.excluded} == {("not applicable", 10), ("not answered", 10)}
