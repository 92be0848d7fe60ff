"""Small forms for tests, and what they become."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from xlsxwriter import Workbook

from surveykit import pipeline
from surveykit.core.language import describe
from surveykit.core.questionnaire import Questionnaire
from surveykit.design.load import load_questionnaire
from surveykit.errors import Problem, Severity, SurveykitError

Rows = Sequence[Sequence[object]]

BOTH = ("type", "name", "label::English (en)", "label::中文 (zh)")
YES_NO = [("list_name", "name", "label"), ("yes_no", "yes", "Yes"), ("yes_no", "no", "No")]


def book(path: Path, **sheets: Rows) -> Path:
    """A workbook with these sheets; texts as they are, numbers as numbers."""
    with Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as workbook:
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for y, row in enumerate(rows):
                for x, cell in enumerate(row):
                    if cell is not None:
                        sheet.write(y, x, cell)
    return path


@dataclass(frozen=True)
class Done:
    """What a form became."""

    questionnaire: Questionnaire
    problems: list[Problem]

    @property
    def lost(self) -> list[str]:
        """The codes of what was lost."""
        return [p.code for p in self.problems if p.severity is Severity.WARNING]

    def __getitem__(self, id: str) -> object:
        return self.questionnaire.item_by_id[id]


def read(path: Path) -> Done:
    """The questionnaire of a form."""
    out = path.parent / f"{path.stem}-read.yaml"
    problems = pipeline.convert(path, out)
    said(problems)
    return Done(load_questionnaire(out), problems)


def refused(path: Path) -> list[tuple[str, str | None, int | None, str | None]]:
    """Why a form is refused: code, sheet, row, column."""
    out = path.parent / "never.yaml"
    try:
        pipeline.convert(path, out)
    except SurveykitError as error:
        said(error.problems)
        *problems, last = error.problems
        assert not out.exists()
        assert all(p.place.file.startswith(str(path)) for p in problems)
        if last.code != "nothing-converted":
            problems = [*problems, last]
        return [(p.code, p.place.sheet, p.place.row, p.place.field) for p in problems]
    raise AssertionError("the form was taken")


def said(problems: Sequence[Problem]) -> None:
    """Every problem has its words in both languages; a missing value would raise."""
    assert all(describe(problem, language) for problem in problems for language in ("en", "zh"))
