"""A small store with everything in it that a store can have."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from surveykit.core.codebook import Missing
from surveykit.core.dataset import Dataset
from surveykit.core.response import Response, Status
from surveykit.design.load import parse_questionnaire
from surveykit.errors import OperatorError
from surveykit.store import Store
from surveykit.store.packed import pack
from surveykit.store.records import keep_records

NOW = datetime(2026, 1, 15, 12, 30, tzinfo=UTC)
TEXT = """
questionnaire: tiny
version: "{version}"
languages: [en]
title: Tiny
sections:
  - id: s
    title: S
    items:
      - {{id: speed, kind: rating, text: Fast?, scale: {{from: 1, to: 5}}}}
      - {{id: why, kind: open_text, text: Why?}}
"""
FIRST, SECOND = (parse_questionnaire(TEXT.format(version=version)) for version in "12")
SAID = "the driver Zebedee shouted at my mother"
RECORD = "complaint 4711 about Zebedee"
KEY = "7f" * 32


def imported(name: str, why: str = "fine") -> Response:
    id, answers = name * 8, {"speed": 4, "why": why}
    return Response(id, f"import:{name}", "tiny", FIRST.hash, answers, None, Status.IMPORTED, NOW, paradata={"row": 2})


def refused(call: Callable[..., object], *arguments: object) -> str:
    """The code of the one problem with which a call is refused."""
    with pytest.raises(OperatorError) as told:
        call(*arguments)
    (problem,) = told.value.problems
    return problem.code


def url_of(path: Path) -> str:
    return f"sqlite:///{path}"


def fill(path: Path) -> str:
    """Two imported respondents, one who was served (A-1 and that one say something of a person), and a draft."""
    with Store.open(url_of(path)) as store:
        for version in (FIRST, SECOND):
            store.register(version)
        store.add_all([imported("A-1", SAID), imported("A-2")])
        sent = store.start(SECOND, KEY, "en", NOW)
        store.submit(sent, {"speed": Missing.REFUSED, "why": f"{SAID} 慢🐢"}, NOW.replace(month=2), paradata={"s": 1.5})
        store.start(SECOND, "draft", "en", NOW)
        keep_records(store, "tiny", {"A-1" * 8: {"note": RECORD}, "A-2" * 8: {"note": "none"}})
        assert packed(store)
    return url_of(path)


def packed(store: Store) -> bool:
    """Whether the coded answers to the first version are kept beside the responses."""
    coded = {"A-1": {"speed": 4, "why": SAID}, "A-2": {"speed": 4, "why": "fine"}}
    own = list(store.responses("tiny"))
    return pack(store, Dataset.build(FIRST, coded), (len(own), sum(response.revision for response in own)))
