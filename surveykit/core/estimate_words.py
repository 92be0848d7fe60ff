"""Estimates as a reader is told of them: the name in words, and what it is of. Findings themselves keep ids."""

from collections.abc import Sequence

from surveykit.core.codebook import Codebook, Variable
from surveykit.core.finding import Estimate
from surveykit.core.language import LANGUAGES, Text, both, messages, same, say

_DASH = " – "


def name_in_words(name: str) -> Text:
    """An estimate's name: « Standardised regression coefficient ». One of an analysis from outside stays as it is."""
    return _known(f"estimate.{name}") or same(name)


def object_in_words(estimate: Estimate, codebook: Codebook) -> Text:
    """What an estimate is of: « Satisfaction – Image », « Where do you live? – In a city »."""
    ids = [id for own in estimate.of.values() for id in ((own,) if isinstance(own, str) else own)]
    beside = [codebook.by_name[id] for id in ids if id in codebook.by_name]
    words = [_in_words(id, beside, codebook) for id in ids]
    return {language: _DASH.join(say(text, language) for text in words) for language in LANGUAGES}


def _in_words(id: str, beside: Sequence[Variable], codebook: Codebook) -> Text:
    """A construct or variable; else an answer to a variable named beside it, a word of ours, or an answer that means
    the same wherever it can be given."""
    if id in codebook.by_name or id in codebook.construct_by_id:
        return codebook.label(id)
    own, anywhere = _answers(id, beside), _answers(id, () if id.isdecimal() else codebook.variables)
    if own:
        return own[0]
    return _known(f"estimate.of.{id}") or (anywhere[0] if len(anywhere) == 1 else same(id))


def _answers(id: str, variables: Sequence[Variable]) -> list[Text]:
    """The different labels of an answer, by its id or its code."""
    codes = [(v, v.stored.get(id, int(id) if id.isdecimal() else None)) for v in variables]
    found = [v.values[code] for v, code in codes if code is not None and code in v.values]
    return [label for at, label in enumerate(found) if label not in found[:at]]


def _known(name: str) -> Text | None:
    return both(name) if name in messages("en", "estimate") else None
