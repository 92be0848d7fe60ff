"""The addresses of the form. A GET never writes; answers are written by `answer` alone."""

from dataclasses import replace

from flask import Blueprint, Response, abort, current_app, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from surveykit.core.language import LANGUAGES, say
from surveykit.core.questionnaire import Section
from surveykit.core.response import ErasedResponse
from surveykit.errors import OperatorError
from surveykit.form import compose, tokens, walk
from surveykit.form.arrival import find, forged, section_of, visit_from_cookie, visit_of
from surveykit.form.compose import Showing
from surveykit.form.keeping import Conflict, Stamp, close, keep
from surveykit.form.replies import (
    THANKS,
    notes,
    open_of,
    show_refused,
    show_section,
    show_thanks,
    show_unavailable,
    show_welcome,
    to_section,
    to_thanks,
    typed,
)
from surveykit.form.sheet import Sheet, read
from surveykit.form.site import address, site, with_link
from surveykit.form.visit import Visit

routes = Blueprint("form", __name__)


# --- pages -------------------------------------------------------------------------------------------


@routes.get("/_static/<digest>/<name>")
def static(digest: str, name: str) -> Response:
    """A style sheet, script or icon, under the hash of its content."""
    asset = site().assets.get(name)
    if asset is None or asset.digest != digest:
        abort(404)
    answer = Response(asset.content, mimetype=asset.type)
    answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer


@routes.get("/")
def index() -> AnyResponse:
    """The questionnaire, if there is one; else a list."""
    served = [versions[-1] for versions in site().questionnaires.values()]
    if len(served) == 1:
        return redirect(address(served[0]), 303)
    language = request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]
    entries = [(address(q), say(q.title, language)) for q in served]
    return Response(site().pages.part("list", language, entries=entries))


@routes.get("/<id>")
def entrance(id: str) -> AnyResponse:
    """Leads to the language of the response begun, or the best of those that the browser asks for."""
    questionnaire = site().current(id)
    visit = visit_of(id, questionnaire.languages[0])
    begun = visit.response.language if visit.response else None
    wanted = request.accept_languages.best_match(questionnaire.languages)
    language = begun if begun in questionnaire.languages else wanted or questionnaire.languages[0]
    return redirect(with_link(address(questionnaire, language)), 303)


@routes.get("/<id>/<language>")
def welcome(id: str, language: str) -> AnyResponse:
    """The first page, or thanks where the response is closed."""
    visit = visit_of(id, language)
    return to_thanks(visit) if visit.closed else show_welcome(visit)


@routes.get(f"/<id>/<language>/{THANKS}")
def thanks(id: str, language: str) -> AnyResponse:
    """Thanks, only for a response that is stored whole."""
    visit = visit_of(id, language)
    return show_thanks(visit) if visit.closed else redirect(address(visit.questionnaire, language), 303)


@routes.get("/<id>/<language>/<name>")
def section(id: str, language: str, name: str) -> AnyResponse:
    """One section. With `?check` it says what is still open, with `?noted=` what is remarked on another."""
    visit = visit_of(id, language)
    shown = section_of(visit, name)
    if visit.closed:
        return to_thanks(visit)
    if not visit.route.items(shown):
        return redirect(with_link(address(visit.questionnaire, language, _nearest(visit, shown).id)), 303)
    showing = open_of(visit, shown) if "check" in request.args else Showing(notice=notes(visit, _noted()))
    return show_section(visit, shown, replace(showing, carried=carried(visit)))


# --- posts -------------------------------------------------------------------------------------------


@routes.post("/<id>/<language>")
def anew(id: str, language: str) -> AnyResponse:
    """Forget this respondent on this device: the next page has a new token."""
    visit = visit_of(id, language)
    if forged(visit):
        abort(403)
    return _forgetting(visit)


@routes.post("/<id>/<language>/<name>")
def answer(id: str, language: str, name: str) -> AnyResponse:
    """A section's answers: kept as far as they are valid, then the way on. The only view that writes answers."""
    if tokens.cross_site(request):
        abort(403)
    visit = replace(visit_from_cookie(id, language), response=None)
    posted = request.form.to_dict(flat=False)
    try:
        visit = find(visit)
        sheet = read(section_of(visit, name), posted, visit.linked)
        if forged(visit):
            return show_refused(visit, sheet)
        visit = kept(visit, sheet)
        return to_thanks(visit) if visit.closed else onward(visit, sheet)
    except Conflict as conflict:
        visit = replace(visit, response=conflict.current)
        notice = compose.newer_answers(visit, conflict.names)
        return show_section(visit, sheet.section, typed(visit, sheet, notice), 409)
    except ErasedResponse:
        return _forgetting(visit)
    except OperatorError as error:
        # Only the codes: what a database says may quote the answers.
        codes = [problem.code for problem in error.problems]
        current_app.logger.error("the store did not take a page of %s: %s", id, codes)
        return show_unavailable(visit, read(section_of(visit, name), posted))


