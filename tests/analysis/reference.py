"""R's values for reliability and relations (tests/reference/reliability_relations.json)."""

import json
from pathlib import Path
from typing import Any

from tests.analysis.small import agrees

FILE = Path(__file__).parents[1] / "reference" / "reliability_relations.json"
RESULTS: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))["results"]


def value(id: str) -> Any:
    return RESULTS[id]["value"]


def check(x: float | None, reference: float, id: str) -> None:
    """Whether x agrees with a part of the entry `id`, within its tolerance."""
    assert agrees(x, reference, RESULTS[id]["tol"]), (id, x, reference)


def check_ends(x: tuple[float, float] | None, reference: list[float], id: str) -> None:
    assert x is not None, id
    for end, other in zip(x, reference, strict=True):
        check(end, other, id)
