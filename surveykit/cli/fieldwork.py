"""To ask people."""

from collections.abc import Mapping
from pathlib import Path

import click

from surveykit import pipeline
from surveykit.cli.telling import FILE, tell
from surveykit.cli.usage import Group

stage = Group()


@stage.command()
@click.argument("files", type=FILE, nargs=-1, required=True)
@click.option("--store", "store_url", required=True, metavar="URL")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
def serve(files: tuple[Path, ...], store_url: str, port: int) -> None:
    """Serve questionnaire FILES as web forms on this machine until stopped (Ctrl+C).

    \b
    Example: surveykit serve questionnaires/after-sales.yaml --store sqlite:///study.db
    """

    def ready(ids: list[str], changed: Mapping[str, str]) -> None:
        for id in ids:
            tell("cli.serving", address=f"http://127.0.0.1:{port}/{id}")
        for id, weight in changed.items():
            tell(f"diff.served.{weight}", id=id)
        tell("cli.stop")

    pipeline.serve(files, store_url, port, ready)
    tell("cli.stopped")
