"""Date and time: a day, a time of day, both, a month or a year."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Literal

from surveykit.core.codebook import Answers, Level, Missing, Value, Variable
from surveykit.core.finding import Column, Style, Table
from surveykit.core.item import Item, Posted, Summary, kind, posted_one
from surveykit.core.language import Text, both, same

if TYPE_CHECKING:
    from surveykit.core.dataset import Dataset

TODAY = "today"
_AHEAD, _BEHIND = timedelta(hours=14), timedelta(hours=-12)
"""The time zones that are furthest from UTC: somewhere it is already, or still, that day."""
_DAY = (
    r"(?P<year>\d{4})(?:(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})|(?P<digits>\d{4})"
    r"|年(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号]?)"
)
_TIME = r"(?P<hour>\d{1,2})(?::|点|时)(?P<minute>\d{2})(?::00|分)?"
_FORMS: Mapping[str, re.Pattern[str]] = {
    "date": re.compile(_DAY, re.ASCII),
    "time": re.compile(_TIME, re.ASCII),
    "both": re.compile(rf"{_DAY}(?:T|\s+|(?<=[日号]))\s*{_TIME}", re.ASCII),
    "month": re.compile(r"(?P<year>\d{4})(?:[-/.](?P<month>\d{1,2})|年(?P<m>\d{1,2})月?)", re.ASCII),
    "year": re.compile(r"(?P<year>\d{4})年?", re.ASCII),
}
_YEAR_LAST = re.compile(r"\d{1,2}[-/. ]\d{1,2}[-/. ](\d{4}|\d{2})(\D.*)?", re.ASCII)
"""05/01/2026 or 5.1.26: which number is the day depends on where the reader comes from."""
_LENGTHS = {"date": 10, "time": 5, "both": 16, "month": 7, "year": 4}
_EXAMPLES = {"date": "2026-01-31", "time": "14:30", "both": "2026-01-31 14:30", "month": "2026-01", "year": "2026"}
_UNREADABLE = {
    "date": "answer-not-a-date",
    "time": "answer-not-a-time",
    "both": "answer-not-a-moment",
    "month": "answer-not-a-month",
    "year": "answer-not-a-year",
}
_SIMULATED, _YEARS = "2025-12-31", timedelta(days=3 * 365)
"""Simulated days do not depend on the day of the simulation, as far as the bounds allow."""


class NoSuchDate(ValueError):  # noqa: N818  it is what the respondent reads
    """A date that no calendar has, or an hour past 23."""


@kind("date_time")
@dataclass(frozen=True, kw_only=True)
class DateTime(Item):
    """A day or a time, in the browser's own picker. Kept as ISO text: 2026-01-31, 14:30, 2026-01-31T14:30, 2026-01.

    `part` is date (if not said), time, both, month or year. `earliest` and `latest` are written in the same way, or
    as `today`. Where a browser has no picker, people type: year first in any usual writing, never a guess about
    which of two numbers is the day.

    ```yaml
    - id: repaired_on
      kind: date_time
      text: {en: On which day was the repair finished?, zh: 维修是在哪一天完成的？}
      earliest: 2020-01-01
      latest: today
    ```
    """

    part: Literal["date", "time", "both", "month", "year"] = "date"
    earliest: str | None = None
    latest: str | None = None

    def faults(self) -> Iterator[tuple[str, dict[str, object]]]:
        stated = [bound for bound in (self.earliest, self.latest) if bound is not None]
        for bound in stated:
            if not self._is_bound(bound):
                yield "date-bound", {"bound": bound, "example": _EXAMPLES[self.part].replace(" ", "T")}
                return
        if len(stated) == 2 and TODAY not in stated and stated[0] > stated[1]:
            yield "date-bounds", {}

    def _is_bound(self, bound: str) -> bool:
        """A day stands for all its hours."""
        if bound == TODAY:
            return self.part != "time"
        return any(_readable(bound, part) for part in (("both", "date") if self.part == "both" else (self.part,)))

    def variables(self) -> tuple[Variable, ...]:
        return (Variable(self.id, self.id, self.text, Level.TEXT, missing=frozenset({Missing.NOT_ANSWERED})),)

    def parse(self, posted: Posted) -> dict[str, Value | Missing]:
        typed = posted_one(posted, self.id)
        if not typed:
            if self.required:
                raise self.wrong("answer-required")
            return {self.id: Missing.NOT_ANSWERED}
        plain = unicodedata.normalize("NFKC", typed)[:50]
        try:
            value = iso(plain, self.part)
        except NoSuchDate:
            raise self.wrong("answer-no-such-time" if self.part == "time" else "answer-no-such-date") from None
        if value is None:
            ambiguous = self.part in ("date", "both") and _YEAR_LAST.fullmatch(plain)
            code = "answer-date-ambiguous" if ambiguous else _UNREADABLE[self.part]
            raise self.wrong(code, example=_EXAMPLES[self.part])
        self._judge(value)
        return {self.id: value}

    def _judge(self, value: str) -> None:
        low, high = self.bound("earliest"), self.bound("latest")
        if low is not None and value[: len(low)] < low:
            raise self.wrong("answer-date-early", earliest=self._said(self.earliest))
        if high is not None and value[: len(high)] > high:
            raise self.wrong("answer-date-late", latest=self._said(self.latest))

    def bound(self, which: Literal["earliest", "latest"]) -> str | None:
        """The first or last value that is taken. Today is whatever it can be where the respondent is."""
        bound = self.earliest if which == "earliest" else self.latest
        if bound != TODAY:
            return bound
        return today(_BEHIND if which == "earliest" else _AHEAD).isoformat()[: _LENGTHS[self.part]]

    @staticmethod
    def _said(bound: str | None) -> Text:
        return both("items.today") if bound == TODAY else same((bound or "").replace("T", " "))

    @property
    def hint(self) -> Text:
        """How to write the answer."""
        return both(f"items.date-hint-{self.part}", example=_EXAMPLES[self.part])

    def fields_of(self, answers: Answers) -> dict[str, list[str]]:
        answer = answers.get(self.id)
        return {self.id: [answer]} if isinstance(answer, str) else {}

    def summary(self, data: "Dataset") -> Summary:
        """The median is an answer that was given: of two middle ones the earlier."""
        given = sorted(text for text in data.texts(self.id) if _readable(text, self.part))
        first, middle, last = (given[0], given[(len(given) - 1) // 2], given[-1]) if given else (None, None, None)
        columns = (
            Column(both("items.variable"), Style.ID),
            Column(both("items.n"), Style.COUNT),
            *(Column(both(f"items.{name}")) for name in ("earliest", "median", "latest")),
        )
        cells = (text.replace("T", " ") if text else None for text in (first, middle, last))
        notes = (both("items.median_given"),) if given else ()
        return Summary(len(given), Table(self.text, columns, ((self.id, len(given), *cells),), notes), None)

    def random_answer(self, random: Random) -> dict[str, Value | Missing]:
        """A moment between the bounds, as far as they are said within three years."""
        low, high = self._span()
        moment = low + timedelta(minutes=random.randint(0, int((high - low).total_seconds()) // 60))
        text = moment.isoformat(timespec="minutes")
        return {self.id: text[11:] if self.part == "time" else text[: _LENGTHS[self.part]]}

    def _span(self) -> tuple[datetime, datetime]:
        low, high = self.bound("earliest"), self.bound("latest")
        if self.part == "time":
            low, high = (f"2026-01-01T{time}" for time in (low or "00:00", high or "23:59"))
        elif (high is None or self.latest == TODAY) and (low is None or low <= _SIMULATED[: len(low)]):
            high = _SIMULATED
        last = None if high is None else _moment(high, "9999-12-31T23:59")
        first = None if low is None else _moment(low, "0001-01-01T00:00")
        if first is None:
            assert last is not None  # without a lower bound there is an upper one
            first = max(last, datetime.min + _YEARS) - _YEARS
        return first, last or min(first, datetime.max - _YEARS) + _YEARS


def today(ahead: timedelta) -> date:
    """The day that it is so far ahead of UTC."""
    return (datetime.now(UTC) + ahead).date()


def iso(typed: str, part: str) -> str | None:
    """A typed date or time as ISO text; None for what is none. Raises NoSuchDate for the 30th of February.

    >>> iso("2026/1/5", "date"), iso("2026年1月5日 9:30", "both"), iso("5.1.2026", "date")
    ('2026-01-05', '2026-01-05T09:30', None)
    """
    found = _FORMS[part].fullmatch(typed.strip())
    if found is None:
        return None
    named = found.groupdict()
    digits = named.get("digits") or ""
    month = named.get("month") or named.get("m") or digits[:2] or "1"
    day = named.get("day") or named.get("d") or digits[2:] or "1"
    try:
        moment = datetime(
            int(named.get("year") or 2000),
            int(month),
            int(day),
            int(named.get("hour") or 0),
            int(named.get("minute") or 0),
        )
    except ValueError:
        raise NoSuchDate(typed) from None
    text = moment.isoformat(timespec="minutes")
    return text[11:] if part == "time" else text[: _LENGTHS[part]]


def _readable(text: str, part: str) -> bool:
    try:
        return iso(text, part) == text
    except NoSuchDate:
        return False


def _moment(bound: str, whole: str) -> datetime:
    """A bound as a moment: what it leaves out is taken from `whole`, whose day may be too late for the month."""
    text = bound + whole[len(bound) :]
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return datetime.fromisoformat(text.replace("-31T", "-28T"))
