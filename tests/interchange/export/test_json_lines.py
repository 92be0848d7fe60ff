"""JSON Lines: every cell is a value or a reason."""

import json

from surveykit.core.codebook import Missing
from surveykit.interchange.export.json_lines import write_json_lines
from tests.interchange.export.study import SMALL, answered, table


def test_every_cell_is_a_value_or_a_reason(tmp_path):
    write_json_lines(table(flagged=True), tmp_path / "x.jsonl")
    records = [json.loads(line) for line in (tmp_path / "x.jsonl").read_text(encoding="utf-8").split("\n")[:-1]]
    cells = answered(table())
    for row, record in enumerate(records):
        assert record["values"].keys() | record["reasons"].keys() == SMALL.codebook.by_name.keys()
        for name in SMALL.codebook.by_name:
            cell = cells[name][row]
            if cell is None:
                assert record["reasons"][name] == "other_version"
            elif isinstance(cell, Missing):
                assert record["reasons"][name] == cell.id
            else:
                assert record["values"][name] == cell
    assert (records[1]["started"], records[1]["language"]) == ("2026-01-15T12:30:05Z", "zh")
    assert records[-2]["flags"] == ["other_version"]
    assert (records[-1]["id"], records[-1]["started"], records[-1]["language"]) == ("=customer 7", None, None)
