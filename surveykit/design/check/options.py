"""Rules on lists of options: what is in them, what is missing from them, and in which order they stand."""

import re
from collections.abc import Iterator, Mapping

from surveykit.core.item import Option
from surveykit.core.language import Text
from surveykit.design.check.bands import bands, faults, say_how_often
from surveykit.design.check.catalogue import problem, strict
from surveykit.design.check.scope import Asked, Rule, Scope
from surveykit.design.check.valence import leaning
from surveykit.errors import Problem

CHOICES = ("single_choice", "multiple_choice")
MOST_OPTIONS = 10
"""A list longer than this shows its order in the answers (Krosnick & Alwin 1987)."""
FEWEST_TO_LACK = 4
"""A list shorter than this is often complete by its nature: yes and no, town and country."""
FEWEST_TO_TICK = 4
_NONE = re.compile(
    r"^(?:none|nothing)\b|\bnone of (?:these|the above|them)\b|^(?:i )?have not (?:used|bought|had) any|"
    r"^(?:以上|这些)?(?:都|均|全都?)(?:没有|不|未|无)|^以上[^，]*(?:都|均)(?:没|不|无)|^没有(?:以上|上述)|^无$|"
    r"^没有$",
    re.I,
)
_REASON = re.compile(
    r"\b(?:don[’']?t|do not) know\b|\bprefer not to (?:say|answer)\b|\brather not (?:say|answer)\b|"
    r"\bnot applicable\b|^n/a$|\b(?:can ?not|can[’']?t) say\b|^(?:我)?不知道$|^不清楚$|^说不清楚?$|^不适用$|"
    r"不愿(?:意)?(?:透露|回答)|^拒绝回答$|^不方便(?:透露|回答)",
    re.I,
)
_OTHER = re.compile(r"^(?:an)?other\b.*(?:specify|which)|^other$|^其[他它](?:（?请.*)?$|^其[他它]$", re.I)


def labels_alike(scope: Scope) -> Iterator[Problem]:
    """Two options, or two points of a scale, that read the same cannot be told apart."""
    for asked in scope.asked:
        options = {name: option.label for name, option in asked.options.items()}
        for first, second, said in _alike(options):
            place = scope.of(asked.item, asked.item.part_field, second)
            yield problem("labels-alike", place, first=first, second=second, label=said)
    for scale, asked in scope.scales:
        words = {str(v): label for v, label in scale.labels().items()} | {m.id: t for m, t in scale.missing.items()}
        for first, second, said in _alike(words):
            yield problem("labels-alike", scope.of_scale(asked, scale), first=first, second=second, label=said)


def _alike(labels: Mapping[str, Text]) -> Iterator[tuple[str, str, str]]:
    seen: dict[tuple[str, str], str] = {}
    told: set[str] = set()
    for name, label in labels.items():
        for language, said in label.items():
            first = seen.setdefault((language, said.strip().lower()), name)
            if first != name and name not in told:
                told.add(name)
                yield first, name, said


def bands_fit(scope: Scope) -> Iterator[Problem]:
    """Bands of numbers neither overlap nor leave a gap, and are the same in every language."""
    for asked in _choices(scope):
        found = {}
        for language in scope.questionnaire.languages:
            labels = _said(asked, language)
            found[language] = bands(labels)
            for code, lower, higher in faults(found[language], labels) if found[language] else ():
                yield problem(code, scope.of(asked.item), id=asked.item.id, lower=lower, higher=higher)
        read = [[(b.low, b.high) for b in one] for one in found.values() if one]
        if len(read) > 1 and any(one != read[0] for one in read):
            yield problem("bands-differ", scope.of(asked.item), id=asked.item.id)


def _choices(scope: Scope) -> Iterator[Asked]:
    return (asked for asked in scope.asked if asked.item.kind in CHOICES)


def _said(asked: Asked, language: str) -> list[str]:
    return [option.label.get(language, "") for option in asked.answers.values()]


