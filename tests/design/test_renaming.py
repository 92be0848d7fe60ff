"""The same questions under other names."""

from surveykit.design.load import parse_questionnaire
from surveykit.design.renaming import prefixed, renamed_item

READ = parse_questionnaire("""
questionnaire: x
version: "1"
languages: [en]
title: X
sections:
  - id: main
    title: Main
    items:
      - {id: late, kind: multiple_choice, text: What?, options: {late: Late, price: Price}}
  - id: used
    title: Used
    items:
      - id: contacts
        kind: touchpoint_matrix
        text: How was it?
        satisfaction: {levels: {1: bad, 2: fair, 3: good}}
        rows: {shop: {en: Shop, relevant: "selected(late, 'late')"}}
  - id: next
    title: Next
    items:
      - id: why
        kind: open_text
        text: "Why ${shop_satisfaction|so}?"
        relevant: selected(late, 'late') and shop_satisfaction <= 2
        validate: [{check: "length(why) > 2", message: Longer}]
""")


def test_every_name_that_an_item_brings_gets_the_prefix():
    assert prefixed(READ.item_by_id["contacts"], "x") == {
        "contacts": "x_contacts",
        "shop": "x_shop",
        "shop_used": "x_shop_used",
        "shop_satisfaction": "x_shop_satisfaction",
    }


def test_what_an_item_reads_is_renamed_and_what_is_in_quotes_is_not():
    words = {"late": "z_late", "shop_satisfaction": "z_shop_satisfaction", "why": "z_why"}
    why = renamed_item(READ.item_by_id["why"], words, {})
    assert why.id == "z_why"
    assert why.text == {"en": "Why ${z_shop_satisfaction|so}?"}
    assert why.relevant.source == "selected(z_late, 'late') and z_shop_satisfaction <= 2"
    assert why.validate[0].check.source == "length(z_why) > 2"
    row = renamed_item(READ.item_by_id["contacts"], words, {}).parts()["shop"]
    assert row.relevant.source == "selected(z_late, 'late')"
