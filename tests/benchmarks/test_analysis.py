"""How fast the analyses are, beside what people would use instead: `make bench` prints both and the ratio.

Each goal runs in one process, our call and the other one after another, round by round, so that both meet the same
machine. Ours goes through the public call with `only`; what is timed begins with a Dataset that nothing has been asked.
"""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pingouin
import pytest
import statsmodels.api as sm

import surveykit as sk
from surveykit.core.moments import Moments
from surveykit.pipeline import example_data
from tests.benchmarks.likert import FACTORS, GROUPS, NAMES, ROOT, answers, dataset

ROUNDS = 3
MILLION = 10**6
PREDICTORS = NAMES[10:20]


def seconds(run: Callable[[], object]) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def compare(goal: str, ours: Callable[[], object], other: Callable[[], object], least: float) -> None:
    """`other` takes at least `least` times as long as ours."""
    taken = [(seconds(ours), seconds(other)) for _ in range(ROUNDS)]
    told(goal, *(min(column) for column in zip(*taken, strict=True)), least)


def measured(code: str) -> tuple[float, float]:
    """What some code prints last in a process of its own, and the MiB that this has at most."""
    script = f"{code}\nprint(*[line for line in open('/proc/self/status') if line.startswith('VmHWM')])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    *printed, _, kilobytes, _ = done.stdout.split()
    return float(printed[-1]) if printed else 0.0, float(kilobytes) / 1024


def peak(code: str) -> float:
    """MiB that a process of its own has at most after running some code."""
    return measured(code)[1]


needs_r = pytest.mark.skipif(shutil.which("Rscript") is None, reason="needs R with psych, lavaan and sandwich")
READ = "X <- as.data.frame(matrix(readBin('{file}', 'integer', {n} * 30, size = 1), ncol = 30, "
READ += "dimnames = list(NULL, paste0('q', 0:29))))"


def in_r(folder: Path, n: int, script: str) -> list[float]:
    """The numbers on the last line of what a script prints in R, which finds the answers as data frame X."""
    file = folder / "answers.bin"
    file.write_bytes(answers(n).T.tobytes())
    lines = (READ.format(file=file, n=n), script)
    done = subprocess.run(["Rscript", "-e", "\n".join(lines)], capture_output=True, text=True, check=True)
    return [float(word) for word in done.stdout.splitlines()[-1].split()]


def told(goal: str, own: float, others: float, least: float) -> None:
    """`others` is at least `least` times as much as ours."""
    print(f"\n{goal}: {own:.4f} s, the other {others:.3f} s: {others / own:.0f} times")
    assert others / own >= least


def alpha(data):
    return sk.reliability(data, "all", only=["cronbach_alpha", "alpha_if_deleted", "item_total_r"])


def pingouin_alpha(n: int) -> None:
    frame = pd.DataFrame(answers(n), columns=NAMES)
    pingouin.cronbach_alpha(frame)
    for name in NAMES:
        pingouin.cronbach_alpha(frame.drop(columns=name))


def test_reliability_table_of_a_million():
    data = [dataset(MILLION) for _ in range(2 * ROUNDS)]
    compare("A1 reliability, 1e6 x 30, against one pass of moments",
            lambda: alpha(data.pop()),
            lambda: Moments.of_blocks(NAMES, data[-1].blocks(NAMES)), 0.5)  # fmt: skip
    data = [dataset(MILLION) for _ in range(ROUNDS)]
    own = min(seconds(lambda: alpha(data.pop())) for _ in range(ROUNDS))
    told("A1 against 31 calls of pingouin", own, seconds(lambda: pingouin_alpha(MILLION)), 50)


@needs_r
def test_reliability_table_beside_psych(tmp_path):
    data = [dataset(MILLION) for _ in range(ROUNDS)]
    own = min(seconds(lambda: alpha(data.pop())) for _ in range(ROUNDS))
    (others,) = in_r(tmp_path, MILLION, "cat(system.time(psych::alpha(X))[3])")
    told("A1 reliability, 1e6 x 30, against psych::alpha", own, others, 200)


def test_reliability_table_of_a_thousand():
    alpha(dataset(1000))
    data = [dataset(1000) for _ in range(20)]
    own = min(seconds(lambda: alpha(data.pop())) for _ in range(20))
    print(f"\nA1 reliability, 1e3 x 30: {1000 * own:.2f} ms")
    assert own < 0.002


def columns(n: int) -> tuple[np.ndarray, np.ndarray]:
    """Ten predictors and an outcome as the other libraries want them."""
    table = answers(n)
    return table[:, 10:20].astype(float), table[:, 0].astype(float)


