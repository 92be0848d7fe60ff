"""What the views work with, and where each page is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, cast

from flask import abort, current_app, request, url_for

from surveykit.core.questionnaire import Questionnaire
from surveykit.core.response import Response, ResponseStore
from surveykit.form.pages import Pages
from surveykit.form.static import Asset

EXTENSION = "surveykit.form"


class Clock(Protocol):
    """The time now, in UTC."""

    def __call__(self) -> datetime: ...


@dataclass(frozen=True)
class Site:
    """One application. `questionnaires` has the versions of each id; the last is for new responses."""

    questionnaires: Mapping[str, Sequence[Questionnaire]]
    store: ResponseStore
    pages: Pages
    assets: Mapping[str, Asset]
    clock: Clock

    def current(self, id: str) -> Questionnaire:
        """The version for new responses. Answers 404 for an unknown id."""
        if id not in self.questionnaires:
            abort(404)
        return self.questionnaires[id][-1]

    def version_of(self, response: Response) -> Questionnaire | None:
        """The version that a response was begun with, if it is still served."""
        versions = self.questionnaires[response.questionnaire]
        return next((q for q in versions if q.hash == response.version), None)


def site() -> Site:
    """The site of this application."""
    return cast(Site, current_app.extensions[EXTENSION])


def address(questionnaire: Questionnaire, language: str = "", name: str = "") -> str:
    """Where a questionnaire, its first page in a language, or one of its sections is."""
    if not language:
        return url_for("form.entrance", id=questionnaire.id)
    if not name:
        return url_for("form.welcome", id=questionnaire.id, language=language)
    return url_for("form.section", id=questionnaire.id, language=language, name=name)


def asset_address(asset: Asset) -> str:
    """Where a static file is: under the hash of its content."""
    return url_for("form.static", digest=asset.digest, name=asset.name)


def with_link(target: str) -> str:
    """The address with what came with the link: hidden items are filled from it on the first page that is sent."""
    return f"{target}?{request.query_string.decode('ascii', 'replace')}" if request.query_string else target
