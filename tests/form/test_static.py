"""The files beside the pages: what an item kind brings is found, and sent where it is used."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from surveykit.form.static import read_assets
from tests.form.conftest import TEMPLATES, VISIT


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder of templates with the styles and scripts of three kinds."""
    files = {
        "form/form.css": "/* frame */",
        "form/ranking.js": "// ranking",
        "items/rating/form.css": "/* rating */",
        "items/matrix/form.css": "/* matrix */",
        "items/number/form.js": "// number",
        "items/number/notes.txt": "not sent",
    }
    for name, content in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return tmp_path


def test_the_styles_of_the_kinds_follow_the_frame_in_their_order(own: Path) -> None:
    assets = read_assets([own])
    assert assets["form.css"].content == b"/* frame */\n/* matrix */\n/* rating */"
    assert set(assets) == {"form.css", "ranking.js", "number.js"}
    assert assets["number.js"].content == b"// number"


def test_the_first_folder_that_has_a_file_wins(own: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    workspace = tmp_path_factory.mktemp("workspace")
    (workspace / "items" / "matrix").mkdir(parents=True)
    (workspace / "items" / "matrix" / "form.css").write_text("/* my matrix */")
    before, after = read_assets([own])["form.css"], read_assets([workspace, own])["form.css"]
    assert after.content == b"/* frame */\n/* my matrix */\n/* rating */"
    assert after.digest != before.digest


def test_a_page_loads_the_scripts_of_the_kinds_that_it_asks(make_app: Callable[..., Flask], own: Path) -> None:
    client = make_app(VISIT, folders=(own, TEMPLATES)).test_client()

    def scripts(page: str) -> list[str]:
        return re.findall(r'<script src="/_static/\w+/([\w.]+)"', client.get(f"/visit/en/{page}").text)

    assert "number.js" in scripts("start")
    assert "number.js" not in scripts("end")
    assert "ranking.js" not in scripts("start")
    address = re.search(r"/_static/\w+/number\.js", client.get("/visit/en/start").text)
    assert address
    assert client.get(address[0]).text == "// number"
