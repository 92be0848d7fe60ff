"""A tiny study: one construct, a described mean, a refused relation, and a hostile label."""

from dataclasses import replace
from pathlib import Path

from surveykit.core.codebook import Construct, ResponseScale
from surveykit.core.finding import (
    AssumptionCheck,
    Caution,
    Column,
    Estimate,
    Excluded,
    Figure,
    Finding,
    Method,
    Sentences,
    Style,
    Table,
    Verdict,
)
from surveykit.core.plan import Plan, ReportOptions
from surveykit.core.questionnaire import Instrument, Questionnaire, Section
from surveykit.items.rating import Rating
from surveykit.report.study import DataFacts, Study

TEMPLATES = [Path(__file__).parents[2] / "templates"]
HOSTILE = '<script src="http://evil.example/x.js"></script><img src="file:///etc/passwd">'


def text(en: str, zh: str) -> dict[str, str]:
    return {"en": en, "zh": zh}


SCALE = ResponseScale("five", dict.fromkeys(range(1, 6)), text("slow", "慢"), text("fast", "快"))
QUESTIONNAIRE = Questionnaire(
    "service",
    "1",
    ("en", "zh"),
    text("Service survey", "服务调查"),
    (
        Section(
            "first",
            text("Speed", "速度"),
            (
                Rating(id="SP1", text=text("How fast were we?", "我们有多快？"), scale=SCALE),
                Rating(id="SP2", text=text(f"How fast was {HOSTILE}?", f"{HOSTILE}有多快？"), scale=SCALE),
            ),
        ),
    ),
    constructs=(Construct("speed", "satisfaction", text("Speed", "速度"), ("SP1", "SP2")),),
    instrument=Instrument(
        text("Own wording.", "自行编写。"), references=("Author, A. (2001). A scale. Journal, 1(2), 3–4.",)
    ),
    source="questionnaire: service\n",
)
CITED = "Bland, B. (1999). An estimator. Journal, 5(6), 7–8."
METHOD = Method(text("Mean with a t interval.", "均值及t区间。"), "numpy", "2.0", {"level": 0.95})
DESCRIBED = Finding(
    id="describe.constructs",
    analysis="describe",
    question=text("How high does speed score?", "速度得分多高？"),
    n=47,
    sentences=Sentences(
        text("Speed scores 3.42 on average.", "速度平均为3.42。"),
        text("Speed scores 3.42, 95% CI [3.11, 3.73].", "速度为3.42，95% CI [3.11, 3.73]。"),
    ),
    excluded=(Excluded(text("not answered", "未作答"), 3),),
    estimates=(Estimate("mean", {"construct": "speed"}, 3.42, (3.11, 3.73), 0.95, n=47),),
    table=Table(
        text("Mean scores", "平均得分"),
        (
            Column(text("Construct", "概念")),
            Column(text("Mean", "均值"), Style.NUMBER),
            Column(text("95% CI", "95% CI"), Style.NUMBER),
            Column(text("p", "p"), Style.P),
        ),
        ((text("Speed", "速度"), 3.42, (3.11, 3.73), None),),
    ),
    figure=Figure(
        "intervals",
        text("Speed lies near the middle", "速度居中"),
        {
            "rows": [{"label": text("Speed", "速度"), "value": 3.42, "interval": (3.11, 3.73)}],
            "axis": text("Mean", "均值"),
        },
        text("Base: n = 47", "样本量：n = 47"),
    ),
    checks=(AssumptionCheck(text("Shape", "形状"), Verdict.MET, text("Near normal.", "接近正态。"), 0.12, 0.31),),
    method=METHOD,
    references=(CITED,),
    cautions=(Caution("LOW_BASE", text("Few respondents.", "受访者较少。")),),
    headline=True,
)
REFUSED = Finding(
    id="relations",
    analysis="relations",
    question=text("What goes with speed?", "什么与速度相关？"),
    n=4,
    sentences=Sentences(
        text("Too few answers for a relation.", "回答过少，无法估计关系。"),
        text("Only 4 answers; no relation is estimated.", "仅4份回答，不估计关系。"),
    ),
    estimates=(Estimate("pearson_r", {"pair": ("a", "b")}, None, reason=text("only 4 answers", "仅4份回答")),),
    cautions=(Caution("SMALL_N", text("Only 4 answers; no relation is estimated.", "仅4份回答，不估计关系。")),),
    refused=True,
    references=(CITED,),
)
NOVEL = replace(REFUSED, id="novel.one", analysis="novel", refused=False, estimates=(), references=(), cautions=())
STUDY = Study(
    QUESTIONNAIRE,
    Plan(
        "service",
        "service.yaml",
        registered="2026-01-15",
        report=ReportOptions(title=text("Speed of service", "服务速度"), client=text(HOSTILE, HOSTILE)),
        source="plan: service\n",
    ),
    (DESCRIBED, REFUSED, NOVEL),
    n=50,
    data_sha256="0" * 64,
    source=DataFacts(
        wording=text("These people were asked otherwise.", "这些人当时所见的题目不同。"), statuses={"complete": 50}
    ),
    version="0.1.0",
    software=(("numpy", "2.0"),),
)
