"""The report's templates: everything is escaped, and an unknown name is an error."""

import hashlib
from base64 import b64encode
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from surveykit.core.language import message
from surveykit.report.bilingual import alone, pair
from surveykit.report.columns import column_widths


@cache
def _environment(folders: tuple[Path, ...]) -> Environment:
    # A name that an earlier folder has replaces the later one's: that is how a workspace changes a page.
    environment = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["alone"] = alone
    environment.filters["column_widths"] = column_widths
    environment.globals["styles"] = lambda *names: _sources(environment, names)
    environment.globals["script"] = lambda name: _sources(environment, [name])
    environment.globals["script_hash"] = lambda name: _hash(_sources(environment, [name]))
    return environment


def render(name: str, folders: Sequence[Path], *languages: str, **context: object) -> str:
    """A template of the first folder that has it. In it, `word` says our own words in the language, or in both."""
    return _environment(tuple(folders)).get_template(name).render(word=words(*languages), **context)


def words(*languages: str) -> Callable[..., str]:
    """The function that templates call for our own words: the message `report.<name>`."""

    def word(name: str, /, **values: object) -> str:
        said = {language: message(f"report.{name}", language, **values) for language in languages}
        return pair(*said.items()) if len(said) > 1 else said[languages[0]]

    return word


def _sources(environment: Environment, names: Sequence[str]) -> Markup:
    sources = (environment.loader.get_source(environment, name)[0] for name in names if environment.loader)
    return Markup("\n".join(sources))  # noqa: S704 - styles and scripts are ours or the workspace's


def _hash(source: str) -> str:
    """What a page's policy names the one script by that may run."""
    return f"sha256-{b64encode(hashlib.sha256(source.encode()).digest()).decode()}"
