"""A Finding hands out its estimates by name and object."""

import pytest

from surveykit.core.finding import Estimate, Finding, Sentences

SAID = Sentences({"en": "Short."}, {"en": "Full."})
FOUND = Finding(
    "relations",
    "relations",
    {"en": "How are they related?"},
    250,
    SAID,
    estimates=(
        Estimate("pearson_r", {"pair": ("image", "value")}, 0.5),
        Estimate("pearson_r", {"pair": ("image", "quality")}, 0.7),
        Estimate("coefficient", {"outcome": "loyalty", "predictor": "image", "method": "ols"}, None),
    ),
)


def test_an_estimate_is_found_by_its_name_and_what_it_is_of():
    assert FOUND.estimate("pearson_r", pair=("image", "quality")).value == 0.7
    assert FOUND.estimate("coefficient", predictor="image").value is None


@pytest.mark.parametrize(
    ("name", "of"), [("mean", {}), ("pearson_r", {"pair": ("quality", "image")}), ("coefficient", {"group": "women"})]
)
def test_an_estimate_that_is_not_there_is_an_error(name, of):
    with pytest.raises(KeyError, match="relations has no"):
        FOUND.estimate(name, **of)


def test_a_finding_is_no_headline_unless_it_says_so():
    assert not FOUND.headline
    assert not FOUND.refused
