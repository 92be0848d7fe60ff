"""What all steps share: where templates are, and our version."""

from importlib.metadata import version as installed_version
from importlib.util import find_spec
from pathlib import Path

from surveykit import assets
from surveykit.core.output import write_text
from surveykit.errors import OperatorError

_EXTRA_OF = {
    ".sav": ("pyreadstat", "pyreadstat", "spss"),
    ".dta": ("pyreadstat", "pyreadstat", "spss"),
    ".parquet": ("pyarrow", "pyarrow", "big"),
    ".docx": ("docx", "python-docx", "office"),
    ".pptx": ("pptx", "python-pptx", "office"),
}
"""The module that files of an ending need, the package that holds it, and the extra of ours that brings it."""


def version() -> str:
    """Our own version."""
    return installed_version("surveykit")


def template_folders() -> tuple[Path, ...]:
    """Where templates are: the workspace's, ours, and those of other packages' item kinds."""
    from surveykit.items.outside import template_folders as outside

    return (*assets.folders("templates"), *outside())


def write_page(page: str, out: Path) -> None:
    """Write an HTML page as it is, or as the PDF that is made from it."""
    from surveykit.report.pdf import write_pdf

    if out.suffix == ".pdf":
        write_pdf(page, out)
    else:
        write_text(out, page)


def need_extra(ending: str) -> None:
    """Raise OperatorError where the package that files of an ending need is not installed."""
    if not has_extra(ending):
        _, package, extra = _EXTRA_OF[ending]
        raise OperatorError.of("extra-missing", package=package, extra=extra)


def has_extra(ending: str) -> bool:
    """Whether what files of an ending need is installed."""
    return ending not in _EXTRA_OF or find_spec(_EXTRA_OF[ending][0]) is not None
