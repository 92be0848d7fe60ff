"""What a moderation lets one say, in both languages: no direction of a difference that its interval does not carry."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from surveykit.analysis.statistics.least_squares import Coefficient
from surveykit.analysis.words import base, ci, ends, n_text, p_text, sentences, stat
from surveykit.core.finding import Figure, Sentences
from surveykit.core.language import Text, both
from surveykit.core.numbers import bounded, number


@dataclass(frozen=True)
class Place:
    """A value of the moderator: id, how it is said, the value (centred), and the slope there."""

    id: str
    said: Text
    at: float
    slope: Coefficient


@dataclass(frozen=True)
class ModerationWords:
    """The sentences about one moderation.

    `bounds` (in the moderator's units) cut its observed range, and `shown_at` says of each piece, from the lowest up,
    whether the slope's interval leaves out zero. `hanging`: the interaction without the one who decides.
    """

    outcome: Text
    predictor: Text
    moderator: Text
    product: Coefficient
    change: float
    n: int
    places: tuple[Place, ...]
    bounds: tuple[float, ...]
    shown_at: tuple[bool, ...]
    two: bool
    hanging: Coefficient | None
    labels: tuple[Text, Text]

    @property
    def _names(self) -> dict[str, Text]:
        return {"outcome": self.outcome, "predictor": self.predictor, "moderator": self.moderator}

    def sentences(self) -> Sentences:
        """Short and full."""
        lead = self._lead()
        return Sentences(lead, sentences(lead, *self._slopes(), self._region(), self._hangs()))

    def _lead(self) -> Text:
        c = self.product
        change = both("moderation.stat.change", value=bounded(self.change, 3))
        inside = both("analysis.inside.3", a=_signed(c), b=p_text(c.p), c=change)
        values = {**self._names, "inside": inside, "n": n_text(self.n)}
        kind = "two" if self.two else "by"
        if not c.holds_zero:
            case = "steeper" if c.value > 0 else "flatter"
            levels = {"first": self.places[-1].said, "second": self.places[0].said} if self.two else {}
            return both(f"moderation.{kind}.{case}", size=number(abs(c.value)), **levels, **values)
        low, high = ends(c.interval)
        inside = both("analysis.inside.2", a=_signed(c), b=p_text(c.p))
        return both("moderation.open", **{**values, "inside": inside, "low": low, "high": high})

    def _slopes(self) -> Iterator[Text]:
        """The slope at both ends (the table has that at the mean); where the interval holds zero no direction."""
        for place in self.places if len(self.places) < 3 else (self.places[0], self.places[-1]):
            c = place.slope
            inside = both("analysis.inside.2", a=_signed(c), b=p_text(c.p))
            values = {"at": place.said, "size": number(abs(c.value)), "inside": inside, **self._names}
            case = "open" if c.holds_zero else "more" if c.value > 0 else "less"
            yield both(f"moderation.slope.{'level' if self.two else 'value'}.{case}", **values)

    def _region(self) -> Text | None:
        """Where the slope's interval leaves out zero."""
        if self.two:
            return None
        bounds = [number(b) for b in self.bounds]
        if not bounds:
            return both(f"moderation.region.{'everywhere' if self.shown_at[0] else 'nowhere'}", **self._names)
        caveat = both("moderation.region.caveat") if self.product.holds_zero else None
        if len(bounds) == 1:
            case = "below" if self.shown_at[0] else "above"
            return sentences(both(f"moderation.region.{case}", bound=bounds[0], **self._names), caveat)
        case = "outside" if self.shown_at[0] else "between"
        return sentences(both(f"moderation.region.{case}", low=bounds[0], high=bounds[1], **self._names), caveat)

    def _hangs(self) -> Text | None:
        if self.hanging is None:
            return None
        return both("moderation.hanging", with_all=_signed(self.product), without=_signed(self.hanging))

    def figure(self, points: Sequence[tuple[float, Coefficient]]) -> Figure:
        """The slope over the moderator, or in both categories."""
        title, axis = both("moderation.title", **self._names), both("moderation.axis", predictor=self.labels[0])
        if not self.two:
            at = [{"moderator": w, "slope": c.value, "low": c.interval[0], "high": c.interval[1]} for w, c in points]
            data = {"points": at, "bounds": list(self.bounds), "slope": axis, "moderator": self.labels[1]}
            return Figure("johnson_neyman", title, data, base(self.n))
        rows = [
            {"id": p.id, "label": p.said, "value": p.slope.value, "interval": p.slope.interval}
            | {"hollow": p.slope.holds_zero, "note": None}
            for p in self.places
        ]
        shown = {"rows": rows, "axis": axis, "range": None, "zero": True, "style": "number", "places": 2}
        return Figure("intervals", title, shown, base(self.n))


def _signed(c: Coefficient) -> Text:
    """The coefficient with its sign and interval."""
    return stat("b_ci", b=number(c.value), ci=ci(c.interval))
