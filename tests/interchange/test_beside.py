"""What a file says beside the answers reaches the rules that look at it."""

import pytest

from surveykit.cleaning.code import code_responses
from surveykit.cleaning.rules.same_source import SameSource
from surveykit.core.language import describe
from surveykit.errors import AnalystError
from surveykit.interchange.mapping import parse_mapping
from surveykit.interchange.responses import responses_of
from surveykit.interchange.table import Table
from tests.cleaning.applied import applied, said
from tests.interchange.foreign import TINY

MAPPING = parse_mapping("{id: key, closed: sent, token: invited, device: phone}")
COLUMNS = ("key", "sent", "invited", "phone", "speed")


def read(columns, rows, mapping=None):
    return list(responses_of(Table(columns, rows, tuple(range(2, 2 + len(rows))), "x.csv"), TINY, mapping))


def test_one_invitation_and_one_device_are_found_in_a_file():
    rows = (
        ("a", "2026-01-15 12:00:00", "T1", "p", "1"),
        ("b", "2026-01-15 12:05:00", "T2", "p", "2"),
        ("c", "2026-01-15 18:00:00", "T1", "", "3"),
        ("d", "2026-01-15 18:00:00", "", "p", "3"),
    )
    data = code_responses({TINY.hash: TINY}, TINY, read(COLUMNS, rows, MAPPING))
    shown = dict(zip(data.respondents, data.shown_ids, strict=True))
    found = applied(SameSource, data)
    flagged = {rule: {shown[id] for id in said(own)} for rule, own in found.items()}
    assert flagged == {"same_token": {"a", "c"}, "same_device": {"a", "b"}}


def test_without_being_named_neither_token_nor_device_is_kept():
    with pytest.raises(AnalystError) as error:
        read(("token", "speed"), (("T1", "1"),))
    assert [p.code for p in error.value.problems][:1] == ["import-unknown-column"]
    (only,) = read(("token", "speed"), (("T1", "1"),), parse_mapping("{ignore: [token]}"))
    assert only.paradata == {"row": 2}


def test_a_column_that_a_mapping_names_must_be_there():
    with pytest.raises(AnalystError) as error:
        read(("tokn", "speed"), (("T1", "1"),), parse_mapping("{token: token, ignore: [tokn]}"))
    (problem, *_) = error.value.problems
    assert problem.code == "import-no-such-column"
    assert "tokn" in describe(problem, "en")


@pytest.mark.parametrize(
    ("begun", "sent", "seconds"),
    [
        ("2026-01-15 12:00:00", "2026-01-15 12:02:03", 123),
        ("2026-01-15", "2026-01-15", None),
        ("2026-01-15 12:02:03", "2026-01-15 12:00:00", None),
        ("", "2026-01-15 12:00:00", None),
    ],
)
def test_a_response_took_what_lies_between_its_times(begun, sent, seconds):
    (only,) = read(("response.started", "response.closed", "speed"), ((begun, sent, "1"),))
    assert only.paradata.get("duration") == seconds
