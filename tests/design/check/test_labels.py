"""Labels from elsewhere: degrees are told from a list, and the checker's errors are known beforehand."""

import pytest

from surveykit.design.check.labels import are_degrees, label_errors


@pytest.mark.parametrize(
    ("labels", "language", "degrees"),
    [
        (["never", "rarely", "often", "always"], "en", True),
        (["disagree", "neither", "agree"], "en", True),
        (["不满意", "一般", "满意"], "zh", True),
        (["no", "yes", "perhaps"], "en", False),
        (["Telephone", "App", "Letter"], "en", False),
        (["电话", "应用"], "zh", False),
    ],
)
def test_degrees_are_told_from_a_list(labels, language, degrees):
    assert are_degrees(labels, language) is degrees


@pytest.mark.parametrize(
    ("labels", "language", "codes"),
    [
        (["poor", "fair", "good", "very good"], "en", {"scale-unbalanced"}),
        (["满意", "不满意", "一般"], "zh", {"scale-out-of-order"}),
        (["18-25", "25-35", "35-45"], "en", {"bands-overlap"}),
        (["poor", "fair", "good"], "en", set()),
    ],
)
def test_the_errors_of_the_checker_are_known_beforehand(labels, language, codes):
    assert label_errors(labels, language) == codes
