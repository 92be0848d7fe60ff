"""Paths: every effect against R (tests/reference/paths.json), what the words may say, and refusals."""

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from surveykit.analysis.paths import Paths
from surveykit.core.document import Reader, parse
from surveykit.core.finding import Finding, Verdict
from surveykit.errors import AnalystError
from tests.analysis.small import LANGUAGES, agrees, drawn, gates, mobi, said, study
from tests.analysis.test_degenerate import KINDS, shaped, sound
from tests.analysis.test_drivers import with_roles

R: dict[str, Any] = json.loads((Path(__file__).parents[1] / "reference" / "paths.json").read_text("utf-8"))["results"]
LONGEST = {"en": 115, "zh": 220}
"""Words and characters of a paragraph; a statistic that stays on one line is one word."""
READY = ("image", "expectation", "quality", "value")
MODELS: dict[str, dict[str, Any]] = {
    "simple": {"quality": ("quality",), "mediator": "satisfaction", "covariates": ("image", "expectation")},
    "parallel": {"quality": ("image",), "mediators": ("value", "satisfaction"), "covariates": ("expectation",)},
    "serial": {"quality": ("image",), "mediators": ("quality", "satisfaction"), "model": "serial"},
    "ready": {"quality": READY, "mediator": "satisfaction"},
    "moderated_first": {"quality": ("quality",), "mediator": "satisfaction", "moderator": "value"},
    "moderated_second": {
        "quality": ("quality",),
        "mediator": "satisfaction",
        "moderator": "value",
        "moderates": "second",
    },
}
SIMPLE = ("quality", "satisfaction", "loyalty")
IMAGE = ("image", "loyalty")
VALUE, SATISFACTION = ("image", "value", "loyalty"), ("image", "satisfaction", "loyalty")
FIRST, BOTH = ("image", "quality", "loyalty"), ("image", "quality", "satisfaction", "loyalty")
CONDITIONAL = [(at, "conditional_indirect_effect", {"path": SIMPLE, "at": at}) for at in ("low", "mean", "high")]
EFFECTS: dict[str, list[tuple[str, str, dict[str, Any]]]] = {
    "simple": [
        ("indirect", "indirect_effect", {"path": SIMPLE}),
        ("standardised", "standardised_indirect_effect", {"path": SIMPLE}),
    ],
    "parallel": [
        ("value", "indirect_effect", {"path": VALUE}),
        ("satisfaction", "indirect_effect", {"path": SATISFACTION}),
        ("total", "total_indirect_effect", {"path": IMAGE}),
        ("contrast", "indirect_difference", {"path": VALUE, "less": SATISFACTION}),
        ("standardised_total", "standardised_total_indirect_effect", {"path": IMAGE}),
    ],
    "serial": [
        ("quality", "indirect_effect", {"path": FIRST}),
        ("satisfaction", "indirect_effect", {"path": SATISFACTION}),
        ("both", "indirect_effect", {"path": BOTH}),
        ("total", "total_indirect_effect", {"path": IMAGE}),
        ("contrast", "indirect_difference", {"path": FIRST, "less": BOTH}),
    ],
    "ready": [
        *((x, "indirect_effect", {"path": (x, "satisfaction", "loyalty")}) for x in READY),
        *(
            (f"standardised_{x}", "standardised_indirect_effect", {"path": (x, "satisfaction", "loyalty")})
            for x in READY
        ),
        ("rivals", "standardised_indirect_difference", {"path": SATISFACTION, "less": SIMPLE}),
    ],
    "moderated_first": [("index", "index_of_moderated_mediation", {"path": SIMPLE}), *CONDITIONAL],
    "moderated_second": [("index", "index_of_moderated_mediation", {"path": SIMPLE}), *CONDITIONAL],
}


@pytest.fixture(scope="module")
def fitted() -> dict[str, Finding]:
    return {name: Paths(outcome="loyalty", **options).run(mobi())[-1] for name, options in MODELS.items()}


@pytest.mark.parametrize(
    ("model", "entry", "name", "of"), [(model, *effect) for model, effects in EFFECTS.items() for effect in effects]
)
def test_effects_and_their_intervals_agree_with_r(
    fitted: dict[str, Finding], model: str, entry: str, name: str, of: dict[str, Any]
) -> None:
    plain, corrected = fitted[model].estimate(name, **of), fitted[model].estimate(name, **of, method="bca")
    points = R[f"{model}.points"]
    assert agrees(plain.value, points["value"][entry], points["tol"])
    assert corrected.value == plain.value
    for estimate, kind in ((plain, "percentile"), (corrected, "bca")):
        reference = R[f"{model}.{kind}"]
        assert estimate.interval == pytest.approx(reference["value"][entry], abs=reference["tol"]), kind


