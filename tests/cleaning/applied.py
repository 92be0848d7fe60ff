"""What one rule comes to on a few rows."""

from collections.abc import Mapping

from surveykit.cleaning.rule import Applied, Rule
from surveykit.core.dataset import Dataset
from surveykit.core.plan import Cleaning
from surveykit.core.questionnaire import Questionnaire
from surveykit.design.load import parse_questionnaire

SCALES = "scales: {five: {from: 1, to: 5, low: low, high: high}, seven: {from: 1, to: 7, low: low, high: high}}\n"


def asking(*items: str, constructs: str = "") -> Questionnaire:
    """A questionnaire of these items, each written as YAML."""
    start = f"questionnaire: q\nversion: '1'\nlanguages: [en]\ntitle: T\n{SCALES}{constructs}"
    return parse_questionnaire(
        f"{start}sections:\n  - id: all\n    title: All\n    items:\n" + "".join(f"      - {item}\n" for item in items)
    )


def ratings(*names: str, scale: str = "five") -> list[str]:
    """Items on a scale."""
    return [f"{{id: {name}, kind: rating, text: {name}, scale: {scale}}}" for name in names]


def applied(rule: type[Rule], data: Dataset, **thresholds: object) -> dict[str, Applied]:
    """Each kind of question, by its name."""
    return {own.kind: own for own in rule().apply(data, Cleaning(**thresholds))}  # type: ignore[arg-type]


def said(own: Applied, language: str = "en") -> Mapping[str, str]:
    """Respondent -> evidence."""
    return {flag.respondent: flag.evidence[language] for flag in own.flags}
