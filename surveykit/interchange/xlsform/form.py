"""Sheets -> the tree of a form: groups, questions and lists of choices, with everything wrong in them reported."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from surveykit.errors import AuthorError
from surveykit.interchange.xlsform.report import Report
from surveykit.interchange.xlsform.sheets import Row, Workbook
from surveykit.interchange.xlsform.xpath import references

MOST_NESTED = 20
MOST_QUESTIONS = 10_000
MOST_OPTIONS = 30_000
"""Of all questions together."""
QUESTIONS = {
    **dict.fromkeys(("text", "string"), "text"),
    **dict.fromkeys(("integer", "int"), "integer"),
    **dict.fromkeys(("datetime", "date_time"), "datetime"),
    **dict.fromkeys(("acknowledge", "trigger"), "acknowledge"),
    **{name: name for name in ("decimal", "percentage", "date", "time", "note", "range", "calculate", "hidden")},
}
"""Types that there is a kind of question for."""
OURSELVES = frozenset({"start", "end", "today"})
"""Values that surveykit notes with every response on its own."""
FOREIGN = frozenset(
    (
        *("geopoint", "geotrace", "geoshape", "gps", "location", "image", "photo", "audio", "video", "file"),
        *("barcode", "background-audio", "start-geopoint", "background-geopoint", "deviceid", "imei", "username"),
        *("phonenumber", "email", "audit", "simserial", "subscriberid", "csv-external", "xml-external", "osm"),
        *("select_one_from_file", "select_multiple_from_file", "select_one_external"),
    )
)
"""Types that there is no kind of question for."""
SELECTS = {"select_one": "select_one", "select1": "select_one", "select_multiple": "select_multiple", "rank": "rank"}
_LONG_SELECTS = {
    **{"select one from": "select_one", "select one": "select_one", "select all that apply from": "select_multiple"},
    **{"select all that apply": "select_multiple", "select multiple from": "select_multiple"},
    "select multiple": "select_multiple",
}
_GROUPS = re.compile(r"(begin|end)[\s_]+(group|repeat|loop|lgroup|looped group)\b.*\Z", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d][\w.-]*\Z")
_NOTE = "generated_note_name_"
"""How pyxform calls a note without a name; the number of its row follows."""
_YES = frozenset({"yes", "true", "true()", "1", "是"})


@dataclass(frozen=True)
class Choice:
    """One row of a list of choices."""

    name: str
    row: Row


@dataclass(frozen=True)
class Question:
    """One row that asks, shows or works out something. `list` is the list of a select; `other` asks for words."""

    name: str
    type: str
    row: Row
    list: str = ""
    other: bool = False


@dataclass
class Group:
    """Rows between a beginning and an end. `repeat` is a group that is gone through several times."""

    name: str
    row: Row
    repeat: bool = False
    children: "list[Group | Question]" = field(default_factory=list)

    def questions(self) -> Iterator[Question]:
        """All questions in it, at whatever depth."""
        for child in self.children:
            if isinstance(child, Question):
                yield child
            else:
                yield from child.questions()


Node = Group | Question


@dataclass(frozen=True)
class Form:
    """A whole form. `top` holds what stands in no group."""

    workbook: Workbook
    top: Group
    lists: Mapping[str, tuple[Choice, ...]]


def flag(text: str) -> bool:
    """Whether a cell says yes."""
    return text.strip().lower() in _YES


def read_form(workbook: Workbook, report: Report) -> Form:
    """The tree of a workbook. What cannot be part of it is reported and left out.

    Raises AuthorError for a form that is too long to be one.
    """
    _check_length(workbook)
    lists = _lists(workbook, report)
    form = _Tree(workbook, lists, report)
    for row in workbook.survey.rows:
        form.take(row)
    form.finish()
    _check_references(workbook, report)
    options = sum(len(lists[question.list]) for question in form.top.questions() if question.list)
    if options > MOST_OPTIONS:
        raise AuthorError.of("xlsform-many-options", workbook.survey.grid.place(), most=MOST_OPTIONS)
    return Form(workbook, form.top, lists)


def _check_length(workbook: Workbook) -> None:
    if len(workbook.survey.rows) > MOST_QUESTIONS:
        raise AuthorError.of("xlsform-many-questions", workbook.survey.grid.place(), most=MOST_QUESTIONS)


def _check_references(workbook: Workbook, report: Report) -> None:
    """Every `${name}` is the name of a row."""
    names = dict.fromkeys(row["name"] for row in workbook.survey.rows if row["name"])
    for row in (*workbook.survey.rows, *(workbook.choices.rows if workbook.choices else ())):
        for column, text in row.cells.items():
            for name in sorted(references(text) - names.keys()) if "${" in text else ():
                report.refuse("xlsform-unknown-reference", row.at(column), name=name, hint=report.hint(name, names))


def _lists(workbook: Workbook, report: Report) -> dict[str, tuple[Choice, ...]]:
    lists: dict[str, dict[str, Choice]] = {}
    for row in workbook.choices.rows if workbook.choices else ():
        if not row["list_name"] and not row["name"]:
            report.lose("xlsform-choice-without-list", row.place)
        elif not row["list_name"]:
            report.refuse("xlsform-choice-without-list", row.at("list_name"))
        elif not row["name"]:
            report.refuse("xlsform-choice-without-name", row.at("name"), list=row["list_name"])
        else:
            own = lists.setdefault(row["list_name"], {})
            if row["name"] in own:
                first = own[row["name"]].row.number
                report.refuse("xlsform-duplicate-choice", row.at("name"), name=row["name"], row=first)
            own.setdefault(row["name"], Choice(row["name"], row))
    return {name: tuple(own.values()) for name, own in lists.items()}


class _Tree:
    def __init__(self, workbook: Workbook, lists: Mapping[str, tuple[Choice, ...]], report: Report) -> None:
        self.report = report
        self.lists = lists
        self.top = Group("", Row(0, {}, {}, workbook.survey.grid.place()))
        self.open = [self.top]
        self.names: dict[str, int] = {}
        self.too_deep = 0

    def take(self, row: Row) -> None:
        """Put one row where it belongs."""
        if flag(row["disabled"]) or row["type"].startswith("#"):
            return
        words = row["type"]
        if not words:
            self.report.refuse("xlsform-no-type", row.at("type"))
        elif found := _GROUPS.match(words):
            self._group(row, found[1].lower() == "begin", found[2].lower() != "group")
        elif (question := self._question(row, words)) is not None:
            self.open[-1].children.append(question)

    def _group(self, row: Row, begins: bool, repeat: bool) -> None:
        if begins and len(self.open) + self.too_deep > MOST_NESTED:
            self.report.refuse("xlsform-too-nested", row.at("type"), most=MOST_NESTED)
            self.too_deep += 1
        elif begins:
            group = Group(row["name"], row, repeat)
            self.open[-1].children.append(group)
            self.open.append(group)
        elif self.too_deep:
            self.too_deep -= 1
        elif len(self.open) == 1:
            self.report.refuse("xlsform-end-without-begin", row.at("type"))
        else:
            ended = self.open.pop()
            if ended.repeat is not repeat:
                self.report.refuse("xlsform-other-end", row.at("type"), row=ended.row.number)

    def finish(self) -> None:
        """Report the groups that were never ended."""
        for group in self.open[1:]:
            self.report.refuse("xlsform-never-ended", group.row.at("type"), name=group.name or "?")
        if not self.report.errors and not any(self.top.questions()):
            self.report.refuse("xlsform-no-questions", self.top.row.place)

    def _question(self, row: Row, words: str) -> Question | None:
        kind, chosen, other = self._type(row, words)
        if kind == "note" and not row["name"]:
            row = replace(row, cells={**row.cells, "name": f"{_NOTE}{row.number}"})
        if not kind or not self._named(row, kind):
            return None
        return Question(row["name"], kind, row, chosen, other)

    def _named(self, row: Row, kind: str) -> bool:
        name = row["name"]
        if not name:
            if kind in OURSELVES or kind in FOREIGN:
                return True
            self.report.refuse("xlsform-no-name", row.at("name"), type=row["type"])
        elif not _NAME.match(name):
            self.report.refuse("xlsform-bad-name", row.at("name"), name=name)
        elif name in self.names:
            self.report.refuse("xlsform-duplicate-name", row.at("name"), name=name, row=self.names[name])
        else:
            self.names[name] = row.number
            return True
        return False

    def _type(self, row: Row, words: str) -> tuple[str, str, bool]:
        """The type, its list of choices, and whether it asks for other words; an empty type after a problem."""
        plain = words.strip()
        first, *rest = plain.split()
        kind = SELECTS.get(first.lower(), "")
        for long, short in _LONG_SELECTS.items():
            if plain.lower().startswith(f"{long} "):
                kind, rest = short, plain[len(long) :].split()
                break
        if kind:
            return self._select(row, kind, rest)
        simple = re.sub(r"[\s_]+", "_", plain.lower())
        known = {**QUESTIONS, **{name: name for name in (*OURSELVES, *FOREIGN)}}
        if first.lower() in FOREIGN:
            return first.lower(), "", False
        if simple in known:
            return known[simple], "", False
        hint = self.report.hint(plain.lower(), [*QUESTIONS, *SELECTS, *OURSELVES, *FOREIGN, "begin_group", "end_group"])
        self.report.refuse("xlsform-unknown-type", row.at("type"), type=plain, hint=hint)
        return "", "", False

    def _select(self, row: Row, kind: str, rest: list[str]) -> tuple[str, str, bool]:
        other = len(rest) > 1 and rest[-1].lower() in ("or_other", "other")
        if len(rest) > 2 and [word.lower() for word in rest[-3:]] == ["or", "specify", "other"]:
            rest, other = [*rest[:-3], "or_other"], True
        chosen = " ".join(rest[:-1] if other else rest)
        if not chosen:
            self.report.refuse("xlsform-select-without-list", row.at("type"), type=row["type"])
        elif chosen.startswith("${"):
            self.report.refuse("xlsform-select-from-answers", row.at("type"), list=chosen)
        elif chosen not in self.lists:
            hint = self.report.hint(chosen, self.lists)
            self.report.refuse("xlsform-unknown-list", row.at("type"), list=chosen, hint=hint)
        else:
            return kind, chosen, other
        return "", "", False