def statsmodels_ols(n: int) -> None:
    X, y = columns(n)
    sm.OLS(y, sm.add_constant(X)).fit(cov_type="HC3")


def importance(data):
    return sk.drivers(data, "q0", PREDICTORS, draws=0, only=["relative_importance"])


def test_relative_importance_of_a_million():
    data = [dataset(MILLION) for _ in range(ROUNDS)]
    compare("A2 LMG, 1e6, 10 predictors, against pingouin",
            lambda: importance(data.pop()),
            lambda: pingouin.linear_regression(*columns(MILLION), relimp=True), 20)  # fmt: skip


def test_relative_importance_beside_all_subsets():
    """All 1,023 regressions one by one; 64 of them, drawn at random, are timed."""
    data = [dataset(MILLION) for _ in range(ROUNDS)]
    own = min(seconds(lambda: importance(data.pop())) for _ in range(ROUNDS))
    X, y = columns(MILLION)
    sets = np.random.default_rng(0).permutation(np.arange(1, 1024))[:64]

    def fit_each() -> None:
        for members in sets:
            sm.OLS(y, sm.add_constant(X[:, [j for j in range(10) if members >> j & 1]])).fit().rsquared  # noqa: B018

    told("A2 LMG, 1e6, 10 predictors, against 1,023 fits", own, seconds(fit_each) * 1023 / 64, 3000)


def test_intervals_of_relative_importance():
    data = [dataset(1000) for _ in range(ROUNDS)]
    only = ["relative_importance"]
    own = min(seconds(lambda: sk.drivers(data.pop(), "q0", PREDICTORS, draws=1000, only=only)) for _ in range(ROUNDS))
    print(f"\nA2 LMG intervals, 1,000 draws, n = 1e3: {own:.3f} s")
    assert own <= 1


def mediation(data, **options):
    options = {"quality": ["q0"], "mediator": "q10", "outcome": "q20", "covariates": ["q5", "q15", "q25"]} | options
    return sk.paths(data, only=["indirect_effect"], **options)


def pingouin_mediation(n: int, draws: int) -> None:
    frame = pd.DataFrame(answers(n).astype(float), columns=NAMES)
    covariates = ["q5", "q15", "q25"]
    pingouin.mediation_analysis(frame, x="q0", m="q10", y="q20", covar=covariates, n_boot=draws, seed=1)


def test_mediation_of_a_thousand():
    data = [dataset(1000) for _ in range(ROUNDS)]
    compare("A3 mediation, 5,000 draws, n = 1e3, against pingouin",
            lambda: mediation(data.pop()), lambda: pingouin_mediation(1000, 5000), 10)  # fmt: skip


MEDIATION = """
suppressMessages(library(lavaan))
M <- 'q10 ~ a*q0 + q5 + q15 + q25
      q20 ~ b*q10 + q0 + q5 + q15 + q25
      indirect := a*b'
cat(system.time(sem(M, X, se = 'boot', bootstrap = {draws}))[3])
"""


@needs_r
def test_mediation_beside_lavaan(tmp_path):
    """A hundred of lavaan's draws are timed: each takes the same."""
    data = [dataset(1000) for _ in range(ROUNDS)]
    own = min(seconds(lambda: mediation(data.pop())) for _ in range(ROUNDS))
    (others,) = in_r(tmp_path, 1000, MEDIATION.format(draws=100))
    told("A3 mediation, 5,000 draws, n = 1e3, against lavaan", own, others * 50, 1000)


def test_mediation_of_a_hundred_thousand():
    made = "from tests.benchmarks.test_analysis import dataset, mediation; import time; data = dataset(10**5); "
    timed = "started = time.perf_counter(); mediation(data); print(time.perf_counter() - started)"
    own, most = measured(made + timed)
    print(f"\nA3 mediation, 5,000 draws, n = 1e5: {own:.1f} s, {most:.0f} MiB")
    assert own <= 10
    assert most <= 600


def test_ols_with_hc3_of_a_million():
    data = [dataset(MILLION) for _ in range(ROUNDS)]
    compare("A6 OLS with HC3, 1e6, 10 predictors, against statsmodels",
            lambda: sk.regression(data.pop(), "q0", PREDICTORS, only=["coefficient"]),
            lambda: statsmodels_ols(MILLION), 8)  # fmt: skip