def _forgetting(visit: Visit) -> AnyResponse:
    """To the first page, without the token."""
    id = visit.questionnaire.id
    leaving = redirect(address(site().current(id), visit.language), 303)
    leaving.delete_cookie(tokens.cookie_name(id), path=address(visit.questionnaire))
    return leaving


def kept(visit: Visit, sheet: Sheet) -> Visit:
    """The visit after what the sheet changes is stored. The first sheet starts the response."""
    now, store = site().clock(), site().store
    go = request.form.get("go")
    language = go if go in visit.questionnaire.languages else visit.language
    key = tokens.key_of(visit.token)
    begun = visit.response or store.start(visit.questionnaire, key, language, now)
    stamp = Stamp(_posted_number("revision"), language, _posted_number("opened"), now)
    return replace(visit, response=keep(store, begun, sheet, stamp))


def onward(visit: Visit, sheet: Sheet) -> AnyResponse:
    """The way on from a page that is stored."""
    go = request.form.get("go", "next")
    if go in visit.questionnaire.languages:
        return to_section(replace(visit, language=go), sheet.section)
    if go == "back":
        before = walk.neighbour(visit.route, sheet.section, -1)
        return to_section(visit, before) if before else redirect(address(visit.questionnaire, visit.language), 303)
    return _objection(visit, sheet) or _forward(visit, sheet.section)


def _objection(visit: Visit, sheet: Sheet) -> AnyResponse | None:
    """The page again, if something on it is wrong, new or to be looked at once more."""
    section = visit.route.section(sheet.section.id)
    found = [(i, p) for i in visit.route.items(section) for p in sheet.problems.get(i.id, ())]
    problems = found or list(walk.refusals(visit.route, section))
    if problems:
        return show_section(visit, section, Showing(sheet.fields(visit.answers), problems), 422)
    new = [item for item in walk.unseen(visit.route, section, visit.answers) if item.id not in sheet.shown]
    if new:
        notice = compose.more_questions(visit, new)
        return show_section(visit, section, Showing(sheet.fields(visit.answers), notice=notice, focus=new[0].id))
    accepted = set(request.form.get("accepted", "").split())
    doubtful = [(item, rule) for item, rule in walk.broken(visit.route, section, "soft") if item.id not in accepted]
    if doubtful:
        notice = compose.remarks(visit, "doubtful", doubtful)
        asked_again = accepted | {item.id for item, _ in doubtful}
        showing = Showing(sheet.fields(visit.answers), notice=notice, accepted=sorted(asked_again))
        return show_section(visit, section, showing)
    return None


def _forward(visit: Visit, section: Section) -> AnyResponse:
    """The next section; after the last one, or where the respondent is screened out, the response is closed."""
    after = walk.neighbour(visit.route, section, 1)
    return to_section(visit, after, noted=section) if after and not visit.route.screened_out else send(visit)


def send(visit: Visit) -> AnyResponse:
    """Close the response; where something is still open, lead there."""
    assert visit.response is not None
    sent = replace(visit, response=close(site().store, visit.questionnaire, visit.response, site().clock()))
    if sent.closed:
        return to_thanks(sent)
    gap = walk.first_open(sent.route, sent.answers)
    return to_section(sent, gap, check=True) if gap else to_thanks(sent)


def carried(visit: Visit) -> dict[str, str]:
    """What the link says for hidden items that have no value yet."""
    return {item.id: request.args[item.id] for item in visit.linked if item.id in request.args}


def _noted() -> str:
    return request.args.get("noted", "")


def _nearest(visit: Visit, skipped: Section) -> Section:
    """The section to show in place of one that is not asked."""
    after, before = (walk.neighbour(visit.route, skipped, step) for step in (1, -1))
    return after or before or visit.route.pages[0]


def _posted_number(name: str) -> int | None:
    digits = request.form.get(name, "")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 12 else None
