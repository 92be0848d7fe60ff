"""What a view answers with: a page, or the way to one."""

from dataclasses import replace

from flask import Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from surveykit.core.questionnaire import Section
from surveykit.form import compose, tokens, walk
from surveykit.form.compose import Showing
from surveykit.form.failures import RETRY_SECONDS
from surveykit.form.sheet import Sheet
from surveykit.form.site import address, site, with_link
from surveykit.form.visit import Visit

THANKS = "thanks"


def to_section(visit: Visit, target: Section, check: bool = False, noted: Section | None = None) -> AnyResponse:
    """Leads to a section: by its address, or at once where a redirect would lose the token.

    `noted` is the section just answered, whose notes are to be shown.
    """
    if visit.cookie:
        asked = "?check" if check else f"?noted={noted.id}" if noted and notes(visit, noted.id) else ""
        return redirect(address(visit.questionnaire, visit.language, target.id) + asked, 303)
    if check:
        return show_section(visit, target, open_of(visit, target))
    return show_section(visit, target, Showing(notice=notes(visit, noted.id) if noted else None))


def notes(visit: Visit, name: str) -> compose.Notice | None:
    """What the rules have to remark on a section that was answered."""
    section = next((s for s in visit.route.pages if s.id == name), None)
    remarks = list(walk.broken(visit.route, section, "note")) if section else []
    return compose.remarks(visit, "noted", remarks) if remarks else None


def to_thanks(visit: Visit) -> AnyResponse:
    """Leads to the last page."""
    if visit.cookie:
        return redirect(address(visit.questionnaire, visit.language, THANKS), 303)
    return show_thanks(visit)


def show_section(visit: Visit, shown: Section, showing: Showing, status: int = 200) -> Response:
    """A section as it stands."""
    return page(visit, compose.section_page(site().pages, visit, shown, showing, site().clock()), status)


def show_welcome(visit: Visit) -> Response:
    """The first page, which leads to the first open section."""
    home = address(visit.questionnaire, visit.language)
    first = walk.resume(visit.route, visit.answers)
    start = with_link(address(visit.questionnaire, visit.language, first.id))
    return page(visit, compose.welcome_page(site().pages, visit, start, home))


def show_thanks(visit: Visit) -> Response:
    """The last page."""
    home = address(visit.questionnaire, visit.language)
    return page(visit, compose.thanks_page(site().pages, visit, home))


def show_refused(visit: Visit, sheet: Sheet) -> Response:
    """The page as typed, with the token that the browser should have sent.

    It has no revision: what it shows has not been compared with the response of that token.
    """
    notice = compose.plain_notice(visit, "refused")
    return show_section(visit, sheet.section, replace(typed(visit, sheet, notice), revision=""), 403)


def show_unavailable(visit: Visit, sheet: Sheet) -> Response:
    """The page as typed, while the store cannot be written."""
    notice = compose.plain_notice(visit, "unavailable")
    as_posted = replace(typed(visit, sheet, notice), revision=request.form.get("revision", ""))
    answer = show_section(visit, sheet.section, as_posted, 503)
    answer.headers["Retry-After"] = str(RETRY_SECONDS)
    return answer


def typed(visit: Visit, sheet: Sheet, notice: compose.Notice) -> Showing:
    """The page as it was typed, all that it showed included."""
    return Showing(sheet.fields(visit.answers), notice=notice, also=sheet.shown)


def page(visit: Visit, html: str, status: int = 200) -> Response:
    """A page with the visit's cookie, if the browser has none."""
    answer = Response(html, status)
    if not visit.cookie:
        answer.set_cookie(
            tokens.cookie_name(visit.questionnaire.id),
            visit.token,
            max_age=tokens.COOKIE_SECONDS,
            path=address(visit.questionnaire),
            secure=request.is_secure,
            httponly=True,
            samesite="Lax",
        )
    return answer


def open_of(visit: Visit, shown: Section) -> Showing:
    """What is still open in a section, said as errors or as a notice."""
    unseen = walk.unseen(visit.route, shown, visit.answers)
    problems = [(i, p) for i, p in walk.gaps(visit.route, shown, visit.answers) if i not in unseen]
    notice = compose.unfinished(visit, unseen) if unseen else None
    return Showing(problems=problems, notice=notice)
