"""Several templates in one questionnaire: what is equal is asked once, what clashes gets a prefix.

The first template gives the title, the introduction and the closing words. Pages that screen come first, then the
pages of each template in turn, background last. A question of a later template that is equal to an earlier one is not
asked again; one of the same name that differs is called `<template>_<name>`, and so are scales,
constructs and derived variables. What is set aside for a whole template names it in its reason.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from surveykit.core.codebook import Construct, ResponseScale
from surveykit.core.derived import Derived
from surveykit.core.document import MAXIMUM_NAME
from surveykit.core.item import Item
from surveykit.core.language import Text
from surveykit.core.questionnaire import Instrument, Questionnaire, Quota, Section
from surveykit.core.record import Record
from surveykit.design.comments import Comments
from surveykit.design.load import parse_questionnaire
from surveykit.design.renaming import prefixed, renamed_derived, renamed_item, reworded
from surveykit.design.save import questionnaire_text
from surveykit.design.wording import Template, filled, header
from surveykit.errors import AuthorError, Place, Problem

_SENTENCES = re.compile(r"(?<=。)|(?<=[.!?])\s+(?=[A-Z])")


@dataclass(frozen=True)
class Part:
    """One questionnaire that goes into the whole, and the name of its template."""

    name: str
    questionnaire: Questionnaire


def compose(templates: Sequence[Template], id: str, values: dict[str, Text]) -> str:
    """The text of one questionnaire made from several templates. Comments above pages, questions and constructs stay.

    Raises AuthorError for a template that is named twice, or in other languages than the first.
    """
    _refuse_unfit(templates)
    texts = [filled(template, id, values) for template in templates]
    parts = [Part(t.id, parse_questionnaire(text, t.file)) for t, text in zip(templates, texts, strict=True)]
    whole = _Whole(parts[0])
    comments = Comments.of(texts[0], {}).told_of(parts[0].name)
    for part, text in zip(parts[1:], texts[1:], strict=True):
        names = whole.add(part)
        own = Comments.of(text, names).worded(partial(_naming, names=names))
        comments = comments.also(own.told_of(part.name))
    return header(templates, values) + comments.above(questionnaire_text(whole.questionnaire()))


def joined(parts: Sequence[Part]) -> Questionnaire:
    """One questionnaire of several."""
    whole = _Whole(parts[0])
    for part in parts[1:]:
        whole.add(part)
    return whole.questionnaire()


def _refuse_unfit(templates: Sequence[Template]) -> None:
    names = [template.id for template in templates]
    for name in names:
        if names.count(name) > 1:
            raise AuthorError(Problem("template-twice", Place(), {"name": name}))


@dataclass
class _Whole:
    """What has been put together so far."""

    first: Part
    scales: dict[str, ResponseScale] = field(default_factory=dict)
    constructs: dict[str, Construct] = field(default_factory=dict)
    records: dict[str, Record] = field(default_factory=dict)
    derived: dict[str, Derived] = field(default_factory=dict)
    sections: list[Section] = field(default_factory=list)
    quotas: dict[str, Quota] = field(default_factory=dict)
    ignore: dict[Any, str] = field(default_factory=dict)
    instruments: list[tuple[Questionnaire, Instrument]] = field(default_factory=list)
    screened: Text | None = None

    def __post_init__(self) -> None:
        self.add(self.first)

    def add(self, part: Part) -> dict[str, str]:
        """Put a part at the end; its own names -> those that had to change."""
        own = part.questionnaire
        if own.languages != self.first.questionnaire.languages:
            raise AuthorError(Problem("template-languages", Place(), {"name": part.name}))
        fitting = (change for prefix in _prefixes(part.name) if (change := self._fitted(own, prefix)) is not None)
        change = next(fitting)
        self.scales |= {
            change.scales.get(id, id): replace(s, id=change.scales.get(id, id)) for id, s in own.scales.items()
        }
        for section in own.sections:
            self._place(section, change)
        for construct in own.constructs:
            built = change.construct(construct)
            self.constructs.setdefault(built.id, built)
        for record in own.records:
            self.records.setdefault((renamed := change.record(record)).id, renamed)
        for derived in own.derived:
            made = change.derived(derived)
            self.derived.setdefault(made.id, made)
        self.quotas |= {
            f"{change.prefix}_{id}" if id in self.quotas else id: change.of(q) for id, q in own.quotas.items()
        }
        for rule, reason in own.ignore.items():
            self.ignore[rule] = "; ".join([*filter(None, [self.ignore.get(rule)]), f"{part.name}: {reason}"])
        self.screened = self.screened or own.screened
        if own.instrument is not None:
            self.instruments.append((own, change.instrument(own.instrument)))
        return {**change.words, **change.others}

    def _fitted(self, own: Questionnaire, prefix: str) -> "_Change | None":
        """The names that must change for a part to fit in; None where the new ones are taken or too long."""
        scales = {id: f"{prefix}_{id}" for id, s in own.scales.items() if self.scales.get(id, s) != s}
        change = _Change(prefix, scales)
        while clashing := list(self._clashing(own, change)):
            for item in clashing:
                change.words.update(prefixed(item, prefix))
        new = [item for section in own.sections for item in self._new(section, change)]
        names = [*self._taken, *(name.lower() for item in new for name in _names(item))]
        for construct in own.constructs:
            known = self.constructs.get(construct.id)
            if known is not None and known != change.construct(construct):
                change.others[construct.id] = f"{prefix}_{construct.id}"
        for record in own.records:
            same = self.records.get(record.id)
            if record.id.lower() in names if same is None else same != record:
                change.others[record.id] = f"{prefix}_{record.id}"
        for derived in own.derived:
            twin = self.derived.get(derived.id)
            if derived.id.lower() in names if twin is None else twin != change.derived(derived):
                change.others[derived.id] = f"{prefix}_{derived.id}"
        titles = {section.id for section in self.sections}
        for section in own.sections:
            if section.id in titles and not self._same_page(change.of(section)):
                change.others[f"section {section.id}"] = f"{prefix}_{section.id}"
        made = [*change.words.values(), *change.scales.values(), *change.others.values()]
        taken = {*self.scales, *self.constructs, *self.records, *self.derived, *titles}
        fits = len(names) == len({*names}) and all(len(name) <= MAXIMUM_NAME for name in made)
        return change if fits and not taken & {*change.scales.values(), *change.others.values()} else None

    def _clashing(self, own: Questionnaire, change: "_Change") -> Iterator[Item]:
        """Questions of the part whose names are taken by another, as they are called in the part."""
        taken = self._taken
        for section in own.sections:
            for item in _written(section):
                now = change.item(item)
                clashes = any(name.lower() in taken for name in _names(now))
                if clashes and item.id not in change.words and not self._asked(now, change.of(section)):
                    yield item

    def _new(self, section: Section, change: "_Change") -> list[Item]:
        """The questions of a section that are not asked already, under their new names."""
        items = (change.item(item) for item in _written(section))
        return [item for item in items if not self._asked(item, change.of(section))]

    def _asked(self, item: Item, section: Section) -> bool:
        """Whether the same question stands in the whole, for the same people in the same setting."""
        for known in self.sections:
            if item in known.items:
                setting = known.role != "body" or known.intro == section.intro or section.intro is None
                return setting and (known.role, known.relevant) == (section.role, section.relevant)
        return False

    @property
    def _taken(self) -> set[str]:
        items = (item for section in self.sections for item in section.items)
        made = (name for item in items for name in _names(item))
        return {name.lower() for name in (*made, *self.records, *self.derived)}

    def _same_page(self, section: Section) -> Section | None:
        """The page of background or screening questions that those of another part belong on."""
        alike = (s for s in self.sections if s.id == section.id and s.role == section.role != "body")
        return next((s for s in alike if (s.title, s.relevant) == (section.title, section.relevant)), None)

    def _place(self, section: Section, change: "_Change") -> None:
        new = tuple(expanded for item in self._new(section, change) for expanded in item.expanded())
        if not new:
            return
        built = replace(change.of(section), items=new)
        page = self._same_page(built)
        if page is not None:
            intro = built.intro if len(_written(section)) > len(page.items) else page.intro
            at = self.sections.index(page)
            self.sections[at] = replace(page, items=(*page.items, *new), intro=intro)
            return
        at = sum(_RANK[s.role] <= _RANK[built.role] for s in self.sections)
        self.sections.insert(at, replace(built, id=change.others.get(f"section {section.id}", section.id)))

    def questionnaire(self) -> Questionnaire:
        """The whole, with the words of its first part."""
        return replace(
            self.first.questionnaire,
            sections=tuple(self.sections),
            scales=dict(self.scales),
            constructs=tuple(self.constructs.values()),
            records=tuple(self.records.values()),
            derived=tuple(self.derived.values()),
            quotas=dict(self.quotas),
            ignore=dict(self.ignore),
            screened=self.screened,
            instrument=_instrument(self.instruments),
        )


@dataclass
class _Change:
    """The names of one part that change: `words` of questions, `scales`, and `others` (constructs, records,
    derived variables, sections)."""

    prefix: str
    scales: dict[str, str]
    words: dict[str, str] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)

    def of(self, value: Any) -> Any:
        """A value with every condition and text reading the new names; a section without its items."""
        bare = replace(value, items=()) if isinstance(value, Section) else value
        return reworded(bare, self.words, self.scales)

    def item(self, item: Item) -> Item:
        return renamed_item(item, self.words, self.scales)

    def construct(self, construct: Construct) -> Construct:
        items, turned = (tuple(self.words.get(n, n) for n in names) for names in (construct.items, construct.reverse))
        return replace(construct, id=self.others.get(construct.id, construct.id), items=items, reverse=turned)

    def instrument(self, instrument: Instrument) -> Instrument:
        note = {language: _naming(said, self.words) for language, said in (instrument.note or {}).items()}
        return replace(instrument, note=note or None)

    def record(self, record: Record) -> Record:
        return replace(record, id=self.others.get(record.id, record.id))

    def derived(self, derived: Derived) -> Derived:
        return renamed_derived(derived, {**self.others, **self.words})


def _naming(text: str, names: Mapping[str, str]) -> str:
    """A text that tells of questions, with their new names. A name without “_” may be a plain word, and stays."""
    return re.sub(r"[A-Za-z0-9]+(?:_[A-Za-z0-9]+)+", lambda found: names.get(found[0], found[0]), text)


_RANK = {"screening": 0, "body": 1, "background": 2}


def _prefixes(name: str) -> Iterator[str]:
    """Short names of a template, best first: the whole, its first word, its initials, then numbers."""
    words = re.findall(r"[A-Za-z0-9]+", name)
    yield "_".join(words)
    yield words[0]
    initials = "".join(word[0] for word in words)
    yield initials
    for number in range(2, 1000):
        yield f"{initials}{number}"


def _written(section: Section) -> list[Item]:
    """The items as they are written, without those that others of them bring along."""
    brought = [made for item in section.items for made in item.expanded()[1:]]
    return [item for item in section.items if item not in brought]


def _names(item: Item) -> list[str]:
    """The names that an item takes, with those of the items that it brings along."""
    return [name for made in item.expanded() for name in dict.fromkeys([made.id, *(v.name for v in made.variables())])]


def _instrument(found: Sequence[tuple[Questionnaire, Instrument]]) -> Instrument | None:
    """Where the questions come from: each template's note under its title, every reference once."""
    if not found:
        return None
    first, order = found[0][1], ("unvalidated", "piloted", "validated")
    notes = [(own.title, instrument.note) for own, instrument in found if instrument.note is not None]
    references = dict.fromkeys(reference for _, instrument in found for reference in instrument.references)
    return Instrument(
        wording=first.wording,
        status=min((instrument.status for _, instrument in found), key=order.index),
        note=_notes([note for _, note in notes]),
        references=tuple(references),
    )


def _notes(notes: Sequence[Text]) -> Text | None:
    """Notes one after the other; a sentence that an earlier one has is not said again."""
    if not notes:
        return None
    joined: dict[str, str] = {}
    for language in notes[0]:
        sentences = dict.fromkeys(s for note in notes for s in _SENTENCES.split(note[language]) if s)
        joined[language] = ("" if language == "zh" else " ").join(sentences)
    return joined
