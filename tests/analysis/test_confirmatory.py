"""What is said of a factor model, and where there is none."""

import re
from typing import Any

import numpy as np
import pytest

from surveykit.analysis import ANALYSES
from surveykit.analysis.analysis import Analysis
from surveykit.analysis.statistics import robust_fit
from surveykit.charts import draw
from surveykit.core.codebook import Missing
from surveykit.core.document import Reader, parse
from surveykit.core.finding import Finding, Verdict
from surveykit.core.language import describe_all
from surveykit.errors import AnalystError
from tests.analysis.factors import CHILDREN, ITEMS, answers, children, children_with_holes, in_groups, schools, scores
from tests.analysis.small import LANGUAGES, gates, mobi, said, scale, study

STRONG = (0.8,) * 9
NONE = Missing.NOT_ANSWERED


def run(data: Any, **options: Any) -> dict[str, Finding]:
    return {f.id: f for f in ANALYSES["confirmatory"](**options).run(data)}


def whole(columns: Any) -> Any:
    return study(columns, CHILDREN)


def refusal(columns: Any, constructs: Any = CHILDREN, **options: Any) -> Finding:
    found = run(study(columns, constructs), **options)
    assert all(f.refused for f in found.values())
    return found["confirmatory"]


def test_the_options_are_read_from_a_plan() -> None:
    reader = Reader()
    built = reader.record(parse("constructs: [image, value]\nestimator: mlr"), ANALYSES["confirmatory"])
    assert not reader.problems
    assert isinstance(built, Analysis)
    assert built == ANALYSES["confirmatory"](constructs=("image", "value"), estimator="mlr")  # type: ignore[call-arg]  # the registry's type has no fields


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        ({"constructs": ("images",)}, ["analysis-unknown-name"]),
        ({"constructs": ("image", "complaints")}, ["confirmatory-too-few-items"]),
        ({"constructs": ("image", "image")}, ["confirmatory-construct-twice"]),
        ({"estimator": "wlsmv"}, ["confirmatory-wlsmv"]),
        ({"estimator": "mlr", "missing": "fiml"}, ["confirmatory-robust-incomplete"]),
    ],
)
def test_options_that_do_not_fit(options: dict[str, Any], codes: list[str]) -> None:
    with pytest.raises(AnalystError) as caught:
        run(mobi(), **options)
    assert [p.code for p in caught.value.problems] == codes


def test_an_item_of_two_constructs_is_a_fault() -> None:
    columns = answers(60, STRONG)
    with pytest.raises(AnalystError) as caught:
        run(study(columns, {"one": ITEMS[:4], "two": ITEMS[3:]}))
    assert [(p.code, p.values) for p in caught.value.problems] == [("confirmatory-shared-items", {"names": "x4"})]


def test_a_sound_model_is_evidence_and_never_called_valid() -> None:
    found = run(whole(answers(400, STRONG)))
    fit = said(found["confirmatory"], "en")
    assert "does not reject the model with 3 factors and 9 items" in fit
    assert "It reaches the customary limits of fit" in fit
    convergent, discriminant = found["confirmatory.convergent"], found["confirmatory.discriminant"]
    assert "evidence for convergent validity" in said(convergent, "en")
    assert "聚合效度的证据" in said(convergent, "zh")
    assert gates(convergent) == set()
    assert "evidence for discriminant validity" in said(discriminant, "en")
    assert gates(discriminant) == set()
    for finding in found.values():
        assert not re.search(r"\b(valid|validated)\b", said(finding, "en"))
        assert not re.search("有效的|已验证", said(finding, "zh"))


def test_one_factor_is_one() -> None:
    columns = answers(200, STRONG)
    fit = run(study({name: columns[name] for name in (*ITEMS[:3], "x4")}, {"visual": (*ITEMS[:3], "x4")}))[
        "confirmatory"
    ]
    assert "the model with one factor and 4 items" in said(fit, "en")


