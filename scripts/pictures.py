"""Makes the pictures: every page of the form and of the reports, to be looked at, and the four of the README.

`make pictures` runs the demonstration in a temporary folder, serves its form on the loopback address, photographs each
page in both languages at 360 and 1280 pixels, and turns the PDFs into pages. All go to build/pictures/, the README's to
docs/pictures/. Every page of two printed questionnaires and a page of a codebook go to docs/pictures/paper/, a page of
each preset of the report to docs/pictures/report/; with ARGS=paper or ARGS=report these only are made.
"""

import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright
from werkzeug.serving import make_server

from surveykit import assets, pipeline
from surveykit.core.language import message
from surveykit.form.app import create_app
from surveykit.store.store import Store

ROOT = Path(__file__).parents[1]
OUT = ROOT / "build" / "pictures"
README = ROOT / "docs" / "pictures"
SIZES = {"phone": (360, 740), "wide": (1280, 900)}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


PAPER = README / "paper"
PRINTED = ("every-item", "after-sales")
DOTS = 72
"""Per inch: small, and the words can still be read."""
MOST_BYTES = 60_000
REPORT = README / "report"
PRESET_PAGES = {"full": 2, "brief": 2, "scorecard": 1, "manager": 4, "journal": 1, "thesis": 5, "method": 2}
"""The page of each preset that shows best what it is like."""


def main() -> None:
    """Make all pictures, or those of paper only."""
    for folder in (OUT, README):
        folder.mkdir(parents=True, exist_ok=True)
    if sys.argv[1:] != ["report"]:
        photograph_paper()
    if sys.argv[1:] == ["paper"]:
        return
    with tempfile.TemporaryDirectory() as name:
        workspace = Path(name) / "demo"
        for step in pipeline.demo(workspace):
            print(step.product.relative_to(name))
        photograph_presets(workspace / "reports" / "ecsi-mobile.yaml")
        if sys.argv[1:] == ["report"]:
            return
        photograph_form(workspace)
        photograph_page(workspace / "reports" / "report.html")
        for language in ("en", "zh"):
            photograph_report(workspace / "reports" / f"report-{language}.pdf", language)


@contextmanager
def served(workspace: Path) -> Iterator[str]:
    """The address of the after-sales form, served while the block runs."""
    questionnaire = pipeline.questionnaire(workspace / "questionnaires" / "after-sales.yaml")
    with Store.open(f"sqlite:///{workspace / 'pictures.db'}") as store, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        server = make_server("127.0.0.1", port, create_app([questionnaire], store, assets.folders("templates")), True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{port}/{questionnaire.id}"
        finally:
            server.shutdown()
            thread.join()


def photograph_form(workspace: Path) -> None:
    """Each section in each language and size, and one page with errors."""
    questionnaire = pipeline.questionnaire(workspace / "questionnaires" / "after-sales.yaml")
    with served(workspace) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        for size, (width, height) in SIZES.items():
            for language in questionnaire.languages:
                page = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=2)
                walk(page, f"{address}/{language}", f"form-{size}-{language}", [s.id for s in questionnaire.sections])
                page.close()
        browser.close()


def walk(page: Page, address: str, name: str, sections: list[str]) -> None:
    """The welcome page and each section."""
    page.goto(address)
    page.screenshot(path=OUT / f"{name}-0-welcome.png", full_page=True)
    for number, section in enumerate(sections, 1):
        page.goto(f"{address}/{section}")
        page.screenshot(path=OUT / f"{name}-{number}-{section}.png", full_page=True)
        if number == README_NUMBER and "phone" in name:
            page.locator("label").nth(1).click()
            page.screenshot(path=README / f"{name.replace('-en', '')}.png")


README_NUMBER = 4


