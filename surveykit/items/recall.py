"""Recall: what comes to mind unaided, and only then what is recognised in a list."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from random import Random
from typing import TYPE_CHECKING, Any, Self

from surveykit.core.codebook import Answers, Level, Missing, Value, Variable
from surveykit.core.finding import Column, Style, Table
from surveykit.core.item import Item, Option, Posted, Summary, all_answers, clean_text, kind, option_faults, posted_one
from surveykit.core.language import Text, both
from surveykit.items.frequency import notes, share
from surveykit.items.multiple_choice import MultipleChoice

if TYPE_CHECKING:
    from surveykit.core.dataset import Dataset

MAXIMUM = 100
MOST_LINES = 20


@kind("recall")
@dataclass(frozen=True, kw_only=True)
class Recall(Item):
    """Names that come to mind, in the order they come; then, if there are `options`, the list to recognise them in.

    One text column a line, `<id>_1`, `<id>_2`, ..., first mention first. The list is a multiple choice of its own,
    called `<id>_aided`, with the question `aided` and the columns `<id>_<option>` (0 or 1). It is shown, on the same
    page, only after the first part has been sent, and from then on the first part cannot be changed. On the last page
    the button would say that the answers are sent before the list appears: put it on an earlier one.

    ```yaml
    - id: brands
      kind: recall
      text: {en: Which makers of washing machines come to mind?, zh: 提到洗衣机，您会想到哪些品牌？}
      lines: 3
      aided: {en: And which of these have you heard of?, zh: 以下品牌，您听说过哪些？}
      options:
        northwind: {en: Northwind, zh: 北风}
        contoso: {en: Contoso, zh: 康拓}
        none: {en: None of these, zh: 都没听说过, exclusive: true}
    ```
    """

    locked = True

    lines: int = 5
    aided: Text | None = None
    options: Mapping[str, Option] = field(default_factory=dict)

    def faults(self) -> Iterator[tuple[str, dict[str, object]]]:
        if not 1 <= self.lines <= MOST_LINES:
            yield "recall-lines", {"most": MOST_LINES}
        if (self.aided is None) != (not self.options):
            yield "recall-aided", {}
        elif self.options:
            yield from option_faults(self.options)

    def expanded(self) -> tuple[Item, ...]:
        if self.aided is None:
            return (self,)
        shared: dict[str, Any] = {k: getattr(self, k) for k in ("required", "relevant", "sensitive", "shuffle")}
        return (self, Aided(id=f"{self.id}_aided", text=self.aided, options=self.options, recall=self.id, **shared))

    @property
    def names(self) -> tuple[str, ...]:
        """The variables and fields, first mention first."""
        return tuple(f"{self.id}_{line}" for line in range(1, self.lines + 1))

    def variables(self) -> tuple[Variable, ...]:
        missing = frozenset({Missing.NOT_ANSWERED})
        labels = [both("items.mention", line=line) for line in range(1, self.lines + 1)]
        pairs = zip(self.names, labels, strict=True)
        return tuple(Variable(name, self.id, label, Level.TEXT, missing=missing) for name, label in pairs)

    def parse(self, posted: Posted) -> dict[str, Value | Missing]:
        typed = all_answers(lambda name: self._line(name, posted), self.names)
        named = [text for text in typed if not isinstance(text, Missing)]
        if self.required and not named:
            raise self.wrong("answer-required")
        blanks = [Missing.NOT_ANSWERED] * (self.lines - len(named))
        return dict(zip(self.names, [*named, *blanks], strict=True))

    def _line(self, name: str, posted: Posted) -> Value | Missing:
        try:
            text = " ".join(clean_text(posted_one(posted, name)).split())
        except ValueError:
            raise self.wrong("answer-unstorable", name) from None
        if len(text) > MAXIMUM:
            raise self.wrong("answer-too-long", name, most=MAXIMUM, length=len(text))
        return text or Missing.NOT_ANSWERED

    def fields_of(self, answers: Answers) -> dict[str, list[str]]:
        given = {name: answers.get(name) for name in self.names}
        return {name: [text] for name, text in given.items() if isinstance(text, str)}

    def summary(self, data: "Dataset") -> Summary:
        n = int((~data.missing_everywhere(self.names)).sum())
        return Summary(n, self._named(data, n) if self._to_find else self._mentioned(data), None)

    def _mentioned(self, data: "Dataset") -> Table:
        """How many gave a first answer, a second, ...."""
        columns = (Column(both("items.mention_number")), Column(both("items.wrote"), Style.COUNT))
        rows = tuple((both("items.mention", line=at), data.answered(v)) for at, v in enumerate(self.names, 1))
        return Table(self.text, columns, rows, (both("items.no_quotes"),))

    def _named(self, data: "Dataset", n: int) -> Table:
        """How many named each option before they were shown the list."""
        mentions = [[_plain(text) for text in row if text is not None] for row in data.written(self.names)]
        named = [(option.label, *_found(option, mentions)) for option in self._to_find]
        columns = (
            Column(both("items.option")),
            Column(both("items.named_first"), Style.COUNT),
            Column(both("items.named"), Style.COUNT),
            Column(both("items.share"), Style.PERCENT, 1),
        )
        cells = tuple((label, first, ever, share(ever, n)) for label, first, ever in named)
        return Table(self.text, columns, cells, (*notes(n), both("items.named_note")))

    @property
    def _to_find(self) -> list[Option]:
        """The options that could have been named unaided."""
        return [o for o in self.options.values() if not (o.exclusive or o.specify or o.missing)]

    def random_answer(self, random: Random) -> dict[str, Value | Missing]:
        known = [next(iter(o.label.values())) for o in self._to_find] or ["..."]
        named = random.sample(known, min(random.randint(int(self.required), self.lines), len(known)))
        return self.parse(dict(zip(self.names, ([name] for name in named), strict=False)))


@dataclass(frozen=True, kw_only=True)
class Aided(MultipleChoice):
    """The list of a recall. Its columns are named after the recall."""

    recall: str

    @property
    def after(self) -> str:
        return self.recall

    def name(self, option: str) -> str:
        return f"{self.recall}_{option}"

    def renamed(self, suffix: str) -> Self:
        return replace(super().renamed(suffix), recall=f"{self.recall}{suffix}")


def _plain(text: str) -> str:
    """A name without regard to case, width and blanks."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _found(option: Option, mentions: list[list[str]]) -> tuple[int, int]:
    """How many named an option first, and how many at all, in the option's own words."""
    words = {_plain(text) for text in option.label.values()}
    first = sum(bool(row) and row[0] in words for row in mentions)
    return first, sum(any(text in words for text in row) for row in mentions)
