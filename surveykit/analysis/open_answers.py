"""Open answers: how many wrote something, in which words, and what a code book finds. No word of praise or blame."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from surveykit import __version__
from surveykit.analysis.analysis import Analysis, Figures, Numbers, Question, analysis
from surveykit.analysis.gates import GATES, base_cautions, limit
from surveykit.analysis.open_answers_quotes import chosen, lower_words, scrubbed
from surveykit.analysis.open_answers_texts import SEGMENTER, length, matcher, plain, says_nothing, users
from surveykit.analysis.open_answers_words import Found, ThemeWords, Written, WrittenWords
from surveykit.analysis.references import WILSON
from surveykit.analysis.statistics.distribution import asked
from surveykit.analysis.statistics.formulas import LEVEL
from surveykit.analysis.words import n_text, quoted
from surveykit.core.codebook import Codebook, Level
from surveykit.core.dataset import Dataset
from surveykit.core.document import did_you_mean
from surveykit.core.finding import AssumptionCheck, Caution, Estimate, Excluded, Finding, Method, Of
from surveykit.core.item import Item
from surveykit.core.language import Text, both
from surveykit.core.numbers import count
from surveykit.core.questionnaire import Questionnaire

KIND = "open_text"
NONSENSE = "nonsense"
"""The cleaning rule whose flag says that a text has no meaning."""
MOST_QUOTES = 2
OWN = ("surveykit", __version__)


@dataclass(frozen=True)
class Theme:
    """A theme of a code book: what it is called, and the words by which it is found. `deliver*` finds every ending."""

    label: Text
    words: tuple[str, ...]


@analysis("open_answers")
@dataclass(frozen=True)
class OpenAnswers(Analysis):
    """How many wrote something in their own words, which words most of them use, and which themes words find.

    `items` are open questions (by default all). `themes` is a code book, by whose words answers are found; nobody has
    read them. `quotes` (0, 1 or 2) answers stand beside each theme, without numbers, addresses and what looks like a
    name; `seed` draws them. Somebody must read them before the report is passed on.

    ```yaml
    - open_answers:
        items: [why]
        themes:
          waiting: {label: {en: Waiting, zh: 等候}, words: [wait*, slow, 等, 慢]}
    ```
    """

    items: tuple[str, ...] = ()
    themes: Mapping[str, Theme] = field(default_factory=dict)
    quotes: int = 0
    seed: int = 1

    def faults(self, codebook: Codebook) -> Iterator[tuple[str, dict[str, object]]]:
        texts = [v.name for v in codebook.variables if v.level is Level.TEXT]
        for name in dict.fromkeys(self.items):
            if name not in codebook.by_name:
                yield "analysis-unknown-item", {"name": name, "hint": did_you_mean(name, texts)}
            elif name not in texts:
                yield "analysis-not-open", {"name": name}
        for id, theme in self.themes.items():
            if not theme.words or not all(word.strip(" *") for word in theme.words):
                yield "open-theme-no-words", {"name": id}
        if not 0 <= self.quotes <= MOST_QUOTES:
            yield "open-quotes", {"most": MOST_QUOTES}
        if self.seed < 0:
            yield "analysis-bad-seed", {"seed": self.seed}

    def questions(self, dataset: Dataset) -> Iterator["Wrote | Themes"]:
        known = dataset.questionnaire.item_by_id
        for name in dict.fromkeys(self.items) or open_items(dataset.questionnaire):
            item = known[dataset.variable(name).item]
            yield Wrote(dataset, item, name)
            if self.themes:
                yield Themes(dataset, item, name, self.themes, self.quotes, self.seed)


def open_items(questionnaire: Questionnaire) -> tuple[str, ...]:
    """The variables of the open questions."""
    return tuple(v.name for i in questionnaire.items if i.kind == KIND for v in questionnaire.variables_of[i.id])


@dataclass(frozen=True, eq=False)
class OpenTexts:
    """What was written in one text column; a text without meaning or content is no answer."""

    dataset: Dataset
    variable: str

    @cached_property
    def _all(self) -> list[tuple[str, str]]:
        """(respondent, text) of everybody who wrote anything."""
        rows = zip(self.dataset.respondents, self.dataset.written([self.variable]), strict=True)
        return [(id, text) for id, (text,) in rows if text is not None]

    @cached_property
    def _mashed(self) -> frozenset[str]:
        return frozenset(flag.respondent for flag in self.dataset.flags if flag.rule == NONSENSE)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The answers."""
        return tuple(text for id, text in self._all if id not in self._mashed and not says_nothing(text))

    @cached_property
    def scrubbed(self) -> tuple[str, ...]:
        """The answers in the same order, without what could name a person."""
        known = lower_words(self.texts)
        return tuple(scrubbed(text, known) for text in self.texts)

    @cached_property
    def asked(self) -> int:
        """How many saw the question."""
        return asked(self.dataset, self.variable)

    @cached_property
    def excluded(self) -> tuple[Excluded, ...]:
        """Why the others have no answer."""
        mashed = sum(id in self._mashed for id, _ in self._all)
        empty = len(self._all) - mashed - len(self.texts)
        own = {"nonsense": mashed, "nothing": empty}
        counted = (Excluded(both(f"open_answers.{name}"), n) for name, n in own.items() if n)
        return (*self.dataset.excluded([self.variable]), *counted)