def test_weak_loadings_are_no_evidence() -> None:
    found = run(whole(answers(400, (0.9, 0.8, 0.3, *STRONG[3:]))))
    convergent = found["confirmatory.convergent"]
    assert "CONVERGENT" in gates(convergent)
    not_reached = said(convergent, "en").partition("not reached for ")[2]
    assert "Visual (AVE" in not_reached
    assert "loading of “Wording of x3?”" in not_reached
    assert "Textual" not in not_reached
    figure = found["confirmatory.loadings"].figure
    assert figure is not None
    assert "x3" in figure.title["en"]


def test_a_loading_whose_interval_holds_zero_gets_no_direction() -> None:
    """CUSL2 of the mobile-phone study: .13, R gives the interval -.01 to .26."""
    loadings = run(mobi())["confirmatory.loadings"]
    assert "do not show whether these go with their construct at all: “Wording of CUSL2?”" in said(loadings, "en")
    assert "究竟有无关系：“CUSL2的题目？”" in said(loadings, "zh")
    assert loadings.figure is not None
    rows = loadings.figure.data["rows"]
    assert isinstance(rows, list)
    assert [row["id"] for row in rows if row["hollow"]] == ["CUSL2"]


def test_constructs_that_cannot_be_told_apart_are_shown() -> None:
    """R: Quality with Satisfaction r = .957, and lavaan warns that the factor covariances are not positive definite."""
    found = run(mobi())
    discriminant = found["confirmatory.discriminant"]
    assert {"OVERLAP", "NO_CONVERGE"} <= gates(discriminant)
    words = next(c.text["en"] for c in discriminant.cautions if c.gate == "OVERLAP").replace("\u00a0", " ")
    assert "Quality with Satisfaction (r = .96, HTMT = .95)" in words
    assert "no evidence for discriminant validity" in said(discriminant, "en")


def test_a_factor_correlation_beyond_one_is_shown_as_it_is() -> None:
    """Items correlate .4 within and .5 between the constructs: .5 / .4 = 1.25 between the factors."""
    target = np.full((6, 6), 0.5)
    target[:3, :3] = target[3:, 3:] = 0.4
    np.fill_diagonal(target, 1)
    found = run(study(exactly(target, 300), {"visual": ITEMS[:3], "textual": ITEMS[3:6]}))
    r = found["confirmatory.discriminant"].estimate("factor_correlation")
    assert r.value == pytest.approx(1.25, abs=1e-4)
    assert "NO_CONVERGE" in gates(found["confirmatory.discriminant"])
    assert "at 1 or beyond" in said(found["confirmatory.discriminant"], "en")
    assert "is improper, so that this says little" in said(found["confirmatory.common"], "en")


def exactly(target: Any, n: int) -> dict[str, list[float]]:
    """n answers to each item that have exactly these correlations."""
    z = np.random.default_rng(0).normal(size=(n, len(target)))
    z = z - z.mean(axis=0)
    z = z @ np.linalg.inv(np.linalg.cholesky(np.cov(z.T))).T @ np.linalg.cholesky(target).T
    return {name: [float(v) for v in z[:, at]] for at, name in enumerate(ITEMS[: len(target)])}


def heywood() -> dict[str, Finding]:
    """The covariances of three items ask of the first a loading above 1."""
    target = np.array([[1, 0.8, 0.8], [0.8, 1, 0.5], [0.8, 0.5, 1]])
    return run(study(exactly(target, 200), {"visual": ITEMS[:3]}))


def test_a_negative_variance_is_shown_and_called_improper() -> None:
    """With three items the loadings follow: the first is sqrt(.8 x .8 / .5) = 1.13."""
    found = heywood()
    loading = found["confirmatory.loadings"].estimate("loading", item="x1")
    assert loading.value == pytest.approx((0.8 * 0.8 / 0.5) ** 0.5, abs=1e-4)
    assert "“Wording of x1?” came out negative" in said(found["confirmatory"], "en")
    assert "Heywood" in said(found["confirmatory"], "zh")


