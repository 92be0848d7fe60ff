"""The printed questionnaire: every question and code on it, skips in words, in one language and in two."""

import re
import subprocess
from collections import Counter
from html import unescape
from pathlib import Path

import pytest
from pypdf import PdfReader

from surveykit.core.codebook import CHOSEN_MISSING, Variable
from surveykit.core.item import KINDS
from surveykit.core.language import say
from surveykit.core.questionnaire import Questionnaire
from surveykit.design.load import load_questionnaire, parse_questionnaire
from surveykit.errors import AuthorError
from surveykit.report.paper import paper_page
from surveykit.report.pdf import write_pdf
from tests.items.contract import HEAD, example, questionnaire
from tests.report.page_reader import PageReader

ROOT = Path(__file__).parents[2]
TEMPLATES = (ROOT / "templates",)
AFTER_SALES = load_questionnaire(ROOT / "questionnaires" / "after-sales.yaml")
EVERY = load_questionnaire(ROOT / "questionnaires" / "every-item.yaml")
PRINTS = {"en": ("en",), "zh": ("zh",), "both": ("en", "zh")}
LOGIC = parse_questionnaire(
    HEAD
    + """
      - id: channel
        kind: single_choice
        text: {en: How?, zh: 怎样？}
        options:
          phone: {en: Telephone, zh: 电话}
          shop: {en: Shop, zh: 门店}
          untold: {en: Not told, zh: 不说, missing: refused}
      - id: why
        kind: open_text
        text: {en: "Why ${channel}?", zh: "为什么选${channel}？"}
        relevant: channel = 'phone'
  - id: next
    title: {en: Next, zh: 其次}
    relevant: answered(channel)
    items:
      - id: rows
        kind: matrix
        text: {en: Speed?, zh: 速度？}
        scale: speed5
        rows: {r_1: {en: Answer, zh: 接听}, r_2: {en: Visit, zh: 上门, relevant: channel = 'shop'}}
      - {id: more, kind: open_text, text: {en: More?, zh: 还有吗？}, relevant: r_1 <= 2}
"""
)
SKIPPING = questionnaire("""
- id: channel
  kind: single_choice
  text: {en: How?, zh: 怎样？}
  options: {phone: {en: Telephone, zh: 电话}, shop: {en: Shop, zh: 门店}}
- {id: where, kind: short_text, text: {en: Which shop?, zh: 哪家门店？}, relevant: channel = 'shop'}
- {id: speed, kind: rating, text: {en: Speed?, zh: 速度？}, scale: speed5}
- {id: why, kind: short_text, text: {en: Why slow?, zh: 为什么慢？}, relevant: speed <= 2}
- id: again
  kind: single_choice
  text: {en: Again?, zh: 再来吗？}
  options: {yes: {en: "Yes", zh: 会}, no: {en: "No", zh: 不会}}
- {id: when, kind: short_text, text: {en: When?, zh: 什么时候？}, relevant: again = 'yes'}
""")


def printed(asked: Questionnaire, *languages: str) -> PageReader:
    return PageReader(paper_page(asked, languages or ("en",), TEMPLATES))


def squares(html: str) -> list[tuple[str, str]]:
    """The variables and codes beside the squares, in order; a square that a rank is written into has no code."""
    found = re.findall(r'<span class="square"></span><span class="code" data-variable="(\w+)">(.*?)</span>', html)
    return [(variable, code.replace("\u2212", "-")) for variable, code in found]


def codes_of(variable: Variable) -> list[int]:
    """Every code that is marked by a cross: those that the codebook labels, or counts through, and chosen reasons."""
    low, high = variable.minimum, variable.maximum
    own = list(variable.values) if low is None or high is None else list(range(int(low), int(high) + 1))
    return [*own, *(m.value for m in CHOSEN_MISSING if m in variable.missing)]


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).replace("\u200b", "").split())


