"""Speeding: the pages were sent too soon to have been read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from surveykit.cleaning.rule import Applied, rule
from surveykit.core.codebook import Missing
from surveykit.core.columns import Column, Texts
from surveykit.core.dataset import Dataset, Flag
from surveykit.core.item import Item
from surveykit.core.language import Text, both
from surveykit.core.moments import Floats
from surveykit.core.numbers import count, number, percent
from surveykit.core.plan import Cleaning

FEWEST = 10
"""The median of fewer responses says little."""
CHARACTER = 238 / 255
"""A Chinese character as a share of an English word, by the time it takes to read (Brysbaert 2019)."""
_WORD = re.compile(r"[A-Za-z0-9]+(?:[’'.-][A-Za-z0-9]+)*")
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True)
class _Times:
    """How many seconds each response took (n), NaN where that is not known; `evidence` names the words for them."""

    seconds: Floats
    evidence: str

    @property
    def n(self) -> int:
        """How many are known."""
        return int((~np.isnan(self.seconds)).sum())


@rule
class Speeding:
    """Less than a share of the median time, or fewer milliseconds a word of the questions asked (Zhang & Conrad 2014).

    Times are those of the pages, from being shown to being sent. An imported response may have its whole time only,
    from beginning to end: these have a median of their own.
    """

    version = 2

    def apply(self, dataset: Dataset, cleaning: Cleaning) -> Iterator[Applied]:
        share, pace = percent(cleaning.speeding), count(cleaning.milliseconds_per_word)
        fast = both("cleaning.threshold.fast", share=share)
        hasty = both("cleaning.threshold.fast_reading", pace=pace)
        timed = [times for times in _times(dataset) if times.n]
        if not timed:
            reason = both("cleaning.reason.no_times")
            yield Applied("fast", fast, 0, reason=reason)
            yield Applied("fast_reading", hasty, 0, reason=reason)
            return
        whole = next((times.n for times in timed if times.evidence == "whole"), 0)
        notes = (both("cleaning.note.whole_times", n=count(whole)),) if whole else ()
        judged = [times for times in timed if times.n >= FEWEST]
        if not judged:
            yield Applied("fast", fast, 0, reason=both("cleaning.reason.few_times", fewest=count(FEWEST)))
        else:
            flags = tuple(flag for times in judged for flag in _fast(dataset, times, cleaning.speeding))
            yield Applied("fast", fast, sum(times.n for times in judged), flags, notes=notes)
        words = words_asked(dataset)
        flags = tuple(flag for own in timed for flag in _hasty(dataset, own, words, cleaning.milliseconds_per_word))
        yield Applied("fast_reading", hasty, sum(times.n for times in timed), flags, notes=notes)


def _times(dataset: Dataset) -> Iterator[_Times]:
    """The times of the pages, then the whole times of responses that have no other."""
    pages, whole = (
        np.full(dataset.n, np.nan) if column is None else column.numbers()
        for column in (dataset.paradata("@seconds"), dataset.paradata("@duration"))
    )
    yield _Times(pages, "pages")
    yield _Times(np.where(np.isnan(pages), whole, np.nan), "whole")


def _fast(dataset: Dataset, times: _Times, share: float) -> Iterator[Flag]:
    median = float(np.nanmedian(times.seconds))
    for row in np.flatnonzero(times.seconds < share * median).tolist():
        shown = {"seconds": count(times.seconds[row]), "median": count(median)}
        yield Flag("fast", dataset.respondents[row], both(f"cleaning.evidence.fast.{times.evidence}", **shown))


def _hasty(dataset: Dataset, times: _Times, words: Floats, pace: int) -> Iterator[Flag]:
    each = 1000 * np.divide(times.seconds, words, out=np.full(dataset.n, np.nan), where=words > 0)
    for row in np.flatnonzero(each < pace).tolist():
        shown = {"seconds": count(times.seconds[row]), "words": count(words[row]), "pace": number(each[row], 0)}
        said = both(f"cleaning.evidence.fast_reading.{times.evidence}", **shown)
        yield Flag("fast_reading", dataset.respondents[row], said)


def words_asked(dataset: Dataset) -> Floats:
    """How many words of questions each respondent was asked (n), in the language of the response."""
    own = _languages(dataset)
    words = np.zeros(dataset.n)
    for item in dataset.questionnaire.items:
        if item.unseen or not item.variables():
            continue
        texts = _texts(item)
        asked = np.any([dataset.codes(v.name) != Missing.NOT_ASKED.value for v in item.variables()], axis=0)
        for language, rows in own.items():
            words += np.where(asked & rows, sum(size(text, language) for text in texts), 0)
    return words


def _languages(dataset: Dataset) -> dict[str, NDArray[np.bool_]]:
    column: Column | None = dataset.paradata("@language")
    first, *others = dataset.questionnaire.languages
    said = column.values if isinstance(column, Texts) else np.full(dataset.n, None, dtype=object)
    found = {language: np.asarray(said == language, dtype=bool) for language in others}
    elsewhere = np.any(list(found.values()), axis=0) if found else np.zeros(dataset.n, dtype=bool)
    return {first: ~elsewhere, **found}


def _texts(item: Item) -> list[Text]:
    """What has to be read to answer: the question, and the rows of a matrix; not options, scales and help."""
    rows = [part.label for part in item.parts().values()] if item.parts_are_variables else []
    return [item.text, *rows]


def size(text: Text, language: str) -> float:
    """How many words; Chinese characters count by the time they take.

    >>> size({"en": "How quick were we?"}, "en"), round(size({"zh": "我们的速度如何？"}, "zh"), 2)
    (4.0, 6.53)
    """
    said = text.get(language, "")
    return len(_WORD.findall(said)) + CHARACTER * len(_HAN.findall(said))
