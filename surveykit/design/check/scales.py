"""Rules on response scales: their balance, order, number of points, labels, and whether they turn around."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from surveykit.core.codebook import ResponseScale
from surveykit.core.language import Text, both, same
from surveykit.design.check.catalogue import problem, spared
from surveykit.design.check.scope import Asked, Rule, Scope
from surveykit.design.check.valence import agreement, from_nothing, leaning
from surveykit.errors import Place, Problem

FEWEST_POINTS, MOST_UNIPOLAR, MOST_WORDED = 4, 5, 7
ZERO_TO_TEN = tuple(range(11))
MOST_AGREEMENT = 5
"""Agree or disagree with more statements than this in a row, and people begin to agree (Saris et al. 2010)."""
FEWEST_ROWS = 3
_RECOMMEND = re.compile(r"recommend|suggest|\bname (?:us|\w+)|tell (?:a friend|others)|推荐|提到|介绍给", re.I)


def ordered_labels(scale: ResponseScale) -> list[Text]:
    """The words of the points from the lowest value to the highest; empty where only the ends have any."""
    points = [scale.points[value] for value in sorted(scale.points)]
    return [label for label in points if label is not None] if None not in points else []


def balance_and_order(scope: Scope) -> Iterator[Problem]:
    """As many points for as against, from one end to the other. Judged only where every label is understood."""
    for scale, asked in scope.scales:
        yield from _judged(ordered_labels(scale), scope.of_scale(asked, scale))
    for asked in scope.asked:
        if asked.item.kind == "single_choice":
            yield from _judged([option.label for option in asked.answers.values()], scope.of(asked.item))


def _judged(labels: Sequence[Text], place: Place) -> Iterator[Problem]:
    found = [f for language in dict.fromkeys(k for label in labels for k in label) if (f := leaning(labels, language))]
    uneven = next((f for f in found if f.favourable != f.unfavourable), None)
    if uneven is not None and len(labels) > 2:
        yield problem("scale-unbalanced", place, good=uneven.favourable, bad=uneven.unfavourable)
    if any(not f.in_order for f in found):
        yield problem("scale-out-of-order", place)


def number_of_points(scope: Scope) -> Iterator[Problem]:
    """5 or 7 points with two poles, 4 or 5 with one, 5 for agreement (Krosnick & Presser 2010; Revilla et al. 2014)."""
    for scale, asked in scope.scales:
        labels, count, place = ordered_labels(scale), len(scale.points), scope.of_scale(asked, scale)
        wanted = _usual(labels, count)
        if wanted is not None:
            yield problem("scale-points", place, id=asked.item.id, count=count, usual=wanted)
        elif count >= len(ZERO_TO_TEN) and not (
            tuple(sorted(scale.points)) == ZERO_TO_TEN and _recommends(scope, scale)
        ):
            yield problem("eleven-points", place, id=asked.item.id, count=count)


def _usual(labels: Sequence[Text], count: int) -> Text | None:
    """What is usual for such a scale, where this one differs."""
    if labels and agreement(labels):
        return None if count == MOST_UNIPOLAR else same(str(MOST_UNIPOLAR))
    if count < FEWEST_POINTS:
        return both("checks.from_to", low=MOST_UNIPOLAR, high=MOST_WORDED)
    if labels and from_nothing(labels):
        return None if count <= MOST_UNIPOLAR else both("checks.from_to", low=FEWEST_POINTS, high=MOST_UNIPOLAR)
    poles = labels and any(leaning(labels, language) for language in labels[0])
    if poles and count not in (MOST_UNIPOLAR, MOST_WORDED):
        return both("checks.one_or_other", one=MOST_UNIPOLAR, other=MOST_WORDED)
    return None


def _recommends(scope: Scope, scale: ResponseScale) -> bool:
    """Whether all that is asked on a scale is about recommending, or about a case that is only supposed."""
    users = [asked for asked in scope.scaled if any(s is scale for s in asked.scales)]
    return all(
        asked.item.manner == "hypothetical" or any(_RECOMMEND.search(said) for said in asked.item.text.values())
        for asked in users
    )


def words_on_points(scope: Scope) -> Iterator[Problem]:
    """Up to 7 points, every point has words (Krosnick & Presser 2010)."""
    for scale, asked in scope.scales:
        bare = all(label is None for label in scale.points.values())
        if bare and len(scale.points) <= MOST_WORDED:
            place = scope.of_scale(asked, scale)
            yield problem("ends-only-labelled", place, id=asked.item.id, count=len(scale.points))


def direction(scale: ResponseScale) -> int:
    """1 where a higher number is the better answer, -1 where the worse; 0 where the words do not say."""
    labels = ordered_labels(scale) or [end for end in (scale.low, scale.high) if end is not None]
    if len(labels) < 2:
        return 0
    found = [f for language in labels[0] if (f := leaning(labels, language)) is not None]
    return found[0].direction if found else 0


def _shown(scale: ResponseScale) -> int:
    """The direction in the order in which the points are shown."""
    points = list(scale.points)
    return direction(scale) * (1 if points == sorted(points) else -1)


def scales_turn(scope: Scope) -> Iterator[Problem]:
    """From one question to the next the good end stays on its side."""
    known = [(asked, d) for asked in scope.scaled if (scale := asked.scale) is not None and (d := _shown(scale))]
    for (before, d), (after, e) in pairwise(known):
        if d != e:
            place = scope.of(after.item, "scale")
            yield problem("scale-turns", place, id=after.item.id, other=before.item.id)


def constructs_turn(scope: Scope) -> Iterator[Problem]:
    """Items whose scales run against each other are averaged only where `reverse` says so."""
    variables = scope.questionnaire.item_of
    for construct in scope.questionnaire.constructs:
        runs = {
            name: direction(scale)
            for name in construct.items
            if name not in construct.reverse
            and name in variables
            and (scale := variables[name].scale_of(name)) is not None
        }
        against = [name for name, run in runs.items() if run == -1]
        if against and 1 in runs.values():
            place = scope.place(("construct", construct.id))
            yield problem("construct-turns", place, id=construct.id, names=tuple(against))


def agreement_blocks(scope: Scope) -> Iterator[Problem]:
    """Long runs of statements to agree with; questions on their own scales measure better (Saris et al. 2010)."""
    run: list[Asked] = []
    for asked in (*scope.asked, None):
        if asked is not None and _asks_agreement(asked) and not spared(asked.item, "S10"):
            run.append(asked)
            continue
        count = sum(one.rows for one in run)
        if count > MOST_AGREEMENT:
            yield problem("agreement-block", scope.of(run[0].item), id=run[0].item.id, count=count, most=MOST_AGREEMENT)
        run = []


def _asks_agreement(asked: Asked) -> bool:
    return any(agreement(list(scale.labels().values())) for scale in asked.scales)


def way_out(scope: Scope) -> Iterator[Problem]:
    """Where not everybody has the experience, the scale offers «does not apply» or «don't know»."""
    for asked in scope.scaled:
        item, scale = asked.item, asked.scale
        several = item.kind in ("matrix", "double_matrix") and len(item.parts()) >= FEWEST_ROWS
        if scale is None or scale.missing or spared(item, "S5"):
            continue
        if several or (item.required and item.kind in ("rating", "matrix", "double_matrix")):
            yield problem("no-way-out", scope.of(item), id=item.id)


SCALE_RULES: tuple[Rule, ...] = (
    balance_and_order,
    number_of_points,
    words_on_points,
    scales_turn,
    constructs_turn,
    agreement_blocks,
    way_out,
)
