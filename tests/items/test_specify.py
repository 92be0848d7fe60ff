"""The text beside an option is a column of its own."""

from surveykit.core.codebook import Level, Missing
from surveykit.items.specify import fields_of_texts, text_variables
from tests.items.contract import item

CHANNEL = item(
    "- {id: c, kind: single_choice, text: {en: A, zh: 甲}, "
    "options: {p: {en: P, zh: 电话}, o: {en: O, zh: 其他, specify: true}}}"
)


def test_it_is_named_after_item_and_option_and_labelled_in_both_languages():
    (variable,) = text_variables(CHANNEL, CHANNEL.options)
    assert (variable.name, variable.level) == ("c_o_text", Level.TEXT)
    assert variable.label["zh"].startswith("其他")


def test_only_written_texts_are_posted_again():
    assert fields_of_texts(CHANNEL, CHANNEL.options, {"c_o_text": "post"}) == {"c_o_text": ["post"]}
    assert fields_of_texts(CHANNEL, CHANNEL.options, {"c_o_text": Missing.NOT_ASKED}) == {}
