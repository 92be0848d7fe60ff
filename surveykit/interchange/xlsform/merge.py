"""A form that surveykit has written, and that somebody may have changed since -> the definition with the changes.

The sheet `surveykit` holds the definition. What the form says wins over it; what the form cannot say is kept.
"""

import copy
from collections.abc import Iterator, Mapping
from typing import Any

from surveykit.interchange.xlsform.definition import Around, Builder, Definition
from surveykit.interchange.xlsform.edits import Edits
from surveykit.interchange.xlsform.form import Form, Group, Node, Question
from surveykit.interchange.xlsform.plain import plain_tree
from surveykit.interchange.xlsform.reference import Reference, Sort
from surveykit.interchange.xlsform.report import Report
from surveykit.interchange.xlsform.sheets import Row
from surveykit.interchange.xlsform.texts import Tree
from surveykit.interchange.xlsform.written import Path, WrittenForm, WrittenRow

Variables = Mapping[str, tuple[str, ...]]
"""Item -> its variables."""


def merged(form: Form, written: WrittenForm, variables: Variables, report: Report) -> Definition | None:
    """The definition with the changes of the form; None where there are none. Problems are reported.

    `written` is the form that the definition would make, `variables` are those of its items.
    """
    merger = _Merger(form, written, variables, report)
    found = merger.merge()
    return None if found.tree == merger.before else found


