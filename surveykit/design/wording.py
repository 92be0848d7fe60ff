"""Templates: fill `{{ parameters }}` and make a questionnaire of one's own.

A template is a definition with a `template:` block on top. Filling keeps the author's layout and comments:
only the values that hold a parameter are rewritten. An entry whose key names a list, such as
`row_{{ features }}: {en: "{{ features }}", zh: "{{ features }}"}`, stands on lines of its own and is written once for
each phrase of the list, with the phrase's number in its key.
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

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
from surveykit.core.language import LANGUAGES, Text, both, join, message, say
from surveykit.errors import AuthorError, Place, Problem, raise_all

_PARAMETER = re.compile(r"\{\{\s*(.*?)\s*\}\}")
QUESTIONNAIRE = "questionnaire"
COMPARING = "comparing"
"""What to mind where answers in several languages are compared; nothing in a questionnaire of one language."""
MAXIMUM_VALUE = 500
"""Characters: a parameter is a phrase within a sentence."""
MOST_PHRASES = 20
_BETWEEN = re.compile("[;；]")
_SIGNS = ("${", "{{")
"""What begins an earlier answer, or a parameter, wherever it stands in a questionnaire."""
_MINUTES = re.compile(r"[1-9][0-9]{0,2}")


@dataclass(frozen=True)
class Parameter:
    """What a template asks for: a label, and the value that stands if nothing is said.

    A `text` is a phrase; a `list` holds phrases with semicolons between them, as many in each language; `minutes` is
    how long the questionnaire takes, which adds up where several templates make one questionnaire.
    """

    label: Text
    default: Text
    type: Literal["text", "list", "minutes"] = "text"


Parameters = Mapping[str, Parameter]


@dataclass(frozen=True)
class Template:
    """An instrument to start from."""

    id: str
    version: str
    title: Text
    about: Text
    parameters: Parameters = field(default_factory=dict)
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


def parameters(templates: Collection[Template]) -> Parameters:
    """What several templates ask for together: a parameter of the same name is asked once, minutes add up."""
    asked: dict[str, Parameter] = {}
    for template in templates:
        for name, parameter in template.parameters.items():
            known = asked.setdefault(name, parameter)
            if known is not parameter and known.type == parameter.type == "minutes":
                sums = {k: str(int(known.default[k]) + int(v)) for k, v in parameter.default.items()}
                asked[name] = replace(known, default=sums)
    return asked


def settings(pairs: Mapping[str, str], *templates: Template, languages: Collection[str] = LANGUAGES) -> dict[str, Text]:
    """`company=Acme`, `company.zh=某公司` -> every parameter in every language, defaults where nothing is said.

    Raises AuthorError for a parameter or a language that no template has, and for a value that is empty, too long,
    cannot be printed, is not of the parameter's type, or would be read as something else than words; and for lists that
    say the same twice, or have not as many phrases in each language.
    """
    asked = parameters(templates)
    values = {name: {language: say(p.default, language) for language in languages} for name, p in asked.items()}
    problems = []
    for key, text in pairs.items():
        name, _, language = key.partition(".")
        if name not in values:
            hint = did_you_mean(name, values)
            problems.append(Problem("unknown-parameter", Place(), {"name": name, "hint": hint}))
        elif language and language not in languages:
            hint = did_you_mean(language, languages)
            problems.append(Problem("unknown-language", Place(), {"word": language, "hint": hint}))
        elif unfit := list(faults(key, text, asked[name])):
            problems += unfit
        else:
            values[name] |= {language: text} if language else dict.fromkeys(languages, text)
    problems += [problem for name, text in values.items() for problem in uneven(name, asked[name], text.values())]
    raise_all(AuthorError, problems)
    return dict(values)


def faults(key: str, text: str, parameter: Parameter) -> Iterator[Problem]:
    """What is wrong with a value, by itself."""
    listed = parameter.type == "list"
    found = phrases(text) if listed else [text]
    if character := unprintable(text):
        yield Problem("yaml-unprintable", Place(), {"character": character})
    elif not found or not all(phrase.strip() for phrase in found):
        yield Problem("empty-setting", Place(), {"name": key})
    elif any(len(phrase) > MAXIMUM_VALUE for phrase in found):
        yield Problem("long-setting", Place(), {"name": key, "most": MAXIMUM_VALUE})
    elif listed and len(found) > MOST_PHRASES:
        yield Problem("long-list-setting", Place(), {"name": key, "count": len(found), "most": MOST_PHRASES})
    elif sign := next((sign for sign in _SIGNS if sign in text), ""):
        yield Problem("setting-with-sign", Place(), {"name": key, "found": sign})
    elif listed and (repeated := _repeated(found)):
        yield Problem("repeated-phrase", Place(), {"name": key, "found": repeated})
    elif parameter.type == "minutes" and not _MINUTES.fullmatch(text.strip()):
        yield Problem("minutes-setting", Place(), {"name": key, "found": text})


def uneven(name: str, parameter: Parameter, texts: Collection[str]) -> Iterator[Problem]:
    """A list has as many phrases in each language."""
    counts = [len(phrases(text)) for text in texts] if parameter.type == "list" else []
    if len({*counts}) > 1:
        yield Problem("uneven-list", Place(), {"name": name, "counts": tuple(counts)})


def _repeated(phrases: list[str]) -> str:
    """A phrase that stands twice in a list, whatever its capitals; empty if none does."""
    plain = [phrase.casefold() for phrase in phrases]
    return next((phrase for at, phrase in enumerate(phrases) if plain[at] in plain[:at]), "")


def phrases(text: str) -> list[str]:
    """The phrases of a list, which semicolons of either width part.

    >>> phrases("Tracking online; A loan device")
    ['Tracking online', 'A loan device']
    """
    return [" ".join(phrase.split()) for phrase in _BETWEEN.split(text) if phrase.strip()]


def make(template: Template, id: str, values: Mapping[str, Text]) -> str:
    """The text of a questionnaire of that id, with what it was made from; see `filled`."""
    return header([template], values) + filled(template, id, values)


def filled(template: Template, id: str, values: Mapping[str, Text]) -> str:
    """The template without its own block, every parameter filled.

    A parameter is a phrase: line ends and runs of blanks in it become one blank.
    Raises AuthorError for an unfit id or a parameter without a value.
    """
    if not NAME.match(id):
        raise AuthorError.of("bad-file-name", Place(), id=id)
    top = parse(template.source, template.file)
    listed = [name for name, p in template.parameters.items() if p.type == "list" and name in values]
    filler = _Filler(template.source, id, values, {name: _each(values[name]) for name in listed})
    for key, node in top.entries.items():
        if key != "template":
            filler.visit(node)
    raise_all(AuthorError, filler.problems)
    filler.edits.append((*_block(template.source, top), ""))
    return filler.filled().lstrip("\n")


def _each(value: Text) -> list[Text]:
    """The phrases of a list, each in every language."""
    found = {language: phrases(text) for language, text in value.items()}
    return [dict(zip(found, one, strict=True)) for one in zip(*found.values(), strict=True)]


@dataclass
class _Filler:
    """Collects the replacements of a template's values, then applies them to its source."""

    source: str
    id: str
    values: Mapping[str, Text]
    lists: Mapping[str, list[Text]] = field(default_factory=dict)
    edits: list[tuple[int, int, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def visit(self, node: Node, language: str = "") -> None:
        if isinstance(node, Map):
            for key, child in node.entries.items():
                found = _PARAMETER.search(key)
                if found and found[1] in self.lists:
                    self.repeat(node.keys[key], child, found[1])
                else:
                    self.visit(child, key if key in LANGUAGES else language)
        elif isinstance(node, Sequence):
            for child in node.items:
                self.visit(child, language)
        elif _PARAMETER.search(node.text):
            self.edits.append((node.start, node.end, self.replaced(node, language)))

    def repeat(self, key: Scalar, child: Node, name: str) -> None:
        """The lines of an entry, once for each phrase of a list."""
        start = self.source.rfind("\n", 0, key.start) + 1
        end = self.source.find("\n", max(node.end for node in _scalars(child))) + 1 or len(self.source)
        others = {other: texts for other, texts in self.lists.items() if other != name}
        written = ""
        for at, phrase in enumerate(self.lists[name], 1):
            one = replace(self, values={**self.values, name: phrase}, lists=others, edits=[])
            one.edits.append((key.start, key.end, _PARAMETER.sub(str(at), key.text)))
            one.visit(child)
            written += one.filled(start, end)
        self.edits.append((start, end, written))

    def replaced(self, node: Scalar, language: str) -> str:
        def value(found: re.Match[str]) -> str:
            return self.value(found[1], node.place, language)

        if node.block:  # a block's words are taken as they stand, so nothing needs quoting there
            return _PARAMETER.sub(value, self.source[node.start : node.end])
        return json.dumps(_PARAMETER.sub(value, node.text).strip(), ensure_ascii=False)

    def value(self, name: str, place: Place, language: str) -> str:
        if name == QUESTIONNAIRE:
            return self.id
        if name == COMPARING:
            return message("design.comparing", language) if len(_languages(self.values)) > 1 else ""
        if name not in self.values:
            hint = did_you_mean(name, [QUESTIONNAIRE, COMPARING, *self.values])
            self.problems.append(Problem("unknown-parameter", place, {"name": name, "hint": hint}))
            return ""
        if name in self.lists:
            return join(self.lists[name], language)
        return " ".join(say(self.values[name], language).split())

    def filled(self, begin: int = 0, until: int | None = None) -> str:
        """A part of the source with the edits in it; all of it, if not said."""
        text = self.source[:until]
        for start, end, new in sorted(self.edits, reverse=True):
            text = text[:start] + new + text[end:]
        return text[begin:]


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
        return
    for child in node.entries.values() if isinstance(node, Map) else node.items:
        yield from _scalars(child)


def header(templates: Collection[Template], values: Mapping[str, Text]) -> str:
    """The comment that says what a questionnaire was made from, in each of its languages."""
    named = [both("design.template", id=template.id, version=template.version) for template in templates]
    said = "design.made_from_several" if len(templates) > 1 else "design.made_from"
    tongues = _languages(values)
    lines = [f"# {message(said, language, templates=join(named, language))}" for language in tongues]
    for name, text in values.items():
        shown = " / ".join(dict.fromkeys(text.values()))
        lines.append(f"#   {name}: {' '.join(shown.split())}")
    return "\n".join(lines) + "\n"


def _languages(values: Mapping[str, Text]) -> list[str]:
    """The languages that a questionnaire of these values has."""
    return list(dict.fromkeys(language for text in values.values() for language in text)) or list(LANGUAGES)


def _block(source: str, top: Map) -> tuple[int, int]:
    """Where the `template:` block begins and ends. A comment above the next key belongs to that key."""
    start = top.keys["template"].start
    end = min((key.start for key in top.keys.values() if key.start > start), default=len(source))
    while above := re.search(r"\n#.*\n\Z", source[start:end]):
        end = start + above.start() + 1
    return start, end
