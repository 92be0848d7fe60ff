"""What may be said of missing answers: which are, and what a test shows of them; never that chance alone took them."""

from collections.abc import Callable, Iterator

from surveykit.analysis.gates import limit
from surveykit.analysis.statistics.expectation_maximisation import Lack, LittleTest
from surveykit.analysis.statistics.missing_numbers import Gaps
from surveykit.analysis.words import all_called, called, p_text, sentences, tied
from surveykit.core.codebook import Codebook
from surveykit.core.finding import Sentences
from surveykit.core.language import Text, both
from surveykit.core.numbers import count, number, percent

MOST_NAMED = 3
"""How many items that are missing together are named; more are only counted."""


def no_test_reason(lack: Lack) -> Text:
    """Why there are no maximum likelihood means, and so no test."""
    return both(f"missing_data.lack.{lack}")


def title(gaps: Gaps) -> Text:
    """How many answered everything."""
    if gaps.complete == gaps.n:
        case = "one" if gaps.n == 1 else "none"
        return both(f"missing_data.title.{case}", n=count(gaps.n), k=count(len(gaps.items)))
    values = {"n": count(gaps.n), "k": count(len(gaps.items)), "complete": count(gaps.complete)}
    return both("missing_data.title.some", **values, share=percent(gaps.complete / gaps.n))


def said_of_items(codebook: Codebook, gaps: Gaps) -> Sentences:
    """How many answers are missing, and of which item most."""
    cells, missing = gaps.n * len(gaps.items), sum(gaps.times.values())
    if not missing:
        nothing = title(gaps)
        return Sentences(nothing, nothing)
    whole = both("missing_data.items.whole", missing=count(missing), cells=count(cells), share=_share(missing / cells))
    most = max(gaps.times.values())
    leaders = [item for item in gaps.items if gaps.times[item] == most]
    if len(leaders) > 1:
        return Sentences(whole, whole)
    values = {"item": called(codebook, leaders[0])}
    return Sentences(whole, sentences(whole, both("missing_data.items.most", **values, share=_share(most / gaps.n))))


def _share(share: float) -> str:
    return percent(share, 1)


def said_of_patterns(codebook: Codebook, gaps: Gaps, no_test: Callable[[], Text]) -> Text:
    """Who answered everything, the most frequent gaps, and Little's test."""
    if gaps.complete == gaps.n:
        return title(gaps)
    return sentences(title(gaps), *_patterns(codebook, gaps), _little(gaps, no_test))


def _patterns(codebook: Codebook, gaps: Gaps) -> Iterator[Text]:
    incomplete = [p for p in gaps.patterns if p.missing]
    yield both("missing_data.patterns.number", k=count(len(incomplete)))
    first = incomplete[0]
    if len(incomplete) > 1 and first.n > incomplete[1].n:
        lacking = first.missing
        case = "first" if len(lacking) <= MOST_NAMED else "first_many"
        values = {"n": count(first.n), "k": count(len(lacking)), "items": all_called(codebook, lacking)}
        yield both(f"missing_data.patterns.{case}", **values)
    if gaps.silent:
        yield both("missing_data.patterns.silent", n=count(gaps.silent))


def _little(gaps: Gaps, no_test: Callable[[], Text]) -> Text:
    found = gaps.little
    if not isinstance(found, LittleTest):
        return no_test()
    statistic = tied(both("missing_data.chi", value=number(found.statistic), df=count(found.df)))
    case = "differ" if found.p < limit("NONSIG", "level") else "open"
    return both(f"missing_data.little.{case}", statistic=statistic, p=p_text(found.p))
