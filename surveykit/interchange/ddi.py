"""The codebook as DDI-Codebook 2.5, which archives and statistics programs read.

One function for each part of a variable, listed in `PARTS` in the order that the schema wants (DDI Alliance, Codebook
2.5, 2012, `codebook.xsd`, type `varType`): a further part is one more function at its place.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from xml.etree import ElementTree

from surveykit.core.codebook import CHOSEN_MISSING, Construct, Level, Missing, Variable
from surveykit.core.conditions import in_words, value_in_words
from surveykit.core.derived_words import formula
from surveykit.core.expression import Expression
from surveykit.core.item import Item, Option
from surveykit.core.language import Text, both, message, say
from surveykit.core.questionnaire import Questionnaire
from surveykit.core.universe import universes
from surveykit.interchange.own_columns import reason_column

NAMESPACE = "ddi:codebook:2_5"
VERSION = "2.5"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
FILE = "F1"
_SCHEMA = f"{NAMESPACE} http://www.ddialliance.org/Specification/DDI-Codebook/2.5/XMLSchema/codebook.xsd"
_INSTANCE = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
_REPRESENTED = {Level.TEXT: "text", Level.NOMINAL: "code", Level.ORDINAL: "code"}

Element = ElementTree.Element


def ddi_text(questionnaire: Questionnaire, languages: Sequence[str]) -> str:
    """The codebook as an XML document; every text in each of the languages, marked as such (`xml:lang`)."""
    root = _Writer(questionnaire, tuple(languages)).root()
    ElementTree.register_namespace("xsi", "http://www.w3.org/2001/XMLSchema-instance")
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


@dataclass(frozen=True)
class _Writer:
    questionnaire: Questionnaire
    languages: tuple[str, ...]

    @cached_property
    def universes(self) -> dict[str, Expression]:
        return universes(self.questionnaire)

    @cached_property
    def names(self) -> frozenset[str]:
        """The variables that the document is about."""
        return frozenset(v.name for v in self.questionnaire.codebook.variables)

    def own(self, item: Item) -> list[Variable]:
        """Those that an item fills."""
        return [v for v in self.questionnaire.variables_of[item.id] if v.name in self.names]

    # ---- the document -----------------------------------------------------------------------------------------

    def root(self) -> Element:
        root = Element("codeBook", {"xmlns": NAMESPACE, _INSTANCE: _SCHEMA, "version": VERSION})
        root.set(LANGUAGE, self.languages[0])
        root.extend([self.study(), self.file(), self.data()])
        return root

    def study(self) -> Element:
        return _element("stdyDscr", self.citation(), self.scope(), *self.material(), *self.instrument())

    def citation(self) -> Element:
        read = self.questionnaire
        first, *others = self.said(read.title)
        titles = _element(
            "titlStmt",
            _text("titl", first[1], first[0]),
            *(_text("parTitl", title, language) for language, title in others),
            _text("IDNo", read.id),
            _text("IDNo", read.hash, agency="SHA-256"),
        )
        return _element("citation", titles, _element("verStmt", _text("version", read.version)))

    def scope(self) -> Element:
        read = self.questionnaire
        screened = [section.screen_out for section in read.sections if section.screen_out is not None]
        out = [e for condition in screened for e in self.condition("universe", "ddi.universe", condition)]
        for element in out:
            element.set("clusion", "E")
        summary = [_element("sumDscr", *out)] if out else []
        return _element("stdyInfo", *self.texts("abstract", read.intro), *summary)

    def material(self) -> Iterator[Element]:
        instrument = self.questionnaire.instrument
        if instrument is not None and instrument.references:
            yield _element("othrStdyMat", *(_text("relPubl", reference) for reference in instrument.references))

    def instrument(self) -> Iterator[Element]:
        """What may be claimed of the questions."""
        instrument = self.questionnaire.instrument
        if instrument is not None:
            yield from self.texts("notes", instrument.wording, type="wording")
            status = {x: message(f"report.wording.status.{instrument.status}", x) for x in self.languages}
            yield from self.texts("notes", status, type="status")
            yield from self.texts("notes", instrument.note, type="status")

    def file(self) -> Element:
        variables = self.questionnaire.codebook.variables
        about = _element(
            "fileTxt",
            _text("fileName", self.questionnaire.id),
            _element("dimensns", _text("varQnty", str(len(variables)))),
        )
        return _element("fileDscr", about, ID=FILE)

    def data(self) -> Element:
        read = self.questionnaire
        groups = [self.section_group(at) for at in range(len(read.sections))]
        groups += [self.item_group(item) for item in read.items if len(self.own(item)) > 1]
        groups += [self.construct_group(construct) for construct in read.constructs]
        return _element("dataDscr", *groups, *(self.variable(v) for v in read.codebook.variables))

    # ---- groups of variables ----------------------------------------------------------------------------------

    def section_group(self, at: int) -> Element:
        section = self.questionnaire.sections[at]
        names = [v.name for item in section.items for v in item.variables()]
        return self.group("section", f"S_{section.id}", section.id, section.title, names)

    def item_group(self, item: Item) -> Element:
        names = [v.name for v in item.variables()]
        ticks = all((v.minimum, v.maximum) == (0, 1) for v in self.own(item) if v.numeric)
        return self.group("multipleResp" if ticks else "grid", f"I_{item.id}", item.id, item.text, names)

    def construct_group(self, construct: Construct) -> Element:
        group = self.group("subject", f"C_{construct.id}", construct.id, construct.label, construct.items)
        group.extend(self.texts("txt", construct.definition))
        group.extend([_text("concept", construct.role)])
        group.extend([_text("notes", construct.source, type="source")] if construct.source else [])
        return group

    def group(self, type: str, id: str, name: str, label: Text, variables: Sequence[str]) -> Element:
        listed = self.listed(variables)
        return _element("varGrp", *self.texts("labl", label), ID=id, type=type, name=name, **listed)

    def listed(self, variables: Sequence[str]) -> dict[str, str]:
        """The attribute that refers to variables, if any of them are in the document."""
        names = " ".join(f"V_{name}" for name in variables if name in self.names)
        return {"var": names} if names else {}

    # ---- variables --------------------------------------------------------------------------------------------

    def variable(self, v: Variable) -> Element:
        continuous = v.level in (Level.INTERVAL, Level.RATIO)
        facts = {"ID": f"V_{v.name}", "name": v.name, "files": FILE, "intrvl": "contin" if continuous else "discrete"}
        if v.numeric:
            facts |= {"dcml": str(v.decimals), "nature": v.level.value}
        if v.unit:
            facts["measUnit"] = say(v.unit, self.languages[0])
        facts["representationType"] = _REPRESENTED.get(v.level, "numeric")
        return _element("var", *(child for part in PARTS for child in part(self, v)), **facts)

    def labels(self, v: Variable) -> Iterator[Element]:
        yield from self.texts("labl", v.label)

    def security(self, v: Variable) -> Iterator[Element]:
        """What is said to be sensitive is so in the archive, too; the schema takes its words in one language only."""
        first = self.languages[0]
        if v.name in self.questionnaire.sensitive:
            yield _text("security", message("records.sensitive", first), first)

    def question(self, v: Variable) -> Iterator[Element]:
        """The words before, of and after the question, and who is to be asked; nothing of what nobody is asked."""
        item = self.questionnaire.item_of.get(v.name)
        if item is None or item.unseen:
            return
        own = item.text if v.name == item.id else v.label
        before = () if v.name == item.id else self.texts("preQTxt", item.text)
        instruction = self.universe_as(v, "ivuInstr", "ddi.only_if")
        words = (*before, *self.texts("qstnLit", own), *self.texts("postQTxt", item.help), *instruction)
        yield _element("qstn", *words, ID=f"Q_{v.name}")

    def valid(self, v: Variable) -> Iterator[Element]:
        bounds = {"min": v.minimum, "max": v.maximum}
        stated = {name: f"{bound:.15g}" for name, bound in bounds.items() if bound is not None}
        if v.values and v.complete and v.minimum is None:
            yield _element("valrng", *(_element("item", UNITS="INT", VALUE=str(code)) for code in v.values))
        elif stated:
            yield _element("valrng", _element("range", UNITS="REAL" if v.decimals else "INT", **stated))

    def invalid(self, v: Variable) -> Iterator[Element]:
        """The codes of reasons, where they can stand among the values."""
        if v.holds_reasons:
            yield _element("invalrng", *(_element("item", UNITS="INT", VALUE=str(m.value)) for m in _reasons(v)))

    def universe(self, v: Variable) -> Iterator[Element]:
        yield from self.universe_as(v, "universe", "ddi.universe")

    def categories(self, v: Variable) -> Iterator[Element]:
        for code, label in v.values.items():
            yield _element("catgry", _text("catValu", str(code)), *self.texts("labl", label))
        for reason in _reasons(v):
            value = _text("catValu", str(reason.value))
            words = self.texts("labl", self.offered(v, reason) or both(f"missing.{reason.id}"))
            yield _element("catgry", value, *words, missing="Y", missType=reason.id)

    def offered(self, v: Variable, reason: Missing) -> Text | None:
        """The words in which respondents could choose a reason for no answer, if they could."""
        item = self.questionnaire.item_of.get(v.name)
        if item is None or reason not in v.missing or reason not in CHOSEN_MISSING:
            return None
        options = (part for part in item.parts().values() if isinstance(part, Option) and part.missing is reason)
        if (option := next(options, None)) is not None:
            return option.label
        scale = item.scale_of(v.name)
        return scale.missing.get(reason) if scale else None

    def concept(self, v: Variable) -> Iterator[Element]:
        construct = self.questionnaire.codebook.construct_of(v.name)
        if construct is not None:
            yield from self.texts("concept", construct.label)

    def derivation(self, v: Variable) -> Iterator[Element]:
        """How a calculated or derived value comes about; the schema takes its words in one language only."""
        first, book = self.languages[0], self.questionnaire.codebook
        if v.name in self.questionnaire.derived_by_id:
            derived = self.questionnaire.derived_by_id[v.name]
            listed = self.listed(derived.sources(book))
            yield _element("derivation", _text("drvdesc", say(formula(derived, book), first), first), **listed)
        value = getattr(self.questionnaire.item_of.get(v.name), "value", None)
        if not isinstance(value, Expression):
            return
        told = value_in_words(value, book, first, lambda name: self.called(name, first))
        command = _text("drvcmd", value.source, syntax="surveykit")
        listed = self.listed(sorted(value.names))
        yield _element("derivation", _text("drvdesc", told, first), command, **listed)

    def format(self, v: Variable) -> Iterator[Element]:
        yield _element("varFormat", type="numeric" if v.numeric else "character")

    def notes(self, v: Variable) -> Iterator[Element]:
        construct = self.questionnaire.codebook.construct_of(v.name)
        if construct is not None and v.name in construct.reverse:
            yield from self.texts("notes", {x: message("ddi.reversed", x) for x in self.languages}, type="scoring")
        if not v.holds_reasons:
            told = {x: message("ddi.reasons_beside", x, column=reason_column(v.name)) for x in self.languages}
            yield from self.texts("notes", told, type="missing")

    # ---- words ------------------------------------------------------------------------------------------------

    def universe_as(self, v: Variable, tag: str, name: str) -> Iterator[Element]:
        if v.name in self.universes:
            yield from self.condition(tag, name, self.universes[v.name])

    def condition(self, tag: str, name: str, condition: Expression) -> Iterator[Element]:
        book = self.questionnaire.codebook
        for x in self.languages:
            told = in_words(condition, book, x, lambda name, x=x: self.called(name, x))  # type: ignore[misc]
            yield _text(tag, message(name, x, condition=told), x)

    def called(self, name: str, language: str) -> str:
        """How a condition names a variable: by its name and its words."""
        read = self.questionnaire
        item = read.item_by_id.get(name)
        label = read.codebook.by_name[name].label if name in read.codebook.by_name else item.text if item else {}
        return message("ddi.variable", language, name=name, label=label)

    def said(self, text: Text) -> list[tuple[str, str]]:
        """A text in the chosen languages; in the first that it has where it has none of them."""
        own = [(x, text[x]) for x in self.languages if x in text]
        return own or list(text.items())[:1]

    def texts(self, tag: str, text: Text | None, **attributes: str) -> Iterator[Element]:
        for language, said in self.said(text) if text else ():
            yield _text(tag, said.strip(), language, **attributes)


Part = Callable[[_Writer, Variable], Iterator[Element]]

PARTS: tuple[Part, ...] = (
    _Writer.labels,
    _Writer.security,
    _Writer.question,
    _Writer.valid,
    _Writer.invalid,
    _Writer.universe,
    _Writer.categories,
    _Writer.concept,
    _Writer.derivation,
    _Writer.format,
    _Writer.notes,
)
"""The parts of a variable in the schema's order."""


def _reasons(v: Variable) -> tuple[Missing, ...]:
    """Why a cell can be empty, as far as the column itself says so."""
    return v.reasons if v.holds_reasons else ()


def _element(tag: str, *children: Element, **attributes: str) -> Element:
    element = Element(tag, attributes)
    element.extend(children)
    return element


def _text(tag: str, text: str, language: str | None = None, **attributes: str) -> Element:
    element = Element(tag, attributes)
    element.text = text
    if language is not None:
        element.set(LANGUAGE, language)
    return element
