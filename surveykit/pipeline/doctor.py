"""Whether this machine has what surveykit needs: the libraries and fonts of its PDFs, and the optional packages."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires
from importlib.metadata import version as installed_version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from surveykit.report.machine import Part

DEVELOPERS = ("all", "test", "lint", "dev")
"""Extras that add nothing of their own to what users can do."""
_REQUIREMENT = re.compile(r"""(?P<package>[\w.-]+)[^;]*; extra == ['"](?P<extra>\w+)['"]""")


@dataclass(frozen=True)
class Extra:
    """An optional part: the version of each package that is there, None where it is not."""

    name: str
    packages: Mapping[str, str | None]

    @property
    def found(self) -> bool:
        """Whether all of it is there."""
        return None not in self.packages.values()


@dataclass(frozen=True)
class Machine:
    """What was found. `ready` says whether reports can be made here in both languages."""

    parts: "tuple[Part, ...]"
    extras: tuple[Extra, ...]

    @property
    def ready(self) -> bool:
        """Whether nothing that is needed is missing."""
        return all(part.found for part in self.parts if part.needed)


def doctor() -> Machine:
    """Look at this machine."""
    from surveykit.report.machine import machine

    return Machine(machine(), tuple(_extras(requires("surveykit") or [])))


def install_fonts() -> bool:
    """Install missing fonts; False where there was nothing to do. Raises OperatorError where it cannot be done."""
    from surveykit.report.machine import install_fonts as install

    return install()


def _extras(requirements: Sequence[str]) -> Iterator[Extra]:
    """What users can add, from the requirements in our own metadata."""
    said = [match for line in requirements if (match := _REQUIREMENT.match(line))]
    for name in sorted({match["extra"] for match in said} - set(DEVELOPERS)):
        yield Extra(name, {match["package"]: _version(match["package"]) for match in said if match["extra"] == name})


def _version(package: str) -> str | None:
    try:
        return installed_version(package)
    except PackageNotFoundError:
        return None
