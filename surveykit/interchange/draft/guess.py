"""Column by column, what a foreign file may hold: the draft of a mapping, with how sure it is."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from surveykit.core.item import Item
from surveykit.core.questionnaire import Questionnaire
from surveykit.interchange.columns import ID_COLUMNS, LIKE_IDS, squeezed
from surveykit.interchange.draft.codes import Reading, read_codes
from surveykit.interchange.draft.profile import Profile, profiles
from surveykit.interchange.draft.similarity import best_likeness, likeness, plain
from surveykit.interchange.draft.system import System, recognised
from surveykit.interchange.draft.target import Choices, Target, choices_of, targets
from surveykit.interchange.filled_in import SIGN, filled_in, has_words
from surveykit.interchange.own_columns import is_own
from surveykit.interchange.split import choices_in
from surveykit.interchange.table import Source
from surveykit.interchange.times import are_durations, are_times, lack_offset

LEAST = 0.5
"""A guess that is less sure is not made."""
_TICKED = 0.8
"""A column of marks has hardly anything else in it."""
_CLOSE = 0.03
"""Two guesses that are as sure as that are in each other's way."""
_SEPARATORS = ("┋", "|", ";", "；", "\n", "、", "，", ",", " ")
_NUMBERING = re.compile(r"\s*(?:[Qq]?\d+\s*[.、．:：)）]|[（(]\d+[)）])\s*")
_PLACE = re.compile(r"(?P<question>.+?)\s*\[\D{0,20}[1-9]\d?\]\s*", re.DOTALL)
_UNKNOWN_YEAR = "1980-01-01"
"""What LimeSurvey writes for a date that it was told not to keep."""


class Role(StrEnum):
    """What a column is for."""

    ID = "id"
    STARTED = "started"
    CLOSED = "closed"
    DURATION = "duration"
    VARIABLE = "variable"
    SPLIT = "split"
    SYSTEM = "system"
    REPEATED = "repeated"
    """It says again what other columns say."""
    PLACE = "place"
    """What stands in one place of a ranking, for which the questionnaire has a column for each object instead."""
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Guess:
    """What one column may be. `confidence` is from 0 to 1, for what had to be guessed.

    `variable`, `codes` and `unexplained` are those of a variable; `separator` and `parts` (choice -> variable) those
    of a list of choices. `doubts`: codes were told by their place alone (counted), labels are not quite the same
    (near), numbers are the codes of our reasons (reasons) or may be (unclear), or labels that are codes, too (labels);
    times name no offset (utc).
    """

    column: str
    role: Role
    confidence: float | None = None
    variable: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    unexplained: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    separator: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Draft:
    """The guesses in the order of the columns; `without` are the variables that no column was found for.

    `unfinished` counts the rows without a time of sending, where the system keeps one.
    """

    guesses: tuple[Guess, ...]
    without: tuple[str, ...]
    system: str | None = None
    unfinished: int = 0


def draft(source: Source, questionnaire: Questionnaire) -> Draft:
    """What the columns of a file may be in a questionnaire, guessed from names, labels and the first rows."""
    found = _draft(source, questionnaire)
    filled = [guess.column for guess in found.guesses if any(map(has_words, guess.unexplained))]
    return _with_words(filled_in(source, [f"{name}{SIGN}" for name in filled]), questionnaire) if filled else found


def _with_words(source: Source, questionnaire: Questionnaire) -> Draft:
    """The draft of a source with columns of words that were filled in beside a choice."""
    found = _draft(source, questionnaire)
    by_column, item_of = {guess.column: guess for guess in found.guesses}, questionnaire.item_of
    words: dict[str, Guess] = {}
    for column in source.columns:
        of = by_column.get(column.removesuffix(SIGN)) if column.endswith(SIGN) else None
        if of is not None and of.variable:
            item = item_of[of.variable] if of.role is Role.VARIABLE else questionnaire.item_by_id[of.variable]
            texts = [v.name for v in questionnaire.variables_of[item.id] if not v.numeric]
            if len(texts) == 1:
                words[column] = Guess(column, Role.VARIABLE, of.confidence, texts[0])
    taken = {guess.variable for guess in words.values()}
    guesses = tuple(words.get(guess.column, guess) for guess in found.guesses)
    return replace(found, guesses=guesses, without=tuple(name for name in found.without if name not in taken))


