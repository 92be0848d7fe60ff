"""A model file: short forms, and every fault where it stands."""

from dataclasses import fields
from pathlib import Path

import pytest

from surveykit.design.load import parse_questionnaire
from surveykit.design.simulation.model import Blanks, Careless, Model
from surveykit.design.simulation.reading import parse_model
from surveykit.errors import AuthorError

STUDY = parse_questionnaire("""
questionnaire: q
version: "1"
languages: [en]
title: T
constructs:
  quality: {role: quality, label: Q, items: [q1, q2]}
  value: {role: value, label: V, items: [v1]}
  satisfaction: {role: satisfaction, label: S, items: [s1]}
sections:
  - id: s
    title: S
    items:
      - {id: q1, kind: rating, text: X?, scale: {from: 1, to: 5}}
      - {id: q2, kind: rating, text: X?, scale: {from: 1, to: 5}}
      - {id: v1, kind: rating, text: X?, scale: {from: 1, to: 5}}
      - {id: s1, kind: rating, text: X?, scale: {from: 1, to: 5}}
      - {id: gender, kind: single_choice, text: G?, options: {female: F, male: M}}
      - {id: arm, kind: hidden, text: A, draw: true, options: {a: A, b: B}}
""")


def test_short_forms():
    model = parse_model("missing: 0.03\ncareless: 0.02\n", STUDY)
    assert model.missing == Blanks(0.03)
    assert model.careless == Careless(0.01, 0.01)


def test_a_model_may_say_all_there_is():
    model = parse_model(
        """
loadings: {quality: 0.8, q2: 0.6}
paths: {satisfaction: {quality: 0.4, value: 0.3}}
correlations: {quality: {value: 0.4}}
means: {quality: 0.7}
spreads: {quality: 0.2}
thresholds: {s1: [-2, -1, 0, 1]}
groups:
  gender: {shares: {female: 0.6, male: 0.4}, shifts: {female: {satisfaction: 0.2}}}
  arm: {shifts: {b: {quality: -0.3}}}
missing: {share: 0.02, items: {q1: 0.1}, by: {gender: {male: 2}}}
not_applicable: 0.01
careless: {straight: 0.02, random: 0.01}
""",
        STUDY,
    )
    assert model.missing.of("q1") == 0.1
    assert model.missing.of("q2", "q") == 0.02
    assert model.groups["arm"].shifts == {"b": {"quality": -0.3}}


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("loading: {}", "unknown-key", "m.yaml:1:1"),
        ("missing: 3%", "wrong-type", "m.yaml:1:10"),
        ("paths:\n  quality: {valeu: 0.3}", "simulation-unknown-construct", "m.yaml:2:13"),
        ("paths:\n  qualty: {value: 0.3}", "simulation-unknown-construct", "m.yaml:2:3"),
        ("loadings: {q3: 0.7}", "simulation-unknown-name", "m.yaml:1:12"),
        ("thresholds: {quality: [1, 2, 3, 4]}", "simulation-unknown-name", "m.yaml:1:14"),
        ("thresholds: {q1: [1, 2]}", "simulation-thresholds", "m.yaml:1:14"),
        ("thresholds: {q1: [1, 2, 2, 3]}", "simulation-thresholds", "m.yaml:1:14"),
        ("loadings: {q1: 1.2}", "simulation-out-of-range", "m.yaml:1:12"),
        ("correlations: {quality: {value: -2}}", "simulation-out-of-range", "m.yaml:1:26"),
        ("correlations: {quality: {value: 0.2}, value: {quality: 0.2}}", "simulation-pair-twice", "m.yaml:1:47"),
        ("correlations: {quality: {quality: 1}}", "simulation-pair-twice", "m.yaml:1:26"),
        (
            "paths: {value: {quality: 0.1}}\ncorrelations: {value: {satisfaction: 0.2}}",
            "simulation-correlated-outcome",
            "m.yaml:2:24",
        ),
        ("paths: {value: {quality: 0.1}, quality: {value: 0.1}}", "simulation-circle", "m.yaml:1:32"),
        ("paths: {value: {quality: 1.1}}", "simulation-explained", "m.yaml:1:9"),
        (
            "correlations:\n  quality: {value: 0.9, satisfaction: 0.9}\n  value: {satisfaction: -0.9}",
            "simulation-correlations",
            "m.yaml:2:3",
        ),
        ("groups: {q1: {}}", "simulation-not-a-choice", "m.yaml:1:10"),
        ("groups: {gender: {shifts: {man: {quality: 1}}}}", "simulation-unknown-option", "m.yaml:1:28"),
        ("groups: {gender: {shares: {man: 1}}}", "simulation-unknown-option", "m.yaml:1:28"),
        ("groups: {gender: {shifts: {male: {qual: 1}}}}", "simulation-unknown-construct", "m.yaml:1:35"),
        ("groups: {gender: {shares: {male: 0.4}}}", "simulation-shares", "m.yaml:1:19"),
        ("groups: {arm: {shares: {a: 0.5, b: 0.5}}}", "simulation-shares-of-arms", "m.yaml:1:16"),
        ("missing: 1.5", "share-out-of-range", "m.yaml:1:1"),
        ("missing: {items: {q9: 0.1}}", "simulation-unknown-item", "m.yaml:1:19"),
        ("missing: {by: {gender: {man: 2}}}", "simulation-unknown-option", "m.yaml:1:25"),
        ("missing: {by: {gender: {male: -1}}}", "simulation-out-of-range", "m.yaml:1:25"),
        ("missing: {by: {q1: {1: 2}}}", "bad-id", "m.yaml:1:21"),
        ("careless: {straight: 0.7, random: 0.7}", "share-out-of-range", "m.yaml:1:1"),
        ("not_applicable: -0.1", "share-out-of-range", "m.yaml:1:1"),
    ],
)
def test_a_fault_is_told_where_it_stands(text, code, place):
    with pytest.raises(AuthorError) as refused:
        parse_model(text, STUDY, "m.yaml")
    assert [(p.code, str(p.place)) for p in refused.value.problems] == [(code, place)]


def test_every_key_is_documented():
    page = (Path(__file__).parents[3] / "docs" / "simulation.md").read_text(encoding="utf-8")
    assert all(f"\n| `{spec.name}` | " in page for spec in fields(Model))


def test_all_faults_are_told_at_once():
    with pytest.raises(AuthorError) as refused:
        parse_model("loadings: {x: 0.5, q1: 3}\nmissing: 2\npaths: {y: {quality: 0.1}}", STUDY)
    assert [(p.code, p.place.line) for p in refused.value.problems] == [
        ("simulation-unknown-name", 1),
        ("simulation-out-of-range", 1),
        ("share-out-of-range", 2),
        ("simulation-unknown-construct", 3),
    ]
