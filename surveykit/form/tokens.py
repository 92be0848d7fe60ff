"""The respondent's secret: 256 random bits in a cookie and in each form. The store knows only its hash."""

import hashlib
import re
import secrets
from urllib.parse import urlsplit

from werkzeug.wrappers import Request

COOKIE_SECONDS = 14 * 24 * 3600
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}\Z")


def mint() -> str:
    """A new token of 43 characters."""
    return secrets.token_urlsafe(32)


def well_formed(token: str | None) -> bool:
    """Whether this can be a token of ours.

    >>> well_formed(mint()), well_formed("short"), well_formed(None)
    (True, False, False)
    """
    return token is not None and _TOKEN.match(token) is not None


def key_of(token: str) -> str:
    """What the store keeps in place of the token: 64 hexadecimal digits, from which it cannot be had back."""
    return hashlib.sha256(token.encode()).hexdigest()


def cookie_name(questionnaire: str) -> str:
    """One cookie a questionnaire, so that two in one browser never mix.

    >>> cookie_name("after-sales")
    'surveykit-after-sales'
    """
    return f"surveykit-{questionnaire}"


def cross_site(request: Request) -> bool:
    """Whether the browser says that another site sent this.

    With `Referrer-Policy: no-referrer` browsers send `Origin: null` for our own forms too: null says nothing.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin", "null")
    return origin != "null" and urlsplit(origin).netloc != request.host
