"""Headlines with and without: what counts as moved, and how it is said."""

from dataclasses import replace

import pytest

from surveykit.cleaning.sensitivity import Comparison, compared, sensitivity_finding
from surveykit.core.codebook import Codebook, Construct
from surveykit.core.finding import Estimate, Finding, Sentences
from surveykit.core.language import same

CODEBOOK = Codebook(())


def finding(value, interval=(1.0, 3.0), **more):
    estimates = (Estimate("mean", {"construct": "image"}, value, interval), Estimate("sd", {"construct": "image"}, 9.0))
    start = Finding(
        "f", "describe", same("How high?"), 50, Sentences(same("."), same(".")), (), estimates, headline=True
    )
    return replace(start, **more)


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        (finding(2.0), finding(3.0), False),  # half the interval is allowed
        (finding(2.0), finding(3.01), True),
        (finding(2.0), finding(0.9), True),
        (finding(2.0, (2.0, 2.0)), finding(2.0), False),
        (finding(2.0, (2.0, 2.0)), finding(2.1), True),
    ],
)
def test_more_than_half_of_the_interval(before, after, moved):
    (shift,) = compared([before], [after])
    assert shift.moved == moved
    assert not shift.lost


@pytest.mark.parametrize("after", [finding(None), finding(None, estimates=(), refused=True)])
def test_what_cannot_be_computed_has_not_moved(after):
    (shift,) = compared([finding(2.0)], [after])
    assert (shift.lost, shift.moved) == (True, False)


def test_only_headlines_with_intervals_are_compared():
    assert compared([finding(2.0, headline=False)], [finding(9.0)]) == ()
    assert compared([finding(2.0, refused=True)], [finding(9.0)]) == ()
    assert compared([finding(2.0, None)], [finding(9.0)]) == ()


def test_what_is_not_asked_in_the_other_data_is_passed_over():
    elsewhere = finding(9.0, estimates=(Estimate("mean", {"construct": "value"}, 9.0),))
    assert compared([finding(2.0)], [elsewhere]) == ()


def told(*pairs):
    shifts = compared(
        [finding(2.0, id=f"f{at}") for at in range(len(pairs))], [finding(v, id=f"f{at}") for at, v in enumerate(pairs)]
    )
    return sensitivity_finding(50, (), [Comparison("without_flagged", 45, 5, shifts)], CODEBOOK)


def test_stable_headlines_are_said_to_be_so_with_the_largest_shift():
    found = told(2.1, 2.5)
    assert "Without the flagged responses (5; n = 45 without them), none of 2 figures" in found.sentences.full["en"]
    assert "50% of the half" in found.sentences.full["en"]
    assert "半宽的50%" in found.sentences.full["zh"]
    assert (found.table, found.headline) == (None, False)
    assert found.estimate("largest_shift", data="without_flagged").value == 0.5


def test_moved_headlines_are_listed_the_furthest_first_and_stand_in_the_summary():
    found = told(2.1, 3.5, 9.0, None)
    assert found.headline
    assert [row[-1] for row in found.table.rows] == [None, 9.0, 3.5]
    assert "2 of 3 figures" in found.sentences.full["en"]
    assert "because they cannot be computed there: 1." in found.sentences.full["en"]
    assert found.estimate("headlines_moved", data="without_flagged").value == 2
    assert found.estimate("headlines_lost", data="without_flagged").value == 1


@pytest.mark.parametrize(
    ("values", "moves", "lacks"),
    [((2.1, 9.0), True, False), ((2.1, None), False, True), ((9.0, None), True, True), ((None, None), False, True)],
)
def test_the_short_sentence_tells_moving_from_not_to_be_had(values, moves, lacks):
    found = told(*values)
    assert found.headline
    short = found.sentences.short
    assert ("depend on the responses" in short["en"], "computed" in short["en"]) == (moves, lacks)
    assert ("取决于被标记" in short["zh"], "无法计算" in short["zh"]) == (moves, lacks)
    assert any("dash" in note["en"] for note in found.table.notes) == lacks


def test_where_all_is_lost_nothing_is_called_stable():
    for language in ("en", "zh"):
        said = told(None, None).sentences
        assert "half" not in said.short[language] + said.full[language]
        assert "半宽" not in said.short[language] + said.full[language]


def test_the_table_shows_words():
    image = Construct("image", "image", {"en": "Image", "zh": "形象"}, ())
    shifts = compared([finding(2.0)], [finding(9.0)])
    found = sensitivity_finding(50, (), [Comparison("without_flagged", 45, 5, shifts)], Codebook((), (image,)))
    assert found.table.rows[0][1:3] == ({"en": "Mean", "zh": "均值"}, {"en": "Image", "zh": "形象"})


def test_nothing_to_compare_is_said():
    found = told()
    assert "no headline with an interval" in found.sentences.full["en"]
    assert "no headline with an interval" in found.sentences.short["en"]
    assert found.estimate("largest_shift", data="without_flagged").value is None
