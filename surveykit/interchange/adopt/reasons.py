"""Words for having no answer, as the labels of other programs say them -> our reasons."""

import re
from collections.abc import Mapping

from surveykit.core.codebook import Missing
from surveykit.interchange.agreement import REASONS, squeezed

_WORDS: Mapping[Missing, re.Pattern[str]] = {
    reason: re.compile(words)
    for reason, words in {
        Missing.DONT_KNOW: r"(i )?(don[’']?t|do not) know|dk|can(not|['’]t) (say|judge)|no opinion|"
        r"(我)?不知道|说?不清楚?|不了解|无法判断|难以回答|没有意见",
        Missing.REFUSED: r"refus(ed|al)( to answer)?|(i )?prefer(red)? not to (say|answer|disclose)|"
        r"(would )?rather not (say|answer)|declined?( to (answer|say))?|拒绝回答|拒答|不愿意?(回答|透露)|"
        r"不想(回答|透露)|不(方)?便(回答|透露)",
        Missing.NOT_APPLICABLE: r"(not|in)[ -]?app(licable|lies|\.)?|inap|does(n[’']?t| not) apply|n/a|n\.a\.?|"
        r"不适用|不涉及",
        Missing.NOT_ASKED: r"not asked|(legitimate |valid )?skip(ped)?|filtered( out)?|not in (sub)?sample|"
        r"未(被)?(询)?问(到|及)?|没有?问|(系统|逻辑)?跳(过|答|题)",
        Missing.NOT_ANSWERED: r"no (answer|response)|not (answered|ascertained|stated)|(item )?non-?response|"
        r"(system |user )?missing( value)?|omitted|left blank|blank|na|未(回|作)?答|无回答|没有?回答|漏答|缺失值?|空白|"
        r"未填写?|未选答",
        Missing.NOT_REACHED: r"not reached|br(eak|oke)[ -]?off|dropp?ed out|未答到(此题)?|中途退出",
    }.items()
}
_ASIDE = re.compile(r"[（(\[][^（(\[\]）)]*[）)\]]|^-?\d+\s*[.=:、：]?\s+|[.。!！*]+$")
"""What stands around the words: a remark in brackets, the code once more."""
_SIGN = re.compile(r"\s*[/／,，、;；|]\s*|\s+or\s+|或者?")


def reason_of(label: str) -> Missing | None:
    """The reason that a label gives; of several, such as “don't know / refused”, the first. None for an answer.

    >>> reason_of("Don't know"), reason_of("DK/refused"), reason_of("99. 拒答"), reason_of("No answer was good")
    (<Missing.DONT_KNOW: -3>, <Missing.DONT_KNOW: -3>, <Missing.REFUSED: -4>, None)
    """
    whole = squeezed(label.replace("_", " "))
    said = squeezed(_ASIDE.sub(" ", whole))
    known = _known(whole) or _known(said)
    if known is None and len(pieces := _SIGN.split(said)) > 1:
        found = [_known(piece) for piece in pieces]
        known = found[0] if None not in found else None
    return known


def _known(words: str) -> Missing | None:
    own = REASONS.get(words)
    if isinstance(own, Missing):
        return own
    return next((reason for reason, pattern in _WORDS.items() if pattern.fullmatch(words)), None)
