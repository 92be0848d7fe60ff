"""Tests of differences between groups and their sizes against R (tests/reference/groups.json)."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from surveykit.analysis.statistics.factorial import Factorial
from surveykit.analysis.statistics.many_samples import Pairs, kruskal_wallis, one_way, shares, spread_test, welch_anova
from surveykit.analysis.statistics.samples import Samples, Statistic
from surveykit.analysis.statistics.two_samples import equivalence, mann_whitney, standardised, student_t, welch_t
from tests.analysis.groupings import codes
from tests.analysis.small import agrees, mobi

FILE: dict[str, Any] = json.loads((Path(__file__).parents[2] / "reference" / "groups.json").read_text("utf-8"))
R, DATA = FILE["results"], FILE["data"]
LEVELS = {"price": ("low", "middle", "high"), "trouble": ("some", "none")}


def cut(by: str, construct: str) -> Samples:
    values = mobi().numbers(construct)
    return Samples.of([values[codes(by) == at] for at in range(len(LEVELS[by]))])


def cells() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Breaks, wool and tension of the looms."""
    looms = DATA["looms"]
    wool, tension = (
        np.array(["AB".index(w) for w in looms["wool"]]),
        np.array(["LMH".index(t) for t in looms["tension"]]),
    )
    return np.array(looms["breaks"], dtype=float), wool, tension


TWO = {
    "teeth": Samples.of([DATA["teeth"]["OJ"], DATA["teeth"]["VC"]]),
    "trouble": cut("trouble", "loyalty"),
    "image": cut("trouble", "image"),
}
y, wool, tension = cells()
MANY = {
    "plants": (Samples.of(list(DATA["plants"].values())), tuple(DATA["plants"])),
    "price": (cut("price", "loyalty"), LEVELS["price"]),
    "looms": (
        Samples.of([y[(wool == w) & (tension == t)] for t in range(3) for w in range(2)]),
        tuple(f"{w}.{t}" for t in "LMH" for w in "AB"),
    ),
}


def check(id: str, **found: Any) -> None:
    """Whether figures agree with the parts of an entry that have their names."""
    for name, x in found.items():
        expected = R[id]["value"][name]
        pairs = zip(x, expected, strict=True) if isinstance(expected, list) else [(x, expected)]
        for a, b in pairs:
            assert agrees(float(a), float(b), R[id]["tol"]), (id, name, a, b)


def check_test(id: str, test: Statistic) -> None:
    check(id, statistic=test.statistic, df=test.df, p=test.p)


@pytest.mark.parametrize("id", TWO)
def test_two_groups_agree_with_r(id: str) -> None:
    samples = TWO[id]
    welch, student = welch_t(samples), student_t(samples)
    check(f"{id}.welch", value=welch.value, interval=welch.interval)
    check_test(f"{id}.welch", welch.test)
    check(f"{id}.student", interval=student.interval)
    check_test(f"{id}.student", student.test)
    u, biserial = mann_whitney(samples)
    check(f"{id}.mann_whitney", statistic=u.statistic, p=u.p, rank_biserial=biserial)
    size = standardised(samples)
    check(f"{id}.d", value=size.d, interval=size.d_interval)
    check(f"{id}.g", value=size.g, interval=size.g_interval)
    check(f"{id}.equivalence", p=equivalence(welch, R[f"{id}.equivalence"]["value"]["bound"]))


@pytest.mark.parametrize("id", MANY)
def test_more_groups_agree_with_r(id: str) -> None:
    samples, _ = MANY[id]
    check_test(f"{id}.welch", welch_anova(samples))
    check_test(f"{id}.anova", one_way(samples))
    h, epsilon = kruskal_wallis(samples)
    check_test(f"{id}.kruskal", h)
    check(f"{id}.kruskal", epsilon_squared=epsilon)
    of = shares(samples)
    check(f"{id}.shares", eta=of.eta, omega=of.omega, epsilon=of.epsilon, interval=of.interval)
    for name, around in (("brown_forsythe", "median"), ("levene", "mean")):
        found = spread_test(samples, around)
        assert found is not None
        check(f"{id}.{name}", statistic=found.statistic, p=found.p)


