"""The child process that makes a PDF: `python -m surveykit.report.render OUT SECONDS MEGABYTES`, the job on stdin.

The job is JSON {"html", "assets": {address: path}}; the answer on stdout is JSON {"pages", "missing", "refused"}.
It can reach nothing but the assets that the job names.
"""

import contextlib
import gc
import json
import logging
import sys
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from surveykit.report.hanzi import font_faces, hanzi_fonts

try:
    import resource
except ImportError:  # Windows has no such limits; the parent's limit of time still holds
    resource = None  # type: ignore[assignment]

BASE = "https://report.invalid/"
"""What relative addresses are resolved against; nobody can own a name under `.invalid` (RFC 2606)."""
TOO_LARGE = 4
_NOTDEF = ".notdef"


class NamedAssets(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Fetches the files it was named and nothing else: no network, no other file, no data address."""

    def __init__(self, assets: Mapping[str, str]) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self.assets: dict[str, Path | bytes] = {BASE + name: Path(path) for name, path in assets.items()}
        self.refused: list[str] = []

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """The named file. Raises ValueError for any other address, and remembers it."""
        if url not in self.assets:
            self.refused.append(url)
            raise ValueError("not one of the named assets")
        asset = self.assets[url]
        return URLFetcherResponse(url, asset if isinstance(asset, bytes) else asset.read_bytes())


class MissingGlyphs(logging.Handler):
    """Collects the characters for which WeasyPrint found no glyph; its own handler drops them in silence."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.characters: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the character that a warning names."""
        if record.msg.startswith(_NOTDEF) and isinstance(record.args, tuple) and record.args:
            self.characters[str(record.args[0])] = None


def make_pdf(html: str, assets: Mapping[str, str], out: Path) -> dict[str, object]:
    """Write the PDF: tagged, byte for byte the same for the same HTML and fonts."""
    fetcher, glyphs = NamedAssets(assets), MissingGlyphs()
    logging.getLogger("weasyprint").addHandler(glyphs)
    gc.disable()  # nothing of a document is garbage before it is written, and looking takes a seventh of the time
    try:
        pages = _laid_out(html, fetcher, out)
    finally:
        gc.enable()
        logging.getLogger("weasyprint").removeHandler(glyphs)
    return {"pages": pages, "missing": "".join(glyphs.characters), "refused": fetcher.refused}


def _laid_out(html: str, fetcher: NamedAssets, out: Path) -> int:
    """Lay out and write; how many pages there are."""
    fonts, configuration = hanzi_fonts(html), FontConfiguration()
    fetcher.assets |= {BASE + name: font for name, font in fonts.items()}
    faces = weasyprint.CSS(string=font_faces(fonts), base_url=BASE, url_fetcher=fetcher, font_config=configuration)
    page = read_page(html, fetcher)
    document = page.render(pdf_variant="pdf/ua-1", stylesheets=[faces], font_config=configuration)
    document.write_pdf(out, pdf_variant="pdf/ua-1")
    return len(document.pages)


def read_page(html: str, fetcher: URLFetcher) -> weasyprint.HTML:
    """The page as a tree. A report's page is XML too, and reading it as HTML would take forty times as long."""
    try:
        tree = ElementTree.fromstring(html)  # noqa: S314 - our own page; what people wrote in it is escaped
    except ElementTree.ParseError:  # as a workspace's own template may be
        return weasyprint.HTML(string=html, base_url=BASE, url_fetcher=fetcher)
    page = weasyprint.HTML(string="", base_url=BASE, url_fetcher=fetcher)
    page.wrapper_element = type(page.wrapper_element).from_html_root(tree, content_language=None)
    page.etree_element = tree
    return page


def limit(seconds: int, megabytes: int) -> None:
    """Bound this process's time and memory where the system can."""
    if resource is None:
        return
    bounds = ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, megabytes * 1_000_000))
    for kind, most in bounds:
        with contextlib.suppress(ValueError, OSError):  # not every system lets itself be bounded
            resource.setrlimit(kind, (most, most))


def main() -> int:
    """Do one job. Exit 0 done, 4 too large."""
    out, seconds, megabytes = sys.argv[1:]
    limit(int(seconds), int(megabytes))
    job = json.loads(sys.stdin.buffer.read())
    try:
        answer = make_pdf(job["html"], job["assets"], Path(out))
    except (MemoryError, RecursionError):
        return TOO_LARGE
    sys.stdout.write(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main())
