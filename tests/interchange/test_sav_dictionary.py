"""What a .sav says of itself is held against the file before pyreadstat sees it; damage is refused where it stands."""

import json
import struct
import subprocess
import sys

import pytest

from surveykit.core.language import describe
from surveykit.errors import AnalystError
from surveykit.interchange import sav_dictionary

pd = pytest.importorskip("pandas")
pyreadstat = pytest.importorskip("pyreadstat")
statistics_file = pytest.importorskip("surveykit.interchange.statistics_file")


@pytest.fixture
def path(tmp_path):
    """A number with a label and labelled values, a text of two words, a note: each record of the dictionary."""
    pyreadstat.write_sav(
        pd.DataFrame({"speed": [1.0, 5.0], "why": ["slow", "慢，真的慢"]}),
        tmp_path / "x.sav",
        column_labels={"speed": "How fast?"},
        variable_value_labels={"speed": {1.0: "slow", 5.0: "fast"}},
        note=["one", "two"],
    )
    return tmp_path / "x.sav"


def numbers(*them, order="<"):
    return struct.pack(f"{order}{len(them)}i", *them)


def test_a_sound_file_says_how_its_cells_are_written(path):
    found = sav_dictionary.sav_dictionary(path)
    assert (found.sign, found.order, found.compression, found.bias) == (b"$FL2", "<", 0, 100.0)
    assert found.widths == (0, 15)
    assert path.stat().st_size == found.start + 2 * (1 + 2) * 8
    assert not found.long_texts


SPEED, WHY = numbers(2, 0, 1, 0), numbers(2, 15, 0, 0)
LABELLED, NOTE, EXTENSION = numbers(4, 1, 1), numbers(6, 2), numbers(7, 3, 4, 8)


@pytest.mark.parametrize(
    ("record", "damage", "after"),
    [
        (SPEED, numbers(2, 0, 1, 4), 4),
        (SPEED, numbers(2, 0, 1, -4), 4),
        (SPEED, numbers(2, 256, 1, 0), 4),
        (SPEED, numbers(2, 2**29, 1, 0), 4),
        (SPEED, numbers(2, -1, 1, 0), 4),
        (SPEED, numbers(2, 0, 1, 0, 0x10800), 4),
        (SPEED, numbers(2, 0, 1, 0, 0x50800, 0x20800), 4),
        (SPEED, numbers(5, 0, 1, 0), 0),
        (SPEED, numbers(4, 0, 1, 0), 0),
        (WHY, numbers(2, 8, 0, 0), 32 + 4),
        (WHY, numbers(2, 17, 0, 0), None),
        (numbers(9) + b"How fast?", numbers(2**31 - 1), 0),
        (numbers(9) + b"How fast?", numbers(-9), 0),
        (numbers(3, 2), numbers(3, 2**28), 4),
        (numbers(3, 2), numbers(3, -1), 4),
        (LABELLED, numbers(3, 1, 1), 0),
        (LABELLED, numbers(4, -1, 1), 4),
        (LABELLED, numbers(4, 4, 1), 0),
        (LABELLED, numbers(4, 1, 0), 8),
        (LABELLED, numbers(4, 1, 2), 8),
        (LABELLED, numbers(4, 1, 3), 8),
        (LABELLED, numbers(4, 1, 65), 8),
        (NOTE, numbers(6, 10**6), 4),
        (NOTE, numbers(6, -1), 4),
        (EXTENSION, numbers(7, 3, 4, 2**28), 12),
        (EXTENSION, numbers(7, 3, -4, -8), 12),
    ],
    ids=lambda value: value.hex(" ", -4) if isinstance(value, bytes) else "",
)
def test_a_number_that_is_not_true_is_refused_where_it_stands(path, record, damage, after):
    whole = path.read_bytes()
    at = whole.index(record)
    path.write_bytes(whole[:at] + damage + whole[at + len(damage) :])
    with pytest.raises(sav_dictionary.DamagedError) as error:
        sav_dictionary.sav_dictionary(path)
    if after is not None:
        assert error.value.at == at + after
    with pytest.raises(AnalystError) as refused:
        statistics_file.open_sav(path)
    problem = refused.value.problems[0]
    assert problem.code == "statistics-unreadable"
    assert f"at byte {error.value.at} " in describe(problem, "en")
    assert f"第{error.value.at}个字节" in describe(problem, "zh")


@pytest.mark.parametrize("value", [b"\xff", b"\x00\x00\xf0\x3f", "慢".encode()[:2]])
def test_a_labelled_text_that_is_none_is_refused(tmp_path, value):
    path = tmp_path / "x.sav"
    frame = pd.DataFrame({"code": ["quick", "so"]})
    pyreadstat.write_sav(frame, path, variable_value_labels={"code": {"quick": "Quick"}})
    whole = path.read_bytes()
    at = whole.index(b"quick   \x05")
    path.write_bytes(whole[:at] + value + whole[at + len(value) :])
    with pytest.raises(sav_dictionary.DamagedError) as error:
        sav_dictionary.sav_dictionary(path)
    assert error.value.at == at


def test_a_labelled_text_that_is_cut_off_after_eight_bytes_is_one(tmp_path):
    path = tmp_path / "x.sav"
    labels = {"code": {"非常满意": "very", "慢": "slow"}}
    pyreadstat.write_sav(pd.DataFrame({"code": ["慢", "快"]}), path, variable_value_labels=labels)
    assert statistics_file.open_sav(path).meanings["code"].values == {"非常": "very", "慢": "slow"}


def test_a_labelled_text_is_read_in_the_encoding_of_the_file(tmp_path):
    path = tmp_path / "x.sav"
    frame = pd.DataFrame({"code": ["caf1", "so"]})
    pyreadstat.write_sav(frame, path, variable_value_labels={"code": {"caf1": "Coffee"}})
    whole = path.read_bytes().replace(b"caf1", b"caf\xe9").replace(b"UTF-8", b"CP850")
    path.write_bytes(whole)
    assert statistics_file.open_sav(path).meanings["code"].values == {"cafÚ": "Coffee"}


def test_a_dictionary_that_is_cut_short_is_refused(path):
    whole, start = path.read_bytes(), sav_dictionary.sav_dictionary(path).start
    for end in range(start):
        path.write_bytes(whole[:end])
        with pytest.raises(sav_dictionary.DamagedError) as error:
            sav_dictionary.sav_dictionary(path)
        assert error.value.at <= end


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_file_of_either_byte_order_is_read(tmp_path, order):
    path, says = tmp_path / "x.sav", b"@(#) SPSS DATA FILE".ljust(60)
    header = struct.pack(f"{order}4s60s5id84s", b"$FL2", says, 2, 1, 0, 0, 2, 100.0, b"")
    speed = numbers(2, 0, 0, 0, 0x50800, 0x50800, order=order) + b"SPEED   "
    cells = struct.pack(f"{order}2d", 3.0, 5.0)
    path.write_bytes(header + speed + numbers(999, 0, order=order) + cells)
    assert sav_dictionary.sav_dictionary(path).order == order
    source = statistics_file.open_sav(path)
    assert [cell for chunk in source.chunks() for cell in chunk.cells[0]] == ["3", "5"]


def test_no_damage_ends_the_program_or_takes_all_memory(tmp_path):
    command = [sys.executable, "-m", "tests.interchange.damage", str(tmp_path), "b", "600"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(told) == 600
    became = {what for what, _, _ in told}
    assert {"read", "statistics-unreadable"} <= became <= {"read", "statistics-unreadable", "csv-empty", "csv-no-rows"}
    assert max(seconds for _, seconds, _ in told) < 2
    assert told[-1][2] < 200
