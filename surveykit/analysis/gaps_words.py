"""What is said of several gaps: which there are, which is the lowest, and one figure of all."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from surveykit.analysis.gap_numbers import Gap
from surveykit.analysis.gates import is_small
from surveykit.analysis.paired import Difference, Ends
from surveykit.analysis.words import ci, listed, n_text, p_text, semicolons, sentences
from surveykit.core.finding import Sentences
from surveykit.core.language import Text, both
from surveykit.core.numbers import count, number


@dataclass(frozen=True, eq=False)
class GapsWords:
    """`sort`: dimensions or items. `name` gives what a gap is of as it reads inside a sentence."""

    sort: str
    gaps: Sequence[Gap]
    name: Callable[[str], Text]
    ends: Ends | None
    overalls: Mapping[str, Difference]

    @cached_property
    def below(self) -> list[Gap]:
        """Those of which the data show that less is perceived than was expected, the lowest first."""
        return sorted((g for g in self.gaps if g.settled and g.value < 0), key=lambda g: g.value)

    @cached_property
    def above(self) -> list[Gap]:
        """Those of which they show that more is perceived."""
        return [g for g in self.gaps if g.settled and g.value > 0]

    @property
    def headline(self) -> bool:
        """Whether any gap is shown."""
        return bool(self.below or self.above)

    @property
    def claim(self) -> float | None:
        """The p of what the short sentence claims: that the gap it names (or one of them) is there, and if it is said
        to be the lowest, that it is lower than every other."""
        tested = [g.adjusted for g in self.gaps if g.adjusted is not None]
        if not tested:
            return None
        named = self.below[0].adjusted if self.below else None
        p = min(tested) if named is None else named
        if not self.below or self.ends is None or self._open:
            return p
        bottom = self.ends.order[-1]
        return max(p, *(d.adjusted or 0.0 for pair, d in self.ends.differences.items() if pair[1] == bottom))

    def title(self) -> Text:
        """The figure's."""
        if self.below and self._open is not None and not self._open:
            return both("gaps.title.lowest", name=self.name(self.below[0].pair.perceived))
        if self.below and not self.above and len(self.below) == len(self.gaps):
            return both("gaps.title.below")
        return both("gaps.title.plain")

    def sentences(self) -> Sentences:
        """Short and full."""
        lead, lowest = self._lead(), self._lowest()
        return Sentences(sentences(lead, lowest), sentences(lead, lowest, *self._whole()))

    def _lead(self) -> Text:
        """How many lie below, how many above, of how many it is open."""
        k, open_ = len(self.gaps), len(self.gaps) - len(self.below) - len(self.above)
        if k == 1:
            return self._single(self.gaps[0])
        counts = {"below": len(self.below), "above": len(self.above), "open": open_}
        alone = next((name for name, value in counts.items() if value == k), None)
        if alone is not None:
            two = {"below": "both_below", "above": "both_above", "open": "none"}
            case = (two if k == 2 else {"below": "all_below", "above": "all_above", "open": "none"})[alone]
            return both(f"gaps.{case}.{self.sort}", k=count(k))
        parts = [both(f"gaps.part.{name}", n=count(value)) for name, value in counts.items() if value]
        return both(f"gaps.mixed.{self.sort}", k=count(k), parts=semicolons(parts))

    def _single(self, gap: Gap) -> Text:
        case = "open" if not gap.settled else "below" if gap.value < 0 else "above"
        return both(f"gaps.single.{case}", name=self.name(gap.pair.perceived), **self._figures(gap))

    @staticmethod
    def _figures(gap: Gap) -> dict[str, Text | str]:
        p = gap.adjusted
        inside = ci(gap.paired.interval) if gap.paired.interval else both("analysis.compare.same")
        inside = inside if p is None else both("analysis.inside.2", a=inside, b=both("gaps.holm", p=p_text(p)))
        return {"gap": number(gap.value), "inside": inside, "n": n_text(gap.n)}

    @cached_property
    def _open(self) -> list[str] | None:
        """The gaps from which the lowest is not told apart; None where there is nothing to tell."""
        if self.ends is None:
            return None
        bottom = self.ends.order[-1]
        others = [o for o in self.ends.order[-2::-1] if (o, bottom) in self.ends.differences]
        return [o for o in others if not self.ends.differences[o, bottom].settled]

    def _lowest(self) -> Text | None:
        """The lowest gap, and from which others it cannot be told."""
        if not self.below or self._open is None:
            return None
        figures = self._figures(self.below[0])
        name = self.name(self.below[0].pair.perceived)
        if not self._open:
            return both("gaps.lowest.apart", name=name, **figures)
        if len(self._open) > 3:
            return both("gaps.lowest.among", name=name, k=count(len(self._open)), **figures)
        case = "one" if len(self._open) == 1 else "many"
        names = listed([self.name(o) for o in self._open])
        return both(f"gaps.lowest.open.{case}", names=names, name=name, **figures)

    def _whole(self) -> Iterator[Text]:
        """One figure of all gaps, where enough respondents have them all."""
        parts = []
        for whose, d in self.overalls.items():
            if is_small(d.n):
                continue
            inside = ci(d.interval) if d.interval else both("analysis.compare.same")
            parts.append(both(f"gaps.whole.{whose}", gap=number(d.mean), inside=inside, n=n_text(d.n)))
        if parts:
            yield both("gaps.whole", parts=listed(parts))
