"""What the template `report/paper.html` prints."""

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True)
class Question:
    """One item as printed. `number` is None for what is only read; `answer` are its boxes and lines.

    `note` stands above a list that must not be seen too early and so begins a page where `new_page` says so; then
    `turn` ends the page before. `order` says that its parts have no fixed order on the screen.
    """

    id: str
    kind: str
    number: int | None
    text: Markup
    help: Markup | None
    conditions: tuple[Markup, ...]
    answer: Markup
    note: Markup | None = None
    order: Markup | None = None
    turn: Markup | None = None
    new_page: bool = False


@dataclass(frozen=True)
class PrintedSection:
    """One section. `stop` says who has reached the end after it."""

    id: str
    title: Markup
    intro: tuple[Markup, ...]
    condition: Markup | None
    questions: tuple[Question, ...]
    stop: tuple[Markup, ...]
    order: Markup | None


@dataclass(frozen=True)
class OfficeBox:
    """One answer that whoever hands out the questionnaire marks, with its code."""

    code: int
    label: Markup


@dataclass(frozen=True)
class OfficeLine:
    """What respondents do not fill in: boxes, or words on where the value comes from, or a line to write on."""

    variable: str
    label: Markup
    boxes: tuple[OfficeBox, ...] = ()
    words: Markup | None = None


@dataclass(frozen=True)
class Paper:
    """The whole questionnaire. `style` is the language, or « both »; `design` says which version of a design it is."""

    id: str
    version: str
    tag: str
    style: str
    name: str
    title: Markup
    design: Markup | None
    office: tuple[OfficeLine, ...]
    how: tuple[Markup, ...]
    intro: tuple[Markup, ...]
    sections: tuple[PrintedSection, ...]
    order: Markup | None
