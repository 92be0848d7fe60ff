"""A small study with everything that a public extract leaves out, blanks or keeps."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from surveykit.core.codebook import Missing
from surveykit.core.dataset import Dataset
from surveykit.core.response import Response, Status
from surveykit.design.load import parse_questionnaire
from surveykit.errors import Place
from surveykit.interchange.export.losses import Losses, Note
from surveykit.interchange.export.public import Release, public_table
from surveykit.interchange.export.table import Case, ExportTable

SOURCE = """
questionnaire: visit
version: "1"
languages: [en]
title: Visit
constructs: {care: {role: quality, label: Care, items: [kind, quick]}}
records:
  branch: {label: Branch, kind: choice, options: {north: North, south: South}}
  agent: {label: Agent, kind: text}
  revenue: {label: Revenue, kind: number, minimum: 0, decimals: 2}
derived:
  age_band: {label: Age, bands: {of: age, at: [40], options: {young: Under 40, old: 40 on}}}
  poor: {label: Poor, recode: {from: income, codes: {low: 'yes', high: 'no'}, options: {'yes': 'Yes', 'no': 'No'}}}
  care_index: {label: Care, index: {of: care, from: 0, to: 100}}
sections:
  - id: body
    title: Your visit
    items:
      - {id: order_id, kind: hidden, text: Order}
      - {id: source, kind: hidden, text: Source, options: {mail: Mail, shop: Shop}}
      - {id: arm, kind: hidden, text: Arm, draw: true, options: {short: Short, long: Long}}
      - {id: kind, kind: rating, text: Was it kind?, scale: {from: 1, to: 5, low: no, high: 'yes'}}
      - {id: quick, kind: rating, text: Was it quick?, scale: {from: 1, to: 5, low: no, high: 'yes'}}
      - {id: paid, kind: number, text: What did you pay?, minimum: 0}
      - id: way
        kind: single_choice
        text: How did you come?
        options: {bus: Bus, other: {en: Another way, specify: true}}
      - {id: why, kind: open_text, text: Why?}
  - id: you
    title: You
    role: background
    items:
      - {id: age, kind: number, text: How old are you?, minimum: 18, maximum: 99}
      - {id: sex, kind: single_choice, text: You are, options: {f: A woman, m: A man, x: Another}}
      - {id: area, kind: single_choice, text: You live, options: {town: In town, country: In the country}}
      - {id: income, kind: single_choice, sensitive: true, text: Income?, options: {low: Low, high: High}}
  - id: more
    title: More
    items:
      - {id: changing, kind: rating, text: Room?, relevant: sex = 'f', scale: {from: 1, to: 5, low: a, high: b}}
      - {id: help, kind: rating, text: Enough help?, relevant: income = 'low', scale: {from: 1, to: 5, low: a, high: b}}
      - {id: years, kind: calculated, text: Years, value: age - 18}
"""
STUDY = parse_questionnaire(SOURCE)
SECRETS = ("ORDER-", "agent-", "wrote-", "walked-", "person-", "2026-01-15")
"""What identifies, in every response."""
START = datetime(2026, 1, 15, 12, 30, tzinfo=UTC)
Row = Mapping[str, Any]


def row(at: int, sex: int = 1, area: int = 1, age: int = 30) -> Row:
    """A coded row with its own secrets."""
    return {
        "branch": 1,
        "agent": f"agent-{at}",
        "revenue": 100.25 + at,
        "order_id": f"ORDER-{at}",
        "source": 1,
        "arm": 1 + at % 2,
        "kind": 1 + at % 5,
        "quick": Missing.REFUSED if at % 4 == 0 else 3,
        "paid": at,
        "way": 2,
        "way_other_text": f"walked-{at}",
        "why": f"wrote-{at}",
        "age": age,
        "sex": sex,
        "area": area,
        "income": 1,
        "changing": 4 if sex == 1 else Missing.NOT_ASKED,
        "help": 5,
        "years": age - 18,
    }


TWELVE = [*(row(at, 1, 1) for at in range(6)), *(row(at, 2, 1) for at in range(6, 11)), row(11, 3, 1, 60)]
"""Six women, five men, and another, who alone is 40 or older."""


def dataset(rows: Sequence[Row]) -> Dataset:
    named = {f"person-{at:03}": cells for at, cells in enumerate(rows)}
    return Dataset.build(STUDY, named).scored({"care": 1})


def extract(rows: Sequence[Row], *chosen: str, cell: int = 5) -> tuple[ExportTable, list[Note]]:
    """The table of an extract, and what is told of it."""
    data, losses = dataset(rows), Losses()
    cases = {id: Case(id, "complete", START, START, "1+abc", "en") for id in data.respondents}
    return public_table(data, cases, "en", Release(chosen, cell), Place("visit.db"), losses), losses.notes


def responses(rows: Sequence[Row]) -> list[Response]:
    """The same, as a store keeps them; it has no records."""
    return [
        Response(
            f"{at:032x}",
            f"import:person-{at:03}",
            "visit",
            STUDY.hash,
            stored(row),
            "en",
            Status.IMPORTED,
            START,
            START,
        )
        for at, row in enumerate(rows)
    ]


def stored(row: Row) -> Row:
    ids = {v.name: {code: id for id, code in v.stored.items()} for v in STUDY.codebook.variables}
    return {name: ids[name].get(cell, cell) for name, cell in row.items() if name in STUDY.item_of}
