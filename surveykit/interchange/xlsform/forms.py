"""A questionnaire -> a form: its sections as groups, its items as rows, and beside them the definition itself."""

from collections.abc import Iterator, Mapping

from surveykit.core.document import Map, Scalar, Sequence, parse
from surveykit.core.expression import Expression
from surveykit.core.questionnaire import Questionnaire, Section
from surveykit.errors import Place
from surveykit.interchange.xlsform.cells import pipeless, tell_codes
from surveykit.interchange.xlsform.choices import Choices
from surveykit.interchange.xlsform.languages import HEADERS
from surveykit.interchange.xlsform.reference import Sort
from surveykit.interchange.xlsform.references import references_of
from surveykit.interchange.xlsform.report import Report
from surveykit.interchange.xlsform.rows import Rows
from surveykit.interchange.xlsform.rules import Rules
from surveykit.interchange.xlsform.to_xpath import ToXPath, UntranslatableError
from surveykit.interchange.xlsform.written import Cell, Path, Sheets, WrittenForm

Places = Mapping[tuple[str, str], Place]


def form_of(questionnaire: Questionnaire, places: Places, report: Report) -> WrittenForm:
    """The form of a questionnaire. `places` are those of its definition; what a form cannot say is reported."""
    return _Writer(questionnaire, places, report).form()


class _Writer:
    def __init__(self, questionnaire: Questionnaire, places: Places, report: Report) -> None:
        self.questionnaire = questionnaire
        self.places = places
        self.report = report
        self.references = [r for item in questionnaire.items for r in references_of(item)]
        self.sheets = Sheets(questionnaire.languages)
        self.translator = ToXPath(self.references)
        self.sections = frozenset(_ids(questionnaire, "sections"))
        shown = {item.id for item in questionnaire.items if not item.variables()}
        self.coded = frozenset(r.variable for r in self.references if r.sort in (Sort.CHOICE, Sort.SCALE))
        names = {name.lower() for name in (*shown, *(r.name for r in self.references))}
        self.rows = Rows(
            self.sheets,
            Choices(self.sheets, questionnaire.scales, self.translator, report),
            Rules(self.sheets, self.translator, report),
            self.translator,
            report,
            frozenset(_ids(questionnaire, "items")),
            names,
            self.coded,
        )

    def form(self) -> WrittenForm:
        """All sheets."""
        questionnaire = self.questionnaire
        self._losses()
        self._note("intro", questionnaire.intro)
        screens = []
        for section in questionnaire.sections:
            self._section(section)
            if section.screen_out is not None:
                screens += self._after(section)
        self._note("closing", questionnaire.closing)
        for _ in screens:
            self.sheets.row("end_group", "")
        if questionnaire.screened is not None and screens:
            self._note("screened", questionnaire.screened, " or ".join(screens))
        elif questionnaire.screened is not None:
            self.report.lose("xlsform-out-not-shown", self._place("text", "screened"), key="screened")
        return WrittenForm(
            questionnaire.languages,
            tuple(self.sheets.rows),
            tuple(self.sheets.lists.values()),
            self._settings(),
            tuple(self.references),
            questionnaire.source,
        )

    def _settings(self) -> Mapping[str, Cell]:
        questionnaire = self.questionnaire
        language = questionnaire.languages[0]
        return {
            "form_title": Cell(questionnaire.title[language], ("top", "title", language)),
            "form_id": Cell(questionnaire.id, ("top", "questionnaire")),
            "version": Cell(questionnaire.version, ("top", "version")),
            "default_language": Cell(HEADERS[language]),
        }

    def _note(self, key: str, text: Mapping[str, str] | None, relevant: str = "") -> None:
        if text is None:
            return
        name = self.rows.group_name(key)
        tell_codes(self.report, self._place("text", key), key, self.coded, text)
        label = self.sheets.texts("label", pipeless(text), ("top", key))
        self.sheets.row("note", name, label, {"relevant": Cell(relevant)}, owner=("top", key))

    def _section(self, section: Section) -> None:
        path: Path | None = ("section", section.id) if section.id in self.sections else None
        place = self._place("section", section.id)
        name = self.rows.group_name(section.id)
        tell_codes(self.report, place, section.id, self.coded, section.title, section.intro)
        title = self.sheets.texts("label", pipeless(section.title), (*path, "title") if path else None)
        condition = self._condition(section.relevant, section, place)
        relevant = {"relevant": Cell(condition, (*path, "relevant") if path else None, "condition")}
        look = {"appearance": Cell("field-list")}
        owner: Path = ("section", section.id)
        self.sheets.row("begin_group", name, title, relevant, look, owner=owner)
        if section.intro is not None:
            intro = self.sheets.texts("label", pipeless(section.intro), (*path, "intro") if path else None)
            self.sheets.row("note", self.rows.group_name(f"{section.id}_intro"), intro, owner=owner)
        for item in section.items:
            self.rows.write(item, self._place("item", item.id))
        self.sheets.row("end_group", "", owner=owner)

    def _condition(self, condition: Expression | None, section: Section, place: Place, key: str = "relevant") -> str:
        if condition is None:
            return ""
        try:
            return self.translator.condition(condition)
        except UntranslatableError as error:
            values = {"id": section.id, "key": key, "source": condition.source, "what": str(error)}
            self.report.lose("xlsform-out-expression", place, **values)
            return ""

    def _after(self, section: Section) -> list[str]:
        """Begin a group around all that is asked of those who are not screened out; when somebody is."""
        assert section.screen_out is not None
        condition = self._condition(section.screen_out, section, self._place("section", section.id), "screen_out")
        if not condition:
            return []
        name = self.rows.group_name(f"after_{section.id}")
        self.sheets.row("begin_group", name, {"relevant": Cell(f"not({condition})")})
        return [condition]

    def _losses(self) -> None:
        """What a form cannot do, and no row shows."""
        questionnaire = self.questionnaire
        if questionnaire.shuffle:
            self.report.lose("xlsform-out-shuffle", self._place("text", "shuffle"), id=questionnaire.id)
        for section in questionnaire.sections:
            if section.shuffle:
                self.report.lose("xlsform-out-shuffle", self._place("section", section.id), id=section.id)
        for name in questionnaire.quotas:
            self.report.lose("xlsform-out-quota", self._place("quotas", name), id=name)
        for record in questionnaire.records:
            self.report.lose("xlsform-out-record", self._place("record", record.id), id=record.id)
        for derived in questionnaire.derived:
            self.report.lose("xlsform-out-derived", self._place("derived", derived.id), id=derived.id)
        if len(questionnaire.languages) > 1:
            self.report.note("xlsform-out-one-title", self._place("text", "title"))

    def _place(self, sort: str, id: str) -> Place:
        place = self.places.get((sort, id))
        return place if place is not None else self.places.get(("text", "questionnaire"), Place())


def _ids(questionnaire: Questionnaire, key: str) -> Iterator[str]:
    """The ids of the sections or items that stand in the definition, and not only in what it is expanded to."""
    if not questionnaire.source:
        return
    sections = parse(questionnaire.source).entries.get("sections")
    for section in sections.items if isinstance(sections, Sequence) else ():
        if not isinstance(section, Map):
            continue
        items = section.entries.get("items")
        records = [section] if key == "sections" else items.items if isinstance(items, Sequence) else []
        for record in records:
            id = record.entries.get("id") if isinstance(record, Map) else None
            if isinstance(id, Scalar):
                yield id.text
