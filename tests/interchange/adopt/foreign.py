"""Small labelled files as other programs write them, in English and Chinese; made here."""

import random

import pytest

pd = pytest.importorskip("pandas")
pyreadstat = pytest.importorskip("pyreadstat")

ROWS = 60
AGREE = {1: "strongly disagree", 2: "disagree", 3: "neither", 4: "agree", 5: "strongly agree"}
SATISFIED = {1: "非常不满意", 2: "不满意", 3: "一般", 4: "满意", 5: "非常满意"}
ENGLISH = {
    "sat1": ("Please judge us: the price", {**AGREE, 9: "Don't know"}),
    "sat2": ("Please judge us: the staff", {**AGREE, 9: "Don't know"}),
    "sat3": ("Please judge us: the waiting time is too long", AGREE),
    "channel": ("How did you reach us?", {1: "Telephone", 2: "App", 8: "Refused"}),
    "q7_late": ("What went wrong? Came late", {0: "No", 1: "Yes"}),
    "q7_dirt": ("What went wrong? Left dirt", {0: "No", 1: "Yes"}),
    "visits": ("Number of visits", {98: "Special"}),
    "why": ("Please tell us why", {}),
    "empty": ("Interviewer's remark", {}),
}
CHINESE = {
    "满意1": ("您对我们是否满意：价格", {**SATISFIED, 9: "不知道"}),
    "满意2": ("您对我们是否满意：人员", {**SATISFIED, 9: "不知道"}),
    "满意3": ("您对我们是否满意：等候", SATISFIED),
    "渠道": ("您通过什么方式联系我们？", {1: "电话", 2: "应用", 8: "拒答"}),
    "问题_迟到": ("出了什么问题？迟到", {0: "否", 1: "是"}),
    "问题_弄脏": ("出了什么问题？弄脏", {0: "否", 1: "是"}),
    "次数": ("到访次数", {98: "特殊"}),
    "原因": ("请说明原因", {}),
    "备注": ("访员备注", {}),
}
STUDIES = {"en": ENGLISH, "zh": CHINESE}


def cells(language="en"):
    """The columns of the study: the third item runs the other way, and every code occurs."""
    draw = random.Random(7)
    mood = [draw.choice([1, 2, 4, 5, 3]) for _ in range(ROWS)]
    near = [min(5, max(1, m + draw.choice([-1, 0, 0, 1]))) for m in mood]
    columns = [
        [9, *mood[1:]],
        near,
        [6 - n for n in mood],
        [draw.choice([1, 2]) for _ in range(ROWS - 1)] + [8],
        [at % 2 for at in range(ROWS)],
        [at % 3 == 0 for at in range(ROWS)],
        [98, *(draw.randrange(40) for _ in range(ROWS - 1))],
        [f"{'because' if language == 'en' else '因为'} {at} " + "x" * 90 for at in range(ROWS)],
        [""] * ROWS,
    ]
    names = STUDIES[language]
    return {n: [float(c) if not isinstance(c, str) else c for c in own] for n, own in zip(names, columns, strict=True)}


def write(path, language="en", **options):
    """The study as a file of SPSS or Stata."""
    study = STUDIES[language]
    labels = {name: label for name, (label, _) in study.items()}
    values = {name: said for name, (_, said) in study.items() if said}
    return labelled(path, cells(language), column_labels=labels, variable_value_labels=values, **options)


def labelled(path, columns, **options):
    """Any columns as a file of SPSS or Stata."""
    frame = pd.DataFrame(columns)
    if path.suffix == ".sav":
        pyreadstat.write_sav(frame, path, **options)
    else:
        pyreadstat.write_dta(frame, path, version=15, **options)
    return path