def equations() -> list[tuple[str, str]]:
    parts = (key.split(".equation.") for key in R if ".equation." in key)
    return [(model, outcome) for model, outcome in parts]


@pytest.mark.parametrize(("model", "outcome"), equations())
def test_paths_direct_and_total_effects_agree_with_r(fitted: dict[str, Finding], model: str, outcome: str) -> None:
    entry, finding = R[f"{model}.equation.{outcome}"], fitted[model]
    focal = MODELS[model]["quality"]
    for predictor, expected in entry["value"].items():
        ends: dict[str, Any] = {"path": (predictor, "loyalty")}
        if outcome == "total:loyalty":
            if predictor not in focal:
                continue
            pairs = [(finding.estimate("total_effect", **ends), finding.estimate("standardised_total_effect", **ends))]
        else:
            of = {"outcome": outcome, "predictor": predictor}
            pairs = [(finding.estimate("path_coefficient", **of), finding.estimate("standardised_coefficient", **of))]
            if outcome == "loyalty" and predictor in focal:
                pairs.append(
                    (finding.estimate("direct_effect", **ends), finding.estimate("standardised_direct_effect", **ends))
                )
        for raw, standardised in pairs:
            assert agrees(raw.value, expected["b"], entry["tol"])
            assert agrees(raw.p, expected["p"], entry["tol"])
            assert agrees(standardised.value, expected["beta"], entry["tol"])
            assert raw.interval == pytest.approx(expected["interval"], abs=entry["tol"])


GROUPS = {
    "indirect_difference": "contrasts",
    "index_of_moderated_mediation": "index",
    "conditional_indirect_effect": "conditional",
}
GROUPS["standardised_indirect_difference"] = "standardised_differences"


@pytest.mark.parametrize("model", sorted(EFFECTS))
def test_the_acceleration_agrees_with_leaving_out_each_row_in_r(model: str) -> None:
    numbers = list(Paths(outcome="loyalty", **MODELS[model]).questions(mobi()))[-1].estimate()
    entry = R[f"{model}.acceleration"]
    for figure, name, of in EFFECTS[model]:
        key = of["path"][0] if "total" in name else of["path"]
        key = (key, of["less"]) if "less" in of else (key, of["at"]) if "at" in of else key
        effect = getattr(numbers, GROUPS.get(name, name.removesuffix("_effect")))[key]
        assert agrees(effect.acceleration, entry["value"][figure], entry["tol"]), figure


def test_total_is_direct_and_indirect_together(fitted: dict[str, Finding]) -> None:
    for model in ("simple", "parallel", "serial", "ready"):
        for x in MODELS[model]["quality"]:
            parts = [
                fitted[model].estimate(name, path=(x, "loyalty")).value
                for name in ("direct_effect", "total_indirect_effect")
            ]
            total = fitted[model].estimate("total_effect", path=(x, "loyalty")).value
            assert total == pytest.approx(sum(v for v in parts if v is not None), abs=1e-12)


def test_close_constructs_are_shown_and_said_before_the_paths(fitted: dict[str, Finding]) -> None:
    distinct, paths = Paths(outcome="loyalty", **MODELS["simple"]).run(mobi())
    assert distinct.id == "paths.loyalty.distinct"
    assert distinct.estimate("disattenuated_r", pair=("quality", "satisfaction")).value > 0.90
    assert "OVERLAP" in gates(distinct)
    assert next(c.gate for c in paths.cautions) == "OVERLAP"
    assert paths.sentences.short["en"].startswith("The respondents may hardly tell these constructs apart in 5 pairs")
    assert paths.sentences.full["zh"].startswith("有5对构念，受访者可能难以区分")
    assert not paths.headline


def test_the_order_is_said_to_be_assumed(fitted: dict[str, Finding]) -> None:
    finding = fitted["serial"]
    assert "The order Image → Quality → Satisfaction → Loyalty is assumed" in finding.sentences.full["en"]
    assert "这一顺序是假设" in finding.sentences.full["zh"]
    assert finding.checks[0].verdict is Verdict.NOT_CHECKED


