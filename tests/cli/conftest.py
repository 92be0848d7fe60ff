"""An empty folder in which a command is called."""

import pytest


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """An empty folder and no language of the machine's own."""
    monkeypatch.chdir(tmp_path)
    for name in ("SURVEYKIT_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
