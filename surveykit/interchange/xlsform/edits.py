"""What was changed in a form that surveykit has written -> the definition that stands beside it.

The form is compared with the one that the definition would make today: a cell that is still the same says nothing,
a cell that is not puts its content where the definition has it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from surveykit.core.language import both
from surveykit.interchange.xlsform.conditions import Conditions
from surveykit.interchange.xlsform.form import Choice, Form, flag
from surveykit.interchange.xlsform.names import Names
from surveykit.interchange.xlsform.reference import Reference
from surveykit.interchange.xlsform.references import CHOSEN
from surveykit.interchange.xlsform.report import Report
from surveykit.interchange.xlsform.sheets import Row
from surveykit.interchange.xlsform.texts import Texts, Tree
from surveykit.interchange.xlsform.written import Cell, Path, WrittenForm, WrittenList, WrittenRow

_UNSEEN = ("type", "name", "list_name")
_LACKING = ("heading", "intro", "closing", "screened")
"""Texts that a definition can do without."""
_BOUNDS = ("minimum", "maximum", "validate")


class Edits:
    """Puts the changes of a form into the plain data `tree`. `written` is the form that `tree` would make."""

    def __init__(
        self,
        form: Form,
        written: WrittenForm,
        tree: Tree,
        texts: Texts,
        references: dict[str, Reference],
        report: Report,
    ) -> None:
        self.form = form
        self.written = written
        self.tree = tree
        self.texts = texts
        self.references = references
        self.report = report
        self.conditions = Conditions(references, report)

    # --- places in the definition --------------------------------------------------------------------

    def record(self, path: Path) -> tuple[Tree, list[str]]:
        """The section, item, scale or whole that a path begins at, and the keys that follow."""
        match path:
            case ("top", *keys):
                return self.tree, keys
            case ("scale", id, *keys):
                scale: Tree = self.tree["scales"][id]
                return scale, keys
            case ("section", id, *keys):
                return next(s for s in self.tree["sections"] if s["id"] == id), keys
        return next(i for s in self.tree["sections"] for i in s["items"] if i["id"] == path[1]), list(path[2:])

    def _parent(self, path: Path) -> tuple[Tree, str]:
        """The mapping that holds the last key of a path. A bare label becomes one with its language on the way."""
        inner, keys = self.record(path)
        for key in keys[:-1]:
            value = inner.get(key)
            if isinstance(value, str):
                value = inner[key] = self.texts.with_flags(value, {})
            inner = inner.setdefault(key, {}) if value is None else value
        return inner, keys[-1]

    # --- rows ----------------------------------------------------------------------------------------

    def row(self, row: Row, written: WrittenRow) -> bool:
        """Take over what was changed in a row; whether there was anything."""
        before = {column: cell.text.strip() for column, cell in written.cells.items()}
        if "type" in before and row["type"].split() != before["type"].split():
            self.report.lose("xlsform-edit-lost", row.at("type"), name=written.name, column="type")
        changed = [c for c in {**before, **row.cells} if c not in _UNSEEN and self._differs(row, c, before.get(c, ""))]
        for column in dict.fromkeys(c.partition("::")[0] for c in changed):
            self._column(row, written, column)
        return bool(changed)

    def _differs(self, row: Row, column: str, before: str) -> bool:
        """Whether a cell is another; a column that is gone says nothing."""
        return row[column] != before and column in row.places

    def _column(self, row: Row, written: WrittenRow, column: str) -> None:
        cells = [cell for key, cell in written.cells.items() if key.partition("::")[0] == column]
        cell = cells[0] if cells else Cell("")
        if cell.path is None:
            key = next((c for c in row.cells if c.partition("::")[0] == column), column)
            self.report.lose("xlsform-edit-lost", row.at(key), name=written.name, column=column)
            return
        match cell.takes:
            case "text" if column == "constraint_message":
                self._rule(row, written)
            case "text":
                self._text(row, column, cell, written)
            case "condition":
                self._put(cell.path, self.conditions.read(row, column) or None)
            case "number":
                self._put(cell.path, self.conditions.calculation(row) or None)
            case "flag":
                self._put(cell.path, True if flag(row[column]) else None)
            case "rule":
                self._rule(row, written)
            case "bounds":
                self._bounds(row, cell.path, written)

    def _text(self, row: Row, column: str, cell: Cell, written: WrittenRow) -> None:
        """A text in every language; an empty one takes it away, where it may be lacking."""
        assert cell.path is not None
        path = cell.path[:-1]
        said = self._said(row, column, written, cell.prefix)
        if said is None and column == "label" and path[-1] not in _LACKING:
            said = self.texts.label(row, row["name"])
        inner, key = self._parent(path)
        old = inner.get(key)
        if said is None:
            inner.pop(key, None)
        elif isinstance(old, dict):  # flags may stand beside it
            same = {
                x
                for x in self.texts.languages
                if not self._differs(row, f"{column}::{x}", _text_of(written, column, x))
            }
            old.update(
                {x: text for x, text in self.texts.with_flags(said, {}).items() if x not in same or x not in old}
            )
        else:
            inner[key] = said

    def _said(self, row: Row, column: str, written: WrittenRow, prefix: str = "") -> Any:
        """What a row says in every language; of a language whose column is gone, what it said."""
        bare = {key: text.removeprefix(prefix) for key, text in row.cells.items()}
        for language in self.texts.languages:
            key = f"{column}::{language}"
            if key not in row.places and (text := _text_of(written, column, language)):
                bare[key] = text.removeprefix(prefix)
        return self.texts.read(replace(row, cells=bare), column)

    def _put(self, path: Path, value: Any) -> None:
        inner, key = self._parent(path)
        if value is None:
            inner.pop(key, None)
        else:
            inner[key] = value

    def _rule(self, row: Row, written: WrittenRow) -> None:
        """The rule on an answer: its condition and its message belong together."""
        path = written.cells["constraint"].path
        assert path is not None
        item, _ = self.record((*path, "validate"))
        rules: list[Tree] = list(item.get("validate", []))
        soft = [rule for rule in rules if rule.get("level", "hard") != "hard"]
        hard = [rule for rule in rules if rule.get("level", "hard") == "hard"]
        check = hard[0]["check"] if hard else ""
        if row["constraint"] != written.cells["constraint"].text:
            check = self.conditions.read(row, "constraint", self.references.get(row["name"]))
        message = self._said(row, "constraint_message", written) or self.texts.said(both("xlsform.not_accepted"))
        kept = [*([{"check": check, "message": message}] if check else []), *soft]
        item.pop("validate", None)
        if kept:
            item["validate"] = kept

    def _bounds(self, row: Row, path: Path, written: WrittenRow) -> None:
        """The lowest and highest number; another constraint becomes a rule."""
        item, _ = self.record((*path, "minimum"))
        bounds = self.conditions.bounds(row)
        for key in _BOUNDS:
            item.pop(key, None)
        item.update(bounds)
        if row["constraint"] and not bounds:
            check = self.conditions.read(row, "constraint", self.references.get(row["name"]))
            message = self._said(row, "constraint_message", written) or self.texts.said(both("xlsform.not_accepted"))
            item.update({"validate": [{"check": check, "message": message}]} if check else {})

    # --- settings and lists --------------------------------------------------------------------------

    def settings(self) -> None:
        """Title, id and version."""
        row = self.form.workbook.settings_row
        for column, cell in self.written.settings.items():
            if row is None or column not in row.places or row[column] == cell.text.strip() or cell.path is None:
                continue
            if row[column]:
                self._put(cell.path, row[column])
            if column == "form_title" and isinstance(self.tree["title"], str):
                self.tree["title"] = row[column]

    def lists(self) -> None:
        """Choices that are new, gone, moved or worded otherwise."""
        for written in self.written.lists:
            if written.name not in self.form.lists:
                continue
            choices = {choice.name: choice for choice in self.form.lists[written.name]}
            known = {row.name: row for row in written.rows}
            for name, choice in choices.items():
                if name in known:
                    self.row(choice.row, known[name])
            if list(choices) != list(known):
                self._members(written, choices, known)

    def _members(self, written: WrittenList, choices: Mapping[str, Choice], known: Mapping[str, WrittenRow]) -> None:
        record = self.record(written.path)[0] if written.path is not None else {}
        options = self._mapping(written.path)
        if options is None or written.path is None:
            row = next(iter(choices.values())).row
            self.report.lose("xlsform-edit-lost", row.at("name"), name=written.name, column="name")
            return
        scaled = written.path[-1] == "levels"
        around = self._mapping(written.path[:-1]) if scaled else options
        for name in known.keys() - choices.keys():
            (around if scaled and name in CHOSEN and around is not None else options).pop(name, None)
        ids = dict(self._new(choices, known, options, scaled, around))
        order = [ids.get(name, name) for name in choices]
        again = {name: options[name] for name in order if name in options}
        options.clear()
        options.update(again)
        if not scaled:
            self._refer(str(record.get("id", "")), ids, known.keys() - choices.keys())

    def _mapping(self, path: Path | None) -> Tree | None:
        if path is None:
            return None
        value: Any
        value, keys = self.record(path)
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
        return value if isinstance(value, dict) else None

    def _new(
        self,
        choices: Mapping[str, Choice],
        known: Mapping[str, WrittenRow],
        options: Tree,
        scaled: bool,
        around: Tree | None,
    ) -> Iterator[tuple[str, str]]:
        """Add the new choices; each with its name with us."""
        names = Names(self.report, options)
        for name, choice in choices.items():
            if name in known:
                continue
            label = self.texts.label(choice.row, name)
            if scaled and name in CHOSEN and around is not None:
                around[name] = label
            elif scaled and not (name.isdecimal() and name.isascii() and len(name) < 6):
                self.report.refuse("xlsform-point-name", choice.row.at("name"), name=name)
            else:
                id = name if scaled else names.claim(name, "o", choice.row.at("name"))
                options[id] = label
                yield name, id

    def _refer(self, id: str, new: Mapping[str, str], gone: Iterable[str]) -> None:
        """Conditions may read what is new, and no longer what is gone."""
        for name, reference in list(self.references.items()):
            stem = reference.variable
            if reference.choices and id and name in (id, f"{id}_aided"):
                left = {c: v for c, v in reference.choices.items() if c not in set(gone)}
                parts = {c: v for c, v in reference.parts.items() if c not in set(gone)}
                parts |= {c: f"{stem}_{v}" for c, v in new.items()} if parts else {}
                self.references[name] = replace(reference, choices=left | dict(new), parts=parts)


def _text_of(written: WrittenRow, column: str, language: str) -> str:
    cell = written.cells.get(f"{column}::{language}")
    return cell.text.strip() if cell is not None else ""
