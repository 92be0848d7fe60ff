"""Exports of other systems, known by the columns that they add: which of them say something, and how names are made.

LimeSurvey: "Exporting results" in its manual, and `application/helpers/admin/export` of LimeSurvey/LimeSurvey.
KoboToolbox: "Exporting and downloading your data" in its help, and `src/formpack` of kobotoolbox/formpack.
ODK Central: "Submissions" in its manual, and `lib/data/briefcase.js` of getodk/central-backend.
Wenjuanxing (问卷星, wjx.cn): downloads of answers as texts; no description of the columns is published.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

_SUBQUESTION = re.compile(r"(?P<question>[^\[\]]+?)\s*\[(?P<part>[^\[\]]+)\](?:\s*\[(?P<more>[^\[\]]+)\])?\s*\Z")
_CODE_AND_TEXT = re.compile(r"(?P<code>[A-Za-z][A-Za-z0-9]*(?:\[[^\]]+\])?)\. (?P<text>.+)", re.DOTALL)


@dataclass(frozen=True)
class System:
    """A system's exports. It is known by `marks`: one of these sets of columns, whole.

    `ids`, `started`, `closed` and `durations` are columns in the order in which they are taken; `own` is a pattern of
    the columns that say nothing of the questionnaire; `sign` stands between a group and a question.
    """

    name: str
    marks: tuple[frozenset[str], ...]
    ids: tuple[str, ...]
    started: tuple[str, ...]
    closed: tuple[str, ...]
    own: re.Pattern[str]
    sign: str = ""
    durations: tuple[str, ...] = ()

    def owns(self, column: str, columns: Collection[str]) -> bool:
        """Whether a column says nothing of the questionnaire; the time that a question took is named after it."""
        timed = column.removesuffix("Time")
        return self.own.fullmatch(column) is not None or (timed != column and timed in columns)

    def bare(self, column: str) -> list[str]:
        """What a column may be called in the questionnaire: without its groups, the longest name first.

        >>> KOBO.bare("service/rs/rs_1"), LIMESURVEY.bare("rs[SQ001]"), LIMESURVEY.bare("speed. How fast was it?")
        (['rs/rs_1', 'rs_1'], ['rs_SQ001', 'SQ001'], ['speed', 'How fast was it?'])
        """
        if self.sign:
            parts = column.split(self.sign)
            return [self.sign.join(parts[at:]) for at in range(1, len(parts))]
        if found := _CODE_AND_TEXT.match(column):
            return [*(self.bare(found["code"]) or [found["code"]]), *(self.bare(found["text"]) or [found["text"]])]
        if found := _SUBQUESTION.match(column):
            parts = [part for part in (found["question"], found["part"], found["more"]) if part]
            return ["_".join(parts), "_".join(parts[1:])]
        return []


LIMESURVEY = System(
    "LimeSurvey",
    (frozenset({"lastpage", "startlanguage"}), frozenset({"Last page", "Start language"})),
    ("token", "id", "Response ID"),
    ("startdate", "Date started"),
    ("submitdate", "Date submitted"),
    re.compile(
        r"id|token|submitdate|lastpage|startlanguage|seed|startdate|datestamp|ipaddr|refurl|interviewtime"
        r"|groupTime.*|Response ID|Date (submitted|started|last action)|Last page|Start language|Seed"
        r"|IP address|Referrer URL|Total time|(Group|Question) time: .*"
    ),
    durations=("interviewtime", "Total time"),
)
KOBO = System(
    "KoboToolbox",
    (frozenset({"_uuid", "_submission_time"}),),
    ("_uuid", "_id"),
    ("start",),
    ("end", "_submission_time"),
    re.compile(
        r"start|end|today|username|deviceid|subscriberid|simserial|phonenumber|simid|devicephonenum|audit|__version__"
        r"|formhub/uuid|meta/.*|_(id|uuid|submission_time|validation_status|notes|status|submitted_by|tags|index"
        r"|attachments|geolocation|bamboo_dataset_id|xform_id_string|version_|parent_.*)|.*/?__version__"
    ),
    "/",
)
ODK = System(
    "ODK",
    (frozenset({"SubmissionDate", "KEY"}),),
    ("KEY", "meta-instanceID", "instanceID"),
    ("start",),
    ("end", "SubmissionDate"),
    re.compile(
        r"SubmissionDate|KEY|PARENT_KEY|SET-OF-.*|meta-.*|instanceID|instanceName|SubmitterID|SubmitterName|Status"
        r"|AttachmentsPresent|AttachmentsExpected|ReviewState|DeviceID|Edits|FormVersion|start|end|today|username"
        r"|deviceid|subscriberid|simserial|simid|phonenumber|devicephonenum|audit"
    ),
    "-",
)
WENJUANXING = System(
    "问卷星",
    (frozenset({"序号", "提交答卷时间"}),),
    ("序号",),
    (),
    ("提交答卷时间",),
    re.compile(r"序号|提交答卷时间|所用时间|来源|来源详情|来自IP|总分"),
    durations=("所用时间",),
)
SYSTEMS = (LIMESURVEY, KOBO, ODK, WENJUANXING)


def recognised(columns: Collection[str]) -> System | None:
    """The system that an export comes from, if its columns show it."""
    names = frozenset(columns)
    return next((system for system in SYSTEMS if any(mark <= names for mark in system.marks)), None)
