"""The means to hold an item kind to its promises: its documented sample, in a questionnaire of its own."""

import re
from textwrap import dedent, indent

from surveykit.core.codebook import Missing
from surveykit.core.dataset import Dataset
from surveykit.core.item import KINDS, Item
from surveykit.core.questionnaire import Questionnaire
from surveykit.design.load import parse_questionnaire
from surveykit.errors import AnswerError

HEAD = """
questionnaire: sample
version: "1"
languages: [en, zh]
title: {en: Sample, zh: 示例}
scales:
  speed5:
    levels:
      1: {en: very slow, zh: 非常慢}
      2: {en: slow, zh: 慢}
      3: {en: neither, zh: 一般}
      4: {en: fast, zh: 快}
      5: {en: very fast, zh: 非常快}
    not_applicable: {en: did not use, zh: 未使用}
sections:
  - id: only
    title: {en: Only, zh: 唯一}
    items:
"""
FIGURES = {"bars", "distribution", "intervals", "likert", "ranks"}
"""The figure kinds that a summary may ask for; `charts` draws each of them."""


def sample(kind: str) -> str:
    """The YAML sample in a kind's own docstring."""
    (found,) = re.findall(r"```yaml\n(.*?)```", KINDS[kind].__doc__ or "", re.DOTALL)
    return dedent(str(found))


def questionnaire(items: str) -> Questionnaire:
    """A questionnaire of these items, written as list entries; the scale `speed5` is there."""
    return parse_questionnaire(HEAD + indent(dedent(items).strip(), "      "))


def item(text: str) -> Item:
    """The first item of such a questionnaire."""
    return questionnaire(text).items[0]


def example(kind: str, required: bool = False) -> Questionnaire:
    """The documented sample as a questionnaire."""
    return questionnaire(sample(kind) + ("  required: true\n" if required else ""))


def coded(asked: Questionnaire, answers: dict[str, object]) -> dict[str, object]:
    """Answers as numbers, as cleaning makes them."""
    by_name = asked.codebook.by_name
    return {n: by_name[n].stored.get(v, v) if isinstance(v, str) else v for n, v in answers.items()}


def filled(asked: Questionnaire, answers: list[dict[str, object]]) -> Dataset:
    """A table of these answers, one respondent each."""
    return Dataset.build(asked, {f"r{i:03}": coded(asked, a) for i, a in enumerate(answers)})


def refusals(asked: Item, posted: dict[str, list[str]]) -> list[tuple[str, str | None]]:
    """Code and field of what is wrong with posted fields; nothing if they are taken."""
    try:
        asked.parse(posted)
    except AnswerError as error:
        return [(p.code, p.place.field) for p in error.problems]
    return []


def is_missing(value: object) -> bool:
    """Whether a value is a reason for no answer."""
    return isinstance(value, Missing)
