"""Somebody changes a form in a spreadsheet: what they changed counts, what the form cannot say is kept."""

import pytest
from python_calamine import CalamineWorkbook

from surveykit import pipeline
from surveykit.core.item import Item
from surveykit.design.load import load_questionnaire
from tests.interchange.xlsform.small_forms import book, read, refused

DEFINITION = """
# A remark of the author.
questionnaire: repair
version: "1"
languages: [en, zh]
title: {en: Repair, zh: 维修}
intro: {en: Welcome, zh: 欢迎}
scales:
  good:
    levels: {1: {en: bad, zh: 差}, 2: {en: fair, zh: 一般}, 3: {en: good, zh: 好}}
    dont_know: {en: cannot say, zh: 说不上来}
constructs:
  service: {role: quality, label: {en: Service, zh: 服务}, items: [speed, skill, manner]}
sections:
  - id: first
    title: {en: First, zh: 首先}
    shuffle: false
    items:
      - {id: age, kind: number, text: {en: Age, zh: 年龄}, minimum: 0, maximum: 120, sensitive: true}
      - id: way
        kind: multiple_choice
        text: {en: "Ways, ${age|no age}", zh: "方式"}
        options: {shop: {en: Shop, zh: 门店}, app: {en: App, zh: 应用}, none: {en: None, zh: 没有, exclusive: true}}
      - {id: why, kind: open_text, text: {en: Why?, zh: 为什么？}, relevant: age >= 18, help: {en: Briefly, zh: 简短}}
  - id: second
    title: {en: Second, zh: 其次}
    items:
      - id: sv
        kind: matrix
        text: {en: How good?, zh: 好不好？}
        scale: good
        content: attitude
        rows: {speed: {en: Speed, zh: 速度}, skill: {en: Skill, zh: 技术}, manner: {en: Manner, zh: 态度}}
      - id: care
        kind: best_worst
        text: {en: Care?, zh: 看重什么？}
        set_size: 3
        options: {a: {en: A, zh: 甲}, b: {en: B, zh: 乙}, c: {en: C, zh: 丙}, d: {en: D, zh: 丁}}
"""


class Edited:
    """A form of ours, open in a spreadsheet."""

    def __init__(self, folder):
        self.folder = folder
        (folder / "q.yaml").write_text(DEFINITION, encoding="utf-8")
        pipeline.convert(folder / "q.yaml", folder / "form.xlsx")
        workbook = CalamineWorkbook.from_path(str(folder / "form.xlsx"))
        self.sheets = {n: workbook.get_sheet_by_name(n).to_python() for n in workbook.sheet_names}

    def row(self, name, sheet="survey"):
        column = self.sheets[sheet][0].index("name")
        return next(row for row in self.sheets[sheet] if row[column] == name)

    def put(self, name, column, text, sheet="survey"):
        header = self.sheets[sheet][0]
        at = next((i for i, h in enumerate(header) if h == column), None)
        if at is None:
            header.append(column)
            at = len(header) - 1
            for row in self.sheets[sheet][1:]:
                row.append("")
        self.row(name, sheet)[at] = text

    def drop(self, name, sheet="survey"):
        self.sheets[sheet].remove(self.row(name, sheet))

    def add(self, after, cells, sheet="survey"):
        header = self.sheets[sheet][0]
        place = self.sheets[sheet].index(self.row(after, sheet)) + 1
        self.sheets[sheet].insert(place, [cells.get(h, "") for h in header])

    def save(self):
        return book(self.folder / "edited.xlsx", **self.sheets)

    def read(self):
        return read(self.save())


@pytest.fixture
def form(tmp_path):
    return Edited(tmp_path)


EN, ZH = "label::English (en)", "label::中文 (zh)"


def test_nothing_changed_gives_the_definition_with_its_remarks(form):
    form.read()
    assert (form.folder / "edited-read.yaml").read_text("utf-8") == DEFINITION


def test_other_words_in_one_language(form):
    form.put("why", EN, "Why, please?")
    form.put("speed", ZH, "快慢")
    form.put("1", EN, "awful", "choices")
    form.put("first", EN, "To begin")
    done = form.read()
    assert done["why"].text == {"en": "Why, please?", "zh": "为什么？"}
    assert done["sv"].rows["speed"].label == {"en": "Speed", "zh": "快慢"}
    assert done["sv"].scale.points[1] == {"en": "awful", "zh": "差"}
    assert done.questionnaire.sections[0].title["en"] == "To begin"
    assert done["age"].sensitive
    assert done["sv"].content == "attitude"
    assert done["way"].text["en"] == "Ways, ${age|no age}"
    assert done["care"].kind == "best_worst"
    assert done.problems == []


