"""Extraction by minimum residuals and maximum likelihood against R."""

import numpy as np
import pytest

from surveykit.analysis.statistics.factor_extraction import LEAST_UNIQUE, ExtractionMethod, extract, most_factors
from surveykit.analysis.statistics.factor_rotation import rotate
from tests.analysis.exploratory import SIMPLE, agrees, loaded, moments, value

CASES = [("mobi", 2), ("mobi", 4), ("children", 1), ("children", 3)]


@pytest.mark.parametrize(("study", "m"), CASES)
def test_minimum_residuals_agree_with_psych(study: str, m: int) -> None:
    found, id = extract(moments(study).correlation, m, "minres"), f"{study}.{m}.minres"
    assert found is not None
    wanted = [value(id)["communality"][name] for name in moments(study).names]
    assert agrees(found.communalities, wanted, id)
    assert agrees(found.residual, value(id)["residual"], id)
    assert agrees(np.abs(found.loadings), np.abs(value(id)["loadings"]), id)


@pytest.mark.parametrize(("study", "m"), CASES)
def test_maximum_likelihood_agrees_with_factanal(study: str, m: int) -> None:
    found, id = extract(moments(study).correlation, m, "ml"), f"{study}.{m}.ml"
    assert found is not None
    assert agrees(found.unique, [value(id)["uniqueness"][name] for name in moments(study).names], id)
    ordered = rotate(found.loadings, "none").pattern
    assert agrees(np.abs(ordered), np.abs(value(id)["loadings"]), id)
    chi, test = found.chi_square(moments(study).n), value(f"{id}_test")
    assert chi is not None
    assert agrees([chi.value, chi.df, chi.p], [test[x] for x in ("chi_square", "df", "p")], f"{id}_test")


@pytest.mark.parametrize("method", ["minres", "ml"])
def test_loadings_that_made_the_correlations_are_found_again(method: ExtractionMethod) -> None:
    found = extract(loaded(SIMPLE), 2, method)
    assert found is not None
    assert found.minimum == pytest.approx(0, abs=1e-14)
    assert found.communalities == pytest.approx(np.square(SIMPLE).sum(axis=1), abs=1e-7)
    assert found.residual < 1e-7
    assert (found.loadings.sum(axis=0) > 0).all()


def test_a_unique_variance_stops_at_the_bound_where_factanal_has_it() -> None:
    r = moments("children").correlation[:6, :6]
    found = extract(r, 3, "ml")
    assert found is not None
    assert found.heywood == (3,)
    assert agrees(found.unique, list(value("heywood.ml").values()), "heywood.ml")


@pytest.mark.parametrize("method", ["minres", "ml"])
def test_a_loading_beyond_one_stops_at_the_bound(method: ExtractionMethod) -> None:
    """Three items ask of the first sqrt(.8 x .8 / .5) = 1.13."""
    r = np.array([[1, 0.8, 0.8], [0.8, 1, 0.5], [0.8, 0.5, 1]])
    found = extract(r, 1, method)
    assert found is not None
    assert found.heywood == (0,)
    assert found.unique[0] == LEAST_UNIQUE


@pytest.mark.parametrize("method", ["minres", "ml"])
def test_the_last_digits_do_not_depend_on_the_order_of_items(method: ExtractionMethod) -> None:
    r = moments("mobi").correlation
    one, other = extract(r, 4, method), extract(r[::-1, ::-1].copy(), 4, method)
    assert one is not None
    assert other is not None
    assert one.unique == pytest.approx(other.unique[::-1], rel=1e-9)


@pytest.mark.parametrize("method", ["minres", "ml"])
def test_more_factors_than_there_are_is_no_solution(method: ExtractionMethod) -> None:
    """Correlations of a single factor leave nothing for the second that the answers would fix."""
    found = extract(loaded([[0.8], [0.7], [0.6], [0.5], [0.4]]), 2, method)
    assert found is None or found.heywood or found.residual < 1e-6


def test_unrelated_items_have_no_factor() -> None:
    assert extract(np.eye(4), 1, "minres") is None
    assert extract(np.eye(4), 1, "ml") is None


def test_how_many_factors_items_determine() -> None:
    assert [most_factors(k) for k in range(8)] == [0, 0, 0, 1, 1, 2, 3, 3]
