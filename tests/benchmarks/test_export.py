"""How long an export of 10,000 responses to 250 questions takes, and how much memory: `make bench` prints it.

Each runs in a process of its own, from the store to the file."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from random import Random

import pytest

from surveykit.core.codebook import Missing
from surveykit.core.response import Response, Status
from surveykit.design.load import parse_questionnaire
from surveykit.pipeline import EXPORTS
from surveykit.store.store import Store

N = 10_000
SECONDS, MEGABYTES = 20, 400
ITEMS = [
    *(f"{{id: q{at}, kind: rating, text: {{en: Question {at}, zh: 问题{at}}}, scale: five}}" for at in range(230)),
    *(f"{{id: t{at}, kind: open_text, text: {{en: Why {at}, zh: 原因{at}}}}}" for at in range(10)),
    *(f"{{id: n{at}, kind: number, text: {{en: N {at}, zh: 数{at}}}, minimum: 0, decimals: 2}}" for at in range(10)),
]
SOURCE = """
questionnaire: wide
version: "1"
languages: [en, zh]
title: {en: Wide, zh: 宽}
scales:
  five: {from: 1, to: 5, low: {en: bad, zh: 差}, high: {en: good, zh: 好}, not_applicable: {en: none, zh: 无}}
sections:
  - id: only
    title: {en: Only, zh: 唯一}
    items:
""" + "".join(f"      - {item}\n" for item in ITEMS)
MEASURED = """
import json, resource, sys, time
from pathlib import Path
from surveykit import pipeline
pipeline.export(Path("wide.yaml"), "sqlite:///wide.db", Path(sys.argv[1]))
spent = resource.getrusage(resource.RUSAGE_SELF)
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(json.dumps([spent.ru_utime + spent.ru_stime, int(peak) / 1024]))
"""


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wide")
    (folder / "wide.yaml").write_text(SOURCE, encoding="utf-8")
    asked = parse_questionnaire(SOURCE)
    random, names = Random(1), list(asked.codebook.by_name)
    kinds = {
        "q": lambda: random.choice([1, 2, 3, 4, 5, 5, Missing.NOT_APPLICABLE]),
        "t": lambda: random.choice([Missing.NOT_ANSWERED, "服务很好，师傅很专业", "=1+1; it was fine, really"]),
        "n": lambda: round(random.random() * 1000, 2),
    }
    when = datetime(2026, 1, 15, tzinfo=UTC)

    def responses():
        for at in range(N):
            given = {name: kinds[name[0]]() for name in names}
            yield Response(f"{at:032x}", f"k{at}", "wide", asked.hash, given, "zh", Status.COMPLETE, when, when)

    with Store.open(f"sqlite:///{folder / 'wide.db'}", writable=True) as store:
        store.register(asked)
        store.add_all(responses())
    return folder


@pytest.mark.parametrize("ending", EXPORTS)
def test_an_export_of_ten_thousand_responses(study, ending):
    command = [sys.executable, "-c", MEASURED, f"out{ending}"]
    done = subprocess.run(command, cwd=study, capture_output=True, text=True, check=True)
    seconds, megabytes = json.loads(done.stdout)
    print(f"\nexport of {N:,} x {len(ITEMS)} to {ending}: {seconds:.1f} s CPU, {megabytes:.0f} MB")
    assert seconds < SECONDS
    assert megabytes < MEGABYTES
