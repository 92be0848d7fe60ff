"""What all tests share: the tools some of them need, and a browser to drive."""

import ctypes
import ctypes.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from urllib.parse import urlsplit

import hypothesis
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

# The same examples on every run and machine; a slow machine is no failure.
hypothesis.settings.register_profile("surveykit", derandomize=True, deadline=None)
hypothesis.settings.load_profile("surveykit")

REQUIRE_ALL = os.environ.get("SURVEYKIT_REQUIRE_ALL") == "1"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_ARGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    # Nothing but this machine can be reached, whatever a page or the browser itself asks for.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    "--no-proxy-server",
)
OWN_HOSTS = frozenset({"127.0.0.1", "localhost"})


def find_chromium() -> str | None:
    """The system's Chromium; none is ever downloaded."""
    return next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)


def library_loads(name: str, version: str) -> bool:
    """Whether a shared library can be loaded, as WeasyPrint will load it."""
    suffix = f".{version}.dylib" if sys.platform == "darwin" else f".so.{version}"
    try:
        ctypes.CDLL(f"lib{name}{suffix}")
    except OSError:
        return ctypes.util.find_library(name) is not None
    return True


def has_chinese_font() -> bool:
    """Whether fontconfig knows a font for simplified Chinese."""
    if not shutil.which("fc-list"):
        return False
    listing = subprocess.run(["fc-list", ":lang=zh-cn", "family"], capture_output=True, check=False)
    return bool(listing.stdout.strip())


def missing_for_browser() -> list[str]:
    """What the tests marked browser lack on this machine."""
    missing = [] if find_chromium() else ["Chromium"]
    # Playwright's driver, which comes with its package, is linked to it.
    if sys.platform == "linux" and not library_loads("atomic", "1"):
        missing.append("libatomic")
    return missing


def missing_for_pdf() -> list[str]:
    """What the tests marked pdf lack on this machine."""
    missing = []
    if not all(library_loads(name, "0") for name in ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset")):
        missing.append("Pango")
    if not has_chinese_font():
        missing.append("a Chinese font")
    if not (shutil.which("pdftotext") and shutil.which("pdftoppm")):
        missing.append("poppler-utils")
    return missing


def missing_for_r() -> list[str]:
    """What the tests marked r lack on this machine."""
    if not shutil.which("Rscript"):
        return ["R", "haven"]
    asked = ["Rscript", "--vanilla", "-e", "quit(status = !requireNamespace('haven', quietly = TRUE))"]
    return ["haven"] if subprocess.run(asked, capture_output=True, check=False).returncode else []


def missing_for_pspp() -> list[str]:
    """What the tests marked pspp lack on this machine."""
    return [] if shutil.which("pspp") else ["PSPP"]


NEEDS: dict[str, Callable[[], list[str]]] = {
    "browser": cache(missing_for_browser),
    "pdf": cache(missing_for_pdf),
    "r": cache(missing_for_r),
    "pspp": cache(missing_for_pspp),
}
PACKAGES = {
    "Chromium": ["chromium"],
    "libatomic": ["libatomic1"],
    "Pango": ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"],
    "a Chinese font": ["fonts-noto-core", "fonts-noto-cjk", "fontconfig"],
    "poppler-utils": ["poppler-utils"],
    "R": ["r-base-core"],
    "haven": ["r-cran-haven"],
    "PSPP": ["pspp"],
}
SKIPPED = pytest.StashKey[dict[str, int]]()


def pytest_configure(config: pytest.Config) -> None:
    """Begin with no test skipped."""
    config.stash[SKIPPED] = {}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that drives the browser, so that none can forget to."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose tools are missing, or fail it where all of them are required."""
    for mark, look in NEEDS.items():
        if item.get_closest_marker(mark) is None or not (missing := look()):
            continue
        reason = f"this machine lacks {', '.join(missing)}"
        if REQUIRE_ALL:
            pytest.fail(f"{reason}, and SURVEYKIT_REQUIRE_ALL=1 allows no skipping", pytrace=False)
        skipped = item.config.stash[SKIPPED]
        skipped[mark] = skipped.get(mark, 0) + 1
        pytest.skip(reason)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say in the last lines which tests did not run for want of a tool, and how to run them."""
    skipped = config.stash[SKIPPED]
    if not skipped:
        return
    terminalreporter.section("skipped for want of a tool", yellow=True)
    lacking: list[str] = []
    for mark, count in skipped.items():
        missing = NEEDS[mark]()
        lacking += [tool for tool in missing if tool not in lacking]
        terminalreporter.line(f"{count} {mark} test{'s' * (count > 1)}: this machine lacks {', '.join(missing)}")
    packages = " ".join(package for tool in lacking for package in PACKAGES[tool])
    terminalreporter.line(f"to run them (Debian, Ubuntu): sudo apt-get install {packages}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One headless browser for the whole run."""
    # Chromium refuses its sandbox to root.
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), headless=True, args=[*CHROMIUM_ARGS, *sandbox]
        )
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Make pages, each in a browser context of its own: page(width=390, javascript=False).

    Other keywords go to Playwright's new_context (locale, forced_colors ...). A page that asks
    another host for anything fails its test.
    """
    contexts: list[BrowserContext] = []
    foreign: list[str] = []

    def note(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.hostname not in OWN_HOSTS:
            foreign.append(request.url)

    def open_page(*, width: int = 1280, height: int = 800, javascript: bool = True, **options: object) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=javascript, **options
        )
        context.set_default_timeout(10_000)
        context.on("request", note)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert not foreign, f"pages asked other hosts for {foreign}"
