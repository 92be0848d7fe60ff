"""The report as HTML: order, completeness, honesty, safety; in both languages."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from surveykit.core.codebook import Missing
from surveykit.core.expression import Expression
from surveykit.core.finding import Caution, Estimate, Excluded, Sentences
from surveykit.core.item import Option
from surveykit.core.language import both, messages
from surveykit.core.questionnaire import Section
from surveykit.items.single_choice import SingleChoice
from surveykit.report.compose import Study, compose, compose_page, report_id
from surveykit.report.content import build_report
from surveykit.report.summary import headlines
from tests.report.page_reader import PageReader
from tests.report.tiny_study import CITED, DESCRIBED, HOSTILE, QUESTIONNAIRE, REFUSED, STUDY, TEMPLATES, text

LANGUAGES = ("en", "zh")
NUMBER = re.compile("\u2212?\\d*\\.\\d+")


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def page(language: str) -> PageReader:
    return PageReader(compose(STUDY, language, TEMPLATES))


def sections(study: Study) -> list[str]:
    return [section.id for section in build_report(study, "en").sections]


def test_sections_stand_in_their_order_and_an_unknown_analysis_gets_its_own() -> None:
    assert sections(STUDY) == [
        f"section-{name}"
        for name in (
            "data",
            "questionnaire",
            "description",
            "relations",
            "novel",
            "actions",
            "limitations",
            "method",
            "codebook",
            "references",
        )
    ]


def test_without_findings_only_the_frame_is_left() -> None:
    bare = replace(STUDY, findings=(), questionnaire=replace(QUESTIONNAIRE, instrument=None))
    frame = ("data", "questionnaire", "actions", "limitations", "method", "codebook")
    assert sections(bare) == [f"section-{name}" for name in frame]
    report = build_report(bare, "en")
    assert report.summary.tiles == ()
    assert report.summary.headlines == ()


def test_tags_are_balanced_and_ids_unique(page: PageReader) -> None:
    assert page.faults == []
    assert len(page.ids) == len(set(page.ids))


def test_every_link_leads_somewhere_in_the_page(page: PageReader) -> None:
    assert {address.removeprefix("#") for address in page.addresses} <= set(page.ids)
    assert all(address.startswith("#") for address in page.addresses)


def test_what_people_wrote_is_shown_as_text(page: PageReader) -> None:
    assert HOSTILE in page.text.replace("\u200b", "")
    assert not {"script", "img", "iframe", "object"} & {tag for tag, _ in page.tags}


def test_numbers_of_the_sentences_are_those_of_the_estimates(language: str) -> None:
    report = build_report(STUDY, language)
    mean = DESCRIBED.estimates[0]
    assert mean.interval is not None
    allowed = {f"{x:.2f}" for x in (mean.value, *mean.interval)}
    view = next(s for s in report.sections if s.id == "section-description").findings[0]
    said = set(NUMBER.findall(view.sentence.striptags()))
    cells = {c.text for row in view.table.groups[0].rows for c in row} if view.table else set()
    assert said <= allowed
    assert "3.42" in cells
    tile = report.summary.tiles[0]
    assert tile.value == "3.42"
    assert set(NUMBER.findall(tile.interval)) == {"3.11", "3.73"}


def test_a_refusal_is_seen_in_its_place_in_the_summary_and_in_the_log(language: str) -> None:
    report = build_report(STUDY, language)
    relations = next(s for s in report.sections if s.id == "section-relations").findings[0]
    assert relations.refused
    assert [line.anchor for line in report.summary.withheld] == [relations.id]
    html = compose(STUDY, language, TEMPLATES)
    assert html.count(REFUSED.sentences.full[language].split("4")[0]) >= 2
    log = next(s for s in report.sections if s.id == "section-method").parts[1].tables[0]
    logged = [row[2].text for group in log.groups for row in group.rows]
    assert logged == [
        DESCRIBED.cautions[0].text[language],
        REFUSED.sentences.full[language],
        REFUSED.estimates[0].reason[language] if REFUSED.estimates[0].reason else "",
    ]


def test_a_refused_finding_is_no_headline() -> None:
    assert headlines((replace(REFUSED, headline=True), DESCRIBED)) == [DESCRIBED]


def test_a_score_with_an_item_against_the_others_is_no_headline() -> None:
    against = Caution("NEG_ITEM", text("an item runs against the others", "有题目方向相反"))
    asked = replace(DESCRIBED, cautions=(against,))
    assert headlines((asked, replace(asked, id="items", analysis="reliability"))) == [
        replace(asked, id="items", analysis="reliability")
    ]


def test_what_is_said_of_several_findings_stands_once_in_the_log(language: str) -> None:
    twice = replace(DESCRIBED, id="again")
    report = build_report(replace(STUDY, findings=(*STUDY.findings, twice)), language)
    log = next(s for s in report.sections if s.id == "section-method").parts[1].tables[0]
    (row,) = [r for group in log.groups for r in group.rows if r[2].text == DESCRIBED.cautions[0].text[language]]
    assert row[0].text == "3.1\u20133.2"


def test_a_headline_names_the_n_that_it_rests_on(language: str) -> None:
    bare = replace(DESCRIBED, sentences=Sentences(text("One is higher.", "前者较高。"), DESCRIBED.sentences.full))
    (line, *_) = build_report(replace(STUDY, findings=(bare,)), language).summary.headlines
    assert f"n\u00a0=\u00a0{bare.n}" in str(line.sentence)


def test_headlines_take_two_of_each_analysis_before_a_third() -> None:
    many = [replace(DESCRIBED, id=f"d{i}") for i in range(4)]
    others = [replace(DESCRIBED, id=f"r{i}", analysis="regression") for i in range(2)]
    assert [f.id for f in headlines((*many, *others))] == ["r0", "r1", "d0", "d1", "d2"]


def test_what_was_asked_stands_beside_the_items(language: str) -> None:
    report = build_report(STUDY, language)
    part = next(s for s in report.sections if s.id == "section-questionnaire").parts
    asked = STUDY.source.wording[language] if STUDY.source.wording else ""
    assert asked in part[0].remarks[0].text
    items = part[1].tables[0]
    assert any(asked in note for note in items.notes)
    assert [row[0].text for row in items.groups[0].rows] == ["SP1", "SP2"]


def test_an_empty_disclosure_slot_says_so(language: str) -> None:
    report = build_report(STUDY, language)
    disclosure = next(s for s in report.sections if s.id == "section-method").parts[0].tables[0]
    statements = [row[1].text for row in disclosure.groups[0].rows]
    assert len(statements) == 11
    assert statements.count(messages(language, "report")["report.disclosure.not_stated"]) == 7


def test_exhibits_are_numbered_in_document_order(page: PageReader) -> None:
    order = [i for i in page.ids if re.fullmatch(r"table-\d+", i)]
    assert order == [f"table-{at}" for at in range(1, len(order) + 1)]
    assert page.text.count("Table 1 ") + page.text.count("表1 ") == 1


def test_tables_name_their_columns_and_rows(page: PageReader) -> None:
    assert {head.get("scope") for head in page.attributes("th")} == {"col", "row", "rowgroup"}
    assert len(page.attributes("caption")) == len(page.attributes("table"))


def test_an_empty_cell_is_explained_and_p_is_exact(language: str) -> None:
    table = next(s for s in build_report(STUDY, language).sections if s.id == "section-description").findings[0].table
    assert table is not None
    assert "\u2013" in table.notes[-1]


def test_references_stand_once_in_order() -> None:
    report = build_report(STUDY, "zh")
    listed = [r.striptags() for r in report.sections[-1].references]
    assert listed == sorted(listed)
    assert sum(r == CITED for r in listed) == 1
    assert '<span lang="en">' in report.sections[-1].references[0]


@pytest.mark.parametrize(
    ("language", "banned"), [("en", r"caus(e|es|ed)\b|prove|driv(e|es|en)\b"), ("zh", "证明|导致|造成|显著正向")]
)
def test_our_own_words_claim_no_cause(language: str, banned: str) -> None:
    own = messages(language, "report")
    assert [name for name, words in own.items() if re.search(banned, words)] == []


def test_the_report_id_changes_with_its_sources_only() -> None:
    other = [
        replace(STUDY, data_sha256="1" * 64),
        replace(STUDY, version="0.2.0"),
        replace(STUDY, questionnaire=replace(QUESTIONNAIRE, source="x")),
        replace(STUDY, plan=replace(STUDY.plan, source="x")),
    ]
    assert len({report_id(s) for s in (STUDY, *other)}) == 5
    assert report_id(replace(STUDY, findings=())) == report_id(STUDY)
    assert re.fullmatch("[0-9a-f]{12}", report_id(STUDY))


def test_dates_and_registration_are_never_invented(language: str) -> None:
    unregistered = replace(STUDY, plan=replace(STUDY.plan, registered=None))
    html = compose(unregistered, language, TEMPLATES)
    words = messages(language, "report")
    assert words["report.dates_not_given"] in html
    assert words["report.limit.unregistered"] in html
    assert "dcterms.created" not in html


def test_field_dates_are_those_of_the_responses_unless_the_author_says_otherwise() -> None:
    seen = replace(STUDY, source=replace(STUDY.source, first="2026-03-01T08:00:00Z", last="2026-03-04"))
    assert seen.dates == {"en": "1 March 2026 to 4 March 2026", "zh": "2026年3月1日至2026年3月4日"}
    assert STUDY.dates is None


def test_a_long_table_is_cut_with_a_word_about_it() -> None:
    assert DESCRIBED.table is not None
    long = replace(DESCRIBED, table=replace(DESCRIBED.table, rows=DESCRIBED.table.rows * 400))
    report = build_report(replace(STUDY, findings=(long,)), "en")
    table = next(s for s in report.sections if s.id == "section-description").findings[0].table
    assert table is not None
    assert sum(len(group.rows) for group in table.groups) == 300
    assert "400" in table.notes[-1]


def test_the_page_has_every_language_and_asks_nobody_for_anything() -> None:
    html = compose_page(STUDY, LANGUAGES, TEMPLATES)
    page = PageReader(html)
    assert page.faults == []
    assert len(page.ids) == len(set(page.ids))
    assert all(address.startswith("#") and address[1:] in page.ids for address in page.addresses)
    assert "url(" not in html
    assert "@import" not in html
    assert [a.get("lang") for a in page.attributes("article")] == ["en", "zh-CN"]
    assert [i.get("type") for i in page.attributes("input")] == ["radio", "radio"]
    for words in DESCRIBED.sentences.full.values():
        assert words.split("95%")[0] in page.text
    assert compose_page(STUDY, LANGUAGES, TEMPLATES) == html


def test_a_page_in_one_language_has_no_switch() -> None:
    page = PageReader(compose_page(STUDY, ("zh",), TEMPLATES))
    assert page.attributes("input") == []
    assert page.attributes("html") == [{"lang": "zh-CN"}]


def test_a_workspace_template_replaces_the_built_in_one(tmp_path: Path) -> None:
    folder = tmp_path / "report" / "sections"
    folder.mkdir(parents=True)
    (folder / "cover.html").write_text("<p>our own cover</p>", encoding="utf-8")
    assert "our own cover" in compose(STUDY, "en", [tmp_path, *TEMPLATES])


def test_both_languages_say_the_same_things() -> None:
    english, chinese = messages("en", "report"), messages("zh", "report")
    assert english.keys() == chinese.keys()
    slots = re.compile(r"\{(\w+)\}")
    differing = [n for n in english if set(slots.findall(english[n])) != set(slots.findall(chinese[n]))]
    assert differing == []


def test_a_text_without_the_language_is_marked_as_foreign() -> None:
    only = replace(DESCRIBED, sentences=replace(DESCRIBED.sentences, full={"en": "Only English."}))
    html = compose(replace(STUDY, findings=(only,)), "zh", TEMPLATES)
    assert '<span lang="en">Only English.</span>' in html


def test_a_method_is_told_once_and_then_referred_to() -> None:
    twice = replace(
        STUDY, findings=(DESCRIBED, replace(DESCRIBED, id="describe.again", question=text("Again?", "再问")))
    )
    described = next(s for s in build_report(twice, "en").sections if s.id == "section-description")
    assert "t interval" in described.findings[0].facts[-1].text
    assert described.findings[1].facts[-1].text.striptags() == "As in section 3.1."


def test_where_the_wording_was_another_the_title_is_not_what_they_answered(language: str) -> None:
    lead = build_report(STUDY, language).summary.lead
    assert STUDY.questionnaire.title[language] not in lead
    plain = replace(STUDY, source=replace(STUDY.source, wording=None))
    assert STUDY.questionnaire.title[language] in build_report(plain, language).summary.lead


def test_exhibits_that_quote_items_say_that_the_wording_was_another(language: str) -> None:
    estimate = replace(DESCRIBED.estimates[0], of={"variable": "SP1"})
    quoting = replace(DESCRIBED, id="describe.SP1", estimates=(estimate,))
    for findings, times in (((quoting,), 2), ((DESCRIBED,), 0)):
        html = compose(replace(STUDY, findings=findings), language, TEMPLATES)
        words = messages(language, "report")["report.note.wording"].format(number="2")
        assert html.count(words) == times


def test_few_respondents_get_key_figures_without_an_interval(language: str) -> None:
    few = replace(DESCRIBED, n=12, estimates=(replace(DESCRIBED.estimates[0], n=12),))
    summary = build_report(replace(STUDY, findings=(few,), n=12), language).summary
    assert summary.tiles[0].interval == ""
    assert "CI" not in compose(replace(STUDY, findings=(), n=12), language, TEMPLATES)
    assert summary.tile_note == messages(language, "report")["report.summary.tile_note_plain"]


def test_who_was_not_asked_is_not_left_out(language: str) -> None:
    skipped = (Excluded(both("missing.not_asked"), 3),)
    finding = replace(DESCRIBED, n=1, excluded=skipped)
    report = build_report(replace(STUDY, findings=(finding,)), language)
    described = next(s for s in report.sections if s.id == "section-description").findings[0]
    base = described.facts[0].text.striptags().replace("\u00a0", " ")
    assert base == {"en": "Asked: 1 of 4; n = 1.", "zh": "被问到：4人中的1人；n = 1。"}[language]
    html = compose(replace(STUDY, findings=(finding,)), language, TEMPLATES)
    assert messages(language, "report")["report.limit.no_missing"] in html


def test_only_distinct_tests_are_counted(language: str) -> None:
    def tested(name: str, **of: str) -> Estimate:
        return Estimate(name, of, 0.3, p=0.01)

    estimates = (
        tested("coefficient", outcome="speed", predictor="(intercept)"),
        tested("coefficient", outcome="speed", predictor="a"),
        tested("standardised_coefficient", outcome="speed", predictor="a"),
        tested("coefficient", outcome="speed", predictor="a", method="leave_one_out"),
        tested("pearson_r", first="a"),
    )
    study = replace(STUDY, findings=(replace(DESCRIBED, estimates=estimates),))
    counted = {"en": "contains 2 tests", "zh": "共包含2次检验"}[language]
    assert counted in compose(study, language, TEMPLATES)
    assert messages(language, "report")["report.limit.tests.title"] not in compose(
        replace(study, n=12), language, TEMPLATES
    )


def test_a_test_that_finds_nothing_is_not_called_met(language: str) -> None:
    checks = tuple(replace(DESCRIBED.checks[0], p=p) for p in (0.31, None, 0.2))
    report = build_report(replace(STUDY, findings=(replace(DESCRIBED, checks=checks),)), language)
    view = next(s for s in report.sections if s.id == "section-description").findings[0].checks
    assert view is not None
    words = messages(language, "report")
    verdicts = [row[3].text for row in view.groups[0].rows]
    no_sign, met = words["report.verdict.no_sign"], words["report.verdict.met"]
    assert verdicts == [no_sign, met, no_sign]


def test_few_checks_stand_in_the_notes_of_the_table(language: str) -> None:
    view = next(s for s in build_report(STUDY, language).sections if s.id == "section-description").findings[0]
    assert view.checks is None
    assert view.table is not None
    assert any(DESCRIBED.checks[0].advice[language] in note for note in view.table.notes)


def test_overlapping_constructs_are_named_in_the_summary(language: str) -> None:
    caution = Caution("OVERLAP", text("Speed with pace.", "速度与节奏。"))
    summary = build_report(replace(STUDY, findings=(replace(DESCRIBED, cautions=(caution,)),)), language).summary
    assert summary.overlap == caution.text[language]
    assert build_report(STUDY, language).summary.overlap is None


def test_a_choice_with_words_of_its_own_is_listed_once(language: str) -> None:
    options = {
        "a": Option(text("A", "甲")),
        "x": Option(text("Another", "其他"), specify=True),
        "n": Option(text("None", "无"), missing=Missing.NOT_APPLICABLE),
    }
    choice = SingleChoice(id="how", text=text("How?", "如何？"), options=options)
    later = replace(QUESTIONNAIRE.sections[0].items[0], id="SP3", relevant=Expression.parse("how = 'a'"))
    asked = replace(QUESTIONNAIRE, sections=(Section("s", text("S", "部分"), (choice, later)),), constructs=())
    report = build_report(replace(STUDY, questionnaire=asked, findings=()), language)
    table = next(s for s in report.sections if s.id == "section-questionnaire").parts[1].tables[0]
    rows = [[cell.text for cell in row] for row in table.groups[0].rows]
    assert [row[0] for row in rows].count("how") == 1
    assert messages(language, "missing")["missing.not_applicable"] in rows[0][2]
    assert "=" not in rows[-1][1]
    assert {"en": "“A”", "zh": "“甲”"}[language] in rows[-1][1]


def test_answers_to_an_older_version_that_were_left_out_are_said(language: str) -> None:
    mixed = replace(STUDY.source, versions={"aaaa1111": 3, "bbbb2222": 9}, incomparable={"speed": 3})
    words = PageReader(compose(replace(STUDY, source=mixed), language, TEMPLATES)).text
    counted = {"en": ("bbbb2222 (9)", "speed (3)"), "zh": ("bbbb2222（9）", "speed（3）")}
    assert all(said in words for said in counted[language])
    assert "bbbb2222" not in PageReader(compose(STUDY, language, TEMPLATES)).text


@pytest.mark.parametrize("template", sorted((TEMPLATES[0] / "report").rglob("*.html")), ids=lambda path: path.name)
def test_a_template_is_given_every_name_that_it_uses(template: Path) -> None:
    assert "defined" not in template.read_text(encoding="utf-8")
