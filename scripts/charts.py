"""The page docs/charts.html: every kind of figure in both languages, with when to use it and what it refuses.

`tests/charts/examples/<kind>.yaml` holds the words and the data, which are made up: `{use, refuses, pictures: [{title,
base, data}]}`.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from ruamel.yaml import YAML

from surveykit.charts import draw, kinds
from surveykit.core.finding import Figure
from surveykit.core.language import LANGUAGES, Text

EXAMPLES = Path(__file__).parents[1] / "tests" / "charts" / "examples"
GROUPS = (
    (
        {"en": "Answers to a question", "zh": "一道题的回答"},
        ("bars", "distribution", "likert", "ranks", "shares", "words"),
    ),
    (
        {"en": "Comparisons", "zh": "比较"},
        ("intervals", "dumbbells", "profile", "rank_changes", "waves"),
    ),
    ({"en": "What to look at first", "zh": "先看什么"}, ("parts", "quadrant", "kano_map")),
    ({"en": "Relations", "zh": "关系"}, ("heat_map", "johnson_neyman", "paths", "residuals", "roc")),
    ({"en": "Scales", "zh": "量表"}, ("scree", "loadings")),
    ({"en": "The sample and its gaps", "zh": "样本与缺失"}, ("funnel", "sample", "missing_pattern")),
)
"""The kinds in the order of the page."""


@dataclass(frozen=True)
class Example:
    """A kind with its words and its pictures."""

    kind: str
    use: Text
    refuses: Text
    figures: tuple[Figure, ...]


def example(kind: str) -> Example:
    """What is made up for a kind. Raises FileNotFoundError if nothing is."""
    path = EXAMPLES / f"{kind}.yaml"
    found: dict[str, Any] = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    figures = tuple(Figure(kind, each["title"], each["data"], each["base"]) for each in found["pictures"])
    return Example(kind, found["use"], found["refuses"], figures)


def charts_page() -> str:
    """The page: one file that asks nothing of any network."""
    shown = [kind for _, group in GROUPS for kind in group]
    assert sorted(shown) == list(kinds()), "GROUPS names every kind once"
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["drawn"] = lambda figure, language: Markup(draw(figure, language))
    groups = [(title, [example(kind) for kind in group]) for title, group in GROUPS]
    return environment.get_template("charts.html").render(groups=groups, languages=LANGUAGES)
