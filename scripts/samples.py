"""The YAML sample that every item kind's docstring shows, and the questionnaire around it."""

import inspect
import re
from textwrap import indent

from surveykit.core.item import KINDS
from surveykit.core.questionnaire import Questionnaire
from surveykit.design.load import parse_questionnaire

_SAMPLE = re.compile(r"```yaml\n(.*?)```\n?", re.DOTALL)
_HEAD = """\
questionnaire: {id}
version: "1"
languages: [en, zh]
title: {{en: Sample, zh: 示例}}
scales:
  speed5:
    levels:
      1: {{en: very slow, zh: 非常慢}}
      2: {{en: slow, zh: 慢}}
      3: {{en: neither, zh: 一般}}
      4: {{en: fast, zh: 快}}
      5: {{en: very fast, zh: 非常快}}
    not_applicable: {{en: did not use, zh: 未使用}}
sections:
  - id: only
    title: {{en: Sample, zh: 示例}}
    items:
"""


def sample(kind: str) -> str:
    """The sample of a kind: one list entry."""
    found = _SAMPLE.search(inspect.getdoc(KINDS[kind]) or "")
    assert found is not None, f"the docstring of {kind} shows no sample"
    return found[1]


def words(kind: str) -> str:
    """What the docstring says beside the sample."""
    return _SAMPLE.sub("", inspect.getdoc(KINDS[kind]) or "").strip()


def questionnaire(kind: str) -> Questionnaire:
    """The sample as a questionnaire of its own, called `sample-<kind>`."""
    return parse_questionnaire(_text(kind))


def pictured(kind: str) -> Questionnaire:
    """The same as it is photographed: of a kind that is never shown, a text that shows its value."""
    made = questionnaire(kind)
    if not KINDS[kind].unseen:
        return made
    item = made.items[0]
    shown = {language: f"{text}: ${{{item.id}}}" for language, text in item.text.items()}
    written = ", ".join(f'{language}: "{text}"' for language, text in shown.items())
    return parse_questionnaire(_text(kind) + f"      - {{id: shown, kind: information, text: {{{written}}}}}\n")


def _text(kind: str) -> str:
    head = _HEAD.format(id=f"sample-{kind.replace('_', '-')}")
    return head + indent(sample(kind), "      ")
