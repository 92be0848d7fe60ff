"""A Dataset as a file: codes in the cells, reasons by their codes."""

import csv

from surveykit.core.codebook import Missing
from surveykit.core.dataset import Dataset
from surveykit.interchange.dataset_csv import write_dataset_csv, write_table_csv
from tests.items.contract import questionnaire

ASKED = questionnaire("""
- id: way
  kind: single_choice
  text: {en: How?, zh: 怎样？}
  options: {phone: {en: Phone, zh: 电话}, app: {en: App, zh: 应用, code: 300}}
- {id: paid, kind: number, text: {en: Paid?, zh: 付了多少？}, decimals: 2, minimum: 0}
- {id: change, kind: number, text: {en: By how much?, zh: 变化多少？}}
- {id: why, kind: open_text, text: {en: Why?, zh: 为什么？}}
""")


def read(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_cells_hold_codes_numbers_and_texts(tmp_path):
    path = tmp_path / "a.csv"
    people = {
        "p1": {"way": 1, "paid": 12.5, "change": -3, "why": 'a "slow", 慢\nline'},
        "p2": {"way": 300, "paid": 0.1 + 0.2, "change": 7, "why": Missing.NOT_ASKED},
        "p3": {"way": Missing.REFUSED, "paid": Missing.NOT_ANSWERED, "change": Missing.DONT_KNOW, "why": ""},
    }
    write_dataset_csv(Dataset.build(ASKED, people), path)
    assert read(path) == [
        ["id", "way", "paid", "change", "why"],
        ["p1", "1", "12.5", "-3", 'a "slow", 慢\nline'],
        ["p2", "300", "0.3", "7", "-1"],
        ["p3", "-4", "-2", "dont_know", ""],
    ]


def test_a_table_of_texts_has_the_ids_first(tmp_path):
    path = tmp_path / "new" / "t.csv"
    write_table_csv(["a", "b"], {"x": ["1", "2"], "y": ["", "3"]}, path)
    assert read(path) == [["id", "x", "y"], ["a", "1", ""], ["b", "2", "3"]]
