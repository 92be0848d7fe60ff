"""A form -> the plain data of a definition: sections of items, the scales they use."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from surveykit.core.document import NAME
from surveykit.core.expression import Expression
from surveykit.errors import Place
from surveykit.interchange.xlsform.form import Form, Group, Node, Question
from surveykit.interchange.xlsform.matrix import Tables, matrix_rows
from surveykit.interchange.xlsform.names import Names
from surveykit.interchange.xlsform.questions import REASONS, scale_points
from surveykit.interchange.xlsform.reference import Reference, Sort
from surveykit.interchange.xlsform.report import Report
from surveykit.interchange.xlsform.texts import Texts, Tree

_COUNTED = re.compile(r"count-selected\(\s*\$\{\s*([^{}\s]+)\s*\}\s*\)\Z")
_SETTINGS = frozenset(
    {"form_title", "form_id", "version", "default_language", "style", "allow_choice_duplicates", "name"}
)


@dataclass(frozen=True)
class Definition:
    """The plain data of a definition, and where in the form each of its ids comes from."""

    tree: Tree
    places: Mapping[str, Place]


@dataclass
class Around:
    """What holds for the questions of a group: from all groups around them."""

    name: str
    title: object
    relevant: str = ""
    repeat: str = ""
    intro: object = None
    place: Place | None = None


def definition_of(form: Form, id: str, report: Report) -> Definition:
    """The definition of a form; `id` is its id where the form has none of ours. Problems are reported."""
    return Builder(form, id, form.workbook.languages, report).build()


class Builder:
    """Goes through a form and makes sections. `languages` are those that each text must have."""

    def __init__(self, form: Form, id: str, languages: tuple[str, ...], report: Report) -> None:
        self.form = form
        self.report = report
        self.settings = form.workbook.settings
        self.texts = Texts(languages, report)
        self.questions = Tables(form, self.texts, Names(report), report)
        self.section_names = Names(report)
        self.sections: list[Tree] = []
        self.scales: Tree = {}
        self.places: dict[str, Place] = {}
        self.here: set[str] | None = None
        """The variables of the section that is being filled; None where the next question begins another."""
        self.id = id

    def build(self) -> Definition:
        """Everything, in the order of the form."""
        self.id = self._form_id(self.id)
        title = self._title()
        self.sections_of(title)
        tree: Tree = {
            "questionnaire": self.id,
            "version": self.settings.get("version", "1"),
            "languages": list(self.texts.languages),
            "title": title,
        }
        if self.scales:
            tree["scales"] = self.scales
        return Definition({**tree, "sections": self.sections}, self.places)

    def sections_of(self, title: object) -> None:
        """Fill `sections` and `scales`."""
        self._refer(self.form.top)
        self._show()
        self.walk(self.form.top, Around("questions", title, place=self.form.top.row.place))
        if not self.sections and not self.report.errors:
            self.report.refuse("xlsform-no-questions", self.form.top.row.place)

    def _show(self) -> None:
        """Which answers a text can show."""
        known = self.questions.references.items()
        self.texts.readable.update({name: r.variable for name, r in known if r.sort not in (Sort.NONE, Sort.MULTIPLE)})

    def _form_id(self, id: str) -> str:
        own = self.settings.get("form_id", "")
        row = self.form.workbook.settings_row
        if row is not None:
            for column in self.settings.keys() - _SETTINGS:
                self.report.lose("xlsform-setting-lost", row.at(column), column=column)
        if NAME.match(own):
            return own
        plain = re.sub(r"[^A-Za-z0-9_-]+", "-", own or id).strip("-")
        plain = plain if plain[:1].isalpha() else f"form-{plain}".strip("-")
        if own and row is not None:
            self.report.lose("xlsform-renamed", row.at("form_id"), name=own, id=plain)
        return plain

    def _title(self) -> object:
        title = self.settings.get("form_title", "") or self.settings.get("form_id", "") or self.id
        row = self.form.workbook.settings_row
        if len(self.texts.languages) > 1 and row is not None and row["form_title"]:
            self.report.lose("xlsform-one-title", row.at("form_title"))
        return self.texts.said(dict.fromkeys(self.texts.languages, title))

    def _refer(self, group: Group) -> None:
        """Names for all questions: a condition may read what is asked later."""
        matrix = self.is_matrix(group)
        rows = matrix_rows(group)
        for child in group.children:
            if isinstance(child, Group):
                self._refer(child)
            elif child.name in self.questions.references:
                continue
            elif not matrix or child in rows:
                likert = "likert" in child.row["appearance"].lower().split()
                scaled = child.type == "select_one" and not child.other and not child.row["choice_filter"]
                self.questions.refer(child, scaled=matrix or (scaled and likert))
                if self.questions.references[child.name].sort is Sort.SCALE:
                    self._scale(child)
            else:
                self.questions.references[child.name] = Reference(child.name, Sort.NONE)

    def is_matrix(self, group: Group) -> bool:
        """Whether a group is one item of its own: a table."""
        return self.questions.is_matrix(group)

    def _scale(self, question: Question) -> None:
        key = f"scale {question.list}"
        if key in self.texts.ids:
            return
        id = Names(self.report, self.scales).claim(question.list, "s")
        choices = self.form.lists[question.list]
        points = scale_points(choices)
        if len(points) < 2:
            self.report.refuse("xlsform-few-choices", question.row.at("type"), list=question.list)
        for choice in choices:
            point = str(points.get(choice.name, choice.name))
            if point != choice.name:
                self.report.lose("xlsform-renamed", choice.row.at("name"), name=choice.name, id=point)
        labels = {c.name: self.texts.label(c.row, c.name) for c in choices}
        levels = {str(n): labels[name] for name, n in sorted(points.items(), key=lambda pair: pair[1])}
        self.texts.ids[key] = id
        self.scales[id] = {"levels": levels, **{name: labels[name] for name in labels if name in REASONS}}
        self.places[id] = choices[0].row.place

    # --- sections ------------------------------------------------------------------------------------

    def walk(self, group: Group, around: Around) -> None:
        """Put what stands in a group into sections."""
        for child in group.children:
            self.node(child, around)

    def node(self, child: Node, around: Around) -> None:
        """Put a question, a table, or a group with sections of its own."""
        if isinstance(child, Question):
            self.add(self.questions.item(child), child.row.place, around)
        elif self.is_matrix(child):
            for row in matrix_rows(child):
                self.places[self.questions.ids[row.name]] = row.row.place
            self.add(self.questions.matrix(child), child.row.place, around)
        else:
            self.here = None
            self.walk(child, self.inside(child, around))
            self.here = None

    def inside(self, group: Group, around: Around) -> Around:
        """What holds for the questions of a group."""
        row = group.row
        own = self.questions.conditions.read(row, "relevant")
        conditions = [c for c in (around.relevant, own) if c]
        joined = " and ".join(f"({c})" if " or " in c and len(conditions) > 1 else c for c in conditions)
        title, repeat = self.texts.read(row, "label"), around.repeat
        if "table-list" in row["appearance"].lower():
            self.report.lose("xlsform-table", row.at("appearance"), name=group.name)
        if group.repeat:
            repeat = self._repeat(group)
        name = group.name or around.name
        intro = self.texts.read(row, "hint")
        return Around(name, title or around.title, joined, repeat, intro, row.place)

    def _repeat(self, group: Group) -> str:
        """The question whose options a group is repeated for; else it is asked once, which is reported."""
        row = group.row
        found = _COUNTED.match(row["repeat_count"].strip())
        known = self.questions.references.get(found[1]) if found else None
        if known is not None and known.sort is Sort.MULTIPLE:
            return known.variable
        self.report.lose("xlsform-repeat", row.at("type"), name=group.name)
        return ""

    def add(self, item: Tree | None, place: Place, around: Around) -> None:
        """Put an item into the section that is being filled, or begin one."""
        if item is None:
            return
        variables = {item["id"], *(f"{item['id']}_{name}" for name in item.get("options", ())), *item.get("rows", ())}
        parts = (*item.get("options", {}).values(), *item.get("rows", {}).values())
        conditions = [part["relevant"] for part in parts if isinstance(part, dict) and "relevant" in part]
        reads = {name for condition in conditions for name in Expression.parse(condition).names}
        if self.here is None or reads & self.here:  # parts are chosen before their page is shown
            self._begin(around)
        assert self.here is not None
        self.here |= variables
        self.sections[-1]["items"].append(item)
        self.places[item["id"]] = place

    def _begin(self, around: Around) -> None:
        id = self.section_names.claim(around.name, "s")
        section: Tree = {"id": id, "title": around.title}
        if around.intro is not None:
            section["intro"] = around.intro
        if around.relevant:
            section["relevant"] = around.relevant
        if around.repeat:
            section["repeat"] = around.repeat
        self.sections.append({**section, "items": []})
        self.places.setdefault(id, around.place or self.form.top.row.place)
        self.here = set()
        around.intro = None
