"""The cells that rows of every kind have: what is asked, when, and what an answer must be."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from surveykit.core.expression import Expression
from surveykit.core.item import Item
from surveykit.core.language import PIPE, Text
from surveykit.errors import Place
from surveykit.interchange.xlsform.choices import Choices
from surveykit.interchange.xlsform.report import Report
from surveykit.interchange.xlsform.rules import Rule, Rules
from surveykit.interchange.xlsform.to_xpath import ToXPath, UntranslatableError
from surveykit.interchange.xlsform.written import Cell, Path, Sheets


@dataclass
class ItemCells:
    """Writes the cells of one item after another. `own` are the ids that stand in the definition as they are."""

    sheets: Sheets
    choices: Choices
    rules: Rules
    translator: ToXPath
    report: Report
    own: frozenset[str]
    taken: set[str]
    """The names that questions have: groups need others."""
    coded: frozenset[str]
    """The variables whose answers are choices."""
    item: Item = field(init=False)
    place: Place = field(init=False)
    path: Path | None = field(init=False)
    """Of the item in the definition; None for one that follows from others."""
    owner: Path = field(init=False)

    def turn_to(self, item: Item, place: Place) -> None:
        """Go on with another item."""
        self.item, self.place = item, place
        self.path = ("item", item.id) if item.id in self.own else None
        self.owner = ("item", item.id)
        if item.after is not None and item.after in self.own:  # the second half of a recall
            self.report.lose("xlsform-out-at-once", place, id=item.after)
            self.owner = ("item", item.after)
        self._pipes()

    def field(self, *keys: str) -> Path | None:
        """The path of one of the item's keys."""
        return None if self.path is None else (*self.path, *keys)

    def label(self, text: Text, *keys: str) -> Mapping[str, Cell]:
        """A label in every language; without keys it follows from other things."""
        return self.sheets.texts("label", pipeless(text), self.field(*keys) if keys else None)

    def hint(self) -> Mapping[str, Cell]:
        """The line below: the help, else the unit, else an example."""
        unit: Text | None = getattr(self.item, "unit", None)
        example: str | None = getattr(self.item, "example", None)
        if self.item.help is not None and unit is not None:
            joined = {x: f"{pipeless(self.item.help)[x]} ({unit[x]})" for x in self.sheets.languages}
            return self.sheets.texts("hint", joined)
        if self.item.help is None and unit is not None:
            return self.sheets.texts("hint", unit, self.field("unit"))
        if self.item.help is None and example:
            return self.sheets.texts("hint", dict.fromkeys(self.sheets.languages, example))
        return self.sheets.texts("hint", self.item.help and pipeless(self.item.help), self.field("help"))

    def relevant(self, condition: Expression | None, *keys: str) -> Mapping[str, Cell]:
        """When it is asked."""
        return {"relevant": Cell(self.condition_text(condition, "relevant"), self.field(*keys), "condition")}

    def condition_text(self, condition: Expression | None, key: str) -> str:
        if condition is None:
            return ""
        try:
            return self.translator.condition(condition)
        except UntranslatableError as error:
            self.untold(key, condition.source, str(error))
            return ""

    def untold(self, key: str, source: str, what: str) -> None:
        self.report.lose("xlsform-out-expression", self.place, id=self.item.id, key=key, source=source, what=what)

    def required(self) -> Mapping[str, Cell]:
        """Whether an answer is needed."""
        return {"required": Cell("yes" if self.item.required else "", self.field("required"), "flag")}

    def constraint(self, own: Sequence[Rule] = (), variable: str = "") -> Mapping[str, Cell]:
        """What an answer must be."""
        return self.rules.cells(self.item, own, variable or self.item.id, self.path, self.place)

    def simple(self, type: str, own: Sequence[Rule] = (), *more: Mapping[str, Cell]) -> None:
        """An item that is one question."""
        item = self.item
        text = self.label(item.text, "text")
        if item.after is not None:
            text = self.sheets.texts(
                "label", item.text, ("item", item.after, "aided") if item.after in self.own else None
            )
        cells = (text, self.hint(), self.required(), self.relevant(item.relevant, "relevant"), self.constraint(own))
        self.sheets.row(type, item.id, *cells, *more, owner=self.owner)

    def begin(self, appearance: str = "") -> None:
        """The group of an item that is several questions."""
        item = self.item
        look = {"appearance": Cell(appearance)}
        cells = (self.label(item.text, "text"), self.hint(), self.relevant(item.relevant, "relevant"), look)
        self.sheets.row("begin_group", self.group_name(item.id), *cells, owner=self.owner)

    def end(self) -> None:
        """The end of its group."""
        self.sheets.row("end_group", "", owner=self.owner)

    def group_name(self, id: str) -> str:
        """A name for a group that no question has, so that what reads the question finds only that."""
        name, number = id, 1
        while name.lower() in self.taken:
            number += 1
            name = f"{id}_group" if number == 2 else f"{id}_group{number}"
        self.taken.add(name.lower())
        return name

    def _pipes(self) -> None:
        """A text that shows an earlier choice shows its name in a form, and has no words for none."""
        tell_codes(self.report, self.place, self.item.id, self.coded, self.item.text, self.item.help)


def tell_codes(report: Report, place: Place, id: str, coded: Collection[str], *texts: Text | None) -> None:
    """Report the choices that texts show by their names."""
    words = " ".join(said for text in texts if text is not None for said in text.values())
    if names := tuple(sorted({found[1] for found in PIPE.finditer(words)}.intersection(coded))):
        report.lose("xlsform-out-shows-code", place, id=id, names=names)


def pipeless(text: Text) -> Text:
    """The text without what is said where there is no answer."""
    return {language: PIPE.sub(lambda found: f"${{{found[1]}}}", words) for language, words in text.items()}
