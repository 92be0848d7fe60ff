"""A researcher's workspace: the folder of a study."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import indent
from typing import Literal

from surveykit import assets
from surveykit.core.language import message
from surveykit.core.output import make_folder, write_text

_FOLDERS = ("questionnaires", "reports", "templates")
_STORE, _TRIAL = "sqlite:///mine.db", "sqlite:///trial.db"
_STEPS = {
    "choose": ["surveykit templates"],
    "make": ["surveykit new after-sales -o questionnaires/mine.yaml --plan reports/mine.yaml"],
    "write": ["surveykit preview questionnaires/mine.yaml", "surveykit check questionnaires/mine.yaml"],
    "try": [
        f"surveykit simulate questionnaires/mine.yaml -n 300 --model default --store {_TRIAL}",
        f"surveykit report reports/mine.yaml --store {_TRIAL} -o reports/trial.html",
    ],
    "ask": [f"surveykit serve questionnaires/mine.yaml --store {_STORE}"],
    "report": ["surveykit report reports/mine.yaml"],
    "keep": [f"surveykit backup --store {_STORE} -o data/mine.backup.db"],
    "take": [f"surveykit export questionnaires/mine.yaml --store {_STORE} -o data/mine.xlsx"],
}
"""What is to be done, and the commands for it."""
_PLACES = (*_FOLDERS, "answers")
"""What the README tells of."""
_ANSWERS = ("*.db", "*.db-*", "/data/")
_OUTPUTS = ("/reports/*", "!/reports/*.yaml")


@dataclass(frozen=True)
class Part:
    """A folder or file of a workspace: made now, there already, a template in place of ours, or one of its own."""

    path: Path
    state: Literal["made", "there", "replaces", "own"]


def init(folder: Path, language: str) -> list[Part]:
    """Make what a workspace lacks, the README in that language, and say what it has. Overwrites nothing."""
    parts: list[Part] = []
    for name in _FOLDERS:
        made = make_folder(folder / name)
        parts += [Part(folder / name, "made" if made else "there"), *_held(folder / name)]
    for path, text in {
        folder / "README.md": _readme(folder, language),
        folder / ".gitignore": _ignored(language),
    }.items():
        there = os.path.lexists(path)
        if not there:
            write_text(path, text)
        parts.append(Part(path, "there" if there else "made"))
    return parts


def built_in_templates() -> Path:
    """The folder of templates that a file of the same name in a workspace replaces."""
    return assets.ROOT / "templates"


def _held(folder: Path) -> Iterator[Part]:
    """What people have put into a folder of a workspace."""
    if folder.name != "templates":
        yield from (Part(path, "there") for path in sorted(folder.glob("*.yaml")))
        return
    for path in sorted(path for path in folder.rglob("[!.]*") if path.is_file()):
        replaced = built_in_templates() / path.relative_to(folder)
        yield Part(path, "replaces" if replaced.is_file() else "own")


def _readme(folder: Path, language: str) -> str:
    """What the folders are for, and what to do next."""

    def said(name: str) -> str:
        return message(f"workspace.readme.{name}", language)

    steps = []
    for at, (step, commands) in enumerate(_STEPS.items(), start=1):
        steps += [f"{at}. {said(step)}", indent("\n".join(["```sh", *commands, "```"]), "   ")]
    heading, places = f"# {folder.resolve().name}", "\n".join(f"- {said(place)}" for place in _PLACES)
    return "\n\n".join([heading, said("about"), places, f"## {said('next')}", *steps, said("more")]) + "\n"


def _ignored(language: str) -> str:
    """What is not to come into a version history."""
    kinds = {"answers": _ANSWERS, "outputs": _OUTPUTS}
    parts = [["# " + message(f"workspace.ignored.{kind}", language), *kinds[kind]] for kind in kinds]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"
