"""SPSS (.sav): codes with variable and value labels, user-missing values -6 to -1, measurement levels and widths."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyreadstat

from surveykit.core.columns import Column, Texts, WholeNumbers
from surveykit.core.output import replacing
from surveykit.interchange.export.limits import cut_bytes
from surveykit.interchange.export.losses import Losses
from surveykit.interchange.export.spss import HIGHEST, SpssVariable, spss_text, spss_variables
from surveykit.interchange.export.table import LOWEST, ExportTable, Kind

_MOST_FILE_LABEL = 64


def write_sav(table: ExportTable, path: Path, losses: Losses) -> None:
    """Write the table. An answer that cannot be compared is system-missing."""
    variables = spss_variables(table, losses)
    cells = {v.name: _cells(table, v, losses) for v in variables}
    named = [v for v in variables if v.values]
    with replacing(path) as part:
        pyreadstat.write_sav(
            pd.DataFrame(cells),
            part,
            file_label=cut_bytes(table.questionnaire.id, _MOST_FILE_LABEL),
            column_labels=[v.label for v in variables],
            row_compress=True,
            variable_value_labels={v.name: dict(v.values) for v in named},
            missing_ranges={v.name: [{"lo": LOWEST, "hi": HIGHEST}] for v in variables if v.missing},
            variable_measure={v.name: v.level for v in variables},
            variable_display_width={v.name: min(40, max(8, v.width)) for v in variables},
            variable_format={v.name: v.format for v in variables if v.field.kind in (Kind.NUMBER, Kind.REASON)},
        )


def _cells(table: ExportTable, v: SpssVariable, losses: Losses) -> Any:
    column = table.column(v.field)
    if isinstance(column, Texts):
        return pd.Series(list(spss_text(table, v.field, column, losses)), dtype=object)
    numbers = coded_numbers(column, v.field.marked)
    return numbers.astype("datetime64[s]").astype("datetime64[ms]") if v.field.kind is Kind.TIME else numbers


def coded_numbers(column: Column, marked: bool) -> Any:
    """Numbers (n) with the codes of reasons among them if `marked`; NaN where there is neither."""
    if isinstance(column, WholeNumbers) and marked:
        return np.where(column.codes >= LOWEST, column.codes, np.nan)
    reasons = np.where((column.codes >= LOWEST) & marked, column.codes, np.nan)
    return np.where(column.codes >= 0, column.numbers(), reasons)
