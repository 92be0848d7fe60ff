"""The tiny study with hostile words in every text of a finding that an author or a respondent can fill."""

from dataclasses import replace

from surveykit.core.finding import Column, Figure, Sentences, Table
from surveykit.report.study import Study
from tests.report.tiny_study import DESCRIBED, STUDY, text

LONG = "long " * 300 + "x" * 1500
HOSTILE = (
    "<script>alert(1)</script>",
    "]]> & \"quoted\" 'text' &amp; {{ 7 * 7 }} {% raw %}",
    "\u202eright to left\u202c",
    "control \x00\x07\x1b characters",
    "=HYPERLINK(1)",
    "@SUM(1)",
    "{=1+1}",
    "http://evil.example/",
    "\U00020000 and \U0001f468\u200d\U0001f469\u200d\U0001f467",
    LONG,
)
"""What a label may be; the Chinese beyond the first plane and the family are drawn by no font of every machine."""
DRAWN = tuple(words for words in HOSTILE if "\U00020000" not in words)


def shown(words: str) -> str:
    """The words as a file of XML can hold them."""
    return "".join(c for c in words if c >= " ")


def hostile(words: str) -> Study:
    """A study whose finding says `words` everywhere."""
    label = text(words, words)
    assert DESCRIBED.table is not None
    rows = ((label, 3.421_987_6, (3.11, 3.73), None), ("=1+1", -0.25, (None, None), 0.04))
    columns = (Column(label), *DESCRIBED.table.columns[1:])
    likert = {
        "scale": [{"value": v, "label": label} for v in (1, 2, 3)],
        "rows": [{"id": "SP1", "label": label, "counts": {1: 10, 2: 20, 3: 17}, "n": 47}],
    }
    finding = replace(
        DESCRIBED,
        question=label,
        sentences=Sentences(label, label),
        table=Table(label, columns, rows, (label,)),
        figure=Figure("likert", label, likert, label),
    )
    return replace(STUDY, findings=(finding,))
