"""A draft in words: the remarks in its files, and the rows of a table."""

from collections.abc import Iterator, Mapping, Sequence

from surveykit.core.language import message
from surveykit.core.numbers import bounded, percent
from surveykit.core.terminal import cut
from surveykit.interchange.adopt.column import tidy
from surveykit.interchange.adopt.constructs import Candidate
from surveykit.interchange.adopt.definition import Entry, Target
from surveykit.interchange.adopt.drafted import Draft
from surveykit.interchange.adopt.guess import Guess
from surveykit.interchange.draft.written import SURE

_WIDEST = 44
_MOST_SHOWN = 8


def head(draft: Draft, data: str, language: str) -> list[str]:
    """What stands at the top of the definition: where it comes from, what must be done, what was left out."""
    lines = [message(f"adopt.head.{name}", language, data=tidy(data)) for name in ("from", "wording", "sure")]
    by_reason: dict[str, list[str]] = {}
    for left in draft.left_out:
        by_reason.setdefault(left.why, []).append(tidy(left.name))
    for why, names in by_reason.items():
        reason = message(f"adopt.left.{why}", language)
        lines.append(message("adopt.head.left", language, reason=reason, names=tuple(names)))
    return [f"# {line}" for line in lines]


def remarks(draft: Draft, against: Mapping[str, Mapping[str, float]], language: str) -> dict[str, tuple[str, ...]]:
    """Id of a question or a construct -> the lines above it. `against` has, by construct, items that go against it."""
    found = {entry.id: tuple(f"# {line}" for line in _of_entry(entry, language)) for entry in draft.entries}
    for construct in draft.constructs:
        lines = [message("adopt.construct", language, sure=percent(construct.sure))]
        if own := turned(against.get(construct.id, {}), language):
            lines.append(message("adopt.against", language, id=construct.id, items=own))
        found[construct.id] = tuple(f"# {line}" for line in lines)
    return found


def turned(own: Mapping[str, float], language: str) -> tuple[str, ...]:
    """Items with the correlations that speak against them."""
    return tuple(message("adopt.turned", language, name=name, r=bounded(r)) for name, r in own.items())


def _of_entry(entry: Entry, language: str) -> Iterator[str]:
    names = tuple(tidy(guess.column.name) for guess in entry.guesses)
    shown = names if len(names) <= _MOST_SHOWN else (*names[: _MOST_SHOWN - 1], "…", names[-1])
    yield message("adopt.entry", language, names=shown, kind=entry.kind, sure=_sure(entry.sure))
    yield from (message(f"adopt.doubt.{doubt}", language) for doubt in entry.doubts)
    for guess in entry.guesses:
        if guess.words != "all":
            said = tuple(f"{cell} = {label or cell}" for cell, label in guess.column.answers.items())
            yield message("adopt.words", language, labels=said)
    reasons = tuple(dict.fromkeys(pair for guess in entry.guesses for pair in _reasons(guess)))
    if reasons:
        yield message("adopt.reasons", language, pairs=reasons)


def _reasons(guess: Guess) -> list[str]:
    """The cells that are no answers, with their reasons; a question mark where no word says it."""
    own = guess.column
    return [f"{tidy(cell)}→{r.id}{' ?' if cell in own.unknown else ''}" for cell, r in own.reasons.items()]


def _sure(sure: float) -> str:
    return f"{percent(sure)}{' ?' if sure < SURE else ''}"


def table_rows(draft: Draft, language: str) -> list[tuple[str, ...]]:
    """Column, variable, kind, what is no answer, how sure, what to look at; the header first."""
    names = ("column", "variable", "kind", "reasons", "sure", "look")
    rows = [tuple(message(f"adopt.table.{name}", language) for name in names)]
    for entry in draft.entries:
        rows += [_row(entry, *pair, language) for pair in zip(entry.guesses, entry.targets, strict=True)]
    for left in draft.left_out:
        why = message(f"adopt.left.{left.why}", language)
        rows.append((cut(left.name, _WIDEST), "–", "", "", "", why))
    return rows


def _row(entry: Entry, guess: Guess, target: Target, language: str) -> tuple[str, ...]:
    kind = entry.kind if target.variable == entry.id else f"{entry.kind} {entry.id}"
    look = tuple(message(f"adopt.doubt.{doubt}", language) for doubt in guess.doubts)
    said = "；" if language == "zh" else "; "
    return (
        cut(guess.column.name, _WIDEST),
        target.variable,
        kind,
        cut(" ".join(_reasons(guess)), _WIDEST),
        _sure(guess.sure),
        said.join(look),
    )


def construct_rows(
    constructs: Sequence[Candidate], against: Mapping[str, Mapping[str, float]], language: str
) -> list[tuple[str, ...]]:
    """Construct, role, items, how sure, the items that go against it; the header first."""
    names = ("construct", "role", "items", "sure", "against")
    rows = [tuple(message(f"adopt.table.{name}", language) for name in names)]
    for own in constructs:
        items = cut(" ".join(own.items), _WIDEST)
        rows.append((own.id, own.role, items, _sure(own.sure), " ".join(turned(against.get(own.id, {}), language))))
    return rows
