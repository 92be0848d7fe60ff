"""A simulation model drafted from a questionnaire: its constructs' roles say what leads to what, its screening who is
there to answer."""

from collections.abc import Iterator, Mapping, Sequence
from math import floor, sqrt

import numpy as np

from surveykit.core.language import message
from surveykit.core.questionnaire import Questionnaire
from surveykit.design.draft import regressions
from surveykit.design.simulation.model import LOADING, MEAN, Model
from surveykit.design.simulation.people import choices
from surveykit.design.simulation.reading import parse_model
from surveykit.design.simulation.structure import Structure, causal_order

TOGETHER = 0.4
"""How constructs that nothing leads to are correlated in a draft."""
EXPLAINED = 0.5
"""How much of an outcome's variance its predictors have in a draft; all coefficients of an outcome are equal."""
PASSING = 0.9
"""The share of respondents that the answer to a choice does not screen out in a draft."""
CHANCE = {"missing": 0.03, "not_applicable": 0.02, "careless": 0.02}


def drafted_model(questionnaire: Questionnaire) -> Model:
    """The model that `model_text` writes."""
    return parse_model(model_text(questionnaire), questionnaire)


def model_text(questionnaire: Questionnaire) -> str:
    """The text of a model for this questionnaire, to be edited: plain numbers that nobody has measured."""
    constructs = [construct.id for construct in questionnaire.constructs]
    paths = drafted_paths(questionnaire)
    free = [name for name in constructs if name not in paths]
    correlations = {name: dict.fromkeys(free[at + 1 :], TOGETHER) for at, name in enumerate(free[:-1])}
    lines = [f"# {message('simulation.draft', language)}" for language in questionnaire.languages]
    if constructs:
        lines += _table("loadings", dict.fromkeys(constructs, LOADING))
        lines += _table("means", dict.fromkeys(constructs, MEAN))
    for key, nested in (("paths", paths), ("correlations", correlations)):
        if nested:
            lines.append(f"{key}:")
            lines += [f"  {line}" for name, table in nested.items() for line in _table(name, table)]
    if shares := drafted_shares(questionnaire):
        lines.append("groups:")
        lines += [f"  {name}: {{{line}}}" for name, table in shares.items() for line in _table("shares", table)]
    lines += [f"{key}: {share}" for key, share in CHANCE.items()]
    return "\n".join(lines) + "\n"


def _table(key: str, table: Mapping[str, float]) -> Iterator[str]:
    yield f"{key}: {{{', '.join(f'{name}: {value:g}' for name, value in table.items())}}}"


def drafted_shares(questionnaire: Questionnaire) -> dict[str, dict[str, float]]:
    """Choice -> option -> share, where a choice decides on who is screened out: most people are not."""
    found: dict[str, dict[str, float]] = {}
    known = {name: choice.options for name, choice in choices(questionnaire).items() if not choice.arms}
    for rule in (section.screen_out for section in questionnaire.sections if section.screen_out is not None):
        for name in sorted(rule.names & known.keys()):
            out = [option for option in known[name] if rule.holds({name: option}.get)]
            stay = [option for option in known[name] if option not in out]
            if out and stay:
                found[name] = _shares(stay, out)
    return found


def _shares(stay: Sequence[str], out: Sequence[str]) -> dict[str, float]:
    """Even shares on either side, in thousandths; what is left goes to the first who stays."""
    shares = {o: round(PASSING / len(stay), 3) for o in stay} | {o: round((1 - PASSING) / len(out), 3) for o in out}
    return {**shares, stay[0]: round(shares[stay[0]] + 1 - sum(shares.values()), 3)}


def drafted_paths(questionnaire: Questionnaire) -> dict[str, dict[str, float]]:
    """Outcome -> predictor -> coefficient, wherever the roles suggest a regression."""
    constructs = [construct.id for construct in questionnaire.constructs]
    wished = dict(regressions(questionnaire))
    free = [name for name in constructs if name not in wished]
    together = {name: dict.fromkeys(free[at + 1 :], TOGETHER) for at, name in enumerate(free)}
    paths: dict[str, dict[str, float]] = {}
    for outcome in causal_order(constructs, {name: dict.fromkeys(before, 0.0) for name, before in wished.items()}):
        if outcome not in wished:
            continue
        structure = Structure.of([*free, *paths], paths, together)
        at = [structure.names.index(name) for name in wished[outcome]]
        total = float(np.sum(structure.implied[np.ix_(at, at)]))
        paths[outcome] = dict.fromkeys(wished[outcome], floor(100 * sqrt(EXPLAINED / total)) / 100)
    return paths