@dataclass(frozen=True, eq=False)
class OpenQuestion(Question[Numbers]):
    """A question about the answers to one open question."""

    item: Item
    variable: str

    analysis = "open_answers"

    @cached_property
    def written(self) -> OpenTexts:
        """The answers."""
        return OpenTexts(self.dataset, self.variable)

    @property
    def n(self) -> int:
        return len(self.written.texts)

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        return self.written.excluded

    def needs(self) -> Iterator[Caution]:
        if not self.n:
            yield GATES["SMALL_N"].caution("no_answers", item=quoted(self.item.text))
        elif self.n < limit("SMALL_N", "fewest_shares"):
            yield GATES["SMALL_N"].caution("few_texts", item=quoted(self.item.text), n=n_text(self.n))

    def references(self) -> tuple[str, ...]:
        return (WILSON,)


@dataclass(frozen=True, eq=False)
class Wrote(OpenQuestion[Written]):
    """How many answered one open question, and in which words."""

    @property
    def id(self) -> str:
        return f"open_answers.{self.variable}"

    @property
    def text(self) -> Text:
        return both("open_answers.question", item=quoted(self.item.text))

    def wanted(self) -> list[tuple[str, Of]]:
        return [("wrote_share", {"variable": self.variable})]

    def estimate(self) -> Written:
        middle = float(np.median([length(text) for text in self.written.texts]))
        terms = users(self.written.scrubbed, int(limit("CELL_LT5", "cell")))
        return Written(self.n, self.written.asked, middle, tuple(terms))

    def figures(self, numbers: Written) -> Figures:
        return {
            "wrote_share": lambda: self._share(numbers),
            "median_length": lambda: self._length(numbers),
            "term_users": lambda: self._terms(numbers),
        }

    def _share(self, written: Written) -> Iterator[Estimate]:
        of = {"variable": self.variable}
        yield Estimate("wrote_share", of, written.share, written.interval, LEVEL, n=written.asked)

    def _length(self, written: Written) -> Iterator[Estimate]:
        yield Estimate("median_length", {"variable": self.variable}, written.length, n=written.n)

    def _terms(self, written: Written) -> Iterator[Estimate]:
        for term, times in written.shown:
            yield Estimate("term_users", {"variable": self.variable, "term": term}, times, n=written.n)

    def method(self) -> Method:
        case, fewest = "words" if SEGMENTER else "pairs", count(limit("CELL_LT5", "cell"))
        return Method(both(f"open_answers.method.{case}", fewest=fewest), *(SEGMENTER or OWN), {"level": LEVEL})

    def present(self, numbers: Written, checks: tuple[AssumptionCheck, ...]) -> Finding:
        words = WrittenWords(quoted(self.item.text), numbers)
        made = self.estimates(numbers)
        return self.finding(words.sentences, made, words.table, words.figure, checks, base_cautions(self.n))


@dataclass(frozen=True, eq=False)
class Themes(OpenQuestion[Found]):
    """How many answers to one open question hold the words of each theme."""

    themes: Mapping[str, Theme]
    quotes: int
    seed: int

    @property
    def id(self) -> str:
        return f"open_answers.{self.variable}.themes"

    @property
    def text(self) -> Text:
        return both("open_answers.themes.question", item=quoted(self.item.text))

    def wanted(self) -> list[tuple[str, Of]]:
        return [("theme_share", self._of(id)) for id in self.themes]

    def _of(self, theme: str) -> Of:
        return {"variable": self.variable, "theme": theme}

    def estimate(self) -> Found:
        texts = self.written.texts
        as_matched = [plain(text) for text in texts]
        hits = {id: self._hits(theme, as_matched) for id, theme in self.themes.items()}
        return Found(
            {id: theme.label for id, theme in self.themes.items()},
            {id: theme.words for id, theme in self.themes.items()},
            {id: len(own) for id, own in hits.items()},
            len(texts) - len(set().union(*hits.values())),
            len(texts),
            {id: self._quoted(own) for id, own in hits.items()} if self.quotes else {},
        )

    @staticmethod
    def _hits(theme: Theme, texts: list[str]) -> list[int]:
        found = matcher(theme.words)
        return [at for at, text in enumerate(texts) if found.search(text)]

    def _quoted(self, hits: list[int]) -> tuple[str, ...]:
        """Of a theme that few wrote about, nothing."""
        if len(hits) < limit("CELL_LT5", "cell"):
            return ()
        return chosen([self.written.scrubbed[at] for at in hits], self.quotes, self.seed)

    def figures(self, numbers: Found) -> Figures:
        return {"theme_share": lambda: self._shares(numbers)}

    def _shares(self, found: Found) -> Iterator[Estimate]:
        for id in found.times:
            yield Estimate("theme_share", self._of(id), found.share(id), found.interval(id), LEVEL, n=found.n)

    def method(self) -> Method:
        themes = {id: " ".join(theme.words) for id, theme in self.themes.items()}
        options = {"level": LEVEL, "themes": themes, "quotes": self.quotes}
        return Method(both("open_answers.themes.method"), *OWN, options, self.seed if self.quotes else None)

    def present(self, numbers: Found, checks: tuple[AssumptionCheck, ...]) -> Finding:
        words = ThemeWords(quoted(self.item.text), numbers)
        cautions = (GATES["UNREAD"].caution(), *base_cautions(self.n))
        return self.finding(words.sentences, self.estimates(numbers), words.table, words.figure, checks, cautions)