def _draft(source: Source, questionnaire: Questionnaire) -> Draft:
    known = questionnaire.codebook.by_name
    foreign = [profile for profile in profiles(source) if not is_own(profile.name, known)]
    asked = questionnaire.codebook.asked.by_name
    found = [profile for profile in foreign if profile.name in asked or profile.name not in known]
    system = recognised([profile.name for profile in found])
    settled = dict(_of_the_system(found, system, known))
    open_targets = targets(questionnaire)
    free = [profile for profile in found if profile.name not in settled]
    settled |= _variables(free, open_targets, system)
    taken = {guess.variable for guess in settled.values()}
    free = [profile for profile in free if profile.name not in settled]
    settled |= _lists(free, choices_of(open_targets), taken, system)
    free = [profile for profile in free if profile.name not in settled]
    settled |= _places(free, [item for item in questionnaire.items if item.kind == "ranking"])
    taken |= {name for guess in settled.values() for name in guess.parts.values()}
    guesses = tuple(settled.get(profile.name, Guess(profile.name, Role.UNKNOWN)) for profile in found)
    closed = next((p for p in found if settled.get(p.name, guesses[0]).role is Role.CLOSED), None)
    unfinished = closed.rows - closed.filled if closed is not None and system is not None else 0
    without = tuple(target.name for target in open_targets if target.name not in taken)
    return Draft(guesses, without, system.name if system else None, unfinished)


def _of_the_system(
    found: Sequence[Profile], system: System | None, known: Collection[str]
) -> Iterator[tuple[str, Guess]]:
    """Ids, times, and what a system keeps for itself."""
    by_name = {profile.name: profile for profile in found if profile.name not in known}
    if system is not None:
        for name in by_name:
            if system.owns(name, {profile.name for profile in found}):
                yield name, Guess(name, Role.SYSTEM)
        for role, names in ((Role.STARTED, system.started), (Role.CLOSED, system.closed)):
            if (name := next((n for n in names if n in by_name and _has_times(by_name[n])), "")) != "":
                yield name, Guess(name, role, doubts=("utc",) if lack_offset(list(by_name[name].values)) else ())
        if (name := next((n for n in system.durations if n in by_name and _has_durations(by_name[n])), "")) != "":
            yield name, Guess(name, Role.DURATION)
    wanted = (*system.ids, *ID_COLUMNS) if system else ID_COLUMNS
    ids = [n for word in wanted for n in by_name if word in (n, n.lower())]
    ids += [n for n in by_name if squeezed(n) in LIKE_IDS]
    if (name := next((n for n in ids if by_name[n].distinct), "")) != "":
        yield name, Guess(name, Role.ID)


def _has_times(profile: Profile) -> bool:
    words = list(profile.values)
    return are_times(words) and not all(word.startswith(_UNKNOWN_YEAR) for word in words)


def _has_durations(profile: Profile) -> bool:
    return are_durations(list(profile.values))


# --- variables --------------------------------------------------------------------------------------


def _variables(free: Sequence[Profile], wanted: Sequence[Target], system: System | None) -> dict[str, Guess]:
    """The pairs of a column and a variable, the surest first, each column and each variable once."""
    pairs = sorted(_pairs(free, wanted, system), key=lambda pair: (-pair[0], pair[1].name, pair[2].name))
    taken: set[str] = set()
    settled: dict[str, Guess] = {}
    for at, (confidence, profile, target, reading) in enumerate(pairs):
        if profile.name in settled or target.name in taken:
            continue
        rivals = (
            sure
            for sure, other, rival, _ in pairs[at + 1 :]
            if other is profile and rival.name not in taken and rival is not target
        )
        sure = confidence * 0.8 if next(rivals, 0.0) > confidence - _CLOSE else confidence
        settled[profile.name] = _guess(profile, target, reading, sure)
        taken.add(target.name)
    left = [profile for profile in free if profile.name not in settled]
    return settled | _by_values(left, [target for target in wanted if target.name not in taken])


def _pairs(
    free: Sequence[Profile], wanted: Sequence[Target], system: System | None
) -> Iterator[tuple[float, Profile, Target, Reading]]:
    choices = choices_of(wanted)
    for profile in free:
        listed = max((sure for own in choices for sure, _ in _lists_of(profile, own, system)), default=0.0)
        names = [profile.name, *(system.bare(profile.name) if system else ())]
        words = [text for name in (*names, profile.meaning.label) if (text := _NUMBERING.sub("", name, count=1))]
        for target in wanted:
            alike = max(_same_name(names, target.name), 0.97 * best_likeness(words, target.texts))
            if alike >= LEAST:
                reading = read_codes(profile, target)
                confidence = alike * (0.4 + 0.6 * reading.fit) * (0.9 if reading.doubts else 1)
                other = (target.ticked and reading.fit < _TICKED) or (
                    not target.variable.numeric and listed > confidence
                )
                if confidence >= LEAST and not other:
                    yield confidence, profile, target, reading


