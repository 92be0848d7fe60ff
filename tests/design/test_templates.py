"""The shipped templates and the ready questionnaires that come of them."""

from pathlib import Path

import pytest

from surveykit.core.codebook import ROLES
from surveykit.core.plan import load_plan
from surveykit.design.load import load_questionnaire, read_definition
from surveykit.design.wording import load_template, make, settings
from surveykit.errors import Severity

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates" / "questionnaire").glob("*.yaml"))
READY = {"ecsi-mobile": "ecsi", "after-sales": "after-sales"}


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
