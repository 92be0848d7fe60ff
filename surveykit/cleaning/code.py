"""Responses -> Dataset: every answer becomes the number, the text or the reason that its version's codebook says.

Answers are read with the version that the respondent saw and stand in the columns of the current one. What was
stored but no codebook knows never stops the work: it is not counted, and a flag says so. An answer to a version of a
question that differs from the current one is kept out of its column, and a flag says that too.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from surveykit.cleaning.paradata import answering
from surveykit.core.codebook import Answers, Missing, Value, Variable
from surveykit.core.comparability import difference
from surveykit.core.dataset import Dataset, Flag, Source, TableBuilder
from surveykit.core.item import Item
from surveykit.core.language import Text, both
from surveykit.core.questionnaire import Questionnaire, Route
from surveykit.core.response import Response, Status
from surveykit.errors import AnalystError

Stored = Value | Missing
Coded = Stored | None
"""None: answered, but in a version whose answers have no place in the column."""

MOST_KNOWN = 100_000
"""So many different answers to a question are remembered."""
STRANGE = "not_in_codebook"
"""The rule of a flag that says which answer was not counted."""
MOST_SHOWN = 40
"""So many letters of that answer."""
SHOWN = 8
"""So many letters of a version's hash name it."""


def code_responses(
    questionnaires: Mapping[str, Questionnaire], current: Questionnaire, responses: Iterable[Response]
) -> Dataset:
    """The table of all responses, drafts too: one row a response, the columns of `current`.

    `questionnaires` maps a version's hash to that version. An option keeps its meaning where its code has changed;
    a variable that a version did not have is not asked there; an answer on another scale or under other labels has
    no value, no reason and a flag. A draft's items after the last section that it reached are not reached. Who was
    screened out is counted, and has no row.
    """
    table = TableBuilder(current)
    flags: list[Flag] = []
    times: list[datetime] = []
    statuses: Counter[str] = Counter()
    versions: Counter[str] = Counter()
    incomparable: Counter[str] = Counter()
    coders: dict[str, _Coder] = {}
    for response in responses:
        if response.version not in questionnaires:
            raise AnalystError.of("cleaning-unknown-version", version=response.version[:12])
        statuses[response.status] += 1
        if response.status is Status.SCREENED:  # not of the population that is asked about
            continue
        if response.version not in coders:
            coders[response.version] = _Coder(questionnaires[response.version], current)
        coder = coders[response.version]
        table.add(response.id, coder.row(response, flags) | answering(response))
        versions[response.version[:SHOWN]] += 1
        incomparable.update(coder.left_out(response))
        times += [t for t in (response.started, response.closed) if t is not None]
    first, last = (min(times), max(times)) if times else (None, None)
    source = Source(_day(first), _day(last), dict(statuses), dict(versions), dict(incomparable))
    return table.dataset(sorted(flags, key=lambda flag: flag.respondent), source)


def _day(time: datetime | None) -> str | None:
    return None if time is None else time.date().isoformat()


