"""The one page for those in a hurry: key figures, the main findings, what could not be shown, how far it carries."""

import re
from collections.abc import Sequence
from itertools import accumulate

from surveykit.core.claims import holding
from surveykit.core.codebook import Construct
from surveykit.core.finding import Estimate, Finding
from surveykit.core.language import LANGUAGES, Text, both, say
from surveykit.core.numbers import count, interval, number, percent
from surveykit.core.questionnaire import Questionnaire
from surveykit.report.actions import actions, in_words
from surveykit.report.context import Headline, Prose, Remark, Summary, Tile
from surveykit.report.exhibits import Writer
from surveykit.report.preset import PRESETS, Depth
from surveykit.report.study import Study

KEY_ROLES = ("satisfaction", "loyalty", "quality", "value", "image", "expectation", "complaints", "other")
WEIGHT = (
    *("regression", "imputed_regression", "drivers", "paths"),
    *("ordinal_regression", "logistic_regression", "moderation"),
    *("recommendation", "satisfaction_index", "satisfaction_share", "effort", "gaps", "importance_performance"),
    *("describe", "groups", "relations", "cross_tables", "multiple_response", "confirmatory", "reliability"),
    "data_quality",
)
TILES, HEADLINES, WITHHELD, EACH, ACTIONS = 4, 5, 3, 2, 3
MEASUREMENT = ("reliability", "factors", "confirmatory", "invariance")
FEWEST = 30
"""Below so many respondents a key figure has no interval (the convention SMALL_N)."""
ROOM = {"headlines": 1250, "withheld": 450}
"""What fits on the page, in letters; a Chinese character takes the room of two."""
_BASE = re.compile(r"\bn\s=\s\d")


def summarise(writer: Writer, study: Study, share: float = 1.0) -> Summary:
    """The summary, in which sentences may fill a share of the usual room.

    The writer must have been through all sections, so that it knows their numbers.
    """
    tiles = _tiles(writer, study)
    refused = [f for f in study.findings if f.refused]
    overlap = _overlap(study.findings)
    withheld = _fitting(refused[:WITHHELD], share * ROOM["withheld"])
    tried = actions(study.findings, study.questionnaire)[:ACTIONS]
    words = [in_words(action, study.questionnaire) for action in tried] or [both("report.actions.none")]
    beside = [*words, both("report.summary.actions"), *([overlap] if overlap else [])]
    shown = _fitting(headlines(study.findings), share * ROOM["headlines"], beside)
    more = len(refused) - len(withheld)
    return Summary(
        lead=_lead(writer, study),
        tiles=tiles,
        tile_note=_tile_note(writer, tiles),
        headlines=tuple(_headline(writer, f, _with_base(f)) for f in shown),
        corrected=_corrected(writer, study.findings),
        withheld=tuple(_headline(writer, f, f.sentences.short) for f in withheld),
        withheld_more=_more(writer, study, more) if more > 0 else None,
        actions=tuple(_line(writer, action.evidence[0], w) for action, w in zip(tried, words, strict=False)),
        limits=writer.sentence("summary.limits" if study.plan.disclosure.sampling else "summary.limits_sampling"),
        overlap=writer.prose(overlap) if overlap else None,
        limits_anchor=writer.anchors["section:limitations"],
        limits_number=writer.numbers["section:limitations"],
    )


def lost_summary(writer: Writer, why: Remark) -> Summary:
    """A summary that could not be made: only why, and where the limitations stand."""
    anchor, number = (known["section:limitations"] for known in (writer.anchors, writer.numbers))
    limits = writer.sentence("summary.limits")
    return Summary(why.text, (), None, (), None, (), None, (), limits, anchor, number, lost=why)


def _more(writer: Writer, study: Study, more: int) -> Prose:
    """How many results are not reported beside these, and where they are listed."""
    logged = PRESETS[study.plan.report.preset].depth("method") is Depth.WHOLE
    return writer.sentence("summary.more" if logged else "summary.more_elsewhere", more=count(more))


def _lead(writer: Writer, study: Study) -> Prose:
    """Who answered what; where the wording was another, the questionnaire's title is not what they answered."""
    if study.source.simulated:
        return writer.sentence("summary.lead_simulated", n=count(study.n), title=study.questionnaire.title)
    if study.wording:
        return writer.sentence("summary.lead_wording", n=count(study.n))
    return writer.sentence("summary.lead", n=count(study.n), title=study.questionnaire.title)


def _corrected(writer: Writer, findings: Sequence[Finding]) -> Prose | None:
    """For how many questions the findings above are corrected."""
    asked = sum(f.claim is not None for f in findings)
    return writer.sentence("summary.corrected", asked=count(asked)) if asked > 1 else None


def _tile_note(writer: Writer, tiles: Sequence[Tile]) -> Prose | None:
    if not tiles:
        return None
    return writer.sentence("summary.tile_note" if any(tile.interval for tile in tiles) else "summary.tile_note_plain")


