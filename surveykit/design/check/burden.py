"""Rules on what is asked of people: the size of tables and lists, open questions, what must be answered, time."""

from collections.abc import Iterator, Sequence

from surveykit.design.check.catalogue import problem
from surveykit.design.check.minutes import MOST_OPEN
from surveykit.design.check.scope import Asked, Rule, Scope
from surveykit.errors import Problem

MOST_ROWS, MOST_ROWS_ON_PHONES, MOST_COLUMNS = 7, 5, 7
MOST_RANKED, MOST_PAIRS = 7, 15
MUST, FEWEST_TO_JUDGE = 0.8, 5
"""From this share of required questions on, everything counts as required; with fewer questions than this, nothing."""
MOST_MINUTES = 12


def matrices(scope: Scope) -> Iterator[Problem]:
    """A table of ratings fits a screen: at most 7 rows and 7 columns, better 5 rows for phones."""
    for asked in scope.scaled:
        item, rows = asked.item, asked.rows
        if not item.parts_are_variables:
            continue
        place, points = scope.of(item), max(len(scale.points) for scale in asked.scales)
        if rows > MOST_ROWS:
            yield problem("long-matrix", place, id=item.id, count=rows, most=MOST_ROWS, phones=MOST_ROWS_ON_PHONES)
        elif rows > MOST_ROWS_ON_PHONES:
            yield problem("matrix-long-for-phones", place, id=item.id, count=rows, most=MOST_ROWS_ON_PHONES)
        if points > MOST_COLUMNS:
            yield problem("wide-matrix", place, id=item.id, count=points, most=MOST_COLUMNS)


def comparisons(scope: Scope) -> Iterator[Problem]:
    """What is compared with everything else: at most 7 objects to rank, 15 pairs."""
    for asked in scope.asked:
        item = asked.item
        count = len(asked.options)
        if item.kind == "ranking" and count > MOST_RANKED:
            yield problem("long-ranking", scope.of(item), id=item.id, count=count, most=MOST_RANKED)
        pairs = _pairs(asked) if item.kind == "paired_comparison" else 0
        if pairs > MOST_PAIRS:
            yield problem("many-pairs", scope.of(item), id=item.id, count=pairs, most=MOST_PAIRS)


def _pairs(asked: Asked) -> int:
    """How many pairs one respondent is given."""
    wanted, options = getattr(asked.item, "pairs", "all"), len(getattr(asked.item, "options", ()))
    return wanted if isinstance(wanted, int) else options * (options - 1) // 2


def open_questions(scope: Scope) -> Iterator[Problem]:
    """Few questions to write about, and none that must be answered."""
    written = _distinct(scope, [asked for asked in scope.asked if asked.item.kind == "open_text"])
    if len(written) > MOST_OPEN:
        place = scope.of(written[MOST_OPEN].item)
        yield problem("many-open-questions", place, count=len(written), most=MOST_OPEN)
    for asked in written:
        if asked.item.required:
            yield problem("open-question-required", scope.of(asked.item), id=asked.item.id)


def _distinct(scope: Scope, found: Sequence[Asked]) -> list[Asked]:
    """The items as they are written: a repeated section counts once."""
    return list({str(scope.of(asked.item)) or asked.item.id: asked for asked in found}.values())


def required_everywhere(scope: Scope) -> Iterator[Problem]:
    """Who cannot leave out a question leaves the questionnaire."""
    answered = [asked for asked in scope.asked if asked.item.variables() and asked.item.kind != "consent"]
    required = sum(asked.item.required for asked in answered)
    if len(answered) >= FEWEST_TO_JUDGE and required >= MUST * len(answered):
        place = scope.of(answered[0].item)
        yield problem("required-everywhere", place, required=required, count=len(answered))


def takes_long(scope: Scope) -> Iterator[Problem]:
    """The estimated time on a screen, in the language that takes longest."""
    longest = max(scope.minutes.values(), key=lambda m: m.silent[1], default=None)
    if longest is not None and longest.silent[1] > MOST_MINUTES:
        low, high = longest.rounded[0]
        yield problem("takes-long", scope.place(("text", "title")), low=low, high=high, most=MOST_MINUTES)


BURDEN_RULES: tuple[Rule, ...] = (matrices, comparisons, open_questions, required_everywhere, takes_long)
