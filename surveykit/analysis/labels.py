"""Constructs and variables in headings, tables and figures, so that a long wording and its name in sentences meet."""

from surveykit.analysis.words import SHORT, name_of
from surveykit.core.codebook import Codebook
from surveykit.core.language import Text, both, same, say


def _short(codebook: Codebook, id: str) -> bool:
    return len(say(codebook.label(id), "en")) <= SHORT


def introduced(codebook: Codebook, id: str) -> Text:
    """In a heading: its words; of a long wording the name, too, by which the sentences call it."""
    if _short(codebook, id):
        return name_of(codebook, id)
    return both("analysis.with", name=same(id), inside=codebook.label(id))


def marked(codebook: Codebook, id: str) -> Text:
    """In a table: its label; before a long one its name."""
    label = codebook.label(id)
    return label if _short(codebook, id) else both("analysis.marked", name=same(id), label=label)


def brief(codebook: Codebook, id: str) -> Text:
    """In a figure without room: its label, or in place of a long one its name."""
    return codebook.label(id) if _short(codebook, id) else same(id)
