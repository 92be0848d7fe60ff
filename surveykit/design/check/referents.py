"""Words that point to something: is it there to be pointed at? (L13)"""

import re
from collections.abc import Mapping

from surveykit.design.check.scope import Asked, Scope
from surveykit.design.check.words.cues import BLANK

_POINTS: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:it|its|they|them|their|theirs|those|these|this|that(?=[?.!,;]|$)|such|the (?:former|latter|"
        r"above|aforementioned)|"
        r"that (?:service|product|company|person|visit|event|decision|change|policy|experience|place|shop|"
        r"store|app|website|"
        r"feature|problem|issue|process|system|department|employee|team|offer|measure)|there|he|she|him|her|his)\b",
        re.I,
    ),
    "zh": re.compile(
        r"它们?|他们?|她们?|该(?=[\u4e00-\u9fff])|上述|前述|前者|后者|此(?=项|类|种|服务|产品|人|事|问题|举|做法)|"
        r"[这那](?=项|个|种|些|类|样|家|位|一点|方面|件|里|儿|服务|产品|问题|事|对)|其(?=[\u4e00-\u9fff])"
    ),
}
_NO_POINTER: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        r"\b\w+n[’']t it\b|\b(?:is|was|does|did|would|will|has|could|can|how \w+ (?:is|was|would|did)|find|"
        r"found|make|makes|made|think|consider|believe|feel)"
        r" it (?:\w+ )?(?:is |was |be |been )?(?:to|that|for you|take|took|taken|seem|matter|when|if|whether|"
        r"worth|easy|hard|difficult|possible|important|"
        r"likely|necessary|useful|clear|cost|acceptable|right|wrong|fair|safe|convenient|helpful)\b|"
        r"\bit (?:is|was|takes?|took|would be) (?:\w+ )?(?:to|that|for|easy|hard|difficult|important|you|"
        r"your)\b|\bhow long (?:does|did|will) it\b|\btake(?:s)? it\b|"
        r"\bthis (?:statement|sentence)s?\b|\bthis (?:week|month|year|morning|afternoon|evening|time|survey|"
        r"questionnaire|interview|study|page|section|question|summer|winter|spring|autumn|quarter|scale|visit|"
        r"call|order)\b|"
        r"\b(?:these|those) (?:days|questions|statements|sentences|\w+ (?:is|are|was|were|do|did|have|would|"
        r"best|apply|applies|matters?)|two|three|four|five|people who|who|that|which|you)\b|"
        r"\bwhich of (?:these|those|the following|them)\b|\b(?:each|any|all|none|some|most|how many|how much|"
        r"how \w+) of (?:these|those|the following)\b|\bof these\b|\b(?:are|were|was) (?:each of )?these\??$|"
        r"\b(?:is|are|was|were|do you think) there\b|\bthere (?:is|are|was|were|anything|something|enough)\b|"
        r"\bget there\b|"
        r"\bthat (?:you|we|your|our|the|it|they|people|he|she|is|are|was|were|can|could|would|will|has|have|"
        r"had|best|applies|apply|matters?|most|suits?|a|an|my|their|might|may|made|make|did|do)\b|"
        r"\b(?:so|such|now|given|seeing|than|say|think|agree|feel|believe|know|sure|extent|likely|way|time|"
        r"fact|statement|everything|anything|something|all) that\b|\w+ that (?=\w)|"
        r"\bsuch as\b|\bone (?:of|day|week|or|to|thing|month|year|that|which|statement|answer|option|person|"
        r"hour|word)\b|\b(?:which|each|any|every|this|that|the|last|first|no|at least|more than|only|than|"
        r"as) one\b|\bone\b(?= (?:time|two))|\bfrom one to\b|"
        r"\b(?:his or her|he or she|him or her|his/her|he/she|him/her)\b|\btheir own\b|\bthan it\b",
        re.I,
    ),
    "zh": re.compile(
        r"其他|其它|其中|其实|其余|尤其|与其|极其|何其|其次|其间|莫名其妙|应该|该怎么|该如何|该不该|不该|本该|"
        r"活该|该找|该由|该有|该去|该做|该付|该得到|该是|该为|理该|早该|您该|我该|"
        r"他人|其他人|吉他|维他|利他|"
        r"(?:以下|下面|下列|上面)(?:的)?[这那][些个几]|[这那]些(?:方面|环节|因素|说法|描述|情况|选项|渠道|品牌|"
        r"服务项目)(?:中|里)?(?:，)?(?:哪|您)|"
        r"这(?:次|一次|份|张|道|套)(?:的)?(?:调查|问卷|访问|访谈|题|服务|维修|购物|旅行|就诊|住院|用餐|入住|"
        r"活动|体验|消费|培训|课程)?|这样|这些年|这里|这么|那么|那样|那时|这个(?:月|星期|季度|学期|周末|夏天|"
        r"冬天|年度)|[这那]个时候|这家(?:公司|店|医院|酒店)?(?=.{0,4}(?:本)?$)|"
        r"这(?:两|三|四|五|六|几)[个位种家项]|他或她|她或他|他/她|其他们"
    ),
}
_THING = re.compile(
    r"\b(?:a|an|the|your|our|my|his|her|some|any|each|every|another|two|three|four|five|no|most|all|many|"
    r"other) [a-z]\w+|"
    r"(?-i:(?<=[a-z] )[A-Z][a-z]+)|\b\w+(?:ers|ees|ists|ors|ies|ings|ments|ions)\b|\bpeople\b",
    re.I,
)
_NOT_A_THING = re.compile(
    r"\b(?:the (?:past|last|next|first|same|most|best|whole|time)|a (?:lot|bit|few|little|week|month|year|day|"
    r"result)|all in|"
    r"your (?:own )?(?:opinion|view|experience|mind|life)|the (?:extent|way|following)|an? (?:average|typical))\b",
    re.I,
)
_PAUSE = re.compile(r"[，。？！；：,.]")


