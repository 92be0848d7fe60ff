"""What loadings let one say of items and constructs, in both languages: nothing of validity."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from surveykit.analysis.factors_question import factors_text
from surveykit.analysis.gates import limit
from surveykit.analysis.statistics.exploration import Exploration
from surveykit.analysis.statistics.loading_pattern import LoadingPattern
from surveykit.analysis.words import all_called, listed, n_text, name_of, semicolons, sentences
from surveykit.core.codebook import Codebook
from surveykit.core.finding import Sentences
from surveykit.core.language import Text, both
from surveykit.core.numbers import bounded, count, percent


@dataclass(frozen=True)
class LoadingsWords:
    """The sentences about one solution."""

    codebook: Codebook
    explored: Exploration
    pattern: LoadingPattern

    @property
    def sentences(self) -> Sentences:
        """Short and full."""
        lead = self._lead()
        together = list(self._together())
        return Sentences(sentences(lead, *together[:1]), sentences(lead, *together, *self._items()))

    def _lead(self) -> Text:
        """How many factors, by whose choice, and what they account for."""
        e = self.explored
        case = "parallel" if e.options.factors is None else "plan"
        return both(
            f"factors.loadings.{case}",
            factors=factors_text(e.number),
            share=percent(float(e.rotated.shares.sum())),
            p=count(e.k),
            n=n_text(e.n),
        )

    def _names(self, constructs: Sequence[str]) -> Text:
        return listed([name_of(self.codebook, c) for c in constructs])

    def _together(self) -> Iterator[Text]:
        """Whether the items of a construct load together, and apart from those of others."""
        mark, pattern = bounded(limit("LOADINGS", "salient")), self.pattern
        if self.explored.number == 1:
            strong = count(self.explored.k - len(pattern.weak))
            yield both("factors.loadings.single", k=strong, p=count(self.explored.k), mark=mark)
            return
        if not pattern.constructs:
            return
        values = {"names": self._names(pattern.together), "mark": mark}
        if not pattern.together:
            yield both("factors.loadings.together.none", mark=mark)
            return
        yield both(f"factors.loadings.together.{'some' if pattern.apart else 'all'}", **values)
        if pattern.merged:
            groups = semicolons([self._names(group) for group in pattern.merged])
            yield both("factors.loadings.merged", groups=groups)
        if pattern.apart:
            yield both("factors.loadings.apart", names=self._names(pattern.apart), mark=mark)

    def _items(self) -> Iterator[Text]:
        """Items that load on several factors, or on none."""
        shown, salient = (bounded(limit("LOADINGS", name)) for name in ("shown", "salient"))
        if self.pattern.crossing and self.explored.number > 1:
            yield both("factors.loadings.crossing", names=self._ids(self.pattern.crossing), mark=shown)
        if self.pattern.weak:
            yield both("factors.loadings.weak", names=self._ids(self.pattern.weak), mark=salient)

    def _ids(self, items: Sequence[int]) -> Text:
        return all_called(self.codebook, [self.explored.names[at] for at in items])

    @property
    def title(self) -> Text:
        """The finding in one line."""
        pattern = self.pattern
        if self.explored.number == 1 or not pattern.constructs:
            return both("factors.loadings.title.plain", factors=factors_text(self.explored.number))
        if pattern.merged:
            return both("factors.loadings.title.merged", names=self._names(pattern.merged[0]))
        if pattern.apart:
            return both("factors.loadings.title.apart", names=self._names(pattern.apart))
        return both("factors.loadings.title.own")
