"""The table of means, standard deviations, correlations and reliabilities: from the findings, or not at all."""

from dataclasses import replace

import pytest

from surveykit.core.codebook import Construct
from surveykit.core.finding import Estimate
from surveykit.core.language import message
from surveykit.report.content import build_report
from tests.report.test_preset import finding, section, styled
from tests.report.tiny_study import QUESTIONNAIRE, STUDY, text

PAIR = Estimate("pearson_r", {"pair": ("ease", "speed")}, 0.456, (0.3, 0.6), 0.95, p=0.001)


def study(*correlations: Estimate):
    ease = Construct("ease", "quality", text("Ease", "易用"), ("SP2",))
    speed = replace(QUESTIONNAIRE.constructs[0], items=("SP1",))
    described = [
        Estimate(name, {"construct": construct}, value, n=47)
        for construct, mean, sd in (("speed", 3.421, 0.8), ("ease", 4.017, 1.25))
        for name, value in (("mean", mean), ("sd", sd))
    ]
    by_group = Estimate("mean", {"construct": "speed", "group": "old"}, 9.0, n=3)
    alphas = (Estimate("cronbach_alpha", {"construct": "speed"}, 0.812),)
    found = (
        finding("describe", "describe", estimates=(by_group, *described)),
        finding("reliability", "reliability", estimates=alphas),
        finding("relations", "relations", estimates=correlations),
    )
    whole = replace(QUESTIONNAIRE, constructs=(speed, ease))
    return styled("journal", study=replace(STUDY, questionnaire=whole, findings=found))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_paper_begins_with_the_table(language):
    report = build_report(study(PAIR), language)
    table = report.sections[0].parts[0].tables[0]
    assert table.id == "table-1"
    rows = [[cell.text for cell in row] for row in table.groups[0].rows]
    names = {"en": ("1. Speed", "2. Ease"), "zh": ("1. 速度", "2. 易用")}[language]
    assert rows == [[names[0], "47", "3.42", "0.80", "(.81)", ""], [names[1], "47", "4.02", "1.25", ".46", "–"]]
    number = section(report, "relations").number
    assert number in table.notes[0]


def test_without_correlations_it_says_what_is_missing():
    part = build_report(study(), "en").sections[0].parts[0]
    assert part.tables == ()
    assert part.paragraphs[0].striptags() == message("report.matrix.none", "en")
