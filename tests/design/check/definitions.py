"""A definition that nothing is to be said against, to be spoilt by one fault at a time."""

from textwrap import dedent, indent

from surveykit.design.review import Review, review

INTRO = {
    "en": "We at Acme would like to learn how you found our repair. It takes 3 minutes, and taking part is voluntary. "
    "Your answers are used for this study only. Questions to: ask@example.org",
    "zh": "某某公司希望了解您对维修的看法，大约需要3分钟，自愿参加。您的回答只用于本研究。联系：ask@example.org",
}
GOOD5 = {
    "en": ("very poor", "rather poor", "fair", "rather good", "very good"),
    "zh": ("非常差", "比较差", "一般", "比较好", "非常好"),
}
WHY = "{id: why, kind: open_text, text: {en: Why?, zh: 为什么？}}"


SCALES = (
    "scales: {good5: {levels: {"
    + ", ".join(f"{n}: {{en: {e}, zh: {z}}}" for n, (e, z) in enumerate(zip(*GOOD5.values(), strict=True), 1))
    + "}, not_applicable: {en: none, zh: 没有}}}\n"
)


def source(items: str, top: str = "", section: str = "", intro: dict[str, str] | None = INTRO) -> str:
    """A definition of these items (YAML list entries); `top` and `section` are more keys there."""
    said = "" if intro is None else f'intro: {{en: "{intro["en"]}", zh: {intro["zh"]}}}\n'
    first = f'questionnaire: tiny\nversion: "1"\nlanguages: [en, zh]\ntitle: {{en: Tiny, zh: 小}}\n{said}{top}'
    page = f"sections:\n  - id: only\n    title: {{en: Only, zh: 唯一}}\n{section}    items:\n"
    return first + (SCALES if "good5" in items else "") + page + indent(dedent(items).strip(), "      ") + "\n"


def reviewed(items: str, top: str = "", section: str = "", intro: dict[str, str] | None = INTRO) -> Review:
    """What the checker says of such a definition."""
    return review(source(items, top, section, intro), "tiny.yaml")


def codes(items: str, top: str = "", section: str = "", intro: dict[str, str] | None = INTRO) -> set[str]:
    """The codes of all problems."""
    found = reviewed(items, top, section, intro)
    assert found.whole, found.problems
    return {p.code for p in found.problems}


def choice(options: dict[str, str], more: str = "", kind: str = "single_choice", id: str = "q") -> str:
    """A choice whose options read alike in both languages but for a mark; flags are written behind a |."""
    listed = ", ".join(f"{name}: {{{_option(said)}}}" for name, said in options.items())
    return f"- {{id: {id}, kind: {kind}, text: {{en: Which one?, zh: 哪一个？}}, options: {{{listed}}}{more}}}"


def _option(said: str) -> str:
    label, _, flags = said.partition("|")
    english, _, chinese = label.partition("/")
    return f'en: "{english}", zh: "{chinese or english}"' + (f", {flags}" if flags else "")


def rating(
    id: str = "q", scale: str = "good5", en: str = "How was the repair?", zh: str = "维修怎么样？", more: str = ""
) -> str:
    """A rating."""
    return f'- {{id: {id}, kind: rating, text: {{en: "{en}", zh: "{zh}"}}, scale: {scale}{more}}}'


def levels(english: list[str], chinese: list[str] | None = None) -> str:
    """A scale with these words on its points, from 1 on."""
    both = zip(english, chinese or [f"第{n}级" for n in range(1, len(english) + 1)], strict=True)
    return "{levels: {" + ", ".join(f"{n}: {{en: {e}, zh: {z}}}" for n, (e, z) in enumerate(both, 1)) + "}}"


def matrix(rows: int, scale: str = "good5", id: str = "q", more: str = "") -> str:
    """A matrix of so many rows."""
    listed = ", ".join(f"{id}_{n}: {{en: Step {n}, zh: 步骤{n}}}" for n in range(1, rows + 1))
    text = "{en: How was each?, zh: 各项怎么样？}"
    return f"- {{id: {id}, kind: matrix, text: {text}, scale: {scale}, rows: {{{listed}}}{more}}}"
