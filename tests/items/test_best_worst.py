"""Best-worst: two different options of a set, the design behind the sets, and the scores."""

import threading
from math import sqrt
from pathlib import Path
from random import Random

import pytest
from scipy.stats import t
from werkzeug.serving import make_server

from surveykit.core.codebook import Missing
from surveykit.core.item import Option
from surveykit.design.load import read_definition
from surveykit.form.app import create_app
from surveykit.items.best_worst import BestWorst
from tests.form.memory import MemoryStore
from tests.items.contract import HEAD, example, filled, item, questionnaire, refusals

TEMPLATES = Path(__file__).parents[2] / "templates"
FOUR = """
- id: care
  kind: best_worst
  text: {en: Most and least?, zh: 最与最不？}
  set_size: 3
  options:
    speed: {en: Speed, zh: 速度, code: 10}
    price: {en: Price, zh: 价格, code: 20}
    advice: {en: Advice, zh: 建议, code: 30}
    near: {en: Nearness, zh: 距离, code: 40}
"""


def codes(text):
    _, problems = read_definition(HEAD + "      " + text.strip().replace("\n", "\n      ") + "\n")
    return [p.code for p in problems if p.code != "unused-scale"]


def first_two(asked):
    """Fields of the first set and two of its options."""
    shown = next(iter(asked.given.values()))
    return shown.best.name, shown.worst.name, *shown.options[:2]


def test_a_code_means_the_same_option_in_every_set():
    asked = item(FOUR)
    assert [v.name for v in asked.variables()][:3] == ["care_1_best", "care_1_worst", "care_2_best"]
    meant = {(code, name) for v in asked.variables() for name, code in v.stored.items()}
    assert meant == {(10, "speed"), (20, "price"), (30, "advice"), (40, "near")}
    assert all(len(v.values) == 3 for v in asked.variables())


def test_the_sample_is_a_balanced_design():
    asked = example("best_worst").items[0]
    assert asked.design.balanced
    assert "7 sets of 3 out of 7 options. Each option appears 3×, each pair meets 1×" in asked.balance["en"]


def test_a_design_that_is_not_balanced_says_so():
    labels = "".join(f"    o{at}: {{en: Option {at}, zh: 选项{at}}}\n" for at in range(11))
    asked = item(FOUR.split("    speed")[0] + labels)
    assert not asked.design.balanced
    assert "pair meets 0 to 1×" in asked.balance["en"]


@pytest.mark.parametrize("end", [0, 1])
def test_one_answer_of_a_set_is_not_enough(end):
    asked = item(FOUR)
    fields = first_two(asked)[:2]
    option = first_two(asked)[2]
    assert refusals(asked, {fields[end]: [option]}) == [("answer-best-worst-one", fields[end])]


def test_one_option_cannot_be_both():
    asked = item(FOUR)
    best, worst, one, other = first_two(asked)
    assert refusals(asked, {best: [one], worst: [one]}) == [("answer-best-worst-same", worst)]
    taken = asked.parse({best: [one], worst: [other]})
    assert (taken[best], taken[worst]) == (one, other)
    assert list(taken.values()).count(Missing.NOT_ANSWERED) == 6


def test_an_option_that_a_set_does_not_show_is_refused():
    asked = item(FOUR)
    shown = next(iter(asked.given.values()))
    (absent,) = set(asked.options) - set(shown.options)
    assert refusals(asked, {shown.best.name: [absent]}) == [("answer-unknown-option", shown.best.name)]


def test_a_required_question_wants_every_set():
    asked = item(FOUR + "  required: true")
    best, worst, one, other = first_two(asked)
    found = refusals(asked, {best: [one], worst: [other]})
    assert found == [("answer-row-required", f"care_{at}_best") for at in (2, 3, 4)]


def test_sets_come_in_an_order_of_their_own_and_keep_their_names():
    asked = questionnaire(FOUR + "  shuffle: true")
    whole = asked.items[0]
    orders = {tuple(asked.route({}, seed).sections[0].items[0].parts()) for seed in range(30)}
    assert len(orders) > 10
    assert {frozenset(order) for order in orders} == {frozenset("1234")}
    some = whole.only(["3", "1"])
    assert [v.name for v in some.variables()] == ["care_3_best", "care_3_worst", "care_1_best", "care_1_worst"]
    assert some.given["3"] == whole.given["3"]
    assert some.only(["1"]).optional().parse({}).keys() == {"care_1_best", "care_1_worst"}
    assert some.random_answer(Random(1)).keys() == {v.name for v in some.variables()}