class Before:
    """What was said before an item: the first one of a page has no other than the page's introduction."""

    def __init__(self, scope: Scope) -> None:
        self._first = {section.items[0].id for section in scope.questionnaire.sections if section.items}
        self._introduced = {s.id for s in scope.questionnaire.sections if s.intro is not None}
        self._lone = sum(len(section.items) for section in scope.questionnaire.sections) == 1

    def said(self, asked: Asked) -> bool:
        """Whether there is something that a word could point back to."""
        if asked.item.id not in self._first:
            return True
        return asked.section.id in self._introduced


def unclear(text: str, language: str, asked: Asked, before: Before) -> str:
    """The word that points to nothing; empty if every one points to something.

    What comes earlier in the question, on the page before it or below it (rows, options) can be pointed at.
    """
    if language not in _POINTS or before.said(asked) or asked.item.parts() or asked.item.after is not None:
        return ""
    plain = _NO_POINTER[language].sub(lambda found: BLANK * len(found[0]), text)
    for found in _POINTS[language].finditer(plain):
        if not _named_before(text, plain[: found.start()], found, language):
            return _shown(text, found, language)
    return ""


def _shown(text: str, found: re.Match[str], language: str) -> str:
    """The word, with what it points at."""
    if language == "zh":
        return text[found.start() : found.end() + (2 if found[0] in "这那该此其" else 0)]
    follows = re.match(r" \w+", text[found.end() :])
    demonstrative = found[0].lower() in ("this", "that", "these", "those", "such")
    return found[0] + (follows[0] if demonstrative and follows else "")


def _named_before(text: str, before: str, found: re.Match[str], language: str) -> bool:
    """Whether the question itself says what is meant, ahead of the word."""
    if language == "zh":
        noun = text[found.end() : found.end() + 2]
        if found[0] == "该":
            return noun in before
        return bool(_PAUSE.search(before)) and len(before) > 5
    spoken = text[: found.start()]
    return _THING.search(_NOT_A_THING.sub("", spoken)) is not None
