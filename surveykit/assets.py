"""Where the files lie that travel with the package: templates, worked questionnaires, report plans."""

from collections.abc import Iterator
from pathlib import Path

_PACKAGED = Path(__file__).parent / "_assets"
_CHECKOUT = Path(__file__).parents[1]
ROOT = _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT


def folders(name: str, workspace: Path | None = None) -> tuple[Path, ...]:
    """The folders of that name, the workspace's own first: a file there replaces the built-in one.

    >>> folders("templates")[-1].name
    'templates'
    """
    own = (workspace or Path.cwd()) / name
    return tuple(dict.fromkeys(f.resolve() for f in (own, ROOT / name) if f.is_dir()))


def files(name: str, workspace: Path | None = None, ending: str = ".yaml") -> Iterator[Path]:
    """The files in those folders, each name once, in the order of their names."""
    found: dict[str, Path] = {}
    for folder in folders(name, workspace):
        for path in folder.glob(f"*{ending}"):
            found.setdefault(path.name, path)
    yield from (found[key] for key in sorted(found))
