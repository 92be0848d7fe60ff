"""How fast the road is: `make bench` prints the figures, each the best of several runs.

What is asserted are bounds that only a broken road would pass."""

import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import numpy as np

from surveykit import assets
from surveykit.analysis import ANALYSES
from surveykit.core.codebook import Construct, ResponseScale
from surveykit.core.columns import MemoryColumns, RowNumbers, WholeNumbers
from surveykit.core.dataset import Dataset
from surveykit.core.item import Part
from surveykit.core.questionnaire import Questionnaire, Section
from surveykit.design.load import load_questionnaire, read_definition
from surveykit.form.app import create_app
from surveykit.interchange.csv_file import read_csv
from surveykit.interchange.responses import responses_of
from surveykit.items.matrix import Matrix
from surveykit.store.store import Store
from tests.form.conftest import Respondent

ROOT = Path(__file__).parents[2]
AFTER_SALES = load_questionnaire(ROOT / "questionnaires" / "after-sales.yaml")
ECSI = load_questionnaire(ROOT / "questionnaires" / "ecsi-mobile.yaml")


def best(run: Callable[[], object], times: int = 3) -> float:
    """CPU seconds of the fastest run."""
    taken = []
    for _ in range(times):
        started = time.process_time()
        run()
        taken.append(time.process_time() - started)
    return min(taken)


def report(name: str, seconds: float, most: float) -> None:
    print(f"\n{name}: {seconds:.3f} s CPU")
    assert seconds < most


def test_checking_a_questionnaire():
    source = (ROOT / "questionnaires" / "every-item.yaml").read_text(encoding="utf-8")
    report("check of every-item.yaml", best(lambda: read_definition(source)), 2)


def test_one_submission_of_eight_pages(tmp_path):
    with Store.open(f"sqlite:///{tmp_path / 'bench.db'}") as store:
        app = create_app([AFTER_SALES], store, assets.folders("templates", ROOT))

        def submit() -> None:
            respondent = Respondent(app.test_client(), AFTER_SALES.id)
            respondent.open(f"en/{AFTER_SALES.sections[0].id}")
            for _ in AFTER_SALES.sections:
                respondent.press(channel="phone")

        submit()  # the pages are rendered once
        report("one submission of eight pages, server and client", best(submit, 10), 1)


def test_importing_ten_thousand_rows(tmp_path):
    random = Random(1)
    names = [v.name for v in ECSI.codebook.variables]
    rows = [",".join(str(random.randint(1, 10)) for _ in names) for _ in range(10_000)]
    data = tmp_path / "many.csv"
    data.write_text("\n".join([",".join(names), *rows]), encoding="utf-8")

    def bring_in() -> None:
        file = tmp_path / f"{random.random()}.db"
        with Store.open(f"sqlite:///{file}") as store:
            store.register(ECSI)
            assert store.add_all(responses_of(read_csv(data), ECSI)) == 10_000

    report("import of 10,000 x 24 into a store", best(bring_in), 30)


def test_reliability_of_thirty_items_over_a_hundred_thousand():
    names = [f"x{i}" for i in range(30)]
    scale = ResponseScale("five", dict.fromkeys(range(1, 6)))
    asked = Questionnaire(
        "bench",
        "1",
        ("en", "zh"),
        {"en": "B", "zh": "B"},
        (Section("s", {"en": "S", "zh": "S"}, (Matrix(id="m", text={"en": "M"}, scale=scale, rows=parts(names)),)),),
        constructs=(Construct("c", "quality", {"en": "C", "zh": "C"}, tuple(names)),),
    )
    rng = np.random.default_rng(1)
    table = np.clip(np.round(3 + rng.normal(size=(100_000, 1)) + rng.normal(size=(100_000, 30))), 1, 5)
    columns = {name: WholeNumbers(table[:, at].astype(np.int8)) for at, name in enumerate(names)}
    data = Dataset(asked, MemoryColumns(RowNumbers(100_000), columns)).scored({"c": 30})
    report("reliability of 30 items, 100,000 respondents", best(lambda: ANALYSES["reliability"]().run(data)), 30)


def parts(names: list[str]) -> dict[str, Part]:
    return {name: Part({"en": name, "zh": name}) for name in names}
