"""The codebook as DDI-Codebook 2.5.

ORDER and REQUIRED state what the public schema asks of the elements that are written: DDI Alliance (2012), DDI-Codebook
2.5, `codebook.xsd` (types codeBookType, stdyDscrType, citationType, titlStmtType, stdyInfoType, othrStdyMatType,
fileDscrType, fileTxtType, dataDscrType, varGrpType, varType, qstnType, valrngType, invalrngType, catgryType,
derivationType), https://ddialliance.org/Specification/DDI-Codebook/2.5/. A « * » may be repeated.
"""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from surveykit.core.codebook import Missing
from surveykit.core.questionnaire import Questionnaire
from surveykit.design.load import load_questionnaire, parse_questionnaire
from surveykit.interchange.ddi import LANGUAGE, NAMESPACE, ddi_text

ROOT = Path(__file__).parents[2]
ORDER = {
    "codeBook": "docDscr* stdyDscr* fileDscr* dataDscr* otherMat*",
    "stdyDscr": "citation* studyAuthorization* stdyInfo* studyDevelopment* method* dataAccs* othrStdyMat* notes*",
    "citation": "titlStmt rspStmt prodStmt distStmt serStmt* verStmt* biblCit holdings* notes*",
    "titlStmt": "titl subTitl* altTitl* parTitl* IDNo*",
    "verStmt": "version verResp* notes*",
    "stdyInfo": "studyBudget* subject* abstract* sumDscr* qualityStatement notes* exPostEvaluation*",
    "sumDscr": "timePrd* collDate* nation* geogCover* geogUnit* geoBndBox boundPoly anlyUnit* universe* dataKind*",
    "othrStdyMat": "relMat* relStdy* relPubl* othRefs*",
    "fileDscr": "fileTxt* locMap notes*",
    "fileTxt": "fileName fileCitation fileCont fileStrc dimensns fileType format filePlac dataChck* ProcStat dataMsng "
    "software* verStmt",
    "dimensns": "caseQnty* varQnty* logRecL* recPrCas* recNumTot*",
    "dataDscr": "varGrp* nCubeGrp* var* nCube* notes*",
    "varGrp": "labl* txt* concept* defntn universe notes*",
    "var": "location* labl* imputation security embargo respUnit anlysUnit qstn* valrng* invalrng* undocCod* universe* "
    "TotlResp sumStat* txt* stdCatgry* catgryGrp* catgry* codInstr* verStmt* concept* derivation varFormat geoMap* "
    "catLevel* notes*",
    "valrng": "item* range* key notes*",
    "invalrng": "item* range* key notes*",
    "catgry": "catValu labl* txt* catStat* mrow",
    "derivation": "drvdesc drvcmd",
}
ANY_ORDER = {"qstn": {"preQTxt", "qstnLit", "postQTxt", "forward", "backward", "ivuInstr"}}
REQUIRED = {"var": {"name"}, "otherMat": {"level"}, "sumStat": {"type"}, "ExtLink": {"URI"}, "Link": {"refs"}}
ATTRIBUTES = {
    "codeBook": {"version", "codeBookAgency", "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"},
    "IDNo": {"agency", "level"},
    "universe": {"level", "clusion"},
    "notes": {"type", "subject", "level", "resp", "sdatrefs"},
    "fileDscr": {"URI", "sdatrefs", "methrefs", "pubrefs", "access"},
    "varGrp": {"type", "otherType", "var", "varGrp", "name", "sdatrefs", "methrefs", "pubrefs", "access", "nCube"},
    "var": {"name", "files", "dcml", "intrvl", "measUnit", "nature", "representationType", "wgt", "qstn", "catQnty"},
    "qstn": {"qstn", "var", "seqNo", "sdatrefs", "responseDomainType", "otherResponseDomainType"},
    "item": {"UNITS", "VALUE"},
    "range": {"UNITS", "min", "minExclusive", "max", "maxExclusive"},
    "catgry": {"missing", "missType", "country", "sdatrefs", "excls", "catgry", "level", "access"},
    "derivation": {"var"},
    "drvcmd": {"syntax"},
    "varFormat": {"type", "formatname", "schema", "otherSchema", "category", "otherCategory", "URI"},
}
EVERYWHERE = {"ID", LANGUAGE, "source", "elementVersion", "elementVersionDate"}
VALUES = {
    ("varGrp", "type"): {"section", "multipleResp", "grid", "display", "repetition", "subject", "version", "other"},
    ("var", "intrvl"): {"contin", "discrete"},
    ("var", "nature"): {"nominal", "ordinal", "interval", "ratio", "percent", "other"},
    ("var", "representationType"): {"text", "numeric", "code", "datetime", "other"},
    ("catgry", "missing"): {"Y", "N"},
    ("item", "UNITS"): {"INT", "REAL"},
    ("range", "UNITS"): {"INT", "REAL"},
    ("varFormat", "type"): {"character", "numeric"},
    ("universe", "clusion"): {"I", "E"},
}
HOSTILE = "]]> <script>&amp; '"
TINY = parse_questionnaire("""
questionnaire: tiny
version: "1"
languages: [en, zh]
title: {en: "]]> <script>&amp; '", zh: 小}
instrument: {wording: {en: Own, zh: 自编}, references: ["Author, A. (2001). A & B."]}
constructs:
  pace:
    role: quality
    label: {en: Pace, zh: 速度}
    items: [rs_1, rs_2]
    reverse: [rs_2]
    definition: {en: How fast, zh: 多快}
sections:
  - id: one
    title: {en: One, zh: 一}
    screen_out: visits > 50
    items:
      - id: visits
        kind: number
        text: {en: Visits, zh: 次数}
        minimum: 0
        maximum: 99
        unit: {en: times, zh: 次}
      - id: channel
        kind: single_choice
        text: {en: How?, zh: 怎样？}
        help: {en: The last time., zh: 最近一次。}
        options:
          phone: {en: Telephone, zh: 电话}
          shop: {en: Shop, zh: 门店}
          untold: {en: Not told, zh: 不说, missing: refused}
      - {id: twice, kind: calculated, text: {en: Twice, zh: 两倍}, value: visits * 2}
  - id: two
    title: {en: Two, zh: 二}
    relevant: visits > 1
    items:
      - id: rs
        kind: matrix
        text: {en: How fast?, zh: 多快？}
        scale:
          levels: {1: {en: "<slow>", zh: 慢}, 2: {en: fast, zh: 快}}
          not_applicable: {en: did not use, zh: 没用过}
        rows: {rs_1: {en: Answer, zh: 接听}, rs_2: {en: Visit, zh: 上门, relevant: channel = 'shop'}}
""")
EVERY = load_questionnaire(ROOT / "questionnaires" / "every-item.yaml")
AFTER_SALES = load_questionnaire(ROOT / "questionnaires" / "after-sales.yaml")


