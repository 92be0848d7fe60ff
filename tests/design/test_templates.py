"""The shipped templates and the ready questionnaires that come of them."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from random import Random

import pytest
from flask import Flask

from surveykit.analysis import ANALYSES
from surveykit.cleaning.code import code_responses
from surveykit.cleaning.score import score
from surveykit.core.codebook import ROLES, Missing, Value, Variable
from surveykit.core.dataset import Dataset
from surveykit.core.finding import Estimate, Finding
from surveykit.core.plan import load_plan
from surveykit.core.questionnaire import Questionnaire
from surveykit.core.response import Response, Status
from surveykit.design.load import load_questionnaire, parse_questionnaire, read_definition
from surveykit.design.review import review
from surveykit.design.wording import load_template, make, settings
from surveykit.errors import Severity
from surveykit.form.app import create_app
from tests.form.conftest import Respondent, text_of
from tests.form.memory import MemoryStore

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates" / "questionnaire").glob("*.yaml"))
READY = {"ecsi-mobile": "ecsi", "after-sales": "after-sales"}
every_template = pytest.mark.parametrize("name", [path.stem for path in TEMPLATES])
MOST_WALKS = 40
MOST_PAGES = 60
RESPONDENTS = 60
FIRST_ONLY = ("items: [sa_1, sa_2, sa_3]", "items: [sa_1]")


@cache
def loaded(name: str) -> Questionnaire:
    """The questionnaire that a template makes."""
    return parse_questionnaire(made(name, "made"))


def made(name: str, id: str) -> str:
    template = load_template(ROOT / "templates" / "questionnaire" / f"{name}.yaml")
    return make(template, id, settings({}, template))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_template_makes_a_questionnaire_without_errors(path):
    definition, problems = read_definition(made(path.stem, "made"))
    assert [p for p in problems if p.severity is Severity.ERROR] == []
    assert definition is not None
    assert definition.questionnaire.languages == ("en", "zh")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_template_uses_every_parameter_that_it_asks_for(path):
    template = load_template(path)
    body = template.source
    for name in template.parameters:
        assert f"{{{{ {name} }}}}" in body


@every_template
def test_a_template_says_where_its_questions_come_from_and_what_is_not_known_of_them(name):
    instrument = loaded(name).instrument
    assert instrument is not None
    assert instrument.status == "unvalidated"
    assert instrument.note is not None
    assert instrument.references
    assert all(c.definition and c.source for c in loaded(name).constructs)


@every_template
def test_it_can_be_told_whom_to_ask_and_background_stands_last(name):
    assert "contact" in load_template(ROOT / "templates" / "questionnaire" / f"{name}.yaml").parameters
    roles = [section.role for section in loaded(name).sections if section.role != "screening"]
    assert roles == sorted(roles, reverse=True)  # body, then background


# --- from the form to the data ----------------------------------------------------------------------


def newest(store: MemoryStore) -> Response | None:
    return list(store.responses.values())[-1] if store.responses else None


def typed(read: Questionnaire, name: str, mine: Response | None, random: Random) -> dict[str, list[str]]:
    """A plausible page, with every consent given."""
    answers = mine.answers if mine else {}
    route = read.route(answers, mine.seed, mine.number) if mine else read.route({})
    fields: dict[str, list[str]] = {}
    for item in route.items(route.section(name)):
        agreed = item.kind == "consent"
        given = {v.name: 1 for v in item.variables()} if agreed else item.random_answer(random)
        fields |= item.optional().fields_of(given)
    return fields


def walk(app: Flask, store: MemoryStore, read: Questionnaire, language: str, random: Random) -> set[str]:
    """One respondent from the first page to the last; the sections that were shown."""
    respondent, seen = Respondent(app.test_client(), read.id), set[str]()
    page, mine = respondent.open(f"{language}/{read.sections[0].id}"), None
    for _ in range(MOST_PAGES):
        name = respondent.at.rpartition("/")[2]
        if name not in {section.id for section in read.sections}:
            return seen
        assert page.status_code == 200, (name, text_of(page.text))
        assert f'lang="{language}' in page.text
        seen.add(name)
        page = respondent.press(**typed(read, name, mine, random))
        mine = newest(store)
    pytest.fail(f"no end after {respondent.at}")


@every_template
def test_the_form_shows_every_page_and_no_answer_is_lost(name):
    read, store = loaded(name), MemoryStore()
    app = create_app([read], store, [ROOT / "templates"])
    wanted = {section.id for section in read.sections if any(not item.unseen for item in section.items)}
    for language in read.languages:
        seen: set[str] = set()
        walks = (walk(app, store, read, language, Random(seed)) for seed in range(MOST_WALKS))
        while seen != wanted:
            seen |= next(walks)
    for response in store.responses.values():
        assert response.status in (Status.COMPLETE, Status.SCREENED)
        if response.status is Status.COMPLETE:
            data = code_responses({read.hash: read}, read, [response])
            assert data.flags == ()
            assert {v.name: cell(data, v) for v in read.codebook.variables} == codes(read, response.answers)


def cell(data: Dataset, variable: Variable) -> Value | Missing:
    """What stands in the only row."""
    for reason in data.missing(variable.name):
        return reason
    return float(data.numbers(variable.name)[0]) if variable.numeric else data.texts(variable.name)[0]


def codes(read: Questionnaire, answers: Mapping[str, Value | Missing]) -> dict[str, Value | Missing]:
    """Answers as they stand in data: numbers for the options of a choice."""
    by_name = read.codebook.by_name
    return {name: by_name[name].stored.get(str(v), v) for name, v in answers.items()}


# --- what the analysis says of one question ---------------------------------------------------------


@cache
def findings(name: str, instead: tuple[str, str] = ("", "")) -> dict[str, Finding]:
    """Description and reliability of random answers to a template, one text of it replaced by another."""
    read = parse_questionnaire(made(name, "made").replace(*instead))
    random, answers = Random(1), {}
    for at in range(RESPONDENTS):
        given = {k: v for item in read.items for k, v in item.random_answer(random).items()}
        answers[f"r{at}"] = codes(read, read.settled(given))
    data = score(Dataset.build(read, answers), 0.8)
    return {finding.id: finding for kind in ("describe", "reliability") for finding in ANALYSES[kind]().run(data)}


@pytest.mark.parametrize(
    ("name", "construct", "item", "points"),
    [("recommendation", "recommendation", "recommend", 11), ("effort", "effort", "effort_spent", 5)],
)
def test_one_question_is_told_with_its_distribution_n_and_interval(name, construct, item, points):
    found = findings(name)[f"describe.{item}"]
    assert found.n == RESPONDENTS
    mean = mean_of(found, variable=item)
    low, high = mean.interval
    assert low < mean.value < high
    (row,) = found.figure.data["rows"]
    assert len(row["counts"]) == points
    assert sum(row["counts"].values()) == RESPONDENTS
    assert mean_of(findings(name)["describe.constructs"], construct=construct).value == pytest.approx(mean.value)


def mean_of(finding: Finding, **of: str) -> Estimate:
    """The only mean of this."""
    (found,) = (e for e in finding.estimates if e.name == "mean" and dict(e.of) == of)
    return found


@pytest.mark.parametrize(
    ("name", "construct", "instead"),
    [
        ("recommendation", "recommendation", ("", "")),
        ("effort", "effort", ("", "")),
        ("effort", "ease", ("", "")),
        ("csat", "satisfaction", FIRST_ONLY),
    ],
)
def test_the_report_says_why_one_question_has_no_alpha(name, construct, instead):
    found = findings(name, instead)[f"reliability.{construct}"]
    (alpha,) = (e for e in found.estimates if e.name == "cronbach_alpha")
    assert alpha.value is None
    assert alpha.reason
    assert [caution.gate for caution in found.cautions] == ["SINGLE_ITEM"]
    assert "one item" in found.sentences.full["en"]
    assert "只有一道题" in found.sentences.full["zh"]
    assert [caution.gate for caution in findings(name, instead)["reliability"].cautions] == ["SINGLE_ITEM"]


def test_the_three_questions_on_satisfaction_have_an_alpha():
    (alpha,) = (e for e in findings("csat")["reliability.satisfaction"].estimates if e.name == "cronbach_alpha")
    assert alpha.value is not None


def test_effort_and_ease_state_their_opposite_directions():
    constructs = {c.id: c for c in loaded("effort").constructs}
    for id, (en, zh) in {"effort": ("low is good", "低分为好"), "ease": ("high is good", "高分为好")}.items():
        assert en in constructs[id].label["en"]
        assert zh in constructs[id].label["zh"]


def test_each_aspect_of_servqual_is_judged_on_both_sides():
    constructs = {c.id: c for c in loaded("servqual-gap").constructs}
    dimensions = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")
    sizes = []
    for dimension in dimensions:
        expected = [name.removesuffix("_expected") for name in constructs[f"expected_{dimension}"].items]
        perceived = [name.removesuffix("_perceived") for name in constructs[f"perceived_{dimension}"].items]
        assert expected == perceived
        sizes.append(len(expected))
    assert sizes == [4, 5, 4, 4, 5]
    weights = [v.name for v in loaded("servqual-gap").item_by_id["weight"].variables()]
    assert weights == [f"weight_{dimension}" for dimension in dimensions]


def test_recovery_is_asked_of_those_who_had_a_problem():
    read = loaded("online-service")
    asked = {answer: read.asked({"problem": answer})["rr"] for answer in ("yes", "no")}
    assert asked == {"yes": True, "no": False}


@every_template
def test_a_template_has_its_row_in_the_documentation(name):
    page = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
    (row,) = re.findall(rf"^\| \[{name}\].*$", page, re.MULTILINE)
    assert all(f"{c.id} {len(c.items)}" in row for c in loaded(name).constructs)


@pytest.mark.parametrize("id", READY)
def test_a_ready_questionnaire_is_what_its_template_makes(id):
    assert (ROOT / "questionnaires" / f"{id}.yaml").read_text(encoding="utf-8") == made(READY[id], id)


def test_no_ready_questionnaire_is_forgotten_here():
    by_hand = {"every-item"}
    assert {path.stem for path in (ROOT / "questionnaires").glob("*.yaml")} == set(READY) | by_hand


def test_the_mobile_phone_study_has_the_variables_of_its_data():
    read = load_questionnaire(ROOT / "questionnaires" / "ecsi-mobile.yaml")
    sizes = {"IMAG": 5, "CUEX": 3, "PERQ": 7, "PERV": 2, "CUSA": 3, "CUSL": 3}
    names = {f"{name}{i}" for name, n in sizes.items() for i in range(1, n + 1)} | {"CUSCO"}
    assert {v.name for v in read.codebook.variables} == names
    assert all((v.minimum, v.maximum) == (1, 10) for v in read.codebook.variables)
    assert [c.id for c in read.constructs] == [
        "image",
        "expectation",
        "quality",
        "value",
        "satisfaction",
        "complaints",
        "loyalty",
    ]
    assert all(c.role == c.id in ROLES for c in read.constructs)


def test_after_sales_uses_every_kind_of_item():
    read = load_questionnaire(ROOT / "questionnaires" / "after-sales.yaml")
    kinds = {"single_choice", "multiple_choice", "rating", "number", "open_text", "ranking", "matrix"}
    assert {item.kind for item in read.items} == kinds
    single = [i for i in read.items if i.kind == "single_choice"]
    assert any(o.specify for i in single for o in i.options.values())
    multiple = [i for i in read.items if i.kind == "multiple_choice"]
    assert any(o.exclusive for i in multiple for o in i.options.values())


@pytest.mark.parametrize("path", sorted((ROOT / "reports").glob("*.yaml")), ids=lambda path: path.stem)
def test_a_ready_plan_names_a_ready_questionnaire(path):
    plan = load_plan(path)
    assert load_questionnaire(plan.beside(plan.questionnaire)).id == plan.plan


@pytest.mark.parametrize("name", ["frontline", "telephone"])
def test_staff_and_callers_are_asked_the_constructs_of_after_sales(name):
    """The gap between customers and staff, and between two ways of asking, needs the same ids and directions."""
    own = {c.id: (c.items, c.reverse) for c in loaded(name).constructs}
    wanted = {c.id: (c.items, c.reverse) for c in loaded("after-sales").constructs}
    if name == "frontline":
        del wanted["loyalty"]
    assert wanted.items() <= own.items()


def test_a_listener_has_at_most_five_answers_to_keep_in_mind():
    read = loaded("telephone")
    assert all(len(scale.points) <= 5 for id, scale in read.scales.items() if id != "recommendation")
    asked = [item for item in read.items if item.kind in ("single_choice", "multiple_choice")]
    assert all(len(item.parts()) <= 5 for item in asked)


def test_a_guide_holds_open_questions_and_texts_to_read():
    assert {item.kind for item in loaded("interview-guide").items} == {"open_text", "information"}


@pytest.mark.parametrize(
    ("problem", "complained", "asked"),
    [("no", None, (False, False)), ("yes", "no", (True, False)), ("yes", "yes", (False, True))],
)
def test_only_complainants_judge_how_a_complaint_was_dealt_with(problem, complained, asked):
    answers = {"problem": problem} | ({"complained": complained} if complained else {})
    shown = loaded("complaint-recovery").asked(answers)
    assert (shown["why_not"], shown["dj"]) == asked


@every_template
def test_no_template_leaves_an_advice_that_it_gives_no_reason_for(name):
    found = review(made(name, "made"))
    assert found.problems == ()
