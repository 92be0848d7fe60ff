"""The page of all kinds: complete in both languages, of one file, and fit for a phone and for the dark."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from scripts.charts import EXAMPLES, charts_page
from surveykit.charts import kinds
from surveykit.core.language import LANGUAGES

PAGE = Path(__file__).parents[2] / "docs" / "charts.html"


def texts(value: object) -> Iterator[Mapping[str, object]]:
    """Everything that is worded in a language."""
    if isinstance(value, Mapping):
        if "en" in value or "zh" in value:
            yield value
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_is_worded_in_both_languages_and_in_no_other(kind: str) -> None:
    found = YAML(typ="safe", pure=True).load((EXAMPLES / f"{kind}.yaml").read_text(encoding="utf-8"))
    assert [text for text in texts(found) if set(text) != set(LANGUAGES) or not all(text.values())] == []
    assert set(found) == {"use", "refuses", "pictures"}


def test_there_is_no_example_of_a_kind_that_is_gone() -> None:
    assert sorted(path.stem for path in EXAMPLES.glob("*.yaml")) == list(kinds())


def test_the_page_shows_every_kind_and_asks_nothing_of_a_network() -> None:
    page = charts_page()
    assert all(f'<section id="{kind}">' in page and f'href="#{kind}"' in page for kind in kinds())
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")
    assert not any(word in page for word in ("<script", "<link", "@import", "url("))


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_the_screen_and_figures_stand_on_white(page, width: int, scheme: str) -> None:
    tab = page(width=width, color_scheme=scheme)
    tab.goto(PAGE.as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth") == width
    grounds = "[...document.querySelectorAll('.drawing')].map(e => getComputedStyle(e).backgroundColor)"
    assert set(tab.evaluate(grounds)) == {"rgb(255, 255, 255)"}
