"""Chinese is set in one way and has one word for each term: `docs/wording.md`."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
FILES = [
    *sorted((ROOT / "surveykit" / "locale" / "zh").glob("*.po")),
    *sorted((ROOT / "templates" / "questionnaire").glob("*.yaml")),
    *sorted((ROOT / "questionnaires").glob("*.yaml")),
    *sorted((ROOT / "reports").glob("*.yaml")),
]
HAN = "\u4e00-\u9fff"
WIDE = f"{HAN}，。；：？！、（）［］“”"
SIGNS = "=−+×÷/→"
TYPED = re.compile(r"\{\{ \w+ \}\}|\{\{.*?\}\}|\$?\{[^{}]*\}|\w*\((?:\.\.\.)?\)|键: 值|名称=值|“- ”|年-月-日 时:分")
"""What a reader would type, and values that are put in: each counts as one sign, `□`."""
RULES = {
    "a space beside Chinese": rf"[{WIDE}][ \u00a0](?![{SIGNS}])|(?<![{SIGNS}])[ \u00a0][{WIDE}]",
    "half-width punctuation beside Chinese": rf"[{HAN}，。）］”□][,;:!?]|[,;:!?][{HAN}]|[{HAN}][()]|[()][{HAN}]",
    "a sign of calculation without its spaces": rf"[{HAN}][=+×÷][{HAN}\d□]|[{HAN}]−[{HAN}]|[\d□][=+×÷][{HAN}]",
    "a strange quotation mark": rf"[「」『』«»‹›]|(?<![A-Za-z0-9=])[\"'][{HAN}]",
    "a comma between quotation marks": "”、“|》、《",
    "a range without 至": rf"[\d□%][–—~]\s?[\d□]|[{HAN}]~",
    "a dash that is no ——": rf"[{HAN}][–—][{HAN}]",
    "dots that are no ……": rf"[{HAN}](?:\.\.|…(?!…))",
    "a wide letter, digit or sign": "[０-９Ａ-Ｚａ-ｚ％＋－＝～]",
    "a reader who is no 您": "你",
    "a possessive after a name": rf"[A-Za-z]’s? ?[A-Za-z]{{0,2}}[{HAN}]",
    "et al. in Chinese": r"[A-Za-z]等，?\d",
}


def terms() -> dict[str, str]:
    """What is not written -> the word that is."""
    rows = re.findall(r"^\| [^|]+ \| ([^|]+) \| ([^|]+) \|$", (ROOT / "docs" / "wording.md").read_text("utf-8"), re.M)
    return {word: right for right, wrong in rows[1:] for word in wrong.split("、")}


def strings(node: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a document, with its place."""
    if isinstance(node, str):
        yield place, node
    elif isinstance(node, dict):
        for key, inside in node.items():
            yield from strings(inside, f"{place}.{key}" if place else str(key))
    elif isinstance(node, list):
        for at, inside in enumerate(node):
            yield from strings(inside, f"{place}.{at}")


def texts(path: Path) -> Iterator[tuple[str, str]]:
    """(msgid or place, text) of everything Chinese in a file."""
    if path.suffix == ".po":
        with path.open("rb") as file:
            found = [(str(entry.id), str(entry.string)) for entry in read_po(file) if entry.id]
    else:
        found = list(strings(YAML(typ="safe").load(path)))
    return ((name, text) for name, text in found if re.search(f"[{HAN}]", text))


def faults(text: str) -> Iterator[str]:
    """What is set otherwise than the page says; spaces before a line are its indent."""
    plain = TYPED.sub("□", text.strip())
    for name, rule in RULES.items():
        if found := re.search(rule, plain):
            yield f"{name}: {plain[max(found.start() - 8, 0) : found.end() + 8]}"
    yield from (f"{wrong} for {right}" for wrong, right in terms().items() if wrong in plain)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_chinese_is_set_as_the_page_says(path):
    found = [f"{path.name}: {name}: {fault}" for name, text in texts(path) for fault in faults(text)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("由 surveykit 生成", "a space beside Chinese"),
        ("变量{name} 为空", "a space beside Chinese"),
        ("均值(标准差)", "half-width punctuation beside Chinese"),
        ("{n}:受访者", "half-width punctuation beside Chinese"),
        ("感知−期望", "a sign of calculation without its spaces"),
        ("「题目」", "a strange quotation mark"),
        ("“甲”、“乙”", "a comma between quotation marks"),
        ("推荐者（9–10）", "a range without 至"),
        ("重要性—表现图", "a dash that is no ——"),
        ("另有…", "dots that are no ……"),
        ("占９０％", "a wide letter, digit or sign"),
        ("请你回答", "a reader who is no 您"),
        ("Cohen’s d值", "a possessive after a name"),
        ("（Kano等，1984）", "et al. in Chinese"),
        ("各题项", "题项 for 题目、题"),
    ],
)
def test_each_rule_finds_what_it_forbids(text, fault):
    assert [found.partition(":")[0] for found in faults(text)] == [fault]


@pytest.mark.parametrize(
    "text",
    [
        "共{n}名受访者，95% CI {interval}（Hu & Bentler, 1999）。",
        "增益系数 = (A + O) / (A + O + M + I)；标准差 = {value}，t({df}) = {value}。",
        "请写成“键: 值”，或{{en: Other, zh: 其他（请注明）}}；没有相当于{found}()的函数。",
        "“甲”“乙”和“丙”在0至6之间——其余略去……",
    ],
)
def test_what_the_page_asks_for_passes(text):
    assert not list(faults(text))