def photograph_page(path: Path) -> None:
    """The HTML report at both widths."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        for size, (width, height) in SIZES.items():
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(path.as_uri())
            page.screenshot(path=OUT / f"report-{size}.png", full_page=True)
        browser.close()


def photograph_report(path: Path, language: str) -> None:
    """Each page of a PDF; the first with regression coefficients also for the README."""
    subprocess.run(["pdftoppm", "-r", "70", "-png", path, OUT / f"report-{language}"], check=True)
    pages = sorted(OUT.glob(f"report-{language}-*.png"))
    number = next(n for n, _ in enumerate(pages, 1) if wanted(path, n, language))
    suffix = "" if language == "en" else f"-{language}"
    subprocess.run(
        ["pdftoppm", "-r", "80", "-png", "-singlefile", "-f", str(number), path, README / f"report-page{suffix}"],
        check=True,
    )


def wanted(path: Path, number: int, language: str) -> bool:
    """Whether this page shows the figure of regression coefficients."""
    page = ["pdftotext", "-f", str(number), "-l", str(number), path, "-"]
    words = subprocess.run(page, check=True, capture_output=True, text=True).stdout
    return message("analysis.regression.axis", language) in words


def photograph_presets(plan: Path) -> None:
    """A page of each preset in both languages, and one with the languages side by side."""
    shutil.rmtree(REPORT, ignore_errors=True)
    REPORT.mkdir(parents=True)
    for preset, number in PRESET_PAGES.items():
        for language in ("en", "zh", "both") if preset == "brief" else ("en", "zh"):
            style = pipeline.Style(() if language == "both" else (language,), preset, language == "both")
            (pdf,) = pipeline.report(plan, out=plan.with_name(f"{preset}-{language}.pdf"), style=style)
            pages = ["-f", str(number), "-singlefile", "-png", pdf, pdf.with_suffix("")]
            subprocess.run(["pdftoppm", "-r", str(DOTS), *pages], check=True)
            save(pdf.with_suffix(".png").read_bytes(), REPORT / f"{preset}-{language}.png", MOST_BYTES)


def photograph_paper() -> None:
    """Each page of two printed questionnaires, and the second of a codebook, in both languages."""
    shutil.rmtree(PAPER, ignore_errors=True)
    PAPER.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as name:
        for id in PRINTED:
            definition = assets.ROOT / "questionnaires" / f"{id}.yaml"
            for language in ("en", "zh"):
                pdf = Path(name) / f"{id}-{language}.pdf"
                pipeline.print_questionnaire(definition, pdf, [language])
                photograph_pages(pdf, PAPER)
        for language in ("en", "zh"):
            pdf = Path(name) / f"codebook-{language}.pdf"
            pipeline.codebook(assets.ROOT / "questionnaires" / "after-sales.yaml", pdf, [language])
            photograph_pages(pdf, PAPER, 3)


def photograph_pages(pdf: Path, folder: Path, only: int | None = None) -> None:
    """The pages of a PDF, or one of them, in few colours: `<name>-<page>.png`."""
    with tempfile.TemporaryDirectory() as name:
        pages = [] if only is None else ["-f", str(only), "-l", str(only)]
        subprocess.run(["pdftoppm", "-r", str(DOTS), *pages, "-png", pdf, Path(name) / "page"], check=True)
        for page in sorted(Path(name).glob("*.png")):
            number = int(page.stem.rpartition("-")[2])
            save(page.read_bytes(), folder / f"{pdf.stem}-{number}.png", MOST_BYTES)


def save(picture: bytes, path: Path, most: int) -> None:
    """A picture in few colours, fewer where it would have more bytes than `most`."""
    with Image.open(BytesIO(picture)) as image:
        for colours in (32, 16, 8):
            image.convert("RGB").quantize(colours, dither=Image.Dither.NONE).save(path, optimize=True)
            if path.stat().st_size < most:
                break
    print(f"{path.name} {path.stat().st_size} bytes")


def chromium() -> str:
    """The system's browser."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        print("chromium is needed: scripts/setup.sh test", file=sys.stderr)
        sys.exit(3)
    return found


if __name__ == "__main__":
    main()
