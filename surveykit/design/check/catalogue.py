"""The rules of the checker by their ids, the codes of their problems, and which tags choose them.

S1 to S22 look at the structure of a questionnaire, L1 to L14 at its words. What a rule is about stands in the
catalogue `checks`; sources: Dillman, Smyth & Christian (2014), Krosnick & Presser (2010), Willis & Lessler (1999).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from surveykit.core.item import Item
from surveykit.errors import Place, Problem, Severity

ERROR, WARNING, ADVICE = Severity.ERROR, Severity.WARNING, Severity.ADVICE


@dataclass(frozen=True)
class CheckRule:
    """One rule: its id, and the codes of the problems that it finds with the severity of each."""

    id: str
    codes: Mapping[str, Severity]

    @property
    def lexical(self) -> bool:
        """Whether it judges words, so that it only ever advises."""
        return self.id.startswith("L")

    @property
    def can_be_set_aside(self) -> bool:
        """Whether something that it finds may be left as it is, with a reason. An error may not."""
        return any(severity is not ERROR for severity in self.codes.values())


def _rule(id: str, error: str = "", warning: str = "", advice: str = "") -> CheckRule:
    codes = dict.fromkeys(error.split(), ERROR) | dict.fromkeys(warning.split(), WARNING)
    return CheckRule(id, codes | dict.fromkeys(advice.split(), ADVICE))


_ALL = (
    _rule(
        "S1",
        error="bad-id number-as-id long-id duplicate-id duplicate-section duplicate-variable duplicate-code "
        "missing-code-in-range missing-translation needs-translations empty-text texts-without-language "
        "texts-without-translations labels-alike",
    ),
    _rule("S2", error="bands-overlap bands-with-gap bands-differ"),
    _rule(
        "S3",
        error="relevant-later relevant-unknown relevant-itself relevant-parts value-not-offered compared-without-order "
        "option-without-quotes repeat-unknown never-asked never-fulfilled",
        advice="condition-reads-nothing",
    ),
    _rule("S4", warning="list-without-other list-without-none none-not-exclusive other-without-text"),
    _rule("S5", warning="no-way-out reason-not-marked"),
    _rule("S6", error="scale-unbalanced scale-out-of-order", advice="scale-gap"),
    _rule("S7", warning="scale-points eleven-points"),
    _rule("S8", warning="ends-only-labelled"),
    _rule("S9", error="construct-mixed-scales", warning="scale-turns construct-turns"),
    _rule("S10", warning="agreement-block"),
    _rule("S11", warning="one-direction reversed-by-negation"),
    _rule("S12", warning="long-matrix wide-matrix", advice="matrix-long-for-phones"),
    _rule("S13", warning="long-ranking many-pairs"),
    _rule("S14", warning="long-list ordered-list-shuffled other-not-last"),
    _rule(
        "S15",
        warning="background-before-body sensitive-before-body sensitive-required sensitive-without-refusal",
        advice="attitude-before-behaviour",
    ),
    _rule("S16", warning="overall-after-details"),
    _rule("S17", warning="many-open-questions open-question-required"),
    _rule("S18", warning="required-everywhere"),
    _rule("S19", error="no-instruction anonymous-but-identifying", warning="instruction-lacks"),
    _rule("S20", error="construct-without-items", warning="few-construct-items no-outcome"),
    _rule("S21", warning="tick-all-list"),
    _rule("S22", warning="takes-long"),
    _rule("L1", advice="double-barrelled"),
    _rule("L2", advice="leading-question"),
    _rule("L3", advice="loaded-words"),
    _rule("L4", advice="absolute-words"),
    _rule("L5", advice="negation double-negation"),
    _rule("L6", advice="vague-words"),
    _rule("L7", advice="no-reference-period"),
    _rule("L8", advice="jargon"),
    _rule("L9", advice="complex-question"),
    _rule("L10", advice="hypothetical-question"),
    _rule("L11", advice="sensitive-question"),
    _rule("L12", advice="recall-burden"),
    _rule("L13", advice="unclear-referent"),
    _rule("L14", advice="numbers-differ negation-differs period-differs"),
)
CATALOGUE: Mapping[str, CheckRule] = {rule.id: rule for rule in _ALL}
RULE_IDS: Mapping[str, str] = {code: rule.id for rule in _ALL for code in rule.codes}
"""The code of a problem -> the rule that it breaks. What belongs to no rule (a key that is not known) has none."""

SPARED: Mapping[str, frozenset[str]] = {
    "factual": frozenset({"S10"}),
    "attitude": frozenset({"L7", "L12"}),
    "indirect": frozenset({"L2", "L3", "L11"}),
    "hypothetical": frozenset({"S5", "L7", "L10"}),
}
"""A tag (of content or manner) -> the rules that are not for such an item."""
STRICT: Mapping[str, frozenset[str]] = {
    "behaviour": frozenset({"L7"}),
    "motive": frozenset({"S4"}),
}
"""A tag -> the rules that hold for such an item also where nothing in its words or its kind calls for them."""


def problem(code: str, place: Place, /, **values: object) -> Problem:
    """A problem that a rule found, as bad as the catalogue says. Raises KeyError for a code of no rule."""
    return Problem(code, place, values, CATALOGUE[RULE_IDS[code]].codes[code])


def spared(item: Item, rule: str) -> bool:
    """Whether the item's tags take a rule away.

    >>> from surveykit.items.open_text import OpenText
    >>> spared(OpenText(id="q", text={"en": "Why?"}, manner="indirect"), "L2")
    True
    """
    return any(rule in SPARED.get(tag, ()) for tag in (item.content or "", item.manner))


def strict(item: Item, rule: str) -> bool:
    """Whether the item's tags call for a rule by themselves."""
    return any(rule in STRICT.get(tag, ()) for tag in (item.content or "", item.manner))