class _Merger(Builder):
    def __init__(self, form: Form, written: WrittenForm, variables: Variables, report: Report) -> None:
        super().__init__(form, "", written.languages, report)
        self.written = written
        self.variables = variables
        self.before = plain_tree(written.source)
        self.tree = copy.deepcopy(self.before)
        self.known = {row.name: row for row in written.survey if row.name}
        self.own_items = {item["id"]: item for section in self.tree["sections"] for item in section["items"]}
        self.own_sections = {section["id"]: section for section in self.tree["sections"]}
        self.rows = {row["name"]: row for row in form.workbook.survey.rows if row["name"]}
        self.told: set[str] = set()
        self.last: Path = ()
        self._prepare()
        self.edits = Edits(form, written, self.tree, self.texts, self.questions.references, report)

    def _prepare(self) -> None:
        """Names of the definition, which what is new must leave free."""
        self.questions.references.update({name: Reference(name, Sort.NONE) for name in self.known})
        self.questions.references.update({r.name: r for r in self.written.references})
        self.questions.names.taken |= {id.lower() for id in (*self.own_items, *self.variables)}
        self.questions.names.taken |= {name.lower() for names in self.variables.values() for name in names}
        self.section_names.taken |= {id.lower() for id in self.own_sections}
        self.scales = self.tree.get("scales", {})
        self.texts.ids.update({r.name: r.variable for r in self.written.references})
        named = {one.name: one.path[1] for one in self.written.lists if one.path and one.path[0] == "scale"}
        self.texts.ids.update({f"scale {name}": id for name, id in named.items()})
        self._show()

    def merge(self) -> Definition:
        """Everything, in the order of the form."""
        self.edits.settings()
        self.edits.lists()
        self._refer(self.form.top)
        self._show()
        for name, row in self.rows.items():
            if name in self.known:
                self._edit(row, self.known[name])
        self._gone()
        self.sections_of(self.tree["title"])
        tree = {key: value for key, value in self.tree.items() if key != "sections"}
        if self.scales:
            tree["scales"] = self.scales
        self._prune(tree)
        return Definition({**tree, "sections": [s for s in self.sections if s["items"]]}, self.places)

    def _edit(self, row: Row, written: WrittenRow) -> None:
        copied = self._copied(written.owner)
        if not copied:
            self.edits.row(row, written)
        elif Edits(self.form, self.written, {}, self.texts, {}, Report()).row(row, written) and copied not in self.told:
            self.told.add(copied)
            self.report.lose("xlsform-copies-lost", row.place, id=copied)

    def _copied(self, owner: Path) -> str:
        """The repeated section that a row is a copy from; empty for what stands in the definition itself."""
        if not owner or owner[0] == "top" or owner[1] in self.own_items or owner[1] in self.own_sections:
            return ""
        stems = [s["id"] for s in self.tree["sections"] if "repeat" in s]
        own = [s for s in stems if owner[1].startswith(f"{s}_")] if owner[0] == "section" else []
        inside = [s for s in stems for i in self.own_sections[s]["items"] if owner[1].startswith(f"{i['id']}_")]
        return next(iter(sorted([*own, *inside], key=len, reverse=True)), owner[1])

    # --- structure -----------------------------------------------------------------------------------

    def is_matrix(self, group: Group) -> bool:
        """What surveykit wrote is known; what is new may be a table."""
        return group.name not in self.known and super().is_matrix(group)

    def node(self, child: Node, around: Around) -> None:
        """Put back what the definition knows; what is new is read as in any form."""
        written = self.known.get(child.name)
        if written is None:
            super().node(child, around)
        elif isinstance(child, Question):
            self._known_question(child, written.owner, around)
        else:
            self._known_group(child, written.owner, around)

    def _known_question(self, child: Question, owner: Path, around: Around) -> None:
        if owner[:1] == ("item",) and not self._copied(owner):
            self._place(owner[1], child.row, around)

    def _known_group(self, child: Group, owner: Path, around: Around) -> None:
        copied = self._copied(owner)
        if copied:
            self._section(copied, child, around, whole=True)
        elif owner[:1] == ("section",):
            self._section(owner[1], child, around)
        elif owner[:1] == ("item",):
            self._place(owner[1], child.row, around)
            self._added(child, owner[1], around)
        else:
            self.here = None
            self.walk(child, around)
            self.here = None

    def _section(self, id: str, group: Group, around: Around, whole: bool = False) -> None:
        """One of the definition's sections, with what stands in it now; of a repeated one everything."""
        if whole and any(section["id"] == id for section in self.sections):
            return
        own = self.own_sections[id]
        self.places[id] = group.row.place
        self.sections.append({**own, "items": list(own["items"]) if whole else []})
        self.here = set()
        if not whole:
            self.walk(group, Around(id, own["title"], around.relevant, place=group.row.place))
        self.here = None

    def _place(self, id: str, row: Row, around: Around) -> None:
        """One of the definition's items, where its first row stands."""
        if id in self.places:
            if self.last != ("item", id):
                self.report.note("xlsform-order-lost", row.place, id=id)
            return
        self.add(copy.deepcopy(self.own_items[id]), row.place, around)
        assert self.here is not None
        self.here |= set(self.variables.get(id, ()))
        self.last = ("item", id)

    def _added(self, group: Group, id: str, around: Around) -> None:
        """Rows that are new in the group of an item: a table takes them up, else they follow it."""
        for child in group.children:
            if child.name in self.known:
                continue
            item = self.sections[-1]["items"][-1]
            lists = {self.known[c.name].cells["type"].text for c in group.children if c.name in self.known}
            if isinstance(child, Question) and item["kind"] == "matrix" and {child.row["type"]} == lists:
                item["rows"][self.questions.ids[child.name]] = self.questions.matrix_row(child)
                self.places[self.questions.ids[child.name]] = child.row.place
            else:
                super().node(child, around)

    def _refer(self, group: Group) -> None:
        """New rows of a table are points of its scale."""
        written = self.known.get(group.name)
        if written is not None and written.owner[:1] == ("item",):
            item = self.own_items.get(written.owner[1], {})
            for child in group.children:
                known = child.name in self.questions.references
                if isinstance(child, Question) and not known and item.get("kind") == "matrix":
                    self.questions.refer(child, scaled=child.type == "select_one" and not child.other)
        super()._refer(group)

    # --- what is gone --------------------------------------------------------------------------------

    def _gone(self) -> None:
        """Rows that were taken out of something that is still there."""
        there = {row.owner for name, row in self.known.items() if name in self.rows}
        for name, row in self.known.items():
            if name in self.rows or self._copied(row.owner):
                continue
            if not row.owner:
                self.report.lose("xlsform-edit-lost", self.form.top.row.place, name=name, column="type")
            elif row.owner[0] == "top":
                self.tree.pop(row.owner[1], None)
            elif row.owner in there:
                self._taken_out(row)

    def _taken_out(self, row: WrittenRow) -> None:
        record, _ = self.edits.record((*row.owner, "id"))
        path = next((c.path for c in row.cells.values() if c.path is not None), None)
        if row.part:
            key = "rows" if "rows" in record else "options"
            record[key].pop(row.part, None)
        elif path is not None and path[2] in ("heading", "intro"):
            record.pop(path[2], None)
        else:
            self.report.lose("xlsform-part-lost", self._near(row), name=row.name, id=row.owner[1])

    def _near(self, row: WrittenRow) -> Any:
        """Where what a missing row belongs to stands."""
        names = [r.name for r in self.written.survey if r.owner == row.owner and r.name in self.rows]
        return self.rows[names[0]].place

    def _prune(self, tree: Tree) -> None:
        """Take what is gone out of the constructs."""
        there = set(self._variables())
        for id, construct in list(tree.get("constructs", {}).items()):
            for name in [n for n in construct["items"] if n not in there]:
                self.report.lose("xlsform-construct-smaller", self.form.top.row.place, id=id, name=name)
                for key in ("items", "reverse"):
                    construct[key] = [n for n in construct.get(key, []) if n != name]
                if not construct.get("reverse"):
                    construct.pop("reverse", None)
            if not construct["items"]:
                del tree["constructs"][id]

    def _variables(self) -> Iterator[str]:
        """The variables of what is there now."""
        before = {item["id"]: item for section in self.before["sections"] for item in section["items"]}
        for item in (item for section in self.sections for item in section["items"]):
            yield item["id"]
            yield from item.get("rows", ())
            was = before.get(item["id"], {})
            options = {f"{item['id']}_{name}" for name in set(was.get("options", ())) - set(item.get("options", ()))}
            gone = options | (set(was.get("rows", ())) if item["kind"] == "matrix" else set())
            yield from (name for name in self.variables.get(item["id"], ()) if name not in gone)
