"""Style sheet, scripts and icon: read once, each under an address that holds the hash of its content.

An item kind may bring `items/<kind>/form.css`, which is added to the one style sheet, and `items/<kind>/form.js`,
which is sent as `<kind>.js` to the pages that ask such an item.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
STYLE = "form.css"


@dataclass(frozen=True)
class Asset:
    """One file as it is sent."""

    name: str
    content: bytes
    digest: str

    @property
    def type(self) -> str:
        """The media type."""
        return TYPES[Path(self.name).suffix]


def read_assets(folders: Sequence[Path]) -> dict[str, Asset]:
    """The files of `form/` and of the item kinds in these folders, by name. The first folder that has a file wins."""
    contents = {path.name: path.read_bytes() for path in _first(folders, "form/*").values() if path.suffix in TYPES}
    for name, path in _first(folders, "items/*/form.js").items():
        contents.setdefault(f"{Path(name).parent.name}.js", path.read_bytes())
    styles = [path.read_bytes() for path in _first(folders, "items/*/form.css").values()]
    if STYLE in contents:
        contents[STYLE] = b"\n".join([contents[STYLE], *styles])
    return {name: Asset(name, content, _digest(content)) for name, content in sorted(contents.items())}


def _first(folders: Sequence[Path], pattern: str) -> dict[str, Path]:
    """The files that match, by their path below the first folder that has them, in the order of those paths."""
    found: dict[str, Path] = {}
    for folder in folders:
        for path in folder.glob(pattern):
            found.setdefault(path.relative_to(folder).as_posix(), path)
    return dict(sorted(found.items()))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
