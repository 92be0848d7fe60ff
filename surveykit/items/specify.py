"""«Other, please specify»: the text beside an option, shared by the choice kinds."""

from surveykit.core.codebook import Answers, Level, Missing, Value, Variable
from surveykit.core.item import Item, Options, Posted, clean_text, posted_one
from surveykit.core.language import both

MAXIMUM = 200


def text_name(item: str, option: str) -> str:
    """The variable and field of the text beside an option.

    >>> text_name("channel", "other")
    'channel_other_text'
    """
    return f"{item}_{option}_text"


def text_variables(item: Item, options: Options) -> tuple[Variable, ...]:
    """One text column for each option that asks to be specified."""
    return tuple(
        Variable(
            text_name(item.id, name),
            item.id,
            both("items.specified", option=option.label),
            Level.TEXT,
            missing=frozenset({Missing.NOT_ANSWERED}),
        )
        for name, option in options.items()
        if option.specify
    )


def parse_texts(item: Item, options: Options, chosen: set[str], posted: Posted) -> dict[str, Value | Missing]:
    """The texts beside chosen options; beside an option that was not chosen nothing is asked."""
    parsed: dict[str, Value | Missing] = {}
    for name, option in options.items():
        if option.specify:
            field = text_name(item.id, name)
            parsed[field] = _text(item, field, posted) if name in chosen else Missing.NOT_ASKED
    return parsed


def fields_of_texts(item: Item, options: Options, answers: Answers) -> dict[str, list[str]]:
    """The text fields that would post these answers."""
    names = [text_name(item.id, name) for name, option in options.items() if option.specify]
    return {name: [str(answers[name])] for name in names if isinstance(answers.get(name), str)}


def _text(item: Item, field: str, posted: Posted) -> Value | Missing:
    typed = posted_one(posted, field)
    if len(typed) > MAXIMUM:
        raise item.wrong("answer-too-long", field, most=MAXIMUM, length=len(typed))
    try:
        return clean_text(typed) or Missing.NOT_ANSWERED
    except ValueError:
        raise item.wrong("answer-unstorable", field) from None