def test_of_an_improper_solution_no_convergent_validity_is_said_either_way() -> None:
    """The AVE of 0.76 would pass the convention."""
    finding = heywood()["confirmatory.convergent"]
    assert (finding.estimate("average_variance_extracted", construct="visual").value or 0) > 0.5
    for words in (finding.sentences.short, finding.sentences.full):
        assert "Nothing is said of convergent validity, because the solution is improper" in words["en"]
        assert "对聚合效度不作判断" in words["zh"]
        assert "AVE" not in words["en"] + words["zh"]
    assert "came out negative" in finding.sentences.full["en"]
    assert gates(finding) == {"NO_CONVERGE"}


def test_a_model_that_fits_by_construction_has_no_indices() -> None:
    fit = heywood()["confirmatory"]
    assert "fits by construction" in said(fit, "en")
    for name in ("cfi", "tli", "rmsea"):
        assert fit.estimate(name).value is None
        assert fit.estimate(name).reason is not None
    assert fit.estimate("chi_square").value == pytest.approx(0, abs=1e-6)


def test_too_few_respondents_are_refused_and_few_marked() -> None:
    assert gates(refusal(answers(49, STRONG))) == {"FEW_FOR_FACTORS"}
    few = run(whole(answers(60, STRONG)))["confirmatory"]
    assert not few.refused
    assert "FEW_FOR_FACTORS" in gates(few)
    assert "FEW_FOR_FACTORS" not in gates(run(whole(answers(100, STRONG)))["confirmatory"])


def test_no_more_respondents_than_items_are_refused() -> None:
    columns = {f"i{at}": list(map(float, np.random.default_rng(at).normal(size=55))) for at in range(56)}
    finding = refusal(columns, {"trust": list(columns)})
    assert "57" in said(finding, "en")


def test_what_carries_no_model_is_refused_by_name() -> None:
    columns = answers(120, STRONG)
    flat = refusal({**columns, "x2": [4.0] * 120})
    assert gates(flat) == {"NO_VARIANCE"}
    assert "x2" in said(flat, "en")
    twins = refusal({**columns, "x3": columns["x2"]})
    assert gates(twins) == {"NO_CONVERGE"}
    assert "“Wording of x2?” and “Wording of x3?”" in said(twins, "en")
    pair = refusal({k: columns[k] for k in ITEMS[:2]}, {"visual": ITEMS[:2]})
    assert gates(pair) == {"NOT_IDENTIFIED"}
    singles = refusal({"x1": columns["x1"]}, {"visual": ["x1"]})
    assert gates(singles) == {"SINGLE_ITEM"}
    empty = refusal({**columns, "x2": [NONE] * 120}, missing="fiml")
    assert gates(empty) == {"NO_VARIANCE"}


@pytest.mark.parametrize("seed", range(5))
def test_items_without_any_relation_are_refused(seed: int) -> None:
    rng = np.random.default_rng(seed)
    columns = {name: [float(v) for v in rng.normal(size=200)] for name in ITEMS}
    assert gates(refusal(columns)) == {"NO_CONVERGE"}
    assert gates(refusal(columns, {"one": ITEMS[:2], "two": ITEMS[2:4]})) == {"NO_CONVERGE"}


def test_one_construct_that_is_related_to_nothing_has_a_value_or_a_reason() -> None:
    """Two items that are related to nothing else fix no loadings."""
    rng = np.random.default_rng(5)
    columns = {**answers(200, STRONG), **{name: [float(v) for v in rng.normal(size=200)] for name in ITEMS[7:]}}
    for finding in run(study(columns, {"one": ITEMS[:3], "two": ITEMS[3:6], "none": ITEMS[7:]})).values():
        for e in finding.estimates:
            assert (e.value is None) == (e.reason is not None)
            assert e.value is None or np.isfinite(e.value)


