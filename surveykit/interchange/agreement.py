"""A file that labels its values, held against the codebook: the same number must mean the same in both."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from surveykit.core.codebook import Missing
from surveykit.core.language import LANGUAGES, Text, both, message, same
from surveykit.interchange.mapping import Word
from surveykit.interchange.readings import Answer, CellError, CellReader
from surveykit.interchange.table import Meaning


@dataclass(frozen=True)
class Clash:
    """A value that means one thing in the file and another in the codebook."""

    value: str
    theirs: str
    ours: Text


@dataclass
class Agreement:
    """What the labels of a column add: `codes`, values that only their label explains; `clashes`."""

    codes: dict[Word, Word] = field(default_factory=dict)
    clashes: list[Clash] = field(default_factory=list)


def agree(reader: CellReader, meaning: Meaning, codes: Mapping[Word, Word]) -> Agreement:
    """Hold the labels of a column against its variable; what the mapping's `codes` explain is left alone.

    A value that the codebook does not know counts as what its label says. Where value and label are both known
    and do not mean the same, it is a clash. A label that the codebook does not know changes nothing, except of a
    value that stands for a reason.
    """
    found = Agreement()
    if not reader.variable.numeric:
        return found
    known = REASONS | {squeezed(word): answer for word, answer in (reader.known | reader.labels).items()}
    for value, label in meaning.values.items():
        if Word(value) in codes:
            continue
        own, said = _read(reader, meaning.words.get(value, value)), known.get(squeezed(label))
        if said is not None and (own is None or (isinstance(said, Missing) and not reader.variable.complete)):
            found.codes[Word(value)] = Word(said.id if isinstance(said, Missing) else str(said))
        elif own is not None and own != said and (said is not None or isinstance(own, Missing)):
            found.clashes.append(Clash(value, label, _words(reader, own)))
    return found


def squeezed(label: str) -> str:
    """A label without differences of case, width and blanks.

    >>> squeezed(" Very  SLOW ")
    'very slow'
    """
    return " ".join(unicodedata.normalize("NFKC", label).casefold().split())


def _reasons() -> Iterator[tuple[str, Answer]]:
    for reason in Missing:
        yield from ((squeezed(message(f"missing.{reason.id}", language)), reason) for language in LANGUAGES)
        yield reason.id.replace("_", " "), reason


REASONS: dict[str, Answer] = dict(_reasons())
"""The words for each reason."""


def _read(reader: CellReader, cell: str) -> Answer | None:
    try:
        return reader.read(cell)
    except CellError:
        return None


def _words(reader: CellReader, answer: Answer) -> Text:
    if isinstance(answer, Missing):
        return both(f"missing.{answer.id}")
    code = reader.variable.stored.get(answer, answer) if isinstance(answer, str) else answer
    labels = {float(value): label for value, label in reader.variable.values.items()}
    return labels.get(float(code), same(str(answer)))
