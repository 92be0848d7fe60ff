"""Items -> rows of a survey.

The usual kinds have a type of their own; every other one is asked variable by variable.
"""

from collections.abc import Callable, Mapping, Sequence

from surveykit.core.codebook import Level, Variable
from surveykit.core.expression import Expression
from surveykit.core.item import Item, Part
from surveykit.core.language import Text, both
from surveykit.errors import Place
from surveykit.interchange.xlsform.cells import ItemCells
from surveykit.interchange.xlsform.references import is_scaled, options_of
from surveykit.interchange.xlsform.rules import Rule, between, plain, quoted
from surveykit.interchange.xlsform.to_xpath import UntranslatableError
from surveykit.interchange.xlsform.written import Cell

_DATES = {
    **{"date": ("date", ""), "time": ("time", ""), "both": ("dateTime", "")},
    **{"month": ("date", "month-year"), "year": ("date", "year")},
}


class Rows(ItemCells):
    """Writes the items of one form."""

    def write(self, item: Item, place: Place) -> None:
        """Add the rows of an item."""
        self.turn_to(item, place)
        makers: Mapping[str, Callable[[], None]] = {
            "information": self._information,
            "single_choice": self._choice,
            "multiple_choice": self._choice,
            "ranking": self._choice,
            "rating": self._rating,
            "matrix": self._matrix,
            "number": self._number,
            "short_text": self._text,
            "open_text": self._text,
            "date_time": self._date,
            "slider": self._slider,
            "calculated": self._calculated,
            "hidden": self._hidden,
            "consent": self._consent,
        }
        makers.get(item.kind, self._by_variable)()

    def _information(self) -> None:
        heading: Text | None = getattr(self.item, "heading", None)
        relevant = self.relevant(self.item.relevant, "relevant")
        if heading is not None:
            name = self.group_name(f"{self.item.id}_heading")
            self.sheets.row("note", name, self.label(heading, "heading"), relevant, owner=self.owner)
        self.sheets.row("note", self.item.id, self.label(self.item.text, "text"), relevant, owner=self.owner)

    def _choice(self) -> None:
        item, options = self.item, options_of(self.item)
        source = ("item", item.after) if item.after in self.own else self.path
        path = (*source, "options") if source is not None else None
        chosen, filter = self.choices.of_options(item, path, self.place)
        types = {"single_choice": "select_one", "multiple_choice": "select_multiple", "ranking": "rank"}
        look = {"appearance": Cell("minimal" if getattr(item, "appearance", "") == "dropdown" else "")}
        order = {"parameters": Cell("randomize=true" if self._shuffled() else "")}
        self.simple(f"{types[item.kind]} {chosen}", self._choice_rules(), filter, look, order)
        if getattr(item, "top", None) is not None:
            self.report.lose("xlsform-out-top", self.place, id=item.id, top=getattr(item, "top", 0))
        texts = [v for v in item.variables() if v.level is Level.TEXT]
        for v, name in zip(texts, [n for n, o in options.items() if o.specify], strict=True):
            said = {"relevant": Cell(f"selected(${{{item.id}}}, '{name}')")}
            self.sheets.row("text", v.name, self.label(v.label), said, owner=self.owner)

    def _shuffled(self) -> bool:
        """Whether a form can shuffle the options: it shuffles all of them or none."""
        if self.item.shuffle and any(part.fixed for part in self.item.parts().values()):
            self.report.lose("xlsform-out-fixed-options", self.place, id=self.item.id)
            return False
        return self.item.shuffle

    def _choice_rules(self) -> list[Rule]:
        """How many options can be chosen, and which stand alone."""
        item, rules = self.item, []
        if item.kind != "multiple_choice":
            return []
        alone = [name for name, option in options_of(item).items() if option.exclusive]
        low, high = getattr(item, "minimum", 0), getattr(item, "maximum", None)
        single = "".join(f" or selected(., '{name}')" for name in alone)
        if alone:
            condition = " or ".join(["count-selected(.) = 1", f"not({single.removeprefix(' or ')})"])
            rules.append(Rule(condition, both("xlsform.rule-alone")))
        if low > 1:
            rules.append(Rule(f"count-selected(.) >= {low}{single}", both("xlsform.rule-fewest", low=low)))
        if high is not None and high < len(options_of(item)):
            rules.append(Rule(f"count-selected(.) <= {high}", both("xlsform.rule-many", high=high)))
        return rules

    def _rating(self) -> None:
        variable = self.item.variables()[0]
        chosen = self.choices.of_variable(self.item, variable, self.path)
        self.simple(f"select_one {chosen}", (), {"appearance": Cell("likert")})

    def _matrix(self) -> None:
        self._parts_shuffled()
        self.begin("table-list")
        rows: Mapping[str, Part] = self.item.parts()
        for v in self.item.variables():
            chosen = self.choices.of_variable(self.item, v, self.path)
            label = self.label(rows[v.name].label, "rows", v.name)
            needed = {"required": Cell("yes" if self.item.required else "")}
            relevant = self.relevant(rows[v.name].relevant, "rows", v.name, "relevant")
            last = self.constraint((), v.name) if v.name == list(rows)[-1] and self.item.validate else {}
            last = {column: Cell(cell.text) for column, cell in last.items()}
            self.sheets.row(
                f"select_one {chosen}", v.name, label, needed, relevant, last, owner=self.owner, part=v.name
            )
        self.end()

    def _parts_shuffled(self) -> None:
        if self.item.shuffle:
            self.report.lose("xlsform-out-shuffled-parts", self.place, id=self.item.id)

    def _number(self) -> None:
        decimals: int = getattr(self.item, "decimals", 0)
        bounds = between(getattr(self.item, "minimum", None), getattr(self.item, "maximum", None))
        self.simple("decimal" if decimals else "integer", bounds)

    def _text(self) -> None:
        rules = []
        pattern: str = getattr(getattr(self.item, "form", None), "pattern", "")
        if pattern:
            try:
                message = getattr(self.item, "pattern_message", None) or both("xlsform.not_accepted")
                rules.append(Rule(f"regex(., {quoted(f'^(?:{pattern})$')})", message))
            except UntranslatableError:
                self.untold("pattern", pattern, pattern)
        most: int = getattr(self.item, "maximum_length", 0)
        usual = type(self.item).__dataclass_fields__["maximum_length"].default
        if most and most != usual:
            rules.append(Rule(f"string-length(.) <= {most}", both("xlsform.rule-length", most=most)))
        look = "multiline" if self.item.kind == "open_text" else ""
        self.simple("text", rules, {"appearance": Cell(look)})

    def _date(self) -> None:
        part: str = getattr(self.item, "part", "date")
        type, look = _DATES[part]
        said = [(">=", getattr(self.item, "earliest", None)), ("<=", getattr(self.item, "latest", None))]
        bounds = [f". {sign} {_day(bound)}" for sign, bound in said if bound is not None and part in ("date", "both")]
        if any(bound for _, bound in said) and part not in ("date", "both"):
            self.untold("earliest" if said[0][1] else "latest", str(said[0][1] or said[1][1]), part)
        rules = [Rule(" and ".join(bounds), both("xlsform.not_accepted"))] if bounds else []
        self.simple(type, rules, {"appearance": Cell(look)})

    def _slider(self) -> None:
        item = self.item
        said = [
            (key, plain(getattr(item, name)))
            for key, name in (("start", "minimum"), ("end", "maximum"), ("step", "step"))
        ]
        ends: Text = {}
        low, high = getattr(item, "low", None), getattr(item, "high", None)
        if item.help is None and low and high:
            first, last = said[0][1], said[1][1]
            ends = {x: f"{first} = {low[x]}; {last} = {high[x]}" for x in self.sheets.languages}
        elif low or high:
            self.report.lose("xlsform-out-ends", self.place, id=item.id)
        hint = self.sheets.texts("hint", ends) if ends else {}
        self.simple("range", (), {"parameters": Cell(" ".join(f"{key}={value}" for key, value in said))}, hint)

    def _calculated(self) -> None:
        value: Expression | None = getattr(self.item, "value", None)
        assert value is not None  # what is calculated has a value
        try:
            number = f"round({self.translator.number(value)}, {getattr(self.item, 'decimals', 0)})"
        except UntranslatableError as error:
            self.untold("value", value.source, str(error))
            number = "''"
        # A form that is given to people never shows a calculation, so it has no label.
        self.sheets.row(
            "calculate",
            self.item.id,
            self.relevant(self.item.relevant, "relevant"),
            {"calculation": Cell(number, self.field("value"), "number")},
            owner=self.owner,
        )

    def _hidden(self) -> None:
        options = list(options_of(self.item))
        if not getattr(self.item, "draw", False):
            self.sheets.row("hidden", self.item.id, owner=self.owner)
            return
        self.report.lose("xlsform-out-arms", self.place, id=self.item.id)
        name, drawn = self.group_name(f"{self.item.id}_drawn"), f"'{options[-1]}'"
        for at in range(len(options) - 1, 0, -1):
            drawn = f"if(${{{name}}} < {plain(at / len(options))}, '{options[at - 1]}', {drawn})"
        self.sheets.row("calculate", name, {"calculation": Cell("once(random())")}, owner=self.owner)
        self.sheets.row("calculate", self.item.id, {"calculation": Cell(drawn)}, owner=self.owner)

    def _consent(self) -> None:
        self.begin("field-list")
        statement: Text | None = getattr(self.item, "statement", None)
        name = self.group_name(f"{self.item.id}_statement")
        self.sheets.row("note", name, self.label(statement or self.item.text, "statement"), owner=self.owner)
        for (option, box), v in zip(self.item.parts().items(), self.item.variables(), strict=True):
            needed = self.item.required or bool(getattr(box, "required", False))
            label = self.label(box.label, "options", option)
            relevant = self.relevant(box.relevant, "options", option, "relevant")
            flags = {"required": Cell("yes" if needed else "")}
            self.sheets.row("acknowledge", v.name, label, flags, relevant, owner=self.owner, part=option)
        self.end()

    def _by_variable(self) -> None:
        """A kind that a form does not know: a question for each of its variables."""
        variables = self.item.variables()
        if self.item.shuffle:
            self._parts_shuffled()
        if not variables:
            self.report.lose("xlsform-out-no-kind", self.place, id=self.item.id, kind=self.item.kind)
            return
        self.report.note("xlsform-out-apart", self.place, id=self.item.id, kind=self.item.kind, count=len(variables))
        if isinstance(getattr(self.item, "pairs", "all"), int):
            self.report.lose("xlsform-out-all-pairs", self.place, id=self.item.id)
        self.begin("field-list")
        for v in variables:
            self._variable(v, variables)
        self.end()

    def _variable(self, v: Variable, variables: Sequence[Variable]) -> None:
        rules: list[Rule] = []
        if is_scaled(v):
            type = f"select_one {self.choices.of_variable(self.item, v, self.path)}"
            if self.item.kind == "best_worst" and v.name.endswith("_worst"):
                other = v.name.removesuffix("worst") + "best"
                rules = [Rule(f". != ${{{other}}}", both("xlsform.rule-different"))]
        elif v.level is Level.TEXT:
            type = "text"
        else:
            type, rules = ("decimal" if v.decimals else "integer"), between(v.minimum, v.maximum)
            if self.item.kind == "constant_sum" and v is variables[-1]:
                total: int = getattr(self.item, "total", 100)
                others = "".join(f" + coalesce(${{{o.name}}}, 0)" for o in variables[:-1])
                rules.append(Rule(f".{others} = {total}", both("xlsform.rule-total", total=total)))
        key = {f"{self.item.id}_first": "first", f"{self.item.id}_second": "second"}.get(v.name, "")
        label = self.label(v.label, key) if key and hasattr(self.item, key) else self.label(v.label)
        needed = {"required": Cell("yes" if self.item.required and v.level is not Level.TEXT else "")}
        message = {x: " ".join(r.message[x] for r in rules) for x in self.sheets.languages} if rules else None
        said = {"constraint": Cell(" and ".join(r.condition for r in rules))}
        cells = (label, needed, self._used(v), said, self.sheets.texts("constraint_message", message))
        self.sheets.row(type, v.name, *cells, owner=self.owner)

    def _used(self, v: Variable) -> Mapping[str, Cell]:
        """What is asked of those alone who met it, and rows with a condition of their own."""
        row = next((n for n in self.item.parts() if v.name == n or v.name.startswith(f"{n}_")), None)
        conditions = []
        if row is not None and (own := self.item.parts()[row].relevant) is not None:
            conditions.append(self.condition_text(own, f"{row}.relevant"))
        everybody = v.name.endswith("_importance") and getattr(self.item, "importance_of", "") == "all"
        if self.item.kind == "touchpoint_matrix" and not v.name.endswith("_used") and not everybody:
            conditions.append(f"${{{row}_used}} = 1")
        return {"relevant": Cell(" and ".join(f"({c})" if " or " in c else c for c in conditions if c))}


def _day(bound: str) -> str:
    return "today()" if bound == "today" else f"date('{bound[:10]}')"
