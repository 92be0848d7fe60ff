"""What a text is made of, in both scripts."""

import pytest

from surveykit.cleaning.nonsense import is_nonsense, normalised, weight

MASHED = (
    *(
        "asdf",
        "qwertyuiop",
        "ASDFGH",
        "lkjhgf",
        "sdkfjhskdjfh",
        "aaaaaa",
        "xxxxx yyyyy",
        "abcabcabc",
        "123456",
        "11111",
    ),
    *("。。。。", "...", "--", "啊啊啊啊啊啊", "好好好好好", "ａｓｄｆｇｈ", "asdf jkl lkjh", "oooooo!!"),
)
MEANT = (
    *(
        "were",
        "power",
        "strengths",
        "catchphrase",
        "HTTPS",
        "no",
        "ok",
        "好",
        "没有",
        "very very good",
        "👍",
        "2",
        "n/a",
    ),
    *("Order 12345 never came", "The staff were rude and the line was long.", "师傅很专业，就是来得太慢。", "QR code"),
    *("Rhythm", "Straßenbahn", "质量好质量好", "sooo slow", "非常好非常好非常好"),
)


@pytest.mark.parametrize("text", MASHED)
def test_mashed_keys_and_repeated_signs(text):
    assert is_nonsense(text)


@pytest.mark.parametrize("text", MEANT)
def test_words(text):
    assert not is_nonsense(text)


def test_case_width_and_punctuation_do_not_make_texts_different():
    assert normalised("Very  GOOD, thanks!") == normalised("very good thanks") == normalised("Ｖery good – thanks")
    assert weight(normalised("很好, ok")) == 6
