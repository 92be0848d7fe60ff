"""How long a report takes, and how large it is: `make bench`. CPU seconds, so that other work does not count."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import surveykit as sk
from surveykit.core.language import LANGUAGES
from surveykit.pipeline import example_data, template_folders
from surveykit.pipeline.reports import report_study
from surveykit.report.compose import compose
from surveykit.report.study import Study

ROOT = Path(__file__).parents[2]
PLAN = """
plan: twenty
questionnaire: {root}/questionnaires/ecsi-mobile.yaml
data: {{file: "{data}"}}
analyses:
  - reliability
  - relations
  - regression: {{outcome: satisfaction, predictors: [image, expectation, quality, value]}}
"""
MEASURED = """
import json, resource, sys, time
from pathlib import Path
from surveykit.report.render import make_pdf
html, out = Path(sys.argv[1]).read_text(encoding="utf-8"), Path(sys.argv[2])
pages = make_pdf(html, {}, out)["pages"]
cold, warm = time.process_time(), []
for _ in range(int(sys.argv[3])):
    began = time.process_time()
    make_pdf(html, {}, out)
    warm.append(time.process_time() - began)
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(json.dumps([pages, cold, min(warm), int(peak) / 1024, out.stat().st_size / 1000]))
"""
ROUNDS = 5
TWENTY, NEAR = 20, (18, 28)
"""Figures are for so many pages; the plan makes a few more, and time and size go with their number."""
COPIES, HUNDREDS = 24, 200
"""Every finding so many times makes so many pages: each takes as long as those of the short report."""


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    plan = tmp_path_factory.mktemp("twenty") / "twenty.yaml"
    plan.write_text(PLAN.format(root=ROOT, data=example_data()), encoding="utf-8")
    return report_study(sk.study(plan))


def measured(study: Study, language: str, folder: Path, rounds: int = ROUNDS) -> tuple[int, float, float, float, float]:
    """Pages; CPU seconds of a new process, and of one that has made a report before, the best of some rounds; peak in
    MiB; size in kB."""
    page = folder / "report.html"
    page.write_text(compose(study, language, template_folders()), encoding="utf-8")
    command = [sys.executable, "-c", MEASURED, str(page), str(folder / "report.pdf"), str(rounds)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    pages, cold, warm, peak, size = json.loads(done.stdout)
    print(f"\n{pages} pages in {language}: {cold:.1f} s, again {warm:.1f} s, {peak:.0f} MiB, {size:.0f} kB")
    return pages, cold, warm, peak, size


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_of_twenty_pages(study: Study, language: str, tmp_path: Path) -> None:
    pages, cold, warm, peak, size = measured(study, language, tmp_path)
    assert NEAR[0] <= pages <= NEAR[1]
    assert warm * TWENTY / pages <= 2.5
    assert cold * TWENTY / pages <= 4
    assert peak <= 220
    assert size * TWENTY / pages <= 600


def test_time_grows_with_the_pages_and_no_faster(study: Study, tmp_path: Path) -> None:
    pages, _, warm, _, _ = measured(study, "en", tmp_path)
    many = tuple(replace(f, id=f"{f.id}.{at}") for at in range(COPIES) for f in study.findings)
    more, _, longer, _, _ = measured(replace(study, findings=many), "en", tmp_path, 1)
    assert more >= HUNDREDS
    assert longer / more <= 1.5 * warm / pages
