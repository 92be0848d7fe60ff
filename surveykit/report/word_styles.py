"""The looks of a Word document: styles that its readers can change, page, head and foot."""

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from surveykit.report.context import Report
from surveykit.report.office import Look
from surveykit.report.word_parts import TABLE_STYLE, field_end, field_start, node, paragraph, run

MONOSPACE = "Consolas"
LANGUAGES_OF_SCRIPTS = {"val": "en-US", "eastAsia": "zh-CN"}
_SIZES = {"Normal": 10.5, "Title": 26, "Heading 1": 18, "Heading 2": 13, "Heading 3": 11.5, "Caption": 9.5}
_OURS = {
    # name: (based on, size, colour, bold, space before, space after)
    "Lead": ("Normal", 11.5, "quiet", False, 0, 8),
    "Quiet": ("Normal", 9, "quiet", False, 2, 2),
    "Remark": ("Normal", 10, "ink", False, 6, 6),
    "Caution": ("Normal", 10, "warm", False, 6, 6),
    "Notice": ("Normal", 11, "warm", True, 0, 12),
    "Table Text": ("Normal", 9, "ink", False, 2, 2),
    "Table Group": ("Table Text", 9, "accent", True, 5, 2),
    "Table Notes": ("Normal", 8.5, "quiet", False, 3, 3),
    "Key Figure": ("Normal", 22, "deep", True, 0, 2),
    "Reference": ("Normal", 10, "ink", False, 0, 5),
    "toc 1": ("Normal", 10.5, "ink", True, 5, 1),
    "toc 2": ("Normal", 10, "ink", False, 0, 1),
}
_RULE, _THIN = 8, 4
"""The thickness of rules, in eighths of a point."""


def set_styles(document: Document, report: Report) -> None:
    """Fonts for both scripts, the theme's colours, tables with horizontal rules, A4."""
    look = Look.of(report.theme)
    _set_fonts(document, look)
    styles: Any = document.styles
    for name, size in _SIZES.items():
        styles[name].font.size = Pt(size)
        styles[name].font.color.rgb = RGBColor.from_string(look.ink if name in ("Normal", "Caption") else look.deep)
    styles["Caption"].font.bold = styles["Subtitle"].font.italic = False
    styles["Subtitle"].font.color.rgb = RGBColor.from_string(look.quiet)
    for rule in styles["Title"].element.iter(qn("w:bottom")):
        rule.attrib.pop(qn("w:themeColor"), None)
        rule.set(qn("w:color"), look.accent)
    styles["Caption"].paragraph_format.keep_with_next = True
    for name, (base, size, colour, bold, before, after) in _OURS.items():
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name.startswith("toc"))
        style.base_style = styles[base]
        style.font.size, style.font.bold = Pt(size), bold
        style.font.color.rgb = RGBColor.from_string(getattr(look, colour))
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    styles["toc 2"].paragraph_format.left_indent = Mm(8)
    styles["Table Group"].paragraph_format.keep_with_next = True
    reference = styles["Reference"].paragraph_format
    reference.left_indent, reference.first_line_indent = Mm(8), Mm(-8)
    code = styles.add_style("Code", WD_STYLE_TYPE.CHARACTER)
    code.element.get_or_add_rPr().insert(0, node("rFonts", ascii=MONOSPACE, hAnsi=MONOSPACE, cs=MONOSPACE))
    hyperlink = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER, builtin=True)
    hyperlink.font.color.rgb = RGBColor.from_string(look.accent)
    styles.element.append(_table_style(look))


def _set_fonts(document: Document, look: Look) -> None:
    """One pair of fonts for everything, in place of the theme's, and the language of the words."""
    root = document.styles.element
    for fonts in list(root.iter(qn("w:rFonts"))):
        fonts.getparent().remove(fonts)
    defaults = root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    defaults.insert(0, node("rFonts", ascii=look.latin, hAnsi=look.latin, eastAsia=look.chinese, cs=look.latin))
    for language in list(defaults.iter(qn("w:lang"))):
        defaults.remove(language)
    defaults.append(node("lang", **LANGUAGES_OF_SCRIPTS))
    for scripts in document.settings.element.iter(qn("w:themeFontLang")):
        scripts.set(qn("w:eastAsia"), LANGUAGES_OF_SCRIPTS["eastAsia"])


def _table_style(look: Look) -> Any:
    """Rules above and below the head and at the end, and nothing else."""
    rules = [node(side, val="single", sz=_RULE, space=0, color=look.ink) for side in ("top", "bottom")]
    margins = [node(side, w=70, type="dxa") for side in ("left", "right")]
    head = node("tcBorders", node("bottom", val="single", sz=_THIN, space=0, color=look.ink))
    first = node(
        "tblStylePr", node("rPr", node("b")), node("tcPr", head, node("vAlign", val="bottom")), type="firstRow"
    )
    style = node(
        "style",
        node("name", val="Report Table"),
        node("basedOn", val="TableNormal"),
        node("uiPriority", val=99),
        node("qFormat"),
        node("tblPr", node("tblBorders", *rules), node("tblCellMar", *margins)),
        first,
        type="table",
        customStyle=1,
        styleId=TABLE_STYLE,
    )
    return style


def set_page(document: Document, report: Report) -> None:
    """A4. At the head of every page the title and what nobody may overlook, at its foot the report's id."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22.5)
    section.top_margin, section.bottom_margin = Mm(25), Mm(22)
    section.different_first_page_header_footer = True
    notice = [report.notice] if report.notice else []
    _fill(section.header, [paragraph("Quiet", run(report.title)), *(paragraph("Notice", run(text)) for text in notice)])
    _fill(section.first_page_header, [paragraph("Notice", run(text)) for text in notice or [""]])
    tabs = [node("r", node("tab")), node("r", node("tab"))]
    page = [*field_start("PAGE"), run("1"), field_end(), run(" / "), *field_start("NUMPAGES"), run("1"), field_end()]
    _fill(section.footer, [paragraph("Footer", run(report.report_id), *tabs, *page)])


def _fill(part: Any, paragraphs: list[Any]) -> None:
    """What stands in a head or foot, in place of its empty paragraph."""
    part.is_linked_to_previous = False
    for old in list(part._element):
        part._element.remove(old)
    part._element.extend(paragraphs)
