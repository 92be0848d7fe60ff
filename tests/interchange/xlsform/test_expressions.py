"""Conditions mean the same in both languages, whatever is answered and whatever is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveykit.core.codebook import Missing
from surveykit.core.expression import Expression
from surveykit.interchange.xlsform.from_xpath import FromXPath
from surveykit.interchange.xlsform.reference import Reference, Sort
from surveykit.interchange.xlsform.to_xpath import ToXPath, UntranslatableError
from surveykit.interchange.xlsform.xpath import XPathError, parse_xpath
from tests.interchange.xlsform.xpath_meaning import holds

AGE = Reference("age", Sort.NUMBER, "age")
PAID = Reference("paid", Sort.NUMBER, "paid")
WAY = Reference("way", Sort.CHOICE, "way", {"bus": "bus", "1": "o1"}, reasons=frozenset({"refuse"}))
GOOD = Reference("good", Sort.SCALE, "good", {"1": 1, "2": 2, "3": 3}, reasons=frozenset({"not_applicable"}))
USED = Reference(
    "used", Sort.MULTIPLE, "used", {"shop": "shop", "app": "app"}, {"shop": "used_shop", "app": "used_app"}
)
AGREE = Reference("agree", Sort.TICK, "agree_ok", parts={"ok": "agree_ok"})
NAME = Reference("name", Sort.TEXT, "name")
ALL = {r.name: r for r in (AGE, PAID, WAY, GOOD, USED, AGREE, NAME)}

ANSWERS = st.fixed_dictionaries(
    {
        "age": st.sampled_from(["", "0", "18", "-3", "2.5"]),
        "paid": st.sampled_from(["", "0", "18", "7"]),
        "way": st.sampled_from(["", "bus", "1", "refuse"]),
        "good": st.sampled_from(["", "1", "2", "3", "not_applicable"]),
        "used": st.sampled_from(["", "shop", "app", "shop app"]),
        "agree": st.sampled_from(["", "OK"]),
        "name": st.sampled_from(["", "Li", "x"]),
    }
)


def ours(answers):
    """The answers to a form as we keep them. A box that is not ticked is 0 with us."""
    numbers = {n: float(answers[n]) if answers[n] else Missing.NOT_ANSWERED for n in ("age", "paid")}
    way = {"": Missing.NOT_ANSWERED, "refuse": Missing.REFUSED, "1": "o1"}.get(answers["way"], answers["way"])
    good = answers["good"]
    points = int(good) if good.isdecimal() else Missing.NOT_APPLICABLE if good else Missing.NOT_ANSWERED
    chosen = answers["used"].split()
    used = {f"used_{o}": int(o in chosen) if chosen else Missing.NOT_ANSWERED for o in ("shop", "app")}
    ticked = {"agree_ok": int(answers["agree"] == "OK")}
    return {**numbers, "way": way, "good": points, **used, **ticked, "name": answers["name"] or Missing.NOT_ANSWERED}


def said_or_reason(translator, source):
    """A condition in our language, or the code of what hinders it."""
    try:
        return translator.condition(source, AGE, {"column": "x"})
    except XPathError as error:
        return error.code


OURS_ATOMS = st.one_of(
    st.builds(
        "{} {} {}".format,
        st.sampled_from(["age", "paid", "good"]),
        st.sampled_from(["=", "!=", "<", ">="]),
        st.integers(0, 20),
    ),
    st.builds("age {} paid".format, st.sampled_from(["=", "!=", "<="])),
    st.builds("way {} 'bus'".format, st.sampled_from(["=", "!="])),
    st.builds("answered({})".format, st.sampled_from(["age", "way", "good", "used_app", "name"])),
    st.builds("selected(used, '{}')".format, st.sampled_from(["shop", "app"])),
    st.builds("used_shop = {}".format, st.integers(0, 1)),
    st.sampled_from(["agree_ok = 1", "name", "age", "good", "true", "age + paid * 2 > 20", "age / paid > 1"]),
    st.sampled_from(["count(age > 1, good = 2, used_app) >= 2", "sum(age, paid) > 10", "mean(age, good) >= 2"]),
    st.sampled_from(["if(age > 3, paid, good) = 2", "length(name) = 2", "-age < 3", "name != 'Li'"]),
)
OURS = st.recursive(
    OURS_ATOMS,
    lambda inner: st.one_of(
        st.builds("({} and {})".format, inner, inner),
        st.builds("({} or {})".format, inner, inner),
        st.builds("not ({})".format, inner),
    ),
    max_leaves=5,
)

THEIRS_ATOMS = st.one_of(
    st.builds(
        "${{{}}} {} {}".format,
        st.sampled_from(["age", "paid"]),
        st.sampled_from(["=", "!=", "<", ">="]),
        st.integers(0, 20),
    ),
    st.builds("${{{}}} {} ''".format, st.sampled_from(["age", "way", "used", "name"]), st.sampled_from(["=", "!="])),
    st.builds("${{way}} {} 'bus'".format, st.sampled_from(["=", "!="])),
    st.builds("selected(${{{}}}, '{}')".format, st.just("used"), st.sampled_from(["shop", "app"])),
    st.sampled_from(["selected(${way}, 'bus')", "${age} + ${paid} > 20", "${paid} <= ${age}", "${agree} = 'OK'"]),
    st.sampled_from(["count-selected(${used}) >= 2", "count-selected(${used}) = 0", "${name}", "${name} != 'Li'"]),
    st.sampled_from(["string-length(${name}) < 2", "if(${age} > 3, ${paid}, 2) = 2", "coalesce(${age}, 5) > 4"]),
    st.sampled_from(["true()", "false()", "3 > 2", "'a' = 'b'", "- ${age} < 3"]),
)
THEIRS = st.recursive(
    THEIRS_ATOMS,
    lambda inner: st.one_of(
        st.builds("({} and {})".format, inner, inner),
        st.builds("({} or {})".format, inner, inner),
        st.builds("not({})".format, inner),
    ),
    max_leaves=5,
)


@given(source=OURS, answers=ANSWERS)
def test_a_form_asks_whom_we_ask(source, answers):
    expression = Expression.parse(source)
    said = ToXPath(ALL.values()).condition(expression)
    assert holds(said, answers) == expression.holds(ours(answers).get), said


@given(source=THEIRS, answers=ANSWERS)
def test_we_ask_whom_a_form_asks(source, answers):
    # With us a reason for a missing answer is none; in a form it is a word like others.
    answers = {**answers, "way": answers["way"].replace("refuse", "")}
    said = FromXPath(ALL).condition(source)
    assert Expression.parse(said).holds(ours(answers).get) == holds(source, answers), said


@given(source=OURS, answers=ANSWERS)
def test_there_and_back_means_the_same(source, answers):
    answers = {
        **answers,
        "good": answers["good"].replace("not_applicable", ""),
        "way": answers["way"].replace("refuse", ""),
    }
    without = {n: Reference(r.name, r.sort, r.variable, r.choices, r.parts) for n, r in ALL.items()}
    expression = Expression.parse(source)
    back = said_or_reason(FromXPath(without), ToXPath(without.values()).condition(expression))
    if back.startswith("xlsform."):
        reasons = ("empty", "arithmetic", "long", "no-choice", "negated", "function", "deep")
        assert back.removeprefix("xlsform.expression-") in reasons
    else:
        assert Expression.parse(back).holds(ours(answers).get) == expression.holds(ours(answers).get), back


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("${age} >= 18 and selected(${used}, 'app')", "age >= 18 and selected(used, 'app')"),
        ("not(${way} = 'bus')", "not answered(way) or way != 'bus'"),
        ("${good} < 3 or ${good} = '3'", "good < 3 or good = 3"),
        ("${age} = '18'", "age = 18"),
        ("(${age} > 1) and (${age} < 5 or ${paid} > 2)", "age > 1 and (age < 5 or paid > 2)"),
        ("18 <= ${age}", "age >= 18"),
        ("${way} = ‘bus’", "way = 'bus'"),
        ("${way} > 0", "way = 'o1'"),
    ],
)
def test_conditions_of_forms_in_our_words(source, said):
    if ">" in source and "way" in source:
        numbered = {"way": Reference("way", Sort.CHOICE, "way", {"1": "o1", "0": "o0"})}
        assert FromXPath(numbered).condition(source) == said
    else:
        assert FromXPath(ALL).condition(source) == said


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("today() > 3", "xlsform.expression-function"),
        ("../age = 3", "xlsform.expression-path"),
        ("${age}/x = 3", "xlsform.expression-path"),
        ("instance('x')/root/item[name = 'a']/label", "xlsform.expression-path"),
        ("${used} = 'shop'", "xlsform.expression-several"),
        ("${nobody} = 3", "xlsform-unknown-reference"),
        ("${way} = 'bike'", "xlsform.expression-no-choice"),
        ("${way} = 'refuse'", "xlsform.expression-reason"),
        ("${age} >", "xlsform.expression-end"),
        ("${age} > > 3", "xlsform.expression-unexpected"),
        ("age > 3", "xlsform.expression-column"),
        (". > 3", "xlsform.expression-own"),
        ("${age} > 99999999999999999999", "xlsform.expression-number"),
        ("(" * 200 + "1" + ")" * 200, "xlsform.expression-deep"),
        ("not(" * 200 + "1" + ")" * 200, "xlsform.expression-deep"),
        ("-" * 5000 + "1 = 1", None),
        ("1 + " * 500 + "1 = 1", "xlsform.expression-deep"),
        ("1" * 9000, "xlsform.expression-long"),
        ("${age} mod 2 = 0", "xlsform.expression-compare"),
        ("${name} < 'b'", "xlsform.expression-compare"),
        ("if(" * 30 + "1" + " = 1, 1, 0)" * 30 + " = 1", "xlsform.expression-deep"),
    ],
)
def test_what_cannot_be_said_has_a_reason(source, code):
    if code is None:
        FromXPath(ALL).condition(source)
        return
    with pytest.raises(XPathError) as error:
        FromXPath(ALL).condition(source)
    assert error.value.code == code


@given(st.text(alphabet="${}ageusd'\"()<>=!+-*/.,|[] 0129and or not div selected“”‘’甲", max_size=60))
def test_any_text_is_a_condition_or_has_a_reason(source):
    assert said_or_reason(FromXPath(ALL), source)


def test_what_a_form_cannot_compute():
    with pytest.raises(UntranslatableError):
        ToXPath(ALL.values()).condition(Expression.parse("minimum(age, paid) > 3"))
    with pytest.raises(UntranslatableError):
        ToXPath(ALL.values()).condition(Expression.parse("rank_speed = 1"))


def test_a_condition_inside_a_condition_does_not_take_for_ever():
    nested = "if(" * 30 + "age" + " = 1, 1, 0)" * 30 + " = 1"
    with pytest.raises(UntranslatableError):
        ToXPath(ALL.values()).condition(Expression.parse(nested))


def test_a_condition_never_begins_like_a_formula():
    assert ToXPath(ALL.values()).condition(Expression.parse("-age < 3"))[0] not in "=+-@"


def test_a_name_in_a_tree():
    assert parse_xpath("${ a.b-c }").value == "a.b-c"
