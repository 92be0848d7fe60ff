"""A document is held to a schema that is at hand, and faults are told with their lines."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from surveykit.errors import AuthorError
from surveykit.interchange.ddi_schema import validate

SCHEMA = """<?xml version="1.0"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="t" elementFormDefault="qualified">
  <xs:element name="book"><xs:complexType><xs:sequence>
    <xs:element name="name" type="xs:string"/>
  </xs:sequence></xs:complexType></xs:element>
</xs:schema>
"""


@pytest.fixture
def schema(tmp_path: Path) -> Path:
    path = tmp_path / "book.xsd"
    path.write_text(SCHEMA, encoding="utf-8")
    return path


def test_a_document_that_keeps_the_schema_passes(schema: Path) -> None:
    validate('<book xmlns="t"><name>n</name></book>', schema, Path("out.xml"))


def test_each_fault_is_told_with_its_line(schema: Path) -> None:
    with pytest.raises(AuthorError) as caught:
        validate('<book xmlns="t">\n<title/>\n</book>', schema, Path("out.xml"))
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.file, problem.place.line) == ("ddi-invalid", "out.xml", 2)
    assert "title" in str(problem.values["detail"])


@pytest.mark.parametrize("text", ["no schema", "<a/>"])
def test_what_is_no_schema_is_said_to_be_none(text: str, tmp_path: Path) -> None:
    path = tmp_path / "none.xsd"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(AuthorError) as caught:
        validate("<a/>", path, Path("out.xml"))
    assert [problem.code for problem in caught.value.problems] == ["xsd-unreadable"]


def test_a_schema_that_is_not_there_is_told_in_our_own_words(tmp_path: Path) -> None:
    with pytest.raises(AuthorError, match="no-such-file"):
        validate("<a/>", tmp_path / "gone.xsd", Path("out.xml"))


def test_nothing_is_fetched(tmp_path: Path) -> None:
    asked: list[str] = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

    server = HTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    path = tmp_path / "outside.xsd"
    include = f'<xs:include schemaLocation="http://127.0.0.1:{server.server_port}/x.xsd"/><xs:element name="book"/>'
    path.write_text(f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{include}</xs:schema>', encoding="utf-8")
    with pytest.raises(AuthorError, match="xsd-unreadable"):
        validate("<a/>", path, Path("out.xml"))
    server.shutdown()
    server.server_close()
    assert asked == []
