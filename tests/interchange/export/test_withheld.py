"""What a public extract leaves out, and what would tell what it blanks."""

from surveykit.design.load import parse_questionnaire
from surveykit.interchange.export.withheld import Restricted, Sources
from tests.interchange.export.public_study import STUDY

SOURCES = Sources(STUDY)
OUT = {
    "order_id": "text",
    "source": "link",
    "way_other_text": "text",
    "why": "text",
    "age": "number",
    "income": "sensitive",
    "help": "told",
    "years": "number",
    "agent": "text",
    "revenue": "number",
    "poor": "sensitive",
}
KEYS = ["sex", "area", "branch", "age_band"]


def test_everything_that_identifies_or_tells_it_is_left_out_with_the_first_reason():
    assert SOURCES.withheld(()) == OUT


def test_an_answer_that_is_kept_by_choice_is_told_by_others_again():
    """« help » is asked of those with a low income: it stays where the income does. What is derived stays out."""
    assert SOURCES.withheld({"income"}) == {name: why for name, why in OUT.items() if name not in ("income", "help")}


def test_people_are_recognised_by_categories_of_background_and_records_and_by_bands():
    assert SOURCES.keys(OUT) == KEYS
    assert SOURCES.keys(SOURCES.withheld({"income"})) == ["sex", "area", "income", "branch", "age_band"]


def test_what_is_asked_of_one_group_alone_tells_who_is_in_it():
    assert SOURCES.telling(KEYS) == {"changing": {"sex"}}


def test_what_follows_from_a_telling_answer_tells_as_much():
    told = parse_questionnaire(
        STUDY.source.replace(
            "- {id: years,",
            "- {id: where, kind: single_choice, text: Where?, relevant: changing <= 2, options: {a: A, b: B}}\n"
            "      - {id: years,",
        )
    )
    assert Sources(told).telling(KEYS) == {"changing": {"sex"}, "where": {"sex"}}


def test_a_restricted_questionnaire_names_what_it_keeps_only():
    kept = Restricted.of(STUDY, OUT)
    names = [v.name for v in STUDY.codebook.variables]
    assert [v.name for v in kept.codebook.variables] == [name for name in names if name not in OUT]
    assert kept.title == STUDY.title
    assert kept.codebook.bounds("age") == (18, 99)