def test_an_interval_with_zero_gets_neither_direction_nor_mediation(fitted: dict[str, Finding]) -> None:
    finding = fitted["ready"]
    assert "The data do not show it for Expectation." in said(finding, "en")
    assert "对“expectation度”，数据未能显示这一点。" in said(finding, "zh")
    assert "Image, Quality and Value with Loyalty are each consistent with mediation" in said(finding, "en")
    assert "NONSIG" in gates(finding)


def test_every_route_that_holds_is_named_and_the_claim_is_the_largest_p_among_them(fitted: dict[str, Finding]) -> None:
    """By way of both mediators one after the other, and by satisfaction alone."""
    finding = fitted["serial"]
    short, shown = finding.sentences.short, [SATISFACTION, BOTH]
    assert "Image → Satisfaction → Loyalty; Image → Quality → Satisfaction → Loyalty." in short["en"]
    assert "“image度” → “quality度” → “satisfaction度” → “loyalty度”" in short["zh"]
    for route in (FIRST, SATISFACTION, BOTH):
        intervals = [
            e.interval for e in finding.estimates if e.of.get("path") == route and e.name.endswith("indirect_effect")
        ]
        assert all(low > 0 for low, _ in intervals) == (route in shown)
    steps = {(a, b) for route in shown for a, b in pairwise(route)}
    assert finding.claim >= max(finding.estimate("path_coefficient", predictor=a, outcome=b).p for a, b in steps)


def test_many_routes_that_hold_are_counted_with_the_largest() -> None:
    """Four predictors that each go with the mediator: none is passed over in silence."""
    rng = np.random.default_rng(5)
    columns = {name: rng.normal(size=400) for name in "abcd"}
    columns["m"] = sum(weight * columns[name] for name, weight in zip("abcd", (0.4, 0.5, 0.6, 0.9), strict=True))
    columns["m"] = columns["m"] + rng.normal(size=400)
    columns["y"] = 0.8 * columns["m"] + rng.normal(size=400)
    data = study({name: [float(v) for v in column] for name, column in columns.items()})
    finding = Paths(quality=("a_c", "b_c", "c_c", "d_c"), mediator="m_c", outcome="y_c").run(data)[-1]
    assert "4 of 4 routes are each consistent with mediation" in finding.sentences.short["en"]
    assert "that of D_c → M_c → Y_c" in finding.sentences.short["en"]
    assert "4条间接路径中有4条各自与中介相符" in finding.sentences.short["zh"]


@pytest.mark.parametrize("model", sorted(MODELS))
def test_full_sentences_can_be_read_in_one_go(fitted: dict[str, Finding], model: str) -> None:
    full = fitted[model].sentences.full
    assert len(full["en"].split(" ")) <= LONGEST["en"]
    assert len(re.findall("[\u4e00-\u9fff]", full["zh"])) <= LONGEST["zh"]


@pytest.mark.parametrize("model", sorted(MODELS))
def test_no_verdict_and_no_cause(fitted: dict[str, Finding], model: str) -> None:
    for language in LANGUAGES:
        words = said(fitted[model], language).lower()
        banned = (
            "full mediation",
            "partial mediation",
            "causes",
            "proves",
            "leads to",
            "drives",
            "完全中介",
            "部分中介",
        )
        assert not [word for word in (*banned, "证明", "导致", "驱动", "影响") if word in words]


def clear(n: int = 200) -> dict[str, list[float]]:
    """x -> m -> y with nothing besides."""
    (x, noise), _ = drawn(n, 9, 1, 1)
    rng = np.random.default_rng(4)
    m = [0.8 * a + 0.6 * b for a, b in zip(x, noise, strict=True)]
    y = [0.7 * b + 0.7 * float(e) for b, e in zip(m, rng.normal(size=n), strict=True)]
    return {"x": x, "m": m, "y": y, "w": [float(v) for v in rng.integers(0, 2, n)]}


def test_a_clear_case_may_stand_in_the_summary() -> None:
    finding = Paths(quality=("x_c",), mediator="m_c", outcome="y_c").run(study(clear()))[-1]
    assert finding.headline
    assert "consistent with mediation by M_c, if the assumed order holds" in finding.sentences.short["en"]
    assert "与经由“m_c度”的中介相符" in finding.sentences.short["zh"]


