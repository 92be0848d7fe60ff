"""A part of n in words: a percentage, or the bare count where n is too small for one."""

from surveykit.core.numbers import count, percent

ENOUGH = 10
"""From so many answers on a part is shown as a percentage; below, a percentage would feign precision."""


def percentage(part: float) -> str:
    """A share (0 to 1) as a percentage; what is there never rounds to 0%.

    >>> percentage(0.448), percentage(0.004), percentage(0)
    ('45%', '<1%', '0%')
    """
    return f"<{percent(0.01)}" if 0 < part < 0.005 else percent(part)


def share(part: int, n: int) -> str:
    """The share of a part, or its count.

    >>> share(112, 250), share(1, 1200), share(3, 7)
    ('45%', '<1%', '3')
    """
    if n < ENOUGH:
        return count(part)
    return percentage(part / n)


def share_of(part: int, n: int) -> str:
    """The share of a part where its n must be seen too: a count is shown out of n.

    >>> share_of(112, 250), share_of(3, 7), share_of(0, 0)
    ('45%', '3/7', '–')
    """
    if not n:
        return percent(None)
    return share(part, n) if n >= ENOUGH else f"{count(part)}/{count(n)}"
