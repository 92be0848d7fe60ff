"""Cells as text."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import numpy as np

from surveykit.core.columns import Column, Texts, WholeNumbers
from surveykit.interchange.export.table import LOWEST, Field, Kind


def written(
    field: Field,
    column: Column,
    labels: Mapping[int, str] | None = None,
    worded: Callable[[str], str] = str,
    timed: Callable[[float], str] | None = None,
) -> list[str]:
    """The cells of a field as text; empty where there is neither a value nor the code of a reason.

    `labels` stand for the codes they name. `worded` is done to every text, `timed` to every time (else
    it is ISO 8601).
    """
    named = {code: worded(label) for code, label in (labels or {}).items()}
    if isinstance(column, WholeNumbers):
        shown = np.array([_coded(code, field.marked, named) for code in range(-128, 128)], dtype=object)
        return list(shown[column.codes.astype(np.int16) + 128].tolist())
    if isinstance(column, Texts):
        return [
            worded(text) if code >= 0 else "" for text, code in zip(column.values, column.codes.tolist(), strict=True)
        ]
    write = (timed or iso) if field.kind is Kind.TIME else lambda x: named.get(x) or digits(x)
    return [
        write(x) if code >= 0 else _coded(code, field.marked, named)
        for x, code in zip(column.numbers().tolist(), column.codes.tolist(), strict=True)
    ]


def _coded(code: int, marked: bool, named: Mapping[int, str]) -> str:
    if code >= 0 or (marked and code >= LOWEST):
        return named.get(code, str(code))
    return ""


def digits(x: float) -> str:
    """A number for machines: the fewest digits that give it back exactly.

    >>> digits(3.0), digits(0.1), digits(-2.50)
    ('3', '0.1', '-2.5')
    """
    return str(int(x)) if x == int(x) and abs(x) < 1e15 else repr(x)


def iso(seconds: float) -> str:
    """A time in ISO 8601.

    >>> iso(0)
    '1970-01-01T00:00:00Z'
    """
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%SZ}"
