"""Makes the pictures of docs/items/pictures/: every item kind's documented sample on a phone and on a wide screen.

`make pictures` runs it. Each picture is reduced to a small palette, so that the pages stay light.
"""

import logging
import socket
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pictures import ARGUMENTS, chromium, save
from playwright.sync_api import Page, sync_playwright
from samples import pictured
from werkzeug.serving import make_server

from docs import OURS
from surveykit.form.app import create_app
from surveykit.form.tokens import cookie_name
from surveykit.pipeline import template_folders
from surveykit.store.store import Store

OUT = Path(__file__).parents[1] / "docs" / "items" / "pictures"
WIDTHS = {360: 2, 1280: 1}
"""Width of the window in CSS pixels -> device pixels for each of them."""
MARGIN = 16
TALLEST = 800
MOST_BYTES = 40_000
EXTENT = """question => {
  const own = question.getBoundingClientRect();
  const inside = [...question.querySelectorAll('*')].map(e => e.getBoundingClientRect()).filter(b => b.width > 1);
  const right = Math.max(own.right, ...inside.map(b => b.right));
  return [own.left, own.top + scrollY, Math.min(innerWidth - 16, right), own.bottom + scrollY];
}"""
"""Left, top, right and bottom of a question, with what sticks out of it."""


def main() -> None:
    """Make the pictures of all kinds, or of those that are named."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    kinds = sys.argv[1:] or OURS
    OUT.mkdir(parents=True, exist_ok=True)
    with served(kinds) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        for width, scale in WIDTHS.items():
            page = browser.new_page(viewport={"width": width, "height": 900}, device_scale_factor=scale)
            for kind in kinds:
                id = f"sample-{kind.replace('_', '-')}"
                # The same respondent each time, so that what is shuffled stands in the same order.
                page.context.add_cookies([{"name": cookie_name(id), "value": "A" * 43, "url": f"{address}/{id}"}])
                page.goto(f"{address}/{id}/en/only")
                save(photograph(page), OUT / f"{kind}-{width}.png", MOST_BYTES)
        browser.close()


@contextmanager
def served(kinds: list[str]) -> Iterator[str]:
    """The address of the forms of all samples, served while the block runs."""
    with tempfile.TemporaryDirectory() as folder, Store.open(f"sqlite:///{folder}/pictures.db") as store:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        app = create_app([pictured(kind) for kind in kinds], store, template_folders())
        server = make_server("127.0.0.1", port, app, True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.shutdown()
            thread.join()


def photograph(page: Page) -> bytes:
    """The question as it stands on the page, with a margin; of a long one the beginning."""
    page.wait_for_load_state("networkidle")
    left, top, right, bottom = page.locator("main [id^='q-']").first.evaluate(EXTENT)
    x, y = max(0, left - MARGIN), max(0, top - MARGIN)
    height = min(bottom + MARGIN - y, TALLEST)
    clip = {"x": x, "y": y, "width": right + MARGIN - x, "height": height}
    return page.screenshot(full_page=True, clip=clip)


if __name__ == "__main__":
    main()
