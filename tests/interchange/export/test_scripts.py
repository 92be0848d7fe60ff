"""The R script and the SPSS syntax, run by R and by PSPP, give what the .sav file has."""

import os
import subprocess

import pyreadstat
import pytest

from surveykit.cleaning.code import code_responses
from surveykit.core.codebook import Missing
from surveykit.interchange.export.dta import write_dta
from surveykit.interchange.export.losses import Losses
from surveykit.interchange.export.r_script import write_r_script
from surveykit.interchange.export.sav import write_sav
from surveykit.interchange.export.spss_syntax import write_spss_syntax
from surveykit.interchange.export.table import Cases, ExportTable
from tests.interchange.export.study import SMALL, answered, responses, table

DUMP = """
hex <- function(x) ifelse(is.na(x), "NA", vapply(enc2utf8(as.character(x)), function(cell)
  paste(charToRaw(cell), collapse = ""), ""))
dump <- function(frame, path) {
  columns <- vapply(names(frame), function(name) paste(c(name, hex(frame[[name]])), collapse = ","), "")
  writeLines(columns, path)
}
dump(responses, "responses.txt")
dump(reasons, "reasons.txt")
"""
AGREES = """
sav <- haven::read_sav("x.sav", user_na = TRUE)
dta <- haven::read_dta("x.dta")
codes <- c(not_asked = -1, not_answered = -2, dont_know = -3, refused = -4, not_applicable = -5, not_reached = -6)
for (name in setdiff(names(responses), "id")) {
  if (!is.numeric(responses[[name]]) || inherits(responses[[name]], "POSIXct")) next
  other <- sav[[if (name == "by") "by_" else name]]
  mine <- ifelse(is.na(responses[[name]]) & name != "warmth", codes[reasons[[name]]], responses[[name]])
  stopifnot(identical(as.numeric(mine), as.numeric(unclass(other))))
  stopifnot(identical(attr(responses[[name]], "label"), attr(other, "label")))
  labels <- attr(other, "labels")
  named <- attr(responses[[name]], "labels")
  stopifnot(all(named == labels[names(named)]), sum(labels > -1) == length(named))
  tags <- haven::na_tag(dta[[if (name == "in") "in_" else name]])
  there <- !is.na(reasons[[name]])
  stopifnot(identical(tags[there], letters[-codes[reasons[[name]][there]]]), all(is.na(tags[!there])))
}
stopifnot(format(responses$response.closed[2], "%H:%M:%S", tz = "UTC") == "12:31:05")
stopifnot(is.ordered(labelled$rs_1), identical(levels(labelled$by), c("Bus", "Rail")), is.numeric(labelled$best))
"""


def run_r(folder, script, **environment):
    (folder / "run.R").write_text(script, encoding="utf-8")
    environment = {"PATH": os.environ["PATH"], **environment}
    done = subprocess.run(
        ["Rscript", "--vanilla", "run.R"], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def dumped(path):
    lines = (line.split(",") for line in path.read_text(encoding="ascii").splitlines())
    return {name: [None if c == "NA" else bytes.fromhex(c).decode() for c in cells] for name, *cells in lines}


@pytest.mark.r
@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_the_r_script_gives_every_value_and_reason_in_any_locale(tmp_path, locale):
    write_r_script(table("zh"), tmp_path / "x.R", tmp_path / "x.exact.csv")
    assert (tmp_path / "x.R").read_bytes().isascii()
    run_r(tmp_path, 'source("x.R")' + DUMP, LC_ALL=locale)
    values, reasons = dumped(tmp_path / "responses.txt"), dumped(tmp_path / "reasons.txt")
    for name, cells in answered(table()).items():
        assert reasons[name] == [c.id if isinstance(c, Missing) else None for c in cells], name
        for found, cell in zip(values[name], cells, strict=True):
            if cell is None or isinstance(cell, Missing):
                assert found is None
            else:
                assert found == cell if name == "why" else float(found) == cell
    assert values["id"] == table().ids


@pytest.mark.r
@pytest.mark.parametrize(
    "run",
    [
        ["Rscript", "--vanilla", "my study/x.R"],
        ["Rscript", "--vanilla", "-e", "source('my study/x.R', chdir = TRUE)"],
        ["Rscript", "--vanilla", "-e", "setwd('my study'); source('../x.R')"],
    ],
)
def test_the_r_script_finds_its_data_beside_it_or_in_the_working_folder(tmp_path, run):
    (tmp_path / "my study").mkdir()
    write_r_script(table(), tmp_path / "my study/x.R", tmp_path / "my study/x.exact.csv")
    (tmp_path / "x.R").write_bytes((tmp_path / "my study/x.R").read_bytes())
    done = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.r
def test_the_r_script_agrees_with_haven_on_the_sav_and_dta_files(tmp_path):
    write_r_script(table(), tmp_path / "x.R", tmp_path / "x.exact.csv")
    write_sav(table(), tmp_path / "x.sav", Losses())
    write_dta(table(), tmp_path / "x.dta", Losses())
    run_r(tmp_path, 'source("x.R")' + AGREES, LC_ALL="C.UTF-8")


@pytest.mark.pspp
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_syntax_gives_what_the_sav_file_has(tmp_path, language):
    write_sav(table(language), tmp_path / "x.sav", Losses())
    write_spss_syntax(table(language), tmp_path / "x.sps", tmp_path / "x.spss.csv", Losses())
    (tmp_path / "run.sps").write_text(
        (tmp_path / "x.sps").read_text(encoding="utf-8") + "SAVE OUTFILE='pspp.sav'.\n", encoding="utf-8"
    )
    done = subprocess.run(
        ["pspp", "-o", "out.txt", "run.sps"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + (tmp_path / "out.txt").read_text(encoding="utf-8")
    frame, meta = pyreadstat.read_sav(tmp_path / "x.sav", user_missing=True)
    again, told = pyreadstat.read_sav(tmp_path / "pspp.sav", user_missing=True)
    assert list(again) == list(frame)
    for name in frame:
        assert again[name].equals(frame[name]), name
    for what in ("column_names_to_labels", "variable_value_labels", "missing_ranges", "variable_measure"):
        assert getattr(told, what) == getattr(meta, what)
    formats = {name: found for name, found in meta.original_variable_types.items() if name != "why"}
    assert {name: told.original_variable_types[name] for name in formats} == formats


@pytest.mark.pspp
def test_the_syntax_is_sound_where_nobody_gave_a_number(tmp_path):
    silent = [response for response in responses() if response.key.startswith("import:")]
    cases = Cases({SMALL.hash: "2"})
    data = code_responses({SMALL.hash: SMALL}, SMALL, cases.passing(iter(silent)))
    write_spss_syntax(ExportTable(data, cases, "en", False), tmp_path / "x.sps", tmp_path / "x.csv", Losses())
    done = subprocess.run(["pspp", "-o", "out.txt", "x.sps"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_a_line_break_is_written_as_what_no_answer_uses(tmp_path):
    write_spss_syntax(table(), tmp_path / "x.sps", tmp_path / "x.spss.csv", Losses())
    assert 'twice; then|left||for good"' in (tmp_path / "x.spss.csv").read_text(encoding="utf-8")
    assert "COMPUTE why = REPLACE(why, '|', STRING(10, PIB1))." in (tmp_path / "x.sps").read_text(encoding="utf-8")
