"""Makes the Flask application of the form."""

import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from flask import Flask, g, request
from werkzeug.exceptions import HTTPException

from surveykit.core.questionnaire import Questionnaire
from surveykit.core.response import ResponseStore
from surveykit.errors import AuthorError, OperatorError
from surveykit.form import failures, headers
from surveykit.form.pages import Pages
from surveykit.form.replies import THANKS
from surveykit.form.site import EXTENSION, Site, address, asset_address
from surveykit.form.static import read_assets
from surveykit.form.views import routes

MAXIMUM_BYTES = 1_000_000
MAXIMUM_PARTS = 1_000


class FormApplication(Flask):
    """Flask, but an unexpected error is logged under the number that the respondent is shown."""

    def log_exception(self, exc_info: tuple[type, BaseException, TracebackType] | tuple[None, None, None]) -> None:
        g.failure = secrets.token_hex(4)
        self.logger.error("failure %s in %s", g.failure, request.endpoint, exc_info=exc_info)


def now() -> datetime:
    """The time in UTC."""
    return datetime.now(UTC)


def create_app(
    questionnaires: Sequence[Questionnaire],
    store: ResponseStore,
    template_folders: Sequence[Path],
    clock: Callable[[], datetime] = now,
) -> Flask:
    """The form of these questionnaires, as a WSGI application.

    Of several versions with one id the last takes new responses; responses begun with an earlier one go on with it.
    `template_folders`: where `form/` and `items/<kind>/` are; the first that has a file wins. `clock` gives the time
    in UTC. Every questionnaire is registered with the store. Raises AuthorError for a section named `thanks`.
    """
    by_id: dict[str, list[Questionnaire]] = {}
    for questionnaire in questionnaires:
        if any(section.id == THANKS for section in questionnaire.sections):
            raise AuthorError.of("section-id-reserved", id=THANKS)
        by_id.setdefault(questionnaire.id, []).append(questionnaire)
        store.register(questionnaire)
    app = FormApplication("surveykit.form", static_folder=None)
    app.config.update(
        MAX_CONTENT_LENGTH=MAXIMUM_BYTES,
        MAX_FORM_MEMORY_SIZE=MAXIMUM_BYTES,
        MAX_FORM_PARTS=MAXIMUM_PARTS,
        # No session is used; if one ever is, its cookie is safe.
        SESSION_COOKIE_SECURE=True,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
    )
    assets = read_assets(template_folders)
    pages = Pages(template_folders, assets, lambda name: asset_address(assets[name]), address)
    app.extensions[EXTENSION] = Site(by_id, store, pages, assets, clock)
    app.register_blueprint(routes)
    app.register_error_handler(HTTPException, failures.http_failure)
    app.register_error_handler(OperatorError, failures.store_failure)
    app.after_request(headers.harden)
    return app
