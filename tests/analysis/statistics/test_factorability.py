"""KMO and Bartlett's test against R."""

import numpy as np
import pytest

from surveykit.analysis.statistics.factorability import partial_correlations, sampling_adequacy, sphericity
from tests.analysis.exploratory import SIMPLE, STUDIES, agrees, loaded, moments, value


@pytest.mark.parametrize("study", STUDIES)
def test_adequacy_agrees_with_psych(study: str) -> None:
    overall, items = sampling_adequacy(moments(study).correlation)
    reference = value(f"{study}.kmo")
    assert agrees(overall, reference["overall"], f"{study}.kmo")
    assert agrees(items, [reference["items"][name] for name in moments(study).names], f"{study}.kmo")


@pytest.mark.parametrize("study", STUDIES)
def test_sphericity_agrees_with_psych(study: str) -> None:
    chi, reference = sphericity(moments(study).correlation, moments(study).n), value(f"{study}.bartlett")
    assert agrees([chi.value, chi.df, chi.p], [reference[x] for x in ("chi_square", "df", "p")], f"{study}.bartlett")


def test_items_without_any_relation_have_no_adequacy() -> None:
    assert sampling_adequacy(np.eye(3)) == (None, (None, None, None))
    assert sphericity(np.eye(4), 100).p == 1.0


def test_items_of_different_factors_have_no_partial_correlation() -> None:
    partial = partial_correlations(loaded(SIMPLE))
    assert abs(partial[:3, 3:]).max() < 1e-12
    assert partial[0, 1] > 0.3
