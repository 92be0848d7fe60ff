"""The report's templates: everything is escaped, and an unknown name is an error."""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from surveykit.core.language import message


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
    environment.globals["styles"] = lambda *names: _styles(environment, names)
    return environment


def render(name: str, folders: Sequence[Path], language: str, **context: object) -> str:
    """A template of the first folder that has it. In it, `word` says our own words in the language."""
    return _environment(tuple(folders)).get_template(name).render(word=words(language), **context)


def words(language: str) -> Callable[..., str]:
    """The function that templates call for our own words: the message `report.<name>`."""

    def word(name: str, /, **values: object) -> str:
        return message(f"report.{name}", language, **values)

    return word


def _styles(environment: Environment, names: Sequence[str]) -> Markup:
    sources = (environment.loader.get_source(environment, name)[0] for name in names if environment.loader)
    return Markup("\n".join(sources))  # noqa: S704 - style sheets are ours or the workspace's
