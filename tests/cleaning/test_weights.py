"""Raking: R's weights, trimming as stated, and a reason where margins cannot be met."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from surveykit.cleaning.weights import rake, weigh, weight_faults
from surveykit.cleaning.weights_finding import weights_finding
from surveykit.core.codebook import Missing
from surveykit.core.dataset import Dataset
from surveykit.core.item import Option
from surveykit.core.language import describe
from surveykit.core.numbers import number
from surveykit.core.plan import Weights, parse_plan
from surveykit.errors import AnalystError
from surveykit.items.single_choice import SingleChoice
from tests.analysis.factors import schools, scores
from tests.analysis.small import agrees, coded, questionnaire, rating, text

FILE = Path(__file__).parents[1] / "reference" / "weights.json"
REFERENCE: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))["results"]
HALVES = {"sex": {"a": 0.5, "b": 0.5}}


def choice(id: str, *options: str) -> SingleChoice:
    return SingleChoice(id=id, text=text(id), options={o: Option(text(o.upper())) for o in options})


def people(sex: list[Any], age: list[Any] | None = None) -> Dataset:
    asked = questionnaire([choice("sex", "a", "b"), choice("age", "x", "y", "z")])
    return coded(asked, {"sex": sex, "age": age or [1 + at % 3 for at in range(len(sex))]})


def codes(found: pytest.ExceptionInfo[AnalystError]) -> list[str]:
    return [p.code for p in found.value.problems]


def test_raking_is_that_of_r() -> None:
    entry, tol = REFERENCE["rake"]["value"], REFERENCE["rake"]["tol"]
    bands = np.digitize(scores()["x1"], (4, 5.5), right=True)  # type: ignore[arg-type]
    places = [np.array(schools(), dtype=np.intp) - 1, bands]
    weights = rake(places, [np.array(t) for t in entry["targets"].values()])
    assert weights is not None
    assert np.allclose(weights, entry["weights"], rtol=0, atol=tol)
    assert agrees(float(weights.sum() ** 2 / (weights**2).sum()), entry["n_eff"], tol)


def test_shares_become_the_targets_and_the_cost_is_told() -> None:
    found = weigh(people([1] * 80 + [2] * 20), Weights(HALVES))
    assert found.shares(0, True) == pytest.approx([0.5, 0.5])
    assert found.own.mean() == pytest.approx(1)
    assert found.effective == pytest.approx(100**2 / (80 * 0.625**2 + 20 * 2.5**2))
    finding = weights_finding(found)
    assert finding.estimate("largest_weight").value == pytest.approx(2.5)
    assert "100 respondents are about as precise as 64 without (design effect 1.56)" in finding.sentences.full["en"]
    assert "all other figures of this report are unweighted" in finding.sentences.full["en"]
    assert "本报告的其他数字均未加权" in finding.sentences.full["zh"]


def test_what_the_weights_aim_at_goes_with_the_data() -> None:
    data = people([1] * 80 + [2] * 20)
    found = weigh(data, Weights(HALVES))
    assert data.weighted(found.weights, found.aims).targets == {"sex": {1: 0.5, 2: 0.5}}


def test_weights_are_kept_between_the_bounds_and_the_miss_is_told() -> None:
    found = weigh(people([1] * 80 + [2] * 20), Weights(HALVES, (0.5, 2.2)))
    assert found.own.max() <= 2.2
    assert found.trimmed == 20
    assert 0.02 < found.largest_miss < 0.05
    full, miss = weights_finding(found).sentences.full, number(100 * found.largest_miss, 1)
    assert f"the largest miss is {miss} percentage points" in full["en"]
    assert f"最多相差{miss}个百分点" in full["zh"]


def test_bounds_that_keep_a_share_far_from_its_target_are_refused_with_both() -> None:
    with pytest.raises(AnalystError) as caught:
        weigh(people([1] * 96 + [2] * 4), Weights(HALVES, (0.9, 1.1)))
    assert codes(caught) == ["weights-missed"] * 2
    told = describe(caught.value.problems[1], "en")
    assert "between 0.90 and 1.10 no weights give “b” of “sex” its share: 4.8% instead of 50.0%" in told
    assert "wider bounds" in told
    assert "目标50.0%，实际4.8%" in describe(caught.value.problems[1], "zh")


def test_bounds_that_leave_room_meet_the_margins() -> None:
    rng = np.random.default_rng(5)
    data = people([int(v) for v in rng.choice((1, 2), 400, p=(0.7, 0.3))], [int(v) for v in rng.integers(1, 4, 400)])
    margins = {**HALVES, "age": {"x": 0.55, "y": 0.25, "z": 0.2}}
    free = weigh(data, Weights(margins))
    bounded = weigh(data, Weights(margins, (0.4, float(free.own.max()) * 0.97)))
    assert bounded.trimmed > 0
    assert bounded.largest_miss < 1e-6
    assert bounded.own.max() <= free.own.max() * 0.97


def test_who_lacks_a_margin_has_no_weight() -> None:
    found = weigh(people([1, 2, Missing.REFUSED] * 20), Weights(HALVES))
    assert found.known.sum() == 40
    assert weights_finding(found).excluded[0].n == 20


def test_an_empty_category_is_refused_by_name() -> None:
    with pytest.raises(AnalystError) as caught:
        weigh(people([1] * 30), Weights(HALVES))
    assert codes(caught) == ["weights-empty"]
    assert caught.value.problems[0].values == {"name": "sex", "option": "b"}


def test_margins_that_contradict_each_other_are_refused() -> None:
    data = people([1] * 50 + [2] * 50, [1] * 50 + [2] * 25 + [3] * 25)  # all of a are x, and nobody else
    with pytest.raises(AnalystError) as caught:
        weigh(data, Weights({**HALVES, "age": {"x": 0.3, "y": 0.4, "z": 0.3}}))
    assert codes(caught) == ["weights-not-reached"]


def test_nobody_to_weight() -> None:
    with pytest.raises(AnalystError) as caught:
        weigh(people([Missing.NOT_ANSWERED] * 5), Weights(HALVES))
    assert codes(caught) == ["weights-nobody"]


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        (Weights({}), ["weights-no-margins"]),
        (Weights({"sexx": {"a": 1.0}}), ["weights-no-options"]),
        (Weights({"sex": {"a": 0.5, "c": 0.5}}), ["weights-unknown-option"]),
        (Weights({"sex": {"a": 1.0, "b": 0.0}}), ["weights-bad-share"]),
        (Weights({"sex": {"a": 0.5, "b": 0.4}}), ["weights-not-one"]),
        (Weights(HALVES, (3.0, 0.3)), ["weights-bad-trim"]),
        (Weights(HALVES, (0.3,)), ["weights-bad-trim"]),
    ],
)
def test_faults_are_found_before_the_data(weights: Weights, expected: list[str]) -> None:
    asked = questionnaire([choice("sex", "a", "b"), rating("q")])
    assert [code for code, _ in weight_faults(weights, asked.codebook)] == expected


def test_a_plan_states_weights() -> None:
    plan = parse_plan(
        "plan: p\nquestionnaire: q.yaml\nweights: {margins: {sex: {a: 0.49, b: 0.51}}, trim: [0.3, 3]}\n",
        Path("p.yaml"),
    )
    assert plan.weights == Weights({"sex": {"a": 0.49, "b": 0.51}}, (0.3, 3.0))
