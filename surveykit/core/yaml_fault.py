"""Why a text is no YAML, in words that help: the parser's own say what it expected, not what was written.

`fault` looks at the line where the parser stopped and at the one above, and gives the code of a message, the place
of what is wrong, and the values that the message names.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

WIDE = {"“": '"', "”": '"', "‘": "'", "’": "'", "【": "[", "】": "]", "\u3000": " ", "\u00a0": " "}
WIDE |= {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
"""Full-width sign -> the half-width one that a definition is written with."""
_KEY = r"[A-Za-z_][A-Za-z0-9_-]*"
_LEAD = r"\s*(?:-\s+)*"
_WIDE_SIGNS = (
    re.compile(rf"{_LEAD}{_KEY}\s*(：)"),
    re.compile(rf"[{{\[,，｛［]\s*{_KEY}\s*(：)"),
    re.compile(rf"[:：]\s*([｛［【])\s*{_KEY}"),
    re.compile(rf"(，)\s*{_KEY}\s*[:：]"),
    re.compile(r"[:：]\s*[\[{].*([｝］】])\s*\Z"),
)
_ANY_WIDE = re.compile(r"[：，｛｝［］]")
_TIGHT = re.compile(rf"{_LEAD}{_KEY}(:)[^\s:/]")
_BLANKS = re.compile(r"[ \t\u3000\u00a0]*")
_SPECIAL = "%@`&*!|>"

Mark = tuple[int, int]
"""Line and column, both from 0."""
Fault = tuple[str, Mark, Mapping[str, object]]


@dataclass(frozen=True)
class _Line:
    """A line with what is quoted blotted out and without its comment."""

    number: int
    written: str
    bare: str
    open: int | None = None
    """Where a quotation mark opens that does not close in this line."""
    beyond: int | None = None
    """Where a text goes on after its closing quotation mark."""


def fault(source: str, problem: str, at: Mark, context: Mark | None = None, quoted: Mark | None = None) -> Fault:
    """What is wrong. `quoted` is where a quoted text begins that ends in the line of `at`, on lines further down.

    >>> fault("title： A\\nversion: 1\\n", "mapping values are not allowed here", (1, 7))
    ('yaml-full-width', (0, 5), {'found': '：', 'instead': ':'})
    """
    lines = source.splitlines()
    here = _line(lines, at[0])
    suspects = [_line(lines, n) for n in sorted({_above(lines, at[0]), at[0]})]
    found = (
        next(_wide(suspects), None)
        or next(_blanks(suspects), None)
        or _special(lines, at, context)
        or _quotes(suspects, at, context, problem, quoted)
        or next(_tight(suspects), None)
        or _colon(here, at, problem)
        or _shape(lines, problem, at, context)
        or next(_any_wide(suspects), None)
        or _tab(lines, at)
    )
    return found or ("yaml-syntax", at, {})


def _line(lines: list[str], number: int) -> _Line:
    written = lines[number] if 0 <= number < len(lines) else ""
    bare, opened, beyond = list(written), None, None
    i, starts = 0, True
    while i < len(written):
        sign = written[i]
        if sign in "'\"" and starts:
            end = _closing(written, i)
            if end is None:
                opened = i
                bare[i:] = "q" * (len(written) - i)
                break
            bare[i : end + 1] = "q" * (end + 1 - i)
            after = written[end + 1 :].lstrip()
            if beyond is None and after and after[0] not in ",]}:#":
                beyond = end + 1
            i, starts = end + 1, False
            continue
        if sign == "#" and (i == 0 or written[i - 1].isspace()):
            del bare[i:]
            break
        starts = _may_start(written, i, starts)
        i += 1
    return _Line(number, written, "".join(bare), opened, beyond)


def _may_start(written: str, i: int, starts: bool) -> bool:
    """Whether a value may start after this character."""
    sign, blank_follows = written[i], written[i + 1 : i + 2] in ("", " ", "\t")
    if sign == ",":
        return any(bracket in written[:i] for bracket in "[{")
    return sign in "[{" or (starts and sign.isspace()) or (blank_follows and (sign == ":" or (sign == "-" and starts)))


def _closing(written: str, start: int) -> int | None:
    pattern = r"'(?:[^']|'')*'" if written[start] == "'" else r'"(?:[^"\\]|\\.)*"'
    found = re.compile(pattern).match(written, start)
    return found.end() - 1 if found else None


def _above(lines: list[str], number: int) -> int:
    """The nearest line above that says something."""
    numbers = range(min(number, len(lines)) - 1, -1, -1)
    return next((n for n in numbers if lines[n].strip() and not lines[n].lstrip().startswith("#")), number)


def _wide(suspects: list[_Line]) -> Iterator[Fault]:
    for line in suspects:
        for pattern in _WIDE_SIGNS:
            found = pattern.match(line.bare) if pattern.pattern.startswith(_LEAD) else pattern.search(line.bare)
            if found:
                yield _full_width(line, found.start(1))


def _any_wide(suspects: list[_Line]) -> Iterator[Fault]:
    """Where there are brackets, any full-width sign may have been meant as a sign."""
    for line in suspects:
        if ("[" in line.bare or "{" in line.bare) and (found := _ANY_WIDE.search(line.bare)):
            yield _full_width(line, found.start())


def _full_width(line: _Line, column: int) -> Fault:
    sign = line.bare[column]
    return "yaml-full-width", (line.number, column), {"found": sign, "instead": WIDE[sign]}


def _blanks(suspects: list[_Line]) -> Iterator[Fault]:
    for line in suspects:
        blanks = _BLANKS.match(line.written)
        indentation = blanks[0] if blanks else ""
        if "\t" in indentation:
            yield "yaml-tab", (line.number, indentation.index("\t")), {}
        elif indentation.strip(" "):
            yield "yaml-wide-blank", (line.number, len(indentation) - len(indentation.lstrip(" "))), {}


def _tab(lines: list[str], at: Mark) -> Fault | None:
    """A tab behind a value, where editors do not show it."""
    line, column = at
    return ("yaml-tab", at, {}) if line < len(lines) and lines[line][column : column + 1] == "\t" else None


def _special(lines: list[str], at: Mark, context: Mark | None) -> Fault | None:
    """A text that begins with a sign which means something else in YAML."""
    for line, column in (at, context or at):
        sign = lines[line][column : column + 1] if line < len(lines) else ""
        if sign and sign in _SPECIAL:
            return "yaml-special-start", (line, column), {"found": sign}
    return None


def _quotes(suspects: list[_Line], at: Mark, context: Mark | None, problem: str, quoted: Mark | None) -> Fault | None:
    if context and "unexpected end of stream" in problem:
        return "yaml-quote-open", context, {}
    if quoted and quoted[0] < at[0]:
        return "yaml-quote-open", quoted, {}
    for line in suspects:
        if line.open is not None:
            return "yaml-quote-open", (line.number, line.open), {}
        if line.beyond is not None:
            return "yaml-quote-inside", (line.number, line.beyond), {}
    return None


def _tight(suspects: list[_Line]) -> Iterator[Fault]:
    for line in suspects:
        if found := _TIGHT.match(line.bare):
            yield "yaml-tight-colon", (line.number, found.start(1)), {}


def _colon(here: _Line, at: Mark, problem: str) -> Fault | None:
    """A second « : » in a text without quotation marks."""
    if "mapping values" not in problem and "':'" not in problem:
        return None
    before = re.split(r"[\[{,]", here.bare[: at[1]])[-1]
    return ("yaml-second-colon", at, {}) if re.search(r":\s", before) else None


def _shape(lines: list[str], problem: str, at: Mark, context: Mark | None) -> Fault | None:
    """Indentation, brackets, dashes."""
    if "sequence entries" in problem:
        return "yaml-dash", at, {}
    if "expected <block end>" in problem or "mapping values" in problem:
        return "yaml-indentation", at, {}
    if "could not find expected ':'" in problem and context:
        return "yaml-no-colon", context, {}
    if context and context[0] < len(lines) and lines[context[0]][context[1] : context[1] + 1] in ("[", "{"):
        return "yaml-bracket-open", context, {"found": lines[context[0]][context[1]]}
    if at[0] < len(lines) and lines[at[0]][at[1] : at[1] + 1] in ("]", "}"):
        return "yaml-bracket-alone", at, {"found": lines[at[0]][at[1]]}
    return None
