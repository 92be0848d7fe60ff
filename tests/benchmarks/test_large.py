"""More respondents than fit in memory: a Parquet file read in blocks, beside DuckDB handing the same blocks to NumPy.

`make bench ARGS="-k large"`; SURVEYKIT_BENCH_ROWS=1e8 asks for more than the usual 1e7 (the file then takes 0.7 GB in
build/, and some minutes to make).
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
N = int(float(os.environ.get("SURVEYKIT_BENCH_ROWS", "1e7")))
MAKE = """
import numpy as np, pyarrow as pa, pyarrow.parquet as pq
from pathlib import Path
from tests.benchmarks.likert import NAMES
rng, path = np.random.default_rng(1), Path({path!r})
path.parent.mkdir(parents=True, exist_ok=True)
writer = None
for start in range(0, {n}, 10**6):
    rows = min(10**6, {n} - start)
    factors = rng.standard_normal((3, rows), dtype=np.float32)
    made = {{name: np.clip(np.round(3 + factors[at // 10] + rng.standard_normal(rows, dtype=np.float32)), 1, 5)
            .astype(np.int8) for at, name in enumerate(NAMES)}}
    table = pa.table(made)
    writer = writer or pq.ParquetWriter(path.with_suffix(".part"), table.schema)
    writer.write_table(table)
writer.close()
path.with_suffix(".part").rename(path)
"""
OURS = """
import time
import surveykit as sk
from tests.benchmarks.likert import FACTORS, NAMES, GROUPS
started = time.perf_counter()
data = sk.load_data({path!r}, FACTORS)
sk.reliability(data, tuple(GROUPS), only=["cronbach_alpha", "alpha_if_deleted"])
sk.relations(data, variables=("q0", "q10", "q20"), only=["pearson_r"])
sk.regression(data, "q0", NAMES[10:20], errors="classical", only=["coefficient"])
sk.confirmatory(data, tuple(GROUPS), only=["loading", "chi_square", "cfi"])
print(time.perf_counter() - started, *open("/proc/self/status").read().split("VmHWM:")[1].split()[:1])
"""
DUCKDB = """
import time
import duckdb, numpy as np
duckdb.sql("set enable_progress_bar = false")
started = time.perf_counter()
S, s, n = np.zeros((30, 30)), np.zeros(30), 0
for batch in duckdb.sql("select * from '{path}'").to_arrow_reader(1 << 18):
    B = np.column_stack([column.to_numpy() for column in batch.columns]).astype(np.float32)
    S += B.T @ B
    s += B.sum(0, dtype=np.float64)
    n += len(B)
print(time.perf_counter() - started, *open("/proc/self/status").read().split("VmHWM:")[1].split()[:1])
"""


def run(code: str) -> tuple[float, float]:
    """Seconds, and MiB at most."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    seconds, kib = done.stdout.split()
    return float(seconds), float(kib) / 1024


def test_alpha_correlation_ols_and_cfa_of_a_large_file():
    pytest.importorskip("duckdb")
    path = str(ROOT / "build" / "benchmarks" / f"likert-{N}.parquet")
    if not Path(path).exists():
        subprocess.run([sys.executable, "-c", MAKE.format(path=path, n=N)], check=True, cwd=ROOT)
    (own, memory), (other, _) = min(run(OURS.format(path=path)) for _ in range(2)), run(DUCKDB.format(path=path))
    print(f"\nL2, n = {N:.0e}: all four {own:.1f} s, {memory:.0f} MiB; DuckDB {other:.1f} s: {own / other:.2f} of it")
    assert memory <= 512