def test_conditions_flags_and_bounds(form):
    form.put("why", "relevant", "selected(${way}, 'app') and not(${age} < 16)")
    form.put("why", "required", "yes")
    form.put("age", "constraint", ". >= 16")
    form.put("sv", "relevant", "${age} > 20")
    done = form.read()
    assert done["why"].relevant.source == "selected(way, 'app') and (not answered(age) or age >= 16)"
    assert (done["why"].required, done["age"].minimum, done["age"].maximum) == (True, 16, None)
    assert done["sv"].relevant.source == "age > 20"
    assert done["sv"].kind == "matrix"


def test_a_condition_is_taken_away(form):
    form.put("why", "relevant", "")
    form.put("why", "hint::English (en)", "")
    form.put("why", "hint::中文 (zh)", "")
    done = form.read()
    assert (done["why"].relevant, done["why"].help) == (None, None)


def test_an_option_is_added_moved_and_taken_out(form):
    form.add("app", {"list_name": "way", "name": "line", EN: "Telephone", ZH: "电话"}, "choices")
    form.drop("shop", "choices")
    form.put("why", "relevant", "selected(${way}, 'line')")
    done = form.read()
    assert list(done["way"].options) == ["app", "line", "none"]
    assert done["way"].options["none"].exclusive
    assert done["why"].relevant.source == "selected(way, 'line')"


def test_a_point_is_added_to_a_scale(form):
    form.add("3", {"list_name": "good", "name": "4", EN: "splendid", ZH: "极好"}, "choices")
    done = form.read()
    assert list(done["sv"].scale.points) == [1, 2, 3, 4]
    assert list(done["sv"].scale.missing.values()) == [{"en": "cannot say", "zh": "说不上来"}]


def test_questions_are_added_and_rows_to_a_table(form):
    form.add("why", {"type": "integer", "name": "visits", EN: "Visits", ZH: "次数", "relevant": "${age} > 17"})
    form.add("manner", {"type": "select_one good", "name": "price", EN: "Price", ZH: "价格"})
    done = form.read()
    assert [i.id for i in done.questionnaire.sections[0].items] == ["age", "way", "why", "visits"]
    assert done["visits"].relevant.source == "age > 17"
    assert list(done["sv"].rows) == ["speed", "skill", "manner", "price"]
    assert done.lost == []


def test_what_is_taken_out_leaves_its_construct(form):
    form.drop("skill")
    form.drop("why")
    done = form.read()
    assert list(done["sv"].rows) == ["speed", "manner"]
    assert [i.id for i in done.questionnaire.items] == ["age", "way", "sv", "care"]
    assert done.questionnaire.constructs[0].items == ("speed", "manner")
    assert done.lost == ["xlsform-construct-smaller"]


def test_the_introduction_can_be_taken_out_and_a_question_moved(form):
    form.drop("intro")
    row = form.row("why")
    form.sheets["survey"].remove(row)
    form.sheets["survey"].insert(form.sheets["survey"].index(form.row("second")) + 1, row)
    done = form.read()
    assert done.questionnaire.intro is None
    assert [[i.id for i in s.items] for s in done.questionnaire.sections] == [["age", "way"], ["why", "sv", "care"]]


def test_what_cannot_be_taken_over_is_named(form):
    form.put("care_1_best", EN, "Most of all")
    form.drop("care_2_worst")
    form.put("speed", "default", "1")
    done = form.read()
    assert sorted(done.lost) == ["xlsform-edit-lost", "xlsform-edit-lost", "xlsform-part-lost"]
    assert done["care"] == load_questionnaire(form.folder / "q.yaml").item_by_id["care"]


def test_a_reference_to_what_is_gone_is_refused_with_its_cell(form):
    form.drop("age")
    found = refused(form.save())
    assert {(code, sheet) for code, sheet, _, _ in found} == {("xlsform-unknown-reference", "survey")}
    assert all(field for *_, field in found)


def test_a_damaged_definition_is_said_and_the_form_read_without_it(form):
    form.sheets["surveykit"][3] = ["|title: ["]
    done = form.read()
    assert "xlsform-definition-lost" in done.lost
    assert isinstance(done["age"], Item)
    assert done["care_1_best"].kind == "single_choice"
