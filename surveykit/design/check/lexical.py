"""Rules on words (L1 to L13): advice on the question itself, never on its options, in each language by itself.

Words cannot tell whether a question is good. What these rules find is worth a look; what they do not find proves
nothing (docs/checks.md has the figures).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from surveykit.core.item import Item
from surveykit.core.language import PIPE
from surveykit.core.numbers import number
from surveykit.design.check.catalogue import problem, spared, strict
from surveykit.design.check.referents import Before, unclear
from surveykit.design.check.scope import Asked, Rule, Scope
from surveykit.design.check.words import chinese, english
from surveykit.design.check.words.cues import Cues, Sieve
from surveykit.errors import Place, Problem

RULES: Mapping[str, Mapping[str, Cues]] = {"en": english.RULES, "zh": chinese.RULES}
_LANGUAGE = {"en": english, "zh": chinese}
MOST_FOUND = 3
"""So many cues are named; a question with more of them is at fault all the same."""
TWO_BY_DESIGN = frozenset({"two_statements", "best_worst", "double_matrix", "touchpoint_matrix", "kano"})
"""Kinds that ask two things of everything, and say so."""
_PIPED = {"en": "Acme", "zh": "某某"}
"""What stands for an earlier answer in a text."""
_WIDE = str.maketrans(",?!;:()", "，？！；：（）")
"""Chinese is read as if all of its punctuation were full-width."""
_FAIL = re.compile(r"\bfail(?:s|ed|ing)? to\b|\black(?:s|ed|ing)?\b", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z0-9]+(?:[’'-][A-Za-z0-9]+)*")
_SENTENCE = re.compile(r"[.?!;:]+(?:\s|$)")


@dataclass(frozen=True)
class Stem:
    """What is asked, in one language: the text of an item, or a row of a matrix."""

    asked: Asked
    language: str
    text: str
    place: Place
    subject: str
    """What the title and the introduction say before it: who asks, and about what."""
    row: str = ""

    @property
    def item(self) -> Item:
        """The item that it belongs to."""
        return self.asked.item

    @cached_property
    def around(self) -> str:
        """What is read with it: help, unit, options and points."""
        texts = [self.item.help, getattr(self.item, "unit", None), *(o.label for o in self.asked.options.values())]
        texts += [label for scale in self.asked.scales for label in scale.labels().values()]
        return " ".join(text.get(self.language, "") for text in texts if text is not None)


def stems(scope: Scope) -> Iterator[Stem]:
    """Every text that asks something. Information and statements to agree to ask nothing."""
    q = scope.questionnaire
    subject = {lang: f"{q.title.get(lang, '')} {(q.intro or {}).get(lang, '')}" for lang in q.languages}
    for asked in scope.asked:
        if asked.item.kind in ("information", "consent"):
            continue
        for language, said in asked.item.text.items():
            place = scope.of(asked.item, "text", language)
            yield Stem(asked, language, _plain(said, language), place, subject[language])
        if asked.item.kind in ("matrix", "double_matrix"):
            for name, part in asked.item.parts().items():
                for language, said in part.label.items():
                    place = scope.of(asked.item, asked.item.part_field, name)
                    yield Stem(asked, language, _plain(said, language), place, subject[language], name)


def _plain(text: str, language: str) -> str:
    said = PIPE.sub(_PIPED.get(language, "…"), text).strip()
    return said.translate(_WIDE) if language == "zh" else said


@cache
def _sieve(language: str) -> Sieve:
    return Sieve({**RULES[language], "L2": RULES[language]["L2"].joined(_LANGUAGE[language].PRESUMING)})


def advice(scope: Scope) -> Iterator[Problem]:
    """Everything that the lexical rules find, text by text."""
    earlier = Before(scope)
    for stem in stems(scope):
        if stem.language in RULES:
            yield from _judged(stem, earlier)


def _judged(stem: Stem, earlier: Before) -> Iterator[Problem]:
    likely = _sieve(stem.language).names(stem.text)
    for name, judge in _JUDGES.items():
        always = name == "L9" or (name == "L7" and not stem.row and strict(stem.item, "L7"))
        if (always or name in likely) and not spared(stem.item, name):
            yield from judge(stem)
    if not stem.row and not spared(stem.item, "L13"):
        referent = unclear(stem.text, stem.language, stem.asked, earlier)
        if referent:
            yield problem("unclear-referent", stem.place, id=stem.item.id, language=stem.language, found=referent)


def _cues(stem: Stem, rule: str) -> list[str]:
    return list(dict.fromkeys(RULES[stem.language][rule].find(stem.text)))


def _named(found: list[str]) -> str:
    return " · ".join(found[:MOST_FOUND])


def _simple(rule: str, code: str) -> "Callable[[Stem], Iterator[Problem]]":
    """A rule that holds wherever one of its cues stands."""

    def judge(stem: Stem) -> Iterator[Problem]:
        found = _cues(stem, rule)
        if found:
            yield _told(stem, code, _named(found))

    return judge


def _told(stem: Stem, code: str, found: str) -> Problem:
    return problem(code, stem.place, id=stem.item.id, language=stem.language, found=found)


def _double(stem: Stem) -> Iterator[Problem]:
    """L1. A choice that is spelt out in the question is none of it."""
    found = _cues(stem, "L1")
    options = [option.label.get(stem.language, "").lower() for option in stem.asked.answers.values()]
    named = sum(bool(o) and o.rstrip("s") in stem.text.lower() for o in options)
    if found and named < 2 and stem.item.kind not in TWO_BY_DESIGN:
        yield problem("double-barrelled", stem.place, id=stem.item.id, language=stem.language, found=_named(found))


def negated(text: str, language: str) -> list[str]:
    """The negations that stand as words of their own.

    >>> negated("How often did you not get an answer?", "en"), negated("您是否满意？", "zh")
    (['not'], [])
    """
    return _LANGUAGE[language].PLAIN_NEGATION.find(text) if language in _LANGUAGE else []


def _negation(stem: Stem) -> Iterator[Problem]:
    """L5. One negation is easily read over; two cancel each other."""
    every = RULES[stem.language]["L5"].find(stem.text)
    plain = negated(stem.text, stem.language)
    plain += _FAIL.findall(stem.text) if stem.language == "en" else []
    if len(every) > 1 and plain:
        yield _two(stem, every)
    elif plain:
        found = _named(plain)
        yield problem("negation", stem.place, id=stem.item.id, language=stem.language, found=found)


def _two(stem: Stem, found: list[str]) -> Problem:
    return problem("double-negation", stem.place, id=stem.item.id, language=stem.language, found=_named(found))


def _period(stem: Stem) -> Iterator[Problem]:
    """L7. How often, since when? A question about behaviour needs a period even where no word asks for one."""
    own = _LANGUAGE[stem.language].PERIOD
    if own.find(stem.text) or own.find(stem.around):
        return
    found = _cues(stem, "L7")
    if found or strict(stem.item, "L7"):
        said = _named(found) or f"content: {stem.item.content}"
        yield problem("no-reference-period", stem.place, id=stem.item.id, language=stem.language, found=said)


def _jargon(stem: Stem) -> Iterator[Problem]:
    """L8. A term that the help line explains is none of it, nor is a name that the survey is introduced with."""
    known = f"{stem.subject} {stem.around}".lower()
    found = [term for term in _cues(stem, "L8") if term.lower() not in known]
    if found:
        yield problem("jargon", stem.place, id=stem.item.id, language=stem.language, found=_named(found))


def _complex(stem: Stem) -> Iterator[Problem]:
    """L9. Long, or with clause upon clause."""
    reason = _long_english(stem.text) if stem.language == "en" else _long_chinese(stem.text)
    if reason:
        yield problem("complex-question", stem.place, id=stem.item.id, language=stem.language, found=reason)


def _long_english(text: str) -> str:
    words = _WORD.findall(text)
    if len(words) > english.MOST_WORDS:
        return number(len(words), 0)
    for sentence in _SENTENCE.split(text):
        clauses = english.CLAUSE.find(sentence)
        if len(clauses) >= english.MOST_CLAUSES and len(_WORD.findall(sentence)) >= english.LONG_SENTENCE:
            return _named(clauses)
    return ""


def _long_chinese(text: str) -> str:
    characters = sum("\u3400" <= sign <= "\u9fff" for sign in text)
    if characters > chinese.MOST_CHARACTERS:
        return number(characters, 0)
    most = max((part.count("的") for part in re.split(r"[。？！；]", text)), default=0)
    if most > chinese.MOST_DE:
        return "的 × " + number(most, 0)
    return _named(chinese.LONG_ATTRIBUTE.find(text))


def _sensitive(stem: Stem) -> Iterator[Problem]:
    """L11. Fine where it is tagged (then S15 looks after it), or can be refused, or is asked of no one person."""
    found = _cues(stem, "L11")
    offered = any(o.missing is not None for o in stem.asked.options.values())
    if found and not stem.item.sensitive and not offered:
        yield problem("sensitive-question", stem.place, id=stem.item.id, language=stem.language, found=_named(found))


def _recall(stem: Stem) -> Iterator[Problem]:
    """L12. Bands ask for less than a number does."""
    found = _cues(stem, "L12")
    if found and not stem.asked.answers:
        yield problem("recall-burden", stem.place, id=stem.item.id, language=stem.language, found=_named(found))


def _leading(stem: Stem) -> Iterator[Problem]:
    """L2. Who is asked only because of an earlier answer may be asked what that answer has said."""
    found = _cues(stem, "L2")
    if stem.item.relevant is None and stem.asked.section.relevant is None:
        found += _LANGUAGE[stem.language].PRESUMING.find(stem.text)
    if found:
        yield problem("leading-question", stem.place, id=stem.item.id, language=stem.language, found=_named(found))


_JUDGES: Mapping[str, Callable[[Stem], Iterator[Problem]]] = {
    "L1": _double,
    "L2": _leading,
    "L3": _simple("L3", "loaded-words"),
    "L4": _simple("L4", "absolute-words"),
    "L5": _negation,
    "L6": _simple("L6", "vague-words"),
    "L7": _period,
    "L8": _jargon,
    "L9": _complex,
    "L10": _simple("L10", "hypothetical-question"),
    "L11": _sensitive,
    "L12": _recall,
}
WORD_RULES: tuple[Rule, ...] = (advice,)
