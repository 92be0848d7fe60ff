"""The sentences of the data quality Finding."""

from typing import TYPE_CHECKING

from surveykit.core.codebook import Missing
from surveykit.core.finding import Sentences
from surveykit.core.language import LANGUAGES, both, message
from surveykit.core.numbers import count, percent

if TYPE_CHECKING:
    from surveykit.cleaning.quality import Quality


def sentences(quality: "Quality") -> Sentences:
    """One line, and the whole."""
    if quality.n == 0:
        return Sentences(both("cleaning.quality.nobody"), both("cleaning.quality.nobody"))
    names = ("short_none_excluded", "short_excluded") if quality.excluded else ("short_none", "short")
    short = both(f"cleaning.quality.{names[bool(quality.flagged)]}", **_said(quality))
    return Sentences(short, {language: _full(quality, language) for language in LANGUAGES})


def _full(quality: "Quality", language: str) -> str:
    none = message("cleaning.quality.none", language)
    names = [
        "rules",
        "flagged" if quality.flagged else "flagged_none",
        "removed" if quality.excluded else "kept",
        *(["mended"] if quality.corrected else []),
        "absent" if quality.missing else "absent_none",
        *(["unknown"] if quality.missing else []),
    ]
    values = {name: none if value == count(0) else value for name, value in _said(quality).items()}
    values |= {"reasons": _reasons(quality, language)}
    gap = "" if language == "zh" else " "
    return gap.join(message(f"cleaning.quality.{name}", language, **values) for name in names)


def _said(quality: "Quality") -> dict[str, str]:
    several = sum(n for rules, n in quality.times.items() if rules > 1)
    return {
        "n": count(quality.n),
        "flagged": count(quality.flagged),
        "share": percent(quality.flagged / quality.n, 1),
        "one": count(quality.times.get(1, 0)),
        "several": count(several),
        "asked": count(quality.asked),
        "missing": count(quality.missing),
        "missing_share": percent(quality.missing / quality.asked if quality.asked else None, 1),
        "excluded": count(quality.excluded),
        "left": count(quality.n - quality.excluded),
        "corrected": count(quality.corrected),
    }


def _reasons(quality: "Quality", language: str) -> str:
    parts = [
        message("cleaning.quality.reason", language, reason=both(f"missing.{m.id}"), n=count(n))
        for m, n in quality.reasons.items()
        if m is not Missing.NOT_ASKED
    ]
    return ("，" if language == "zh" else ", ").join(parts)
