"""A draft as a mapping file with remarks, and as the rows of a table."""

import json
import re
from collections.abc import Iterator, Mapping

from surveykit.core.language import message
from surveykit.core.numbers import count, percent
from surveykit.core.terminal import cut
from surveykit.interchange.draft.guess import Draft, Guess, Role
from surveykit.interchange.split import SIGN

SURE = 0.9
"""A guess that is less sure is marked with a question mark."""
_MOST_SHOWN = 5
_WIDEST = 44
_BARE = re.compile(r"-?\d+|(?!(?:null|true|false|yes|no|on|off|y|n)\Z)[A-Za-z][A-Za-z0-9_]*", re.IGNORECASE)


def is_doubtful(guess: Guess) -> bool:
    """Whether a guess asks to be looked at twice."""
    sure = guess.confidence is None or guess.confidence >= SURE
    return not sure or bool(guess.unexplained or guess.doubts)


def matched(draft: Draft) -> list[Guess]:
    """The columns that have a meaning, be it that they belong to a system."""
    return [guess for guess in draft.guesses if guess.role not in (Role.PLACE, Role.UNKNOWN)]


def mapping_text(draft: Draft, data: str, file: str, language: str) -> str:
    """The mapping file. Every guess has its confidence beside it, and every column of the file stands in it once."""
    return "\n".join(_lines(draft, data, file, language)) + "\n"


def _lines(draft: Draft, data: str, file: str, language: str) -> Iterator[str]:
    for name in ("head", "sure"):
        yield f"# {message(f'draft.{name}', language, data=data, file=file)}"
    if draft.system is not None:
        yield f"# {message('draft.system', language, system=draft.system)}"
    if draft.unfinished:
        yield f"# {message('draft.unfinished', language, n=count(draft.unfinished))}"
    by_role: dict[Role, list[Guess]] = {role: [g for g in draft.guesses if g.role is role] for role in Role}
    if not by_role[Role.ID]:
        yield f"# {message('draft.no_id', language)}"
    for role in (Role.ID, Role.STARTED, Role.CLOSED, Role.DURATION):
        for guess in by_role[role]:
            yield from _remarked(f"{role}: {_quoted(guess.column)}", _remarks(guess, language))
    if by_role[Role.VARIABLE] or by_role[Role.SPLIT]:
        yield "columns:"
    for guess in by_role[Role.VARIABLE]:
        yield from _remarked(f"  {_entry(guess.column, guess.variable, guess.codes)}", _remarks(guess, language))
    for guess in by_role[Role.SPLIT]:
        for choice, variable in guess.parts.items():
            yield f"  {_entry(f'{guess.column}{SIGN}{choice}', variable, {})}"
    if by_role[Role.SPLIT]:
        yield "split:"
    for guess in by_role[Role.SPLIT]:
        entry = f"  {_quoted(guess.column)}: {_quoted(guess.separator)}"
        yield from _remarked(entry, _remarks(guess, language))
    left_out = [g for role in (Role.SYSTEM, Role.REPEATED, Role.PLACE, Role.UNKNOWN) for g in by_role[role]]
    if left_out:
        yield "ignore:"
    for guess in left_out:
        yield f"  - {_quoted(guess.column)}  # {message(f'draft.role.{guess.role}', language)}"
    if draft.without:
        yield f"# {message('draft.without', language, names=draft.without)}"


def _entry(column: str, variable: str, codes: Mapping[str, str]) -> str:
    said = ", ".join(f"{_quoted(cell)}: {_word(meaning)}" for cell, meaning in codes.items())
    return f"{_quoted(column)}: {{variable: {variable}{f', codes: {{{said}}}' if said else ''}}}"


def _remarked(entry: str, remarks: list[str]) -> Iterator[str]:
    """The entry with what is to be known of it; more than one remark stands above it."""
    *above, last = remarks or [""]
    indent = " " * (len(entry) - len(entry.lstrip()))
    yield from (f"{indent}# {remark}" for remark in above)
    yield f"{entry}  # {last}" if last else entry


def _remarks(guess: Guess, language: str) -> list[str]:
    remarks = []
    if guess.unexplained:
        shown = tuple(cut(word, 20) for word in guess.unexplained[:_MOST_SHOWN])
        more = len(guess.unexplained) - len(shown)
        remarks.append(message("draft.unexplained", language, values=shown, more=f" (+{more})" if more else ""))
    remarks += [message(f"draft.{doubt}", language) for doubt in guess.doubts]
    return [*remarks, *filter(None, [_sure(guess)])]


def _sure(guess: Guess) -> str:
    share = "" if guess.confidence is None else percent(guess.confidence, 0)
    return f"{share} ?".strip() if is_doubtful(guess) else share


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _word(text: str) -> str:
    return text if _BARE.fullmatch(text) else _quoted(text)


def table_rows(draft: Draft, language: str) -> list[tuple[str, str, str, str]]:
    """Column, what it is taken for, what its codes are taken for, how sure that is; the header first."""
    column, taken, codes, sure = (
        message(f"draft.table.{name}", language) for name in ("column", "taken", "codes", "confidence")
    )
    return [(column, taken, codes, sure), *(_row(guess, language) for guess in draft.guesses)]


def _row(guess: Guess, language: str) -> tuple[str, str, str, str]:
    named = guess.role in (Role.VARIABLE, Role.SPLIT)
    taken = guess.variable if named else f"({message(f'draft.role.{guess.role}', language)})"
    if guess.role is Role.SPLIT:
        taken = message("draft.list", language, item=guess.variable)
    pairs = [f"{cell}→{meaning}" for cell, meaning in guess.codes.items()]
    pairs += [f"{cell}→?" for cell in guess.unexplained]
    pairs += [message("draft.table.utc", language)] if "utc" in guess.doubts else []
    return cut(guess.column, _WIDEST), taken, cut(" ".join(pairs), _WIDEST), _sure(guess)
