"""Holds a DDI document to a schema file that somebody has at hand."""

from pathlib import Path

from lxml import etree

from surveykit.errors import AuthorError, Place, Problem

MOST = 20


def validate(document: str, schema: Path, out: Path) -> None:
    """Raise AuthorError where a document breaks an XML schema (ddi-invalid), or that is not there or cannot be read.

    Nothing is fetched: what the schema includes must lie beside it. `out` is what the document will be called.
    """
    if not schema.exists():
        raise AuthorError.of("no-such-file", Place(str(schema)))
    parser = etree.XMLParser(no_network=True, resolve_entities=False)
    try:
        rules = etree.XMLSchema(etree.parse(str(schema), parser))
    except (OSError, etree.XMLSyntaxError, etree.XMLSchemaParseError) as error:
        raise AuthorError.of("xsd-unreadable", Place(str(schema)), detail=str(error)) from None
    if not rules.validate(etree.fromstring(document.encode(), parser)):
        found = list(rules.error_log)[:MOST]
        raise AuthorError(*(Problem("ddi-invalid", Place(str(out), e.line), {"detail": e.message}) for e in found))
