"""Phrases that the analyses share. Numbers come from `core.numbers`, words from the catalogue `analysis`."""

from collections.abc import Collection, Iterable, Sequence

from surveykit.analysis.labels import shortened
from surveykit.analysis.statistics.formulas import LEVEL, Interval
from surveykit.core.codebook import Codebook
from surveykit.core.finding import Style
from surveykit.core.language import LANGUAGES, Text, both, say
from surveykit.core.numbers import NO_BREAK, bounded, count, interval, number, p_value, percent


def tied(text: Text) -> Text:
    """The text with no-break spaces, so that a line never ends inside a statistic."""
    return {language: string.replace(" ", NO_BREAK) for language, string in text.items()}


def stat(name: str, **values: object) -> Text:
    """A statistic as printed in a sentence: analysis.stat.<name>, kept on one line."""
    return tied(both(f"analysis.stat.{name}", **values))


def ci(inside: Interval | None, style: Style = Style.NUMBER, places: int = 2) -> Text:
    """« 95% CI [low, high] »."""
    return stat("ci", level=percent(LEVEL), interval=interval(inside, style, places))


def ends(inside: Interval, style: Style = Style.NUMBER, places: int = 2) -> tuple[str, str]:
    """Both ends as they stand in the brackets.

    >>> ends((-0.004, 0.171))
    ('\u22120.004', '0.17')
    """
    low, high = interval(inside, style, places)[1:-1].split(f",{NO_BREAK}")
    return low, high


def p_text(p: float | None) -> Text:
    """« p = .032 » or « p < .001 »."""
    return stat("p", p=p_value(p))


def n_text(n: int) -> Text:
    """« n = 250 »."""
    return stat("n", n=count(n))


def n_range(ns: Collection[int]) -> Text:
    """« n = 250 », or « n = 230 to 250 » where not all rest on as many."""
    low, high = min(ns), max(ns)
    return n_text(low) if low == high else stat("n_range", low=count(low), high=count(high))


def base(n: int) -> Text:
    """Who stands behind a figure."""
    return both("analysis.base", n=n_text(n))


def listed(texts: Sequence[Text]) -> Text:
    """A, B and C, in each language's own manner."""
    if len(texts) < 2:
        return texts[0] if texts else dict.fromkeys(LANGUAGES, "")
    return both("analysis.and", first=tuple(texts[:-1]), last=texts[-1])


MOST_NAMED = 3
"""How many predictors are named where a sentence is about many."""


def predictors(names: Sequence[Text], of: int) -> Text:
    """Some of so many predictors, or all of them: by name where they are few, else by their number."""
    if len(names) <= MOST_NAMED:
        return listed(names)
    return both(f"analysis.predictors.{'all' if len(names) == of else 'others'}", k=count(len(names)))


def semicolons(texts: Sequence[Text]) -> Text:
    """Things that hold an « and » themselves, such as pairs: A with B; C with D."""
    comma = {"en": "; ", "zh": "；"}
    return {language: comma[language].join(say(text, language) for text in texts) for language in LANGUAGES}


def several(name: str, texts: Sequence[Text], **values: object) -> Text:
    """A message about one thing (`<name>.one`) or several (`<name>.many`), listed as `names`."""
    return both(f"{name}.{'one' if len(texts) == 1 else 'many'}", names=listed(texts), **values)


def sentences(*texts: Text | None) -> Text:
    """Sentences one after another: a space between them in English, none in Chinese."""
    said = [text for text in texts if text]
    return {
        language: ("" if language == "zh" else " ").join(s for text in said if (s := say(text, language)))
        for language in LANGUAGES
    }


def quoted(text: Text) -> Text:
    """A wording in quotation marks."""
    return both("analysis.quoted", text=text)


def name_of(codebook: Codebook, id: str) -> Text:
    """A construct or variable as it reads inside a sentence: quoted, but for constructs in English."""
    label = codebook.label(id)
    if id in codebook.construct_by_id:
        return {"en": say(label, "en"), "zh": say(quoted(label), "zh")}
    return quoted(label)


def called(codebook: Codebook, id: str) -> Text:
    """The same where a long wording has no room: a variable by its first clauses, which tables complete."""
    if id in codebook.construct_by_id:
        return name_of(codebook, id)
    return quoted(shortened(codebook.label(id), [v.label for v in codebook.variables if v.name != id]))


def all_called(codebook: Codebook, ids: Iterable[str]) -> Text:
    """Several of them."""
    return listed([called(codebook, id) for id in ids])


def beside(value: float, threshold: float, style: Style = Style.BOUNDED, places: int = 2) -> str:
    """A number with so many places, or as many as it takes not to look like the threshold that it does not reach.

    >>> beside(0.6996, 0.70), beside(0.43, 0.70)
    ('.6996', '.43')
    """
    while places < 6 and (value < threshold) != (float(f"{value:.{places}f}") < threshold):
        places += 1
    return bounded(value, places) if style is Style.BOUNDED else number(value, places)
