"""What an analysis gives to somebody who works in Python: its Findings, ready to be read, shown and computed with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from surveykit import assets
from surveykit.core.estimate_words import name_in_words
from surveykit.core.finding import Column, Estimate, Finding, Of, Style, Table, Verdict
from surveykit.core.language import LANGUAGES, Text, both, message, say
from surveykit.core.lines import columns
from surveykit.core.numbers import cell
from surveykit.core.terminal import aligned

if TYPE_CHECKING:
    import pandas as pd

    from surveykit.core.dataset import Dataset


@dataclass(frozen=True)
class Drawing:
    """A figure as SVG text; a notebook shows it."""

    svg: str

    def _repr_svg_(self) -> str:
        return self.svg

    def __str__(self) -> str:
        return self.svg


@dataclass(frozen=True)
class Result:
    """The Findings of one analysis. Printed it is text, in a notebook a page; `language` is the one that it speaks."""

    findings: tuple[Finding, ...]
    language: str = "en"

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    def __getitem__(self, id: str) -> Finding:
        """The Finding of that id. Raises KeyError."""
        for finding in self.findings:
            if finding.id == id:
                return finding
        raise KeyError(f"there is no {id}, only {', '.join(f.id for f in self.findings)}")

    def speaking(self, language: str) -> "Result":
        """The same in another language."""
        return replace(self, language=_known(language))

    def sentence(self, language: str | None = None) -> str:
        """What was found, in words, one Finding a line."""
        spoken = _known(language or self.language)
        return "\n".join(say(finding.sentences.full, spoken) for finding in self.findings)

    def estimate(self, name: str, **of: str | tuple[str, ...]) -> Estimate:
        """The first estimate of that name and object. Raises KeyError if there is none."""
        for finding in self.findings:
            for estimate in finding.estimates:
                if estimate.name == name and all(estimate.of.get(k) == v for k, v in of.items()):
                    return estimate
        raise KeyError(f"there is no {name} of {of or 'anything'}")

    def to_frame(self) -> "pd.DataFrame":
        """Every estimate as a row: finding, name, what it is of, value, interval, test, n."""
        import pandas as pd

        rows = [_row(finding.id, e, self.language) for finding in self.findings for e in finding.estimates]
        return pd.DataFrame(rows)

    def plot(self, id: str | None = None) -> Drawing:
        """The figure of a Finding, or the first there is. Raises KeyError where nothing is drawn."""
        from surveykit.charts import draw

        for finding in self.findings if id is None else (self[id],):
            if finding.figure is not None:
                return Drawing(draw(finding.figure, self.language))
        raise KeyError(f"{id or 'this result'} has no figure")

    def __str__(self) -> str:
        return "\n\n".join(_text(finding, self.language) for finding in self.findings)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        from surveykit.report.fragment import fragment

        return fragment(self.findings, self.language, assets.folders("templates"))


def _known(language: str) -> str:
    if language not in LANGUAGES:
        raise ValueError(f"{language!r} is not one of {', '.join(LANGUAGES)}")
    return language


def _row(finding: str, estimate: Estimate, language: str) -> dict[str, Any]:
    low, high = estimate.interval or (None, None)
    return {
        "finding": finding,
        "estimate": estimate.name,
        **{key: " – ".join(of) if isinstance(of, tuple) else of for key, of in estimate.of.items()},
        "value": estimate.value,
        "low": low,
        "high": high,
        "level": estimate.level,
        "statistic": estimate.statistic,
        "p": estimate.p,
        "n": estimate.n,
        "reason": say(estimate.reason, language) if estimate.reason else None,
    }


def _text(finding: Finding, language: str) -> str:
    """Question, words, cautions, checks that are not met, and the table; where there is none, the estimates."""
    question, full = say(finding.question, language), say(finding.sentences.full, language)
    parts = [question] if full == question else [question, full]
    parts += [_caution(c.text, language) for c in finding.cautions if c.text != finding.sentences.full]
    parts += [_caution(c.advice, language) for c in finding.checks if c.verdict in (Verdict.CAUTION, Verdict.NOT_MET)]
    if finding.table is not None:
        parts += [_table(finding.table, language), *(say(note, language) for note in finding.table.notes)]
    elif finding.estimates:
        parts.append(_table(_of_estimates(finding.estimates), language))
    return "\n".join(part for part in parts if part)


def _caution(text: Text, language: str) -> str:
    gap = "" if language == "zh" else " "
    return message("report.caution", language) + gap + say(text, language)


def _of_estimates(estimates: Sequence[Estimate]) -> Table:
    headings = (
        Column(both("report.result.estimate")),
        Column(both("report.result.name"), Style.ID),
        Column(both("report.result.of"), Style.ID),
        Column(both("report.result.value"), Style.NUMBER, 4),
        Column(both("report.result.interval"), Style.NUMBER, 4),
    )
    rows = tuple((name_in_words(e.name), e.name, _object(e.of), e.value, e.interval) for e in estimates)
    return Table(both("report.result.estimates"), headings, rows)


def _object(of: Of) -> str:
    return ", ".join("–".join(part) if isinstance(part, tuple) else part for part in of.values())


def _table(table: Table, language: str) -> str:
    """Rows of text with every column as wide as its widest cell; numbers stand at the right."""
    head = [say(column.label, language) for column in table.columns]
    body = [
        [cell(value, column.style, column.places, language) for value, column in zip(row, table.columns, strict=True)]
        for row in table.rows
    ]
    right = [at for at, column in enumerate(table.columns) if column.style not in (Style.TEXT, Style.ID)]
    lines = aligned([head, *body], right)
    return "\n".join([lines[0], "─" * max(map(columns, lines)), *lines[1:]])


def analyse(
    name: str, data: "Dataset", *values: object, only: Sequence[str] = (), language: str = "en", **options: object
) -> Result:
    """One analysis of a Dataset: `surveykit.reliability(data, "quality")` calls it with the name.

    `values` and `options` are the analysis's options as a plan states them, in their order or by name; a single name
    may stand for a list of one. `only` names the estimates that are wanted: no others are computed. Raises AnalystError
    for options that do not fit the data's questionnaire, TypeError for options that the analysis does not have.
    """
    from surveykit.analysis import ANALYSES

    kind = ANALYSES[name]
    known = [f.name for f in fields(kind)]
    if len(values) > len(known):
        raise TypeError(f"{name} has {len(known)} options: {', '.join(known) or 'none'}")
    said = dict(zip(known, values, strict=False)) | options
    lists = {f.name for f in fields(kind) if str(f.type).startswith("tuple")}
    chosen = {key: _as_tuple(value) if key in lists else value for key, value in said.items()}
    return Result(kind(**chosen).run(data, tuple(only)), language)


def _as_tuple(value: object) -> object:
    if isinstance(value, str):
        return (value,)
    return tuple(value) if isinstance(value, list) else value
