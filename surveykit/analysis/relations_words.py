"""What is said of correlations: title, sentences and notes, from the pairs and nothing else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from surveykit.analysis.gates import is_small, limit
from surveykit.analysis.statistics.correlation import Kind, Pair
from surveykit.analysis.statistics.formulas import apart
from surveykit.analysis.statistics.multiplicity import Correction
from surveykit.analysis.words import all_called, called, ci, n_range, n_text, p_text, sentences, stat, tied
from surveykit.core.codebook import Codebook
from surveykit.core.finding import Sentences, Style
from surveykit.core.language import Text, both
from surveykit.core.numbers import bounded, count

RANKS = ("spearman", "kendall")


@dataclass(frozen=True, eq=False)
class RelationsWords:
    """The words for correlations of one kind among `ids`; `correction` is "none" where a single one was tested."""

    codebook: Codebook
    ids: tuple[str, ...]
    kind: Kind
    given: tuple[str, ...]
    correction: Correction

    @property
    def fixed(self) -> dict[str, Text]:
        """What most messages name: the kind of correlation, what is correlated, whose correction."""
        constructs = all(i in self.codebook.construct_by_id for i in self.ids)
        return {
            "kinds": both(f"relations.kinds.{self.kind}"),
            "kind": both(f"relations.kind.{self.kind}"),
            "what": both(f"relations.what.{'constructs' if constructs else 'variables'}"),
            "by": both(f"relations.by.{self.correction}"),
            "given": all_called(self.codebook, self.given),
        }

    def say(self, name: str, **values: object) -> Text:
        """A message of this analysis."""
        return both(f"relations.{name}", **self.fixed, **values)

    def names(self, pair: Pair) -> dict[str, Text]:
        """Both sides of a pair, in the order of `ids`."""
        first, second = sorted(pair.ids, key=self.ids.index)
        return {"first": called(self.codebook, first), "second": called(self.codebook, second)}

    def value(self, pair: Pair) -> Text:
        """The coefficient as it stands in a sentence."""
        if self.kind == "pearson":
            return stat("r", value=bounded(pair.r))
        return tied(both(f"relations.value.{self.kind}", value=bounded(pair.r)))

    def p(self, pair: Pair) -> float | None:
        """The p value that counts: corrected unless no correction was asked for."""
        return pair.p if self.correction == "none" else pair.adjusted

    def holds(self, pair: Pair) -> bool:
        """Whether a correlation differs from zero."""
        p = self.p(pair)
        return p is not None and p < limit("NONSIG", "level")

    def title(self, order: Sequence[Pair], steady: bool) -> Text:
        """The figure's: the range, where there are enough respondents for one."""
        if not steady or len(order) < 2:
            return self.say("title.plain")
        low, high = _range(order)
        return self.say("title.range", low=low, high=high)

    @property
    def reason(self) -> Text:
        """Why a pair has no coefficient."""
        return self.say(f"reason.{self.kind if self.kind in ('polychoric', 'partial') else 'plain'}")

    def notes(self, pairs: Sequence[Pair]) -> Iterator[Text]:
        """Under the table."""
        if self.correction != "none":
            yield self.say("note")
        if self.correction == "benjamini_hochberg":
            yield self.say("note.false_discovery")
        if self.given:
            yield self.say("held")
        low, high = min(p.n for p in pairs), max(p.n for p in pairs)
        if low != high:
            yield self.say("n_range", low=count(low), high=count(high))
        if any(p.r is None for p in pairs):
            yield self.say("note.no_value", reason=self.reason)

    def few(self, order: Sequence[Pair]) -> Sentences:
        """Too few respondents for a word about size, or a perfect relation."""
        exact = next((p for p in order if not is_small(p.n)), None)
        if exact is None:
            said = self.say("small", n=count(max(p.n for p in order)))
        else:
            case = "perfect.ranks" if self.kind in RANKS else "perfect"
            said = self.say(case, r=self.value(exact), n=n_text(exact.n), **self.names(exact))
        return Sentences(said, said)

    def sentences(self, order: Sequence[Pair], tested: Sequence[Pair]) -> Sentences:
        """`order`: the pairs that rest on enough respondents, the largest first; `tested`: all that have a p value."""
        top, p = order[0], p_text(self.p(order[0]))
        inside = both(
            "analysis.inside.3",
            a=self.value(top),
            b=ci(top.interval, Style.BOUNDED),
            c=p if self.correction == "none" else self.say("p", p=p),
        )
        k = count(len(order))
        case = "largest" if self.holds(top) else "none"
        alone = len(tested) == 1
        said = self.say(f"single.{case}" if alone else case, k=k, inside=inside, n=n_text(top.n), **self.names(top))
        held = self.say("held") if self.given else None
        if alone:
            return Sentences(sentences(said, held), sentences(said, held))
        full = sentences(said, self._unsettled(order), held, self._counted(tested))
        if len(order) < 2 or case == "none":
            return Sentences(sentences(said, held), full)
        low, high = _range(order)
        short = self.say("range", k=k, low=low, high=high, n=n_range([p.n for p in order]))
        return Sentences(sentences(short, held), sentences(short, full))

    def _unsettled(self, order: Sequence[Pair]) -> Text | None:
        """How many others may be as large: their intervals overlap that of the largest."""
        top = order[0]
        near = [p for p in order[1:] if _overlaps(top, p)]
        if not near or not self.holds(top):
            return None
        return self.say(f"unsettled.{'one' if len(near) == 1 else 'many'}", k=count(len(near)))

    def _counted(self, tested: Sequence[Pair]) -> Text:
        """How many were tested, and how many of them hold."""
        k = count(len(tested))
        if self.correction != "none":
            holding = [p for p in tested if self.holds(p)]
            some = "one" if len(holding) == 1 else "some" if holding else "none"
            case = "all" if len(holding) == len(tested) else some
            return self.say(f"corrected.{case}", k=k, holding=count(len(holding)))
        zero = [p for p in tested if p.interval and p.interval[0] <= 0 <= p.interval[1]]
        return self.say("plain", k=k, zero=count(len(zero)))


def _range(order: Sequence[Pair]) -> tuple[str, str]:
    r = [p.r for p in order if p.r is not None]
    return bounded(min(r)), bounded(max(r))


def _overlaps(top: Pair, other: Pair) -> bool:
    if top.interval is None or other.interval is None or top.r is None or other.r is None:
        return False
    turned = -1 if top.r * other.r < 0 else 1
    low, high = sorted(turned * end for end in other.interval)
    return not apart(top.interval, (low, high))
