"""The form of a file that is being written: what is saved is shown within a second, a fault above the form as it was.

The application is the respondents' own, with a bar on top of each page. It looks at the file on every request; the
page's script asks four times a second whether there is something new. Without script the page is loaded anew by hand.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from flask import Flask, Response
from markupsafe import Markup

from surveykit.core.document import read_text
from surveykit.core.language import LANGUAGES, describe, say
from surveykit.core.questionnaire import Questionnaire
from surveykit.errors import AuthorError, Problem
from surveykit.form.app import create_app
from surveykit.form.piping import piped
from surveykit.form.preview_store import PreviewStore
from surveykit.form.site import address, asset_address, site

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

STATE = "/_preview/state"
"""No questionnaire can have this address: ids begin with a letter."""
SCRIPT = "preview.js"
_SCRIPT = Markup('<script src="{}" defer></script>')
"""It goes before the form's own scripts: these find what was typed where it was."""
MOST_SHOWN = 20
_LANGUAGE = re.compile(r'<html lang="([a-z]+)')


class Preview:
    """A WSGI application that shows a questionnaire file as it is now.

    `load` reads a definition from text and raises AuthorError. `template_folders` are those of the form.
    """

    def __init__(self, file: Path, load: Callable[[str], Questionnaire], template_folders: Sequence[Path]) -> None:
        self._file = file
        self._load = load
        self._folders = template_folders
        self._store = PreviewStore()
        self._lock = Lock()
        self._state = ""
        self._problems: tuple[Problem, ...] = ()
        self._shown: Questionnaire | None = None
        self._app = self._application()

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        with self._lock:
            self._look()
            app = self._app
        return app(environ, start_response)

    def _look(self) -> None:
        """Read the file, and show it if it is new. What is at fault leaves the form as it was."""
        try:
            source = read_text(self._file)
        except AuthorError as error:  # it is being replaced, or has been moved away
            self._state, self._problems = str(error), error.problems
            return
        state = hashlib.sha256(source.encode()).hexdigest()
        if state == self._state:
            return
        self._state, self._problems = state, ()
        before = self._shown
        try:
            self._shown = self._load(source)
            self._app = self._application(self._shown)
        except AuthorError as error:
            self._shown, self._problems = before, error.problems

    def _application(self, *questionnaires: Questionnaire) -> Flask:
        app = create_app(questionnaires, self._store, self._folders)
        app.add_url_rule(STATE, view_func=self._tell_state, endpoint="preview")
        app.after_request(self._with_bar)
        return app

    def _tell_state(self) -> Response:
        return Response(self._state, mimetype="text/plain")

    def _with_bar(self, response: Response) -> Response:
        """Every page gets the bar, in its own language."""
        if response.mimetype == "text/html":
            page = response.get_data(as_text=True)
            found = _LANGUAGE.search(page)
            bar = self._bar(found[1] if found and found[1] in LANGUAGES else LANGUAGES[0])
            script = _SCRIPT.format(asset_address(site().assets[SCRIPT]))
            page = page.replace("<head>", f"<head>\n{script}", 1).replace("<body>", f"<body>\n{bar}", 1)
            response.set_data(page)
        return response

    def _bar(self, language: str) -> Markup:
        told = [describe(problem, language) for problem in self._problems]
        return site().pages.part(
            "preview",
            language,
            file=self._file.name,
            state=self._state,
            faults=told[:MOST_SHOWN],
            more=len(told[MOST_SHOWN:]),
            pages=_pages(self._shown, language) if self._shown else [],
        )


def _pages(questionnaire: Questionnaire, language: str) -> list[tuple[str, str]]:
    """Where each page is, and its title."""
    spoken = language if language in questionnaire.languages else questionnaire.languages[0]
    titles = [("", questionnaire.title), *((section.id, section.title) for section in questionnaire.sections)]
    return [(address(questionnaire, spoken, name), piped(say(title, spoken), lambda _: None)) for name, title in titles]
