"""codebook and print: in which languages and forms."""

from pathlib import Path

import pytest

from tests.cli.calls import BAD, GOOD, ROOT, run, written

pytestmark = pytest.mark.usefixtures("elsewhere")


def test_an_ending_in_capitals_is_as_good():
    for arguments in (("codebook", GOOD, "-o", "BOOK.HTML"), ("print", GOOD, "-o", "PAPER.HTML")):
        assert run(*arguments).exit_code == 0
    assert Path("BOOK.HTML").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert run("codebook", GOOD, "-o", "BOOK.CSV").exit_code == 0
    assert run("codebook", GOOD, "-o", "BOOK.XML").exit_code == 0


@pytest.mark.parametrize("ending", [".html", ".csv", ".xml"])
def test_a_codebook_names_every_variable(ending):
    done = run("codebook", ROOT / "questionnaires" / "ecsi-mobile.yaml", "-o", f"book{ending}")
    assert done.exit_code == 0, done.output
    text = Path(f"book{ending}").read_text(encoding="utf-8-sig")
    assert all(name in text for name in ("IMAG1", "CUEX3", "CUSCO", "CUSL3", "loyalty", "非常满意"))


@pytest.mark.parametrize("ending", [".html", ".xml"])
def test_a_codebook_is_in_the_language_that_was_chosen(ending):
    assert run("codebook", GOOD, "--language", "zh", "-o", f"book{ending}").exit_code == 0
    text = Path(f"book{ending}").read_text(encoding="utf-8")
    assert "By telephone" not in text
    assert "电话" in text


SCHEMA = """<?xml version="1.0"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
           targetNamespace="ddi:codebook:2_5" elementFormDefault="qualified">
  <xs:element name="codeBook"><xs:complexType>
    <xs:sequence>FIRST<xs:any minOccurs="0" maxOccurs="unbounded" processContents="skip"/></xs:sequence>
    <xs:anyAttribute processContents="skip"/>
  </xs:complexType></xs:element>
</xs:schema>
"""


def test_a_codebook_is_held_to_a_schema_and_not_written_where_it_breaks_it():
    written("fits.xsd", SCHEMA.replace("FIRST", ""))
    done = run("codebook", GOOD, "-o", "book.xml", "--xsd", "fits.xsd")
    assert done.exit_code == 0, done.output
    assert "<codeBook" in Path("book.xml").read_text(encoding="utf-8")
    written("other.xsd", SCHEMA.replace("FIRST", '<xs:element name="cover" type="xs:string"/>'))
    done = run("codebook", GOOD, "-o", "other.xml", "--xsd", "other.xsd")
    assert done.exit_code == 1
    assert "breaks the schema" in done.stderr
    assert "cover" in done.stderr
    assert not Path("other.xml").exists()


def test_without_the_package_for_schemas_the_command_says_what_to_install(monkeypatch):
    monkeypatch.setattr("surveykit.pipeline.questionnaires.find_spec", lambda _: None)
    done = run("codebook", GOOD, "-o", "book.xml", "--xsd", "codebook.xsd")
    assert done.exit_code == 3
    assert 'pip install "surveykit[ddi]"' in done.output
    assert not Path("book.xml").exists()


def test_a_version_of_the_design_is_printed():
    every = ROOT / "questionnaires" / "every-item.yaml"
    assert run("print", every, "--version", "2", "--language", "en", "-o", "paper.html").exit_code == 0
    assert "design version 2 of 6" in Path("paper.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["en", "zh", "both", None])
def test_a_questionnaire_is_printed_in_one_language_or_in_all(language):
    chosen = ["--language", language] if language else []
    done = run("print", GOOD, *chosen, "-o", "paper.html")
    assert done.exit_code == 0, done.output
    page = Path("paper.html").read_text(encoding="utf-8")
    assert ("customer survey" in page) is (language != "zh")
    assert ("客户调查" in page) is (language != "en")


def test_a_language_that_the_questionnaire_lacks_cannot_be_printed():
    path = written(
        "tiny.yaml", BAD.replace("open_txt", "open_text").replace("scales: {unused: {from: 1, to: 5}}\n", "")
    )
    done = run("print", path, "--language", "zh", "-o", "paper.html")
    assert done.exit_code == 1
    assert "tiny.yaml" in done.stderr
    assert run("print", path, "-o", "paper.html").exit_code == 0
    assert run("print", path, "-o", "paper.docx").exit_code == 1


@pytest.mark.pdf
@pytest.mark.parametrize("command", ["print", "codebook"])
def test_a_character_without_a_font_is_refused_or_becomes_a_box_where_that_is_allowed(command):
    title = Path(GOOD).read_text(encoding="utf-8").replace("customer survey", "customer survey \U0010fffd")
    path = written("nobodys.yaml", title)
    refused = run(command, path, "--language", "en", "-o", "made.pdf")
    assert refused.exit_code == 3
    assert "--allow-missing-glyphs" in refused.stderr
    assert not Path("made.pdf").exists()
    assert run(command, path, "--language", "en", "--allow-missing-glyphs", "-o", "made.pdf").exit_code == 0
    assert Path("made.pdf").read_bytes().startswith(b"%PDF")