@pytest.mark.parametrize("languages", PRINTS.values(), ids=PRINTS)
def test_the_page_is_whole_and_asks_nobody_for_anything(languages):
    page = PageReader(paper_page(AFTER_SALES, languages, TEMPLATES))
    assert page.faults == []
    assert page.addresses == []
    assert not {"script", "img", "input"} & {tag for tag, _ in page.tags}


@pytest.mark.parametrize("languages", PRINTS.values(), ids=PRINTS)
def test_every_question_is_printed_in_its_languages_and_in_no_other(languages):
    text = unescape(re.sub(r"<[^>]+>", "", paper_page(AFTER_SALES, languages, TEMPLATES)))
    for item in AFTER_SALES.items:
        for language in ("en", "zh"):
            assert (say(item.text, language) in text) is (language in languages), item.id


def test_boxes_carry_the_codes_of_the_codebook():
    html = paper_page(LOGIC, ("en",), TEMPLATES)
    rows = [(row, code) for row in ("r_1", "r_2") for code in ("1", "2", "3", "4", "5", "-5")]
    assert squares(html) == [("channel", "1"), ("channel", "2"), ("channel", "-4"), *rows]


@pytest.mark.parametrize("languages", PRINTS.values(), ids=PRINTS)
def test_every_box_of_every_kind_is_coded_as_the_codebook_says(languages):
    """Each variable that is answered by crosses has one box for each of its codes, and no other."""
    found: dict[str, list[int]] = {}
    for page in (paper_page(EVERY, languages, TEMPLATES, version) for version in range(1, 7)):
        own: dict[str, list[int]] = {}
        for variable, code in squares(page):
            own.setdefault(variable, []).extend([int(code)] if code else [])
        found |= own
    by_name = EVERY.codebook.by_name
    expected = {}
    for item in EVERY.items:
        for variable in item.variables():
            ticked = item.kind in ("multiple_choice", "consent") and variable.numeric
            if ticked:
                expected[variable.name] = [1]
            elif item.kind == "ranking":
                expected[variable.name] = []
            elif variable.complete and item.kind != "constant_sum":
                expected[variable.name] = sorted(codes_of(variable))
    assert {name: sorted(codes) for name, codes in found.items()} == expected
    assert set(expected) <= set(by_name)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_words_beside_a_box_are_those_of_its_code(language):
    html = paper_page(EVERY, (language,), TEMPLATES)
    boxes = re.findall(r'data-variable="(\w+)">([^<]+)</span><span class="label">(.*?)</span>(?:<|\s)', html)
    assert len(boxes) >= 30
    for name, code, label in boxes:
        variable = EVERY.codebook.by_name[name]
        value = int(code.replace("\u2212", "-"))
        item = EVERY.item_of[name]
        if name == item.id and value < 0:
            continue  # a reason has the option's own words
        own = variable.values[value] if name == item.id or item.kind == "paired_comparison" else variable.label
        assert plain(label).startswith(say(own, language)), name


def test_the_names_of_variables_stand_where_their_answers_are_marked():
    text = plain(paper_page(EVERY, ("en",), TEMPLATES))
    assert all(name in text for name in ("used_shop", "agree_reply", "sv_quick", "gp_answer_found", "views_first"))


def test_what_nobody_is_asked_stands_in_the_office_box():
    html = paper_page(EVERY, ("en",), TEMPLATES)
    office, rest = html.split('<div class="office">')[1].split("<h1>")
    assert "Where the link was found" in office
    assert "Version of the questionnaire" not in plain(re.sub(r'<p class="condition">.*?</p>', "", rest))
    assert [square for square in squares(office) if square[0] == "version"] == [("version", "1"), ("version", "2")]
    assert "With 13 % tax with_tax not filled in, but computed: the answer to question 25 × 1.13" in plain(office)
    assert [words in plain(office) for words in ("Respondent number", "Interviewer", "Date")] == [True] * 3


def test_who_has_reached_the_end_is_told_so():
    text = plain(paper_page(EVERY, ("en",), TEMPLATES))
    assert "If the answer to question 2 is less than 18, the questionnaire ends here. Thank you." in text
    assert "如果第2题的回答小于18，问卷到此结束。" in plain(paper_page(EVERY, ("zh",), TEMPLATES))


