"""What all steps share: where templates are, and our version."""

from importlib.metadata import version as installed_version
from importlib.util import find_spec
from pathlib import Path

from surveykit import assets
from surveykit.core.output import write_text
from surveykit.errors import OperatorError, Place, Problem

_EXTRAS_OF = {
    ".sav": [("pyreadstat", "pyreadstat", "spss")],
    ".dta": [("pyreadstat", "pyreadstat", "spss")],
    ".parquet": [("pyarrow", "pyarrow", "big"), ("polars", "polars", "big")],
    ".docx": [("docx", "python-docx", "office")],
    ".pptx": [("pptx", "python-pptx", "office")],
}
"""The modules that files of an ending need, the package that holds each, and the extra of ours that brings it."""


def version() -> str:
    """Our own version."""
    return installed_version("surveykit")


def template_folders() -> tuple[Path, ...]:
    """Where templates are: the workspace's, ours, and those of other packages' item kinds."""
    from surveykit.items.outside import template_folders as outside

    return (*assets.folders("templates"), *outside())


def ending(path: Path) -> str:
    """How a file's name ends, in small letters: `.PDF` is as good as `.pdf`."""
    return path.suffix.lower()


def unfit_ending(path: Path, *known: str) -> Problem:
    """That nothing can be written under this name: its ending is another than the known ones, or it has none."""
    if not path.suffix:
        return Problem("no-ending", Place(str(path)), {"known": known})
    return Problem("unknown-ending", Place(str(path)), {"found": path.suffix, "known": known})


def write_page(page: str, out: Path, allow_missing: bool = False) -> None:
    """Write an HTML page as it is, or as the PDF that is made from it (see `write_pdf`)."""
    from surveykit.report.pdf import write_pdf

    if ending(out) == ".pdf":
        write_pdf(page, out, allow_missing=allow_missing)
    else:
        write_text(out, page)


def need_extra(ending: str) -> None:
    """Raise OperatorError where the package that files of an ending need is not installed."""
    for package, extra in _lacking(ending):
        raise OperatorError.of("extra-missing", package=package, extra=extra)


def has_extra(ending: str) -> bool:
    """Whether what files of an ending need is installed."""
    return not _lacking(ending)


def _lacking(ending: str) -> list[tuple[str, str]]:
    """The packages that files of an ending need and that are not installed, each with its extra."""
    return [(package, extra) for module, package, extra in _EXTRAS_OF.get(ending, ()) if find_spec(module) is None]
