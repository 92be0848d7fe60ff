"""The options of a method as a reader is told of them: what each is called, and its value in words or by its label.

The words are the messages `method.<option>` and `method.<option>.<value>`. Findings themselves keep ids.
"""

from collections.abc import Mapping

from surveykit.core.codebook import Codebook
from surveykit.core.finding import Method
from surveykit.core.language import Text, both, enumerated, messages, same
from surveykit.core.numbers import count, exact

MOST_NAMED = 8
"""Of an option that names more, only how many is said: findings.json has all."""
NAMING = frozenset(
    {
        *("attributes", "blocks", "by", "constructs", "covariates", "held", "items", "mediators", "moderator"),
        *("outcome", "parts", "predictors", "quality", "weights"),
    }
)
"""Options that name constructs or variables."""
_ELSEWHERE = {"rule_versions": "cleaning.rule"}
"""Options whose values are called as the messages of another name say."""


def options_in_words(method: Method, codebook: Codebook) -> list[Text]:
    """« confidence level = 0.95 » and the others that are stated; the seed is the last."""
    stated = {**method.options, "seed": method.seed}
    return [
        both("report.methods.option", name=option_in_words(option), value=value_in_words(option, value, codebook))
        for option, value in stated.items()
        if value not in (None, (), [])
    ]


def option_in_words(option: str) -> Text:
    """What an option is called; one of an analysis from outside stays as it is."""
    return _known(f"method.{option}") or same(option)


def value_in_words(option: str, value: object, codebook: Codebook) -> Text:
    """A value of an option: numbers as they are, words of ours, constructs and variables by their labels."""
    if isinstance(value, Mapping):
        return enumerated([_pair(option, name, inside, codebook) for name, inside in value.items()])
    if isinstance(value, list | tuple):
        if len(value) > MOST_NAMED:
            return both("report.methods.many", n=count(len(value)))
        return enumerated([_member(option, each, codebook) for each in value])
    return same(exact(value)) if isinstance(value, float) else _one(option, str(value), codebook)


def _pair(option: str, name: str, value: object, codebook: Codebook) -> Text:
    return both("report.methods.pair", name=_one(option, name, codebook), value=value_in_words(option, value, codebook))


def _member(option: str, value: object, codebook: Codebook) -> Text:
    """One of a list; a list inside of it stands in brackets."""
    words = value_in_words(option, value, codebook)
    return both("report.methods.together", listed=words) if isinstance(value, list | tuple) else words


def _one(option: str, value: str, codebook: Codebook) -> Text:
    if option in NAMING and value in codebook.construct_by_id:
        return codebook.label(value)
    if option in NAMING and value in codebook.by_name:
        return both("report.methods.variable", label=codebook.label(value))
    return _known(f"{_ELSEWHERE.get(option, f'method.{option}')}.{value}") or same(value)


def _known(name: str) -> Text | None:
    return both(name) if name in messages("en", name.partition(".")[0]) else None
