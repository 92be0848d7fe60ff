"""A tiny questionnaire with a derived variable of each sort."""

STUDY = """
questionnaire: repairs
version: "1"
languages: [en, zh]
title: {en: Repairs, zh: 维修}
scales:
  five: {from: 1, to: 5, low: {en: bad, zh: 差}, high: {en: good, zh: 好}, not_applicable: {en: none, zh: 无}}
constructs:
  care: {role: quality, label: {en: Care, zh: 关怀}, items: [a, b, c], reverse: [c]}
derived:
  age_group:
    label: {en: Age group, zh: 年龄段}
    bands:
      of: age
      at: [30, 50]
      options: {young: {en: Under 30, zh: 未满30}, middle: {en: 30 to 49, zh: 30至49岁}, old: {en: 50 on, zh: 50岁以上}}
  pleased:
    label: {en: Pleased, zh: 满意}
    recode:
      from: a
      codes: {1: less, 2: less, 3: less, 4: more, 5: more}
      options: {less: {en: Not pleased, zh: 不满意}, more: {en: Pleased, zh: 满意}}
  remote:
    label: {en: Remote, zh: 远程}
    recode:
      from: channel
      codes: {phone: far, app: far, shop: near}
      options: {far: {en: Remote, zh: 远程}, near: {en: In person, zh: 当面}}
  troubles: {label: {en: Troubles, zh: 问题数}, sum: [faults_late, faults_parts]}
  pace: {label: {en: Pace, zh: 速度}, mean: [a, b], minimum_answered: 0.5}
  care_index: {label: {en: Care index, zh: 关怀指数}, index: {of: care, from: 0, to: 100}}
  care_level:
    label: {en: Care level, zh: 关怀水平}
    bands: {of: care_index, at: [50], on_edge: below, options: {low: {en: Low, zh: 低}, high: {en: High, zh: 高}}}
sections:
  - id: one
    title: {en: One, zh: 一}
    items:
      - id: m
        kind: matrix
        text: {en: How was it?, zh: 如何？}
        scale: five
        rows: {a: {en: A, zh: 甲}, b: {en: B, zh: 乙}, c: {en: C, zh: 丙}}
      - {id: age, kind: number, text: {en: Age?, zh: 年龄？}, minimum: 18, maximum: 99, unit: {en: years, zh: 岁}}
      - id: channel
        kind: single_choice
        text: {en: How?, zh: 方式？}
        options: {phone: {en: Phone, zh: 电话}, app: {en: App, zh: 应用}, shop: {en: Shop, zh: 门店}}
      - id: faults
        kind: multiple_choice
        text: {en: Faults?, zh: 问题？}
        options: {late: {en: Late, zh: 迟到}, parts: {en: Parts, zh: 配件}}
"""
