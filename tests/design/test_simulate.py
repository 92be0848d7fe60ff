"""Simulated respondents: every way that a questionnaire allows and no other, and of a stated truth."""

import math
from collections import Counter
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from surveykit.cleaning.code import code_responses
from surveykit.core.codebook import Missing, Value
from surveykit.core.dataset import Dataset
from surveykit.core.item import KINDS
from surveykit.core.questionnaire import Questionnaire
from surveykit.core.response import Status
from surveykit.design.load import load_questionnaire, parse_questionnaire
from surveykit.design.simulate import Simulation, simulate
from surveykit.design.simulation.drafted import drafted_model
from surveykit.design.simulation.people import Care, respondent_seed
from surveykit.design.simulation.reading import parse_model
from surveykit.interchange.csv_file import open_csv
from surveykit.interchange.dataset_csv import write_dataset_csv
from surveykit.interchange.responses import responses_of
from tests.items.contract import example

READY = sorted((Path(__file__).parents[2] / "questionnaires").glob("*.yaml"))
N = 60
SEED = 3


def asking(*items: str, head: str = "", section: str = "") -> Questionnaire:
    """One section of these items, on the scale `five`."""
    lines = "\n".join(f"      - {{{item}}}" for item in items)
    return parse_questionnaire(
        'questionnaire: q\nversion: "1"\nlanguages: [en]\ntitle: T\n'
        "scales:\n  five: {levels: {1: a, 2: b, 3: c, 4: d, 5: e}, not_applicable: none}\n"
        f"{head}sections:\n  - id: s\n    title: S\n{section}    items:\n{lines}\n"
    )


def rows(data: Dataset) -> list[dict[str, Value | Missing]]:
    """What stands in each row, in the order of the rows; a choice as its option's id."""
    options = {v.name: {code: option for option, code in v.stored.items()} for v in data.codebook.variables}
    columns = {v.name: data.column(v.name) for v in data.codebook.variables}
    return [
        {
            name: options[name].get(cell, cell) if options[name] and not isinstance(cell, Missing) else cell
            for name, column in columns.items()
            for cell in (column.cell(at),)
        }
        for at in range(data.n)
    ]


def assert_right_way(done: Simulation) -> None:
    """Every cell is what the questionnaire itself makes of the answers of that respondent."""
    for id, answers in zip(done.data.respondents, rows(done.data), strict=True):
        at = int(id.rpartition("-")[2]) - 1
        route = done.data.questionnaire.route(answers, respondent_seed(SEED, at), at)
        assert {n: v for n, v in answers.items() if route.settled[n] != v} == {}
        assert not route.screened_out


@cache
def of_kind(kind: str) -> Simulation:
    return simulate(example(kind), N, SEED)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_is_answered_as_the_form_would_take_it(kind):
    done = of_kind(kind)
    assert done.data.n == N
    assert_right_way(done)


@pytest.mark.parametrize("modelled", [False, True], ids=["random", "modelled"])
@pytest.mark.parametrize("path", READY, ids=lambda path: path.stem)
def test_a_worked_questionnaire_is_answered_on_its_own_ways(path, modelled):
    read = load_questionnaire(path)
    done = simulate(read, N, SEED, drafted_model(read) if modelled else None)
    assert done.data.n == done.passage.finished > N // 4
    assert_right_way(done)


def imported(data: Dataset, path: Path) -> Dataset:
    """The same by way of a file."""
    write_dataset_csv(data, path)
    read = data.questionnaire
    return code_responses({read.hash: read}, read, responses_of(open_csv(path), read))


@pytest.mark.parametrize("path", READY, ids=lambda path: path.stem)
def test_a_file_of_it_is_imported_as_it_was(path, tmp_path):
    done = simulate(load_questionnaire(path), N, SEED)
    again = imported(done.data, tmp_path / "simulated.csv")
    assert Counter(map(str, rows(again))) == Counter(map(str, rows(done.data)))
    assert again.source.statuses == {Status.SIMULATED: done.data.n}


def test_the_seed_makes_the_answers():
    read = load_questionnaire(READY[0])
    once, again, other = (simulate(read, 20, seed).data for seed in (1, 1, 2))
    assert once.sha256() == again.sha256()
    assert set(once.respondents).isdisjoint(other.respondents)
    assert rows(once) != rows(other)


# --- where the ways end -----------------------------------------------------------------------------


CHOICE = "id: used, kind: single_choice, text: Used?, required: true, options: {yes: Yes, no: No}"


