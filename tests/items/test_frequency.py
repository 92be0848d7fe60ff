"""Shares are said where there are enough answers for one."""

from surveykit.items.frequency import FEWEST_FOR_SHARES, notes, option_summary, share

TITLE = {"en": "How?", "zh": "怎样？"}


def test_a_share_of_few_is_none():
    assert share(4, FEWEST_FOR_SHARES - 1) is None
    assert share(4, FEWEST_FOR_SHARES) == 0.4
    assert share(0, 0) is None


def test_notes_say_what_a_reader_must_know():
    assert [note["en"] for note in notes(12)] == ["Base: n = 12, all who answered."]
    assert len(notes(12, several=True)) == 2
    assert "only counts" in notes(3)[-1]["en"]


def test_nobody_gives_no_figure():
    assert option_summary(TITLE, [(TITLE, 0)], 0).figure is None
