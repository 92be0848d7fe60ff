"""Short text: one line in a stated form."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING, Any, Literal

import re2

from surveykit.core.codebook import Answers, Level, Missing, Value, Variable
from surveykit.core.finding import Column, Style, Table
from surveykit.core.item import Item, Posted, Summary, clean_text, kind
from surveykit.core.language import Text, both

if TYPE_CHECKING:
    from surveykit.core.dataset import Dataset

LONGEST = 1000
LONGEST_PATTERN = 500


@dataclass(frozen=True)
class Form:
    """A form that a text can have: its pattern, and what helps a browser and a simulation to fill it in."""

    pattern: str
    keyboard: str = "text"
    autocomplete: str = "off"
    example: str = ""


FORMS: Mapping[str, Form] = {
    "email": Form(
        r"[^\s@<>(),:;\[\]]+@([^\s@<>(),:;\[\].]+\.)+[^\s@<>(),:;\[\].]{2,63}", "email", "email", "li@example.org"
    ),
    "phone": Form(r"[+(]?[0-9][0-9 ()./-]{4,22}[0-9]", "tel", "tel", "+86 10 5550 0100"),
    "postcode": Form(r"[A-Za-z0-9][A-Za-z0-9 -]{1,8}[A-Za-z0-9]", "text", "postal-code", "100000"),
    "id": Form(r"[A-Za-z0-9][A-Za-z0-9._/-]*", "text", "off", "A-1024"),
}
"""Patterns in the common part of RE2 and of what browsers read, so that script can judge as the server does."""


@kind("short_text")
@dataclass(frozen=True, kw_only=True)
class ShortText(Item):
    r"""One line: a name, an address, a number that is not counted with.

    `format` is email, phone, postcode or id (letters, digits and `. _ / -`, such as an order number). Another form
    is a `pattern` (a regular expression in RE2's dialect, which the whole answer must match) with a
    `pattern_message` that says what is expected; `example` is shown below the field.

    ```yaml
    - id: reply_to
      kind: short_text
      text: {en: Where may we reply to you?, zh: 我们可以回复到哪个邮箱？}
      format: email
      sensitive: true
    ```
    """

    format: Literal["any", "email", "phone", "postcode", "id"] = "any"
    pattern: str | None = None
    pattern_message: Text | None = None
    example: str | None = None
    maximum_length: int = 200

    def faults(self) -> Iterator[tuple[str, dict[str, object]]]:
        if not 1 <= self.maximum_length <= LONGEST:
            yield "text-length", {"most": LONGEST}
        if self.pattern is not None and self.format != "any":
            yield "text-two-forms", {}
        if self.pattern is None and self.format == "any" and self.pattern_message is not None:
            yield "text-idle-message", {}
        fault = pattern_fault(self.pattern) if self.pattern is not None else None
        if fault is not None:
            yield "text-pattern", {"detail": fault, "most": LONGEST_PATTERN}
        elif self.example is not None and not self._fits(self.example):
            yield "text-example", {"example": self.example}

    def variables(self) -> tuple[Variable, ...]:
        return (Variable(self.id, self.id, self.text, Level.TEXT, missing=frozenset({Missing.NOT_ANSWERED})),)

    @property
    def form(self) -> Form:
        """The form that an answer must have."""
        return FORMS.get(self.format) or Form(self.pattern or "", example=self.example or "")

    def parse(self, posted: Posted) -> dict[str, Value | Missing]:
        typed = (posted.get(self.id) or [""])[-1]
        try:
            text = " ".join(clean_text(typed).splitlines()).strip()
        except ValueError:
            raise self.wrong("answer-unstorable") from None
        if self.format != "any":
            text = unicodedata.normalize("NFKC", text)  # full-width digits and signs
        if not text and self.required:
            raise self.wrong("answer-required")
        if len(text) > self.maximum_length:
            raise self.wrong("answer-too-long", most=self.maximum_length, length=len(text))
        if text and not self._fits(text):
            raise self.wrong("answer-form", message=self.refusal)
        return {self.id: text or Missing.NOT_ANSWERED}

    def _fits(self, text: str) -> bool:
        pattern = self.form.pattern
        return not pattern or compiled(pattern).fullmatch(text) is not None

    @property
    def refusal(self) -> Text:
        """What is said of an answer in another form."""
        return self.pattern_message or both(f"items.form-{self.format}")

    @property
    def hint(self) -> Text:
        """The example, as it is shown."""
        return both("items.form-example", example=self.example)

    def fields_of(self, answers: Answers) -> dict[str, list[str]]:
        answer = answers.get(self.id)
        return {self.id: [answer]} if isinstance(answer, str) else {}

    def summary(self, data: "Dataset") -> Summary:
        n = data.answered(self.id)
        columns = (
            Column(both("items.variable"), Style.ID),
            Column(both("items.wrote"), Style.COUNT),
            Column(both("items.of_respondents"), Style.COUNT),
        )
        return Summary(n, Table(self.text, columns, ((self.id, n, data.n),), (both("items.no_quotes"),)), None)

    def random_answer(self, random: Random) -> dict[str, Value | Missing]:
        """The example of the form; of an own pattern without an example nothing is known that fits it."""
        example = self.form.example or ("" if self.form.pattern else "made up")
        wrote = self.required or random.random() < 0.6
        return {self.id: example[: self.maximum_length] if wrote and example else Missing.NOT_ANSWERED}


@lru_cache(256)
def compiled(pattern: str) -> Any:
    """A pattern, compiled for matching in linear time. Raises re2.error."""
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 1 << 20
    return re2.compile(pattern, options)


def pattern_fault(pattern: str) -> str | None:
    """What is wrong with an author's pattern; None if it can be used.

    >>> pattern_fault("[A-Z]{2}-[0-9]+"), pattern_fault("(a")
    (None, 'missing ): (a')
    """
    if len(pattern) > LONGEST_PATTERN:
        return f"{pattern[:20]}…"
    try:
        compiled(pattern)
    except re2.error as error:
        detail = error.args[0]
        return detail.decode() if isinstance(detail, bytes) else str(detail)
    return None
