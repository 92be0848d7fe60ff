"""Earlier answers in later texts."""

from surveykit.core.codebook import Missing, Value
from surveykit.core.questionnaire import Questionnaire
from surveykit.form.piping import answers_in_words, pieces, piped


def said(questionnaire: Questionnaire, text: str, language: str = "en", **answers: Value | Missing) -> str:
    asked = questionnaire.asked(answers)
    return piped(text, answers_in_words(questionnaire, answers, asked, language))


def test_an_option_is_said_by_its_label(questionnaire: Questionnaire) -> None:
    assert said(questionnaire, "By ${channel}.", channel="phone") == "By Phone."
    assert said(questionnaire, "${channel}", "zh", channel="phone") == "电话"


def test_a_number_and_a_point_are_said(questionnaire: Questionnaire) -> None:
    assert said(questionnaire, "${times} / ${rs_1}", times=3, rs_1=2) == "3 / quick"


def test_what_is_not_known_is_an_ellipsis(questionnaire: Questionnaire) -> None:
    unknown = said(questionnaire, "${times} ${channel} ${nobody}", times=Missing.NOT_ANSWERED)
    assert unknown == "… … …"


def test_an_answer_of_an_item_no_longer_asked_is_not_said(questionnaire: Questionnaire) -> None:
    assert said(questionnaire, "${late}", channel="home", late="traffic") == "traffic"
    assert said(questionnaire, "${late}", channel="phone", late="traffic") == "…"


def test_a_piped_answer_is_not_piped_again(questionnaire: Questionnaire) -> None:
    assert said(questionnaire, "${say}", say="${times}", times=3) == "${times}"


def test_pieces_keep_everything_in_order() -> None:
    assert pieces("a ${b} c ${ d | e }f") == [("a ", "b", "…"), (" c ", "d", "e"), ("f", "", "")]
    assert pieces("costs $5 {x}") == [("costs $5 {x}", "", "")]
    assert pieces("${a|${b}}") == [("${a|", "b", "…"), ("}", "", "")]


def test_a_fallback_is_said_where_nothing_is_known(questionnaire: Questionnaire) -> None:
    text = "Your ${channel|visit}: ${times| so many } times${say|}, ${nobody|“nobody” <b>|}"
    assert said(questionnaire, text) == "Your visit: so many times, “nobody” <b>|"
    assert said(questionnaire, "${times|多}次", "zh", times=Missing.REFUSED) == "多次"
    assert said(questionnaire, "Your ${channel|visit}, ${times|0}", channel="phone", times=3) == "Your Phone, 3"
    assert said(questionnaire, "${late|no reason}", channel="phone", late="traffic") == "no reason"


def test_a_fallback_is_not_piped_and_an_answer_is_no_fallback(questionnaire: Questionnaire) -> None:
    assert said(questionnaire, "${say|nothing}", say="…") == "…"
    assert said(questionnaire, "${say|nothing}", say="${times|x}", times=3) == "${times|x}"
