"""findings.json: the schema, full precision, and no number that is not one."""

import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from surveykit.core.finding import (
    AssumptionCheck,
    Caution,
    Column,
    Estimate,
    Excluded,
    Finding,
    Method,
    Sentences,
    Style,
    Table,
    Verdict,
)
from surveykit.core.language import same
from surveykit.interchange.findings_json import findings_document, write_findings

FINDING = Finding(
    id="relations",
    analysis="relations",
    question=same("What goes together?"),
    n=250,
    sentences=Sentences({"en": "Short.", "zh": "短。"}, {"en": "Full.", "zh": "长。"}),
    excluded=(Excluded({"en": "not answered", "zh": "未作答"}, 3),),
    estimates=(
        Estimate("pearson_r", {"pair": ("image", "quality")}, 1 / 3, (0.1, 0.5), 0.95, 2.5, 248.0, 0.013, n=250),
        Estimate("mean", {"construct": "image"}, None, n=0, reason=same("nobody")),
    ),
    table=Table(same("Title"), (Column(same("r"), Style.BOUNDED),), ((same("Image"), (0.1, None), 3, ""),)),
    checks=(AssumptionCheck(same("straight"), Verdict.MET, same("fine"), 0.06),),
    method=Method(same("Pearson"), "SciPy", "1.0", {"level": 0.95, "predictors": ("a", "b")}),
    references=("Fisher (1921).",),
    cautions=(Caution("NONPROB", same("who answered")),),
)


def test_the_document_follows_the_schema() -> None:
    document = findings_document("ecsi-mobile", 253, "abc", [FINDING])
    assert list(document) == ["schema", "questionnaire", "data", "findings"]
    assert document["schema"] == "surveykit-findings/1"
    assert document["data"] == {"n": 253, "sha256": "abc"}
    (entry,) = document["findings"]
    assert list(entry) == [
        "id",
        "analysis",
        "n",
        "excluded",
        "estimates",
        "checks",
        "table",
        "sentences",
        "method",
        "references",
        "cautions",
        "claim",
    ]
    assert entry["sentences"]["zh"] == {"short": "短。", "full": "长。"}
    assert entry["excluded"] == [{"reason": {"en": "not answered", "zh": "未作答"}, "n": 3}]
    assert entry["checks"][0]["verdict"] == "met"
    assert entry["table"]["rows"] == [[{"en": "Image", "zh": "Image"}, [0.1, None], 3, ""]]
    assert entry["table"]["columns"][0]["style"] == "bounded"
    assert entry["method"]["options"] == {"level": 0.95, "predictors": ["a", "b"]}


def test_an_estimate_keeps_full_precision_and_its_object() -> None:
    r, mean = findings_document("q", 1, "", [FINDING])["findings"][0]["estimates"]
    assert r == {
        "name": "pearson_r",
        "of": {"pair": ["image", "quality"]},
        "value": 1 / 3,
        "interval": [0.1, 0.5],
        "level": 0.95,
        "statistic": 2.5,
        "df": 248.0,
        "p": 0.013,
        "effect": None,
    }
    assert mean["value"] is None
    assert mean["reason"] == {"en": "nobody", "zh": "nobody"}
    assert mean["n"] == 0


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, np.float64("nan")])
def test_a_number_that_is_none_is_refused(value: float) -> None:
    broken = replace(FINDING, estimates=(Estimate("mean", {"construct": "image"}, value),))
    with pytest.raises(ValueError, match="no place in findings"):
        findings_document("q", 1, "", [broken])


def test_numbers_of_numpy_are_plain() -> None:
    finding = replace(FINDING, n=int(np.int64(3)), estimates=(Estimate("mean", {}, np.float64(0.5), n=np.int64(7)),))  # type: ignore[arg-type]  # what slips in
    entry = findings_document("q", 1, "", [finding])["findings"][0]["estimates"][0]
    assert type(entry["value"]) is float
    assert type(entry["n"]) is int


def test_what_json_does_not_know_is_refused() -> None:
    broken = replace(FINDING, method=Method(same("m"), "l", "1", {"when": object()}))
    with pytest.raises(TypeError, match="object"):
        findings_document("q", 1, "", [broken])


def test_the_file_reads_back_and_is_the_same_twice(tmp_path: Path) -> None:
    document = findings_document("q", 1, "", [FINDING])
    write_findings(tmp_path / "one.json", document)
    write_findings(tmp_path / "two.json", findings_document("q", 1, "", [FINDING]))
    one = (tmp_path / "one.json").read_bytes()
    assert one == (tmp_path / "two.json").read_bytes()
    assert json.loads(one) == document
    assert "短。".encode() in one
    assert one.endswith(b"}\n")
