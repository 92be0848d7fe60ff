"""What an answer must be, as a constraint of a form: what a kind asks for by itself, and the rules of the author."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from surveykit.core.item import Item, Validation
from surveykit.core.language import Text, both
from surveykit.errors import Place
from surveykit.interchange.xlsform.report import Report
from surveykit.interchange.xlsform.to_xpath import ToXPath, UntranslatableError
from surveykit.interchange.xlsform.written import Cell, Path, Sheets


@dataclass(frozen=True)
class Rule:
    """A condition on the answer to a question of a form (a dot), and what is said where it does not hold."""

    condition: str
    message: Text


class Rules:
    """Writes the constraints of one form."""

    def __init__(self, sheets: Sheets, translator: ToXPath, report: Report) -> None:
        self.sheets = sheets
        self.translator = translator
        self.report = report

    def cells(
        self, item: Item, own: Sequence[Rule], variable: str, path: Path | None, place: Place
    ) -> Mapping[str, Cell]:
        """The constraint of a question: rules of its kind, then those of the author. `path` is its item."""
        written = self._written(item, variable, place)
        rules = [*own, *(rule for rule, _ in written)]
        hard = [v for v in item.validate if v.level == "hard"]
        single = len(own) == 0 and len(hard) <= 1 and len(written) == len(hard)
        condition = " and ".join(
            f"({r.condition})" if " or " in r.condition and len(rules) > 1 else r.condition for r in rules
        )
        if path is None or not single:
            takes = bounded = path is not None and not hard and _are_bounds(item, own)
            message = _joined([rule.message for rule in rules], self.sheets.languages)
            return {
                "constraint": Cell(condition, path if takes and bounded else None, "bounds"),
                **self.sheets.texts("constraint_message", message),
            }
        message_path = (
            (*path, "validate", str(item.validate.index(hard[0])), "message")
            if hard
            else (*path, "validate", "message")
        )
        return {
            "constraint": Cell(condition, path, "rule"),
            **self.sheets.texts("constraint_message", rules[0].message if rules else None, message_path),
        }

    def _written(self, item: Item, variable: str, place: Place) -> list[tuple[Rule, Validation]]:
        found = []
        for rule in item.validate:
            if rule.level != "hard":
                self.report.lose("xlsform-out-soft-rule", place, id=item.id, level=rule.level)
                continue
            try:
                found.append((Rule(self.translator.unbroken(rule.check, variable), rule.message), rule))
            except UntranslatableError as error:
                self.report.lose(
                    "xlsform-out-expression",
                    place,
                    id=item.id,
                    key="validate",
                    source=rule.check.source,
                    what=str(error),
                )
        return found


def _are_bounds(item: Item, own: Sequence[Rule]) -> bool:
    return item.kind == "number" and len(own) <= 1


def _joined(messages: list[Text], languages: tuple[str, ...]) -> Text | None:
    if not messages:
        return None
    gap = {"zh": ""}
    return {x: gap.get(x, " ").join(m[x] for m in messages) for x in languages}


def between(low: float | None, high: float | None, sign: str = ".") -> list[Rule]:
    """A number within bounds, both included."""
    said = [(">=", low), ("<=", high)]
    conditions = [f"{sign} {operator} {plain(bound)}" for operator, bound in said if bound is not None]
    if not conditions:
        return []
    name = "xlsform.rule-between" if len(conditions) == 2 else f"xlsform.rule-{'least' if low is not None else 'most'}"
    values = {"low": "" if low is None else plain(low), "high": "" if high is None else plain(high)}
    return [Rule(" and ".join(conditions), both(name, **values))]


def plain(number: float) -> str:
    """A number as conditions write it.

    >>> plain(5.0), plain(0.25)
    ('5', '0.25')
    """
    return str(int(number)) if float(number).is_integer() else f"{number:.15f}".rstrip("0")


def quoted(text: str) -> str:
    """A text as conditions write it. Raises UntranslatableError for one with both quotation marks."""
    if "'" in text and '"' in text:
        raise UntranslatableError(text)
    return f'"{text}"' if "'" in text else f"'{text}'"