def ordered(asked: Asked) -> bool:
    """Whether the options are degrees, bands or frequencies, which stand in an order of their own."""
    languages = {language for option in asked.answers.values() for language in option.label}
    labels = [option.label for option in asked.answers.values()]
    said = {language: _said(asked, language) for language in languages}
    return any(bands(said[x]) or say_how_often(said[x]) or leaning(labels, x) for x in languages)


def something_else(scope: Scope) -> Iterator[Problem]:
    """Whoever finds no answer of theirs in a list needs one: «other (please specify)», «none of these»."""
    for asked in _choices(scope):
        options, item = list(asked.options.values()), asked.item
        several = item.kind == "multiple_choice"
        if len(options) < 3 and not strict(item, "S4"):
            continue
        place, other = scope.of(item), any(o.specify or _says(_OTHER, o) for o in options)
        if not other and (strict(item, "S4") or _open_list(asked, several)):
            yield problem("list-without-other", place, id=item.id)
        if several and not any(o.exclusive or o.missing or _says(_NONE, o) for o in options):
            yield problem("list-without-none", place, id=item.id)


def _open_list(asked: Asked, several: bool) -> bool:
    """Whether the world may hold more than the list. Facts, degrees, bands and frequencies can be listed completely."""
    complete = asked.item.content == "factual" or ordered(asked)
    return not complete and (several or len(asked.answers) >= FEWEST_TO_LACK)


def _says(pattern: re.Pattern[str], option: Option) -> bool:
    return any(pattern.search(said.strip()) for said in option.label.values())


def options_marked(scope: Scope) -> Iterator[Problem]:
    """What «none», «other» and «don't know» mean is said to the form and the codebook too."""
    for asked in _choices(scope):
        item = asked.item
        for name, option in asked.options.items():
            place = scope.of(item, item.part_field, name)
            if option.missing is None and _says(_REASON, option):
                yield problem("reason-not-marked", place, id=item.id, option=name)
            elif item.kind == "multiple_choice" and not option.exclusive and _says(_NONE, option):
                yield problem("none-not-exclusive", place, id=item.id, option=name)
            elif not option.specify and _says(_OTHER, option) and not item.sensitive:
                yield problem("other-without-text", place, id=item.id, option=name)


def order_of_options(scope: Scope) -> Iterator[Problem]:
    """Long lists are shuffled, ordered ones never; «other» and «none» stand last.

    Early options gain on screens, late ones where they are heard (Krosnick & Alwin 1987).
    """
    for asked in _choices(scope):
        item, place = asked.item, scope.of(asked.item)
        dropdown = getattr(item, "appearance", "") == "dropdown"
        if item.shuffle and ordered(asked):
            yield problem("ordered-list-shuffled", place, id=item.id)
        if len(asked.answers) > MOST_OPTIONS and not item.shuffle and not dropdown and not ordered(asked):
            yield problem("long-list", place, id=item.id, count=len(asked.answers), most=MOST_OPTIONS)
        last = [name not in asked.answers for name in asked.options]
        if last != sorted(last):
            name = list(asked.options)[last.index(True)]
            yield problem("other-not-last", scope.of(item, item.part_field, name), id=item.id, option=name)


def tick_all(scope: Scope) -> Iterator[Problem]:
    """Asked item by item, people find more that applies than in a list to tick (Smyth et al. 2006)."""
    for asked in _choices(scope):
        limited = getattr(asked.item, "maximum", None)
        if asked.item.kind == "multiple_choice" and limited is None and len(asked.answers) >= FEWEST_TO_TICK:
            yield problem("tick-all-list", scope.of(asked.item), id=asked.item.id, count=len(asked.answers))


OPTION_RULES: tuple[Rule, ...] = (
    labels_alike,
    bands_fit,
    something_else,
    options_marked,
    order_of_options,
    tick_all,
)
