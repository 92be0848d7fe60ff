"""Bands of numbers: what options write, and whether they fit together."""

from math import inf

import pytest

from surveykit.design.check.bands import Edge, band, bands, faults

IN, OUT, EITHER = Edge.IN, Edge.OUT, Edge.EITHER
RATES = ["每周1次", "每周2至3次", "每月1次"]


@pytest.mark.parametrize(
    ("label", "low", "high", "edges"),
    [
        ("25 to 34", 25, 34, (IN, IN)),
        ("25–34", 25, 34, (IN, IN)),
        ("25至34岁", 25, 34, (IN, IN)),
        ("between 5 and 9", 5, 9, (IN, IN)),
        ("1 year to less than 3 years", 525960, 3 * 525960, (IN, OUT)),
        ("1年以上，不到3年", 525960, 3 * 525960, (IN, OUT)),
        ("Under 25", -inf, 25, (IN, OUT)),
        ("不到1天", -inf, 1440, (IN, OUT)),
        ("25岁以下", -inf, 25, (IN, EITHER)),
        ("65岁及以上", 65, inf, (IN, IN)),
        ("3000元以上", 3000, inf, (EITHER, IN)),
        ("more than 20", 20, inf, (OUT, IN)),
        ("65 or over", 65, inf, (IN, IN)),
        ("up to 10", -inf, 10, (IN, IN)),
        ("$5,000 - $9,999", 5000, 9999, (IN, IN)),
        ("5千至1万", 5000, 10000, (IN, IN)),
        ("never", 0, 0, (IN, IN)),
        ("3次", 3, 3, (IN, IN)),
        ("Less than one year", -inf, 525960, (IN, OUT)),
        ("Half a year to two years", 262980, 2 * 525960, (IN, IN)),
        ("a year and a half or more", 788940, inf, (IN, IN)),
        ("Two or three times", 2, 3, (IN, IN)),
        ("半年至一年半", 262980, 788940, (IN, IN)),
        ("十二到二十天", 12 * 1440, 20 * 1440, (IN, IN)),
    ],
)
def test_a_label_is_read_as_a_band(label, low, high, edges):
    read = band(label)
    assert read is not None
    assert (read.low, read.high, (read.low_edge, read.high_edge)) == (low, high, edges)


@pytest.mark.parametrize("label", ["Repair", "维修", "Model 3 of 2020, 2021 or 2022", "三五次", ""])
def test_other_labels_are_none(label):
    assert band(label) is None


@pytest.mark.parametrize(
    ("labels", "found"),
    [
        (["Under 25", "25 to 34", "35 or over"], []),
        (["25岁以下", "25至34岁", "35岁及以上"], []),
        (["5千以下", "5千至1万", "1万以上"], []),
        (["3000元以下", "3000-5000元", "5001元以上"], []),
        (["Never", "1 to 2 times", "3 or more times"], []),
        (["1–2 years", "3–4 years"], []),
        (["0.5 to 1.0", "1.1 to 1.5"], []),
        (["Less than one year", "one to two years", "three years or more"], []),
        (["不到半年", "半年到不足一年", "一年及以上"], []),
        (["没有", "一到三次", "三到五次"], ["bands-overlap"]),
        (["18-25", "25-35"], ["bands-overlap"]),
        (["6 to 12 months", "1 to 2 years"], ["bands-overlap"]),
        (["18-25", "27-35"], ["bands-with-gap"]),
        (["less than 3", "4 to 5"], ["bands-with-gap"]),
        (["1 to 5", "over 6"], ["bands-with-gap"]),
        (["over 9", "1 to 5"], ["bands-with-gap"]),
    ],
)
def test_bands_fit_together(labels, found):
    assert [code for code, _, _ in faults(bands(labels), labels)] == found


@pytest.mark.parametrize("labels", [["Shop", "App"], ["5 to 9", "Shop"], ["1", "2", "5", "10"], RATES])
def test_a_list_of_other_things_is_no_list_of_bands(labels):
    assert bands(labels) == []
