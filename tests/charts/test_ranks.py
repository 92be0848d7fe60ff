import pytest

from surveykit.charts.palette import BLUE, PALE_BLUE
from tests.charts.reading import picture
from tests.charts.samples import SHORT, ranks

NUMBERS = [(1.84, 100, 200, 250), (2.4, 75, 150, 250), (4.4, 0, 25, 250)]


def test_the_share_first_lies_within_the_share_among_the_first_k() -> None:
    bars = picture("ranks", ranks(SHORT, NUMBERS, 3)).all("rect")[2:]
    assert [m["fill"] for m in bars] == [BLUE, PALE_BLUE, BLUE, PALE_BLUE, PALE_BLUE]
    assert float(bars[0]["width"]) == pytest.approx(float(bars[1]["width"]), abs=0.02)
    assert float(bars[1]["x"]) == pytest.approx(float(bars[0]["x"]) + float(bars[0]["width"]), abs=0.02)


def test_shares_mean_rank_and_n_are_printed() -> None:
    shown = picture("ranks", ranks(SHORT[:1], NUMBERS[:1], 3), "zh")
    assert {"40%", "80%", "1.8", "250", "进入前3位", "平均名次"} <= set(shown.texts())
    assert "维修：排在第一40%，进入前3位80%，平均名次1.8，n = 250" in shown.title


def test_with_k_one_there_is_one_share() -> None:
    shown = picture("ranks", ranks(SHORT[:1], [(1.2, 20, 20, 25)], 1))
    assert not shown.says("among the first")
    assert shown.texts().count("80%") == 1


def test_few_answers_are_counted() -> None:
    assert {"3/7", "5/7"} <= set(picture("ranks", ranks(SHORT[:1], [(2.0, 3, 5, 7)], 3)).texts())


def test_shares_are_of_all_who_ranked_anything() -> None:
    data = ranks(SHORT[:1], [(1.5, 10, 20, 20)], 3)
    shown = picture("ranks", {**data, "n": 40})
    assert {"25%", "50%", "20"} <= set(shown.texts())
