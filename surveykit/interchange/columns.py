"""Columns that the questionnaire does not know: what they may have been meant to be."""

import difflib
from collections.abc import Callable, Collection, Iterator, Sequence

from surveykit.core.language import Text, both, enumerated, same
from surveykit.errors import Place, Problem, Severity
from surveykit.interchange.own_columns import CASE
from surveykit.interchange.problems import excerpt

ID_COLUMNS = ("id", "respondent_id", "respondent", f"{CASE}id")
"""Columns that are taken for the respondents' ids, in whatever case."""

MOST_FOUND = 5

LIKE_IDS = frozenset(
    {
        *ID_COLUMNS,
        "respondentid",
        "respid",
        "responseid",
        "caseid",
        "编号",
        "序号",
        "受访者",
        "受访者编号",
        "问卷编号",
        "答卷编号",
    }
)


def unknown_columns(
    unknown: Sequence[tuple[str, str]],
    known: Collection[str],
    place: Callable[[str | None], Place],
    some_known: bool,
    with_id: bool,
) -> Iterator[Problem]:
    """The problems of columns that hold no variable: (column, the name it was looked for under).
    `place` says where a column is found, or the names of all.

    If nothing in the first row is known or nearly so, it is one problem. The variables are listed once, at the end,
    where some column gave no hint of what it was meant to be.
    """
    near = _nearest(known)
    hints = {column: near(word) for column, word in unknown}
    ids = {column for column in hints if not with_id and squeezed(column) in LIKE_IDS}
    if unknown and not some_known and not with_id and not ids and not any(hints.values()):
        found = [same(f"“{excerpt(column)}”") for column in [*hints][:MOST_FOUND]]
        yield Problem("import-no-header", place(None), {"found": enumerated(found)})
    else:
        for column, hint in hints.items():
            said: Text = same("")
            if column in ids:
                said = both("problem.import-perhaps-id", name=column)
            elif hint is not None:
                said = both("problem.did-you-mean", word=hint)
            yield Problem("import-unknown-column", place(column), {"hint": said})
    if any(hint is None and column not in ids for column, hint in hints.items()):
        yield Problem("import-known-columns", Place(place(None).file), {"names": tuple(known)}, Severity.ADVICE)


def _nearest(known: Collection[str]) -> Callable[[str], str | None]:
    """Word -> the known name that differs in case, blanks and punctuation only, else one that is nearly the same."""
    names = {squeezed(name): name for name in known}

    def nearest(word: str) -> str | None:
        near = difflib.get_close_matches(squeezed(word), names, n=1, cutoff=0.75)
        return names[near[0]] if near else None

    return nearest


def squeezed(word: str) -> str:
    """A name without differences of case, blanks and punctuation."""
    return "".join(c for c in word.casefold() if c.isalnum())
