"""Touchpoint matrix: which points of contact were used, and how those were."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Literal

from surveykit.core.codebook import Answers, Level, Missing, ResponseScale, Value, Variable
from surveykit.core.finding import Column, Style, Table
from surveykit.core.item import Item, Part, Posted, Summary, all_answers, kind, posted_one
from surveykit.core.language import Text, both
from surveykit.errors import AnswerError, Problem
from surveykit.items.aspects import Aspect, label_of, name_of
from surveykit.items.frequency import notes, share
from surveykit.items.scaled import parse_scaled, posted_scaled, random_scaled, scaled_figure, scaled_variable

if TYPE_CHECKING:
    from surveykit.core.dataset import Dataset

USED = "used"
YES, NO = 1, 0


@dataclass(frozen=True)
class Use:
    """The first question on each touchpoint, and its two answers by code."""

    label: Text
    answers: Mapping[int, Text]


@kind("touchpoint_matrix")
@dataclass(frozen=True, kw_only=True)
class TouchpointMatrix(Item):
    """Points of contact along a journey: was it used, and if so, how satisfying, how much effort, how important?

    Columns `<row>_used` (1 or 0), `<row>_satisfaction`, and with a scale for them `<row>_effort` and
    `<row>_importance`. What was not used is not judged: its columns are not_asked, whatever was typed.
    `importance_of: all` asks the importance of every touchpoint, used or not. Most cells are empty by design, so each
    touchpoint has a base of its own.

    ```yaml
    - id: contacts
      kind: touchpoint_matrix
      text: {en: "Which of these did you use, and how was it?", zh: 您使用过以下哪些渠道？感受如何？}
      satisfaction: speed5
      importance: {from: 1, to: 5, low: {en: not important, zh: 不重要}, high: {en: very important, zh: 很重要}}
      rows:
        hotline: {en: The hotline, zh: 客服热线}
        app: {en: Our app, zh: 手机应用}
    ```
    """

    part_field = "rows"
    parts_are_variables = True

    rows: Mapping[str, Part]
    satisfaction: ResponseScale
    effort: ResponseScale | None = None
    importance: ResponseScale | None = None
    importance_of: Literal["used", "all"] = "used"

    def faults(self) -> Iterator[tuple[str, dict[str, object]]]:
        if not self.rows:
            yield "no-rows", {}
        for judged in self.judgements:
            if len(judged.scale.points) < 2:
                yield "too-few-points", {"scale": judged.scale.id}
        if self.importance_of == "all" and self.importance is None:
            yield "importance-of-nothing", {}

    @property
    def use(self) -> Use:
        """Whether a touchpoint was used."""
        return Use(both("items.used"), {YES: both("items.yes"), NO: both("items.no")})

    @property
    def judgements(self) -> tuple[Aspect, ...]:
        """What is asked of a touchpoint beside its use, in order."""
        scales = {"satisfaction": self.satisfaction, "effort": self.effort, "importance": self.importance}
        return tuple(Aspect(name, both(f"items.{name}"), scale) for name, scale in scales.items() if scale is not None)

    def always(self, aspect: str) -> bool:
        """Whether a judgement is asked of unused touchpoints, too."""
        return aspect == "importance" and self.importance_of == "all"

    def scale_of(self, variable: str) -> ResponseScale | None:
        return next((a.scale for a in self.judgements if variable.endswith(f"_{a.id}")), None)

    def variables(self) -> tuple[Variable, ...]:
        return tuple(v for row in self.rows for v in self._variables_of(row))

    def _variables_of(self, row: str) -> Iterator[Variable]:
        label = self.rows[row].label
        yield Variable(
            name_of(row, USED),
            self.id,
            label_of(label, self.use.label),
            Level.NOMINAL,
            values=self.use.answers,
            missing=frozenset({Missing.NOT_ANSWERED}),
            minimum=NO,
            maximum=YES,
            complete=True,
        )
        for judged in self.judgements:
            yield scaled_variable(name_of(row, judged.id), self.id, label_of(label, judged.label), judged.scale)

    def parse(self, posted: Posted) -> dict[str, Value | Missing]:
        parsed: dict[str, Value | Missing] = {}
        problems: list[Problem] = []
        for row in self.rows:
            try:
                parsed |= self._parse_row(row, posted)
            except AnswerError as error:
                problems += error.problems
        if problems:
            raise AnswerError(*problems)
        return parsed

    def _parse_row(self, row: str, posted: Posted) -> dict[str, Value | Missing]:
        used = self._parse_use(row, posted)
        asked = {name_of(row, a.id): a for a in self.judgements if used == YES or self.always(a.id)}
        if used is Missing.NOT_ANSWERED and self._judged(row, posted):
            raise self.wrong("answer-used-or-not", name_of(row, USED), row=self.rows[row].label)

        def judgement(field: str) -> Value | Missing:
            label = label_of(self.rows[row].label, asked[field].label)
            return parse_scaled(self, field, asked[field].scale, posted, row=label)

        answers = dict(zip(asked, all_answers(judgement, asked), strict=True))
        blank = Missing.NOT_ASKED if used == NO else Missing.NOT_ANSWERED
        judged = {name_of(row, a.id): answers.get(name_of(row, a.id), blank) for a in self.judgements}
        return {name_of(row, USED): used} | judged

    def _parse_use(self, row: str, posted: Posted) -> Value | Missing:
        field = name_of(row, USED)
        typed = posted_one(posted, field)
        if not typed and self.required:
            raise self.wrong("answer-row-required", field, row=self.rows[row].label)
        if typed not in ("", str(YES), str(NO)):
            raise self.wrong("answer-unknown-option", field)
        return int(typed) if typed else Missing.NOT_ANSWERED

    def _judged(self, row: str, posted: Posted) -> bool:
        """Whether something was said of a touchpoint that is asked only of those who used it."""
        return any(posted_one(posted, name_of(row, a.id)) for a in self.judgements if not self.always(a.id))

    def fields_of(self, answers: Answers) -> dict[str, list[str]]:
        fields: dict[str, list[str]] = {}
        for row in self.rows:
            used = answers.get(name_of(row, USED))
            if not isinstance(used, Missing | None):
                fields[name_of(row, USED)] = [str(used)]
            for judged in self.judgements:
                fields |= posted_scaled(name_of(row, judged.id), answers)
        return fields

    def summary(self, data: "Dataset") -> Summary:
        n = int((~data.missing_everywhere([name_of(row, USED) for row in self.rows])).sum())
        columns = (
            Column(both("items.touchpoint")),
            Column(both("items.n"), Style.COUNT),
            Column(both("items.used"), Style.PERCENT, 1),
            *(column for a in self.judgements for column in (Column(a.label, Style.NUMBER), _base(a))),
        )
        table = Table(self.text, columns, tuple(self._row(row, data) for row in self.rows), self._notes(n))
        drawn = [(name_of(row, "satisfaction"), part.label) for row, part in self.rows.items()]
        return Summary(n, table, scaled_figure(self.text, drawn, self.satisfaction, data))

    def _row(self, row: str, data: "Dataset") -> tuple[Text | float | int | None, ...]:
        answered = data.answered(name_of(row, USED))
        used = data.counts(name_of(row, USED)).get(float(YES), 0)
        spreads = [data.spread(name_of(row, a.id)) for a in self.judgements]
        judged = (cell for spread in spreads for cell in (spread.mean, spread.n))
        return (self.rows[row].label, answered, share(used, answered), *judged)

    def _notes(self, n: int) -> tuple[Text, ...]:
        ranges = [
            both("items.range_of", name=a.label, minimum=a.scale.minimum, maximum=a.scale.maximum)
            for a in self.judgements
        ]
        return (*notes(n), both("items.used_only"), *ranges)

    def random_answer(self, random: Random) -> dict[str, Value | Missing]:
        answers: dict[str, Value | Missing] = {}
        for row in self.rows:
            used = int(random.random() < 0.6)
            answers[name_of(row, USED)] = used
            for judged in self.judgements:
                asked = used == YES or self.always(judged.id)
                drawn = random_scaled(judged.scale, random)
                answers[name_of(row, judged.id)] = drawn if asked else Missing.NOT_ASKED
        return answers


def _base(judged: Aspect) -> Column:
    return Column(both("items.n_of", name=judged.label), Style.COUNT)