def tree(asked: Questionnaire, *languages: str) -> ElementTree.Element:
    """The document without its namespace, which every element is checked to have."""
    root = ElementTree.fromstring(ddi_text(asked, languages or ("en", "zh")))
    for element in root.iter():
        assert element.tag.startswith(f"{{{NAMESPACE}}}")
        element.tag = element.tag.partition("}")[2]
    return root


def variable(name: str, asked: Questionnaire = TINY) -> ElementTree.Element:
    (found,) = (v for v in tree(asked).iter("var") if v.get("name") == name)
    return found


def said(element: ElementTree.Element, path: str) -> dict[str | None, str | None]:
    return {each.get(LANGUAGE): each.text for each in element.findall(path)}


@pytest.mark.parametrize("asked", [TINY, EVERY, AFTER_SALES], ids=lambda asked: asked.id)
def test_elements_stand_in_the_order_of_the_schema_and_as_often_as_it_allows(asked):
    for element in tree(asked).iter():
        children = [child.tag for child in element]
        if element.tag in ANY_ORDER:
            assert set(children) <= ANY_ORDER[element.tag]
        elif children:
            allowed = ORDER[element.tag].split()
            names = [name.rstrip("*") for name in allowed]
            assert set(children) <= set(names), element.tag
            assert children == sorted(children, key=names.index), element.tag
            assert all(f"{name}*" in allowed for name in children if children.count(name) > 1), element.tag


@pytest.mark.parametrize("asked", [TINY, EVERY, AFTER_SALES], ids=lambda asked: asked.id)
def test_attributes_are_those_of_the_schema_and_ids_are_unique(asked):
    root = tree(asked)
    for element in root.iter():
        assert set(element.attrib) <= ATTRIBUTES.get(element.tag, set()) | EVERYWHERE, element.tag
        assert REQUIRED.get(element.tag, set()) <= set(element.attrib), element.tag
        for name, value in element.attrib.items():
            assert value in VALUES.get((element.tag, name), {value}), (element.tag, name)
    ids = [element.get("ID") for element in root.iter() if element.get("ID")]
    assert len(ids) == len(set(ids))
    used = [id for element in root.iter() for name in ("var", "files") for id in element.get(name, "").split()]
    assert used
    assert set(used) <= set(ids)
    assert root.get("version") == "2.5"


def test_every_variable_is_there_in_order():
    assert [v.get("name") for v in tree(EVERY).iter("var")] == [v.name for v in EVERY.codebook.variables]
    assert tree(EVERY).findtext("fileDscr/fileTxt/dimensns/varQnty") == str(len(EVERY.codebook.variables))


def test_every_text_is_marked_with_its_language():
    assert said(variable("rs_1"), "labl") == {"en": "Answer", "zh": "接听"}
    assert said(variable("rs_1"), "qstn/preQTxt") == {"en": "How fast?", "zh": "多快？"}
    assert said(variable("channel"), "qstn/postQTxt") == {"en": "The last time.", "zh": "最近一次。"}
    root = tree(TINY, "zh")
    assert root.get(LANGUAGE) == "zh"
    assert {e.get(LANGUAGE) for e in root.iter() if e.get(LANGUAGE)} == {"zh"}
    citation = tree(TINY).find("stdyDscr/citation/titlStmt")
    assert citation is not None
    assert (said(citation, "titl"), said(citation, "parTitl")) == ({"en": HOSTILE}, {"zh": "小"})


