"""The presets: for each kind of reader which sections a report has, in which order, how deep, and how it is set.

The table of `docs/report.md` is made from what stands here. The limitations and the method, in which the eleven items
of disclosure stand, are part of every report: a preset or a plan may shorten them, none can leave them out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

SUMMARY = "summary"
REST = "rest"
"""All other sections of results, in their usual order."""
ALWAYS = ("limitations", "method")
"""What is added where a preset or a plan leaves it out."""


class Depth(StrEnum):
    """How much of a section is said. Limitations and disclosure get a line each unless they are whole."""

    HEADLINES = "headlines"
    """Headline findings: the short sentence and the figure. Of the method the disclosure only."""
    SHORT = "short"
    """Every finding: the short sentence, and the figure or else the table. Of the method the disclosure in full."""
    WHOLE = "whole"
    """Everything."""


class Front(StrEnum):
    """How the report begins: with a cover page, or with its title at the top of the first page."""

    COVER = "cover"
    STRIP = "strip"


class Setting(StrEnum):
    """How tables and figures are set."""

    HOUSE = "house"
    APA = "apa"
    """Number and title on lines of their own, notes that begin with « Note. » (APA 7)."""
    THREE_LINES = "three_lines"
    """Title centred above a table and below a figure, three rules (三线表)."""


@dataclass(frozen=True)
class Preset:
    """A way to report. `sections` are its sections in order, by the names that a plan uses, with their depth.

    With `chapter` sections and exhibits are numbered inside a chapter (4.1, Table 4-1). A section may have a title of
    its own here, the message `report.section.<preset>.<name>`. `most_findings` is how many
    findings are shown beside the summary, one of each section; `most_pages` what one language takes at most. `room` is
    the share of a page that the sentences of the summary may fill.
    """

    name: str
    sections: Mapping[str, Depth]
    front: Front = Front.COVER
    contents: bool = True
    setting: Setting = Setting.HOUSE
    chapter: bool = False
    most_findings: int | None = None
    most_pages: int | None = None
    room: float = 1.0

    def arranged(self, results: Sequence[str], asked: Sequence[str] = ()) -> Iterator[tuple[str, Depth]]:
        """Sections in order with their depth: those `asked` for, or the preset's own; REST stands for `results`.

        >>> [name for name, _ in PRESETS["full"].arranged(["regression"], ["rest", "describe"])]
        ['regression', 'describe', 'limitations', 'method']
        """
        wanted = list(asked or self.sections)
        wanted += [name for name in ALWAYS if name not in wanted]
        for name in wanted:
            others = [other for other in results if other not in wanted] if name == REST else [name]
            yield from ((other, self.depth(other)) for other in others)

    def depth(self, name: str) -> Depth:
        """How deep the preset goes in a section."""
        return self.sections.get(name, self.sections.get(REST, Depth.WHOLE))


def _of(depth: Depth, names: str) -> dict[str, Depth]:
    return dict.fromkeys(names.split(), depth)


PRESETS: Mapping[str, Preset] = {
    preset.name: preset
    for preset in (
        Preset(
            "full", _of(Depth.WHOLE, "summary data questionnaire rest actions limitations method codebook references")
        ),
        Preset(
            "brief",
            _of(Depth.WHOLE, "summary")
            | _of(Depth.HEADLINES, "branch importance_performance satisfaction_index recommendation satisfaction_share")
            | _of(Depth.HEADLINES, "drivers regression groups gaps describe limitations method"),
            front=Front.STRIP,
            contents=False,
            most_findings=3,
            most_pages=4,
            room=0.7,
        ),
        Preset(
            "scorecard",
            _of(Depth.HEADLINES, "summary limitations method"),
            front=Front.STRIP,
            contents=False,
            most_pages=1,
            room=0.65,
        ),
        Preset(
            "manager",
            _of(Depth.WHOLE, "summary actions")
            | _of(Depth.SHORT, "branch importance_performance drivers satisfaction_index recommendation")
            | _of(Depth.SHORT, "satisfaction_share effort gaps groups open_answers")
            | _of(Depth.HEADLINES, "describe")
            | _of(Depth.SHORT, "limitations method"),
        ),
        Preset(
            "journal",
            _of(Depth.WHOLE, "matrix data sample missing reliability factors confirmatory invariance")
            | _of(Depth.HEADLINES, "describe")
            | _of(Depth.WHOLE, "relations regression robust_regression moderation drivers paths groups rest")
            | _of(Depth.WHOLE, "limitations method references questionnaire"),
            front=Front.STRIP,
            contents=False,
            setting=Setting.APA,
        ),
        Preset(
            "thesis",
            _of(Depth.WHOLE, "data sample missing describe reliability factors confirmatory invariance matrix")
            | _of(Depth.WHOLE, "relations regression robust_regression paths moderation groups cross_tables rest")
            | _of(Depth.WHOLE, "summary limitations method references questionnaire codebook"),
            setting=Setting.THREE_LINES,
            chapter=True,
        ),
        Preset("method", _of(Depth.WHOLE, "limitations method codebook references"), front=Front.STRIP, contents=False),
    )
}
