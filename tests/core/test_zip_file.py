"""Zip files: whole, in order, and the same whenever they are made."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from surveykit.core.zip_file import unzipped, write_zip, zipped

ENTRIES = [("b.txt", b"two"), ("a/c.txt", "三".encode() * 1000)]


def test_entries_come_back_in_their_order() -> None:
    assert unzipped(zipped(ENTRIES)) == ENTRIES


def test_no_clock_is_in_a_file_and_it_is_packed(tmp_path: Path) -> None:
    write_zip(tmp_path / "new" / "x.zip", ENTRIES)
    content = (tmp_path / "new" / "x.zip").read_bytes()
    assert {info.date_time for info in ZipFile(BytesIO(content)).infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert len(content) < 1000
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["x.zip"]