def test_hostile_labels_are_text():
    assert "<slow>" in [label.text for label in variable("rs_1").iter("labl")]
    assert not list(tree(TINY).iter("script"))
    assert "&lt;slow&gt;" in ddi_text(TINY, ("en",))


def test_missing_codes_are_invalid_and_say_what_they_mean():
    codes = [item.get("VALUE") for item in variable("rs_1").findall("invalrng/item")]
    assert codes == ["-1", "-2", "-5", "-6"]
    missing = variable("rs_1").findall("catgry[@missing='Y']")
    assert [(c.findtext("catValu"), c.get("missType")) for c in missing] == [
        ("-1", "not_asked"),
        ("-2", "not_answered"),
        ("-5", "not_applicable"),
        ("-6", "not_reached"),
    ]
    assert said(missing[2], "labl") == {"en": "did not use", "zh": "没用过"}
    refused = next(c for c in variable("channel").findall("catgry") if c.findtext("catValu") == "-4")
    assert said(refused, "labl") == {"en": "Not told", "zh": "不说"}
    for v in tree(EVERY).iter("var"):
        own = EVERY.codebook.by_name[v.attrib["name"]]
        always = {Missing.NOT_ASKED, Missing.NOT_ANSWERED, Missing.NOT_REACHED}
        codes = {m.value for m in own.missing | always} if own.holds_reasons else set()
        assert {int(i.attrib["VALUE"]) for i in v.findall("invalrng/item")} == codes


def test_where_a_code_could_be_an_answer_it_stands_beside():
    twice = variable("twice")  # a calculated number, of which nothing says how low it can be
    assert twice.find("invalrng") is None
    assert twice.find("catgry") is None
    assert {language: "twice.missing" in str(note) for language, note in said(twice, "notes").items()} == {
        "en": True,
        "zh": True,
    }


def test_values_and_bounds_are_those_of_the_codebook():
    bounds = variable("visits").find("valrng/range")
    assert bounds is not None
    assert bounds.attrib == {"UNITS": "INT", "min": "0", "max": "99"}
    assert [item.get("VALUE") for item in variable("channel").findall("valrng/item")] == ["1", "2"]
    about = variable("visits").attrib
    assert [about[name] for name in ("nature", "intrvl", "measUnit", "dcml")] == ["ratio", "contin", "times", "0"]
    for v in tree(EVERY).iter("var"):
        valid = {c.findtext("catValu") for c in v.findall("catgry") if c.get("missing") != "Y"}
        assert valid == {str(code) for code in EVERY.codebook.by_name[v.attrib["name"]].values}
        text = EVERY.codebook.by_name[v.attrib["name"]].numeric
        assert v.find("varFormat").attrib == {"type": "numeric" if text else "character"}


def test_who_is_asked_is_said_in_words():
    universe = said(variable("rs_2"), "universe")
    assert universe["en"] == (
        "Respondents of whom this holds: the answer to visits (“Visits”) is more than 1"
        " and the answer to channel (“How?”) is “Shop”"
    )
    assert str(universe["zh"]).startswith("符合以下条件的受访者：visits（“次数”）的回答大于1")
    assert "Ask only if the answer to visits" in str(said(variable("rs_2"), "qstn/ivuInstr")["en"])
    assert said(variable("visits"), "universe") == {}
    (out,) = (u for u in tree(TINY).findall("stdyDscr/stdyInfo/sumDscr/universe") if u.get(LANGUAGE) == "en")
    assert (out.get("clusion"), "more than 50" in str(out.text)) == ("E", True)


def test_constructs_are_concepts_and_groups():
    assert said(variable("rs_2"), "concept") == {"en": "Pace", "zh": "速度"}
    assert "Reversed" in str(said(variable("rs_2"), "notes")["en"])
    assert said(variable("rs_1"), "notes") == {}
    (group,) = (g for g in tree(TINY).iter("varGrp") if g.get("ID") == "C_pace")
    assert (group.get("var"), said(group, "txt")["en"], group.findtext("concept")) == (
        "V_rs_1 V_rs_2",
        "How fast",
        "quality",
    )
    assert tree(TINY).findtext("stdyDscr/othrStdyMat/relPubl") == "Author, A. (2001). A & B."


def test_what_is_calculated_says_how_and_is_no_question():
    found = variable("twice")
    assert found.find("qstn") is None
    derivation = found.find("derivation")
    assert derivation is not None
    assert (derivation.get("var"), derivation.findtext("drvcmd")) == ("V_visits", "visits * 2")
    assert derivation.findtext("drvdesc") == "the answer to visits (“Visits”) × 2"


def test_the_same_questionnaire_gives_the_same_document():
    assert ddi_text(EVERY, ("en", "zh")) == ddi_text(EVERY, ("en", "zh"))
