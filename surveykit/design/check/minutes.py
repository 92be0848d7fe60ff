"""How long a questionnaire takes: reading and answering, from the shortest path to the longest."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from math import ceil, floor

from surveykit.core.codebook import ResponseScale
from surveykit.core.item import Item, Part
from surveykit.core.language import Text
from surveykit.core.numbers import number
from surveykit.core.questionnaire import Questionnaire, Section

SILENT = {"en": 238.0, "zh": 255.0}
"""Words a minute (Brysbaert 2019); in Chinese, characters."""
ALOUD = {"en": 183.0, "zh": 255.0 * 183 / 238}
"""The same read out. For Chinese no figure is known to us: the ratio of English is taken."""
SECONDS: Mapping[str, float] = {
    "single_choice": 4,
    "multiple_choice": 4,
    "rating": 4,
    "slider": 4,
    "number": 6,
    "date_time": 6,
    "short_text": 6,
    "open_text": 30,
    "consent": 4,
    "information": 0,
}
"""What it takes to answer a question of one kind once it is read. Replace them with medians of your own where known."""
SECONDS_OF_A_PART: Mapping[str, float] = {
    "matrix": 3,
    "double_matrix": 6,
    "semantic_differential": 3,
    "touchpoint_matrix": 6,
    "kano": 6,
    "ranking": 4,
    "paired_comparison": 4,
    "best_worst": 8,
    "constant_sum": 6,
}
"""The same for each row, object, pair or set."""
SECONDS_OF_A_VARIABLE = 4.0
MOST_OPEN = 3
"""So many open questions are answered in writing."""
_WORD = re.compile(r"[A-Za-z0-9]+(?:[’'.-][A-Za-z0-9]+)*")
_CHARACTER = re.compile(r"[\u3400-\u9fff]")
_NOT_SHOWN = frozenset({"ignore", "validate", "relevant", "attention"})


@dataclass(frozen=True)
class Minutes:
    """From the questions that everybody gets to all of them: read silently, and read out by an interviewer."""

    silent: tuple[float, float]
    aloud: tuple[float, float]

    @property
    def rounded(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """Both ranges in whole minutes, widened outwards."""
        silent, aloud = ((number(floor(low), 0), number(ceil(high), 0)) for low, high in (self.silent, self.aloud))
        return silent, aloud


@dataclass
class _Loads:
    """What is read (words, or characters) and what answering takes (seconds): by everybody, and at most."""

    least_read: float = 0
    least_seconds: float = 0
    most_read: float = 0
    most_seconds: float = 0

    def add(self, words: float, answering: float, always: bool) -> None:
        self.most_read += words
        self.most_seconds += answering
        if always:
            self.least_read += words
            self.least_seconds += answering

    def minutes(self, language: str) -> Minutes:
        paces = (SILENT.get(language, SILENT["en"]), ALOUD.get(language, ALOUD["en"]))
        silent, aloud = (
            (self.least_read / pace + self.least_seconds / 60, self.most_read / pace + self.most_seconds / 60)
            for pace in paces
        )
        return Minutes(silent, aloud)


def is_talk(questionnaire: Questionnaire) -> bool:
    """Whether nothing is asked but open questions, and more than people write answers to: a guide for an interview.

    How long that takes is a matter of what is told, and not of reading and writing.
    """
    kinds = [item.kind for item in questionnaire.items if not item.unseen and item.kind != "information"]
    return len(kinds) > MOST_OPEN and {*kinds} == {"open_text"}


def minutes(questionnaire: Questionnaire) -> dict[str, Minutes]:
    """The estimate for each language of the questionnaire; none for a guide for an interview."""
    if is_talk(questionnaire):
        return {}
    loads = {language: _Loads() for language in questionnaire.languages}
    for text in (questionnaire.title, questionnaire.intro):
        for language, own in loads.items():
            own.add(size(text, language), 0, always=True)
    for section in questionnaire.sections:
        for words, answering, always in steps(section):
            for language, own in loads.items():
                own.add(sum(size(text, language) for text in words), answering, always)
    return {language: own.minutes(language) for language, own in loads.items()}


def steps(section: Section) -> Iterator[tuple[list[Text], float, bool]]:
    """What a section asks for, step by step: texts, seconds to answer, whether everybody gets it.

    A scale is read once on a page.
    """
    reached = section.relevant is None
    yield [text for text in (section.title, section.intro) if text is not None], 0, reached
    read: set[int] = set()
    for item in section.items:
        if not item.unseen:
            yield list(_texts(item, read)), seconds(item), reached and item.relevant is None


def seconds(item: Item) -> float:
    """What it takes to answer an item once it is read."""
    if item.kind == "ranking":
        top: int | None = getattr(item, "top", None)
        return SECONDS_OF_A_PART["ranking"] * (top or len(item.parts()))
    pairs = getattr(item, "pairs", None)
    if item.kind == "paired_comparison" and isinstance(pairs, int):
        return SECONDS_OF_A_PART["paired_comparison"] * pairs
    if item.kind in SECONDS_OF_A_PART:
        return SECONDS_OF_A_PART[item.kind] * len(item.parts())
    return SECONDS.get(item.kind, SECONDS_OF_A_VARIABLE * len(item.variables()))


def size(text: Text | None, language: str) -> int:
    """How many words a text has; in Chinese, how many characters, with each word in Latin letters as one.

    >>> size({"en": "How quick were we?"}, "en"), size({"zh": "我们的速度如何？"}, "zh")
    (4, 7)
    """
    said = (text or {}).get(language, "")
    words = len(_WORD.findall(said))
    return words if said.isascii() else words + len(_CHARACTER.findall(said))


def _texts(item: Item, read: set[int]) -> Iterator[Text]:
    """What is read of an item; of a scale that was on the page before, nothing."""
    for spec in fields(item):
        if spec.name not in _NOT_SHOWN:
            yield from _inside(getattr(item, spec.name), read)


def _inside(value: object, read: set[int]) -> Iterator[Text]:
    if isinstance(value, ResponseScale):
        if id(value) not in read:
            read.add(id(value))
            yield from value.labels().values()
            yield from value.missing.values()
    elif isinstance(value, Part):
        yield value.label
    elif isinstance(value, Mapping) and value and all(isinstance(said, str) for said in value.values()):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _inside(inner, read)
