"""A file is written as a whole or not at all, and what stands in the way is said."""

import stat
from pathlib import Path

import pytest

from surveykit.core.output import replace_texts, replacing, write_text
from surveykit.errors import OperatorError


def code_of(path: Path) -> str:
    with pytest.raises(OperatorError) as error:
        write_text(path, "new")
    return error.value.problems[0].code


def test_missing_folders_are_made(tmp_path):
    write_text(tmp_path / "a" / "b.txt", "一\n")
    assert (tmp_path / "a" / "b.txt").read_bytes() == "一\n".encode()


def test_what_was_there_stays_until_all_went_well(tmp_path):
    path = tmp_path / "page.txt"
    path.write_text("old", encoding="utf-8")

    def broken() -> None:
        with replacing(path) as part:
            part.write_text("half", encoding="utf-8")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        broken()
    assert path.read_text(encoding="utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["page.txt"]


def test_what_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert code_of(tmp_path) == "is-a-folder"
    assert code_of(tmp_path / "file" / "below.txt") == "folder-is-a-file"
    assert code_of(tmp_path / ("long" * 100)) == "cannot-write"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file"]


def test_a_file_that_cannot_be_replaced_is_told_as_it_was_named(tmp_path, monkeypatch):
    def forbidden(*_: object) -> None:
        raise PermissionError

    monkeypatch.chdir(tmp_path)
    Path("mine.yaml").write_text("x", encoding="utf-8")
    monkeypatch.setattr(Path, "touch", forbidden)
    with pytest.raises(OperatorError) as refused:
        replace_texts({Path("mine.yaml"): "y"})
    assert refused.value.problems[0].place.file == "mine.yaml"


def test_a_folder_that_may_not_be_written_is_told(tmp_path, monkeypatch):
    def forbidden(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "touch", forbidden)  # the tests may run as root, whom nothing forbids
    assert code_of(tmp_path / "x.txt") == "cannot-write-permission"


def test_a_mark_a_link_and_permissions_stay(tmp_path):
    file, link = tmp_path / "real.yaml", tmp_path / "link.yaml"
    file.write_bytes(b"\xef\xbb\xbfold\r\n")
    file.chmod(0o600)
    link.symlink_to(file)
    replace_texts({link: "new\r\n"})
    assert file.read_bytes() == b"\xef\xbb\xbfnew\r\n"
    assert link.is_symlink()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_no_file_changes_where_one_cannot_be_written(tmp_path):
    file, folder = tmp_path / "a.yaml", tmp_path / "b.yaml"
    file.write_text("old", encoding="utf-8")
    folder.mkdir()
    with pytest.raises(OperatorError):
        replace_texts({file: "new", folder: "new"})
    assert file.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.glob(".*.part")) == []
