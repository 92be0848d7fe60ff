"""What is said and shown of the sample. Never that it stands for anybody else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from surveykit.analysis.disclosure import small
from surveykit.analysis.gates import is_small, limit
from surveykit.analysis.statistics.formulas import Interval, wilson
from surveykit.analysis.words import base, called, ci, n_text, quoted, semicolons, sentences
from surveykit.core.codebook import Codebook, Variable
from surveykit.core.finding import Cell, Column, Figure, Sentences, Style, Table
from surveykit.core.language import Text, both
from surveykit.core.numbers import count, number, percent
from surveykit.core.response import Status

OWN = (Status.DRAFT, Status.COMPLETE, Status.SCREENED)
"""The statuses of responses that began on a form of ours."""
SAME = 9
"""Differences that agree to so many decimals are equal, whatever the order of the rows."""
LOST = (Status.SCREENED.value, "left_out")
"""The stages at which a response leaves the road."""


@dataclass(frozen=True)
class Intake:
    """How many responses have each status, how many somebody left out after looking at them, how many are analysed."""

    statuses: Mapping[str, int]
    left_out: int
    analysed: int

    @property
    def opened(self) -> int | None:
        """How many opened the form; None where responses came another way, so that nobody knows."""
        own = sum(self.statuses.get(status, 0) for status in OWN)
        return own if own and own == sum(self.statuses.values()) else None

    @cached_property
    def stages(self) -> dict[str, int]:
        """Stage -> responses, in the order of the road."""
        known = {s.value: self.statuses[s] for s in Status if self.statuses.get(s)}
        begun = {} if self.opened is None else {"opened": self.opened}
        left = {"left_out": self.left_out} if self.left_out else {}
        return begun | known | left | {"analysed": self.analysed}


@dataclass(frozen=True)
class IntakeWords:
    """The words of the responses."""

    intake: Intake

    @property
    def sentences(self) -> Sentences:
        """How many are analysed of how many, and what cannot be known."""
        analysed = {"analysed": count(self.intake.analysed)}
        if self.intake.statuses.get(Status.SIMULATED):
            short = both("sample.responses.simulated", **analysed)
        elif self.intake.opened is not None:
            short = both("sample.responses.opened", opened=count(self.intake.opened), **analysed)
        else:
            short = both("sample.responses.file", **analysed)
        screened, drafts = (self.intake.statuses.get(s, 0) for s in (Status.SCREENED, Status.DRAFT))
        return Sentences(
            short,
            sentences(
                short,
                both("sample.responses.screened", n=count(screened)) if screened else None,
                both("sample.responses.left", n=count(self.intake.left_out)) if self.intake.left_out else None,
                both("sample.responses.drafts", n=count(drafts)) if drafts else None,
                both("sample.responses.no_rate"),
            ),
        )

    @property
    def table(self) -> Table:
        """One row for each stage; shares of those who opened the form, where they are known."""
        opened = self.intake.opened
        columns = [Column(both("sample.column.stage")), Column(both("sample.column.responses"), Style.COUNT)]
        rows: list[tuple[Cell, ...]] = [(_stage(stage), n) for stage, n in self.intake.stages.items()]
        if opened is not None:
            columns.append(Column(both("sample.column.of_opened"), Style.PERCENT, 1))
            rows = [(*row, n / opened) for row, n in zip(rows, self.intake.stages.values(), strict=True)]
        return Table(both("sample.responses.table"), tuple(columns), tuple(rows))

    @property
    def figure(self) -> Figure | None:
        """The road as a funnel; none where nobody knows how many opened the form."""
        if self.intake.opened is None:
            return None
        values = {"analysed": count(self.intake.analysed), "opened": count(self.intake.opened)}
        steps = [
            {"label": _stage(name), "n": self.intake.stages[name], "lost": name in LOST}
            for name in ("opened", *LOST, "analysed")
            if name in self.intake.stages
        ]
        title = both("sample.responses.title", **values)
        return Figure("funnel", title, {"steps": steps}, both("sample.responses.base", n=n_text(self.intake.opened)))


def _stage(name: str) -> Text:
    return both(f"sample.stage.{name}")


@dataclass(frozen=True)
class Category:
    """One answer: its id and words, how many of n gave it, its target share if there is one."""

    id: str
    label: Text
    times: int
    n: int
    hidden: bool
    target: float | None = None

    @property
    def share(self) -> float | None:
        """0 to 1; None where it is hidden or n is too small."""
        return None if self.hidden or self.n < limit("SMALL_N", "fewest_shares") else self.times / self.n

    @property
    def interval(self) -> Interval:
        """Wilson's; asked for only where there is a share."""
        return wilson(self.times, self.n)

    @property
    def difference(self) -> float | None:
        """The share less its target."""
        return None if self.share is None or self.target is None else self.share - self.target

    @property
    def difference_interval(self) -> Interval:
        """Of the difference; a target is a number without error."""
        assert self.target is not None
        low, high = self.interval
        return low - self.target, high - self.target


