"""A drafted plan is a plan: it loads, whatever the files are called, and asks for what the constructs suggest."""

import pytest

from surveykit.core.plan import load_plan
from surveykit.design.draft import plan_text, regressions
from surveykit.design.load import parse_questionnaire


def questionnaire(**roles):
    """One construct a role, three ratings each."""
    constructs = [
        f"  {name}: {{role: {role}, label: X, items: [{name}1, {name}2, {name}3]}}" for name, role in roles.items()
    ]
    items = [
        f"      - {{id: {n}{i}, kind: rating, text: Q?, scale: {{from: 1, to: 5}}}}" for n in roles for i in (1, 2, 3)
    ]
    return parse_questionnaire(
        "\n".join(
            [
                'questionnaire: q\nversion: "1"\nlanguages: [en]\ntitle: T\nconstructs:',
                *constructs,
                "sections:\n  - id: s\n    title: S\n    items:",
                *items,
            ]
        )
    )


MODEL = questionnaire(img="image", qual="quality", sat="satisfaction", loy="loyalty", age="background")


def test_outcomes_are_regressed_on_what_comes_before_them():
    assert regressions(MODEL) == [("sat", ["img", "qual"]), ("loy", ["img", "qual", "sat"])]
    assert regressions(questionnaire(sat="satisfaction", other="other")) == []


@pytest.mark.parametrize(
    ("id", "path", "store"),
    [
        ("p", "q.yaml", "q.db"),
        ("my plan: 2", "../a b/q: 1 #x.yaml", 'a"b\\c.db'),
        ("计划", "问卷/甲.yaml", "数据.db"),
        ("null", "- q.yaml", "*x.db"),
        ("1.10", "~", "'"),
    ],
)
def test_a_drafted_plan_loads_whatever_the_names(tmp_path, id, path, store):
    file = tmp_path / "plan.yaml"
    file.write_text(plan_text(MODEL, id, path, store), encoding="utf-8")
    plan = load_plan(file)
    assert (plan.plan, plan.questionnaire, plan.data.store) == (id, path, f"sqlite:///{store}")
    assert [request.name for request in plan.analyses] == [
        "describe",
        "reliability",
        "relations",
        "regression",
        "regression",
    ]
    assert plan.report.languages == ("en",)
    assert plan.registered is None


def test_without_constructs_only_a_description_is_asked_for(tmp_path):
    file = tmp_path / "plan.yaml"
    plain = parse_questionnaire(
        'questionnaire: q\nversion: "1"\nlanguages: [en]\ntitle: T\n'
        "sections: [{id: s, title: S, items: [{id: a, kind: open_text, text: A?}]}]\n"
    )
    file.write_text(plan_text(plain, "p", "q.yaml", "q.db"), encoding="utf-8")
    assert [request.name for request in load_plan(file).analyses] == ["describe"]
