"""Balanced designs: which options stand together in a set, and which pairs one respondent compares.

Pure functions; the same arguments give the same design on every machine. A balanced incomplete block design (BIBD)
shows v objects in b sets of k so that each object appears r times and each pair lambda times. It needs

    b k = v r,   lambda (v - 1) = r (k - 1),   b >= v for k < v (Fisher 1940)

Up to 16 objects and 60 sets it exists for all such numbers but (v, b, k) = (15, 21, 5) and its complement (Cochran &
Cox 1957, chapters 9 and 11; Mathon & Rosa in Colbourn & Dinitz 2007, II.1). Elsewhere a seeded exchange search comes as
near to balance as it can, and `Design` says how near.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import combinations
from math import comb, gcd

from surveykit.core.ordering import Draws

MOST_OBJECTS = 40
MOST_SETS = 60
USUAL_SETS = 20
"""A balanced design is the default where it needs no more sets than this."""
USUAL_APPEARANCES = 3
"""How often an object appears where no balanced design is that short (Orme 2005 advises three times or more)."""

Sets = tuple[tuple[int, ...], ...]
Pair = tuple[int, int]

# Initial blocks, found by a search of our own. (objects, size, sets): (m, blocks); a block is developed by adding 1
# modulo m within 0..m-1, m..2m-1, ...; the objects left over stay. Repeated or complemented they give other designs.
_INITIAL: Mapping[tuple[int, int, int], tuple[int, Sets]] = {
    (6, 3, 10): (5, ((0, 1, 5), (0, 1, 3))),
    (7, 3, 7): (7, ((0, 1, 3),)),
    (8, 4, 14): (7, ((0, 1, 3, 7), (0, 1, 2, 4))),
    (9, 3, 12): (8, ((0, 4, 8), (0, 1, 3))),
    (9, 4, 18): (9, ((0, 1, 2, 4), (0, 1, 4, 6))),
    (10, 3, 30): (9, ((0, 1, 9), (0, 1, 4), (0, 2, 4), (0, 3, 6))),
    (10, 4, 15): (5, ((0, 1, 2, 5), (0, 2, 7, 8), (0, 6, 7, 9))),
    (10, 5, 18): (9, ((0, 1, 2, 4, 9), (0, 1, 3, 5, 6))),
    (11, 3, 55): (11, ((0, 1, 2), (0, 1, 4), (0, 3, 6), (0, 2, 6), (0, 2, 6))),
    (11, 4, 55): (11, ((0, 1, 2, 3), (0, 1, 3, 6), (0, 1, 4, 7), (0, 1, 5, 7), (0, 2, 4, 7))),
    (11, 5, 11): (11, ((0, 1, 2, 4, 7),)),
    (12, 3, 44): (12, ((0, 1, 6), (0, 1, 3), (0, 2, 5), (0, 4, 8), (0, 4, 8))),
    (12, 4, 33): (12, ((0, 2, 6, 8), (0, 3, 6, 9), (0, 1, 2, 5), (0, 1, 3, 8))),
    (12, 6, 22): (12, ((0, 1, 2, 3, 5, 7), (0, 1, 3, 6, 7, 9), (0, 1, 4, 5, 8, 9))),
    (13, 3, 26): (13, ((0, 1, 4), (0, 2, 7))),
    (13, 4, 13): (13, ((0, 1, 3, 9),)),
    (13, 5, 39): (13, ((0, 1, 2, 3, 6), (0, 1, 3, 6, 9), (0, 1, 5, 7, 9))),
    (13, 6, 26): (13, ((0, 1, 2, 3, 5, 9), (0, 1, 3, 6, 7, 11))),
    (14, 7, 26): (13, ((0, 1, 2, 3, 5, 9, 13), (0, 1, 2, 4, 7, 9, 10))),
    (15, 3, 35): (15, ((0, 1, 4), (0, 2, 8), (0, 5, 10))),
    (15, 5, 42): (14, ((0, 1, 2, 5, 14), (0, 1, 2, 6, 9), (0, 2, 4, 7, 10))),
    (15, 6, 35): (15, ((0, 1, 2, 3, 7, 11), (0, 1, 3, 4, 7, 9), (0, 2, 5, 7, 10, 12))),
    (15, 7, 15): (15, ((0, 1, 2, 4, 5, 8, 10),)),
    (16, 4, 20): (15, ((0, 5, 10, 15), (0, 1, 3, 7))),
    (16, 5, 48): (16, ((0, 1, 2, 3, 8), (0, 1, 4, 6, 12), (0, 2, 5, 9, 12))),
    (16, 6, 16): (8, ((0, 1, 2, 4, 8, 11), (0, 3, 8, 12, 13, 14))),
    (16, 6, 24): (
        3,
        (
            (4, 5, 6, 9, 11, 12),
            (1, 2, 3, 5, 12, 13),
            (1, 8, 10, 11, 12, 13),
            (1, 3, 4, 7, 9, 15),
            (0, 2, 8, 9, 12, 15),
            (2, 3, 6, 7, 8, 12),
            (4, 7, 11, 12, 13, 15),
            (1, 2, 4, 6, 9, 10),
        ),
    ),
    (16, 8, 30): (15, ((0, 1, 2, 3, 4, 7, 10, 15), (0, 1, 2, 5, 6, 8, 10, 12))),
    (21, 5, 21): (21, ((0, 1, 4, 14, 16),)),
}


@dataclass(frozen=True)
class Design:
    """Sets of objects, numbered from 0. The order of the sets, and within them, is balanced too.

    >>> design = balanced_sets(7, 3)
    >>> len(design.sets), set(design.appearances), set(design.pair_counts.values()), design.balanced
    (7, {3}, {1}, True)
    """

    objects: int
    sets: Sets

    @cached_property
    def appearances(self) -> tuple[int, ...]:
        """How often each object appears."""
        seen = Counter(object for shown in self.sets for object in shown)
        return tuple(seen[object] for object in range(self.objects))

    @cached_property
    def pair_counts(self) -> dict[Pair, int]:
        """How often each pair (lower number first) stands in one set."""
        seen = Counter(pair for shown in self.sets for pair in combinations(sorted(shown), 2))
        return {pair: seen[pair] for pair in combinations(range(self.objects), 2)}

    @cached_property
    def positions(self) -> tuple[tuple[int, ...], ...]:
        """For each object, how often it stands first, second, ... in its set: as evenly as can be."""
        size = max((len(shown) for shown in self.sets), default=0)
        counts = [[0] * size for _ in range(self.objects)]
        for shown in self.sets:
            for at, object in enumerate(shown):
                counts[object][at] += 1
        return tuple(tuple(row) for row in counts)

    @property
    def spread(self) -> int:
        """The largest pair count less the smallest: 0 where every pair stands together equally often."""
        return max(self.pair_counts.values(), default=0) - min(self.pair_counts.values(), default=0)

    @property
    def balanced(self) -> bool:
        """Whether every object and every pair appears equally often."""
        return bool(self.sets) and self.spread == 0 and len({*self.appearances}) == 1


# ---- sets ------------------------------------------------------------------------------------------------------------


@cache
def balanced_sets(objects: int, size: int, sets: int | None = None, seed: int = 0) -> Design:
    """A design of `sets` sets of `size` objects. Appearances differ by at most 1.

    Pair counts are equal where a balanced incomplete block design is known for these numbers; else they differ as
    little as the search could reach (see `Design.spread`). Without `sets`: the shortest balanced design of at most
    20 sets, else as many as show each object three times. Raises ValueError where no design can be.
    """
    if not 2 <= size < objects <= MOST_OBJECTS:
        raise ValueError("a set holds two objects or more, and fewer than there are")
    wanted = usual_sets(objects, size) if sets is None else sets
    if not objects <= wanted * size or wanted > MOST_SETS:
        raise ValueError(f"{wanted} sets of {size} cannot show {objects} objects")
    found = known_design(objects, size, wanted) or _searched(objects, size, wanted, Draws(seed, "design"))
    return Design(objects, _spread_out(_placed(found), objects))


def usual_sets(objects: int, size: int) -> int:
    """How many sets a design has where nobody says.

    >>> usual_sets(7, 3), usual_sets(13, 4), usual_sets(12, 4)
    (7, 13, 9)
    """
    balanced = (sets for sets in range(2, USUAL_SETS + 1) if known_design(objects, size, sets))
    enough = min(-(-objects * USUAL_APPEARANCES // size), MOST_SETS)
    return next(balanced, enough)


def admissible(objects: int, size: int, sets: int) -> bool:
    """Whether these numbers meet the necessary conditions of a balanced incomplete block design."""
    appearances, left = divmod(sets * size, objects)
    return not left and appearances * (size - 1) % (objects - 1) == 0 and sets >= objects


@cache
def known_design(objects: int, size: int, sets: int) -> Sets | None:
    """The balanced incomplete block design of these numbers, if there is one here."""
    if not admissible(objects, size, sets):
        return None
    if 2 * size > objects and objects - size > 1:
        rest = known_design(objects, objects - size, sets)
        return rest and tuple(tuple(o for o in range(objects) if o not in shown) for shown in rest)
    whole = comb(objects, size)
    if sets % whole == 0:
        return tuple(combinations(range(objects), size)) * (sets // whole)
    return _from_initial(objects, size, sets)


def _from_initial(objects: int, size: int, sets: int) -> Sets | None:
    """A stored design, or stored designs one after the other, shortest last."""
    stored = sorted((b for v, k, b in _INITIAL if (v, k) == (objects, size) and b <= sets), reverse=True)
    for length in stored:
        rest = () if length == sets else _from_initial(objects, size, sets - length)
        if rest is not None:
            return _developed(objects, *_INITIAL[objects, size, length]) + rest
    return None


def _developed(objects: int, modulus: int, blocks: Sets) -> Sets:
    """Every block moved on by 0, 1, 2, ...; a block that returns to itself earlier counts once."""
    moving = objects // modulus * modulus

    def moved(object: int, by: int) -> int:
        return object if object >= moving else object // modulus * modulus + (object + by) % modulus

    orbits = ([tuple(sorted(moved(o, by) for o in block)) for by in range(modulus)] for block in blocks)
    return tuple(shown for orbit in orbits for shown in dict.fromkeys(orbit))


# ---- the exchange search ---------------------------------------------------------------------------------------------

_STEPS = 36_000
_ROUND = 12_000
_WARMTH = 2.0
_OUTLIERS = 1.0
"""How much a pair count far from the mean weighs beyond its square: so a small spread comes before small squares."""


class _Exchange:
    """Sets that exchange objects, and how often each pair stands together: threshold accepting (Dueck & Scheuer 1990).

    The cost sums a convex function of the pair counts. For given appearances it is lowest where the counts of each
    object differ by at most 1; no search can go below that. An exchange leaves the appearances as they are; where not
    all can be equal, an object that has one more may give it to another.
    """

    def __init__(self, objects: int, size: int, sets: int, draws: Draws) -> None:
        order = draws.shuffled(range(objects))
        self.objects = objects
        self.sets = [[order[(at * size + i) % objects] for i in range(size)] for at in range(sets)]
        self.inside = [[object in shown for object in range(objects)] for shown in self.sets]
        self.counts = [[0] * objects for _ in range(objects)]
        for shown in self.sets:
            for a, b in combinations(shown, 2):
                self.counts[a][b] += 1
                self.counts[b][a] += 1
        self.appearances = [sum(row[o] for row in self.inside) for o in range(objects)]
        self.random = draws.below(2**48)
        mean = sets * comb(size, 2) / comb(objects, 2)
        self.cost_of = [(c - mean) ** 2 + _OUTLIERS * (c - mean) ** 4 for c in range(sets + 2)]
        self.more = [high - low for low, high in zip(self.cost_of, self.cost_of[1:], strict=False)]

    def run(self) -> Sets:
        """The best sets that the steps allow."""
        cost = sum(self.cost_of[c] for at, row in enumerate(self.counts) for c in row[:at])
        least = self._least() + 1e-6
        best, lowest = self._frozen(), cost
        for step in range(_STEPS):
            if lowest <= least:
                break
            cost += self._step(_WARMTH * (1 - step % _ROUND / _ROUND))
            if cost < lowest - 1e-6:
                best, lowest = self._frozen(), cost
        return best

    def _least(self) -> float:
        """The cost if the counts of every object differed by at most 1."""
        others, total = self.objects - 1, 0.0
        for appearances in self.appearances:
            each, more = divmod(appearances * (len(self.sets[0]) - 1), others)
            total += more * self.cost_of[each + 1] + (others - more) * self.cost_of[each]
        return total / 2

    def _frozen(self) -> Sets:
        return tuple(tuple(sorted(shown)) for shown in self.sets)

    def _below(self, n: int) -> int:
        """A number below n, from the generator of drand48: fast, and good enough to choose what to try."""
        self.random = (self.random * 0x5DEECE66D + 11) & 0xFFFFFFFFFFFF
        return (self.random >> 16) * n >> 32

    def _step(self, warmth: float) -> float:
        """Try one exchange; by how much the cost has changed."""
        one, other = self._below(len(self.sets)), self._below(len(self.sets))
        at, there = self._below(len(self.sets[0])), self._below(len(self.sets[0]))
        leaving, coming = self.sets[one][at], self.sets[other][there]
        if one == other or self.inside[one][coming]:
            return 0
        gives = self.appearances[leaving] > self.appearances[coming]
        if not gives and self.inside[other][leaving]:
            return 0
        losing = [o for o in self.sets[one] if o != leaving and (gives or not self.inside[other][o])]
        gaining = [] if gives else [o for o in self.sets[other] if o != coming and not self.inside[one][o]]
        worse = self._change(leaving, coming, losing, gaining)
        if worse > 0 and worse * 65536 > warmth * self._below(65536):
            return 0
        self._move(one, at, coming)
        if not gives:
            self._move(other, there, leaving)
        for object, gained, lost in ((coming, losing, gaining), (leaving, gaining, losing)):
            for o in gained:
                self.counts[object][o] += 1
                self.counts[o][object] += 1
            for o in lost:
                self.counts[object][o] -= 1
                self.counts[o][object] -= 1
        return worse

    def _change(self, leaving: int, coming: int, losing: Sequence[int], gaining: Sequence[int]) -> float:
        old, new, more = self.counts[leaving], self.counts[coming], self.more
        change = 0.0
        for o in losing:
            change += more[new[o]] - more[old[o] - 1]
        for o in gaining:
            change += more[old[o]] - more[new[o] - 1]
        return change

    def _move(self, shown: int, at: int, coming: int) -> None:
        leaving = self.sets[shown][at]
        self.sets[shown][at] = coming
        self.inside[shown][leaving], self.inside[shown][coming] = False, True
        self.appearances[leaving] -= 1
        self.appearances[coming] += 1


def _searched(objects: int, size: int, sets: int, draws: Draws) -> Sets:
    return _Exchange(objects, size, sets, draws).run()


# ---- order within the sets, and of the sets --------------------------------------------------------------------------


def _placed(sets: Sets) -> Sets:
    """The sets, each in an order such that every object stands equally often (within 1) in every position.

    Positions are colours of the edges between sets and objects. An object of r appearances is cut into pieces of k
    edges or fewer; then no vertex has more than k edges, and k colours suffice (Koenig 1916).
    """
    size = len(sets[0])
    at_set: list[dict[int, int]] = [{} for _ in sets]  # position -> piece
    at_piece: dict[int, dict[int, int]] = {}  # position -> set
    seen: Counter[int] = Counter()
    most = len(sets)
    for number, shown in enumerate(sets):
        for object in shown:
            piece = object * most + seen[object] // size
            seen[object] += 1
            _colour(number, piece, at_set, at_piece.setdefault(piece, {}), at_piece, size)
    return tuple(tuple(at_set[n][position] // most for position in range(size)) for n in range(len(sets)))


def _colour(
    number: int,
    piece: int,
    at_set: list[dict[int, int]],
    own: dict[int, int],
    at_piece: dict[int, dict[int, int]],
    size: int,
) -> None:
    """Give the edge a position that is free at both ends, if need be by exchanging two positions along a path."""
    here = next(p for p in range(size) if p not in at_set[number])
    there = next(p for p in range(size) if p not in own)
    if here not in own:
        there = here
    path, at, colour = [], piece, here
    while here != there and colour in at_piece[at]:
        next_set = at_piece[at][colour]
        path.append((next_set, at, colour))
        other = there if colour == here else here
        if other not in at_set[next_set]:
            break
        at = at_set[next_set][other]
        path.append((next_set, at, other))
    for n, p, c in path:
        del at_set[n][c], at_piece[p][c]
    for n, p, c in path:
        swapped = there if c == here else here
        at_set[n][swapped], at_piece[p][swapped] = p, n
    at_set[number][here], own[here] = piece, number


def _spread_out(sets: Sets, objects: int) -> Sets:
    """The sets in an order that shows every object early and late: next comes what was shown least."""
    rest, order = list(sets), list[tuple[int, ...]]()
    seen = [0] * objects
    while rest:
        last = set(order[-1]) if order else set()
        chosen = min(rest, key=lambda shown: (sum(seen[o] for o in shown), len(last & set(shown))))
        rest.remove(chosen)
        order.append(chosen)
        for object in chosen:
            seen[object] += 1
    return tuple(order)


# ---- pairs -----------------------------------------------------------------------------------------------------------


def all_pairs(objects: int) -> tuple[Pair, ...]:
    """Every pair once, as (shown first, shown second): each object is first in half of its pairs (within 1).

    A pair keeps its order when objects are added at the end.

    >>> all_pairs(4)
    ((0, 1), (2, 0), (0, 3), (1, 2), (3, 1), (2, 3))
    """
    return tuple(_turned(pair) for pair in combinations(range(objects), 2))


def _turned(pair: Pair) -> Pair:
    low, high = sorted(pair)
    return (low, high) if (high - low) % 2 else (high, low)


def pair_versions(objects: int, per_respondent: int | None = None) -> int:
    """After how many versions of `balanced_pairs` every pair has been given equally often.

    >>> pair_versions(6, 5), pair_versions(6)
    (15, 1)
    """
    if per_respondent is None or per_respondent >= comb(objects, 2):
        return 1
    modulus, orbits = _cycle(objects)
    return modulus * (orbits // gcd(orbits, per_respondent))


def balanced_pairs(objects: int, per_respondent: int | None = None, version: int = 0) -> tuple[Pair, ...]:
    """The pairs that one respondent compares: all n(n - 1)/2 of them, or a balanced subset.

    Each object occurs equally often in a version (within 1), and over `pair_versions` versions in a row each pair
    is given equally often. The pairs are those of a cyclic tournament: a version takes the same number (within 1) of
    each distance between objects, and the next ones move it on by one object. One pair does not repeat an object of
    the pair before where that can be avoided. Raises ValueError for fewer than two objects or no pair.

    >>> pairs = balanced_pairs(5, 5, version=3)
    >>> sorted(o for pair in pairs for o in pair)
    [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]
    """
    if not 2 <= objects <= MOST_OBJECTS or (per_respondent is not None and per_respondent < 1):
        raise ValueError("pairs need two objects or more, and a respondent at least one pair")
    count = comb(objects, 2) if per_respondent is None else min(per_respondent, comb(objects, 2))
    return _version(objects, count, version % pair_versions(objects, count))


@cache
def _version(objects: int, count: int, version: int) -> tuple[Pair, ...]:
    chosen: Sequence[Pair] = tuple(combinations(range(objects), 2))
    if count < len(chosen):
        starts = _cycle(objects)[1] // gcd(_cycle(objects)[1], count)
        chosen = _moved(objects, _first_version(objects, count, version % starts), version // starts)
    return tuple(_turned((a, b)) for a, b in _spread_out(tuple(chosen), objects))


def _cycle(objects: int) -> tuple[int, int]:
    """How many objects move in a circle (of an even number one stays), and how many orbits their pairs have."""
    return objects - (objects + 1) % 2, objects // 2


def _pair(objects: int, orbit: int, at: int) -> Pair:
    """The pair at a place of its orbit: two objects at a distance, or one and the object that stays."""
    modulus, orbits = _cycle(objects)
    if objects % 2 == 0 and orbit == orbits - 1:
        return at, objects - 1
    return at, (at + orbit + 1) % modulus


def _moved(objects: int, chosen: Sequence[Pair], by: int) -> list[Pair]:
    modulus, _ = _cycle(objects)

    def moved(object: int) -> int:
        return object if object >= modulus else (object + by) % modulus

    return [(moved(a), moved(b)) for a, b in chosen]


@cache
def _first_version(objects: int, count: int, start: int) -> tuple[Pair, ...]:
    """`count` pairs, equally many (within 1) of each orbit, in which each object occurs equally often (within 1).

    Which orbits give one more rotates with `start`. Pairs are exchanged within their orbits until it holds.
    """
    modulus, orbits = _cycle(objects)
    each, more = divmod(count, orbits)
    longer = {(start * more + at) % orbits for at in range(more)}
    draws = Draws(start, f"pairs {objects} {count}")
    places = [draws.shuffled(range(modulus)) for _ in range(orbits)]
    taken = [each + (orbit in longer) for orbit in range(orbits)]
    chosen = (_pair(objects, orbit, at) for orbit in range(orbits) for at in places[orbit][: taken[orbit]])
    seen = Counter(o for pair in chosen for o in pair)
    most, fewest = -(-2 * count // objects), 2 * count // objects
    while max(seen[o] for o in range(objects)) > most or min(seen[o] for o in range(objects)) < fewest:
        orbit = draws.below(orbits)
        if not 0 < taken[orbit] < modulus:
            continue
        out, into = draws.below(taken[orbit]), taken[orbit] + draws.below(modulus - taken[orbit])
        leaving, coming = (_pair(objects, orbit, places[orbit][at]) for at in (out, into))
        after = seen.copy()
        after.subtract(leaving)
        after.update(coming)
        if sum(n * n for n in after.values()) <= sum(n * n for n in seen.values()):
            seen = after
            places[orbit][out], places[orbit][into] = places[orbit][into], places[orbit][out]
    return tuple(_pair(objects, orbit, at) for orbit in range(orbits) for at in places[orbit][: taken[orbit]])