def _same_name(names: Iterable[str], name: str) -> float:
    """How much alike names are; of names with other numbers, not at all."""
    first, *bare = names
    if plain(first) == plain(name):
        return 1.0
    if any(plain(other) == plain(name) for other in bare):
        return 0.95
    digits = re.findall(r"\d+", name)
    return max((0.85 * likeness(n, name) for n in (first, *bare) if re.findall(r"\d+", n) == digits), default=0.0)


def _by_values(left: Sequence[Profile], wanted: Sequence[Target]) -> dict[str, Guess]:
    """Columns whose words belong to one variable only, and to no other column."""
    fitting: dict[str, list[tuple[Target, Reading]]] = {}
    for profile in left:
        pairs = [(target, read_codes(profile, target)) for target in wanted if len(profile.listed) > 1]
        fitting[profile.name] = [(t, r) for t, r in pairs if r.worded and not r.doubts and r.fit == 1 and not t.ticked]
    times = [pairs[0][0].name for pairs in fitting.values() if len(pairs) == 1]
    return {
        profile.name: _guess(profile, *fitting[profile.name][0], LEAST)
        for profile in left
        if len(fitting[profile.name]) == 1 and times.count(fitting[profile.name][0][0].name) == 1
    }


def _guess(profile: Profile, target: Target, reading: Reading, confidence: float) -> Guess:
    codes, unexplained = dict(reading.codes), tuple(reading.unexplained)
    return Guess(
        profile.name, Role.VARIABLE, confidence, target.name, codes, unexplained, tuple(sorted(reading.doubts))
    )


# --- lists of choices -------------------------------------------------------------------------------


def _lists(
    free: Sequence[Profile], wanted: Sequence[Choices], taken: Collection[str], system: System | None
) -> dict[str, Guess]:
    """Columns that list all that was chosen in a question."""
    pairs = [
        (confidence, guess, choices)
        for profile in free
        for choices in wanted
        if profile.values
        for confidence, guess in _lists_of(profile, choices, system)
        if confidence >= LEAST
    ]
    used, settled = set(taken), dict[str, Guess]()
    for _, guess, choices in sorted(pairs, key=lambda pair: (-pair[0], pair[1].column)):
        own = {target.name for target in choices.targets}
        if guess.column not in settled:
            repeated = Guess(guess.column, Role.REPEATED)
            settled[guess.column] = repeated if own & used else guess
            used |= own
    return settled


def _places(free: Sequence[Profile], rankings: Sequence[Item]) -> dict[str, Guess]:
    """Columns for the places of a ranking: priorities[1], “What matters most to you? [Rank 1]”."""
    found = {profile.name: match["question"] for profile in free if (match := _PLACE.fullmatch(profile.name))}
    return {
        column: Guess(column, Role.PLACE)
        for column, question in found.items()
        if any(plain(question) == plain(i.id) or best_likeness([question], i.text.values()) >= LEAST for i in rankings)
    }


def _lists_of(profile: Profile, choices: Choices, system: System | None) -> Iterator[tuple[float, Guess]]:
    """The column as a list of a question's choices, at whatever separator explains most."""
    names = [profile.name, *(system.bare(profile.name) if system else ())]
    texts = [_NUMBERING.sub("", name, count=1) for name in (*names, profile.meaning.label)]
    alike = max(_same_name(names, choices.item.id), 0.97 * best_likeness(texts, choices.item.text.values()))
    best: tuple[float, str, dict[str, int]] = (0.0, "", {})
    for separator in _SEPARATORS:
        words: dict[str, int] = {}
        for cell, times in profile.values.items():
            for word in choices_in(cell, separator):
                words[word] = words.get(word, 0) + times
        fit = sum(times for word, times in words.items() if word in choices.words) / max(1, sum(words.values()))
        if fit > best[0]:
            best = (fit, separator, words)
    fit, separator, words = best
    if fit < 0.5:
        return
    parts = {word: choices.words[word] for word in words if word in choices.words}
    parts |= {target.part: target.name for target in choices.targets if target.name not in parts.values()}
    unexplained = tuple(word for word in words if word not in choices.words)
    confidence = max(alike, 0.6) * (0.4 + 0.6 * fit)
    guess = Guess(profile.name, Role.SPLIT, confidence, choices.item.id, {}, unexplained, (), separator, parts)
    yield confidence, guess
