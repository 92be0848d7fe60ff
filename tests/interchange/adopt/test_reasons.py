"""Words for having no answer are known in both languages, and an answer is never taken for one."""

import pytest

from surveykit.core.codebook import Missing
from surveykit.interchange.adopt.reasons import reason_of


@pytest.mark.parametrize(
    ("label", "reason"),
    [
        ("Don't know", Missing.DONT_KNOW),
        ("DON’T KNOW (spontaneous)", Missing.DONT_KNOW),
        ("98. 不知道", Missing.DONT_KNOW),
        ("不清楚", Missing.DONT_KNOW),
        ("Refused", Missing.REFUSED),
        ("Prefer not to say", Missing.REFUSED),
        ("拒答", Missing.REFUSED),
        ("不愿意透露", Missing.REFUSED),
        ("N/A", Missing.NOT_APPLICABLE),
        ("Does not apply", Missing.NOT_APPLICABLE),
        ("不适用", Missing.NOT_APPLICABLE),
        ("Not asked", Missing.NOT_ASKED),
        ("跳过", Missing.NOT_ASKED),
        ("No answer", Missing.NOT_ANSWERED),
        ("未作答", Missing.NOT_ANSWERED),
        ("Refused / don't know", Missing.REFUSED),
    ],
)
def test_a_label_that_gives_a_reason_is_known(label, reason):
    assert reason_of(label) is reason


@pytest.mark.parametrize(
    "label",
    ["No", "I do not know our neighbours", "Never", "无", "不满意", "知道", "Refused a refund", "Missing parts", ""],
)
def test_an_answer_is_no_reason(label):
    assert reason_of(label) is None