def test_ols_with_hc3_of_a_thousand():
    sk.regression(dataset(1000), "q0", PREDICTORS, only=["coefficient"])
    data = [dataset(1000) for _ in range(20)]
    own = min(seconds(lambda: sk.regression(data.pop(), "q0", PREDICTORS, only=["coefficient"])) for _ in range(20))
    print(f"\nA6 OLS with HC3, n = 1e3: {1000 * own:.2f} ms")
    assert own < 0.002


HC3 = """
suppressMessages(library(sandwich))
fit <- function() { m <- lm(reformulate(paste0('q', 10:19), 'q0'), X); sqrt(diag(vcovHC(m, 'HC3'))) }
cat(min(replicate(2, system.time(fit())[3])))
"""


@needs_r
def test_ols_with_hc3_beside_r(tmp_path):
    data = [dataset(MILLION) for _ in range(ROUNDS)]
    only = ["coefficient"]
    own = min(seconds(lambda: sk.regression(data.pop(), "q0", PREDICTORS, only=only)) for _ in range(ROUNDS))
    (others,) = in_r(tmp_path, MILLION, HC3)
    told("A6 OLS with HC3, 1e6, 10 predictors, against lm and sandwich", own, others, 12)


def test_ols_with_hc3_of_ten_million():
    made = "from tests.benchmarks.test_analysis import *; data = dataset(10**7); "
    asked = "sk.regression(data, 'q0', PREDICTORS, only=['coefficient'])"
    own, most = measured(f"{made}started = time.perf_counter(); {asked}; print(time.perf_counter() - started)")
    print(f"\nA6 OLS with HC3, 1e7, 10 predictors: {own:.1f} s, {most:.0f} MiB")
    assert own <= 3
    assert most <= 512


FIT = ["loading", "chi_square", "cfi", "tli", "rmsea", "srmr"]
LAVAAN = """
suppressMessages(library(lavaan))
M <- paste(sapply(0:2, function(j) paste0('F', j, '=~', paste0('q', j * 10 + 0:9, collapse = '+'))), collapse = '\\n')
cat(min(replicate({times}, system.time({{ m <- cfa(M, X); fitMeasures(m) }})[3])))
"""


@needs_r
@pytest.mark.parametrize(("n", "least", "times"), [(1000, 3, 3), (MILLION, 25, 1)])
def test_confirmatory_factor_analysis(tmp_path, n, least, times):
    (others,) = in_r(tmp_path, n, LAVAAN.format(times=times))
    data = [dataset(n, FACTORS) for _ in range(ROUNDS + 1)]
    own = min(seconds(lambda: sk.confirmatory(data.pop(), tuple(GROUPS), only=FIT)) for _ in range(ROUNDS + 1))
    told(f"A5 CFA 3 x 10, n = {n:.0e}, against lavaan", own, others, least)


OURS = """
import surveykit as sk
from tests.benchmarks.likert import *
{code}
"""


STATSMODELS = """
from tests.benchmarks.test_analysis import statsmodels_ols
statsmodels_ols(10**6)
"""


def test_memory():
    made = peak(OURS.format(code="answers(10**6)"))
    table = peak(OURS.format(code="sk.reliability(dataset(10**6), 'all', only=['cronbach_alpha', 'alpha_if_deleted'])"))
    ols = peak(OURS.format(code="sk.regression(dataset(10**6), 'q0', NAMES[10:20], only=['coefficient'])"))
    theirs = peak(STATSMODELS)
    print(f"\nMiB at most, of them {made:.0f} with the data alone: reliability {table:.0f}, OLS {ols:.0f}")
    print(f"statsmodels {theirs:.0f}")
    assert table <= 250
    assert ols - made <= (theirs - made) / 4


STUDY = """
plan: whole
questionnaire: {root}/questionnaires/ecsi-mobile.yaml
data: {{file: "{data}"}}
analyses:
  - describe
  - missing
  - reliability
  - factors
  - confirmatory
  - relations
  - regression: {{outcome: satisfaction, predictors: [image, expectation, quality, value]}}
  - regression: {{outcome: loyalty, predictors: [image, quality, satisfaction]}}
  - drivers: {{outcome: satisfaction, predictors: [image, expectation, quality, value]}}
  - paths: {{quality: [image, quality], mediator: satisfaction, outcome: loyalty, draws: 5000}}
  - importance_performance: {{outcome: satisfaction, attributes: [image, expectation, quality, value]}}
"""


def test_a_whole_study(tmp_path):
    plan = tmp_path / "whole.yaml"
    plan.write_text(STUDY.format(root=ROOT, data=example_data()), encoding="utf-8")
    own = seconds(lambda: sk.study(plan))
    print(f"\nA whole study of 24 items and 250 respondents, 5,000 draws: {own:.1f} s")
    assert own < 20
