"""What the application is made of."""

import subprocess
import sys
from string import Formatter

import pytest

from surveykit.core.language import messages
from tests.form.conftest import VISIT
from tests.form.memory import MemoryStore

HEAVY = {"pandas", "numpy", "scipy", "statsmodels", "weasyprint", "sqlalchemy", "matplotlib"}


def test_serving_loads_nothing_heavy() -> None:
    script = (
        "import sys, surveykit.form.app, surveykit.items; print(*sorted({m.partition('.')[0] for m in sys.modules}))"
    )
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert "flask" in loaded.split()
    assert not HEAVY & set(loaded.split())


def test_every_version_is_registered_with_the_store(make_app: object, store: MemoryStore) -> None:
    assert callable(make_app)
    make_app(VISIT, VISIT + "\n")
    assert len(set(store.registered)) == 2


def test_both_languages_say_the_same_things() -> None:
    english, chinese = messages("en", "form"), messages("zh", "form")
    assert set(english) == set(chinese)
    for name, text in english.items():
        assert _placeholders(text) == _placeholders(chinese[name]), name


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_text_is_there(language: str) -> None:
    assert all(messages(language, "form").values())


def _placeholders(text: str) -> set[str]:
    braces = {name for _, name, _, _ in Formatter().parse(text) if name}
    return braces | {part.partition("]")[0] for part in text.split("[")[1:]}
