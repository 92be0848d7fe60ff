"""How a derived variable comes about, in words."""

from collections.abc import Sequence
from functools import reduce

from surveykit.core.codebook import Codebook
from surveykit.core.derived import Bands, Derived, Recode
from surveykit.core.language import Text, both, enumerated, same
from surveykit.core.numbers import count, exact


def formula(derived: Derived, codebook: Codebook) -> Text:
    """The formula; columns are called by their names.

    >>> formula(Derived("pace", {"en": "Pace"}, sum=("call", "visit")), Codebook(()))["en"]
    'The sum of call, visit; every one must have a value.'
    """
    listed = enumerated([same(name) for name in derived.names])
    if derived.recode:
        return _recoded(derived.recode)
    if derived.bands:
        return _banded(derived.bands)
    if derived.sum:
        return both("derived.sum", names=listed)
    if derived.mean:
        return both("derived.mean", names=listed, fewest=count(derived.fewest()), all=count(len(derived.names)))
    return _index(derived, codebook, listed)


def _index(derived: Derived, codebook: Codebook, listed: Text) -> Text:
    assert derived.index is not None  # the only way that is left
    low, high = codebook.bounds(derived.sources(codebook)[0])
    ends = {"lowest": low, "highest": high, "low": derived.index.low, "high": derived.index.high}
    shown = {name: exact(end) for name, end in ends.items()}
    if derived.construct(codebook) is not None:
        return both("derived.index.construct", name=derived.names[0], **shown)
    needed = {"fewest": count(derived.fewest()), "all": count(len(derived.names))}
    return both("derived.index.variables", names=listed, **needed, **shown)


def _recoded(recode: Recode) -> Text:
    parts = []
    for option, label in recode.options.items():
        words = [same(word) for word, meant in recode.codes.items() if meant == option]
        parts.append(both("derived.becomes", words=enumerated(words), label=label))
    return both("derived.recode", name=recode.source, parts=_apart(parts))


def _banded(bands: Bands) -> Text:
    edges, labels, last = [exact(edge) for edge in bands.at], list(bands.options.values()), len(bands.at)
    parts = [both(f"derived.{bands.on_edge}.first", edge=edges[0], label=labels[0])]
    parts += [
        both(f"derived.{bands.on_edge}.middle", low=edges[at - 1], high=edges[at], label=labels[at])
        for at in range(1, last)
    ]
    parts.append(both(f"derived.{bands.on_edge}.last", edge=edges[-1], label=labels[last]))
    return both("derived.bands", name=bands.of, parts=_apart(parts))


def _apart(parts: Sequence[Text]) -> Text:
    return reduce(lambda left, right: both("derived.apart", left=left, right=right), parts)
