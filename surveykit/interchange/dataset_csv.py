"""A Dataset as a CSV file that can be imported as it is: an id and one column a variable, codes in the cells."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from surveykit.core.codebook import Missing, Variable
from surveykit.core.columns import BLOCK, Column, Texts, WholeNumbers
from surveykit.core.dataset import Dataset
from surveykit.core.output import replacing

ID = "id"
_REASONS = {m.value: m.id for m in Missing}
_CODES = np.array([str(code) for code in range(-128, 128)], dtype=object)
_NAMES = np.array([_REASONS.get(code, str(code)) for code in range(-128, 128)], dtype=object)


def write_dataset_csv(data: Dataset, path: Path) -> None:
    """Write all answers. What is missing has the code of its reason, -1 to -6, or among numbers that can be negative
    its name; a choice has the code of its option.

    UTF-8 with a byte order mark, so that Excel shows Chinese.
    """
    variables = data.codebook.asked.variables
    names = [v.name for v in variables]
    with _writing(path, [ID, *names]) as writer:
        start = 0
        for part in data.columns.blocks(names):
            columns = [_cells(v, part[v.name]) for v in variables]
            count = len(part[names[0]].codes) if names else 0
            writer.writerows(zip(data.respondents[start : start + count], *columns, strict=True))
            start += count


def write_table_csv(ids: Sequence[str], columns: Mapping[str, Sequence[str]], path: Path) -> None:
    """Write columns of texts beside the respondents' ids."""
    with _writing(path, [ID, *columns]) as writer:
        for start in range(0, len(ids), BLOCK):
            rows = slice(start, start + BLOCK)
            writer.writerows(zip(ids[rows], *(column[rows] for column in columns.values()), strict=True))


@contextmanager
def _writing(path: Path, header: Sequence[str]) -> Iterator[Any]:
    with replacing(path) as part, part.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        yield writer


def _cells(variable: Variable, column: Column) -> Sequence[str]:
    codes, shown = column.codes, _CODES if variable.holds_reasons or not variable.numeric else _NAMES
    if isinstance(column, WholeNumbers):
        cells: Sequence[str] = shown[codes.astype(np.int16) + 128].tolist()
        return cells
    values = column.values if isinstance(column, Texts) else column.numbers()
    return [
        _cell(value) if code >= 0 else shown[code + 128]
        for value, code in zip(values.tolist(), codes.tolist(), strict=True)
    ]


def _cell(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.15g}"
