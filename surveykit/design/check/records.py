"""The firm's records: what their kinds need, and no more."""

from collections.abc import Iterator

from surveykit.core.record import Record
from surveykit.design.check.scope import Rule, Scope
from surveykit.design.records import record_item
from surveykit.errors import Problem

_ONLY_FOR = {"unit": "number", "minimum": "number", "maximum": "number", "decimals": "number", "options": "choice"}
"""Key -> the kind that it belongs to."""


def records(scope: Scope) -> Iterator[Problem]:
    """A record has the keys of its kind, and is sound as a question of that kind would be."""
    for record in scope.questionnaire.records:
        place = scope.place(("record", record.id))
        for key in _idle(record):
            own = scope.place((f"record {key}", record.id), ("record", record.id))
            yield Problem("record-idle-key", own, {"id": record.id, "key": key, "kind": record.kind})
        for code, values in record_item(record).faults():
            yield Problem(code, place, {"id": record.id, **values})


def _idle(record: Record) -> list[str]:
    """The keys that say nothing of a record of its kind."""
    plain = Record(record.id, record.label, record.kind)
    said = [key for key in _ONLY_FOR if getattr(record, key) != getattr(plain, key)]
    return [key for key in said if _ONLY_FOR[key] != record.kind]


RECORD_RULES: tuple[Rule, ...] = (records,)
