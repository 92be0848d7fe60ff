"""HTML -> PDF in a child process with limits of time and memory. Nothing is replaced unless all went well."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from surveykit.core.output import replacing
from surveykit.errors import AuthorError, OperatorError, Place
from surveykit.report.fonts import missing_characters, refuse_missing

SECONDS = 60
"""Of the processor, where the system counts them: beside other work a report takes longer, and is made all the same."""
_WAITED = 4 if os.name == "posix" else 1
"""So many times as long, by the clock, is waited for the child."""
MEGABYTES = 1500
TOO_LARGE = 4
_PACKAGES = Path(__file__).parents[2]


@dataclass(frozen=True)
class Made:
    """A PDF that was made: its file and how many pages it has."""

    path: Path
    pages: int


def write_pdf(
    html: str,
    path: Path,
    assets: Mapping[str, Path] | None = None,
    seconds: int = SECONDS,
    megabytes: int = MEGABYTES,
    allow_missing: bool = False,
) -> Made:
    """Make `path` from HTML; the same HTML and fonts give the same bytes. Title, language and date are the HTML's.

    `assets` maps the relative addresses that the HTML may use to files: the child process can reach nothing else. With
    `allow_missing` a character that no font has is drawn as a box.
    Raises OperatorError (missing-glyphs, report-too-large, pdf-failed) or AuthorError (asset-refused); the file
    that was there before then stays as it was.
    """
    if not allow_missing:
        refuse_missing(missing_characters(html))
    job = {"html": html, "assets": {name: str(file) for name, file in (assets or {}).items()}}
    with replacing(path) as part:
        answer = _render(job, part, seconds, megabytes)
        if not allow_missing:
            refuse_missing(answer["missing"])
        if answer["refused"]:
            raise AuthorError.of("asset-refused", Place(str(path)), addresses=", ".join(answer["refused"]))
    return Made(path, answer["pages"])


def _render(job: Mapping[str, object], out: Path, seconds: int, megabytes: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "surveykit.report.render", str(out), str(seconds), str(megabytes)]
    search = os.pathsep.join(p for p in (str(_PACKAGES), os.environ.get("PYTHONPATH", "")) if p)
    too_large = OperatorError.of("report-too-large", seconds=seconds, megabytes=megabytes)
    try:
        done = subprocess.run(
            command,
            input=json.dumps(job).encode(),
            capture_output=True,
            timeout=_WAITED * seconds,
            check=False,
            env={**os.environ, "PYTHONPATH": search},
        )
    except subprocess.TimeoutExpired:
        raise too_large from None
    # A negative code is a signal: the limits of the system end the process that way.
    if done.returncode == TOO_LARGE or done.returncode < 0:
        raise too_large
    if done.returncode != 0:
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        raise OperatorError.of("pdf-failed", detail=lines[-1] if lines else str(done.returncode))
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
