"""The documentation follows the code."""

import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

import surveykit.items
from surveykit.analysis import ANALYSES
from surveykit.analysis.gates import GATES
from surveykit.cli import commands
from surveykit.core.item import KINDS, Item
from surveykit.design.load import parse_questionnaire
from tests.analysis.small import mobi
from tests.analysis.test_analysis import EVERY
from tests.analysis.test_estimate_names import CONTRACT

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
COMMON = [spec.name for spec in fields(Item)]
PICTURE_BYTES = 40_000


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_generated_pages_are_up_to_date():
    done = subprocess.run([sys.executable, "scripts/docs.py", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_every_kind_command_and_analysis_is_documented():
    assert all(f"(items/{kind}.md)" in text("docs/items.md") for kind in surveykit.items.__all__)
    assert all(f"## surveykit {name}\n" in text("docs/commands.md") for name in commands.commands)
    assert all(f"`{name}`" in text("docs/findings.md") for name in ANALYSES)


@pytest.mark.parametrize(("name", "options"), EVERY, ids=[f"{at}-{name}" for at, (name, _) in enumerate(EVERY)])
def test_every_estimate_is_documented(name, options):
    found = ANALYSES[name](**options).run(mobi())
    page = text(f"docs/analyses/{name}.md")
    assert {e.name for finding in found for e in finding.estimates if not re.search(rf"\b{e.name}\b", page)} == set()


def test_one_page_has_every_gate_and_every_estimate_that_others_ask_for():
    page = text("docs/findings.md")
    names = {name for _, _, given in CONTRACT for name in given if not name.startswith("standardised_")}
    assert {name for name in names if not re.search(rf"\b{name}\b", page)} == set()
    assert {gate for gate in GATES if f"| {gate} |" not in page} == set()


@pytest.mark.parametrize("kind", sorted(surveykit.items.__all__))
def test_every_kind_has_its_page_and_pictures(kind):
    page = text(f"docs/items/{kind}.md")
    assert all(f"`{spec.name}`" in page for spec in fields(KINDS[kind]) if spec.name not in COMMON)
    pictures = sorted((ROOT / "docs" / "items" / "pictures").glob(f"{kind}-[0-9]*.png"))
    assert [p.stem.removeprefix(f"{kind}-") for p in pictures] == ["1280", "360"]
    assert all(f"(pictures/{p.name})" in page and p.stat().st_size < PICTURE_BYTES for p in pictures)


def test_the_list_of_kinds_names_what_every_item_may_have():
    assert all(f"`{name}`" in text("docs/items.md") for name in COMMON)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_the_sample_questionnaire_loads():
    sample = re.search(r"```yaml\n(.*?)```", text("docs/questionnaire.md"), re.DOTALL)
    assert sample is not None
    assert [item.kind for item in parse_questionnaire(sample[1]).items] == ["matrix", "rating", "open_text"]


def test_both_readmes_name_the_same_commands():
    def named(name: str) -> list[str]:
        return re.findall(r"^(?:surveykit|make|\.venv/bin/surveykit) \S+", text(name), re.MULTILINE)

    assert named("README.md") == named("README.zh.md")
    assert len(named("README.md")) == 8
