"""What may be said of a regression with imputed answers: that they were imputed, how, and what hangs on it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from surveykit.analysis.imputed_model import ImputedModel
from surveykit.analysis.rubin import Pooled
from surveykit.analysis.statistics.least_squares import Coefficient
from surveykit.analysis.words import ci, listed, n_text, sentences, several, stat
from surveykit.core.finding import Sentences
from surveykit.core.language import Text, both
from surveykit.core.numbers import count, number


@dataclass(frozen=True)
class Compared:
    """One predictor: label, name inside a sentence, its pooled coefficient and that of the complete respondents."""

    label: Text
    name: Text
    pooled: Pooled
    complete: Coefficient

    @property
    def hangs(self) -> bool:
        """Whether one interval holds zero and the other does not, or the signs of two clear coefficients differ."""
        b, c = self.pooled.estimate, self.complete
        return b.holds_zero != c.holds_zero or (not b.holds_zero and b.value * c.value < 0)


def title(model: ImputedModel, outcome: Text) -> Text:
    """What the figure shows."""
    return both("imputation.title", outcome=outcome, m=count(model.times))


def said(model: ImputedModel, outcome: Text, compared: Sequence[Compared]) -> Sentences:
    """The sentences of the finding."""
    clear = [c for c in compared if not c.pooled.estimate.holds_zero]
    names = [c.name for c in clear]
    short = several("imputation.short", names, outcome=outcome) if clear else both("imputation.open", outcome=outcome)
    return Sentences(
        sentences(both("imputation.lead", m=count(model.times)), short), sentences(*_full(model, outcome, compared))
    )


def _full(model: ImputedModel, outcome: Text, compared: Sequence[Compared]) -> Iterator[Text]:
    yield both(
        "imputation.made",
        gaps=count(model.gaps),
        n=n_text(model.n),
        complete=n_text(model.complete.n),
        m=count(model.times),
        seed=count(model.seed),
    )
    for each in compared:
        b = each.pooled.estimate
        if not b.holds_zero:
            more = "more" if b.value > 0 else "less"
            shown = stat("b_ci", b=number(b.value), ci=ci(b.interval))
            yield both(f"imputation.{more}", name=each.name, outcome=outcome, size=number(abs(b.value)), inside=shown)
    unclear = [c.name for c in compared if c.pooled.estimate.holds_zero]
    if unclear:
        yield several("imputation.unclear", unclear, outcome=outcome)
    hanging = [c.name for c in compared if c.hangs]
    if hanging:
        yield both("imputation.hangs", names=listed(hanging))
    else:
        yield both("imputation.same")
