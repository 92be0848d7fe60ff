"""The method appendix: the disclosure, how it was computed, what was refused, and the references."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence

from surveykit.core.codebook import Codebook
from surveykit.core.finding import Cell, Column, Finding, Method, Style, Table
from surveykit.core.language import Text, both, same
from surveykit.core.numbers import bounded, count, number, percent
from surveykit.report.context import Part, Prose, Remark, TableView
from surveykit.report.exhibits import Writer
from surveykit.report.limitations import FEWEST
from surveykit.report.options import options_in_words
from surveykit.report.preset import Depth
from surveykit.report.study import Study, report_id
from surveykit.report.typography import prose, spoken

Rows = tuple[tuple[Cell, ...], ...]
_HANZI = re.compile("[\u4e00-\u9fff]")


def method_parts(writer: Writer, study: Study) -> tuple[Part, ...]:
    """The appendix, in its order: the disclosure in lines, or the disclosure with what was used, or all of it."""
    if writer.depth is Depth.HEADLINES:
        return (Part(remarks=tuple(_disclosed(writer, study))),)
    named = (
        ("disclosure", _disclosure(writer, study)),
        ("refusals", _refusals(writer, study.findings)),
        ("thresholds", _thresholds(study)),
        ("conventions", study.conventions),
        ("software", _software(study)),
        ("fingerprints", _fingerprints(writer, study)),
    )
    if writer.depth is Depth.SHORT:
        return tuple(_part(writer, name, rows) for name, rows in named if name in BRIEF)
    tables = [_part(writer, name, rows) for name, rows in named]
    return (*tables[:2], _methods(writer, study), *tables[2:])


def references(study: Study, language: str) -> tuple[Prose, ...]:
    """Every work that a finding or the instrument names, once, in alphabetical order, in its own language."""
    own = study.questionnaire.instrument.references if study.questionnaire.instrument else ()
    named = {*own, *(r for f in study.findings for r in f.references)}
    ordered = sorted(named, key=lambda r: (r.casefold(), r))
    return tuple(spoken({"zh" if _HANZI.search(r) else "en": r}, language) for r in ordered)


BRIEF = ("disclosure", "software", "fingerprints")
"""What a short appendix has."""
COLUMNS: Mapping[str, tuple[Style, ...]] = {
    "disclosure": (Style.TEXT, Style.TEXT),
    "refusals": (Style.TEXT, Style.TEXT, Style.TEXT),
    "thresholds": (Style.TEXT, Style.TEXT),
    "conventions": (Style.ID, Style.TEXT),
    "software": (Style.TEXT, Style.TEXT),
    "fingerprints": (Style.TEXT, Style.ID),
}
"""Table -> how its columns are printed; their headings are the messages `report.<table>.column.<number>`."""


def _part(writer: Writer, name: str, rows: Rows) -> Part:
    title = writer.word(f"{name}.heading")
    intro = (writer.sentence(f"{name}.intro"),)
    if not rows:
        return Part(title, (writer.sentence(f"{name}.none"),))
    return Part(title, intro, tables=(_table(writer, name, rows),))


def _table(writer: Writer, name: str, rows: Rows) -> TableView:
    columns = tuple(Column(both(f"report.{name}.column.{at}"), style) for at, style in enumerate(COLUMNS[name], 1))
    return writer.table(Table(both(f"report.{name}.title"), columns, rows))


def _disclosure(writer: Writer, study: Study) -> Rows:
    said = study.plan.disclosure
    instrument = "in_questionnaire" if "section:questionnaire" in writer.numbers else "questionnaire_elsewhere"
    rules = "rules" if writer.whole else "rules_elsewhere"
    slots: tuple[tuple[str, Text | None], ...] = (
        ("strategy", said.strategy),
        ("sponsor", said.sponsor),
        ("instrument", both(f"report.disclosure.{instrument}", version=study.questionnaire.version)),
        ("population", said.population),
        ("sampling", said.sampling),
        ("mode", said.mode),
        ("dates", study.dates),
        ("precision", both(f"report.disclosure.{'size' if study.n >= FEWEST else 'size_few'}", n=count(study.n))),
        ("weighting", said.weighting or _weighting(study)),
        ("processing", both(f"report.disclosure.{rules}")),
        ("limitations", both("report.disclosure.in_limitations")),
    )
    missing = both("report.disclosure.not_stated")
    return tuple((both(f"report.disclosure.{name}"), text or missing) for name, text in slots)


def _disclosed(writer: Writer, study: Study) -> Iterator[Remark]:
    """The items of disclosure in a line each; those that the author does not state together in one."""
    missing, unstated = both("report.disclosure.not_stated"), []
    for name, text in _disclosure(writer, study):
        label = writer.say(name) if isinstance(name, Mapping) else str(name)
        if text == missing:
            unstated.append(label)
        elif isinstance(text, Mapping):
            yield Remark(label, writer.brief(text))
    if unstated:
        comma = writer.word("list_comma")
        yield Remark(writer.word("disclosure.unstated"), prose(comma.join(unstated), writer.language))


def _weighting(study: Study) -> Text | None:
    weights = study.plan.weights
    if weights is None:
        return None
    low_high = dict(zip(("low", "high"), (number(bound) for bound in weights.trim), strict=False))
    bounds = both("report.disclosure.bounds", **low_high) if weights.trim else same("")
    return both("report.disclosure.raked", names=", ".join(weights.margins), trim=bounds)


def _refusals(writer: Writer, findings: tuple[Finding, ...]) -> Rows:
    """The same words stand once, with all findings that they are about."""
    about: dict[str, tuple[Text, Text, list[Finding]]] = {}
    for finding in sorted(findings, key=lambda f: _place(writer, f)):
        for what, reason in _withheld(finding):
            about.setdefault(repr((dict(what), dict(reason))), (what, reason, []))[2].append(finding)
    return tuple((_stand(writer, found), what, reason) for what, reason, found in about.values())


def _place(writer: Writer, finding: Finding) -> list[float]:
    """Where a finding stands in the report; after all others if it is not shown."""
    number = writer.numbers.get(f"finding:{finding.id}")
    return [float(part) for part in number.split(".")] if number else [math.inf]


def _stand(writer: Writer, findings: Sequence[Finding]) -> str:
    """The numbers of the findings that are shown; where none is, what their sections are called elsewhere."""
    numbers = [writer.numbers.get(f"finding:{f.id}") for f in findings]
    names = dict.fromkeys(writer.sections[f.analysis] for f in findings)
    return writer.word("list_comma").join(runs([number for number in numbers if number]) or names)


def _withheld(finding: Finding) -> list[tuple[Text, Text]]:
    """What one finding holds back or warns of; the same words only once."""
    entries: list[tuple[Text, Text]] = []
    if finding.refused:
        entries.append((both("report.refusals.refused"), finding.sentences.full))
    entries += [(both("report.refusals.caution", gate=c.gate), c.text) for c in finding.cautions]
    empty = both("report.refusals.empty")
    entries += [(empty, e.reason) for e in finding.estimates if e.value is None and e.reason is not None]
    said = [reason for _, reason in entries]
    return [entry for at, entry in enumerate(entries) if entry[1] not in said[:at]]


def _methods(writer: Writer, study: Study) -> Part:
    """How each finding was computed, as far as it is not told beside it; findings computed alike stand together."""
    grouped: dict[str, list[Finding]] = {}
    for finding in sorted(study.findings, key=lambda f: _place(writer, f)):
        said = _in_words(writer, finding.method, study.questionnaire.codebook) if finding.method else ""
        if said:
            grouped.setdefault(said, []).append(finding)
    title = writer.word("methods.heading")
    if not grouped:
        return Part(title, (writer.sentence("methods.none"),))
    remarks = tuple(Remark(_stand(writer, alike), prose(text, writer.language)) for text, alike in grouped.items())
    return Part(title, (writer.sentence("methods.intro"),), remarks)


def runs(numbers: Sequence[str]) -> list[str]:
    """Section numbers with neighbours drawn together.

    >>> runs(["3.1", "4.2", "4.3", "4.4"])
    ['3.1', '4.2\u20134.4']
    """
    drawn: list[tuple[str, str]] = []
    for each in numbers:
        if drawn and _next(drawn[-1][1]) == each:
            drawn[-1] = (drawn[-1][0], each)
        else:
            drawn.append((each, each))
    return [first if first == last else f"{first}\u2013{last}" for first, last in drawn]


def _next(number: str) -> str:
    section, _, place = number.rpartition(".")
    return f"{section}.{count(int(place) + 1)}"


def _in_words(writer: Writer, method: Method, codebook: Codebook) -> str:
    """The estimator, unless it is told beside a finding, and its options; nothing where nothing is left to say."""
    line = writer.method_line(method)
    told = [] if line in writer.methods else [line]
    if options := options_in_words(method, codebook):
        listed = writer.word("list_semicolon").join(writer.say(option) for option in options)
        told.append(writer.word("methods.options", options=listed))
    return ("" if writer.language == "zh" else " ").join(told)


def _thresholds(study: Study) -> Rows:
    stated = study.plan.cleaning.thresholds().items()
    return tuple((both(f"report.threshold.{name}"), _threshold(name, value)) for name, value in stated)


def _threshold(name: str, value: float) -> str:
    """A threshold as text: counts, shares, and what is neither."""
    if name in ("even_odd", "synonyms", "outlier"):
        return bounded(value, 3 if name == "outlier" else 2)
    return count(value) if isinstance(value, int) else percent(value)


def _software(study: Study) -> Rows:
    return tuple((name, version) for name, version in (("surveykit", study.version), *study.software))


def _fingerprints(writer: Writer, study: Study) -> Rows:
    missing = writer.word("disclosure.not_stated")
    values = {
        "report": report_id(study),
        "registered": study.plan.registered or missing,
        "plan": study.plan.hash,
        "questionnaire": study.questionnaire.hash,
        "data": study.data_sha256,
    }
    return tuple((both(f"report.fingerprint.{name}"), same(value)) for name, value in values.items())