@pytest.mark.parametrize("id", MANY)
def test_pairs_agree_with_r(id: str) -> None:
    samples, names = MANY[id]
    for pair in Pairs(samples).found:
        label = [names[at] for at in pair.at]
        for name, found in (
            ("games_howell", {"value": pair.difference.value, "interval": pair.games_howell, "p": pair.games_howell_p}),
            ("tukey", {"value": pair.difference.value, "interval": pair.tukey, "p": pair.tukey_p}),
            ("dunn", {"z": pair.dunn_z, "p": pair.dunn_p}),
        ):
            (row,) = (r for r in R[f"{id}.{name}"]["value"] if sorted(r["pair"]) == sorted(label))
            turned = row["pair"] != label
            for key, x in found.items():
                expected = row[key]
                if turned and key != "p":
                    expected = [-e for e in expected[::-1]] if isinstance(expected, list) else -expected
                ends = zip(x, expected, strict=True) if isinstance(x, tuple) else [(x, expected)]
                assert all(agrees(float(a), b, R[f"{id}.{name}"]["tol"]) for a, b in ends), (label, name, key)


def test_two_groups_are_a_case_of_many() -> None:
    samples = TWO["trouble"]
    t, f = welch_t(samples).test, welch_anova(samples)
    assert f.statistic == pytest.approx(t.statistic**2, rel=1e-12)
    assert f.df == pytest.approx((1.0, t.df), rel=1e-12)
    assert f.p == pytest.approx(t.p, rel=1e-9)


def test_units_and_order_change_nothing() -> None:
    samples = TWO["teeth"]
    for unit in (1e-9, 1e9):
        other = Samples.of([unit * x[::-1] for x in samples.values])
        assert welch_t(other).test.p == pytest.approx(welch_t(samples).test.p, rel=1e-9)
        assert standardised(other).g_interval == pytest.approx(standardised(samples).g_interval, rel=1e-6)


MODELS = {
    "looms.model": (Factorial(y, tension, wool, np.empty((len(y), 0))), ("tension", "wool", "wool:tension"), "LMH"),
    "teeth.model": (
        Factorial(
            np.array([*DATA["teeth"]["OJ"], *DATA["teeth"]["VC"]]),
            np.repeat([0, 1], 30),
            None,
            np.array([*DATA["teeth_dose"]["OJ"], *DATA["teeth_dose"]["VC"]])[:, None],
            ("dose",),
        ),
        ("supp", "dose"),
        ("OJ", "VC"),
    ),
    "mobi.model": (
        Factorial(
            mobi().numbers("loyalty"),
            codes("price"),
            codes("trouble"),
            mobi().table(["image", "value"]),
            ("image", "value"),
        ),
        ("price", "trouble", "price:trouble", "image", "value"),
        LEVELS["price"],
    ),
}


@pytest.mark.parametrize("id", MODELS)
def test_models_agree_with_car_and_emmeans(id: str) -> None:
    model, names, levels = MODELS[id]
    assert model.full_rank
    for name, found in zip(names, model.tests, strict=True):
        row = R[f"{id}.tests"]["value"][name]
        assert found.df == row["df"]
        values = (found.second, found.second_p, found.third, found.third_p, found.partial, *found.interval)
        expected = (*(row[k] for k in ("second", "second_p", "third", "third_p", "partial")), *row["interval"])
        assert all(agrees(x, e, 1e-6) for x, e in zip(values, expected, strict=True)), name
    for level, (mean, ends) in zip(levels, model.means(), strict=True):
        row = R[f"{id}.means"]["value"][level]
        assert all(agrees(x, e, 1e-6) for x, e in zip((mean, *ends), (row["mean"], *row["interval"]), strict=True))
    check(f"{id}.residual", error=model.error, df=model.df, r_squared=model.r_squared)
    slopes = model.parallel()
    if f"{id}.parallel" in R:
        assert slopes is not None
        check(f"{id}.parallel", statistic=slopes[0], df=slopes[1], p=slopes[2])
    else:
        assert slopes is None
