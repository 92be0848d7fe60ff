"""Filling the pages: what a visit, a posted sheet and its problems put into the slots."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from markupsafe import Markup

from surveykit.core.codebook import Missing, Value, Variable
from surveykit.core.item import Item, Posted, Validation
from surveykit.core.language import LANGUAGES, describe, say
from surveykit.core.questionnaire import Section
from surveykit.core.response import Status
from surveykit.errors import Place, Problem
from surveykit.form import walk
from surveykit.form.filling import Filling
from surveykit.form.live import Live
from surveykit.form.pages import Pages, words
from surveykit.form.piping import piped, said
from surveykit.form.visit import Visit

Found = Sequence[tuple[Item, Problem]]
Link = tuple[str, str, str]
"""Where it leads, what it says, and a second line."""


@dataclass(frozen=True)
class Notice:
    """What stands above the questions."""

    heading: str
    text: str = ""
    links: Sequence[Link] = ()
    errors: bool = False
    focus: bool = True


@dataclass(frozen=True)
class Showing:
    """How a section is shown.

    `fields` and `revision` None: as stored; `also`: items to show though nothing stored asks for them.
    """

    fields: Posted | None = None
    problems: Found = ()
    notice: Notice | None = None
    focus: str = ""
    revision: str | None = None
    also: Collection[str] = field(default=())
    carried: Mapping[str, str] = field(default_factory=dict)
    """Hidden fields: what came with the link."""
    accepted: Collection[str] = ()
    """Items whose soft rule has been shown: sent again as they are, they pass."""


_CARRIED = Markup('<input type="hidden" name="{}" value="{}">')


def section_page(pages: Pages, visit: Visit, section: Section, showing: Showing, now: datetime) -> str:
    """The page of a section."""
    live = pages.live(visit.questionnaire, section, visit.language)
    seen = [i for i in section.items if not i.unseen]
    items = [i for i in seen if visit.asked[i.id] or i.id in showing.also]
    placed = [i for i in seen if i in items or (i.id in live.conditions and _answerable(visit, i))]
    fields = showing.fields
    if fields is None:
        fields = {k: v for item in placed for k, v in item.fields_of(visit.answers).items()}
    errors, links = _errors(pages, visit, showing.problems)
    notice = error_summary(visit, links) if links else showing.notice
    settled = [item.id for item in items if item.locked and item.sent(visit.answers)]
    filling = Filling(fields, errors, visit.in_words, focus=showing.focus, settled=settled)
    questions = Markup("").join(
        _question(pages, visit, item, filling, live.conditions.get(item.id), item in items) for item in placed
    )
    parts = {
        **_place_parts(visit, section),
        "before_title": words("form.error-title", visit.language) + " " if links else "",
        "notice": _notice(pages, visit, notice),
        "items": questions,
        "earlier": json.dumps(_earlier(visit, live), ensure_ascii=False),
        "token": visit.token,
        "revision": _revision(visit) if showing.revision is None else showing.revision,
        "opened": str(round(now.timestamp())),
        "shown": " ".join(item.id for item in items),
        "carried": Markup("").join(_CARRIED.format(name, value) for name, value in showing.carried.items()),
        "accepted": " ".join(showing.accepted),
    }
    frame = pages.section(visit.questionnaire, section, visit.language)
    return frame.fill(replace(filling, parts=parts))


def _answerable(visit: Visit, item: Item) -> bool:
    """Whether this respondent has any of the item's parts to answer."""
    return bool(item.parts()) or not visit.questionnaire.item_by_id[item.id].parts()


def _question(pages: Pages, visit: Visit, item: Item, filling: Filling, condition: str | None, shown: bool) -> Markup:
    """A question. If it is live it stands behind a template with its condition, or in it, where it is not there.

    What is shown although it is not asked, since it was typed, stays whatever the condition says.
    """
    skeleton = pages.item(visit.questionnaire, item, visit.language)
    question = Markup(skeleton.fill(filling))  # noqa: S704 - slots are escaped
    if condition is None or (shown and not visit.asked[item.id]):
        return question
    box = Markup("<div>{}</div>").format(question)
    marker = Markup('<template data-item="{}" data-relevant="{}">{}</template>{}')
    return marker.format(item.id, condition, "" if shown else box, box if shown else "")


def _earlier(visit: Visit, live: Live) -> dict[str, Value]:
    """The answers that live questions read and that cannot change on this page."""
    if not live.earlier:
        return {}
    known = {**visit.answers, **visit.route.settled}
    return {n: v for n in sorted(live.earlier) if (v := known.get(n)) is not None and not isinstance(v, Missing)}


def welcome_page(pages: Pages, visit: Visit, first: str, home: str) -> str:
    """The first page: `first` is where to start or go on, `home` where a new response begins."""
    begun = visit.response is not None
    language = visit.language
    parts = {
        "first": first,
        "start": words("form.continue" if begun else "form.start", language),
        "begun": Markup('<p class="begun">{}</p>').format(words("form.begun", language)) if begun else "",
        "anew": pages.part("anew", language, address=home, token=visit.token) if begun else "",
    }
    return pages.welcome(visit.questionnaire, language).fill(Filling(piped=visit.in_words, parts=parts))


