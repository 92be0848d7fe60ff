"""What limits the conclusions: generated from facts, in order of weight. None can be switched off.

A report that is no whole one says each in a line: the message `report.limit.<name>.line`.
"""

from collections.abc import Iterator, Mapping

from surveykit.core.finding import Estimate, Finding
from surveykit.core.language import Text, both, messages
from surveykit.core.numbers import count
from surveykit.report.context import Prose, Remark
from surveykit.report.exhibits import Writer, left_out
from surveykit.report.study import Study
from surveykit.report.typography import prose

FEWEST = 30
"""Below so many respondents no test is put into words (the convention SMALL_N)."""
CORRELATED = ("pearson_r", "spearman_rho", "kendall_tau", "polychoric_r", "partial_r")
TESTED = ("coefficient", "path_coefficient", "log_odds_ratio", "mean_difference", *CORRELATED)
INTERCEPT = "(intercept)"


def limitations(writer: Writer, study: Study) -> tuple[Remark, ...]:
    """Every limitation that applies, as deep as the section goes."""
    return tuple(_limits(writer, study))


def _limits(writer: Writer, study: Study) -> Iterator[Remark]:
    def remark(name: str, **values: object) -> Remark:
        return Remark(writer.word(f"limit.{name}.title"), _text(writer, name, values))

    if study.source.simulated:
        yield remark("simulated")
    sampling = study.plan.disclosure.sampling
    yield remark("sampling_stated", sampling=sampling) if sampling else remark("sampling")
    if study.plan.weights is not None:
        yield remark("weights", names=", ".join(study.plan.weights.margins))
    yield remark("one_time")
    yield _wording(writer, study)
    for gate, name in (("SMALL_N", "small"), ("LOW_ALPHA", "reliability")):
        texts = _cautions(study.findings, gate)
        if texts:
            yield Remark(writer.word(f"limit.{name}.title"), _several(writer, texts if writer.whole else texts[:1]))
    used, most = _left_out(study.findings)
    asked = count(used + most)
    yield remark("missing", asked=asked, left=count(most), used=count(used)) if most else remark("no_missing")
    tests = sum(_tests(e) for f in study.findings for e in f.estimates)
    if tests > 1 and study.n >= FEWEST:
        yield remark("tests", tests=count(tests))
    yield remark("registered" if study.plan.registered else "unregistered")


def _text(writer: Writer, name: str, values: Mapping[str, object]) -> Prose:
    if writer.whole:
        return writer.sentence(f"limit.{name}", **values)
    if f"report.limit.{name}.line" not in messages(writer.language, "report"):
        return writer.brief(both(f"report.limit.{name}", **values))
    cut = {key: writer.shortened(value) if isinstance(value, Mapping) else value for key, value in values.items()}
    return writer.sentence(f"limit.{name}.line", **cut)


def _wording(writer: Writer, study: Study) -> Remark:
    title = writer.word("limit.wording.title")
    if study.wording:
        return Remark(title, writer.prose(study.wording) if writer.whole else writer.brief(study.wording))
    instrument = study.questionnaire.instrument
    status = instrument.status if instrument else "unknown"
    return Remark(title, writer.sentence(f"limit.wording.{status}"))


def _cautions(findings: tuple[Finding, ...], gate: str) -> list[Text]:
    """What the first finding says for which the gate closed; later ones say it again."""
    said = ([c.text for c in f.cautions if c.gate == gate] for f in findings)
    return next((texts for texts in said if texts), [])


def _several(writer: Writer, texts: list[Text]) -> Prose:
    space = "" if writer.language == "zh" else " "
    return prose(space.join(writer.say(t) for t in texts), writer.language)


def _left_out(findings: tuple[Finding, ...]) -> tuple[int, int]:
    """The finding that leaves most out: how many it uses and how many it leaves out."""
    most = max(findings, key=left_out, default=None)
    return (most.n, left_out(most)) if most else (0, 0)


def _tests(estimate: Estimate) -> bool:
    """Whether an estimate comes with a test of its own: not one said again in other units, without one respondent,
    or of an intercept, which nobody asks about."""
    if estimate.p is None or "method" in estimate.of or estimate.of.get("predictor") == INTERCEPT:
        return False
    return estimate.name in TESTED
