"""A file that is analysed as it is gives the same data as one that is imported first."""

from surveykit.cleaning.code import code_responses
from surveykit.core.codebook import Missing
from surveykit.core.dataset import PARADATA
from surveykit.interchange.imported import as_imported
from surveykit.interchange.mapping import parse_mapping
from surveykit.interchange.responses import responses_of
from surveykit.interchange.table import Table
from surveykit.interchange.table_columns import dataset_of
from tests.interchange.foreign import TINY

MAPPING = parse_mapping("{id: key, started: begun, closed: sent, duration: took, token: invited, device: phone}")
ROWS = (
    (
        "b",
        "2026-01-15 12:20:00",
        "2026-01-15T20:30:00+08:00",
        "2",
        "home",
        "3",
        "-3.5",
        "1",
        "",
        "quick",
        "",
        "T1",
        "p",
    ),
    ("simulated-1-1", "", "", "not_applicable", "", "", "-1", "", "1", "", "1分20秒", "T1", ""),
    ("a", "2026-01-14", "", "", "shop", "", "", "", "", "-2", "", "", "p"),
)
NAMES = (
    "key",
    "begun",
    "sent",
    "speed",
    "place",
    "visits",
    "warmth",
    "faults_late",
    "faults_dirty",
    "why",
    "took",
    "invited",
    "phone",
)

N = Missing.NOT_ANSWERED


def test_ids_order_answers_times_and_origin_are_those_of_the_responses():
    source = Table(NAMES, ROWS, (2, 3, 4), "x.csv")
    made, order = as_imported(dataset_of(source, TINY, MAPPING), source, MAPPING)
    coded = code_responses({TINY.hash: TINY}, TINY, responses_of(source, TINY, MAPPING))
    assert list(made.respondents) == list(coded.respondents)
    assert (made.sha256(), made.source) == (coded.sha256(), coded.source)
    assert (made.source.first, made.source.last) == ("2026-01-14", "2026-01-15")
    assert dict(made.source.statuses) == {"imported": 2, "simulated": 1}
    ids = [made.paradata("@respondent").cell(row) for row in range(made.n)]
    for name in PARADATA:
        one, other = made.paradata(name), coded.paradata(name)
        assert (one is None) == (other is None), name
        assert one is None or list(one.content()) == list(other.content())
    told = {
        id: [made.paradata(f"@{n}").cell(row) for n in ("duration", "token", "device")] for row, id in enumerate(ids)
    }
    assert told == {"b": [600, "T1", "p"], "simulated-1-1": [80, "T1", N], "a": [N, N, "p"]}
    warmth = [made.column("warmth").cell(row) for row in range(made.n)]
    assert [warmth[list(order).index(at)] for at in range(2)] == [-3.5, -1]