def test_paper_ends_in_words_of_its_own_for_nothing_was_saved():
    asked = parse_questionnaire(
        HEAD.replace("sections:", "closing: {en: Your answers were saved., zh: 回答已保存。}\nsections:")
        + "\n      - {id: a, kind: open_text, text: {en: A?, zh: 甲？}}\n"
    )
    for language, said in {"en": "hand the questionnaire back", "zh": "交回问卷"}.items():
        page = printed(asked, language)
        assert said in page.text
        assert asked.closing[language] not in page.text


def test_a_list_comes_after_the_rest_of_its_section_and_on_a_later_page():
    html = paper_page(EVERY, ("en",), TEMPLATES)
    names = re.findall(r'<span class="name">(makers|used|repaired_on|makers_aided)</span></h3>', html)
    assert names == ["makers", "used", "repaired_on", "makers_aided"]
    late = html.split(' new-page"')
    assert len(late) == 2
    assert "Please do not turn back to question 4 from here on." in plain(late[1])[:400]
    assert plain(late[0]).count("Please finish this question before you turn the page.") == 1
    assert "Please go on with the next page." in plain(late[0])[-80:]


def test_random_orders_are_noted():
    text = plain(paper_page(EVERY, ("en",), TEMPLATES))
    shuffled = sum(item.shuffle for item in EVERY.items)
    assert text.count("On screen these stand in a random order.") == shuffled
    assert text.count("On screen the questions of this part stand in a random order.") == 1
    assert text.count("On screen the parts of this questionnaire stand in a random order.") == 1


def test_each_version_of_a_design_prints_its_own_pairs_and_says_which_it_is():
    pages = [paper_page(EVERY, ("en",), TEMPLATES, version) for version in range(1, 7)]
    asked = [{name for name, _ in squares(page) if name.startswith("pair_")} for page in pages]
    assert all(len(pairs) == 3 for pairs in asked)
    pairs = [v.name for v in EVERY.item_by_id["pair"].variables()]
    assert {name: sum(name in each for each in asked) for name in pairs} == dict.fromkeys(pairs, 3)
    assert "design version 2 of 6" in plain(pages[1])
    assert "This design version asks 3 of the pairs. The others are entered as −1 (not asked)." in plain(pages[1])
    assert "design version" not in plain(paper_page(AFTER_SALES, ("en",), TEMPLATES))


@pytest.mark.parametrize("version", [0, 7])
def test_a_version_that_the_design_lacks_is_refused(version):
    with pytest.raises(AuthorError) as caught:
        paper_page(EVERY, ("en",), TEMPLATES, version)
    (problem,) = caught.value.problems
    assert (problem.code, problem.values) == ("no-such-version", {"version": version, "versions": 6})


def test_a_questionnaire_without_a_design_has_no_versions_to_choose():
    with pytest.raises(AuthorError) as caught:
        paper_page(AFTER_SALES, ("en",), TEMPLATES, 2)
    assert [p.code for p in caught.value.problems] == ["no-versions"]


def test_how_to_cross_a_box_is_said_only_where_there_are_boxes():
    words = "put a cross in the box"
    assert words in plain(paper_page(LOGIC, ("en",), TEMPLATES))
    talk = questionnaire("- {id: why, kind: open_text, text: {en: Why?, zh: 为什么？}}")
    assert words not in plain(paper_page(talk, ("en",), TEMPLATES))


def test_an_answer_says_where_to_go_on():
    page = printed(SKIPPING)
    assert "Telephone → go to question 3" in page.text
    assert "Shop How" not in page.text
    assert "→ question 5" in page.text.replace("\u00a0", " ")
    assert "No → go to the end" in page.text
    assert "→ 请跳到第3题" in printed(SKIPPING, "zh").text
    assert "An arrow beside your answer" in page.text
    assert "An arrow beside" not in printed(questionnaire("- {id: a, kind: open_text, text: {en: A, zh: 甲}}")).text


