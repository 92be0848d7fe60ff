"""Damaged files of SPSS and Stata, read one after the other in a process that may end: `damage FOLDER SEED FILES`.

Prints a line of JSON for each: what became of it, and the seconds and the megabytes more that it took.
"""

import json
import random
import resource
import struct
import sys
import time
from pathlib import Path

import pandas as pd
import pyreadstat

from surveykit.errors import AnalystError
from surveykit.interchange.statistics_file import open_dta, open_sav

SOME = pd.DataFrame(
    {"speed": [1.0, 5.0, None, -2.0], "visits": [0.5, 1e6, -1e-9, 7.0], "why": ["a", "", "慢，真慢", ""]}
)
CODED = SOME.assign(code=["a", "b", "", ""])
LONG = SOME.assign(more=["x" * 300, "慢" * 100, "", "b"])
WESTERN = SOME.assign(why=["a", "", "too slow", ""])
"""What the older versions of Stata can write."""
LETTERED = pd.DataFrame({"speed": pd.Series([1, "a", 3, "b"], dtype=object), "n": [1, 2, 3, 4]})
LABELS = {"speed": {1.0: "slow", 5.0: "非常快" * 9}, "code": {"a": "A"}}
NUMBERS = [-(2**31), -100, -4, -1, 0, 1, 2, 3, 4, 7, 14, 22, 255, 256, 999, 10**6, 2**24, 2**28, 2**31 - 1]


def written(folder: Path) -> list[Path]:
    """Sound files of many kinds."""
    paths = []
    for at, kind in enumerate(({}, {"row_compress": True}, {"compress": True})):
        paths += [folder / f"plain{at}.sav", folder / f"labelled{at}.sav", folder / f"long{at}.sav"]
        missing = {"speed": [{"lo": -6, "hi": -1}, 5], "why": ["a"], "code": ["b"]}
        says = {"variable_value_labels": LABELS, "missing_ranges": missing, "note": ["n"], "file_label": "x"}
        pyreadstat.write_sav(SOME, paths[-3], **kind)
        pyreadstat.write_sav(CODED, paths[-2], column_labels=["How fast?", "多少？", "x", ""], **says, **kind)
        pyreadstat.write_sav(LONG, paths[-1], variable_value_labels={"more": {"b": "B"}}, **kind)
    for version in (8, 12, 13, 14, 15):
        paths += [folder / f"some{version}.dta", folder / f"lettered{version}.dta"]
        pyreadstat.write_dta(WESTERN, paths[-2], version=version, variable_value_labels={"speed": {1: "slow"}})
        pyreadstat.write_dta(LETTERED, paths[-1], version=version, missing_user_values={"speed": ["a", "b"]})
    return paths


def damaged(content: bytes, chance: random.Random) -> bytes:
    """The same with some bytes changed, cut off, left out or doubled."""
    whole = bytearray(content)
    for _ in range(chance.choice([1, 1, 1, 2, 4])):
        at, how, size = chance.randrange(len(whole) - 8), chance.random(), chance.choice([1, 4, 8, 32, 100])
        if how < 0.3:
            whole[at] = chance.choice([0, 1, 32, 127, 128, 255, whole[at] ^ 1 << chance.randrange(8)])
        elif how < 0.8:
            whole[at // 4 * 4 : at // 4 * 4 + 4] = struct.pack("<i", chance.choice(NUMBERS))
        elif how < 0.88:
            del whole[max(at, 16) :]
        elif how < 0.94:
            del whole[at : min(at + size, len(whole) - 16)]
        else:
            whole[at:at] = whole[chance.randrange(len(whole)) :][:size]
    return bytes(whole)


def read(path: Path) -> str:
    """What becomes of a file."""
    try:
        source = (open_sav if path.suffix == ".sav" else open_dta)(path)
        cells = sum(len(cell) for chunk in source.chunks() for column in chunk.cells for cell in column)
    except AnalystError as error:
        return str(error.problems[0].code)
    return "read" if cells >= 0 else ""


def megabytes() -> int:
    """The most memory that the process ever took."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main(folder: Path, seed: str, files: int) -> None:
    """Read so many damaged files."""
    paths = written(folder)
    sound = [(path.suffix, path.read_bytes()) for path in paths]
    assert {read(path) for path in paths} == {"read"}
    begun = megabytes()
    for at in range(files):
        chance = random.Random(f"{seed}-{at}")
        suffix, content = chance.choice(sound)
        path = (folder / "damaged").with_suffix(suffix)
        path.write_bytes(damaged(content, chance))
        start = time.process_time()
        print(json.dumps([read(path), time.process_time() - start, megabytes() - begun]), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