@dataclass(frozen=True)
class _Coder:
    """Codes responses to one version."""

    seen: Questionnaire
    current: Questionnaire

    @cached_property
    def differences(self) -> dict[str, Text]:
        """The variables of both versions whose answers cannot be compared, and why."""
        old, new = self.seen.codebook.asked.by_name, self.current.codebook.asked.by_name
        found = {name: difference(old[name], v) for name, v in new.items() if name in old}
        return {name: why for name, why in found.items() if why is not None}

    @cached_property
    def dropped(self) -> tuple[str, ...]:
        """The variables that the current version lacks, where it has new ones: they may have been renamed."""
        old, new = self.seen.codebook.asked.by_name, self.current.codebook.asked.by_name
        return tuple(name for name in old if name not in new) if any(name not in old for name in new) else ()

    def left_out(self, response: Response) -> list[str]:
        """The variables that this respondent answered, but not so that the current version can take it."""
        names = (*self.differences, *self.dropped)
        stored = self._stored(response) if names else {}
        return [name for name in names if not isinstance(stored[name], Missing)]

    def row(self, response: Response, flags: list[Flag]) -> dict[str, Coded]:
        """The coded answers in the columns of the current version; what cannot be coded is flagged."""
        stored = self._stored(response)
        row: dict[str, Coded] = {}
        for v, known in self._known:
            answer = stored.get(v.name, Missing.NOT_ASKED)
            if isinstance(answer, Missing):
                row[v.name] = answer
            elif v.name in self.differences:
                flags.append(Flag("other_version", response.id, self.differences[v.name]))
                row[v.name] = None
            else:
                row[v.name] = self._known_code(v, answer, known)
                if row[v.name] is None:
                    flags.append(Flag(STRANGE, response.id, _evidence(v.name, str(answer)[:MOST_SHOWN])))
                    row[v.name] = Missing.NOT_ANSWERED
        return row

    def _known_code(self, variable: Variable, answer: Value, known: dict[Value, Value | None]) -> Value | None:
        if answer not in known:
            if len(known) >= MOST_KNOWN:
                known.clear()
            known[answer] = self._code(variable, answer)
        return known[answer]

    @cached_property
    def _known(self) -> list[tuple[Variable, dict[Value, Value | None]]]:
        """Each variable of the current version, and the codes of the answers that were met."""
        return [(v, {}) for v in self.current.codebook.asked.variables]

    def _stored(self, response: Response) -> dict[str, Stored]:
        """The answers with a reason in every empty variable of the version that was seen."""
        if response.status is not Status.DRAFT and response.answers.keys() >= self.seen.item_of.keys():
            return dict(response.answers)
        route = self.seen.route(response.answers, response.seed, response.number)
        if response.status is not Status.DRAFT:
            return {name: response.answers.get(name, empty) for name, empty in route.settled.items()}
        later = set(_not_reached(route, response.answers))
        return {
            name: Missing.NOT_REACHED if self.seen.item_of[name].id in later else answer
            for name, answer in route.settled.items()
        }

    def _code(self, current: Variable, answer: Value) -> Value | None:
        """The code in the current version; None for what one of the two versions does not know."""
        seen, item = self.seen.codebook.by_name[current.name], self.seen.item_of[current.name]
        if not seen.numeric:
            return str(answer)
        if seen.stored:
            return current.stored.get(str(answer)) if answer in seen.stored else None
        return answer if not isinstance(answer, str) and _allowed(seen, item, answer) else None


def strange_answer(variable: str, flags: Iterable[Flag]) -> str | None:
    """What a variable of one respondent holds that no codebook knows, as its flag has it; None without such a flag."""
    before, after = _evidence(variable, "\0")["en"].split("\0")
    for said in (flag.evidence["en"] for flag in flags if flag.rule == STRANGE):
        if said.startswith(before) and said.endswith(after):
            return said[len(before) : len(said) - len(after)]
    return None


def _evidence(variable: str, value: str) -> Text:
    return both("cleaning.evidence.not_in_codebook", variable=variable, value=value)


def _not_reached(route: Route, answers: Answers) -> Iterator[str]:
    """The items of the sections after the last one that the respondent sent."""
    sections = route.sections
    sent = [at for at, s in enumerate(sections) if any(_touched(answers, v) for v in _names(s.items))]
    for section in sections[sent[-1] + 1 if sent else 0 :]:
        yield from (item.id for item in section.items if not item.unseen)


def _names(items: Iterable[Item]) -> Iterator[str]:
    return (v.name for item in items for v in item.variables())


def _touched(answers: Answers, name: str) -> bool:
    return answers.get(name, Missing.NOT_ASKED) is not Missing.NOT_ASKED


def _allowed(v: Variable, item: Item, answer: float) -> bool:
    scale = item.scale_of(v.name)
    if scale is not None:
        return answer in scale.points
    whole = not v.complete or answer == int(answer)
    return whole and (v.minimum is None or answer >= v.minimum) and (v.maximum is None or answer <= v.maximum)