@pytest.mark.parametrize("languages", PRINTS.values(), ids=PRINTS)
def test_every_condition_is_printed_once_at_what_it_decides(languages):
    html = paper_page(EVERY, languages, TEMPLATES)
    blocks = html.split("<section>")[1:]
    asked = [s for s in EVERY.sections if any(not i.unseen for i in s.items)]
    assert len(blocks) == len(asked)
    for block, section in zip(blocks, asked, strict=True):
        conditions = [section.relevant, *(item.relevant for item in section.items)]
        assert block.count('<p class="condition">') == sum(c is not None for c in conditions), section.id


def test_numbers_have_a_cell_for_each_digit_and_for_a_minus_sign():
    asked = questionnaire("""
    - {id: a, kind: number, text: {en: A, zh: 甲}, minimum: -20, maximum: 5}
    - {id: b, kind: slider, text: {en: B, zh: 乙}, minimum: 0, maximum: 100}
    - {id: c, kind: date_time, text: {en: C, zh: 丙}, part: time}
    """)
    answers = paper_page(asked, ("en",), TEMPLATES).split('<div class="answer">')[1:]
    assert [block.count('class="cell"') for block in answers] == [3, 3, 4]


@pytest.mark.parametrize(
    ("bounds", "english", "chinese"),
    [
        ("minimum: 1", "Mark all that apply.", "可多选。"),
        ("maximum: 2", "Mark at most 2.", "最多选2项。"),
        ("minimum: 2", "Mark at least 2.", "至少选2项。"),
        ("minimum: 2, maximum: 3", "Mark 2 to 3.", "请选2至3项。"),
        ("minimum: 2, maximum: 2", "Mark exactly 2.", "请选2项。"),
    ],
)
def test_how_many_boxes_are_to_be_marked_is_said(bounds, english, chinese):
    options = "a: {en: A, zh: 甲}, b: {en: B, zh: 乙}, c: {en: C, zh: 丙}"
    text = "text: {en: Which?, zh: 哪些？}"
    asked = questionnaire(f"- {{id: m, kind: multiple_choice, {text}, {bounds}, options: {{{options}}}}}")
    assert english in printed(asked).text
    assert chinese in printed(asked, "zh").text


def test_a_line_of_other_steps_than_one_says_so():
    steps = "- {id: s, kind: slider, text: {en: S, zh: 乙}, minimum: 0, maximum: 10, step: STEP}"
    assert "A number from 0 to 10, in steps of 0.5" in printed(questionnaire(steps.replace("STEP", "0.5"))).text
    assert "in steps" not in printed(questionnaire(steps.replace("STEP", "1"))).text


def test_who_is_asked_what_is_said_in_words():
    page = printed(LOGIC)
    assert "Only if question 1 is answered." in page.text
    assert "Only if the answer to question 1 is “Telephone”." in page.text
    assert "Only if the answer to question 3 (“Answer”) is at most 2 (“slow”)." in page.text
    assert "Visit (only if the answer to question 1 is “Shop”)" in page.text
    assert "仅在第1题的回答为" in printed(LOGIC, "zh").text


def test_a_row_that_makes_its_own_label_has_its_condition_above():
    rows = "{left: {en: cold, zh: 冷}, right: {en: warm, zh: 热}, relevant: channel = 'shop'}"
    more = f"      - {{id: image, kind: semantic_differential, text: {{en: How?, zh: 怎样？}}, rows: {{a: {rows}}}}}\n"
    page = printed(parse_questionnaire(LOGIC.source + more))
    assert "cold – warm (only if the answer to question 1 is “Shop”)" in page.text


def test_an_earlier_answer_is_asked_for_in_words():
    assert "Why [your answer to question 1]?" in printed(LOGIC).text
    assert "${" not in printed(LOGIC, "en", "zh").text


