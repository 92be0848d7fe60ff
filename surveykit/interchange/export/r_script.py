"""An R script, base R only, that reads the exact CSV beside it.

It makes three data frames of the same shape: `responses` with codes as numbers (attributes label, labels, level) and
texts; `reasons` with why a cell of `responses` is NA; `labelled` with factors where every value has a label.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from surveykit.core.codebook import Level, Missing
from surveykit.core.output import write_text
from surveykit.interchange.export.csv_table import write_csv
from surveykit.interchange.export.table import ExportTable, Field, Kind

_BEGIN = """\
# Made by surveykit. It reads {data}, which must lie in the same folder as this script, or in R's working folder.
#   responses  the answers as numbers and texts, NA where there is none; attributes: label, labels, level
#   reasons    for each NA of responses, why
#   labelled   the answers as factors, where every value has a label

folder <- local({{
  sourced <- Filter(Negate(is.null), lapply(sys.frames(), function(frame) frame$ofile))
  named <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
  script <- c(rev(unlist(sourced)), gsub("~+~", " ", named, fixed = TRUE))
  folders <- c(dirname(script), ".")
  c(folders[file.exists(file.path(folders, {literal}))], ".")[1]
}})
raw <- read.csv(file.path(folder, {literal}), colClasses = "character", check.names = FALSE, encoding = "UTF-8",
                na.strings = character(0))
reason_names <- c({reasons})

number <- function(name, label, level, coded, values = numeric(0), words = character(0)) {{
  x <- suppressWarnings(as.numeric(raw[[name]]))
  reason <- if (coded) raw[[name]] else raw[[paste0(name, ".missing")]]
  reasons[[name]] <<- unname(reason_names[reason])
  x[!is.na(reasons[[name]])] <- NA
  shown <- x
  if (length(values) && all(x[!is.na(x)] %in% values)) {{
    shown <- factor(x, values, make.unique(words), ordered = level == "ordinal")
  }}
  attr(shown, "label") <- label
  labelled[[name]] <<- shown
  attributes(x) <- list(label = label, labels = structure(values, names = words), level = level)
  responses[[name]] <<- x
}}
text <- function(name, label, answer = TRUE) {{
  x <- raw[[name]]
  reasons[[name]] <<- if (answer) unname(reason_names[raw[[paste0(name, ".missing")]]]) else NA_character_
  x[x == ""] <- NA
  attributes(x) <- list(label = label)
  responses[[name]] <<- x
  labelled[[name]] <<- x
}}
time <- function(name, label) {{
  x <- as.POSIXct(raw[[name]], format = "%Y-%m-%dT%H:%M:%SZ", tz = "UTC")
  attr(x, "label") <- label
  reasons[[name]] <<- NA_character_
  responses[[name]] <<- x
  labelled[[name]] <<- x
}}

responses <- reasons <- labelled <- data.frame(row.names = seq_len(nrow(raw)))
"""


def write_r_script(table: ExportTable, path: Path, data: Path) -> None:
    """Write the script, and the CSV file `data` that it reads from the same folder."""
    write_csv(table, data, safe=False)
    reasons = ", ".join(f'"{m.value}" = "{m.id}"' for m in Missing)
    begin = _BEGIN.format(data=data.name, literal=_literal(data.name), reasons=reasons)
    calls = (call for field in table.fields for call in _call(table, field))
    write_text(path, begin + "\n".join(calls) + "\nrm(raw, folder, reason_names, number, text, time)\n")


def _call(table: ExportTable, field: Field) -> Iterator[str]:
    name, label = _literal(field.name), _literal(table.label(field))
    if field.kind is Kind.TIME:
        yield f"time({name}, {label})"
    elif field.kind is Kind.TEXT:
        yield f"text({name}, {label}{'' if field.variable else ', FALSE'})"
    elif field.kind is Kind.NUMBER:
        labels = {code: words for code, words in table.value_labels(field).items() if not field.marked or code >= 0}
        level = field.level if field.level is not Level.TEXT else Level.NOMINAL
        coded = "TRUE" if field.marked else "FALSE"
        yield f'number({name}, {label}, "{level.value}", {coded}{_values(labels)})'


def _values(labels: Mapping[int, str]) -> str:
    if not labels:
        return ""
    words = ",\n    ".join(_literal(text) for text in labels.values())
    return f",\n  c({', '.join(map(str, labels))}),\n  c({words})"


def _literal(text: str) -> str:
    r"""A string of R in ASCII, so that it means the same in every locale.

    >>> print(_literal('say "慢"'))
    "say \"\u6162\""
    """
    return '"' + "".join(map(_letter, text)) + '"'


def _letter(c: str) -> str:
    if c in '"\\':
        return f"\\{c}"
    if c.isascii() and c.isprintable():
        return c
    return f"\\U{ord(c):08x}" if ord(c) > 0xFFFF else f"\\u{ord(c):04x}"
