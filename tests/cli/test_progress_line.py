"""How far the work has come, on a line of a terminal."""

from surveykit.cli.progress_line import Line
from surveykit.core.progress import Step


def test_a_line_takes_the_place_of_the_last_and_goes_when_all_is_done(monkeypatch, capsys):
    monkeypatch.setenv("SURVEYKIT_LANGUAGE", "en")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    line = Line()
    line.show(Step("analyses", 1, 2, "paths"))
    line.show(Step("draws", 50, 100))
    line.show(Step("analyses", 2, 2))
    assert capsys.readouterr().err == (
        f"\r\rpaths: 1 of 2 analyses done\r{' ' * 27}\rpaths: 50 of 100 draws\r{' ' * 22}\r"
    )


def test_a_line_is_never_broken(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "20")
    monkeypatch.setenv("SURVEYKIT_LANGUAGE", "zh")
    Line().show(Step("analyses", 1, 2, "paths"))
    assert capsys.readouterr().err == "\r\rpaths：2项分析已完…"
