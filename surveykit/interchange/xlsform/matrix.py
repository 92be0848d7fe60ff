"""Tables of a form: questions with the same choices, which are the rows of a matrix with us."""

from surveykit.interchange.xlsform.form import Group, Question, flag
from surveykit.interchange.xlsform.questions import Questions
from surveykit.interchange.xlsform.texts import Tree


class Tables(Questions):
    """Makes the items of one form, tables too."""

    def is_matrix(self, group: Group) -> bool:
        """Whether a group is a table of questions with the same choices."""
        looks = group.row["appearance"].lower().split()
        children = [c for c in group.children if isinstance(c, Question)]
        labelled = any("label" in c.row["appearance"].lower().split() for c in children)
        rows = matrix_rows(group)
        alike = len({row.list for row in rows}) == 1 and all(r.type == "select_one" and not r.other for r in rows)
        plain = len(children) == len(group.children) and not any(r.row["choice_filter"] for r in rows)
        return bool(("table-list" in looks or labelled) and not group.repeat and rows and alike and plain)

    def matrix(self, group: Group) -> Tree:
        """A table of questions as one item; its rows are the questions."""
        rows = matrix_rows(group)
        made: Tree = {
            "id": self.names.claim(group.name or rows[0].name, "m"),
            "kind": "matrix",
            "text": self.texts.label(group.row, group.name or rows[0].name),
        }
        if (help := self.texts.read(group.row, "hint")) is not None:
            made["help"] = help
        needed = [flag(row.row["required"]) for row in rows]
        if all(needed):
            made["required"] = True
        elif any(needed):
            self.report.lose("xlsform-some-rows-required", group.row.place, name=made["id"])
        if relevant := self.conditions.read(group.row, "relevant"):
            made["relevant"] = relevant
        made["scale"] = self.texts.ids[f"scale {rows[0].list}"]
        made["rows"] = {self.ids[row.name]: self.matrix_row(row) for row in rows}
        return made

    def matrix_row(self, row: Question) -> object:
        """One row of a table: its label, and when it is shown."""
        self.falls_away(row)
        for column in ("hint", "constraint"):
            if self.texts.read(row.row, column) is not None or row.row[column]:
                self.report.lose("xlsform-column-lost", row.row.at(column), name=row.name, column=column)
        shown = self.conditions.read(row.row, "relevant")
        return self.texts.bare(
            self.texts.with_flags(self.texts.label(row.row, row.name), {"relevant": shown} if shown else {})
        )


def matrix_rows(group: Group) -> list[Question]:
    """The questions of a table; a first one that only shows the labels of the choices is none of them."""
    questions = [c for c in group.children if isinstance(c, Question)]
    return [q for q in questions if "label" not in q.row["appearance"].lower().split()]
