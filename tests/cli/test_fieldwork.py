"""serve: what it says of a questionnaire that has changed."""

from datetime import UTC, datetime

from surveykit.design.load import parse_questionnaire
from surveykit.pipeline.responses import changed_since_answers
from surveykit.store.store import Store

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
SHOP = """\
questionnaire: shop
version: "1"
languages: [en, zh]
title: {en: The shop, zh: 门店}
sections:
  - id: visit
    title: {en: Visit, zh: 到访}
    items:
      - {id: speed, kind: rating, text: {en: How quick?, zh: 快吗？}, scale: {from: 1, to: 5}}
"""


def test_serving_knows_what_has_changed_since_the_last_answers(tmp_path):
    old, new = parse_questionnaire(SHOP), parse_questionnaire(SHOP.replace("to: 5", "to: 7"))
    typo = parse_questionnaire(SHOP.replace("How quick?", "How quick was it?"))
    with Store.open(f"sqlite:///{tmp_path / 'shop.db'}") as store:
        store.register(old)
        store.register(new)
        assert changed_since_answers(store, new) is None
        store.start(old, "key", "en", NOON)
        assert changed_since_answers(store, new) == "breaking"
        assert changed_since_answers(store, typo) == "harmless"
        assert changed_since_answers(store, old) is None
        store.start(new, "another", "en", NOON)
        assert changed_since_answers(store, new) is None
