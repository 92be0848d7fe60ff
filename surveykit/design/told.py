"""The problems of a definition as they are told: in the order of the file, without floods and mere consequences."""

from collections.abc import Iterable, Set

from surveykit.errors import Problem

MOST_ALIKE = 3
"""So many texts that lack a language, or have one too many, are told one by one; more are told together."""
_OF_LANGUAGES = ("missing-translation", "needs-translations", "unknown-language")


def together(problems: list[Problem]) -> list[Problem]:
    """The problems without floods: where a language is missing or too many in many texts, that is told once.

    Of a language that is not available nothing more is told.
    """
    if any(p.code in ("no-such-language", "languages-full-width") for p in problems):
        return [p for p in problems if p.code not in _OF_LANGUAGES]
    alike: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        if problem.code in _OF_LANGUAGES:
            language = str(problem.values.get("word", problem.values.get("language", "")))
            alike.setdefault((problem.code, language), []).append(problem)
    floods = {key: found for key, found in alike.items() if len(found) > MOST_ALIKE}
    told = {id(problem) for found in floods.values() for problem in found}
    one_by_one = [p for p in problems if id(p) not in told]
    return [*one_by_one, *(_flood(language, found) for (_, language), found in floods.items())]


def _flood(language: str, found: list[Problem]) -> Problem:
    first = in_order(found)[0]
    values = {"count": len(found), "language": language}
    if first.code == "unknown-language":
        return Problem("texts-in-other-language", first.place, values)
    if first.code == "missing-translation":
        return Problem("texts-without-language", first.place, values)
    return Problem("texts-without-translations", first.place, {"count": len(found), **first.values})


_CAUSES = {
    "never-asked": ("value-not-offered",),
    "never-fulfilled": ("value-not-offered",),
    "ignore-of-nothing": ("unknown-rule", "ignore-without-reason"),
}
"""What follows -> what it follows from, in the same line."""


def first_causes(problems: list[Problem]) -> list[Problem]:
    """The problems without those that follow: a condition that names an answer which is not offered never holds."""
    found = {(p.code, p.place.line) for p in problems}
    return [p for p in problems if not any((cause, p.place.line) in found for cause in _CAUSES.get(p.code, ()))]


def follows(problem: Problem, unread: Set[str]) -> bool:
    """Whether a problem only says that an item is not there which could not be read."""
    name = str(problem.values.get("name" if problem.code != "unused-scale" else "id", ""))
    return name != "" and (name in unread or any(name.startswith(f"{word}_") for word in unread))


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sorted by line and column."""
    return sorted(problems, key=lambda p: (p.place.line or 0, p.place.column or 0))
