"""Progress is heard by whoever listens and by nobody else, and a listener can stop the work."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import surveykit as sk
from surveykit.analysis.statistics import resampling
from surveykit.analysis.statistics.contingency import DRAWS, Contingency
from surveykit.analysis.statistics.cumulative import CumulativeLogit
from surveykit.analysis.statistics.expectation_maximisation import normal_moments
from surveykit.analysis.statistics.factor_model import Floats, simple_structure
from surveykit.analysis.statistics.imputation import imputations
from surveykit.analysis.statistics.likelihood import Sample, maximise
from surveykit.analysis.statistics.resampling import CaseBootstrap
from surveykit.core.moments import Moments
from surveykit.core.progress import Step, Stopped, advance, progress
from surveykit.pipeline import example_data
from surveykit.pipeline.reports import write_report

ECSI = Path("questionnaires/ecsi-mobile.yaml").resolve()
PLAN = f"""\
plan: small
questionnaire: {ECSI}
data: {{file: {example_data()}}}
registered: 2026-01-15
analyses:
  - sample
  - paths: {{quality: [image], mediator: satisfaction, outcome: loyalty, draws: 3000}}
"""


def test_who_listens_hears_the_work_inside_and_the_last_who_listens_hears_it() -> None:
    outer: list[Step] = []
    inner: list[Step] = []
    advance("draws", 1, 9)
    with progress(outer.append):
        advance("draws", 2, 9)
        with progress(inner.append):
            advance("draws", 3, 9)
        advance("analyses", 4, 9, "paths")
    advance("draws", 5, 9)
    assert outer == [Step("draws", 2, 9), Step("analyses", 4, 9, "paths")]
    assert inner == [Step("draws", 3, 9)]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_a_study_says_which_analysis_comes_next_and_an_analysis_how_much_is_drawn(plan: Path) -> None:
    heard: list[Step] = []
    with sk.progress(heard.append):
        found = sk.study(plan).findings
    analyses = [step for step in heard if step.what == "analyses"]
    assert [(step.done, step.of) for step in analyses] == [(0, "sample"), (1, "paths"), (2, "sensitivity"), (2, "")]
    assert [step.done for step in heard if step.what == "draws"] == [1200, 2400, 3000]
    assert found == sk.study(plan).findings


def test_a_stop_leaves_no_finding_and_the_data_as_they_were() -> None:
    data = sk.load_data(example_data(), ECSI)

    def stop(step: Step) -> None:
        raise sk.Stopped

    options = {"quality": ["image"], "mediator": "satisfaction", "outcome": "loyalty"}
    with pytest.raises(Stopped), sk.progress(stop):
        sk.paths(data, **options)
    assert sk.paths(data, **options).findings == sk.paths(sk.load_data(example_data(), ECSI), **options).findings


def test_a_stop_is_no_fault_of_an_analysis(plan: Path) -> None:
    """What goes wrong in an analysis costs its finding only; a stop ends the study."""

    def stop(step: Step) -> None:
        if step.what == "draws":
            raise Stopped

    with pytest.raises(Stopped), progress(stop):
        sk.study(plan)


@pytest.mark.parametrize(
    ("name", "options", "kind"),
    [
        ("drivers", {"outcome": "loyalty", "predictors": ["image", "value"]}, "draws"),
        (
            "importance_performance",
            {"outcome": "loyalty", "attributes": ["image", "expectation", "quality", "value"]},
            "draws",
        ),
        ("factors", {}, "draws"),
        ("regression", {"outcome": "loyalty", "predictors": ["image"], "further": ["stability"]}, "draws"),
        ("regression", {"outcome": "loyalty", "predictors": ["image"], "further": ["prediction"]}, "repetitions"),
    ],
)
def test_what_draws_many_times_says_so_to_the_last(name: str, options: dict[str, object], kind: str) -> None:
    heard: list[Step] = []
    with progress(heard.append):
        getattr(sk, name)(sk.load_data(example_data(), ECSI), **options)
    assert {step.what for step in heard} == {kind}
    assert heard[-1].done == heard[-1].total


def holed() -> Floats:
    rows = np.random.default_rng(1).normal(size=(50, 2)) @ np.array([[1.0, 0.5], [0.0, 1.0]])
    rows[::5, 1] = np.nan
    return rows


def ordered() -> CumulativeLogit:
    rng = np.random.default_rng(2)
    x = rng.normal(size=(200, 2))
    return CumulativeLogit(np.digitize(x[:, 0] + rng.logistic(size=200), [-1.0, 1.0]), x)


def without_each(step: int) -> Floats:
    """The means without each of 50 rows."""
    rows = np.random.default_rng(3).normal(size=(50, 2))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(resampling, "_CELLS", step * 8 * 2**2)
        return CaseBootstrap(rows, 100, 1).jackknife(lambda stack: stack.mean)


def factor() -> Floats:
    rng = np.random.default_rng(4)
    rows = rng.normal(size=(300, 1)) + rng.normal(size=(300, 4))
    sample = Sample.of(Moments.of(tuple("abcd"), rows))
    return maximise(simple_structure((0, 0, 0, 0)), [sample]).x


WORKS = [
    (lambda: normal_moments(holed()).covariance, "steps"),
    (lambda: ordered().values, "steps"),
    (lambda: without_each(20), "omissions"),
    (factor, "steps"),
]


@pytest.mark.parametrize(("work", "kind"), WORKS)
def test_what_is_repeated_tells_each_step_and_gives_the_same_numbers(work: Callable[[], Floats], kind: str) -> None:
    heard: list[Step] = []
    quiet = work()
    with progress(heard.append):
        told = work()
    assert (told == quiet).all()
    assert {step.what for step in heard} == {kind}
    assert [step.done for step in heard] == sorted({step.done for step in heard})
    assert len(heard) > 1
    assert heard[-1].done <= heard[-1].total


@pytest.mark.parametrize(("work", "kind"), WORKS)
def test_what_is_repeated_can_be_stopped_at_each_step(work: Callable[[], Floats], kind: str) -> None:
    def stop(step: Step) -> None:
        if step.done > 1:
            raise Stopped

    with pytest.raises(Stopped), progress(stop):
        work()


def test_rows_are_left_out_some_at_a_time() -> None:
    heard: list[Step] = []
    with progress(heard.append):
        some = without_each(20)
    assert heard == [Step("omissions", done, 50) for done in (20, 40, 50)]
    assert (some == without_each(50)).all()


def test_a_report_tells_its_sections_and_can_be_stopped_between_them(plan: Path, tmp_path: Path) -> None:
    done, heard = sk.study(plan), list[Step]()
    with progress(heard.append):
        write_report(done, tmp_path / "told.html", ["en"])
    write_report(done, tmp_path / "quiet.html", ["en"])
    assert [step.done for step in heard] == list(range(1, heard[0].total + 1))
    assert {step.what for step in heard} == {"sections"}
    assert (tmp_path / "told.html").read_bytes() == (tmp_path / "quiet.html").read_bytes()

    def stop(step: Step) -> None:
        raise Stopped

    with pytest.raises(Stopped), progress(stop):
        write_report(done, tmp_path / "stopped.html", ["en"])
    assert not (tmp_path / "stopped.html").exists()


def test_tables_drawn_for_fishers_test_are_told() -> None:
    heard: list[Step] = []
    with progress(heard.append):
        _ = Contingency(np.array([[3, 1, 0], [1, 2, 3]])).fisher_p
    assert heard[-1] == Step("draws", DRAWS, DRAWS)


def test_every_step_of_a_chain_of_imputations_is_told() -> None:
    """10 to begin with, and 5 from each imputation to the next."""
    rows = np.random.default_rng(1).normal(size=(50, 2))
    rows[::5, 1] = np.nan
    heard: list[Step] = []
    with progress(heard.append):
        given = [len(heard) for _ in imputations(rows, 3, 1)]
    assert given == [10, 15, 20]
    assert heard[-1] == Step("draws", 20, 20)