@dataclass(frozen=True)
class Profile:
    """One variable, how many answered it, and its answers."""

    variable: Variable
    n: int
    categories: tuple[Category, ...]

    @property
    def largest(self) -> Category | None:
        """The answer given most often, if it is the only one and may be shown."""
        shown = sorted((c for c in self.categories if c.share is not None), key=lambda c: -c.times)
        first = shown[0] if shown and shown[0].times else None
        return None if first is None or [c.times for c in shown].count(first.times) > 1 else first


@dataclass(frozen=True, eq=False)
class ProfileWords:
    """The words of the respondents' profile; `n` respondents in all."""

    codebook: Codebook
    profiles: Sequence[Profile]
    n: int

    @property
    def _all(self) -> list[Category]:
        return [c for profile in self.profiles for c in profile.categories]

    @property
    def sentences(self) -> Sentences:
        """The largest group by each question, and how far the sample lies off the targets."""
        lead = both("sample.respondents.lead", n=count(self.n), k=count(len(self.profiles)))
        groups = [self._group(p, p.largest) for p in self.profiles if p.largest is not None]
        largest = both("sample.respondents.largest", groups=semicolons(groups)) if groups else None
        return Sentences(sentences(lead, self._off), sentences(lead, largest, self._off))

    def _group(self, profile: Profile, most: Category | None) -> Text:
        assert most is not None
        name, label = called(self.codebook, profile.variable.name), quoted(most.label)
        return both("sample.respondents.group", name=name, label=label, share=percent(most.share))

    @property
    def _off(self) -> Text | None:
        """The answer whose share is furthest from its target."""
        far = max(
            (c for c in self._all if c.difference is not None),
            key=lambda c: round(abs(c.difference or 0.0), SAME),
            default=None,
        )
        if far is None or far.difference is None or far.target is None:
            return None
        holds = far.difference_interval[0] <= 0 <= far.difference_interval[1]
        case = "near" if holds else "above" if far.difference > 0 else "below"
        values = {
            "label": quoted(far.label),
            "share": percent(far.share, 1),
            "target": percent(far.target, 1),
            "points": number(100 * abs(far.difference), 1),
        }
        return both(f"sample.respondents.{case}", inside=ci(far.interval, Style.PERCENT, 1), **values)

    @property
    def figure(self) -> Figure | None:
        """The groups as bars; nothing of a question that hardly anybody answered."""
        shown = [p for p in self.profiles if any(c.share is not None for c in p.categories)]
        if not shown:
            return None
        demographics = [
            {
                "label": self.codebook.label(p.variable.name),
                "groups": [
                    {"label": c.label, "count": None if c.hidden else c.times, "target": c.target} for c in p.categories
                ],
                "n": p.n,
            }
            for p in shown
        ]
        data = {"demographics": demographics}
        return Figure("sample", both("sample.respondents.title"), data, base(self.n))

    @property
    def table(self) -> Table:
        """One row for each answer; targets where the plan states any."""
        aimed = any(c.target is not None for c in self._all)
        columns = [
            Column(both("sample.column.variable"), Style.ID),
            Column(both("sample.column.answer")),
            Column(both("analysis.column.n"), Style.COUNT),
            Column(both("sample.column.share"), Style.PERCENT, 1),
            Column(both("analysis.column.ci"), Style.PERCENT, 1),
        ]
        if aimed:
            columns.append(Column(both("sample.column.target"), Style.PERCENT, 1))
            columns.append(Column(both("sample.column.difference"), Style.NUMBER, 1))
        rows = tuple(self._row(p, c, aimed) for p in self.profiles for c in p.categories)
        return Table(both("sample.respondents.table"), tuple(columns), rows, self._notes(aimed))

    @staticmethod
    def _row(profile: Profile, c: Category, aimed: bool) -> tuple[Cell, ...]:
        times: Cell = c.times
        if c.hidden:
            fewer = both("analysis.answers.fewer", fewest=count(limit("CELL_LT5", "cell")))
            times = fewer if small(c.times) and profile.n >= limit("CELL_LT5", "fewest") else None
        inside = None if c.share is None or is_small(c.n) else c.interval
        off = None if c.difference is None else 100 * c.difference
        beside = (c.target, off) if aimed else ()
        return (profile.variable.name, c.label, times, c.share, inside, *beside)

    def _notes(self, aimed: bool) -> tuple[Text, ...]:
        answered = semicolons([_answered(p) for p in self.profiles])
        notes = [both("sample.respondents.note", answered=answered)]
        if aimed:
            notes.append(both("sample.respondents.aimed"))
        if any(c.hidden for c in self._all):
            notes.append(both("analysis.answers.masked"))
        return tuple(notes)


def _answered(profile: Profile) -> Text:
    fewest = limit("CELL_LT5", "fewest")
    shown = count(profile.n) if profile.n >= fewest else f"<{count(fewest)}"
    return both("sample.respondents.answered", name=profile.variable.name, n=shown)
