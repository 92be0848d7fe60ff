"""Groups: numbers against R, what is said and what not, who is not shown, models with more than one factor."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from surveykit.analysis.groups import Groups
from surveykit.core.codebook import Missing
from surveykit.core.dataset import Dataset
from surveykit.core.document import Reader, parse
from surveykit.core.finding import Finding
from surveykit.core.item import Option
from surveykit.errors import AnalystError
from surveykit.items.single_choice import SingleChoice
from tests.analysis.groupings import PRICE, choice, codes, customers, grouped
from tests.analysis.small import LANGUAGES, agrees, coded, gates, questionnaire, rating, said, text
from tests.analysis.test_degenerate import sound

R: dict[str, Any] = json.loads((Path(__file__).parents[1] / "reference" / "groups.json").read_text("utf-8"))["results"]


def run(data: Dataset, **options: Any) -> dict[str, Finding]:
    return {f.id: f for f in Groups(**options).run(data)}


def price_of(**options: Any) -> Finding:
    return run(customers(), by=("price",), outcomes=("loyalty",), **options)["groups.price.loyalty"]


def trouble_of(outcome: str, **options: Any) -> Finding:
    (finding,) = run(customers(), by=("trouble",), outcomes=(outcome,), **options).values()
    return finding


def same(found: Any, expected: Any) -> None:
    pairs = zip(found, expected, strict=True) if isinstance(expected, list) else [(found, expected)]
    assert all(agrees(a, b, 1e-6) for a, b in pairs), (found, expected)


# --- numbers ----------------------------------------------------------------------------------------


def test_two_groups_agree_with_r() -> None:
    finding, t, g = trouble_of("loyalty"), R["trouble.welch"]["value"], R["trouble.g"]["value"]
    welch = finding.estimate("mean_difference", pair=("some", "none"), method="welch")
    same([welch.value, *(welch.interval or ()), welch.statistic, welch.df, welch.p], [
        t["value"], *t["interval"], t["statistic"], t["df"], t["p"]
    ])  # fmt: skip
    assert welch.effect is not None
    assert welch.effect.interval is not None
    same([welch.effect.value, *welch.effect.interval], [g["value"], *g["interval"]])
    ranks = R["trouble.mann_whitney"]["value"]
    same(finding.estimate("rank_biserial").value, ranks["rank_biserial"])
    same(finding.estimate("mann_whitney_u").p, ranks["p"])


def test_more_groups_and_their_pairs_agree_with_r() -> None:
    found = run(customers(), by=("price",), outcomes=("loyalty",))
    welch = found["groups.price.loyalty"].estimate("welch_f")
    row = R["price.welch"]["value"]
    assert isinstance(welch.df, tuple)
    same([welch.value, *welch.df, welch.p], [row["statistic"], *row["df"], row["p"]])
    omega, share = found["groups.price.loyalty"].estimate("omega_squared"), R["price.shares"]["value"]
    same([omega.value, *(omega.interval or ())], [share["omega"], *share["interval"]])
    assert omega.level == 0.90
    for name in ("games_howell", "tukey"):
        for row in R[f"price.{name}"]["value"]:
            pair = found["groups.price.loyalty.pairs"].estimate("mean_difference", pair=tuple(row["pair"]), method=name)
            same([pair.value, *(pair.interval or ()), pair.p], [row["value"], *row["interval"], row["p"]])
    means = R["price.means"]["value"]
    for group in PRICE:
        mean = found["groups.price.loyalty"].estimate("mean", group=group)
        same(
            [mean.value, *(mean.interval or ()), mean.n],
            [means[group]["mean"], *means[group]["interval"], means[group]["n"]],
        )


def test_all_tests_of_a_plan_are_corrected_together() -> None:
    found = run(customers(), by=("price", "trouble"), outcomes=("loyalty", "image"))
    for id, p in R["family.holm"]["value"].items():
        outcome, by = id.split(".")
        same(found[f"groups.{by}.{outcome}"].estimate("holm_p").value, p)
        same(found["groups"].estimate("holm_p", outcome=outcome, by=by).value, p)
    assert "MULTI_TEST" in gates(found["groups"])
    plain = run(customers(), by=("price", "trouble"), outcomes=("loyalty",), correction="none")
    assert not [e for f in plain.values() for e in f.estimates if e.name == "holm_p"]
    assert "without a correction" in said(plain["groups"], "en")


def test_equivalence_agrees_with_r() -> None:
    row = R["price.equivalence"]["value"]
    (finding,) = run(customers(), by=("price",), outcomes=("image",), bounds=row["bound"]).values()
    same(finding.estimate("equivalence_p").value, row["p"])


# --- words ------------------------------------------------------------------------------------------


def test_a_settled_difference_says_who_is_higher_and_by_how_much() -> None:
    finding = trouble_of("loyalty")
    assert "1.06 higher for “No trouble” than for “Some trouble”" in finding.sentences.full["en"]
    assert "“无问题”的“loyalty度”均值比“有问题”高1.06" in finding.sentences.full["zh"]
    assert "[0.56, 1.56]" in said(finding, "en")
    assert finding.headline
    assert finding.figure is not None
    assert finding.figure.kind == "intervals"


def test_an_open_difference_gets_no_direction() -> None:
    rng = np.random.default_rng(3)
    item = choice("trouble", {"some": text("Some", "有"), "none": text("None", "无")})
    data = grouped((item, [float(v) for v in rng.integers(1, 3, 250)]))
    (finding,) = run(data, by=("trouble",), outcomes=("loyalty",)).values()
    assert "do not show whether the mean of Loyalty differs" in finding.sentences.full["en"]
    assert "未能显示" in finding.sentences.full["zh"]
    assert not finding.headline
    for language, words in (("en", ("higher", "lower", "above", "no more than")), ("zh", ("高于", "低于", "不超过"))):
        assert not [word for word in words if word in said(finding, language)]


def test_no_more_than_is_said_only_where_a_stated_bound_is_shown() -> None:
    for bounds, shown in ((0.9, True), (0.3, False)):
        (finding,) = run(customers(), by=("price",), outcomes=("image",), bounds=bounds).values()
        assert ("no more than 0.90 apart" in said(finding, "en")) == shown
        assert ("相差不超过0.90" in said(finding, "zh")) == shown
    (plain,) = run(customers(), by=("price",), outcomes=("image",)).values()
    assert "equivalence" not in said(plain, "en")


def test_a_bound_may_be_one_of_standard_deviations() -> None:
    raw = price_of(bounds=1.0).estimate("equivalence_p").value
    row = R["price.anova"]["value"]
    sd = (sum((m["n"] - 1) * m["sd"] ** 2 for m in R["price.means"]["value"].values()) / row["df"][1]) ** 0.5
    scaled = price_of(bounds=1.0 / sd, bounds_in="sd")
    assert scaled.estimate("equivalence_p").value == pytest.approx(raw, abs=1e-9)
    assert " SD of each other is not shown" in said(scaled, "en")


def test_pairs_are_spoken_of_where_the_groups_differ() -> None:
    found = run(customers(), by=("price",), outcomes=("loyalty", "image"))
    assert "“High” above “Low”" in found["groups.price.loyalty.pairs"].sentences.full["en"]
    assert "“高价”高于“低价”" in found["groups.price.loyalty.pairs"].sentences.full["zh"]
    assert "groups.price.image.pairs" not in found


def test_what_the_plan_did_not_name_is_exploratory() -> None:
    by_itself = run(customers())
    assert {f.estimates[0].of["by"] for f in by_itself.values() if f.id != "groups"} == {"price", "trouble"}
    assert all("EXPLORATORY" in gates(f) for f in by_itself.values())
    named = run(customers(), by=("price",))
    assert not any("EXPLORATORY" in gates(f) for f in named.values())
    assert run(customers(role="body")) == {}


def test_measurement_in_groups_is_not_taken_for_granted() -> None:
    assert "NOT_INVARIANT" in gates(trouble_of("loyalty"))
    assert "NOT_INVARIANT" not in gates(trouble_of("value"))


# --- who is shown -----------------------------------------------------------------------------------


def sized(*sizes: int, missing: int = 0, role: str = "background") -> Dataset:
    """Groups of these sizes among the customers, the rest without an answer."""
    labels = {f"g{at}": text(f"Group {at}", f"第{at}组") for at in range(len(sizes))}
    column: list[float | Missing] = [at + 1.0 for at, n in enumerate(sizes) for _ in range(n)]
    column += [Missing.NOT_ANSWERED] * missing
    return grouped((choice("area", labels), column), role=role, keep=range(len(column)))


def area(data: Dataset) -> Finding:
    return run(data, by=("area",), outcomes=("loyalty",))["groups.area.loyalty"]


def test_groups_below_thirty_are_not_shown() -> None:
    finding = area(sized(80, 60, 29, missing=20))
    assert finding.table is not None
    assert [row[0]["en"] for row in finding.table.rows] == ["Group 0", "Group 1"]  # type: ignore[index]  # words
    assert "fewer than 30 respondents" in finding.table.notes[-1]["en"]
    assert "“Group 2”" in finding.table.notes[-1]["en"]
    assert (finding.n, sum(x.n for x in finding.excluded)) == (140, 49)
    assert not [e for e in finding.estimates if e.of.get("group") == "g2"]


def test_too_few_groups_are_refused() -> None:
    finding = area(sized(80, 29, 29))
    assert finding.refused
    assert gates(finding) == {"SMALL_N"}


def test_the_size_of_a_small_background_group_does_not_follow_from_what_is_left_out() -> None:
    alone = area(sized(100, 80, 3))
    assert alone.refused
    assert gates(alone) == {"CELL_LT5"}
    hidden = area(sized(100, 80, 40, 3))
    assert not hidden.refused
    assert {e.of["group"] for e in hidden.estimates if e.name == "mean"} == {"g0", "g1"}
    assert not area(sized(100, 80, 3, missing=10)).refused
    assert not area(sized(100, 80, 3, role="body")).refused


# --- a second factor, covariates --------------------------------------------------------------------


def model_of(**options: Any) -> Finding:
    return run(customers(), by=("price",), outcomes=("loyalty",), **options)["groups.price.loyalty.model"]


def test_the_model_agrees_with_car_and_emmeans() -> None:
    finding = model_of(factor="trouble", covariates=("image", "value"))
    for term, row in R["mobi.model.tests"]["value"].items():
        third, second = finding.estimate("type_3_f", term=term), finding.estimate("type_2_f", term=term)
        assert isinstance(third.df, tuple)
        same(
            [third.value, third.p, second.value, second.p],
            [row["third"], row["third_p"], row["second"], row["second_p"]],
        )
        assert third.df == (row["df"], R["mobi.model.residual"]["value"]["df"])
    for group, row in R["mobi.model.means"]["value"].items():
        mean = finding.estimate("adjusted_mean", group=group)
        same([mean.value, *(mean.interval or ())], [row["mean"], *row["interval"]])
    assert "are not the same for all levels of “Trouble”" in finding.sentences.full["en"]
    assert "随“问题”的水平而不同" in finding.sentences.full["zh"]


def test_a_covariate_alone_makes_an_analysis_of_covariance() -> None:
    finding = model_of(covariates=("image",))
    assert [row[0]["en"] for row in finding.table.rows] == ["Price", "Image"]  # type: ignore[union-attr,index]  # it has a table of words
    assert len(finding.checks) == 2


def test_small_combinations_are_refused() -> None:
    column = [1.0 + (at < 3) for at in range(250)]
    labels = {"yes": text("Yes", "是"), "no": text("No", "否")}
    price = choice("price", PRICE), [float(v) + 1 for v in codes("price")]
    data = grouped(price, (choice("member", labels), column))
    finding = run(data, by=("price",), outcomes=("loyalty",), factor="member")["groups.price.loyalty.model"]
    assert finding.refused
    assert gates(finding) == {"CELL_LT5"}


def test_a_covariate_that_follows_from_others_is_refused() -> None:
    finding = run(customers(), by=("price",), outcomes=("loyalty",), covariates=("complaints", "CUSCO"))
    assert gates(finding["groups.price.loyalty.model"]) == {"COLLINEAR"}


# --- options, order, degenerate data ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ({"by": ("prise",)}, ["analysis-unknown-name"]),
        ({"by": ("loyalty",)}, ["analysis-unknown-name"]),
        ({"outcomes": ("price",)}, ["analysis-not-numeric"]),
        ({"by": ("price", "price")}, ["analysis-name-twice"]),
        ({"by": ("price",), "factor": "price"}, ["groups-two-roles"]),
        ({"outcomes": ("loyalty",), "covariates": ("loyalty",)}, ["groups-two-roles"]),
        ({"bounds": 0.0}, ["groups-bounds"]),
    ],
)
def test_options_that_do_not_fit_are_reported(options: dict[str, Any], found: list[str]) -> None:
    with pytest.raises(AnalystError) as caught:
        Groups(**options).run(customers())
    assert [p.code for p in caught.value.problems] == found


def test_the_sample_in_the_docstring_is_read() -> None:
    reader = Reader()
    written = parse("{by: [price], outcomes: [loyalty], bounds: 0.5, bounds_in: sd, covariates: [image]}")
    expected = Groups(("price",), ("loyalty",), 0.5, "sd", covariates=("image",))
    assert reader.record(written, Groups) == expected
    assert not reader.problems


def test_the_order_of_rows_changes_nothing() -> None:
    options = {"by": ("price",), "outcomes": ("loyalty",), "factor": "trouble", "covariates": ("image",)}
    before = run(customers(), **options)
    after = run(customers(keep=range(249, -1, -1)), **options)
    for id, finding in before.items():
        assert finding.sentences == after[id].sentences
        for e, f in zip(finding.estimates, after[id].estimates, strict=True):
            assert e.value == pytest.approx(f.value, rel=1e-9)


@pytest.mark.parametrize("kind", ["constant", "one flat", "two values", "nobody", "missing"])
def test_value_or_reason(kind: str) -> None:
    n = 0 if kind == "nobody" else 90
    rng = np.random.default_rng(5)
    values: list[float | Missing] = [float(v) for v in rng.integers(1, 11, n)]
    groups: list[float | Missing] = [1.0 + at % 3 for at in range(n)]
    if kind == "constant":
        values = [5.0] * n
    elif kind == "one flat":
        values = [5.0 if at % 3 == 0 else v for at, v in enumerate(values)]
    elif kind == "two values":
        values = [float(1 + (at % 7 == 0)) for at in range(n)]
    elif kind == "missing":
        groups = [Missing.NOT_ANSWERED] * n
    options = {name: Option(label) for name, label in PRICE.items()}
    price = SingleChoice(id="price", text=text("Price", "价位"), options=options)
    data = coded(questionnaire([rating("r"), rating("x"), price], {"trust": ["r"]}), {
        "r": values, "x": [float(v) for v in rng.integers(1, 11, n)], "price": groups
    })  # fmt: skip
    found = run(data, by=("price",), outcomes=("trust",), bounds=1.0, covariates=("x",))
    for finding in found.values():
        sound(finding, data)
    refused = {"constant": "NO_VARIANCE", "one flat": "NO_VARIANCE", "nobody": "SMALL_N", "missing": "SMALL_N"}
    if kind in refused:
        assert gates(found["groups.price.trust"]) == {refused[kind]}


def test_only_what_is_asked_for_is_computed() -> None:
    (finding,) = Groups(by=("trouble",), outcomes=("loyalty",)).run(customers(), only=["hedges_g"])
    assert {e.name for e in finding.estimates} == {"hedges_g"}
    assert finding.table is None


def test_both_languages_say_everything() -> None:
    for finding in run(customers(), factor="trouble", by=("price",), bounds=1.0).values():
        for language in LANGUAGES:
            assert "{" not in said(finding, language)
