"""Makes the worked sample: the report of reports/ecsi-mobile.yaml in each language, kept in reports/sample/."""

from pathlib import Path

from surveykit import pipeline
from surveykit.pipeline.demonstration import example_data

REPORTS = Path(__file__).parents[1] / "reports"
PLAN = REPORTS / "ecsi-mobile.yaml"


def main() -> None:
    """Write `reports/sample/ecsi-mobile.<language>.pdf`."""
    folder = REPORTS / "sample"
    folder.mkdir(exist_ok=True)
    for language in ("en", "zh"):
        out = folder / f"{PLAN.stem}.{language}.pdf"
        (made,) = pipeline.report(PLAN, example_data(), out=out, style=pipeline.Style((language,)))
        print(made, out.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
