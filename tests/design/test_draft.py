"""A drafted plan is a plan: it loads, whatever the files are called, and asks for what the constructs suggest."""

import pytest

from surveykit.analysis import ANALYSES
from surveykit.core.plan import load_plan
from surveykit.design.draft import plan_text, regressions, wishes
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
    assert [request.name for request in plan.analyses] == [name for name, _ in wishes(MODEL)]
    assert plan.report.languages == ("en",)
    assert plan.registered is None


def test_without_constructs_only_descriptions_are_asked_for(tmp_path):
    file = tmp_path / "plan.yaml"
    plain = parse_questionnaire(
        'questionnaire: q\nversion: "1"\nlanguages: [en]\ntitle: T\n'
        "sections: [{id: s, title: S, items: [{id: a, kind: open_text, text: A?}]}]\n"
    )
    file.write_text(plan_text(plain, "p", "q.yaml", "q.db"), encoding="utf-8")
    assert [request.name for request in load_plan(file).analyses] == ["describe", "open_answers"]


TAGGED = """
questionnaire: q
version: "1"
languages: [en]
title: T
constructs:
  qual: {role: quality, label: Q, items: [q1, q2, q3]}
  sat: {role: satisfaction, label: S, items: [s1, s2, s3]}
  maybe: {role: loyalty, label: M, items: [m1]}
  supposed: {role: image, label: I, items: [m2]}
sections:
  - id: s
    title: S
    items:
      - {id: used, kind: single_choice, text: Used?, content: behaviour, options: {a: A, b: B}}
      - {id: liked, kind: single_choice, text: Liked?, content: attitude, options: {a: A, b: B}}
      - {id: why, kind: multiple_choice, text: Why?, content: motive, options: {a: A, b: B}}
      - {id: recommend, kind: rating, text: R?, manner: hypothetical, scale: {from: 0, to: 10}}
      - {id: effort_spent, kind: rating, text: E?, scale: {from: 1, to: 5}}
      - {id: ease, kind: rating, text: E?, scale: {from: 1, to: 7}}
      - {id: effortless, kind: open_text, text: E?}
ITEMS      - {id: m1, kind: rating, text: If?, manner: hypothetical, scale: {from: 1, to: 5}}
      - {id: m2, kind: rating, text: If?, manner: hypothetical, scale: {from: 1, to: 5}}
  - id: who
    role: background
    title: W
    items:
      - {id: branch, kind: single_choice, text: B?, content: factual, options: {a: A, b: B}}
      - {id: mood, kind: single_choice, text: M?, content: attitude, options: {a: A, b: B}}
""".replace(
    "ITEMS",
    "".join(
        f"      - {{id: {name}, kind: rating, text: Q?, scale: {{from: 1, to: 5}}}}\n"
        for name in ("q1", "q2", "q3", "s1", "s2", "s3")
    ),
)


def test_tags_choose_what_is_asked_for():
    asked = wishes(parse_questionnaire(TAGGED))
    options = dict(asked)
    assert options["recommendation"] == {"item": "recommend"}
    assert options["cross_tables"] == {"rows": ["used"], "columns": ["branch"]}
    assert options["groups"] == {"by": ["branch"]}
    assert "multiple_response" in options
    measures = ["recommendation", "effort", "effort", "satisfaction_share", "satisfaction_index"]
    assert [name for name, _ in asked[:8]] == [*measures, "sample", "describe", "open_answers"]
    assert [wish for name, wish in asked if name == "effort"] == [
        {"item": "effort_spent", "easy": "low"},
        {"item": "ease", "easy": "high"},
    ]


def test_what_people_say_they_would_do_is_an_outcome_and_explains_nothing():
    asked = wishes(parse_questionnaire(TAGGED))
    assert [wish for name, wish in asked if name == "regression"] == [
        {"outcome": "sat", "predictors": ["qual"]},
        {"outcome": "maybe", "predictors": ["qual", "sat"]},  # without the image of a supposed case
    ]
    assert dict(asked)["paths"] == {"quality": ["qual"], "mediator": "sat", "outcome": "maybe"}


def test_what_a_drafted_plan_asks_for_exists():
    assert {name for name, _ in (*wishes(MODEL), *wishes(parse_questionnaire(TAGGED)))} <= set(ANALYSES)
