"""Templates: fill `{{ parameters }}` and make a questionnaire of one's own.

A template is a definition with a `template:` block on top. Filling keeps the author's layout and comments:
only the values that hold a parameter are rewritten.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from surveykit.core.document import (
    NAME,
    Map,
    Node,
    Reader,
    Scalar,
    Sequence,
    did_you_mean,
    parse,
    read_text,
    unprintable,
)
from surveykit.core.language import LANGUAGES, Text, say
from surveykit.errors import AuthorError, Place, Problem, raise_all

_PARAMETER = re.compile(r"\{\{\s*(.*?)\s*\}\}")
QUESTIONNAIRE = "questionnaire"
MAXIMUM_VALUE = 500
"""Characters: a parameter is a phrase within a sentence."""


@dataclass(frozen=True)
class Parameter:
    """What a template asks for: a label, and the value that stands if nothing is said."""

    label: Text
    default: Text


@dataclass(frozen=True)
class Template:
    """An instrument to start from."""

    id: str
    version: str
    title: Text
    about: Text
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    source: str = field(default="", compare=False)
    file: str = field(default="", compare=False)


def load_template(path: Path) -> Template:
    """Read a template file; its id is the file's name. Raises AuthorError with every problem."""
    source = read_text(path)
    top = parse(source, str(path))
    reader = Reader(LANGUAGES)
    block = top.entries.get("template")
    if block is None:
        raise AuthorError.of("not-a-template", top.place)
    built = reader.record(block, Template, id=path.stem, source=source, file=str(path))
    raise_all(AuthorError, reader.problems)
    assert isinstance(built, Template)  # without problems there is a template
    return built


def settings(pairs: Mapping[str, str], template: Template) -> dict[str, Text]:
    """`company=Acme`, `company.zh=某公司` -> every parameter in every language, defaults where nothing is said.

    Raises AuthorError for a parameter or a language that the template does not have, and for a value that is
    empty, too long or cannot be printed.
    """
    values = {name: dict(p.default) for name, p in template.parameters.items()}
    problems = []
    for key, text in pairs.items():
        name, _, language = key.partition(".")
        if name not in values:
            hint = did_you_mean(name, values)
            problems.append(Problem("unknown-parameter", Place(), {"name": name, "hint": hint}))
        elif language and language not in LANGUAGES:
            hint = did_you_mean(language, LANGUAGES)
            problems.append(Problem("unknown-language", Place(), {"word": language, "hint": hint}))
        elif character := unprintable(text):
            problems.append(Problem("yaml-unprintable", Place(), {"character": character}))
        elif not text.strip():
            problems.append(Problem("empty-setting", Place(), {"name": key}))
        elif len(text) > MAXIMUM_VALUE:
            problems.append(Problem("long-setting", Place(), {"name": key, "most": MAXIMUM_VALUE}))
        else:
            values[name] |= {language: text} if language else dict.fromkeys(LANGUAGES, text)
    raise_all(AuthorError, problems)
    return dict(values)


def make(template: Template, id: str, values: Mapping[str, Text]) -> str:
    """The text of a questionnaire of that id: the template without its own block, every parameter filled.

    A parameter is a phrase: line ends and runs of blanks in it become one blank.
    Raises AuthorError for an unfit id or a parameter without a value.
    """
    if not NAME.match(id):
        raise AuthorError.of("bad-file-name", Place(), id=id)
    top = parse(template.source, template.file)
    filler = _Filler(template.source, id, values)
    for key, node in top.entries.items():
        if key != "template":
            filler.visit(node)
    raise_all(AuthorError, filler.problems)
    filler.edits.append((*_block(template.source, top), ""))
    return _header(template, values) + filler.filled().lstrip("\n")


@dataclass
class _Filler:
    """Collects the replacements of a template's values, then applies them to its source."""

    source: str
    id: str
    values: Mapping[str, Text]
    edits: list[tuple[int, int, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def visit(self, node: Node, language: str = "") -> None:
        if isinstance(node, Map):
            for key, child in node.entries.items():
                self.visit(child, key if key in LANGUAGES else language)
        elif isinstance(node, Sequence):
            for child in node.items:
                self.visit(child, language)
        elif _PARAMETER.search(node.text):
            self.edits.append((node.start, node.end, self.replaced(node, language)))

    def replaced(self, node: Scalar, language: str) -> str:
        def value(found: re.Match[str]) -> str:
            return self.value(found[1], node.place, language)

        if node.block:  # a block's words are taken as they stand, so nothing needs quoting there
            return _PARAMETER.sub(value, self.source[node.start : node.end])
        return json.dumps(_PARAMETER.sub(value, node.text), ensure_ascii=False)

    def value(self, name: str, place: Place, language: str) -> str:
        if name == QUESTIONNAIRE:
            return self.id
        if name not in self.values:
            hint = did_you_mean(name, [QUESTIONNAIRE, *self.values])
            self.problems.append(Problem("unknown-parameter", place, {"name": name, "hint": hint}))
            return ""
        return " ".join(say(self.values[name], language).split())

    def filled(self) -> str:
        text = self.source
        for start, end, new in sorted(self.edits, reverse=True):
            text = text[:start] + new + text[end:]
        return text


def _header(template: Template, values: Mapping[str, Text]) -> str:
    lines = [f"# Made from the template {template.id} (version {template.version}) with:"]
    for name, text in values.items():
        shown = " / ".join(dict.fromkeys(text.values()))
        lines.append(f"#   {name}: {' '.join(shown.split())}")
    return "\n".join(lines) + "\n"


def _block(source: str, top: Map) -> tuple[int, int]:
    """Where the `template:` block begins and ends. A comment above the next key belongs to that key."""
    start = top.keys["template"].start
    end = min((key.start for key in top.keys.values() if key.start > start), default=len(source))
    while above := re.search(r"\n#.*\n\Z", source[start:end]):
        end = start + above.start() + 1
    return start, end
