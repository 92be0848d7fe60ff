"""Questions of a form -> items of a definition, as plain data."""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, InvalidOperation

from surveykit.core.codebook import CHOSEN_MISSING
from surveykit.core.language import both
from surveykit.interchange.xlsform.conditions import Conditions
from surveykit.interchange.xlsform.form import Choice, Form, Question, flag
from surveykit.interchange.xlsform.names import Names, plain_id
from surveykit.interchange.xlsform.reference import Reference, Sort
from surveykit.interchange.xlsform.report import Report
from surveykit.interchange.xlsform.texts import Texts, Tree

REASONS = frozenset(m.id for m in CHOSEN_MISSING)
_DECIMALS = 6
_MOST_SLIDER_STEPS = 10_000
_TICKED = "ok"
_FALLING_AWAY = ("default", "read_only", "trigger", "image", "audio", "video", "big_image", "guidance_hint", "autoplay")
"""Columns that no item of ours has."""
_PLAIN_LOOKS = frozenset(
    (
        *("multiline", "numbers", "minimal", "autocomplete", "search", "compact", "quick", "field-list"),
        *("table-list", "likert", "label", "list-nolabel", "horizontal", "horizontal-compact", "columns"),
        *("columns-pack", "no-buttons", "year", "month-year", "no-calendar", "w1", "w2", "w3", "w4", "w5", "w6"),
        *("thousands-sep", "vertical", "no-ticks", "list"),
    )
)


