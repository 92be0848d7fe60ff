"""The simulation model: a stated truth, from which respondents are drawn.

```yaml
loadings: {quality: 0.8, satisfaction: 0.75, sa_3: 0.6}      # a construct, or one of its items; 0.7 where none is said
paths: {satisfaction: {quality: 0.6}}                        # outcome: {predictor: standardised coefficient}
correlations: {quality: {value: 0.4}}                        # among constructs that no path leads to
means: {satisfaction: 0.7}                                   # 0 lowest, 1 highest point of the scale
groups: {gender: {shares: {female: 0.5, male: 0.5}, shifts: {female: {satisfaction: 0.3}}}}
missing: 0.03
careless: 0.02
```
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

LOADING = 0.7
MEAN = 0.62
SPREAD = 0.25
Table = Mapping[str, float]
Nested = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Group:
    """The people that a choice divides: the share of each option (equal, if none is said), and what is added to
    constructs, in standard deviations, for those who choose it (`option: {construct: shift}`)."""

    shares: Table = field(default_factory=dict)
    shifts: Nested = field(default_factory=dict)


@dataclass(frozen=True)
class Blanks:
    """Shares (0 to 1) of the questions that are left blank, by chance; required ones never are.

    `items` says it of single items or variables. `by` multiplies the share for those who choose an option:
    `{age: {from_65: 3}}`; the choice itself is then never blank.
    """

    share: float = 0.0
    items: Table = field(default_factory=dict)
    by: Nested = field(default_factory=dict)

    def of(self, *names: str) -> float:
        """The share of the first of these names that has one of its own, else the usual one."""
        return next((self.items[name] for name in names if name in self.items), self.share)


@dataclass(frozen=True)
class Careless:
    """Shares of respondents who do not read: `straight` tick one column throughout, `random` any."""

    straight: float = 0.0
    random: float = 0.0


@dataclass(frozen=True)
class Model:
    """What is true of the respondents. Names are constructs, which have unit variance within groups, or their items.

    Each answer comes of a latent response: loading x construct + noise, of unit variance. It is laid on the scale at
    `means` with the standard deviation `spreads` (both as shares of the scale's length) and goes to the nearest point,
    or is cut at `thresholds` (one fewer than the points, in standard deviations). All of it counts in the construct's
    direction; reversed items are turned at the end. `not_applicable` is a share of the answers on scales that offer it.
    """

    loadings: Table = field(default_factory=dict)
    paths: Nested = field(default_factory=dict)
    correlations: Nested = field(default_factory=dict)
    means: Table = field(default_factory=dict)
    spreads: Table = field(default_factory=dict)
    thresholds: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
    missing: Blanks = field(default_factory=Blanks)
    not_applicable: float = 0.0
    careless: Careless = field(default_factory=Careless)
