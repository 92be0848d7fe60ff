"""Whether what is said is right as often as it claims to be, by simulated studies; docs/honesty.md has the figures.

The seeds were written down before the first run. The long form draws what the table says and must find the same
figures again; the short form draws a few of the same studies.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from surveykit.core.dataset import Dataset
from surveykit.core.finding import Finding
from surveykit.report.summary import headlines
from tests.analysis.coverage import BAND, CASES, SEED
from tests.analysis.simulated import RELIABILITY, backgrounds, depending, findings, nothing, study

SEED_NOTHING, SEED_PLANTED = 20260116, 20260117
LEVEL = 0.05
MARGIN = 0.014
"""Twice the standard error of a share of 5 % among 1,000 studies."""
SAME = 0.0011
"""By how much a figure may lie off its record: another processor rounds one study in a thousand otherwise."""
DOCS = Path(__file__).parents[2] / "docs" / "honesty.md"


@cache
def table(heading: str) -> dict[str, dict[str, str]]:
    """A table of the documentation: first column -> heading -> cell."""
    lines = iter(DOCS.read_text(encoding="utf-8").splitlines())
    heads = next(_cells(line) for line in lines if line.startswith(f"| {heading} |"))
    next(lines)
    found: dict[str, dict[str, str]] = {}
    for line in lines:
        if not line.startswith("|"):
            break
        cells = _cells(line)
        found[cells[0]] = dict(zip(heads, cells, strict=True))
    return found


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def recorded(heading: str, name: str, column: str) -> float:
    return float(table(heading)[name][column].rstrip(" %")) / 100


def plausible(times: int, studies: int, p: float) -> bool:
    """Whether so many of so many studies are within the 99.9 % of a binomial distribution."""
    low, high = stats.binom.ppf((0.0005, 0.9995), studies, p)
    return bool(low <= times <= high)


@pytest.mark.parametrize("name", CASES)
def test_an_interval_holds_the_truth_about_as_often_as_the_table_says(name: str) -> None:
    studies = CASES[name].studies // 50
    assert plausible(CASES[name].times(studies), studies, recorded("interval", name, "held"))


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_an_interval_holds_the_truth_as_often_as_it_says(name: str) -> None:
    case = CASES[name]
    held = case.times(case.studies) / case.studies
    entry = table("interval")[name]
    assert (entry["studies"], entry["seed"]) == (str(case.studies), str(case.seed))
    assert held == pytest.approx(recorded("interval", name, "held"), abs=SAME)
    assert (abs(held - case.level) <= BAND) == (entry["within"] == "yes")


def test_the_table_has_every_interval_and_its_seed() -> None:
    assert list(table("interval")) == list(CASES)
    assert str(SEED) in DOCS.read_text(encoding="utf-8")


def named(data: Dataset) -> list[str]:
    """The effects that the summary names."""
    return [finding.id for finding in headlines(findings(data)) if finding.claim is not None]


def studies_with_a_claim(studies: int) -> int:
    return sum(bool(named(nothing(200, np.random.default_rng((SEED_NOTHING, at))))) for at in range(studies))


def test_where_there_is_nothing_the_summary_names_hardly_an_effect() -> None:
    assert studies_with_a_claim(20) <= stats.binom.ppf(0.9995, 20, LEVEL)


@pytest.mark.slow
def test_where_there_is_nothing_the_summary_names_an_effect_in_one_of_twenty_studies_at_most() -> None:
    share = studies_with_a_claim(1000) / 1000
    assert share <= LEVEL + MARGIN
    assert share == pytest.approx(recorded("nothing planted", "the summary names an effect", "share"), abs=SAME)


Seen = dict[str, bool]


def one(found: list[Finding], id: str) -> Finding:
    return next(f for f in found if f.id == id)


def above(found: list[Finding], id: str, name: str, **of: str | tuple[str, ...]) -> bool:
    """Whether the interval of an estimate lies above zero."""
    inside = one(found, id).estimate(name, **of).interval
    return inside is not None and inside[0] > 0


def two_drivers(rng: np.random.Generator) -> Seen:
    """Satisfaction goes with image (.5) and with quality (.2)."""
    image, quality = rng.normal(size=(2, 300))
    latent = {"image": image, "quality": quality, "loyalty": rng.normal(size=300)}
    latent["satisfaction"] = depending(rng, (image, 0.5), (quality, 0.2))
    found = findings(study(latent, backgrounds(300, rng), rng))
    model, parts, pair = "regression.satisfaction", "drivers.satisfaction", ("image", "quality")
    more, less = (one(found, model).estimate("standardised_coefficient", predictor=p).value or 0.0 for p in pair)
    return {
        "the driver of .5 is found": above(found, model, "coefficient", predictor="image"),
        "the driver of .2 is found": above(found, model, "coefficient", predictor="quality"),
        "the driver of .5 ranks above that of .2": more > less,
        "its part of R² is shown to be larger": above(found, f"{parts}.order", "importance_difference", pair=pair),
        "the summary names drivers of satisfaction": bool({f.id for f in headlines(found)} & {model, parts}),
    }


def two_groups(rng: np.random.Generator) -> Seen:
    """Loyalty is higher (d = .5) in the second of two groups."""
    others = backgrounds(300, rng)
    latent = {name: rng.normal(size=300) for name in ("image", "quality", "satisfaction", "loyalty")}
    latent["loyalty"] = latent["loyalty"] + 0.5 / RELIABILITY**0.5 * (others["sex"] == 2)
    found = findings(study(latent, others, rng))
    difference = one(found, "groups.sex.loyalty").estimate("mean_difference", method="welch")
    p = one(found, "groups.sex.loyalty").estimate("holm_p").value
    return {
        "the difference is found, corrected for eight": p is not None and p < LEVEL and (difference.value or 0.0) < 0,
        "its direction is right": (difference.value or 0.0) < 0,
        "the summary names the groups": "groups" in {f.id for f in headlines(found)},
    }


def a_chain(rng: np.random.Generator) -> Seen:
    """Quality goes with satisfaction (.3), and satisfaction with loyalty (.3)."""
    image, quality = rng.normal(size=(2, 300))
    satisfaction = depending(rng, (quality, 0.3))
    latent = {"image": image, "quality": quality, "satisfaction": satisfaction}
    found = findings(study(latent | {"loyalty": depending(rng, (satisfaction, 0.3))}, backgrounds(300, rng), rng))
    route, other = ("quality", "satisfaction", "loyalty"), ("image", "satisfaction", "loyalty")
    return {
        "the indirect effect is found": above(found, "paths.loyalty", "standardised_indirect_effect", path=route),
        "none by way of image is shown": not above(found, "paths.loyalty", "standardised_indirect_effect", path=other),
        "the summary names the path": "paths.loyalty" in {f.id for f in headlines(found)},
    }


def two_equal_drivers(rng: np.random.Generator) -> Seen:
    """Satisfaction goes with image and with quality alike (.35)."""
    image, quality = rng.normal(size=(2, 300))
    latent = {"image": image, "quality": quality, "loyalty": rng.normal(size=300)}
    latent["satisfaction"] = depending(rng, (image, 0.35), (quality, 0.35))
    summary = {f.id: f.sentences.short["en"] for f in headlines(findings(study(latent, backgrounds(300, rng), rng)))}
    return {
        "the summary names drivers of satisfaction": "regression.satisfaction" in summary,
        "the summary calls neither the largest": "drivers.satisfaction" not in summary
        and "most strongly" not in summary.get("regression.satisfaction", ""),
    }


PLANTED: dict[str, Callable[[np.random.Generator], Seen]] = {
    "two drivers": two_drivers,
    "two groups": two_groups,
    "a chain": a_chain,
    "two equal drivers": two_equal_drivers,
}
ENOUGH = 0.90


def seen(name: str, studies: int) -> dict[str, int]:
    """In how many of so many studies each thing was seen."""
    every = [
        PLANTED[name](np.random.default_rng((SEED_PLANTED, list(PLANTED).index(name), at))) for at in range(studies)
    ]
    return {thing: sum(study[thing] for study in every) for thing in every[0]}


@pytest.mark.parametrize("name", PLANTED)
def test_what_is_planted_is_found_about_as_often_as_the_table_says(name: str) -> None:
    for thing, times in seen(name, 8).items():
        assert plausible(times, 8, recorded("planted", f"{name}: {thing}", "share")), thing


@pytest.mark.slow
@pytest.mark.parametrize("name", PLANTED)
def test_what_is_planted_is_found_in_nine_of_ten_studies(name: str) -> None:
    for thing, times in seen(name, 200).items():
        assert times / 200 == pytest.approx(recorded("planted", f"{name}: {thing}", "share"), abs=0.0051), thing
        assert times / 200 >= ENOUGH or "summary" in thing or "part of" in thing, thing