class Questions:
    """Makes the items of one form. `references` come first: a condition may read what is asked later."""

    def __init__(self, form: Form, texts: Texts, names: Names, report: Report) -> None:
        self.form = form
        self.texts = texts
        self.names = names
        self.report = report
        self.references: dict[str, Reference] = {}
        self.conditions = Conditions(self.references, report)

    # --- references ----------------------------------------------------------------------------------

    def refer(self, question: Question, scaled: bool) -> None:
        """Give a question its id and say how conditions read it. `scaled`: its choices are points of a scale."""
        match question.type:
            case "select_one" if scaled:
                found = self._scale(question)
            case "select_one":
                found = self._single(question)
            case "select_multiple" | "rank":
                found = self._several(question)
            case "acknowledge":
                id = self._id(question, most=28)
                found = Reference(question.name, Sort.TICK, f"{id}_{_TICKED}", parts={_TICKED: f"{id}_{_TICKED}"})
            case "integer" | "decimal" | "percentage" | "range" | "calculate":
                found = Reference(question.name, Sort.NUMBER, self._id(question))
            case "date" | "time" | "datetime":
                found = Reference(question.name, Sort.DATE, self._id(question))
            case "text" | "hidden":
                found = Reference(question.name, Sort.TEXT, self._id(question))
            case "note":
                self.ids[question.name] = self.names.claim(question.name, "q")
                found = Reference(question.name, Sort.NONE)
            case _:
                found = Reference(question.name, Sort.NONE)
        self.references[question.name] = found

    @property
    def ids(self) -> dict[str, str]:
        """Name of a question -> id of its item."""
        return self.texts.ids

    def _id(self, question: Question, most: int = 32) -> str:
        id = self.names.claim(question.name, "q", question.row.at("name"), most)
        self.ids[question.name] = id
        return id

    def _single(self, question: Question) -> Reference:
        texts = question.other
        id = self._id(question, most=20 if texts else 32)
        return Reference(question.name, Sort.CHOICE, id, dict(self._options(question)))

    def _scale(self, question: Question) -> Reference:
        id = self._id(question)
        points = scale_points(self.form.lists[question.list])
        reasons = frozenset(c.name for c in self.form.lists[question.list] if c.name in REASONS)
        return Reference(question.name, Sort.SCALE, id, dict(points), reasons=reasons)

    def _several(self, question: Question) -> Reference:
        choices = self.form.lists[question.list]
        longest = max(len(plain_id(c.name, "o")) for c in choices)
        id = self._id(question, most=max(16, 31 - longest))
        options = dict(self._options(question, most=31 - len(id)))
        parts = {name: f"{id}_{option}" for name, option in options.items()}
        self.names.taken.update(part.lower() for part in parts.values())
        sort = Sort.MULTIPLE if question.type == "select_multiple" else Sort.NONE
        return Reference(question.name, sort, id, options, parts)

    def _options(self, question: Question, most: int = 32) -> Iterator[tuple[str, str]]:
        names = Names(self.report)
        coded = self._coded(question)
        for choice in self.form.lists[question.list]:
            place = None if coded else choice.row.at("name")
            yield choice.name, names.claim(choice.name, "o", place, most)
        if question.other and not any(c.name == "other" for c in self.form.lists[question.list]):
            yield "other", names.claim("other", "o", most=most)

    # --- items ---------------------------------------------------------------------------------------

    def item(self, question: Question) -> Tree | None:
        """The item of a question; None for one that there is no kind for, which is reported."""
        makers: Mapping[str, Callable[[Question], Tree]] = {
            "text": self._text,
            "integer": self._number,
            "decimal": self._number,
            "percentage": self._number,
            "range": self._slider,
            "select_one": self._choice,
            "select_multiple": self._choice,
            "rank": self._choice,
            "date": self._date,
            "time": self._date,
            "datetime": self._date,
            "note": self._note,
            "calculate": self._calculated,
            "acknowledge": self._acknowledged,
            "hidden": self._hidden,
        }
        if question.type not in makers:
            code = "xlsform-own-times" if question.type.startswith(("start", "end", "today")) else "xlsform-no-kind"
            tell = self.report.note if code == "xlsform-own-times" else self.report.lose
            tell(code, question.row.at("type"), name=question.name or question.type, type=question.type)
            return None
        made = makers[question.type](question)
        self.falls_away(question)
        if not made:
            return None
        conditions = self._conditions(question, made)
        return {**self._common(question), **made, **conditions}

    def _common(self, question: Question) -> Tree:
        row = question.row
        label = self.texts.read(row, "label") if question.type in ("calculate", "hidden") else None
        unseen = label or self.texts.said(dict.fromkeys(self.texts.languages, question.name))
        text = unseen if question.type in ("calculate", "hidden") else self.texts.label(row, question.name)
        common: Tree = {"id": self.ids[question.name], "kind": "", "text": text}
        if question.type != "acknowledge" and (help := self.texts.read(row, "hint")) is not None:
            common["help"] = help
        if row["required"] and question.type not in ("note", "calculate", "hidden"):
            if flag(row["required"]):
                common["required"] = True
            elif row["required"].lower() not in ("no", "false", "false()", "0", "否"):
                self.report.lose("xlsform-required-condition", row.at("required"), name=question.name)
        return common

    def _conditions(self, question: Question, made: Tree) -> Tree:
        row, found = question.row, Tree()
        if relevant := self.conditions.read(row, "relevant"):
            found["relevant"] = relevant
        if row["constraint"] and "constraint" not in made.get("?", ()):
            check = self.conditions.read(row, "constraint", self.references[question.name])
            if check:
                message = self.texts.read(row, "constraint_message") or self.texts.said(both("xlsform.not_accepted"))
                found["validate"] = [{"check": check, "message": message}]
        made.pop("?", None)
        return found

    def falls_away(self, question: Question) -> None:
        """Report the columns of a question that no item of ours has."""
        row = question.row
        for column in row.cells:
            bare = column.partition("::")[0]
            if bare in _FALLING_AWAY or bare == "required_message":
                self.report.lose("xlsform-column-lost", row.at(column), name=question.name, column=bare)
        if row["calculation"] and question.type != "calculate":
            self.report.lose("xlsform-column-lost", row.at("calculation"), name=question.name, column="calculation")
        unknown = [w for w in re.sub(r"[(\[{].*", "", row["appearance"]).lower().split() if w not in _PLAIN_LOOKS]
        if unknown:
            self.report.note("xlsform-appearance", row.at("appearance"), name=question.name, look=" ".join(unknown))

    def _text(self, question: Question) -> Tree:
        if "multiline" in question.row["appearance"].lower():
            return {"kind": "open_text"}
        made: Tree = {"kind": "short_text"}
        if pattern := self.conditions.pattern(question.row):
            message = self.texts.read(question.row, "constraint_message")
            made |= {"pattern": pattern, "pattern_message": message or self.texts.said(both("xlsform.not_accepted"))}
            made["?"] = ("constraint",)
        return made

    def _number(self, question: Question) -> Tree:
        made: Tree = {"kind": "number"}
        if question.type == "percentage":
            made |= {"minimum": 0, "maximum": 100}
        if question.type == "decimal":
            made["decimals"] = _DECIMALS
        bounds = self.conditions.bounds(question.row)
        if bounds and not self.texts.read(question.row, "constraint_message"):
            made |= {**bounds, "?": ("constraint",)}
        return made

    def _slider(self, question: Question) -> Tree:
        said = {"start": "1", "end": "10", "step": "1"} | self._parameters(question)
        try:
            low, high, step = (Decimal(said[key]) for key in ("start", "end", "step"))
            fits = all(n.is_finite() for n in (low, high, step)) and 0 < step <= high - low
            fits = fits and (high - low) / step <= _MOST_SLIDER_STEPS and max(abs(low), abs(high)) < 10**9
        except InvalidOperation:
            fits = False
        if not fits:
            self.report.refuse("xlsform-range", question.row.at("parameters"), found=question.row["parameters"])
            return {}
        return {"kind": "slider", "minimum": low, "maximum": high, "step": step}

    def _parameters(self, question: Question) -> dict[str, str]:
        pairs = re.findall(r"([A-Za-z_-]+)\s*=\s*([^\s;,]+)", question.row["parameters"])
        return {name.lower(): value for name, value in pairs}

    def _choice(self, question: Question) -> Tree:
        if self.references[question.name].sort is Sort.SCALE:
            return {"kind": "rating", "scale": self.texts.ids[f"scale {question.list}"]}
        kind = {"select_one": "single_choice", "select_multiple": "multiple_choice", "rank": "ranking"}[question.type]
        made: Tree = {"kind": kind}
        if self._parameters(question).get("randomize", "").lower() in ("true", "yes"):
            made["shuffle"] = True
        looks = question.row["appearance"].lower().split()
        if kind == "single_choice" and {"minimal", "autocomplete", "search"} & set(looks):
            made["appearance"] = "dropdown"
        made["options"] = self._option_tree(question)
        answers = [o for o in made["options"].values() if not (isinstance(o, dict) and "missing" in o)]
        if len(answers) < 2:
            self.report.refuse("xlsform-few-choices", question.row.at("type"), list=question.list)
            return {}
        return made

    def _option_tree(self, question: Question) -> Tree:
        ids, options, coded = self.references[question.name].choices, Tree(), self._coded(question)
        for choice in self.form.lists[question.list]:
            label = self.texts.label(choice.row, choice.name)
            flags: Tree = {}
            if coded:
                flags["code"] = int(choice.name)
            if question.other and choice.name == "other":
                flags["specify"] = True
            if question.row["choice_filter"]:
                shown = self.conditions.filtered(question.row, choice, self.form)
                if shown is None:
                    continue
                flags |= {"relevant": shown} if shown else {}
            options[str(ids[choice.name])] = self.texts.with_flags(label, flags)
        if question.other and "other" not in {c.name for c in self.form.lists[question.list]}:
            other = self.texts.said(both("xlsform.other"))
            options[str(ids["other"])] = self.texts.with_flags(other, {"specify": True})
        return {name: self.texts.bare(option) for name, option in options.items()}

    def _coded(self, question: Question) -> bool:
        """Whether the names of its choices become codes: all are numbers, each its own."""
        names = [choice.name for choice in self.form.lists[question.list]]
        numbers = {int(name) for name in names if re.fullmatch(r"[0-9]{1,9}", name)}
        return question.type == "select_one" and not question.other and len(numbers) == len(names)

    def _date(self, question: Question) -> Tree:
        made: Tree = {"kind": "date_time"}
        looks = question.row["appearance"].lower().split()
        part = {"time": "time", "datetime": "both"}.get(question.type)
        part = part or ("month" if "month-year" in looks else "year" if "year" in looks else None)
        if part:
            made["part"] = part
        bounds = self.conditions.date_bounds(question.row, question.type) if part in (None, "both") else {}
        if bounds:
            made |= {**bounds, "?": ("constraint",)}
            for column in question.row.cells:
                if column.startswith("constraint_message"):
                    values = {"name": question.name, "column": "constraint_message"}
                    self.report.lose("xlsform-column-lost", question.row.at(column), **values)
        return made

    def _note(self, question: Question) -> Tree:
        return {"kind": "information"}

    def _calculated(self, question: Question) -> Tree:
        source = question.row["calculation"]
        if not source:
            self.report.refuse("xlsform-no-calculation", question.row.at("name"), name=question.name)
            return {}
        value = self.conditions.calculation(question.row)
        if not value:
            self.references[question.name] = Reference(question.name, Sort.NONE)
            return {}
        return {"kind": "calculated", "value": value, "decimals": _DECIMALS}

    def _hidden(self, question: Question) -> Tree:
        return {"kind": "hidden"}

    def _acknowledged(self, question: Question) -> Tree:
        statement = self.texts.read(question.row, "hint") or self.texts.label(question.row, question.name)
        agreed = self.texts.said(both("xlsform.agreed"))
        return {"kind": "consent", "statement": statement, "options": {_TICKED: agreed}}


def scale_points(choices: tuple[Choice, ...]) -> dict[str, int]:
    """The number of each choice on a scale: its own name where all are numbers, else its position."""
    answers = [c.name for c in choices if c.name not in REASONS]
    if all(re.fullmatch(r"0|[1-9][0-9]{0,3}", name) for name in answers):
        return {name: int(name) for name in answers}
    return {name: at for at, name in enumerate(answers, 1)}