def test_a_moderator_of_two_values_is_read_at_both() -> None:
    options: dict[str, Any] = {"quality": ("x_c",), "mediator": "m_c", "outcome": "y_c", "moderator": "w_c"}
    finding = Paths(**options).run(study(clear()))[-1]
    assert [
        e.of["at"] for e in finding.estimates if e.name == "conditional_indirect_effect" and "method" not in e.of
    ] == [
        "low",
        "high",
    ]
    assert not [e for e in finding.estimates if e.name == "total_effect"]


def test_few_respondents_get_figures_but_no_words() -> None:
    finding = Paths(quality=("x_c",), mediator="m_c", outcome="y_c").run(study(clear(20)))[-1]
    assert "SMALL_N" in gates(finding)
    assert finding.figure is None
    assert finding.table is not None
    assert len(finding.table.columns) == 4
    assert "mediation" not in said(finding, "en")


def test_too_many_paths_for_a_diagram_become_a_list() -> None:
    options: dict[str, Any] = {"quality": (*READY, "complaints"), "mediators": ("satisfaction", "IMAG1", "PERQ1")}
    finding = Paths(outcome="loyalty", draws=1000, **options).run(mobi())[-1]
    assert finding.figure is not None
    assert finding.figure.kind == "intervals"


def test_only_what_is_asked_for_is_computed() -> None:
    distinct, paths = Paths(outcome="loyalty", **MODELS["simple"]).run(mobi(), only=["indirect_effect"])
    assert distinct.estimates == ()
    assert [e.name for e in paths.estimates] == ["indirect_effect", "indirect_effect"]
    assert paths.table is None


def test_options_default_to_the_roles() -> None:
    finding = Paths(draws=1000).run(with_roles(mobi()))[-1]
    routes = [e.of["path"] for e in finding.estimates if e.name == "indirect_effect" and "method" not in e.of]
    assert routes == [(x, "satisfaction", "loyalty") for x in ("image", "quality", "value")]


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        ({}, ["analysis-no-roles"]),
        ({"quality": ("x",), "mediator": "image", "outcome": "loyalty"}, ["analysis-unknown-name"]),
        ({"quality": ("image",), "mediator": "image", "outcome": "loyalty"}, ["paths-two-places"]),
        (
            {"quality": ("image",), "mediator": "value", "mediators": ("quality",), "outcome": "loyalty"},
            ["paths-two-mediators"],
        ),
        (
            {"quality": ("image",), "mediators": ("IMAG1", "IMAG2", "IMAG3", "IMAG4"), "outcome": "loyalty"}
            | {"model": "serial"},
            ["paths-many-in-series"],
        ),
        (
            {"quality": ("image",), "mediators": ("value", "quality"), "outcome": "loyalty"}
            | {"model": "serial", "moderator": "expectation", "draws": 10, "seed": -1},
            ["paths-moderated-series", "analysis-few-draws", "analysis-bad-seed"],
        ),
    ],
)
def test_options_that_do_not_fit_are_reported(options: dict[str, Any], codes: list[str]) -> None:
    with pytest.raises(AnalystError) as caught:
        Paths(**options).run(mobi())
    assert [p.code for p in caught.value.problems] == codes


def test_options_are_read_from_a_plan() -> None:
    reader = Reader()
    written = parse("{quality: [image], mediators: [quality, satisfaction], outcome: loyalty, model: serial}")
    assert reader.record(written, Paths) == Paths(outcome="loyalty", **MODELS["serial"])
    assert not reader.problems


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("options", [{}, {"moderator": "c1"}, {"covariates": ("c1",)}])
def test_value_or_reason(kind: str, options: dict[str, Any]) -> None:
    data = shaped(kind)
    for finding in Paths(quality=("gamma",), mediator="beta", outcome="alpha", draws=1000, **options).run(data):
        sound(finding, data)


def test_a_covariate_that_hardly_varies_gives_a_reason_or_an_interval() -> None:
    columns = clear(40)
    columns["w"] = [1.0] * 2 + [0.0] * 38
    options: dict[str, Any] = {"quality": ("x_c",), "mediator": "m_c", "outcome": "y_c", "covariates": ("w_c",)}
    data = study(columns)
    finding = Paths(draws=1000, **options).run(data)[-1]
    sound(finding, data)
    assert finding.estimate("indirect_effect").interval is None
    assert "consistent" not in said(finding, "en")