def test_who_is_screened_out_has_no_row():
    done = simulate(asking(CHOICE, section="    screen_out: used = 'no'\n"), N, SEED)
    assert 0 < done.passage.screened["s"] < N
    assert done.data.n == done.passage.finished == N - done.passage.screened["s"]
    assert done.data.counts("used") == {1.0: done.data.n, 2.0: 0}


def test_a_question_that_nobody_can_get_is_named():
    done = simulate(asking(CHOICE, "id: why, kind: open_text, text: Why?, relevant: used = 'yes' and used = 'no'"), N)
    assert done.passage.unreached == ["why"]
    assert done.passage.questions.most == 1


def test_a_required_question_without_an_allowed_answer_is_a_dead_end():
    item = "id: code, kind: short_text, text: Code?, required: true, pattern: '[0-9]{7}'"
    if_used = f"{item}, relevant: used = 'yes'"
    done = simulate(asking(CHOICE, if_used), N, SEED)
    assert done.passage.stuck == {"code": N - done.data.n}
    assert done.data.counts("used")[1.0] == 0


def test_answers_are_given_anew_until_they_keep_the_rules():
    last = (
        "id: b, kind: number, text: B?, required: true, minimum: 0, maximum: 9, validate: [{check: b <= a, message: M}]"
    )
    done = simulate(asking("id: a, kind: number, text: A?, required: true, minimum: 0, maximum: 9", last), N, SEED)
    assert done.data.n == N
    assert (done.data.numbers("b") <= done.data.numbers("a")).all()


def test_a_rule_that_nothing_keeps_is_a_dead_end():
    never = (
        "id: a, kind: number, text: A?, required: true, minimum: 0, maximum: 9, validate: [{check: a > 9, message: M}]"
    )
    done = simulate(asking(never), 10)
    assert (done.data.n, done.passage.stuck, done.passage.questions) == (0, {"a": 10}, None)


def test_what_is_optional_is_left_blank_now_and_then():
    optional = "id: a, kind: rating, text: A?, scale: five"
    done = simulate(asking(optional, "id: b, kind: rating, text: B?, scale: five, required: true"), 2000)
    assert 0.03 < done.data.missing("a")[Missing.NOT_ANSWERED] / 2000 < 0.07
    assert Missing.NOT_ANSWERED not in done.data.missing("b")


# --- the model --------------------------------------------------------------------------------------

MANY = 20_000
NEAR = 4 / math.sqrt(MANY)
"""Four standard errors of a correlation near 0, or of a mean in standard deviations."""
CONSTRUCTS = """constructs:
  quality: {role: quality, label: Q, items: [q1, q2, q3], reverse: [q3]}
  satisfaction: {role: satisfaction, label: S, items: [s1, s2]}
"""
RATED = [f"id: {name}, kind: rating, text: X?, scale: five" for name in ("q1", "q2", "q3", "s1", "s2")]
GENDER = "id: gender, kind: single_choice, text: G?, options: {female: F, male: M}"
STUDY = asking(*RATED, "id: free, kind: rating, text: X?, scale: five", GENDER, head=CONSTRUCTS)
NO_CHANCE = "missing: 0\nnot_applicable: 0\n"


@cache
def modelled(text: str) -> Simulation:
    return simulate(STUDY, MANY, SEED, parse_model(text, STUDY))


def correlation(first, second) -> float:
    return float(np.corrcoef(first, second)[0, 1])


def test_constructs_have_unit_variance_and_the_stated_path():
    truth = modelled("paths: {satisfaction: {quality: 0.6}}").truth
    assert truth.constructs == ("quality", "satisfaction")
    assert truth.latent.mean(axis=0) == pytest.approx(0, abs=NEAR)
    assert truth.latent.std(axis=0) == pytest.approx(1, abs=NEAR)
    assert correlation(*truth.latent.T) == pytest.approx(0.6, abs=NEAR)


def test_reversed_items_run_the_other_way():
    data = modelled("{}").data
    assert correlation(data.numbers("q1"), data.numbers("q2")) > 0.3
    assert correlation(data.numbers("q1"), data.numbers("q3")) < -0.3


def test_thresholds_give_the_stated_shares():
    # Shares of a standard normal below -1, 0, 1 and 2: .1587, .5, .8413, .9772.
    counts = modelled("thresholds: {q1: [-1, 0, 1, 2], q3: [-1, 0, 1, 2]}").data.counts
    shares = [0.1587, 0.3413, 0.3413, 0.1359, 0.0228]
    assert [n / MANY for n in counts("q1").values()] == pytest.approx(shares, abs=NEAR)
    assert [n / MANY for n in counts("q3").values()] == pytest.approx(shares[::-1], abs=NEAR)