def thanks_page(pages: Pages, visit: Visit, home: str) -> str:
    """The last page."""
    parts = {"anew": pages.part("anew", visit.language, address=home, token=visit.token)}
    screened = visit.response is not None and visit.response.status is Status.SCREENED
    return pages.thanks(visit.questionnaire, visit.language, screened).fill(Filling(piped=visit.in_words, parts=parts))


def error_summary(visit: Visit, links: Sequence[Link]) -> Notice:
    """The summary of errors on top of a page."""
    name = "form.errors-one" if len(links) == 1 else "form.errors-many"
    heading = words(name, visit.language, count=len(links))
    return Notice(heading, links=links, errors=True)


def more_questions(visit: Visit, items: Sequence[Item]) -> Notice:
    """Answers on this page have led to further questions on it."""
    name = "form.more-one" if len(items) == 1 else "form.more-many"
    heading = words(name, visit.language, count=len(items))
    return Notice(heading, links=_item_links(visit, items), focus=False)


def unfinished(visit: Visit, items: Sequence[Item]) -> Notice:
    """The respondent was led back to questions that were never seen."""
    heading = words("form.unfinished", visit.language)
    return Notice(heading, words("form.unfinished-text", visit.language), _item_links(visit, items))


def newer_answers(visit: Visit, names: Iterable[str]) -> Notice:
    """The stored answers that this page would replace."""
    variables = [visit.questionnaire.codebook.by_name[name] for name in names]
    links = [_stored_link(visit, variable) for variable in variables]
    heading = words("form.conflict", visit.language)
    return Notice(heading, words("form.conflict-text", visit.language), links)


def remarks(visit: Visit, name: str, found: Sequence[tuple[Item, Validation]]) -> Notice:
    """What soft rules ask to be looked at again, or notes remark."""
    links = [(f"#q-{item.id}", _remark(visit, rule), _wording(visit, item)) for item, rule in found]
    return Notice(words(f"form.{name}", visit.language), words(f"form.{name}-text", visit.language), links)


def _remark(visit: Visit, rule: Validation) -> str:
    return piped(say(rule.message, visit.language), visit.in_words)


def plain_notice(visit: Visit, name: str) -> Notice:
    """A heading and a text of the catalogue."""
    return Notice(words(f"form.{name}", visit.language), words(f"form.{name}-text", visit.language))


def _revision(visit: Visit) -> str:
    return str(visit.response.revision if visit.response else 0)


def _place_parts(visit: Visit, section: Section) -> dict[str, str]:
    """Where the section stands, and what its buttons say."""
    route, language = visit.route, visit.language
    pages_asked = {s.id for s in route.pages} | {section.id}
    sections = [s.id for s in route.sections if s.id in pages_asked]
    page, pages = sections.index(section.id) + 1, len(sections)
    last = walk.neighbour(route, section, 1) is None
    back = Markup('<button class="secondary" name="go" value="back">{}</button>')
    return {
        "page": str(page),
        "pages": str(pages),
        "progress": words("form.progress", language, page=page, pages=pages),
        "next": words("form.send" if last else "form.next", language),
        "back": back.format(words("form.back", language)) if page > 1 else "",
    }


def _errors(pages: Pages, visit: Visit, problems: Found) -> tuple[dict[str, str], list[Link]]:
    """The first message of each field, and one link for each of them."""
    errors: dict[str, str] = {}
    links: list[Link] = []
    for item, problem in problems:
        question = pages.item(visit.questionnaire, item, visit.language)
        name = problem.place.field if problem.place.field in question.fields("error") else item.id
        if name is not None and name not in errors:
            errors[name] = _in_words(visit, problem)
            target = f"#f-{name}" if name in question.fields("invalid") else f"#q-{item.id}"
            asked = _wording(visit, item) if name == item.id else ""
            links.append((target, asked or errors[name], errors[name] if asked else ""))
    return errors, links


def _in_words(visit: Visit, problem: Problem) -> str:
    language = visit.language if visit.language in LANGUAGES else "en"
    return piped(describe(replace(problem, place=Place()), language), visit.in_words)


def _wording(visit: Visit, item: Item) -> str:
    return piped(say(item.text, visit.language), visit.in_words)


def _item_links(visit: Visit, items: Sequence[Item]) -> list[Link]:
    return [(f"#q-{item.id}", _wording(visit, item), "") for item in items]


def _stored_link(visit: Visit, variable: Variable) -> Link:
    label = piped(say(variable.label, visit.language), visit.in_words)
    answer = visit.answers[variable.name]
    reason = words(f"missing.{answer.id}", visit.language) if isinstance(answer, Missing) else None
    stored = words("form.stored-answer", visit.language, answer=reason or said(visit.in_words, variable.name))
    return f"#q-{variable.item}", label, stored


def _notice(pages: Pages, visit: Visit, notice: Notice | None) -> str:
    if notice is None:
        return ""
    shown: Mapping[str, object] = vars(notice)
    return pages.part("notice", visit.language, **shown)
