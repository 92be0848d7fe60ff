"""A small study for exports: every type of column, every reason, two versions, and texts that hurt."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from surveykit.cleaning.code import code_responses
from surveykit.core.codebook import Missing
from surveykit.core.response import Response, Status
from surveykit.design.load import parse_questionnaire
from surveykit.interchange.export.table import Cases, ExportTable
from surveykit.store.store import Store

SOURCE = """
questionnaire: small
version: "2"
languages: [en, zh]
title: {en: Small, zh: 小}
scales:
  speed: {levels: {1: {en: slow, zh: 慢}, 2: {en: "=fast", zh: ＝快}}, not_applicable: {en: did not use, zh: 未使用}}
  ten: {from: 1, to: 10, low: {en: worst, zh: 最差}, high: {en: best, zh: 最好}}
constructs: {pace: {role: quality, label: {en: Pace, zh: 速度}, items: [rs_1, rs_2], reverse: [rs_2]}}
sections:
  - id: only
    title: {en: Only, zh: 唯一}
    items:
      - id: rs
        kind: matrix
        text: {en: How fast was it?, zh: 有多快？}
        scale: speed
        rows: {rs_1: {en: "=HYPERLINK(1)", zh: 电话}, rs_2: {en: Repair, zh: 维修}}
      - {id: best, kind: rating, text: {en: All in all, zh: 总的来说}, scale: ten}
      - id: by
        kind: single_choice
        text: {en: How did you come?, zh: 怎么来的？}
        options: {bus: {en: Bus, zh: 公交}, rail: {en: Rail, zh: 火车}}
      - id: if
        kind: multiple_choice
        text: {en: What was wrong?, zh: 有什么问题？}
        options: {a: {en: A, zh: 甲}, b: {en: B, zh: 乙}}
      - {id: warmth, kind: number, text: {en: Degrees, zh: 温度}, minimum: -20, maximum: 40, decimals: 1}
      - {id: cost, kind: number, text: {en: Degrees, zh: 费用}, minimum: 0, decimals: 2}
      - {id: visits, kind: number, text: {en: Visits, zh: 次数}, minimum: 0, maximum: 5000}
      - {id: in, kind: number, text: {en: In all, zh: 总数}, minimum: 0, maximum: 9}
      - {id: why, kind: open_text, text: {en: Why?, zh: 为什么？}}
"""
SMALL = parse_questionnaire(SOURCE)
OLD = parse_questionnaire(
    SOURCE.replace('version: "2"', 'version: "1"')
    .replace("{from: 1, to: 10,", "{from: 0, to: 10,")
    .replace("id: in,", "id: gone,")
)
HOSTILE = (
    "=1+1",
    "@SUM(A1)",
    "\uff1d1+1",
    "-1",
    "'quoted'",
    "𠀀𠮷 👩‍👩‍👧‍👦 e\u0301",
    "\u202eabc\u202c עברית",
    'He said "no", twice; then\nleft\n\nfor good',
    "tab\there",
    "NA",
    "NULL",
    "${name} {{ name }} \\n %s",
    "<script>alert(1)</script> ]]>",
    "_x0041_ \x07",
    "服务很好，师傅很专业",
    "＋86 138",
    "$$ ␤ #N/A",
)
NUMBERS = tuple(-20.0 + 3.7 * at for at in range(len(HOSTILE)))
START = datetime(2026, 1, 15, 12, 30, 5, tzinfo=UTC)


def answers(at: int, why: str) -> dict[str, object]:
    reasons = list(Missing)
    return {
        "rs_1": 1 + at % 2,
        "rs_2": Missing.NOT_APPLICABLE if at % 3 else 2,
        "best": reasons[at % 6] if at % 2 else 1 + at % 10,
        "by": "bus" if at % 2 else "rail",
        "if_a": at % 2,
        "if_b": Missing.NOT_ASKED if at == 4 else 0,
        "warmth": Missing.REFUSED if at == 3 else -1.0 if at == 5 else round(NUMBERS[at], 1),
        "cost": Missing.DONT_KNOW if at == 2 else round(0.1 + 0.23 * at, 2),
        "visits": 4999 if at == 1 else at,
        "in": at % 10,
        "why": why,
    }


def responses() -> list[Response]:
    whole = [
        Response(
            f"{at:032x}",
            f"key-{at}",
            "small",
            SMALL.hash,
            answers(at, text),
            "zh" if at % 2 else "en",
            Status.COMPLETE,
            START,
            START + timedelta(minutes=at),
        )
        for at, text in enumerate(HOSTILE)
    ]
    silent = {v.name: Missing.NOT_ANSWERED for v in SMALL.codebook.variables}
    brought = Response("f" * 32, "import:=customer 7", "small", SMALL.hash, silent, None, Status.IMPORTED)
    former = {**answers(6, "long ago"), "best": 0, "gone": 3}
    del former["in"]
    older = Response("e" * 32, "key-old", "small", OLD.hash, former, "en", Status.COMPLETE, START, START)
    out = Response("d" * 32, "key-out", "small", SMALL.hash, answers(1, "out"), "en", Status.SCREENED, START, START)
    return [*whole, brought, older, out]


def table(language: str = "en", flagged: bool = False) -> ExportTable:
    versions = {SMALL.hash: SMALL, OLD.hash: OLD}
    cases = Cases({hash: q.version for hash, q in versions.items()})
    data = code_responses(versions, SMALL, cases.passing(iter(responses())))
    return ExportTable(data, cases, language, flagged)


def stored(folder: Path) -> tuple[Path, str]:
    """A questionnaire file and a store with the responses."""
    path = folder / "small.yaml"
    path.write_text(SOURCE, encoding="utf-8")
    url = f"sqlite:///{folder / 'small.db'}"
    with Store.open(url, writable=True) as store:
        store.register(OLD)
        store.register(SMALL)
        store.add_all(responses())
    return path, url


def answered(table: ExportTable) -> dict[str, list[object]]:
    """Variable -> its cells: what every file must give back."""
    return {v.name: [table.data.column(v.name).cell(row) for row in range(table.n)] for v in SMALL.codebook.variables}
