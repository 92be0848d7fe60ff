"""Repeated sections: one for each option of a multiple choice, asked of those who chose it.

A section with `repeat: touchpoints` becomes a section for every option of the question `touchpoints`; its ids get the
option's name as ending, and `${repeat}` in its texts becomes the option's label. So a respondent, the store and every
analysis meet ordinary questions.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from surveykit.core.document import Reader, did_you_mean
from surveykit.core.expression import Expression, ExpressionError
from surveykit.core.item import Item, Option
from surveykit.core.language import Text, say
from surveykit.core.questionnaire import Questionnaire, Section
from surveykit.errors import Place

MARK = "${repeat}"
_WORD = re.compile(r"'[^']*'|\"[^\"]*\"|[A-Za-z][A-Za-z0-9_]*")


def expand(questionnaire: Questionnaire, reader: Reader) -> Questionnaire:
    """The questionnaire with every repeated section written out. A repeat of nothing is reported."""
    sections: list[Section] = []
    for section in questionnaire.sections:
        if section.repeat is None:
            sections.append(section)
            continue
        asked = {item.id: item for s in sections for item in s.items if item.kind == "multiple_choice"}
        if section.repeat not in asked:
            place = reader.places.get(("section", section.id), Place())  # none without a usable id
            hint = did_you_mean(section.repeat, asked) if asked else {"en": "", "zh": ""}
            reader.report("repeat-unknown", place, id=section.id, word=section.repeat, hint=hint)
        else:
            try:
                sections.extend(_copies(section, asked[section.repeat], reader))
            except ExpressionError as error:  # a condition just within the caps, which its copies pass
                reader.report(error.code, reader.places["section", section.id], **error.values)
    return replace(questionnaire, sections=tuple(sections))


def _copies(section: Section, choice: Item, reader: Reader) -> Iterator[Section]:
    own = {item.id for item in section.items} | {v.name for item in section.items for v in item.variables()}
    for name, option in choice.parts().items():
        if isinstance(option, Option) and (option.exclusive or option.missing is not None):
            continue
        suffix = f"_{name}"
        items = tuple(_inside(item.renamed(suffix), own, suffix, option.label) for item in section.items)
        chosen = f"selected({choice.id}, '{name}')"
        condition = f"{chosen} and ({section.relevant.source})" if section.relevant else chosen
        screen = _renamed(section.screen_out, own, suffix) if section.screen_out else None
        texts = _worded({"title": section.title, "intro": section.intro}, option.label)
        yield replace(
            section,
            id=f"{section.id}{suffix}",
            items=items,
            repeat=None,
            relevant=Expression.parse(condition),
            screen_out=screen,
            **texts,
        )
        _copy_places(reader, section, suffix)


def _inside(item: Item, own: set[str], suffix: str, label: Text) -> Item:
    """An item's texts and conditions in one copy."""
    changed: Item = _worded(_conditions(item, own, suffix), label)
    return changed


def _conditions(value: Any, own: set[str], suffix: str) -> Any:
    """The same value with every condition reading the copy's own questions."""
    if isinstance(value, Expression):
        return _renamed(value, own, suffix)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _conditions(getattr(value, f.name), own, suffix) for f in fields(value)})
    if isinstance(value, Mapping):
        return {k: _conditions(v, own, suffix) for k, v in value.items()}
    return tuple(_conditions(v, own, suffix) for v in value) if isinstance(value, tuple) else value


def _renamed(condition: Expression, own: set[str], suffix: str) -> Expression:
    def word(found: re.Match[str]) -> str:
        return f"{found[0]}{suffix}" if found[0] in own else found[0]

    return Expression.parse(_WORD.sub(word, condition.source))


def _worded(value: Any, label: Text, language: str = "") -> Any:
    """The same value with the option's label for the mark in every text."""
    if isinstance(value, str):
        return value.replace(MARK, say(label, language)) if language else value
    if isinstance(value, Expression):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _worded(getattr(value, f.name), label) for f in fields(value)})
    if isinstance(value, Mapping):
        return {k: _worded(v, label, k if k in label else "") for k, v in value.items()}
    return tuple(_worded(v, label) for v in value) if isinstance(value, tuple) else value


def _copy_places(reader: Reader, section: Section, suffix: str) -> None:
    """What is wrong in a copy stands where the section is written."""
    ids = {section.id, *(item.id for item in section.items)}
    for (sort, id), place in list(reader.places.items()):
        owner, dot, field = sort.partition(".")
        if id in ids:
            reader.places[sort, f"{id}{suffix}"] = place
        elif dot and owner in ids:  # a text, an option, a row
            for name in (id, f"{id}{suffix}"):
                reader.places[f"{owner}{suffix}.{field}", name] = place
