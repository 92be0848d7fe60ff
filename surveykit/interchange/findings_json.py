"""findings.json: every Finding as plain data, so that each sentence and figure of a report can be traced.

The schema is `surveykit-findings/1`. Numbers keep full precision, `of` holds ids, and what cannot be estimated has
the value null and a reason. Equal Findings give equal bytes.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from surveykit.core.finding import Estimate, Finding, Table
from surveykit.core.output import write_text

SCHEMA = "surveykit-findings/1"


def findings_document(
    questionnaire: str, n: int, sha256: str, findings: Sequence[Finding], simulated: int = 0
) -> dict[str, Any]:
    """The whole document. `n` is the number of respondents in the data, `sha256` the hash of the coded data.

    `simulated` is how many of them are nobody; where there are any, `data` says so.

    Raises ValueError for a number that is not finite: a Finding must never hold one.

    >>> findings_document("ecsi", 0, "", [])["data"]
    {'n': 0, 'sha256': ''}
    """
    return {
        "schema": SCHEMA,
        "questionnaire": questionnaire,
        "data": {"n": n, "sha256": sha256} | ({"simulated": simulated} if simulated else {}),
        "findings": [_finding(f) for f in findings],
    }


def write_findings(path: Path, document: Mapping[str, Any]) -> None:
    """Write a document as UTF-8 JSON with one line end at its end."""
    write_text(path, json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2) + "\n")


def _finding(finding: Finding) -> dict[str, Any]:
    said = finding.sentences
    return {
        "id": finding.id,
        "analysis": finding.analysis,
        "n": finding.n,
        "excluded": plain(finding.excluded),
        "estimates": [_estimate(e, finding) for e in finding.estimates],
        "checks": plain(finding.checks),
        "table": None if finding.table is None else _table(finding.table),
        "sentences": {
            language: {"short": said.short[language], "full": said.full[language]} for language in said.short
        },
        "method": plain(finding.method),
        "references": plain(finding.references),
        "cautions": plain(finding.cautions),
        "claim": plain(finding.claim),
    }


def _estimate(estimate: Estimate, finding: Finding) -> dict[str, Any]:
    """An estimate; its own n only where it differs from the Finding's, a reason only where there is no value."""
    entry: dict[str, Any] = plain(estimate)
    if estimate.n is None or estimate.n == finding.n:
        del entry["n"]
    if estimate.reason is None:
        del entry["reason"]
    return entry


def _table(table: Table) -> dict[str, Any]:
    return {
        "title": plain(table.title),
        "columns": plain(table.columns),
        "rows": [[plain(cell) for cell in row] for row in table.rows],
        "notes": plain(table.notes),
    }


def plain(value: Any) -> Any:
    """Dataclasses, mappings, tuples, enums and numbers as what JSON has. Raises ValueError for NaN and infinity."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if value is None or isinstance(value, str | bool):
        return value
    return _number(value)


def _number(value: Any) -> int | float:
    if hasattr(value, "item"):
        value = value.item()
    if not isinstance(value, int | float):
        raise TypeError(f"{type(value).__name__} has no place in findings.json")
    if not math.isfinite(value):
        raise ValueError(f"{value} has no place in findings.json")
    return value
