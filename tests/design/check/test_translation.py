"""What only one language says (L14)."""

import pytest

from surveykit.design.check.translation import numbers
from tests.design.check.definitions import codes, matrix, rating

MISMATCHES = {"numbers-differ", "negation-differs", "period-differs"}


@pytest.mark.parametrize(
    ("en", "zh", "code"),
    [
        ("Which two are best?", "哪三项最好？", "numbers-differ"),
        ("Which two are best?", "哪两项最好？", None),
        ("How were the 10 lessons?", "这些课怎么样？", "numbers-differ"),
        ("How were the lessons?", "12节课怎么样？", "numbers-differ"),
        ("How was the past year?", "过去12个月怎么样？", None),
        ("How were the past 6 months?", "过去半年怎么样？", None),
        ("How were the past 7 days?", "过去一周怎么样？", None),
        ("How was the past week?", "过去7天怎么样？", None),
        ("How were the past seven days?", "过去两周怎么样？", "numbers-differ"),
        ("How were the past 7 days?", "上周怎么样？", "numbers-differ"),
        ("Did the bus not come?", "公交车来了吗？", "negation-differs"),
        ("Did the bus come?", "公交车没来吗？", "negation-differs"),
        ("Did the bus not come?", "公交车没来吗？", None),
        ("Was the bus unclean?", "公交车不干净吗？", None),
        ("How was the bus in the past month?", "公交车怎么样？", "period-differs"),
        ("How was the bus?", "上周公交车怎么样？", "period-differs"),
        ("How was the bus last week?", "上周公交车怎么样？", None),
    ],
)
def test_what_stands_in_one_language_only_is_told(en, zh, code):
    assert codes(rating(en=en, zh=zh)) & MISMATCHES == ({code} if code else set())


def test_rows_are_compared_too():
    assert codes(matrix(2).replace("步骤2", "步骤3")) & MISMATCHES == {"numbers-differ"}
    assert not codes(matrix(2)) & MISMATCHES


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("one, two or three of 1,000", "en", {"2", "3", "1000"}),
        ("十二个月里的两次", "zh", {"12", "2"}),
        ("一般、十分、百分之百、第三次", "zh", set()),
        ("三十五岁和40岁", "zh", {"40"}),
        ("二十天", "zh", {"20"}),
    ],
)
def test_numbers_are_read(text, language, found):
    assert numbers(text, language) == found
