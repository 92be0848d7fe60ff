"""What is said of the answers to one item; which sentence, follows from the figure that the item chose."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from surveykit.analysis.answer_numbers import Answers, Mean, Share
from surveykit.analysis.gates import is_small, limit
from surveykit.analysis.statistics.distribution import asked
from surveykit.analysis.statistics.formulas import apart
from surveykit.analysis.words import called, ci, listed, n_text, quoted, sentences, stat
from surveykit.core.codebook import Variable
from surveykit.core.finding import Style
from surveykit.core.language import Text, both
from surveykit.core.numbers import count, number, percent

MOST_NAMED = 3
"""How many options that are not clearly apart are named; more are only counted."""


@dataclass(frozen=True, eq=False)
class AnswersWords:
    """The sentence about one item. `name` is how the item is called in it."""

    name: Text
    answers: Answers

    @property
    def sentence(self) -> Text:
        """The sentence that fits the item's figure."""
        figure = self.answers.summary.figure
        return SENTENCES.get(figure.kind if figure else "", AnswersWords.wrote)(self)

    def rated(self) -> Text:
        """One rating, or the rows of a matrix from the highest mean to the lowest."""
        answers = self.answers
        drawn = [m for m in answers.means if m.variable.name in answers.drawn]
        present = [m for m in drawn if m.spread.n]
        if not present:
            return self.wrote()
        scale = _scale(present[0].variable)
        if len(drawn) == 1:
            mean = present[0]
            return both("analysis.answers.rated", name=self.name, scale=scale, mean=_mean(mean), inside=_inside(mean))
        if not answers.rows or answers.ends is None:
            return both("analysis.answers.rows", rows=listed([self._named(m) for m in present]), scale=scale)
        top, bottom = answers.rows[0], answers.rows[-1]
        whole = answers.ends.whole
        values = {"top": self._named(top), "bottom": self._named(bottom), "scale": scale}
        if whole is None or not answers.ends.apart:
            inside = whole.said if whole and whole.interval else n_text(answers.n)
            return both("analysis.answers.alike", inside=inside, **values)
        said = both("analysis.answers.apart", size=whole.size, inside=whole.said, **values)
        return sentences(said, *answers.ends.words(partial(called, answers.dataset.codebook)))

    def _named(self, mean: Mean) -> Text:
        """A row with its mean."""
        inside = ci(mean.interval) if mean.interval and not is_small(mean.spread.n) else n_text(mean.spread.n)
        name = called(self.answers.dataset.codebook, mean.variable.name)
        return both("analysis.answers.of", name=name, mean=_mean(mean), inside=inside)

    def counted(self) -> Text:
        """A quantity: mean and the middle half."""
        mean = self.answers.means[0]
        unit = mean.variable.unit or {"en": "", "zh": ""}
        whole = all(float(q or 0).is_integer() for q in mean.spread.quartiles)
        low, middle, high = (number(q, 0 if whole else mean.variable.decimals or 1) for q in mean.spread.quartiles)
        said = both("analysis.answers.counted", name=self.name, mean=_mean(mean), inside=_inside(mean))
        if is_small(mean.spread.n):
            return said
        return sentences(said, both("analysis.answers.middle_half", low=low, middle=middle, high=high, unit=unit))

    def chosen(self, case: str = "chosen") -> Text:
        """The options named most often, as far as their order is settled."""
        n = self.answers.n
        order = sorted((s for s in self.answers.chosen if s.share is not None), key=lambda s: -s.times / s.n)
        if not order or is_small(n):
            case = "too_few" if n < limit("SMALL_N", "fewest_shares") else "not_compared"
            return both(f"analysis.answers.{case}", name=self.name, n=n_text(n))
        top = order[0].interval
        level = [s for s in order if top and s.interval and not apart(s.interval, top)]
        values = {"name": self.name, "n": n_text(n)}
        if len(level) == 1:
            return both(f"analysis.answers.{case}", top=_shared(order[0]), **values)
        if len(level) > MOST_NAMED:
            return both(f"analysis.answers.{case}_many", k=count(len(level)), **values)
        return both(f"analysis.answers.{case}_few", names=listed([_shared(s) for s in level]), **values)

    def ranked(self) -> Text:
        """The options ranked first most often."""
        return self.chosen("ranked")

    def wrote(self) -> Text:
        """How many of those who were asked answered: all that is said of words, or where there is no figure."""
        of = count(asked(self.answers.dataset, self.answers.variables[0].name))
        return both("analysis.answers.wrote", name=self.name, n=count(self.answers.n), of=of)


SENTENCES: Mapping[str, Callable[[AnswersWords], Text]] = {
    "likert": AnswersWords.rated,
    "distribution": AnswersWords.counted,
    "bars": AnswersWords.chosen,
    "ranks": AnswersWords.ranked,
}
"""Figure kind -> sentence."""


def _scale(variable: Variable) -> Text:
    return both("analysis.scale", low=number(variable.minimum, 0), high=number(variable.maximum, 0))


def _mean(mean: Mean) -> str:
    return number(mean.spread.mean)


def _inside(mean: Mean) -> Text:
    """What stands in brackets after a mean: interval, SD and n, as far as there are any."""
    steady = mean.interval is not None and not is_small(mean.spread.n)
    parts = [ci(mean.interval)] if steady else []
    if mean.spread.sd is not None:
        parts.append(stat("sd", value=number(mean.spread.sd)))
    return both(f"analysis.inside.{len(parts) + 1}", **dict(zip("abc", [*parts, n_text(mean.spread.n)], strict=False)))


def _shared(share: Share) -> Text:
    inside = ci(share.interval, Style.PERCENT, 0)
    return both("analysis.answers.share", name=quoted(share.label), share=percent(share.share), inside=inside)
