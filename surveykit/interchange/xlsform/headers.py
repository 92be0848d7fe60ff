"""Grids -> sheets: which column is which, in whatever way it is written, and in which language."""

import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from surveykit.core.document import did_you_mean
from surveykit.core.language import LANGUAGES
from surveykit.errors import AuthorError, Place
from surveykit.interchange.xlsform.languages import guess, language_of
from surveykit.interchange.xlsform.load import OURS
from surveykit.interchange.xlsform.report import Report
from surveykit.interchange.xlsform.sheets import Grid, Row, Sheet, Workbook

TEXTS = ("label", "hint", "constraint_message", "required_message", "guidance_hint", "image", "audio", "video")
"""The columns that there can be one of for each language."""
_COLUMNS = {
    "survey": (
        *("type", "name", *TEXTS, "relevant", "required", "constraint", "calculation", "choice_filter", "appearance"),
        *("parameters", "repeat_count", "default", "read_only", "trigger", "disabled", "big_image", "autoplay"),
    ),
    "choices": ("list_name", "name", "label", "image", "audio", "video", "big_image"),
    "settings": (
        *("form_title", "form_id", "version", "default_language", "style", "instance_name", "public_key", "namespaces"),
        *("submission_url", "auto_send", "auto_delete", "allow_choice_duplicates", "name", "client_editable"),
        *("omit_instanceid", "instance_xmlns", "sms_keyword", "sms_separator", "id_string"),
    ),
}
_NEEDED = {"survey": ("type", "name"), "choices": ("list_name", "name"), "settings": ()}
_ALIASES = {
    "survey": {
        **{"relevance": "relevant", "calculate": "calculation", "caption": "label", "command": "type", "tag": "name"},
        **{"value": "name", "readonly": "read_only", "requiredmsg": "required_message", "count": "repeat_count"},
        **{
            "constraining_message": "constraint_message",
            "jr:count": "repeat_count",
            "required_msg": "required_message",
        },
    },
    "choices": {"caption": "label", "value": "name", "list": "list_name"},
    "settings": {"title": "form_title", "set_form_title": "form_title", "set_form_id": "form_id"},
}
_PREFIX = re.compile(r"(?:bind|control|body|media)::?", re.IGNORECASE)
_OURS_PIECE = re.compile(rf"{OURS}_[0-9]+\Z")
_NEAR = 0.8
_LONG = 7
"""Shorter second names (count, list) are too near to other words."""


@dataclass(frozen=True)
class _Header:
    at: int
    written: str
    column: str
    """Canonical; empty for one that the format does not name."""
    spoken: str = ""
    """The words that name its language."""
    language: str = ""


def read_workbook(file: str, grids: Mapping[str, Grid], report: Report) -> Workbook:
    """The sheets with their columns understood. Raises AuthorError where there is no survey at all."""
    if "survey" not in grids:
        named = [grid.name for grid in grids.values()]
        raise AuthorError.of("xlsform-no-survey", Place(file), hint=did_you_mean("survey", named))
    if "choices" not in grids:
        near = [grid for key, grid in grids.items() if key[:1] == "?" and _is_near(grid.name.lower(), ["choices"])]
        for grid in near:
            report.refuse("xlsform-misspelt-sheet", grid.place(), instead="choices")
    settings, settings_row = _settings(grids.get("settings"), report)
    reader = _Headers(report, settings.get("default_language", ""))
    survey = reader.sheet(grids["survey"])
    choices = reader.sheet(grids["choices"]) if "choices" in grids and grids["choices"].rows else None
    languages = tuple(language for language in LANGUAGES if language in reader.seen) or ("en",)
    return Workbook(file, survey, choices, settings, settings_row, languages, _stored(grids))


def _stored(grids: Mapping[str, Grid]) -> str | None:
    """The text that surveykit has put beside the form: a line a row of its own sheet, or columns of the settings."""
    if OURS in grids:
        return _lines([next((c for c in cells if c[:1] in ("|", ">")), "") for _, cells in grids[OURS].rows])
    rows = grids["settings"].rows if "settings" in grids else ()
    if len(rows) < 2:
        return None
    pairs = zip(rows[0][1], rows[1][1], strict=False)
    pieces = [cell[1:] for header, cell in pairs if _OURS_PIECE.match(header.strip())]
    stored = "".join(pieces).replace("$%7B", "${").replace("%25", "%")
    return _lines(stored.split("\n")) if pieces else None


def _lines(cells: Sequence[str]) -> str:
    lines: list[str] = []
    for cell in cells:
        if cell[:1] == ">" and lines:
            lines[-1] += cell[1:]
        elif cell:
            lines.append(cell[1:])
    return "\n".join(lines) + "\n"


def _settings(grid: Grid | None, report: Report) -> tuple[dict[str, str], Row | None]:
    if grid is None or not grid.rows:
        return {}, None
    sheet = _Headers(report, "").sheet(grid)
    if not sheet.rows:
        return {}, None
    first, *others = sheet.rows
    for row in others:
        report.lose("xlsform-second-settings", row.place)
    return {c: first[c] for c in sheet.columns if first[c]}, first


