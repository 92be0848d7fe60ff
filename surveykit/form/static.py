"""Style sheet, scripts and icon: read once, each under an address that holds the hash of its content."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


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
    """The files of `form/` in each folder, by name. The first folder that has a name wins."""
    assets: dict[str, Asset] = {}
    for folder in folders:
        for path in sorted((folder / "form").glob("*")):
            if path.suffix in TYPES and path.name not in assets:
                content = path.read_bytes()
                assets[path.name] = Asset(path.name, content, hashlib.sha256(content).hexdigest()[:16])
    return assets