def test_questions_are_numbered_and_the_rest_is_not():
    html = paper_page(AFTER_SALES, ("en",), TEMPLATES)
    numbers = re.findall(r'<span class="number">(\d+)</span>', html)
    assert numbers == [str(n) for n in range(1, len(AFTER_SALES.items) + 1)]


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("languages", PRINTS.values(), ids=PRINTS)
def test_every_kind_is_printed_or_left_out(kind, languages):
    asked = example(kind)
    page = PageReader(paper_page(asked, languages, TEMPLATES))
    assert page.faults == []
    item = asked.items[0]
    unseen = item.unseen
    assert say(item.text, languages[0]) in page.text
    assert ('<div class="question' in paper_page(asked, languages, TEMPLATES)) is not unseen
    if not unseen and item.variables():
        assert {"square", "line", "cell", "cells", "mark", "box"} & {
            name for _, attributes in page.tags for name in (dict(attributes).get("class") or "").split()
        }


def test_what_authors_write_is_text_and_nothing_else():
    hostile = "<script>alert(1)</script>"
    asked = questionnaire(f"- {{id: a, kind: open_text, text: {{en: '{hostile}', zh: '{hostile}'}}}}")
    page = printed(asked, "en", "zh")
    assert hostile in page.text
    assert "script" not in {tag for tag, _ in page.tags}


@pytest.mark.pdf
@pytest.mark.parametrize("languages", PRINTS.values(), ids=PRINTS)
def test_the_pdf_can_be_printed_and_read_out(languages, tmp_path):
    path = tmp_path / "paper.pdf"
    write_pdf(paper_page(AFTER_SALES, languages, TEMPLATES), path)
    reader = PdfReader(path)
    assert 4 <= len(reader.pages) <= 8
    assert reader.trailer["/Root"]["/Lang"] == ("zh-CN" if languages == ("zh",) else "en")
    box = reader.pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == (595, 842)
    words = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True).stdout.decode()
    assert ("On the latest occasion, how were you" in words) is ("en" in languages)
    assert ("最近一次，您主要是通过" in words) is ("zh" in languages)
    assert re.search(rf"1\s*/\s*{len(reader.pages)}", words)
    fonts = subprocess.run(["pdffonts", str(path)], capture_output=True, check=True).stdout.decode()
    assert "zh" not in languages or "Surveykit-Hanzi" in fonts


@pytest.mark.pdf
@pytest.mark.parametrize("asked", [AFTER_SALES, EVERY], ids=lambda asked: asked.id)
def test_every_box_can_be_seen_on_paper(asked, tmp_path):
    path = tmp_path / "paper.pdf"
    html = paper_page(asked, ("en",), TEMPLATES)
    write_pdf(html, path)
    shown = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True).stdout.decode()
    seen = Counter(shown.replace("\u2212", "-").split())
    codes = Counter(code for _, code in squares(html) if code)
    assert {code: n for code, n in codes.items() if seen[code] < n} == {}


@pytest.mark.pdf
@pytest.mark.parametrize("languages", PRINTS.values(), ids=PRINTS)
def test_no_page_shows_a_list_too_early_or_ends_with_a_heading(languages, tmp_path):
    path = tmp_path / "paper.pdf"
    write_pdf(paper_page(EVERY, languages, TEMPLATES), path)
    read = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True).stdout.decode()
    pages = [[line.strip() for line in page.splitlines() if line.strip()] for page in read.split("\f") if page.strip()]
    first = languages[0]
    english = ("Which makers of washing", "And which of these")
    recall, aided = english if first == "en" else ("会想到哪些品牌", "您听说过哪些")

    def page_of(words: str) -> int:
        return next(at for at, page in enumerate(pages) if any(words in line for line in page))

    assert page_of(recall) < page_of(aided)
    headings = {say(text, first) for s in EVERY.sections for text in (s.title, *(i.text for i in s.items))}
    for page in pages:
        last = page[-2]  # the last line is the foot
        assert not any(last.startswith(heading) for heading in headings), last
