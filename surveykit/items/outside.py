"""Item kinds of other packages, found by their entry points in the group `surveykit.items`.

The entry point's name is the kind's name, its value the module that has the class under `@kind("...")`. A package
that is at fault harms only the questionnaires that use its kind: they are told of it as of any other fault.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from surveykit.core.item import KINDS, Item

GROUP = "surveykit.items"


@dataclass(frozen=True)
class Outside:
    """What other packages bring: the folders of their templates, and what is wrong with which kind.

    `faults` maps a kind's name to the code and the values of a problem.
    """

    folders: tuple[Path, ...] = ()
    faults: Mapping[str, tuple[str, dict[str, object]]] = field(default_factory=dict)


@cache
def outside_kinds() -> Outside:
    """Register the kinds of other packages, once."""
    ours, faults = set(KINDS), dict[str, tuple[str, dict[str, object]]]()
    seen: set[str] = set()
    folders: dict[Path, None] = {}
    for point in sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value)):
        if point.name in ours | seen:
            faults[point.name] = "outside-kind-clash", {"kind": point.name, "module": point.value}
        elif fault := _load(point):
            faults[point.name] = fault
        else:
            folders.update(dict.fromkeys(_folders(KINDS[point.name])))
        seen.add(point.name)
    return Outside(tuple(folders), faults)


def template_folders() -> tuple[Path, ...]:
    """Where the templates of other packages' kinds are, to go after our own folders."""
    return outside_kinds().folders


def _load(point: EntryPoint) -> tuple[str, dict[str, object]] | None:
    """Import the module; what is wrong with it, if anything. A kind that is at fault is not registered."""
    before = dict(KINDS)
    values: dict[str, object] = {"kind": point.name, "module": point.value}
    try:
        point.load()
    except Exception as error:  # noqa: BLE001 - another's module may raise anything
        KINDS.clear()
        KINDS.update(before)
        return "outside-kind-broken", {**values, "detail": f"{type(error).__name__}: {error}"}
    if point.name not in KINDS:
        return "outside-kind-absent", values
    form = f"items/{point.name}/form.html"
    if not any((folder / form).is_file() for folder in _folders(KINDS[point.name])):
        del KINDS[point.name]
        return "outside-kind-without-form", {**values, "form": form}
    return None


def _folders(cls: type[Item]) -> Iterator[Path]:
    if cls.templates is not None:
        yield Path(cls.templates)