def _overlap(findings: Sequence[Finding]) -> Text | None:
    """Constructs that can hardly be told apart: no headline on them is to be read without it."""
    order = sorted(findings, key=lambda f: f.analysis != "relations")
    texts = [c.text for f in order for c in f.cautions if c.gate == "OVERLAP"]
    return texts[0] if texts else None


def headlines(findings: Sequence[Finding]) -> list[Finding]:
    """Up to five findings that may stand in the summary, the weightiest analyses first, two of each before a third."""
    fit = sorted(leading(findings), key=lambda f: WEIGHT.index(f.analysis) if f.analysis in WEIGHT else len(WEIGHT))
    first = [f for at, f in enumerate(fit) if sum(g.analysis == f.analysis for g in fit[:at]) < EACH]
    chosen = [*first, *(f for f in fit if f not in first)][:HEADLINES]
    return [f for f in fit if f in chosen]


def leading(findings: Sequence[Finding]) -> list[Finding]:
    """Every finding that may be told without what surrounds it.

    What claims an effect must hold after correction for all effects that were asked about.
    """
    held = holding(findings)
    return [f for f in findings if f.headline and not f.refused and (f.claim is None or f.id in held) and _sound(f)]


def _sound(finding: Finding) -> bool:
    """Whether no score under it has an item that runs against the others; findings about the items say just that."""
    return finding.analysis in MEASUREMENT or all(c.gate != "NEG_ITEM" for c in finding.cautions)


def _fitting(findings: Sequence[Finding], room: float, beside: Sequence[Text] = ()) -> Sequence[Finding]:
    """The first findings whose short sentences fit beside the other texts in every language; always one."""
    return findings[: max(1, min(_fits(findings, room, beside, language) for language in LANGUAGES))]


def _fits(findings: Sequence[Finding], room: float, beside: Sequence[Text], language: str) -> int:
    """How many fit, the first ones first."""
    width = 2 if language == "zh" else 1
    taken = accumulate(width * len(say(f.sentences.short, language)) for f in findings)
    left = room - width * sum(len(say(text, language)) for text in beside)
    return sum(letters <= left for letters in taken)


def _with_base(finding: Finding) -> Text:
    """The short sentence with the n that it rests on, where it does not name it."""
    short = finding.sentences.short
    named = all(_BASE.search(text) for text in short.values())
    return short if named else both("report.summary.base", said=short, n=count(finding.n))


def _headline(writer: Writer, finding: Finding, said: Text) -> Headline:
    return _line(writer, finding.id, said)


def _line(writer: Writer, finding: str, said: Text) -> Headline:
    """A line with where the finding behind it stands."""
    name = f"finding:{finding}"
    return Headline(writer.prose(said), writer.anchors.get(name), writer.numbers.get(name))


def _tiles(writer: Writer, study: Study) -> tuple[Tile, ...]:
    described = next((f for f in study.findings if f.id == "describe.constructs"), None)
    if described is None:
        return ()
    constructs = study.questionnaire.codebook.construct_by_id
    found = []
    for e in described.estimates:
        construct = constructs.get(str(e.of.get("construct", "")))
        if construct and e.name == "mean" and e.value is not None and len(e.of) == 1:
            found.append((construct, e))
    found.sort(key=lambda pair: KEY_ROLES.index(pair[0].role) if pair[0].role in KEY_ROLES else len(KEY_ROLES))
    return tuple(_tile(writer, study.questionnaire, c, e, described.n) for c, e in found[:TILES])


def _tile(writer: Writer, questionnaire: Questionnaire, construct: Construct, estimate: Estimate, n: int) -> Tile:
    label = writer.say(construct.label)
    n = n if estimate.n is None else estimate.n
    inside = estimate.interval if n >= FEWEST else None
    level = percent(estimate.level) if estimate.level is not None else ""
    shown = writer.word("interval", level=level, interval=interval(inside)) if inside else ""
    ends, base = _ends(questionnaire, construct), count(n)
    value = number(estimate.value)
    if ends is None:
        return Tile(label, value, shown, writer.word("tile_base", n=base))
    low, high = inside or (estimate.value or 0.0,) * 2
    span = ends[1] - ends[0]
    return Tile(
        label,
        value,
        shown,
        writer.word("tile_base_scale", n=base, low=count(ends[0]), high=count(ends[1])),
        (count(ends[0]), count(ends[1])),
        low=percent((low - ends[0]) / span, 1),
        width=percent((high - low) / span, 1),
        at=percent(((estimate.value or 0.0) - ends[0]) / span, 1),
    )


def _ends(questionnaire: Questionnaire, construct: Construct) -> tuple[float, float] | None:
    """The ends of the scale that all of a construct's items share."""
    variables = questionnaire.codebook.by_name
    ends = {(variables[name].minimum, variables[name].maximum) for name in construct.items}
    low, high = ends.pop()
    return None if ends or low is None or high is None or low == high else (low, high)