def test_reversed_items_are_turned() -> None:
    columns = answers(300, STRONG)
    turned = {**columns, "x2": [11 - v for v in columns["x2"] if not isinstance(v, Missing)]}
    kinds: tuple[dict[str, Any], ...] = ({"missing": "fiml"}, {"estimator": "mlr"}, {})
    for options in kinds:
        plain, other = run(whole(columns), **options), run(study(turned, CHILDREN, reverse=["x2"]), **options)
        one = plain["confirmatory.loadings"].estimate("loading", item="x2")
        two = other["confirmatory.loadings"].estimate("loading", item="x2")
        assert one.value == pytest.approx(two.value, rel=1e-7)
        assert one.interval == pytest.approx(two.interval, rel=1e-6)
    table = other["confirmatory.loadings"].table
    assert table is not None
    assert any("x2" in note["en"] for note in table.notes)
    against = run(study(turned, CHILDREN))["confirmatory.loadings"]
    assert "NEG_ITEM" in gates(against)


def test_fiml_uses_every_answer() -> None:
    columns = scores()
    columns["x1"][0] = NONE
    for name in ITEMS:
        columns[name][1] = NONE
    data = in_groups(columns, schools())
    listwise, every = run(data)["confirmatory"], run(data, missing="fiml")["confirmatory"]
    assert (listwise.n, every.n) == (299, 300)
    assert [x.n for x in every.excluded] == [1]
    assert "observed information" in (every.method.text["en"] if every.method else "")
    assert not [e for e in every.estimates if e.name == "modification_index"]


def test_coarse_scales_are_a_caution() -> None:
    columns = {k: [float(np.clip(round(2.5 + v), 1, 4)) for v in c] for k, c in answers(200, STRONG).items()}  # type: ignore[operator]  # no Missing among them
    coarse = run(study(columns, CHILDREN, points=scale(1, 4)))["confirmatory"].checks[0]
    assert coarse.verdict is Verdict.CAUTION
    assert "WLSMV" in coarse.advice["zh"]
    assert run(children())["confirmatory"].checks[0].verdict is Verdict.MET


def test_wlsmv_is_refused_with_the_reason() -> None:
    with pytest.raises(AnalystError) as caught:
        run(mobi(), estimator="wlsmv")
    for language in LANGUAGES:
        (words,) = describe_all(caught.value, language)
        assert "Pearson" in words
        assert "lavaan" in words


def test_the_figure_can_be_drawn() -> None:
    figure = run(mobi())["confirmatory.loadings"].figure
    assert figure is not None
    for language in LANGUAGES:
        assert "CUSL2" in str(draw(figure, language))


def test_only_what_is_asked_for_is_computed(monkeypatch: pytest.MonkeyPatch) -> None:
    def dear(*_: object) -> None:
        raise AssertionError("nobody asked for this")

    monkeypatch.setattr(robust_fit.RobustFit, "fourths", property(dear))
    found = ANALYSES["confirmatory"]().run(mobi(), only=["loading", "cfi"])
    assert {e.name for f in found for e in f.estimates} == {"loading", "cfi"}
    with pytest.raises(AssertionError, match="nobody asked"):
        ANALYSES["confirmatory"]().run(mobi())


def test_the_scaled_test_is_called_scaled() -> None:
    finding = run(mobi(), estimator="mlr")["confirmatory"]
    assert finding.table is not None
    assert finding.table.rows[0][0] == {"en": "χ², scaled", "zh": "校正χ²"}
    assert any("1.280" in note["en"] for note in finding.table.notes)


def test_statistics_do_not_break_across_lines() -> None:
    full = run(children_with_holes(), missing="fiml")["confirmatory"].sentences.full
    for language in LANGUAGES:
        assert "χ²(24)\u00a0=\u00a0" in full[language]
        assert "= " not in full[language]
