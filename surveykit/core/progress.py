"""How far long work has come: loops that take their time say it, and whoever listens may stop them.

Nobody need listen: then saying it costs nothing, and no number depends on it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """`done` of `total` pieces of work. `what` says of which kind: "rows" that are read, "analyses" of a plan, "draws"
    (samples, tables or imputations), "repetitions" of a cross-validation, "omissions" of a row (jackknife), "steps" of
    a search (`total` at most), "sections" of a report with their figures. `of` names the analysis that comes next."""

    what: str
    done: int
    total: int
    of: str = ""


Listener = Callable[[Step], None]
_LISTENER: ContextVar[Listener | None] = ContextVar("listener", default=None)


class Stopped(BaseException):
    """What a listener raises to end the work. Like KeyboardInterrupt it is no error: nothing catches it on the way."""


@contextmanager
def progress(listener: Listener) -> Iterator[None]:
    """Let `listener` hear how far the work inside has come, a Step at a time.

    It may raise Stopped to end the work. Nothing is half done then: begun again, the same work gives the same numbers
    as if it had never been stopped.

    >>> heard = []
    >>> with progress(heard.append):
    ...     advance("draws", 500, 2000)
    >>> advance("draws", 1000, 2000)
    >>> heard
    [Step(what='draws', done=500, total=2000, of='')]
    """
    token = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(token)


def advance(what: str, done: int, total: int, of: str = "") -> None:
    """Say how far some work has come. Raises whatever the listener raises."""
    listener = _LISTENER.get()
    if listener is not None:
        listener(Step(what, done, total, of))