class _Headers:
    def __init__(self, report: Report, default: str) -> None:
        self.report = report
        self.default = language_of(default) if default else None
        self.seen: set[str] = set()

    def sheet(self, grid: Grid) -> Sheet:
        """The sheet with canonical columns; what is wrong with its header is reported."""
        if not grid.rows:
            raise AuthorError.of("xlsform-empty-sheet", grid.place())
        (number, written), *body = grid.rows
        found = [header for header in self._headers(grid, number, written) if header.column]
        found = self._spoken(grid, number, found, body)
        extra = self._extra(grid, number, written, {h.at for h in found})
        for column in _NEEDED[grid.name]:
            if column not in {h.column for h in found}:
                hint = did_you_mean(column, [cell.strip() for cell in written if cell.strip()])
                self.report.refuse("xlsform-no-column", grid.place(number), column=column, hint=hint)
        columns = self._unique(grid, number, [(h, _key(h)) for h in found], extra)
        self._headless(grid, written, body)
        rows = tuple(_row(grid, n, cells, columns, written) for n, cells in body)
        return Sheet(grid, tuple(columns.values()), tuple(r for r in rows if r.cells), tuple(extra.values()))

    def _headers(self, grid: Grid, number: int, written: Sequence[str]) -> Iterator[_Header]:
        for at, cell in enumerate(written):
            column, spoken = _canonical(cell.strip(), grid.name)
            if spoken and column not in TEXTS:
                column = ""
            yield _Header(at, cell.strip(), column, spoken)

    def _spoken(
        self, grid: Grid, number: int, found: list[_Header], body: Sequence[tuple[int, Sequence[str]]]
    ) -> list[_Header]:
        """The columns with their languages. Those in a language that there is not are lost."""
        named = {language for h in found if h.spoken and (language := language_of(h.spoken))}
        others = list(dict.fromkeys(h.spoken for h in found if h.spoken and language_of(h.spoken) is None))
        bare = any(h.column == "label" and not h.spoken for h in found)
        taken = others[0] if others and not named and not bare else ""
        kept = []
        for header in found:
            if header.column not in TEXTS or grid.name == "settings":
                kept.append(header)
                continue
            texts = [cells[header.at] for _, cells in body if header.at < len(cells)]
            language = self._language(header, texts, named, taken)
            place = grid.place(number, header.at + 1, header.written)
            if language is None:
                if any(text.strip() for text in texts):
                    self.report.lose("xlsform-language", place, language=header.spoken)
                continue
            if header.spoken == taken and taken:
                self.report.lose("xlsform-language-taken", place, language=header.spoken)
            if header.column == "label":
                self.seen.add(language)
            kept.append(_Header(header.at, header.written, header.column, header.spoken, language))
        return kept

    def _language(self, header: _Header, texts: list[str], named: set[str], taken: str) -> str | None:
        if header.spoken:
            return "en" if header.spoken == taken else language_of(header.spoken)
        own = self.default or guess(texts)
        other = next(language for language in LANGUAGES if language != own)
        return other if own in named and other not in named else own

    def _extra(self, grid: Grid, number: int, written: Sequence[str], known: set[int]) -> dict[int, str]:
        """Columns that the format does not name: a misspelt one is refused, what else there is is lost."""
        extra = {}
        for at, cell in enumerate(written):
            name = cell.strip()
            if not name or at in known or _canonical(name, grid.name)[0] in TEXTS:
                continue
            place = grid.place(number, at + 1, name)
            there = {_canonical(word.strip(), grid.name)[0] for word in written}
            missing = [c for c in _COLUMNS[grid.name] if c not in there]
            missing += [a for a, c in _ALIASES[grid.name].items() if c not in there and len(a) >= _LONG]
            plain = name.partition(":")[0].strip().lower().replace(" ", "_")
            if _is_near(plain, missing):
                hint = did_you_mean(plain, missing)
                self.report.refuse("xlsform-misspelt-column", place, column=name, hint=hint)
            elif grid.name == "choices":
                extra[at] = name
            elif not name.startswith(("#", "$")) and not _OURS_PIECE.match(name):
                self.report.lose("xlsform-unknown-column", place, column=name)
        return extra

    def _unique(
        self, grid: Grid, number: int, headers: list[tuple[_Header, str]], extra: Mapping[int, str]
    ) -> dict[int, str]:
        columns: dict[int, str] = {}
        for header, key in [*headers, *((_Header(at, name, ""), name) for at, name in extra.items())]:
            first = next((at for at, other in columns.items() if other == key), None)
            if first is None:
                columns[header.at] = key
            else:
                place = grid.place(number, header.at + 1, header.written)
                other = grid.place(number, first + 1).field
                self.report.refuse("xlsform-duplicate-column", place, column=header.written, other=other)
        return columns

    def _headless(self, grid: Grid, written: Sequence[str], body: Sequence[tuple[int, Sequence[str]]]) -> None:
        """What stands under no header."""
        for number, cells in body:
            for at, cell in enumerate(cells):
                if cell.strip() and not (written[at].strip() if at < len(written) else ""):
                    self.report.lose("xlsform-no-header", grid.place(number, at + 1))


def _key(header: _Header) -> str:
    return f"{header.column}::{header.language}" if header.language else header.column


def _canonical(written: str, sheet: str) -> tuple[str, str]:
    """The canonical column that a header means (empty if none), and the words that name its language.

    >>> _canonical("label：：中文（zh）", "survey")
    ('label', '中文(zh)')
    """
    bare = _PREFIX.sub("", unicodedata.normalize("NFKC", written), count=1)
    name, _, spoken = bare.partition("::") if "::" in bare else bare.partition(":")
    plain = re.sub(r"[\s_-]+", "_", name.strip().lower())
    plain = _ALIASES[sheet].get(plain, plain)
    return (plain if plain in _COLUMNS[sheet] else ""), spoken.strip()


def _is_near(word: str, known: Sequence[str]) -> bool:
    return bool(difflib.get_close_matches(word, known, n=1, cutoff=_NEAR))


def _row(grid: Grid, number: int, cells: Sequence[str], columns: Mapping[int, str], written: Sequence[str]) -> Row:
    said = {key: text for at, key in columns.items() if at < len(cells) and (text := cells[at].strip())}
    places = {key: grid.place(number, at + 1, written[at].strip()) for at, key in columns.items()}
    return Row(number, said, places, grid.place(number))
