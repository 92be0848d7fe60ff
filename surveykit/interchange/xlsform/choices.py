"""Options and points of scales -> lists of choices."""

from collections.abc import Iterator, Mapping
from dataclasses import fields

from surveykit.core.codebook import ResponseScale, Variable
from surveykit.core.item import Item, Option
from surveykit.core.language import Text
from surveykit.errors import Place
from surveykit.interchange.xlsform.references import options_of, points_of
from surveykit.interchange.xlsform.report import Report
from surveykit.interchange.xlsform.to_xpath import ToXPath, UntranslatableError
from surveykit.interchange.xlsform.written import Cell, Path, Sheets

FILTER = "offered"
"""The column of the choices that a choice_filter reads."""


class Choices:
    """Writes the lists of one form. `scales` are those that the definition names."""

    def __init__(
        self, sheets: Sheets, scales: Mapping[str, ResponseScale], translator: ToXPath, report: Report
    ) -> None:
        self.sheets = sheets
        self.scales = scales
        self.translator = translator
        self.report = report

    def of_options(self, item: Item, path: Path | None, place: Place) -> tuple[str, Mapping[str, Cell]]:
        """The list of an item's options, and the filter where some are offered under a condition only."""
        options = options_of(item)
        rows = []
        conditions = []
        for name, option in options.items():
            cells = self.sheets.texts("label", option.label, (*path, name) if path is not None else None)
            said = self._condition(item, name, option, place) if option.relevant is not None else ""
            if said:
                cells[FILTER] = Cell(name)
                conditions.append(f"({FILTER} = '{name}' and ({said}))")
            rows.append((name, cells))
        filter = " or ".join([f"{FILTER} = ''", *conditions]) if conditions else ""
        return self.sheets.list(item.id, rows, path), {"choice_filter": Cell(filter)}

    def _condition(self, item: Item, name: str, option: Option, place: Place) -> str:
        assert option.relevant is not None
        try:
            return self.translator.condition(option.relevant)
        except UntranslatableError as error:
            values = {
                "id": f"{item.id}.{name}",
                "key": "relevant",
                "source": option.relevant.source,
                "what": str(error),
            }
            self.report.lose("xlsform-out-expression", place, **values)
            return ""

    def of_variable(self, item: Item, v: Variable, path: Path | None) -> str:
        """The list of the values that one variable of an item can have."""
        scale = item.scale_of(v.name)
        if scale is not None and not v.stored:
            return self._of_scale(item, v, scale, path)
        if v.stored:
            labels = {name: v.values[code] for name, code in v.stored.items()}
            known = options_of(item)
            where = path if path is not None and known.keys() & labels.keys() else None
            rows = [
                (
                    name,
                    self.sheets.texts("label", label, (*where, "options", name) if where and name in known else None),
                )
                for name, label in labels.items()
            ]
            return self.sheets.list(v.name, rows)
        rows = [(str(n), self.sheets.texts("label", v.values.get(n, _number(self.sheets, n)))) for n in points_of(v)]
        return self.sheets.list(f"{item.id}_answers", rows)

    def _of_scale(self, item: Item, v: Variable, scale: ResponseScale, path: Path | None) -> str:
        """The list of a scale: under its own name, or of one item."""
        if self.scales.get(scale.id) == scale:
            return self.sheets.list(scale.id, self._points(scale, ("scale", scale.id)), ("scale", scale.id, "levels"))
        key = next((f.name for f in fields(item) if getattr(item, f.name) is scale), None)
        if key is not None:
            where = (*path, key) if path is not None else None
            levels = (*where, "levels") if where is not None else None
            return self.sheets.list(f"{item.id}_{key}", self._points(scale, where), levels)
        part = item.parts().get(v.name)
        poles = path is not None and part is not None and hasattr(part, "left")
        own = (*path, item.part_field, v.name) if poles and path is not None else None
        name = v.name if part is not None and hasattr(part, "left") else f"{item.id}_scale"
        return self.sheets.list(name, self._points(scale, own, ("left", "right")))

    def _points(
        self, scale: ResponseScale, path: Path | None, ends: tuple[str, str] = ("low", "high")
    ) -> Iterator[tuple[str, Mapping[str, Cell]]]:
        worded = any(label is not None for label in scale.points.values())
        for point, label in scale.points.items():
            if label is not None:
                yield str(point), self.sheets.texts("label", label, _below(path, "levels", str(point)))
            else:
                yield str(point), self._end(scale, point, path if not worded else None, ends)
        for reason, label in scale.missing.items():
            yield reason.id, self.sheets.texts("label", label, _below(path, reason.id))

    def _end(self, scale: ResponseScale, point: int, path: Path | None, ends: tuple[str, str]) -> Mapping[str, Cell]:
        """A point without words of its own: its number, at an end with the words of the end."""
        label = scale.label(point)
        if label is None:
            return self.sheets.texts("label", _number(self.sheets, point))
        key = ends[0] if point == scale.minimum else ends[1]
        return self.sheets.texts("label", label, _below(path, key), prefix=f"{point} – ")


def _below(path: Path | None, *keys: str) -> Path | None:
    return None if path is None else (*path, *keys)


def _number(sheets: Sheets, number: int) -> Text:
    return dict.fromkeys(sheets.languages, str(number))
