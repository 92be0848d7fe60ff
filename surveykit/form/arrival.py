"""From a request to a visit: the token, the response that belongs to it, the version that was begun."""

from dataclasses import replace

from flask import abort, request
from werkzeug.wrappers import Response

from surveykit.core.questionnaire import Section
from surveykit.form import tokens
from surveykit.form.failures import failure_page
from surveykit.form.site import address, site
from surveykit.form.visit import Visit


def visit_from_cookie(id: str, language: str) -> Visit:
    """The visit without its response: the token is the cookie's, the form's, or a new one."""
    questionnaire = site().current(id)
    if language not in questionnaire.languages:
        abort(404)
    cookie, posted = request.cookies.get(tokens.cookie_name(id)), request.form.get("token")
    if tokens.well_formed(cookie):
        return Visit(questionnaire, language, str(cookie), cookie=True)
    token = str(posted) if tokens.well_formed(posted) else tokens.mint()
    return Visit(questionnaire, language, token, cookie=False)


def find(visit: Visit) -> Visit:
    """The visit with its response and the version that was begun."""
    response = site().store.find(visit.questionnaire.id, tokens.key_of(visit.token))
    if response is None:
        return visit
    version = site().version_of(response)
    if version is None:
        abort(_gone(visit))
    return replace(visit, questionnaire=version, response=response)


def visit_of(id: str, language: str) -> Visit:
    """Who is asking."""
    return find(visit_from_cookie(id, language))


def forged(visit: Visit) -> bool:
    """Whether a post lacks the token that only our own pages know."""
    return tokens.cross_site(request) or request.form.get("token") != visit.token


def section_of(visit: Visit, name: str) -> Section:
    """The section of that id as this respondent sees it, or 404."""
    try:
        return visit.route.section(name)
    except KeyError:
        abort(404)


def _gone(visit: Visit) -> Response:
    """The version that was begun is no longer served. The device forgets it; what is stored stays."""
    answer = failure_page(410)
    answer.delete_cookie(tokens.cookie_name(visit.questionnaire.id), path=address(visit.questionnaire))
    return answer
