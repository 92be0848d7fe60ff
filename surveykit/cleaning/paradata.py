"""What is known of the answering itself, as columns of the table: see `core.dataset.PARADATA`."""

from collections.abc import Mapping

from surveykit.core.codebook import Value
from surveykit.core.response import Response, Status, shown_id


def answering(response: Response) -> dict[str, Value]:
    """The paradata of a response that cleaning looks at; what is not known is left out.

    Seconds count the pages from being shown to being sent. They are known of a closed response only, and only if every
    page that was shown has a time: less would make slow people look fast. The duration of an imported response is all
    that lies between its beginning and its end, pauses too.
    """
    found: dict[str, Value] = {}
    if response.status is not Status.DRAFT:
        seconds = _seconds(response.paradata)
        if seconds is not None:
            found["@seconds"] = seconds
    duration = response.paradata.get("duration")
    if isinstance(duration, int | float):
        found["@duration"] = float(duration)
    if response.closed is not None:
        found["@closed"] = response.closed.timestamp()
    if response.language is not None:
        found["@language"] = response.language
    for name in ("token", "device"):
        said = response.paradata.get(name)
        if isinstance(said, str) and said:
            found[f"@{name}"] = said
    if (shown := shown_id(response)) != response.id:
        found["@respondent"] = shown
    return found


def _seconds(paradata: Mapping[str, object]) -> float | None:
    times, shown = paradata.get("seconds"), paradata.get("shown")
    if not isinstance(times, dict) or not times:
        return None
    pages = shown.get("sections", ()) if isinstance(shown, dict) else ()
    if any(page not in times for page in pages):
        return None
    return float(sum(times.values()))
