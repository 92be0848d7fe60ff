"""Tables of counts, against R."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from surveykit.analysis.statistics.contingency import Contingency, hidden_cells
from tests.analysis.small import agrees

RESULTS: dict[str, Any] = json.loads((Path(__file__).parents[2] / "reference" / "cross_tables.json").read_text())[
    "results"
]


def close(found: Any, value: Any, tolerance: float) -> bool:
    return bool(np.all(np.abs(np.asarray(found) - value) <= tolerance * np.maximum(1, np.abs(value))))


@pytest.mark.parametrize("name", sorted(RESULTS))
def test_r_agrees(name: str) -> None:
    entry = RESULTS[name]
    value, tol = entry["value"], entry["tol"]
    table = Contingency(np.array(value["counts"]))
    assert agrees(table.chi_square, value["chi_square"], tol)
    assert table.df == value["df"]
    assert agrees(table.chi_square_p, value["p"], tol)
    assert close(table.expected, value["expected"], tol)
    assert close(table.residuals, value["residuals"], tol)
    assert close(table.residual_holm, value["residual_holm"], tol)
    assert table.cramers_v is not None
    assert agrees(table.cramers_v, value["cramers_v"], tol)
    if table.v_interval is not None:
        assert close(table.v_interval, value["v_interval"], tol)
    if "fisher_p" in value:
        assert agrees(table.fisher_p, value["fisher_p"], entry["fisher_tol"])


def test_the_interval_of_v_excludes_zero_exactly_where_p_is_below_five_percent() -> None:
    for shift in range(20):
        table = Contingency(np.array([[50 + shift, 50], [50, 50 + shift]]))
        if table.v_interval is not None:
            assert (table.v_interval[0] > 0) == (table.chi_square_p < 0.05)


def test_a_sparse_table_has_no_interval_and_fishers_p() -> None:
    table = Contingency(np.array(RESULTS["job"]["value"]["counts"]))
    assert table.sparse
    assert table.v_interval is None
    assert table.p == table.fisher_p == Contingency(table.counts).fisher_p


def test_a_table_without_any_association_has_no_interval_of_no_width() -> None:
    assert Contingency(np.array([[25, 25], [25, 25]])).v_interval is None


def test_a_perfect_association() -> None:
    table = Contingency(np.diag([40, 30, 30]))
    assert table.cramers_v == pytest.approx(1)
    assert table.v_interval is not None
    assert table.v_interval[1] == 1


@pytest.mark.parametrize("seed", range(30))
def test_hidden_cells_do_not_follow_from_the_totals(seed: int) -> None:
    counts = np.random.default_rng(seed).poisson(9, size=(4, 5))
    hidden = hidden_cells(counts)
    assert hidden[(counts > 0) & (counts < 5)].all()
    assert all(line.sum() != 1 for line in (*hidden, *hidden.T))


def test_a_table_without_small_counts_is_shown() -> None:
    assert not hidden_cells(np.array([[5, 0], [60, 7]])).any()