def test_a_fault_names_the_set_by_its_place_on_the_page():
    some = item(FOUR + "  required: true").only(["3", "1"])
    with pytest.raises(Exception, match="answer-row-required") as caught:
        some.parse({})
    assert [p.values["row"]["en"] for p in caught.value.problems] == ["Set 1", "Set 2"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("    near: {en: Nearness, zh: 距离, code: 40}\n", "", "best-worst-options"),
        ("set_size: 3", "set_size: 4", "best-worst-size"),
        ("set_size: 3", "set_size: 2", "best-worst-size"),
        ("set_size: 3", "set_size: 3\n  sets: 1", "best-worst-sets"),
        ("set_size: 3", "set_size: 3\n  sets: 61", "best-worst-sets"),
        ("code: 40", "exclusive: true", "best-worst-flags"),
        ("code: 40", "missing: refused", "best-worst-flags"),
        ("code: 40", "code: 10", "duplicate-code"),
    ],
)
def test_what_makes_no_sets_is_refused(old, new, code):
    assert code in codes(FOUR.replace(old, new))
    assert codes(FOUR) == []


def test_thousands_of_options_are_refused_at_once():
    label = {"en": "A", "zh": "甲"}
    asked = BestWorst(id="x", text=label, options={f"o{at}": Option(label) for at in range(5000)})
    assert "best-worst-options" in [code for code, _ in asked.faults()]
    assert asked.variables() == ()


def test_a_score_is_best_less_worst_by_times_shown():
    asked = questionnaire(FOUR)
    sets = asked.items[0].given
    order = ["price", "speed", "near", "advice"]

    def answer(names, worth):
        picked = {}
        for shown in (sets[name] for name in names):
            ranked = sorted(shown.options, key=worth.index)
            picked |= {shown.best.name: ranked[0], shown.worst.name: ranked[-1]}
        return picked

    people = [answer("1234", order)] * 12 + [answer("12", order[::-1])] * 6
    summary = asked.items[0].summary(filled(asked, people))
    assert summary.n == 18
    rows = {row[0]["en"]: row[1:] for row in summary.table.rows}
    for label, option in (("Price", "price"), ("Speed", "speed"), ("Advice", "advice"), ("Nearness", "near")):
        best = sum(p.get(s.best.name) == option for p in people for s in sets.values())
        worst = sum(p.get(s.worst.name) == option for p in people for s in sets.values())
        times = [sum(option in s.options and s.best.name in p for s in sets.values()) for p in people]
        assert rows[label][:3] == (best, worst, sum(times))
        value = (best - worst) / sum(times)
        assert rows[label][3] == pytest.approx(value)
        # The variance of a ratio of sums over respondents (Cochran 1977, 6.13).
        net = [
            sum((p.get(s.best.name) == option) - (p.get(s.worst.name) == option) for s in sets.values()) for p in people
        ]
        squares = sum((d - value * m) ** 2 for d, m in zip(net, times, strict=True))
        half = t.ppf(0.975, 17) * sqrt(18 / 17 * squares) / sum(times)
        assert rows[label][4] == pytest.approx((max(value - half, -1), min(value + half, 1)), rel=1e-4)
    assert next(iter(rows)) == "Price"
    assert summary.figure is not None
    assert summary.figure.kind == "intervals"


def test_few_answers_give_counts_and_no_score():
    asked = example("best_worst")
    people = [asked.items[0].random_answer(Random(at)) for at in range(9)]
    summary = asked.items[0].summary(filled(asked, people))
    assert summary.figure is None
    assert {row[4] for row in summary.table.rows} == {None}
    assert sum(row[1] for row in summary.table.rows) == 63


@pytest.fixture
def address():
    server = make_server("127.0.0.1", 0, create_app([example("best_worst")], MemoryStore(), [TEMPLATES]), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/sample/en/only"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("width", [320, 1280])
def test_a_conflict_is_said_at_once_and_judged_by_the_server(page, address, width):
    opened = page(width=width)
    opened.goto(address)
    card = opened.locator(".extreme").first
    rows = card.locator("tbody tr")
    rows.nth(1).locator("input").nth(0).check()
    rows.nth(1).locator("input").nth(1).check()
    assert "both sides" in card.get_by_role("status").inner_text()
    assert opened.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    sizes = opened.locator(".extreme label").evaluate_all(
        "all => all.map(e => e.getBoundingClientRect()).map(r => Math.min(r.width, r.height))"
    )
    assert min(sizes) >= 44
    opened.locator("main button.primary").click()
    assert "both for" in opened.locator(".extreme .error").inner_text()
    name = opened.locator(".extreme").first.locator("tbody th").nth(1).inner_text()
    both = opened.locator(".extreme").first.get_by_role("radio", name=f"{name} Matters")
    assert [both.nth(at).is_checked() for at in range(both.count())] == [True, True]