def test_a_loading_is_the_correlation_of_construct_and_answer():
    # Cut at 0, the correlation of the latent variable with the two halves is sqrt(2 / pi) of the loading.
    done = modelled("{loadings: {quality: 0.8, q2: 0.5}, thresholds: {q1: [-9, 0, 9, 10], q2: [-9, 0, 9, 10]}}")
    latent = done.truth.latent[:, 0]
    for name, loading in {"q1": 0.8, "q2": 0.5}.items():
        found = correlation(latent, done.data.numbers(name))
        assert found == pytest.approx(math.sqrt(2 / math.pi) * loading, abs=NEAR)


def test_means_lie_where_they_are_stated_on_a_scale_that_does_not_cut_them_off():
    data = modelled("{means: {quality: 0.5, q2: 0.6}, spreads: {quality: 0.2, q2: 0.12}}").data
    assert data.numbers("q1").mean() == pytest.approx(3.0, abs=NEAR)
    assert data.numbers("q2").mean() == pytest.approx(3.4, abs=NEAR)


def test_groups_have_their_shares_and_shifts():
    model = "groups: {gender: {shares: {female: 0.7, male: 0.3}, shifts: {male: {quality: 0.5}}}}\n"
    done = modelled(model + "paths: {satisfaction: {quality: 0.6}}")
    male = done.data.numbers("gender") == 2
    assert male.mean() == pytest.approx(0.3, abs=NEAR)
    shift = done.truth.latent[male].mean(axis=0) - done.truth.latent[~male].mean(axis=0)
    assert shift == pytest.approx([0.5, 0.3], abs=3 * NEAR)  # it goes on along the path


def test_questions_are_left_blank_as_stated():
    by = "by: {gender: {male: 3}}"
    data = modelled(f"missing: {{share: 0.05, items: {{q2: 0.2, free: 0}}, {by}}}").data
    male = data.numbers("gender") == 2
    blank = {name: data.codes(name) == Missing.NOT_ANSWERED.value for name in ("q1", "q2", "free", "gender")}
    assert [blank["q1"][~male].mean(), blank["q1"][male].mean()] == pytest.approx([0.05, 0.15], abs=2 * NEAR)
    assert [blank["q2"][~male].mean(), blank["q2"][male].mean()] == pytest.approx([0.2, 0.6], abs=2 * NEAR)
    assert not blank["free"].any()
    assert not blank["gender"].any()


def test_what_does_not_apply_is_said_where_the_scale_offers_it():
    data = modelled("not_applicable: 0.1").data
    assert data.missing("q1")[Missing.NOT_APPLICABLE] / MANY == pytest.approx(0.1, abs=NEAR)


def test_the_careless_are_known_to_the_truth_alone():
    done = modelled("careless: {straight: 0.1, random: 0.05}")
    care, table = done.truth.care, done.data.table(["q1", "q2", "q3", "s1", "s2", "free"])
    assert [(care == kind).mean() for kind in Care] == pytest.approx([0.85, 0.1, 0.05], abs=NEAR)
    assert np.ptp(table[care == Care.STRAIGHT], axis=1).max() == 0
    wild = table[care == Care.RANDOM]
    assert correlation(wild[:, 0], wild[:, 1]) == pytest.approx(0, abs=4 / math.sqrt(len(wild)))
    assert set(done.truth.columns()["careless"]) == {"", "straight", "random"}
    assert "careless" not in done.data.codebook.by_name


def test_without_chance_nothing_is_missing():
    done = modelled(NO_CHANCE)
    assert all(done.data.answered(name) == MANY for name in ("q1", "s2"))


def test_only_what_was_answered_is_drawn_from_the_model():
    contacts = asking(
        "id: tp, kind: touchpoint_matrix, text: T?, satisfaction: five, rows: {line: L, app: A, shop: S}",
        head="constructs:\n  touch: {role: quality, label: T, items: [line_satisfaction, app_satisfaction]}\n",
    )
    done = simulate(contacts, N, SEED, parse_model("not_applicable: 0", contacts))
    assert_right_way(done)
    used = done.data.numbers("line_used") == 1
    assert 0 < used.sum() < N
    assert ((done.data.codes("line_satisfaction") >= 0) == used).all()
