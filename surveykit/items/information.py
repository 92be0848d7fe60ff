"""Information: something to read, without a question."""

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from surveykit.core.codebook import Answers, Missing, Value, Variable
from surveykit.core.item import Item, Posted, kind
from surveykit.core.language import Text

if TYPE_CHECKING:
    from surveykit.core.dataset import Dataset


@kind("information")
@dataclass(frozen=True, kw_only=True)
class Information(Item):
    """A text to read: an explanation before questions, a pause between topics. It has no column in the data.

    A blank line begins a new paragraph. With `relevant` it is read by those alone whom it concerns: put it on a page
    after the answers that this depends on. What must be agreed to is a consent.

    ```yaml
    - id: about_repairs
      kind: information
      heading: {en: About your repair, zh: 关于您的维修}
      text:
        en: The next questions are about your latest repair only.
        zh: 以下问题只涉及您最近一次维修。
    ```
    """

    heading: Text | None = None

    def variables(self) -> tuple[Variable, ...]:
        return ()

    def parse(self, posted: Posted) -> dict[str, Value | Missing]:
        return {}

    def fields_of(self, answers: Answers) -> dict[str, list[str]]:
        return {}

    def summary(self, data: "Dataset") -> None:
        return None

    def random_answer(self, random: Random) -> dict[str, Value | Missing]:
        return {}
