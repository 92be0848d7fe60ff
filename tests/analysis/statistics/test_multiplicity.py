"""Corrections for the number of tests."""

from typing import get_args

import numpy as np
import pytest

from surveykit.analysis.statistics.multiplicity import Correction, adjusted
from tests.analysis.reference import value

R = {"holm": "holm", "benjamini_hochberg": "BH", "bonferroni": "bonferroni"}


@pytest.mark.parametrize("correction", sorted(R))
def test_as_in_r(correction: Correction) -> None:
    found = adjusted(value("p_adjust.p"), correction)
    assert np.allclose(found, value(f"p_adjust.{R[correction]}"), rtol=0, atol=1e-12)


def test_no_correction_leaves_them() -> None:
    assert adjusted([0.3, 0.01], "none") == [0.3, 0.01]
    assert all(adjusted([], correction) == [] for correction in get_args(Correction))
