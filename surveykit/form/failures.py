"""Pages about failures: plain, in every language of ours, and without a word of what happened inside."""

from flask import Response, current_app, g, request
from werkzeug.exceptions import HTTPException, InternalServerError

from surveykit.core.language import LANGUAGES
from surveykit.errors import OperatorError
from surveykit.form.pages import tag_of, words
from surveykit.form.site import site

RETRY_SECONDS = 10
WORDED = (400, 403, 404, 405, 410, 413, 500, 503)


def http_failure(error: HTTPException) -> Response:
    """The page for an HTTP error. An unexpected error shows the number that it was logged under."""
    code = error.code or 500
    answer = failure_page(
        code if code in WORDED else 400 if code < 500 else 500,
        g.get("failure", "") if isinstance(error, InternalServerError) else "",
    )
    answer.status_code = code
    return answer


def store_failure(error: OperatorError) -> Response:
    """The page while the store does not answer."""
    current_app.logger.error("the store did not answer: %s", [problem.code for problem in error.problems])
    answer = failure_page(503)
    answer.headers["Retry-After"] = str(RETRY_SECONDS)
    return answer


def failure_page(code: int, number: str = "") -> Response:
    """A plain page in every language of ours, the likeliest first."""
    wanted = request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]
    entries = [
        {
            "tag": tag_of(language),
            "heading": words(f"form.failure-{code}", language),
            "text": words(f"form.failure-{code}-text", language),
            "number": words("form.failure-number", language, number=number),
        }
        for language in sorted(LANGUAGES, key=lambda language: language != wanted)
    ]
    return Response(site().pages.part("failure", wanted, entries=entries, number=number), code)
