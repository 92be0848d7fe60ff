"""A small questionnaire whose answers come back from every kind of file."""

from surveykit.design.load import parse_questionnaire
from surveykit.interchange.responses import responses_of

TINY = parse_questionnaire("""
questionnaire: tiny
version: "1"
languages: [en, zh]
title: {en: Tiny, zh: 小}
scales:
  speed3:
    levels: {1: {en: slow, zh: 慢}, 2: {en: fair, zh: 一般}, 3: {en: fast, zh: 快}}
    not_applicable: {en: did not use, zh: 未使用}
sections:
  - id: one
    title: {en: One, zh: 一}
    items:
      - {id: speed, kind: rating, text: {en: How fast was the repair?, zh: 维修有多快？}, scale: speed3}
      - id: place
        kind: single_choice
        text: {en: Where did you buy it?, zh: 在哪里购买？}
        options:
          shop: {en: In the shop, zh: 门店}
          home: {en: At home, zh: 家里}
      - {id: visits, kind: number, text: {en: Number of visits, zh: 到访次数}, minimum: 0, maximum: 200}
      - {id: warmth, kind: number, text: {en: Degrees outside, zh: 室外温度}, minimum: -30, maximum: 50, decimals: 1}
      - id: faults
        kind: multiple_choice
        text: {en: What went wrong?, zh: 出了什么问题？}
        options: {late: {en: Came late, zh: 迟到}, dirty: {en: Left dirt, zh: 弄脏}}
      - {id: why, kind: open_text, text: {en: Please tell us why, zh: 请说明原因}}
""")


def answers(source, name, mapping=None):
    """The answers to one question, respondent by respondent."""
    return [response.answers[name] for response in responses_of(source, TINY, mapping)]
