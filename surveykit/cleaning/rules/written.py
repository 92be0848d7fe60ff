"""Written answers: texts that say nothing, and long texts that several respondents share word for word."""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from surveykit.cleaning.nonsense import LONG, is_nonsense, normalised, weight
from surveykit.cleaning.rule import Applied, rule
from surveykit.core.columns import Texts
from surveykit.core.dataset import Dataset, Flag
from surveykit.core.language import both
from surveykit.core.numbers import count
from surveykit.core.plan import Cleaning

OPEN = "open_text"
EXCERPT = 40


@rule
class Written:
    """An answer to an open question is made of repeated or neighbouring keys; or it is long, and others gave the same.

    Capitals, blanks and punctuation are set aside in the comparison.
    """

    version = 1

    def apply(self, dataset: Dataset, cleaning: Cleaning) -> Iterator[Applied]:
        items = [item for item in dataset.questionnaire.items if item.kind == OPEN]
        if not items:
            return
        nonsense: list[tuple[int, Flag]] = []
        copied: list[tuple[int, Flag]] = []
        wrote = np.zeros(dataset.n, dtype=bool)
        for name in (v.name for item in items for v in item.variables()):
            column = dataset.column(name)
            if not isinstance(column, Texts):
                continue
            rows = np.flatnonzero(column.codes >= 0)
            wrote[rows] = True
            texts = {row: str(column.values[row]) for row in rows.tolist()}
            nonsense += ((row, _nonsense(dataset, row, name, text)) for row, text in texts.items() if is_nonsense(text))
            copied += _copied(dataset, name, texts)
        for kind, found, values in (("nonsense", nonsense, {}), ("copied_text", copied, {"letters": count(LONG)})):
            flags = tuple(flag for _, flag in sorted(found, key=lambda pair: pair[0]))
            yield Applied(kind, both(f"cleaning.threshold.{kind}", **values), int(wrote.sum()), flags)


def _nonsense(dataset: Dataset, row: int, name: str, text: str) -> Flag:
    shown = " ".join(text.split())[:EXCERPT]
    return Flag("nonsense", dataset.respondents[row], both("cleaning.evidence.nonsense", variable=name, value=shown))


def _copied(dataset: Dataset, name: str, texts: dict[int, str]) -> Iterator[tuple[int, Flag]]:
    same: dict[str, list[int]] = defaultdict(list)
    for row, text in texts.items():
        plain = normalised(text)
        if weight(plain) >= LONG:
            same[plain].append(row)
    for rows in same.values():
        for row in rows if len(rows) > 1 else ():
            shown = both("cleaning.evidence.copied_text", variable=name, others=count(len(rows) - 1))
            yield row, Flag("copied_text", dataset.respondents[row], shown)
