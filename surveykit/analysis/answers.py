"""The answers to one item: its own table and figure, the estimates behind them, and a sentence.

Which estimates there are follows from the item's variables; which sentence, from the figure that the item chose,
so that an item kind added from outside is described too.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import scipy

from surveykit.analysis.analysis import Figures, Question
from surveykit.analysis.answer_numbers import COUNTED, Answers, Share, options
from surveykit.analysis.answers_table import rated_table
from surveykit.analysis.answers_words import AnswersWords
from surveykit.analysis.disclosure import Shown, reveals, shield, small, unnamed
from surveykit.analysis.gates import GATES, base_cautions, limit
from surveykit.analysis.references import HOLM, JOANES, NORMAN, WILSON
from surveykit.analysis.statistics.distribution import Part
from surveykit.analysis.statistics.formulas import LEVEL
from surveykit.analysis.words import n_text, quoted, sentences
from surveykit.core.codebook import Level, Missing, Variable
from surveykit.core.columns import OTHER_VERSION
from surveykit.core.finding import AssumptionCheck, Caution, Estimate, Excluded, Finding, Method, Of, Sentences
from surveykit.core.item import Item, Summary
from surveykit.core.language import Text, both
from surveykit.core.numbers import count


@dataclass(frozen=True, eq=False)
class ItemAnswers(Question[Answers]):
    """How one item was answered."""

    item: Item
    background: bool = False
    """Whether it stands in a section on the respondents themselves, where few answers could point at a person."""
    place: Text | None = None
    """The title of its section, where other items ask the same of something else."""

    analysis = "describe"

    @property
    def id(self) -> str:
        return f"describe.{self.item.id}"

    @property
    def text(self) -> Text:
        return self.item.text if self.place is None else both("describe.placed", place=self.place, text=self.item.text)

    @cached_property
    def summary(self) -> Summary | None:
        """The item's own table and figure; None where there is nothing to show."""
        return self.item.summary(self.dataset)

    @cached_property
    def _variables(self) -> tuple[Variable, ...]:
        return self.item.variables()

    @cached_property
    def _absent(self) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        return self.dataset.missing_everywhere([v.name for v in self._variables])

    @cached_property
    def n(self) -> int:
        return int((~self._absent).sum())

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        codes = self.dataset.codes(self._variables[0].name)[self._absent]
        counted = [(m.id, int((codes == m.value).sum())) for m in Missing]
        counted.append(("other_version", int((codes == OTHER_VERSION).sum())))
        named = tuple(Excluded(both(f"missing.{reason}"), n) for reason, n in counted if n)
        return unnamed(named) if self.background else named

    def wanted(self) -> list[tuple[str, Of]]:
        numeric = [v for v in self._variables if v.level in COUNTED]
        means: list[tuple[str, Of]] = [(e, {"variable": v.name}) for v in numeric for e in ("mean", "sd")]
        return means + [("share", of) for v in self._variables for _, of, _ in options(v)]

    def needs(self) -> Iterator[Caution]:
        if self.n == 0:
            yield GATES["SMALL_N"].caution("no_answers", item=quoted(self.text))
        elif self.background and self.n < limit("CELL_LT5", "fewest"):
            yield GATES["CELL_LT5"].caution("few", item=quoted(self.text), n=n_text(self.n))

    def estimate(self) -> Answers:
        summary = self.summary
        assert summary is not None  # else nothing is asked of this item
        return Answers(self.dataset, self.item, summary, self.n)

    def figures(self, numbers: Answers) -> Figures:
        return {
            "mean": lambda: self._means(numbers),
            "sd": lambda: self._sds(numbers),
            "median": lambda: self._medians(numbers),
            "skewness": lambda: self._shapes(numbers, "skewness"),
            "kurtosis": lambda: self._shapes(numbers, "kurtosis"),
            "top_box": lambda: self._boxes(numbers, "top"),
            "bottom_box": lambda: self._boxes(numbers, "bottom"),
            "share": lambda: self._shares(numbers),
            "missing": lambda: self._missing(numbers),
            "mean_difference": lambda: self._differences(numbers, "mean_difference"),
            "holm_p": lambda: self._differences(numbers, "holm_p"),
        }

    @staticmethod
    def _means(answers: Answers) -> Iterator[Estimate]:
        for mean in answers.means:
            of, spread = {"variable": mean.variable.name}, mean.spread
            nobody = both("analysis.reason.nobody") if not spread.n else None
            inside = LEVEL if mean.interval else None
            yield Estimate("mean", of, spread.mean, mean.interval, inside, n=spread.n, reason=nobody)

    @staticmethod
    def _sds(answers: Answers) -> Iterator[Estimate]:
        for mean in answers.means:
            spread = mean.spread
            case = "nobody" if not spread.n else "one_value" if spread.sd is None else None
            reason = both(f"analysis.reason.{case}") if case else None
            yield Estimate("sd", {"variable": mean.variable.name}, spread.sd, n=spread.n, reason=reason)

    @staticmethod
    def _medians(answers: Answers) -> Iterator[Estimate]:
        for mean in answers.means:
            nobody = both("analysis.reason.nobody") if not mean.spread.n else None
            of = {"variable": mean.variable.name}
            yield Estimate("median", of, mean.spread.quartiles[1], n=mean.spread.n, reason=nobody)

    @staticmethod
    def _shapes(answers: Answers, name: str) -> Iterator[Estimate]:
        for mean in answers.means:
            value = getattr(answers.shapes[mean.variable.name], name)
            reason = both(f"describe.reason.{name}") if value is None else None
            yield Estimate(name, {"variable": mean.variable.name}, value, n=mean.spread.n, reason=reason)

    def _boxes(self, answers: Answers, end: str) -> Iterator[Estimate]:
        for name, found in answers.boxes.items():
            part: Part = getattr(found, end)
            share = Share({}, {"variable": name}, part.times, part.n)
            yield _of_share(share, f"{end}_box", self.background and reveals(part.times, part.n))

    def _shares(self, answers: Answers) -> Iterator[Estimate]:
        hidden = self._hidden_rows(answers)
        for share in answers.chosen:
            yield _of_share(share, hidden=share.label in hidden or (self.background and small(share.times)))
        masked = {s.of["variable"] for s in answers.points if self.background and small(s.times)}
        for share in answers.points:
            yield _of_share(share, hidden=share.of["variable"] in masked)

    def _hidden_rows(self, answers: Answers) -> list[object]:
        shown = self._shown(answers)
        return [shown.table.rows[at][0] for at in shown.hidden]

    @staticmethod
    def _missing(answers: Answers) -> Iterator[Estimate]:
        for name, reasons in answers.missing.items():
            for reason, times in reasons.items():
                yield Estimate("missing", {"variable": name, "reason": reason}, times, n=answers.dataset.n)

    @staticmethod
    def _differences(answers: Answers, name: str) -> Iterator[Estimate]:
        yield from (e for e in (answers.ends.estimates() if answers.ends else ()) if e.name == name)

    def method(self) -> Method:
        shares = any(options(v) for v in self._variables)
        means = any(v.level in COUNTED for v in self._variables)
        kinds = ("shares",) * shares + ("means",) * means or ("texts",)
        kinds += ("rows",) * self._rows
        said = [both(f"analysis.answers.method.{kind}") for kind in kinds]
        text = sentences(*said, *((both("describe.method.shape"),) if means else ()))
        return Method(text, "SciPy", scipy.__version__, {"level": LEVEL})

    @property
    def _rows(self) -> bool:
        """Whether several rows on one scale may be compared."""
        figure = self.summary.figure if self.summary else None
        return figure is not None and figure.kind == "likert" and len(self._variables) > 1

    def references(self) -> tuple[str, ...]:
        shares = any(options(v) for v in self._variables)
        rated = any(v.level is Level.ORDINAL for v in self._variables)
        scaled = any(self.item.scale_of(v.name) for v in self._variables)
        counted = any(v.level in COUNTED for v in self._variables)
        wilson = (WILSON,) * (shares or scaled)
        return wilson + (NORMAN,) * rated + (HOLM,) * self._rows + (JOANES,) * counted

    def present(self, numbers: Answers, checks: tuple[AssumptionCheck, ...]) -> Finding:
        said = AnswersWords(quoted(self.text), numbers).sentence
        shown = self._shown(numbers)
        cautions = self._cautions(numbers)
        if shown.masked:
            cautions = (*cautions, GATES["CELL_LT5"].caution())
        return self.finding(Sentences(said, said), self.estimates(numbers), shown.table, shown.figure, checks, cautions)

    def _shown(self, answers: Answers) -> Shown:
        """Table and figure, of background questions without small counts."""
        table, figure = answers.summary.table, answers.summary.figure
        if figure is not None and figure.kind == "likert" and answers.boxes:
            table = rated_table(table.title, answers, self.background)
        if not self.background:
            return Shown(table, figure)
        one = len([v for v in self._variables if v.level is Level.NOMINAL]) == 1
        return shield(table, figure, self.n if one else None)

    def _cautions(self, answers: Answers) -> tuple[Caution, ...]:
        few = base_cautions(self.n) if answers.means or answers.chosen else ()
        supposed = self.item.manner == "hypothetical"
        return (*few, GATES["HYPOTHETICAL"].caution()) if supposed else few


def _of_share(share: Share, name: str = "share", hidden: bool = False) -> Estimate:
    if hidden:
        return Estimate(name, share.of, None, n=share.n, reason=both("analysis.reason.masked"))
    few = both("analysis.reason.few_for_share", n=n_text(share.n), fewest=count(limit("SMALL_N", "fewest_shares")))
    inside = LEVEL if share.interval else None
    reason = few if share.share is None else None
    return Estimate(name, share.of, share.share, share.interval, inside, n=share.n, reason=reason)
