"""Multiple response: questions with any number of answers, as shares of respondents and as shares of mentions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import scipy

from surveykit.analysis.analysis import Analysis, Figures, Question, analysis
from surveykit.analysis.disclosure import reveals
from surveykit.analysis.gates import GATES, base_cautions, is_small, limit
from surveykit.analysis.multiple_response_words import Mentioned, MultipleResponseWords
from surveykit.analysis.references import COCHRAN_Q, HOLM, MCNEMAR, WILSON
from surveykit.analysis.statistics.formulas import LEVEL
from surveykit.analysis.statistics.mentions import Mentions
from surveykit.analysis.words import n_text, quoted
from surveykit.core.codebook import Codebook, Level, Variable
from surveykit.core.dataset import Dataset
from surveykit.core.document import did_you_mean
from surveykit.core.finding import AssumptionCheck, Caution, Estimate, Excluded, Finding, Method, Of
from surveykit.core.item import Item
from surveykit.core.language import Text, both
from surveykit.core.numbers import count

KIND = "multiple_choice"
FEWEST = 2
"""Fewer answers that can be given together are not compared."""


@analysis("multiple_response")
@dataclass(frozen=True)
class MultipleResponse(Analysis):
    """How often each option of a question with several answers was mentioned, and whether the options differ.

    `items` are ids of such questions; without it, every multiple choice. An option that excludes the others («none of
    these») is a share of respondents but no mention.

    ```yaml
    - multiple_response: {items: [problems]}
    ```
    """

    items: tuple[str, ...] = ()

    def faults(self, codebook: Codebook) -> Iterator[tuple[str, dict[str, object]]]:
        ticked = ticks(codebook)
        items = {v.item for v in codebook.variables}
        for id in dict.fromkeys(self.items):
            if id not in items:
                yield "analysis-unknown-item", {"name": id, "hint": did_you_mean(id, ticked)}
            elif id not in ticked:
                yield "analysis-not-multiple", {"name": id}

    def questions(self, dataset: Dataset) -> Iterator["ItemMentions"]:
        known = dataset.questionnaire.item_by_id
        items = [known[id] for id in self.items] or [i for i in known.values() if i.kind == KIND]
        for item in items:
            yield ItemMentions(dataset, item)


def ticks(codebook: Codebook) -> dict[str, list[Variable]]:
    """Item -> its tick boxes, of the items that are several tick boxes."""
    closed: dict[str, list[Variable]] = {}
    for variable in codebook.variables:
        if variable.numeric:
            closed.setdefault(variable.item, []).append(variable)
    return {item: columns for item, columns in closed.items() if len(columns) > 1 and all(map(_is_tick, columns))}


def _is_tick(variable: Variable) -> bool:
    return variable.level is Level.NOMINAL and set(variable.values) == {0, 1} and not variable.stored


@dataclass(frozen=True, eq=False)
class ItemMentions(Question[Mentioned]):
    """The mentions of one question."""

    item: Item

    analysis = "multiple_response"

    @property
    def id(self) -> str:
        return f"multiple_response.{self.item.id}"

    @property
    def text(self) -> Text:
        return both("multiple_response.question", item=quoted(self.item.text))

    @cached_property
    def _options(self) -> tuple[Variable, ...]:
        return tuple(v for v in self.dataset.questionnaire.variables_of[self.item.id] if v.numeric)

    @cached_property
    def _exclusive(self) -> frozenset[str]:
        """The variables of options that stand alone."""
        answers = [part for part in self.item.parts().values() if getattr(part, "missing", None) is None]
        pairs = zip(self._options, answers, strict=False)
        return frozenset(v.name for v, part in pairs if getattr(part, "exclusive", False))

    @property
    def background(self) -> bool:
        """Whether it asks about the respondents themselves."""
        return self._options[0].name in self.dataset.questionnaire.background

    @cached_property
    def _rows(self) -> "np.ndarray[tuple[int, int], np.dtype[np.int8]]":
        return self.dataset.complete([v.name for v in self._options]).astype(np.int8)

    @property
    def n(self) -> int:
        return len(self._rows)

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        return self.dataset.excluded([v.name for v in self._options])

    def wanted(self) -> list[tuple[str, Of]]:
        of: Mapping[str, str] = {"item": self.item.id}
        each: list[tuple[str, Of]] = [("share", {"variable": v.name, "value": "1"}) for v in self._options]
        return [*each, ("mentions_mean", of), ("cochran_q", of)]

    def needs(self) -> Iterator[Caution]:
        if self.n == 0:
            yield GATES["SMALL_N"].caution("no_answers", item=quoted(self.item.text))
        elif self.background and self.n < limit("CELL_LT5", "fewest"):
            yield GATES["CELL_LT5"].caution("few", item=quoted(self.item.text), n=n_text(self.n))
        elif len(self._options) - len(self._exclusive) < FEWEST:
            yield GATES["NO_VARIANCE"].caution("options", item=quoted(self.item.text))

    def estimate(self) -> Mentioned:
        names = [v.name for v in self._options]
        together = [at for at, name in enumerate(names) if name not in self._exclusive]
        mentions = Mentions(tuple(names[at] for at in together), self._rows[:, together])
        alone = {name: int(self._rows[:, at].sum()) for at, name in enumerate(names) if name in self._exclusive}
        return Mentioned(self._options, mentions, alone)

    def figures(self, numbers: Mentioned) -> Figures:
        return {
            "share": lambda: self._shares(numbers),
            "mention_share": lambda: self._mention_shares(numbers),
            "mentions_mean": lambda: self._mean(numbers.mentions),
            "cochran_q": lambda: self._cochran(numbers.mentions),
            "mcnemar_p": lambda: self._paired(numbers.mentions),
            "holm_p": lambda: self._adjusted(numbers.mentions),
        }

    def _hidden(self, times: int) -> bool:
        return self.background and reveals(times, self.n)

    def _shares(self, found: Mentioned) -> Iterator[Estimate]:
        fewest = limit("SMALL_N", "fewest_shares")
        for each in found.options:
            of = {"variable": each.variable.name, "value": "1"}
            reason = None
            if self._hidden(each.times):
                reason = both("analysis.reason.masked")
            elif self.n < fewest:
                reason = both("analysis.reason.few_for_share", n=n_text(self.n), fewest=count(fewest))
            value, inside = (None, None) if reason else (each.times / self.n, each.interval)
            yield Estimate("share", of, value, inside, LEVEL if inside else None, n=self.n, reason=reason)

    def _mention_shares(self, found: Mentioned) -> Iterator[Estimate]:
        few = self.n < limit("SMALL_N", "fewest_shares") or not found.mentions.total
        for at, name in enumerate(found.mentions.names):
            reason = both("multiple_response.reason.mentions") if few else None
            if self._hidden(int(found.mentions.times[at])):
                reason = both("analysis.reason.masked")
            value = None if reason else found.mentions.of_mentions(at)
            yield Estimate("mention_share", {"variable": name}, value, n=found.mentions.total, reason=reason)

    def _mean(self, mentions: Mentions) -> Iterator[Estimate]:
        inside = mentions.mean_interval
        yield Estimate(
            "mentions_mean", {"item": self.item.id}, mentions.mean, inside, LEVEL if inside else None, n=self.n
        )

    def _cochran(self, mentions: Mentions) -> Iterator[Estimate]:
        q, p, df = mentions.cochran_q, mentions.cochran_p, float(mentions.cochran_df)
        reason = both("multiple_response.reason.cochran") if q is None else None
        of = {"item": self.item.id}
        yield Estimate("cochran_q", of, q, statistic=q, df=None if q is None else df, p=p, n=self.n, reason=reason)

    def _paired(self, mentions: Mentions) -> Iterator[Estimate]:
        yield from (Estimate("mcnemar_p", {"pair": d.pair}, d.p, p=d.p, n=self.n) for d in mentions.ahead)

    def _adjusted(self, mentions: Mentions) -> Iterator[Estimate]:
        yield from (Estimate("holm_p", {"pair": d.pair}, d.adjusted, n=self.n) for d in mentions.ahead)

    def method(self) -> Method:
        options = {"level": LEVEL, "correction": "holm", "missing": "listwise"}
        return Method(both("multiple_response.method"), "SciPy", scipy.__version__, options)

    def references(self) -> tuple[str, ...]:
        return (WILSON, COCHRAN_Q, MCNEMAR, HOLM)

    def present(self, numbers: Mentioned, checks: tuple[AssumptionCheck, ...]) -> Finding:
        words = MultipleResponseWords(self.item.text, numbers, self.n, self.background)
        hidden = (GATES["CELL_LT5"].caution(),) if words.hides else ()
        return self.finding(
            words.sentences,
            self.estimates(numbers),
            words.table,
            words.figure,
            checks,
            [*base_cautions(self.n), *hidden],
            headline=words.leads and not is_small(self.n),
            claim=None if is_small(self.n) else words.claim,
        )
